"""From cases to yearly figures: each with its interval, its period, and the sheet and rows it was counted from."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.indicators import load_vocabulary
from lawstats.records import empty, validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.ledger_words import Count, Kind

__all__ = ["StatedZero", "bounds", "count_rows", "count_years", "year_of"]

#: More separate stretches of rows than this are shown as first to last, with their number.
SHOWN_RANGES = 6
_SUM_MEASURES = {"次": {"", "次", "场"}, "件": {"", "件", "份", "起", "宗", "个"}}


@dataclass(frozen=True, slots=True)
class StatedZero:
    """A row that says there was nothing in a year; `category` when it says of what."""

    year: int
    place: str
    text: str
    category: tuple[str, ...] = ()


def year_of(cases: pd.DataFrame, date: str) -> pd.Series:
    """Return the year a case belongs to by a date column; without a date, the year of the heading above its row.

    Parameters
    ----------
    cases : DataFrame
        The cases of one ledger.
    date : str
        A date column.

    Returns
    -------
    Series of float, length n_cases
        NaN where no year is known.
    """
    year: pd.Series = cases[date].dt.year.astype("float64")
    if date == "ended_date":
        return year
    # A period that crosses a new year belongs to neither.
    if f"{date}_end" in cases:
        year = year.where(cases[f"{date}_end"].dt.year == year)
    heading = cases["heading_year"].where(cases["heading_year"] > 0)
    return year.where(cases[date].notna(), heading)


def bounds(cases: pd.DataFrame, key: str) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    """Return low, value, high and qualifier of a figure; a column without companions is exact throughout."""
    value = cases[key].astype("float64")
    low, high = (
        cases[name].astype("float64") if (name := f"{key}{end}") in cases else value for end in ("_low", "_high")
    )
    exact = pd.Series("exact", index=cases.index)
    return low, value, high, cases.get(f"{key}_qualifier", exact)


def count_rows(cases: pd.DataFrame, count: Count) -> pd.DataFrame:
    """Return the cases one figure counts: where each stands, its `year`, and the interval of what it adds.

    Parameters
    ----------
    cases : DataFrame
        The cases of one ledger.
    count : Count
        The rule, from the vocabulary.

    Returns
    -------
    DataFrame
        A row a case that counts: sheet, row, year, low, value, high, qualifier.
    """
    year = cases["year"].astype("float64") if count.stock else year_of(cases, count.date)
    chosen = year.notna()
    for key, values in count.where:
        chosen &= cases[key].isin(values)
    needed = ["sheet", "row", "community", f"{count.distinct}_mark", f"{count.sum}_measure"]
    rows = cases.loc[chosen, [name for name in needed if name in cases]].assign(year=year[chosen].astype("int64"))
    if not count.sum:
        return rows.assign(low=1.0, value=1.0, high=1.0, qualifier="exact")
    if count.sum not in cases:
        return (
            rows.assign(low=count.each, value=count.each, high=count.each, qualifier="exact")
            if count.each
            else rows[:0]
        )
    low, value, high, qualifier = (column[chosen] for column in bounds(cases, count.sum))
    stated = low.notna()
    if count.measure:
        stated &= rows[f"{count.sum}_measure"].isin(_SUM_MEASURES[count.measure])
    # An entry without its own figure is one event; a sum without one is unknown and stays out.
    each = count.each if count.each is not None else np.nan
    rows = rows.assign(
        low=low.where(stated, each),
        value=value.where(stated, each),
        high=high.where(stated, each),
        qualifier=qualifier.where(stated, "exact"),
    )
    return rows[rows["low"].notna()]


def count_years(
    cases: pd.DataFrame, kind: Kind, zeros: Sequence[StatedZero], until: dict[int, dt.date], office: str, source: str
) -> pd.DataFrame:
    """Count a ledger by year.

    Parameters
    ----------
    cases : DataFrame
        The cases of one ledger.
    kind : Kind
        Its `counts` are the rules.
    zeros : sequence of StatedZero
        Years the ledger says had nothing.
    until : dict of int to date
        Years whose heading says where they stop (截至11月30日).
    office, source : str
        For the records.

    Returns
    -------
    DataFrame
        Records. A year without rows gives none: a nought stands only where the ledger states or counts it.
    """
    records = []
    for count in kind.counts:
        if not _possible(cases, count):
            continue
        rows = count_rows(cases, count)
        years = set(rows["year"].tolist())
        records += [_record(year, rows[rows["year"] == year], count, until, office, source) for year in sorted(years)]
        if count.zero:
            records += [
                _record(year, rows[:0], count, until, office, source, counted_from=part)
                for year, part in _classified(cases, count)
                if year not in years
            ]
        records += [_zero_record(zero, count, office, source) for zero in zeros if _speaks_of(zero, count, years)]
    return validate(pd.concat(records, ignore_index=True)) if records else empty()


def _possible(cases: pd.DataFrame, count: Count) -> bool:
    needed = [key for key, _ in count.where] + ([] if count.stock else [count.date])
    own = count.sum if count.each is None else ""
    return all(key in cases for key in needed) and (not own or own in cases)


def _classified(cases: pd.DataFrame, count: Count) -> list[tuple[int, pd.DataFrame]]:
    """Return the years in which every row that could count was classified, so that none found is a nought."""
    *general, (key, _) = count.where
    chosen = pd.Series(True, index=cases.index)
    for other, values in general:
        chosen &= cases[other].isin(values)
    rows = cases[chosen].assign(year=year_of(cases, count.date)[chosen])
    rows = rows[rows["year"].notna()]
    by_year = ((year, rows[rows["year"] == year]) for year in sorted(set(rows["year"].astype("int64").tolist())))
    return [(year, part) for year, part in by_year if part[key].notna().all()]


def _speaks_of(zero: StatedZero, count: Count, counted: set[int]) -> bool:
    if zero.year in counted or count.stock or (count.zero and count.where):
        return False
    category = dict(count.where).get("category")
    if any(key != "category" for key, _ in count.where):
        return False
    return not category or not zero.category or bool(set(zero.category) & set(category))


def _record(
    year: int,
    part: pd.DataFrame,
    count: Count,
    until: dict[int, dt.date],
    office: str,
    source: str,
    counted_from: pd.DataFrame | None = None,
) -> pd.DataFrame:
    if count.distinct == "community":
        part = part[part["community"] != ""].drop_duplicates("community")
    elif count.distinct:
        part = part.drop_duplicates(f"{count.distinct}_mark")
    low, high = float(part["low"].sum()), float(part["high"].sum())
    value, qualifier = _together(part)
    shown = part if counted_from is None else counted_from
    end = dt.date(year, 12, 31)
    start = end if count.stock else dt.date(year, 1, 1)
    end = until.get(year, end)
    evidence = f"按台账{len(part)}行计算" if counted_from is None else f"按台账{len(shown)}行计算，其中没有一行符合"
    return _frame(count, year, value, low, high, qualifier, (start, end), office, source, _place(shown), evidence)


def _zero_record(zero: StatedZero, count: Count, office: str, source: str) -> pd.DataFrame:
    period = (dt.date(zero.year, 1, 1), dt.date(zero.year, 12, 31))
    return _frame(count, zero.year, 0.0, 0.0, 0.0, "exact", period, office, source, zero.place, zero.text)


def _frame(
    count: Count,
    year: int,
    value: float,
    low: float,
    high: float,
    qualifier: str,
    period: tuple[dt.date, dt.date],
    office: str,
    source: str,
    place: str,
    evidence: str,
) -> pd.DataFrame:
    row = {
        "office": office,
        "year": year,
        "indicator": count.indicator,
        "value": value,
        "low": low,
        "high": high,
        "qualifier": qualifier,
        "measure": load_vocabulary()[count.indicator].measures[0],
        "period_start": pd.Timestamp(period[0]),
        "period_end": pd.Timestamp(period[1]),
        "source": source,
        "link": "",
        "place": place,
        "evidence": evidence,
    }
    return pd.DataFrame([row])


def _together(part: pd.DataFrame) -> tuple[float, str]:
    """Add values; approximate parts make the sum approximate, one without a value makes it a range."""
    kinds = set(part["qualifier"].unique()) - {"exact"}
    if not kinds:
        return float(part["value"].sum()), "exact"
    if part["value"].isna().any():
        return float("nan"), "range"
    value = float(part["value"].sum())
    return value, kinds.pop() if len(kinds) == 1 else "about"


def _place(rows: pd.DataFrame) -> str:
    """Name sheet and rows, stretches of neighbouring rows as one: 2024年!5-12、14."""
    parts = []
    for sheet in rows["sheet"].drop_duplicates().tolist():
        listed = sorted(set(rows.loc[rows["sheet"] == sheet, "row"].tolist()))
        stretches = _stretches(listed)
        if len(stretches) > SHOWN_RANGES:
            text = f"{listed[0]}至{listed[-1]}行中的{len(listed)}行"
        else:
            text = "、".join(f"{a}" if a == b else f"{a}-{b}" for a, b in stretches) + "行"
        parts.append(f"{sheet}!{text}" if sheet else text)
    return "；".join(parts)


def _stretches(numbers: list[int]) -> list[tuple[int, int]]:
    breaks = [0, *(i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1] + 1), len(numbers)]
    return [(numbers[a], numbers[b - 1]) for a, b in itertools.pairwise(breaks)]
