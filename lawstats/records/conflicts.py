"""Two sources, one fact, two figures: found, set side by side, never settled silently."""

from __future__ import annotations

import math
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from lawstats.quantities.measures import same_measure
from lawstats.records.contract import validate
from lawstats.records.printed import recorded_unit
from lawstats.records.table import ORDER

__all__ = ["find_conflicts"]

#: How the evidence of a figure counted from a ledger begins.
_COUNTED = "按台账"
_KEYS = ["office", "indicator", "period_start", "period_end"]
_SIDE = ("value", "low", "high", "qualifier", "measure", "source", "place")


class _Interval(NamedTuple):
    low: float
    high: float


def find_conflicts(records: pd.DataFrame) -> pd.DataFrame:
    """Set side by side the figures that cannot both be right.

    Two rows conflict when office, indicator and period are the same and no number fits the words of both. What the
    words of a row admit is [low, high]; an exact figure printed with a scale word or a decimal point (310.2万件, 97.8%)
    is taken as rounded, half a unit of its last printed digit either way, so it does not conflict with 3 101 917.
    The printed form is read from `evidence`: a number there that, with its scale word, equals `value`. A figure printed
    in full is taken at its word, however round it looks.

    Parameters
    ----------
    records : DataFrame
        A records table.

    Returns
    -------
    DataFrame
        A row a pair: office, indicator, year, period_start, period_end; value, low, high, qualifier, measure, source
        and place of each side with the endings _a and _b; `ratio`, larger over smaller (inf when the smaller is 0);
        `note`, in Chinese. Three sources that all differ make three rows.

    Raises
    ------
    LawstatsError
        When the table breaks the contract.

    Notes
    -----
    Compared with the interval a reported number could have come from, not with equality: the rule of statcheck
    (Nuijten et al. 2016) and AggChecker (Jo et al. 2019).

    Examples
    --------
    >>> from lawstats.records import empty
    >>> find_conflicts(empty()).empty
    True
    """
    ordered = validate(records).sort_values(ORDER, kind="stable", ignore_index=True)
    found = []
    for _, rows in ordered.groupby(_KEYS, sort=False):
        sides = [(row, _admitted(row)) for _, row in rows.iterrows()] if len(rows) > 1 else []
        for (a, admits_a), (b, admits_b) in combinations(sides, 2):
            if admits_a.high < admits_b.low or admits_b.high < admits_a.low:
                found.append(_pair(a, b))
    return pd.DataFrame(found, columns=_columns())


def _columns() -> list[str]:
    sides = [f"{column}_{side}" for side in "ab" for column in _SIDE]
    return ["office", "indicator", "year", "period_start", "period_end", *sides, "ratio", "note"]


def _pair(a: pd.Series, b: pd.Series) -> dict[str, object]:
    row: dict[str, object] = {column: a[column] for column in _columns()[:5]}
    row |= {f"{column}_{side}": cells[column] for side, cells in (("a", a), ("b", b)) for column in _SIDE}
    return row | {"ratio": _ratio(_point(a), _point(b)), "note": _note(a, b)}


def _admitted(row: pd.Series) -> _Interval:
    if row["qualifier"] != "exact":
        return _Interval(row["low"], row["high"])
    half = recorded_unit(row["value"], row["measure"], row["evidence"]) / 2
    return _Interval(row["low"] - half, row["high"] + half)


def _point(row: pd.Series) -> float:
    if not math.isnan(row["value"]):
        return float(row["value"])
    return float(row["low"] if math.isinf(row["high"]) else (row["low"] + row["high"]) / 2)


def _ratio(one: float, other: float) -> float:
    small, large = sorted((one, other))
    return large / small if small else math.inf


def _note(a: pd.Series, b: pd.Series) -> str:
    where = "同一来源两处" if a["source"] == b["source"] else "两个来源"
    note = f"{where}对同一期间的数字不一致，一为{_words(a)}，一为{_words(b)}"
    if not same_measure(a["measure"], b["measure"]):
        note += "；计量单位也不同，可能不是同一口径"
    if a["source"] != b["source"] and all(row["evidence"].startswith(_COUNTED) for row in (a, b)):
        return note + "。如是同一年分几本登记的台账，请用 read_books 或 count_together 一并计数，不要把各本的数并列。"
    return note + "。请核对口径后择一使用，并注明来源。"


def _words(row: pd.Series) -> str:
    low, high = (f"{row[end]:.15g}" for end in ("low", "high"))
    if low == high:
        return f"{low}{row['measure']}"
    if math.isinf(row["high"]):
        return f"{low}{row['measure']}以上"
    return f"{low}至{high}{row['measure']}"
