"""Judgements drawn into a series: the stretch or the step that a verdict is about, in its colour and with its word."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.telling.charts.labels import Label
from lawstats.telling.style import COLOURS, colour_of
from lawstats.telling.verdict_words import verdict_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from lawstats.telling.charts.points import YearPoint

__all__ = ["colour_steps", "colour_stretches"]

_SAID = 8.0  # points
_NOT_JUDGED = ("年份不足", "不作检验", "数据不足")


def colour_stretches(
    ax: Axes,
    points: Sequence[YearPoint],
    path: Sequence[tuple[float, float]],
    trends: pd.DataFrame,
    direction: str,
    language: str,
) -> list[Label]:
    """Draw the line of each judged stretch of years in the colour of its trend, and give back the verdicts to print.

    Parameters
    ----------
    ax : Axes
        The chart, with the series drawn.
    points : sequence of YearPoint
        The years of the series.
    path : sequence of (year, value)
        The line's corners, NaN where the pen is lifted.
    trends : DataFrame
        Columns first_year, last_year and verdict, as `lawstats.trend` gives them.
    direction, language : str
        Which way is good; language of the words.
    """
    labels = []
    for row in trends.to_dict("records"):
        verdict, first, last = str(row["verdict"]), int(row["first_year"]), int(row["last_year"])
        colour = colour_of(verdict, direction)
        inside = [point for point in points if first <= point.year <= last and point.single]
        if verdict in _NOT_JUDGED or not inside:
            continue
        stretch = [(x, y) if math.isnan(x) or first <= x <= last else (math.nan, math.nan) for x, y in path]
        ax.plot([x for x, _ in stretch], [y for _, y in stretch], color=colour, lw=2.4, zorder=2.5, label="judged")
        filled = [point for point in inside if point.value > 0]
        ax.plot([p.year for p in filled], [p.value for p in filled], "o", ms=5, color=colour, zorder=5, label="judged")
        middle = min(inside, key=lambda point: abs(point.year - (inside[0].year + inside[-1].year) / 2))
        labels.append(_verdict(middle.year, middle.value, verdict, colour, language))
    return labels


def colour_steps(
    ax: Axes, points: Sequence[YearPoint], changes: pd.DataFrame, direction: str, language: str
) -> list[Label]:
    """Draw each step from a year to the next in the colour of its comparison; steps within chance turn grey.

    Parameters
    ----------
    ax, points, direction, language
        As `colour_stretches`.
    changes : DataFrame
        Columns base_year, year and verdict, as `lawstats.compare_years` gives them.

    Returns
    -------
    list of Label
        The words of the steps that are more than chance.
    """
    value = {point.year: point.value for point in points if point.single}
    labels = []
    for row in changes.to_dict("records"):
        verdict, before, after = str(row["verdict"]), int(row["base_year"]), int(row["year"])
        colour = colour_of(verdict, direction)
        if before not in value or after not in value or after - before != 1:
            continue
        judged = colour != COLOURS["chance"]
        # The dark line of the series must not show through the dashes.
        ax.plot([before, after], [value[before], value[after]], color="white", lw=3, zorder=2.2, label="judged")
        dash = (0, (2.5, 1.2)) if verdict.startswith("可能") else "-"
        ax.plot(
            [before, after],
            [value[before], value[after]],
            color=colour,
            lw=2.6 if judged else 1.6,
            ls=dash,
            zorder=2.5,
            label="judged",
        )
        if judged:
            middle = (before + after) / 2, (value[before] + value[after]) / 2
            labels.append(_verdict(*middle, verdict, colour, language))
    return labels


def _verdict(x: float, y: float, verdict: str, colour: str, language: str) -> Label:
    box = "" if colour == COLOURS["chance"] else colour
    return Label(x, y, verdict_words(verdict, language), y, y, size=_SAID, box=box)
