"""environment.yml, pyproject.toml, the lock and what is installed say the same thing."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def lock(root):
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


@pytest.fixture(scope="module")
def here(lock):
    """Pins that apply to this Python and system."""
    return {canonical(pin.name): pin for pin in lock if pin.marker is None or pin.marker.evaluate()}


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def conda(root):
    return yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


def test_conda_gives_python_and_pip_and_leaves_the_rest_to_the_lock(conda, project):
    plain = [entry for entry in conda if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in conda if isinstance(entry, dict)]
    assert sorted(re.split(r"[=<>]", entry)[0] for entry in plain) == ["pip", "python"]
    assert pip == ["-r requirements.lock", "-e ."]
    version = next(entry for entry in plain if entry.startswith("python")).split("=")[1]
    assert SpecifierSet(project["project"]["requires-python"]).contains(f"{version}.99")


def test_lock_satisfies_every_requirement(here, project):
    extras = [r for group in project["project"]["optional-dependencies"].values() for r in group]
    wanted = [*project["project"]["dependencies"], *extras, *project["dependency-groups"]["dev"]]
    for requirement in map(Requirement, wanted):
        assert canonical(requirement.name) in here, f"{requirement.name} is not in the lock"
        (pin,) = here[canonical(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), (str(requirement), pin.version)


def test_card_packages_are_required(project):
    names = {
        canonical(Requirement(r).name)
        for r in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    }
    assert {"jupyterlab", "pandas", "matplotlib", "seaborn", "scipy", "nbval"} <= names


def test_installed_versions_are_the_locked_ones(here):
    for name, pin in here.items():
        assert pin.specifier.contains(importlib.metadata.version(name)), (name, str(pin))


def test_lock_names_no_host(root):
    for name in ("requirements.lock", "environment.yml", "pyproject.toml"):
        assert "://" not in (root / name).read_text(encoding="utf-8"), name
    assert not (root / "uv.lock").exists()


def test_nothing_more_would_be_installed(root):
    """The same line that conda hands to pip finds everything already there."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("this environment was made by uv and holds no pip; versions are compared above")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", "-r", "requirements.lock"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout
