"""From records to the points of yearly series: one figure a year, or the reason why there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from lawstats.records import COLUMNS, annual, find_conflicts

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

__all__ = ["MISSING", "Point", "break_between", "by_office", "yearly_points"]

Row: TypeAlias = "dict[Hashable, Any]"


@dataclass(frozen=True, slots=True)
class Point:
    """One indicator of one office in one year.

    `problem` is empty, or why the figure cannot be used: ``missing``, ``not_whole_year`` or ``conflict``, with the
    particulars in `detail`. A point with a problem has no value.
    """

    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    qualifier: str = ""
    measure: str = ""
    source: str = ""
    place: str = ""
    problem: str = ""
    detail: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether one single value is known."""
        return not self.problem and self.low == self.high


#: The point of a year nothing was said about. Missing is never zero.
MISSING = Point(problem="missing")


def yearly_points(records: pd.DataFrame, *, assume_digit: bool = True) -> dict[tuple[str, str], dict[int, Point]]:
    """Arrange records as yearly series.

    Parameters
    ----------
    records : DataFrame
        A records table; further columns are ignored.
    assume_digit : bool, default True
        Whether 余, 近, 约 and their like are read to one unit of the last stated place, as recorded; if not, the end
        they leave unsaid is open.

    Returns
    -------
    dict
        (office, indicator) -> year -> point. Figures that cover no whole year leave a point that says so; so do
        figures that contradict each other. Of several that agree the most precise stands, of several dates of a stock
        the latest.

    Raises
    ------
    LawstatsError
        When the table breaks the contract of records.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> yearly_points(empty())
    {}
    """
    records = records[[column for column in records.columns if column in COLUMNS]]
    disputed = _disputed(find_conflicts(records))
    series: dict[tuple[str, str], dict[int, Point]] = {}
    for (office, indicator, year), rows in _by_year(annual(records)).items():
        latest = max(row["period_end"] for row in rows)
        conflict = disputed.get((office, indicator, latest))
        stated = [row for row in rows if row["period_end"] == latest]
        point = Point(problem="conflict", detail=conflict) if conflict else _most_precise(stated, assume_digit)
        series.setdefault((office, indicator), {})[year] = point
    for (office, indicator, year), rows in _by_year(records).items():
        of_year = series.setdefault((office, indicator), {})
        if year not in of_year:
            of_year[year] = Point(problem="not_whole_year", detail=_periods(rows))
    return series


def by_office(
    series: dict[tuple[str, str], dict[int, Point]],
) -> dict[str, dict[tuple[str, str], dict[int, Point]]]:
    """Sort the series of `yearly_points` by office, so that many offices are each looked through once.

    Examples
    --------
    >>> by_office({("甲街道", "petitions"): {}})
    {'甲街道': {('甲街道', 'petitions'): {}}}
    """
    found: dict[str, dict[tuple[str, str], dict[int, Point]]] = {}
    for (office, code), points in series.items():
        found.setdefault(office, {})[office, code] = points
    return found


def break_between(
    breaks: pd.DataFrame | None, office: str, indicators: set[str], base_year: int, year: int
) -> str | None:
    """Find the first break in definition after `base_year` and up to `year`.

    Parameters
    ----------
    breaks : DataFrame or None
        Columns office, indicator ("*" for every), year (the break lies before it) and reason.
    office : str
        The office.
    indicators : set of str
        The indicator and whatever it is divided by.
    base_year, year : int
        The years to be compared.

    Returns
    -------
    str or None
        The reason given for it.
    """
    if breaks is None or not len(breaks):
        return None
    concerned = breaks["office"].isin([office, "*"]) & breaks["indicator"].isin([*indicators, "*"])
    between = breaks[concerned & (breaks["year"] > base_year) & (breaks["year"] <= year)].sort_values("year")
    return str(between["reason"].iloc[0]) if len(between) else None


def _by_year(records: pd.DataFrame) -> dict[tuple[str, str, int], list[Row]]:
    found: dict[tuple[str, str, int], list[Row]] = {}
    for row in records.to_dict("records"):
        found.setdefault((row["office"], row["indicator"], int(row["year"])), []).append(row)
    return found


def _disputed(conflicts: pd.DataFrame) -> dict[tuple[str, str, Any], str]:
    found: dict[tuple[str, str, Any], list[str]] = {}
    for row in conflicts.to_dict("records"):
        sides = found.setdefault((row["office"], row["indicator"], row["period_end"]), [])
        for end in ("_a", "_b"):
            low, high, measure, source = (row[name + end] for name in ("low", "high", "measure", "source"))
            numbers = f"{low:.15g}" if low == high else f"{low:.15g}至{high:.15g}"
            side = f"{numbers}{measure}（{source}）"
            if side not in sides:
                sides.append(side)
    return {key: "；".join(sides) for key, sides in found.items()}


def _most_precise(rows: list[Row], assume_digit: bool) -> Point:
    def vagueness(row: Row) -> tuple[float, int]:
        # 310.2万 and 3101917 do not contradict each other; the one with fewer noughts at its end says more.
        digits = f"{row['low']:.15g}"
        return row["high"] - row["low"], len(digits) - len(digits.rstrip("0"))

    best = min(rows, key=vagueness)
    low, high = float(best["low"]), float(best["high"])
    if not assume_digit:
        low = 0.0 if best["qualifier"] in ("under", "about") else low
        high = math.inf if best["qualifier"] in ("over", "about") else high
    words = (best[name] for name in ("qualifier", "measure", "source", "place"))
    return Point(float(best["value"]), low, high, *words)


def _periods(rows: list[Row]) -> str:
    periods = {f"{row['period_start']:%Y-%m-%d}至{row['period_end']:%Y-%m-%d}": None for row in rows}
    return "；".join(periods)
