"""The walls of the house hold: data goes reading -> records -> judging -> telling, never back."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def literals(path):
    """Every string of a module that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def test_imports_flow_one_way(root, monkeypatch):
    monkeypatch.chdir(root)
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS


def test_numbers_in_numbers_out_rooms_hold_no_chinese(root):
    for name in ("rates.py", "trends.py"):
        spoken = [text for text in literals(root / "lawstats" / "judging" / name) if CHINESE.search(text)]
        assert not spoken, (name, spoken)


def test_the_face_holds_names_only(root):
    """__init__ names what others call and defines nothing but the lazy lookup."""
    tree = ast.parse((root / "lawstats" / "__init__.py").read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert defined == {"__getattr__", "__dir__"}


def test_importing_the_face_is_light(root):
    """Heavy libraries load on first use, not on import."""
    code = "import sys, lawstats; print([m for m in ('pandas', 'matplotlib', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


def test_every_name_on_the_face_is_there():
    import lawstats

    for name in lawstats.__all__:
        assert getattr(lawstats, name) is not None
        assert name in dir(lawstats)
