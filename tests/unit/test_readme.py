"""What the READMEs say is so: their examples run, their links lead somewhere, both are complete."""

from __future__ import annotations

import doctest
import re

import pytest

BOTH = ("README.md", "README.zh-CN.md")


def test_examples_run(root):
    found = doctest.testfile(str(root / "README.md"), module_relative=False, encoding="utf-8")
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", BOTH)
def test_links_lead_somewhere(root, name):
    text = (root / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert links
    for link in links:
        assert (root / link).exists(), link


@pytest.mark.parametrize("name", BOTH)
def test_both_name_every_notebook_and_top_folder(root, name):
    text = (root / name).read_text(encoding="utf-8")
    for path in (root / "notebooks").glob("*.ipynb"):
        assert path.name in text
    for folder in ("lawstats/", "notebooks/", "data/", "figures/", "tests/", "docs/", "benchmarks/", "environment.yml"):
        assert folder in text


@pytest.mark.parametrize("name", BOTH)
def test_the_gallery_shows_pictures_that_the_main_job_draws(root, name):
    text = (root / name).read_text(encoding="utf-8")
    shown = re.findall(r"\[!\[([^\]]+)\]\(figures/(\w+)\.png\)\]\(figures/(\w+)\.png\)", text)
    assert 8 <= len(shown) <= 12
    index = (root / "figures/index.md").read_text(encoding="utf-8")
    drawn = "".join(path.read_text(encoding="utf-8") for path in (root / "notebooks").glob("*.ipynb"))
    for question, picture, linked in shown:
        assert question.strip()
        assert picture == linked
        assert f"]({picture}.png)" in index
        assert f"图 {picture}：" in drawn, "no notebook draws it"
