"""Notebooks are run from top to bottom and stored as one clean run; a failing one does not stop the others."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from lawstats.build import build, run_notebook
from lawstats.errors import LawstatsError

from .test_workspace import TYPED


def write(path, *sources):
    notebook = new_notebook(cells=[new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)])
    nbformat.write(notebook, path)


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "工作 文件夹"
    for name in ("notebooks", "figures", "data/own"):
        (root / name).mkdir(parents=True)
    (root / "data" / "own" / "records.csv").write_text(TYPED, encoding="utf-8")
    return root


def test_running_twice_gives_the_same_bytes(folder):
    path = folder / "notebooks" / "01_a.ipynb"
    write(path, "x = 73", "print(x)", "import ipywidgets\nipywidgets.HTML('<b>面板</b>')")
    run_notebook(path)
    once = path.read_bytes()
    run_notebook(path)
    assert path.read_bytes() == once
    cells = nbformat.read(path, 4).cells
    assert cells[1].outputs[0].text == "73\n"
    assert cells[2].outputs[0].data.keys() == {"text/plain"}  # a widget's number would change from run to run


def test_a_failing_cell_is_named_and_the_rest_goes_on(folder):
    write(folder / "notebooks" / "01_bad.ipynb", "x = 1", "raise KeyError('少一列')")
    write(folder / "notebooks" / "02_good.ipynb", "print('好')")
    seen = []
    steps = build(folder, lambda step, number, total: seen.append((number, total, step.name)))
    problems = {step.name: step.problem for step in steps}
    assert "01_bad.ipynb" in problems["01_bad"]
    assert "第 2 个代码单元" in problems["01_bad"]
    assert "少一列" in problems["01_bad"]
    assert not problems["02_good"]
    assert [number for number, _, _ in seen] == list(range(1, len(steps) + 1))


def test_without_records_nothing_is_run(folder):
    (folder / "data" / "own" / "records.csv").unlink()
    write(folder / "notebooks" / "01_a.ipynb", "print(1)")
    with pytest.raises(LawstatsError):
        build(folder)
