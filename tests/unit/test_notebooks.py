"""Notebooks are stored as one clean run, and hold nothing of the machine they ran on."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest

NAMES = [
    "01_clean_records",
    "02_disputes",
    "03_publicity_reach",
    "04_counsel_workload",
    "05_shortcomings_and_improvements",
]
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|tmp|work|Users)/|[A-Z]:\\\\|0x[0-9a-f]{6,}|site-packages")
# Two digits or more with a measure word, typed into prose, go stale silently; years, laws and statute dates are names.
FIGURE = re.compile(r"\d{2,}\s*(?:万|件|次|人|份|场|名|%|个)")


@pytest.fixture(params=NAMES)
def notebook(request, root):
    path = root / "notebooks" / f"{request.param}.ipynb"
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_five_notebooks_are_all_there_is(root):
    assert sorted(path.stem for path in (root / "notebooks").glob("*.ipynb")) == NAMES


def test_ran_once_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_no_error_no_stderr_no_machine(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", output.text
            said = output.get("text", "") + "".join(
                str(value) for kind, value in output.get("data", {}).items() if not kind.startswith("image/")
            )
            assert not MACHINE.search(said), said[:300]


def test_parameters_come_first(notebook):
    first = code_cells(notebook)[0]
    assert "parameters" in first.metadata.get("tags", [])
    for name in ("OFFICE", "YEAR", "DATA", "FIGURES"):
        assert re.search(rf"^{name} = ", first.source, re.MULTILINE), name


def test_cells_are_short_and_explained(notebook):
    """Long work belongs in the library; a reader meets prose before code."""
    kinds = [cell.cell_type for cell in notebook.cells]
    assert kinds[0] == "markdown"
    assert kinds.count("markdown") >= kinds.count("code") * 0.5
    for cell in code_cells(notebook):
        steps = [step for step in ast.parse(cell.source).body if not isinstance(step, ast.Import | ast.ImportFrom)]
        assert len(steps) <= 6, cell.source


def test_no_figure_is_typed_into_prose(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not FIGURE.search(cell.source), FIGURE.search(cell.source)


def test_no_metadata_that_changes_from_run_to_run(notebook):
    assert notebook.metadata.language_info == {"name": "python"}
    assert all("execution" not in cell.metadata for cell in notebook.cells)
