"""What a total is made of, in a few years: counts and shares side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.indicators import load_vocabulary
from lawstats.telling.charts.points import YearPoint, value_text, year_points
from lawstats.telling.charts.rows import end_words, row_axes, zero_axis
from lawstats.telling.style import COLOURS, MUTED, format_number, house_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["composition"]


def composition(
    records: pd.DataFrame,
    indicators: Sequence[str],
    years: Sequence[int],
    *,
    office: str,
    whole: str = "",
    ax: Axes | None = None,
    language: str = "zh",
) -> Axes:
    """Draw the parts of a total in some years, a group of bars a part, a bar a year.

    Parameters
    ----------
    records : DataFrame
        Records.
    indicators : sequence of str
        The parts, from top to bottom.
    years : sequence of int
        The years to compare. They need not follow each other, so they are bars and no line.
    office : str
        Whose figures.
    whole : str, optional
        Indicator of the total that shares are taken of. Without it shares are of the parts' sum, and only in years
        where every part has one agreed figure: a sum with a part missing is no total.
    ax : Axes, optional
        Where to draw; by default a new full-width figure tall enough for the bars.
    language : {"zh", "en"}
        Language of names and numbers.

    Returns
    -------
    Axes
        Bars are shares in percent where every year has a total, else counts; labels read "n (x%)", or 缺.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> ax = composition(empty(), ["petitions"], [2023, 2024], office="示例街道")
    >>> [text.get_text() for text in ax.texts]
    ['缺', '缺']
    """
    parts = {code: _by_year(records, code, office) for code in indicators}
    wholes = {year: _total(records, parts, whole, office, year) for year in years}
    shared = all(not math.isnan(total) for total in wholes.values())
    names: list[str] = []
    bars: list[tuple[int, float, str]] = []
    for code, points in parts.items():
        names.append(_name(code, language))
        for year in years:
            length, words = _bar(points.get(year), wholes[year], shared, language)
            bars.append((len(names), length, words))
            names.append(str(year))
    ax = row_axes(names, ax)
    with house_style():
        zero_axis(
            ax, [0.0 if math.isnan(length) else length for _, length, _ in bars], [w for _, _, w in bars], language
        )
        if shared:
            ax.xaxis.set_major_formatter(lambda percent, _: f"{percent:g}%")
        shades = [0.35 + 0.65 * (k + 1) / len(years) for k in range(len(years))]  # later years darker, in ink only
        for number, (row, length, words) in enumerate(bars):
            if not math.isnan(length):
                ax.barh(row, length, height=0.72, color=COLOURS["ink"], alpha=shades[number % len(years)], lw=0)
            end_words(ax, row, 0.0 if math.isnan(length) else length, words, colour=COLOURS["ink"])
        for row, text in enumerate(ax.get_yticklabels()):
            heading = row % (len(years) + 1) == 0
            text.set_fontweight("bold" if heading else "normal")
            text.set_color(COLOURS["ink"] if heading else MUTED)
    return ax


def _by_year(records: pd.DataFrame, code: str, office: str) -> dict[int, YearPoint]:
    return {point.year: point for point in year_points(records, code, office)}


def _total(records: pd.DataFrame, parts: dict[str, dict[int, YearPoint]], whole: str, office: str, year: int) -> float:
    """Give the total of a year, NaN where there is none that can be trusted."""
    if whole:
        point = _by_year(records, whole, office).get(year)
        return point.value if point is not None and point.single and point.value > 0 else math.nan
    points = [by_year.get(year) for by_year in parts.values()]
    values = [point.value for point in points if point is not None and point.single]
    return sum(values) if len(values) == len(parts) and sum(values) > 0 else math.nan


def _name(code: str, language: str) -> str:
    entry = load_vocabulary().get(code)
    if entry is None:
        return code
    return entry.name if language == "zh" else entry.english


def _bar(point: YearPoint | None, total: float, shared: bool, language: str) -> tuple[float, str]:
    if point is None:
        return math.nan, format_number(math.nan, language)
    if point.readings:
        return math.nan, " / ".join(value_text(reading, language) for reading in point.readings)
    words = value_text(point, language)
    if math.isnan(point.value):
        return math.nan, words
    if not math.isnan(total):
        words += f" ({point.value / total * 100:.1f}%)"
    return (point.value / total * 100 if shared else point.value), words
