"""The example office's reports, read back: every figure they state, and every promise with a measure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from example_office.names import OFFICE, YEARS

from lawstats.reading.reports import Report, read_report

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def example(root: Path) -> Path:
    return root / "data" / "example"


@pytest.fixture(scope="module")
def facts(example) -> dict[int, list[dict]]:
    stated = json.loads((example / "truth" / "report_facts.json").read_text(encoding="utf-8"))["reports"]
    return {report["year"]: report["facts"] for report in stated}


@pytest.fixture(scope="module")
def reports(example) -> dict[int, Report]:
    files = sorted((example / "reports").iterdir())
    return {report.year: report for report in map(read_report, files)}


def test_office_and_years_come_from_the_text(reports):
    assert sorted(reports) == list(YEARS)
    assert {report.office for report in reports.values()} == {OFFICE}


@pytest.mark.parametrize("year", YEARS)
def test_figures_come_back_exactly(reports, facts, year):
    stated = {
        (fact["indicator"], fact["value"], fact["low"], fact["high"], fact["qualifier"])
        for fact in facts[year]
        if not fact["indicator"].startswith("other:")
    }
    figures = reports[year].figures[["indicator", "value", "low", "high", "qualifier"]]
    assert set(figures.itertuples(index=False, name=None)) == stated


@pytest.mark.parametrize("year", YEARS)
def test_promises_with_a_measure_come_back(example, reports, year):
    truth = pd.read_csv(example / "truth" / "true_commitments.csv", skiprows=1, encoding="utf-8-sig")
    truth = truth[(truth["year"] == year) & (truth["target"] > 0)]
    read = reports[year].commitments
    for promise in truth.itertuples():
        found = read[read["text"].str.contains(promise.words, regex=False)]
        assert found["target"].tolist() == [promise.target], promise.words
        assert found["due_year"].tolist() == [promise.due_year]
