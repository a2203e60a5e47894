"""What a total is made of, in a few years: counts and shares side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import seaborn as sns
from matplotlib.patheffects import withStroke

from lawstats.indicators import load_vocabulary
from lawstats.telling.badges import tint
from lawstats.telling.charts.frame import axes_width
from lawstats.telling.charts.points import YearPoint, value_text, year_points
from lawstats.telling.charts.rows import NAME_SIZE, end_words, zero_axis
from lawstats.telling.style import COLOURS, FOOT, HEAD, MUTED, format_number, house_style, new_figure
from lawstats.telling.typeset import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["composition"]

_ROW = 0.5  # cm a bar or a heading


def composition(
    records: pd.DataFrame,
    indicators: Sequence[str],
    years: Sequence[int],
    *,
    office: str,
    whole: str = "",
    ax: Axes | None = None,
    width: str = "full",
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
        Where to draw; by default a new figure tall enough for the bars.
    width : {"full", "half"}
        Width of the new figure.
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
    ['缺', '缺', '信访件']
    """
    parts = {code: _by_year(records, code, office) for code in indicators}
    wholes = {year: _total(records, parts, whole, office, year) for year in years}
    shared = all(not math.isnan(total) for total in wholes.values())
    rows: list[str] = []
    headings: list[tuple[int, str]] = []
    bars: list[tuple[int, float, str]] = []
    for code, points in parts.items():
        headings.append((len(rows), _name(code, language)))
        rows.append("")
        for year in years:
            length, words = _bar(points.get(year), wholes[year], shared, language)
            bars.append((len(rows), length, words))
            rows.append(str(year))
    ax = ax or new_figure(width, max(HEAD + FOOT + 2.2, HEAD + FOOT + 0.9 + _ROW * len(rows)))[1]
    with house_style():
        ax.set_ylim(max(len(rows), 1) - 0.5, -0.5)
        ax.set_yticks([row for row, _, _ in bars], [rows[row] for row, _, _ in bars], color=MUTED)
        sns.despine(ax=ax, left=True)
        zero_axis(
            ax, [0.0 if math.isnan(length) else length for _, length, _ in bars], [w for _, _, w in bars], language
        )
        if shared:
            ax.xaxis.set_major_formatter(lambda percent, _: f"{percent:g}%")
        # Later years darker, in ink only; solid tones, so that grid lines do not shine through.
        tones = [tint(COLOURS["ink"], 0.3 + 0.7 * (k + 1) / len(years)) for k in range(len(years))]
        for number, (row, length, words) in enumerate(bars):
            if not math.isnan(length):
                ax.barh(row, length, height=0.74, color=tones[number % len(years)], lw=0)
            end_words(ax, row, 0.0 if math.isnan(length) else length, words, colour=COLOURS["ink"])
        for row, name in headings:
            _heading(ax, row, name)
    return ax


def _heading(ax: Axes, row: int, name: str) -> None:
    """Write a part's name on a line of its own over its bars, at the left edge of the years, cut where it must be."""
    room = axes_width(ax) + 20
    words = name
    while text_width(words, NAME_SIZE, "bold") > room:
        words = words.removesuffix("…")[:-1] + "…"
    note = ax.annotate(words, (0, row), (-26, -1), ("axes fraction", "data"), "offset points", gid="name")
    note.set(size=NAME_SIZE, weight="bold", ha="left", va="center", in_layout=False)
    note.set_path_effects([withStroke(linewidth=3, foreground="white")])


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
