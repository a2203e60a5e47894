"""No personal value of the example ledgers is in any notebook output, figure, clean table or export."""

from __future__ import annotations

import re

import pytest

from lawstats.reading.ledgers import read_books
from lawstats.telling.sheets import write_workbook

#: Written out so that a clerk reads them; a short value (a surname) would be found in any text.
SHORTEST = 3


@pytest.fixture(scope="module")
def personal(root):
    lines = (root / "data" / "example" / "truth" / "personal_values.txt").read_text(encoding="utf-8-sig").splitlines()
    values = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    kept = {value for value in values if len(value) >= SHORTEST}
    assert len(kept) > 1000
    return re.compile("|".join(re.escape(value) for value in sorted(kept, key=len, reverse=True)))


def test_outputs_hold_none(personal, root):
    written = [
        path
        for folder in ("notebooks", "figures", "data/clean")
        for path in (root / folder).rglob("*")
        if path.suffix in (".ipynb", ".csv", ".json", ".md", ".html", ".svg")
    ]
    assert len(written) > 30
    for path in written:
        found = personal.search(path.read_text(encoding="utf-8"))
        assert not found, (path.name, found)


def test_the_ledgers_do_hold_them(personal, root):
    """The search above is able to find something: the inputs are full of such values."""
    book = next(path for path in (root / "data" / "example" / "ledgers").glob("*.csv") if "breaks" not in path.name)
    assert personal.search(book.read_text(encoding="gb18030"))


def test_an_export_of_cases_holds_none(personal, root, tmp_path):
    books = read_books(root / "data" / "example" / "ledgers", "示例街道")
    write_workbook(tmp_path / "cases.xlsx", {str(i): book.shown() for i, book in enumerate(books.ledgers)})
    for book in books.ledgers:
        for frame in (book.shown(), book.problems, book.cases, books.records):
            assert not personal.search(frame.to_csv())
