from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import settings

from lawstats.indicators import use_vocabulary
from lawstats.judging.claim_files import use_claims

# Time is measured in benchmarks/, never asserted here; CI draws the same examples each time, a developer new ones.
settings.register_profile("house", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference material kept beside the project, never in it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("reference material ../shared is not on this machine")
    return folder


@pytest.fixture(autouse=True)
def _packaged_words():
    """An office's own words put in use by one test are no other test's."""
    yield
    use_vocabulary()
    use_claims()


# Faces of a Chinese Windows that official papers are set in.
OFFICIAL_FACES = ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体", "Times New Roman")


@pytest.fixture(scope="session")
def to_pdf(root, tmp_path_factory):
    """Lay a file out with the packaged font standing in for those of a Chinese Windows."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    home = tmp_path_factory.mktemp("libreoffice")
    aliases = "".join(
        f'<alias binding="same"><family>{f}</family><prefer><family>Lawstats Sans SC</family></prefer></alias>'
        for f in OFFICIAL_FACES
    )
    config = f"<dir>{root / 'lawstats' / 'fonts'}</dir><cachedir>{home / 'cache'}</cachedir>{aliases}"
    (home / "fonts.conf").write_text(f'<?xml version="1.0"?><fontconfig>{config}</fontconfig>', encoding="utf-8")

    def convert(path):
        command = [office, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(home), str(path)]
        environment = os.environ | {"FONTCONFIG_FILE": str(home / "fonts.conf")}
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
        pdf = home / f"{path.stem}.pdf"
        assert pdf.is_file(), done.stderr
        return pypdfium2.PdfDocument(pdf)

    return convert
