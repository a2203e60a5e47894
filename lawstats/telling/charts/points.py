"""What one year of one indicator says: a number, an interval, two sources that disagree, or nothing at all."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawstats.judging.points import yearly_points
from lawstats.records import annual
from lawstats.telling.style import format_number

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["YearPoint", "value_text", "year_points"]

_WORDS = {
    "zh": {"over": "{}余", "under": "近{}", "about": "约{}", "at_least": "≥{}", "at_most": "≤{}"},
    "en": {"over": "over {}", "under": "nearly {}", "about": "about {}", "at_least": "≥{}", "at_most": "≤{}"},
}


@dataclass(frozen=True, slots=True)
class YearPoint:
    """One year: `value` is NaN for a range; `readings` holds what each source says where they disagree."""

    year: int
    value: float
    low: float
    high: float
    qualifier: str
    readings: tuple[YearPoint, ...] = ()

    @property
    def single(self) -> bool:
        """Whether the year has one agreed value, so that a line may pass through it."""
        return not math.isnan(self.value) and not self.readings


def year_points(records: pd.DataFrame, indicator: str, office: str) -> list[YearPoint]:
    """Read the annual points of one indicator of one office, in order of years.

    The points are those the verdicts are made of (`lawstats.judging.points`); where sources disagree, and no verdict
    is possible, every reading is kept so that it can be shown.

    Parameters
    ----------
    records : DataFrame
        Records.
    indicator, office : str
        Which series.

    Returns
    -------
    list of YearPoint
        Years without a row are absent, never zero.
    """
    ours = records[(records["indicator"] == indicator) & (records["office"] == office)]
    points = []
    for year, point in sorted(yearly_points(ours).get((office, indicator), {}).items()):
        if point.problem == "conflict":
            readings = _readings(ours, year)
            points.append(replace(readings[0], value=math.nan, readings=readings))
        elif not point.problem:
            points.append(YearPoint(year, point.value, point.low, point.high, point.qualifier))
    return points


def _readings(rows: pd.DataFrame, year: int) -> tuple[YearPoint, ...]:
    """Give every different figure of a year; the same figure from two publishers is one reading."""
    same = annual(rows[rows["year"] == year])
    latest = same[same["period_end"] == same["period_end"].max()]
    rows_of_year = zip(latest["value"], latest["low"], latest["high"], latest["qualifier"], strict=True)
    points = [
        YearPoint(year, float(value), float(low), float(high), str(how)) for value, low, high, how in rows_of_year
    ]
    different = {value_text(point): point for point in points}
    return tuple(sorted(different.values(), key=lambda point: (point.low, point.high)))


def value_text(point: YearPoint, language: str = "zh") -> str:
    """Print a value with the words it was stated in: 4万余, 近30, 约450万, 10–12.

    Examples
    --------
    >>> value_text(YearPoint(2024, 40000, 40000, 49999, "over"))
    '4万余'
    >>> value_text(YearPoint(2024, float("nan"), 10, 12, "range"))
    '10–12'
    """
    if math.isnan(point.value):
        if math.isinf(point.high):
            return "≥" + format_number(point.low, language)
        return f"{format_number(point.low, language)}–{format_number(point.high, language)}"
    return _WORDS[language].get(point.qualifier, "{}").format(format_number(point.value, language))
