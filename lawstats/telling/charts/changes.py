"""Compare this year with last: a row an indicator, the ratio with its interval, the verdict in words and colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from matplotlib.ticker import FixedLocator, NullLocator

from lawstats.indicators import load_vocabulary
from lawstats.telling.charts.frame import axes_width
from lawstats.telling.charts.key import judgement_key
from lawstats.telling.charts.points import YearPoint, value_text
from lawstats.telling.charts.rows import lying_mark, need_columns, row_axes
from lawstats.telling.style import HAIR, MUTED, colour_of, format_number, house_style
from lawstats.telling.typeset import text_width
from lawstats.telling.verdict_words import verdict_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["this_year_last_year"]

# Marks of a ratio scale in the order they are wanted: no change, then doubling and halving, then finer and further.
_MARKS = (1, 2, 0.5, 4, 0.25, 10, 0.1, 1.5, 1.25, 0.8, 1.1, 0.9, 100, 0.01)
_OVERHANG = 30.0  # points that half a mark at either end takes from the axis
_FURTHEST = 16.0  # an interval may reach infinity, an axis may not


def this_year_last_year(
    table: pd.DataFrame, *, ax: Axes | None = None, width: str = "full", language: str = "zh"
) -> Axes:
    """Draw how many times last year's figure this year's is, for several indicators.

    Parameters
    ----------
    table : DataFrame
        A row an indicator, as `lawstats.compare_years` gives it: name, value, base_value, ratio, ci_low, ci_high and
        verdict; good_direction, or indicator (looked up in the vocabulary), decides between blue, orange and purple.
    ax : Axes, optional
        Where to draw; by default a new figure tall enough for the rows.
    width : {"full", "half"}
        Width of the new figure.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        Rows in the table's order. A row without a ratio (nothing last year) has words only; one without an interval
        (not tested) a hollow dot. The words of a judged row stand in a box of its colour, and a key says what the
        colours mean.

    Raises
    ------
    LawstatsError
        If a column is missing or a verdict is not one of the house's words.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"name": "行政复议案件", "value": 73, "base_value": 40, "ratio": 1.825, "ci_low": 1.24, "ci_high": 2.71}
    >>> ax = this_year_last_year(pd.DataFrame([row | {"verdict": "明显上升", "good_direction": "neutral"}]))
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['行政复议案件']
    """
    need_columns(table, ["name", "value", "base_value", "ratio", "ci_low", "ci_high", "verdict"])
    rows = [{str(key): cell for key, cell in row.items()} for row in table.to_dict("records")]
    ratios = [float(ratio) for ratio in table["ratio"]]
    # A rate's interval is of the difference in points, which has no place on a scale of ratios.
    ends = [
        (math.nan, math.nan) if row.get("kind") == "rate" else (float(row["ci_low"]), float(row["ci_high"]))
        for row in rows
    ]
    colours = [colour_of(str(v), d) for v, d in zip(table["verdict"], _directions(table), strict=True)]
    figures = [f"{_figure(row, 'base_', language)} → {_figure(row, '', language)}" for row in rows]
    words = [f"{said}　{verdict_words(str(row['verdict']), language)}" for said, row in zip(figures, rows, strict=True)]
    ax = row_axes(_names(table, language), ax, width=width, words=words, colours=colours, extra_cm=1.6)
    with house_style():
        judgement_key(ax, colours, language)
        _ratio_scale(ax, [*ratios, *(end for pair in ends for end in pair)], language)
        for row, (ratio, pair, colour) in enumerate(zip(ratios, ends, colours, strict=True)):
            shown = ratio if 0 < ratio < math.inf else math.nan
            lying_mark(ax, row, shown, pair, colour=colour, filled=not math.isnan(pair[0]))
    return ax


def _figure(row: dict[str, Any], side: str, language: str) -> str:
    """Print a figure as it was stated: with 余 or 近, and as a range where it is one."""
    value, low, high = (float(row.get(f"{side}{name}", row[f"{side}value"])) for name in ("value", "low", "high"))
    if math.isnan(value) and math.isnan(low):
        return format_number(value, language)
    words = value_text(YearPoint(0, value, low, high, str(row.get(f"{side}qualifier", "exact"))), language)
    return words + str(row.get("measure") or "") if not side and language == "zh" else words


def _names(table: pd.DataFrame, language: str) -> list[str]:
    names = [str(name) for name in table["name"]]
    if language == "zh" or "indicator" not in table.columns:
        return names
    known = load_vocabulary()
    return [
        known[code].english if code in known else name
        for code, name in zip(map(str, table["indicator"]), names, strict=True)
    ]


def _directions(table: pd.DataFrame) -> list[str]:
    if "good_direction" in table.columns:
        return [str(direction) for direction in table["good_direction"]]
    if "indicator" not in table.columns:
        return ["neutral"] * len(table)
    known = load_vocabulary()
    return [known[code].good_direction if code in known else "neutral" for code in map(str, table["indicator"])]


def _ratio_scale(ax: Axes, seen: Sequence[float], language: str) -> None:
    finite = [ratio for ratio in seen if math.isfinite(ratio) and ratio > 0]
    reach = min(max((max(ratio, 1 / ratio) for ratio in finite), default=2.0) * 1.15, _FURTHEST)
    reach = max(reach, 1.6)
    ax.set_xscale("log")
    ax.set_xlim(1 / reach, reach)  # symmetric: a halving is as far from the middle as a doubling
    ax.xaxis.set_major_locator(FixedLocator([1]))  # the width is measured without the marks of a plain log scale
    ax.xaxis.set_minor_locator(NullLocator())
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    ticks = _fitting(reach, axes_width(ax) - _OVERHANG, language)
    ax.xaxis.set_major_locator(FixedLocator(ticks))
    ax.xaxis.set_major_formatter(lambda ratio, _: _change(ratio, language))
    ax.axvline(1, color=MUTED, lw=0.8, zorder=1)
    ax.grid(axis="x", color=HAIR)
    words = "比上年（对数刻度）" if language == "zh" else "against last year (log scale)"
    ax.set_xlabel(words, size=8.5, color=MUTED)


def _fitting(reach: float, width: float, language: str) -> list[float]:
    """Keep the wanted marks whose words have room."""
    kept: dict[float, tuple[float, float]] = {}
    for ratio in _MARKS:
        place = (math.log(ratio) / math.log(reach) + 1) / 2 * width
        half = text_width(_change(ratio, language), 9) / 2 + 4
        if 0 <= place <= width and all(abs(place - other) >= half + space for other, space in kept.values()):
            kept[ratio] = (place, half)
    return sorted(kept)


def _change(ratio: float, language: str) -> str:
    if ratio == 1:
        return "持平" if language == "zh" else "same"
    percent = round((ratio - 1) * 100)
    return f"+{percent}%" if percent > 0 else f"−{-percent}%"
