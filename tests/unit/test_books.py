"""The books of an office together: counts of several books add up, head-counts do not, bad files are told."""

from __future__ import annotations

import pandas as pd
import pytest

from lawstats.reading.ledgers.books import read_books


@pytest.fixture(scope="module")
def books(root):
    return read_books(root / "data" / "example" / "ledgers", "示例街道")


def test_books_add_up_to_the_truth(books, root):
    truth = pd.read_csv(root / "data" / "example" / "truth" / "true_yearly.csv", skiprows=1)
    truth = truth[truth.ledger == "mediation"].set_index(["year", "indicator"])
    found = books.records.set_index(["year", "indicator"])
    for key, row in truth.iterrows():
        assert (found.loc[key, "low"], found.loc[key, "high"]) == (row.low, row.high), key


def test_one_row_a_year_and_indicator(books):
    assert not books.records.duplicated(["year", "indicator", "measure", "period_end"]).any()
    assert set(books.records.office) == {"示例街道"}


def test_a_sum_over_books_names_both(books):
    added = books.records[books.records.source.str.contains("、")]
    assert len(added)
    assert (added.place.str.count("：") >= 2).all()


def test_a_broken_book_is_told_and_the_others_are_read(tmp_path, root):
    good = next((root / "data" / "example" / "ledgers").glob("*合同*.xlsx"))
    (tmp_path / "好.xlsx").write_bytes(good.read_bytes())
    (tmp_path / "坏.xlsx").write_bytes(b"PK nonsense")
    found = read_books(tmp_path)
    assert list(found.problems.file) == ["坏.xlsx"]
    assert len(found.ledgers) == 1
    assert len(found.records)
