"""A count divided by what it falls on: exact intervals for events, plain quotients for head-counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lawstats.judging.loads import loads
from lawstats.records import COLUMNS

DAY = pd.Timestamp


def row(code, value, low, high, qualifier, *, year=2024, office="示例街道", stock=False):
    start = DAY(year, 12, 31) if stock else DAY(year, 1, 1)
    said = (f"{year}年报告", "", "第1句", "")
    return [office, year, code, value, low, high, qualifier, "件", start, DAY(year, 12, 31), *said]


def table(*rows):
    return pd.DataFrame(rows, columns=list(COLUMNS))


def test_events_carry_the_exact_interval():
    found = loads(
        table(
            row("disputes_mediated", 73.0, 73.0, 73.0, "exact"),
            row("mediators", 69.0, 69.0, 69.0, "exact", stock=True),
        ),
        "disputes_mediated",
        "mediators",
    ).iloc[0]
    # Garwood by the gamma quantiles, another road than the chi-squared one taken in the library.
    assert found.ci_low == pytest.approx(stats.gamma.ppf(0.025, 73) / 69)
    assert found.ci_high == pytest.approx(stats.gamma.ppf(0.975, 74) / 69)
    assert found.rate == pytest.approx(73 / 69)


def test_head_counts_have_no_chance_interval():
    found = loads(
        table(
            row("legal_adviser_clients", 500.0, 500.0, 599.0, "over", stock=True),
            row("lawyers", 100.0, 95.0, 105.0, "about", stock=True),
        ),
        "legal_adviser_clients",
        "lawyers",
    ).iloc[0]
    assert (found.ci_low, found.ci_high) == (500 / 105, 599 / 95)


def test_an_open_end_stays_open():
    found = loads(
        table(
            row("disputes_mediated", 50.0, 50.0, np.inf, "at_least"),
            row("mediators", 10.0, 10.0, 10.0, "exact", stock=True),
        ),
        "disputes_mediated",
        "mediators",
    ).iloc[0]
    assert np.isinf(found.ci_high)
    assert found.ci_low < 5


def test_a_missing_or_zero_exposure_gives_no_row_and_no_number_is_invented():
    records = table(
        row("disputes_mediated", 73.0, 73.0, 73.0, "exact"),
        row("disputes_mediated", 60.0, 60.0, 60.0, "exact", year=2023),
        row("mediators", 0.0, 0.0, 0.0, "exact", year=2023, stock=True),
    )
    assert loads(records, "disputes_mediated", "mediators").empty
