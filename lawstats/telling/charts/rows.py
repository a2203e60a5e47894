"""A chart with one row an item: names at the left, marks lying down, words at the right."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import seaborn as sns
from matplotlib.ticker import MaxNLocator

from lawstats.errors import LawstatsError
from lawstats.telling.charts.frame import axes_width
from lawstats.telling.style import COLOURS, FOOT, HEAD, house_style, new_figure, number_axis
from lawstats.telling.typeset import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["end_words", "lying_mark", "name_rows", "need_columns", "row_axes", "words_at_right", "zero_axis"]

NAME_SIZE, VALUE_SIZE = 9.0, 9.0
_NAME_WIDTH = 4.6  # cm: about 14 characters a line
_LINE, _GAP = 0.38, 0.22  # cm a line of a name, and between rows


def need_columns(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Check that a table can be drawn.

    Raises
    ------
    LawstatsError
        If a column is missing.
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise LawstatsError(f"画图的表缺少列：{'、'.join(missing)}", f"现有的列：{'、'.join(map(str, table.columns))}")


def row_axes(names: Sequence[str], ax: Axes | None, *, extra_cm: float = 1.1) -> Axes:
    """Open a chart tall enough for its rows, the first on top, and write their names.

    Parameters
    ----------
    names : sequence of str
        Row names from top to bottom; long ones wrap.
    ax : Axes or None
        Draw here instead, whatever its height.
    extra_cm : float
        Height of what is not rows: the axis and its unit.
    """
    wrapped = [wrap(name, _NAME_WIDTH * 72 / 2.54, NAME_SIZE) for name in names]
    if ax is None:
        lines = max((len(part) for part in wrapped), default=1)
        rows = max(len(names), 1) * (_LINE * lines + _GAP)
        _, ax = new_figure(height_cm=max(HEAD + FOOT + 2.5, HEAD + FOOT + extra_cm + rows))
    with house_style():
        name_rows(ax, ["\n".join(part) for part in wrapped])
        sns.despine(ax=ax, left=True)
    return ax


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """Set one row a name, downwards from the top."""
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), names, size=NAME_SIZE, linespacing=1.1)
    ax.tick_params(axis="y", length=0, pad=8)


def lying_mark(
    ax: Axes,
    row: float,
    value: float,
    ends: tuple[float, float] = (math.nan, math.nan),
    *,
    reading: tuple[float, float] | None = None,
    colour: str = COLOURS["ink"],
    filled: bool = True,
    size: float = 5.5,
) -> None:
    """Draw a dot with its interval; an end beyond the axis is an arrowhead at its edge.

    Parameters
    ----------
    ax : Axes
        Chart whose x limits are already set.
    row : float
        Where the row is.
    value : float
        The dot; NaN draws none.
    ends : (float, float)
        The interval, NaN for none.
    reading : (float, float), optional
        What an approximate figure admits: a broad bar.
    colour : str
        Colour of everything.
    filled : bool
        A hollow dot is a stated zero or an item that was not judged.
    size : float
        Size of the dot in points.
    """
    left, right = ax.get_xlim()
    low, high = ends
    if not (math.isnan(low) or math.isnan(high)):
        ax.hlines(row, max(low, left), min(high, right), color=colour, lw=1.2, alpha=0.75, zorder=2)
        for end, beyond, head in ((left, low < left, "<"), (right, high > right, ">")):
            if beyond:
                ax.plot(end, row, head, ms=4, color=colour, clip_on=False, zorder=3)
    if reading is not None and reading[1] > reading[0]:
        ax.hlines(row, max(reading[0], left), min(reading[1], right), color=colour, lw=6, alpha=0.3, zorder=2)
    if not math.isnan(value):
        face = colour if filled else "white"
        ax.plot(value, row, "o", ms=size, mfc=face, mec=colour, mew=1.3, clip_on=False, zorder=4)


def zero_axis(ax: Axes, ends: Sequence[float], words: Sequence[str], language: str = "zh") -> None:
    """Start the x axis at zero and end it where the words behind every row still fit.

    Parameters
    ----------
    ax : Axes
        Chart with its row names set.
    ends : sequence of float
        Where each row's mark ends.
    words : sequence of str
        What is printed behind it.
    language : {"zh", "en"}
        Language of the axis.
    """
    ax.set_xlim(0, 1)
    number_axis(ax.xaxis, language)
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    width = axes_width(ax)
    finite = [(end if math.isfinite(end) else 0.0, word) for end, word in zip(ends, words, strict=True)]
    reach = [end * width / max(width - text_width(word, VALUE_SIZE) - 10, width / 4) for end, word in finite]
    ax.set_xlim(0, max(reach, default=1) or 1)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    ax.grid(axis="x")


def end_words(
    ax: Axes, row: float, end: float, words: str, *, colour: str = COLOURS["ink"], weight: str = "normal"
) -> None:
    """Print words just right of a mark's end."""
    note = ax.annotate(words, (end, row), (6, 0), textcoords="offset points", ha="left", va="center")
    note.set(size=VALUE_SIZE, color=colour, weight=weight)
    note.set_in_layout(False)


def words_at_right(ax: Axes, words: Sequence[str], bold: Sequence[bool]) -> None:
    """Print a column of words right of every mark; a judged row is bold, since pale letters would be hard to read."""
    right = ax.secondary_yaxis("right")
    right.set_yticks(range(len(words)), words, size=VALUE_SIZE)
    right.tick_params(length=0)
    right.spines["right"].set_visible(False)
    for text, strong in zip(right.get_yticklabels(), bold, strict=True):
        text.set_fontweight("bold" if strong else "normal")
