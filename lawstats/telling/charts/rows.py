"""A chart with one row an item: its name, its mark lying down, and its words.

In a full-width chart names stand left of the marks and words right of them. In a narrow one both stand above the mark:
side by side they would leave the marks no room.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import seaborn as sns

from lawstats.errors import LawstatsError
from lawstats.telling.badges import badge
from lawstats.telling.charts.frame import axes_width, fit_ticks
from lawstats.telling.style import CM, COLOURS, FOOT, HEAD, SIDE, WIDTHS, house_style, new_figure, number_axis
from lawstats.telling.typeset import text_width, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = ["end_words", "lying_mark", "need_columns", "row_axes", "row_names", "row_words", "zero_axis"]

NAME_SIZE, VALUE_SIZE = 9.0, 9.0
_NAME_WIDTH = 4.6  # cm: about 14 characters a line
_LINE, _GAP, _MARK = 0.38, 0.22, 0.42  # cm: a line of words, the space between rows, a mark under its words
_BOX = 0.1  # cm more where words may stand in a box
_NARROW = 300.0  # points: a narrower place has names and words above the marks
_MARKS = 120.0  # points that the marks keep between names and words
_LIFT = 6.5  # points from a mark to the words above it


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


def row_axes(
    names: Sequence[str],
    ax: Axes | None,
    *,
    width: str = "full",
    words: Sequence[str] = (),
    colours: Sequence[str] = (),
    extra_cm: float = 1.1,
    name_cm: float = _NAME_WIDTH,
) -> Axes:
    """Open a chart tall enough for its rows, the first on top, and write their names and words.

    Parameters
    ----------
    names : sequence of str
        Row names from top to bottom; long ones wrap.
    ax : Axes or None
        Draw here instead, whatever its height.
    width : {"full", "half"}
        Width of a new figure.
    words : sequence of str, optional
        What is printed beside every mark, a text a row.
    colours : sequence of str, optional
        Colour of each row's judgement: words of a judged row are bold in a box of that colour.
    extra_cm : float
        Height of what is not rows: the axis and its unit.
    name_cm : float
        Width of the names where they stand left of the marks.
    """
    place = (WIDTHS[width] - 2 * SIDE) * CM * 72 if ax is None else _measured(ax)
    above = [wrap(name, place - 30, NAME_SIZE) for name in names]
    said = [wrap(text, place - 34, VALUE_SIZE) for text in words] or [[] for _ in names]
    lines = max((len(name) + len(text) for name, text in zip(above, said, strict=True)), default=1)
    row_cm = lines * _LINE + _MARK + _GAP + (_BOX if words else 0.0)
    tall = float(ax.get_window_extent().height) / ax.figure.dpi / CM if ax is not None else math.inf
    beside = max((text_width(text, VALUE_SIZE, "bold") + 14 for text in words), default=0.0)
    name_room = min(name_cm / 2.54 * 72, max(place - beside - _MARKS, place * 0.15))
    tight = place < _NARROW or beside + name_room + _MARKS > place + 1
    stacked = tight and row_cm * max(len(names), 1) <= tall
    if not stacked:
        left = [wrap(name, name_room, NAME_SIZE) for name in names]
        row_cm = _LINE * max((len(part) for part in left), default=1) + _GAP + (_BOX if words else 0.0)
    if ax is None:
        rows = max(len(names), 1) * row_cm
        _, ax = new_figure(width, max(HEAD + FOOT + 2.2, HEAD + FOOT + extra_cm + (0.8 if stacked else 0.0) + rows))
    with house_style():
        if stacked:
            _stack(ax, above, said, colours, (_MARK + _GAP) / 2 / row_cm)
        else:
            _beside(ax, left, words, colours)
        sns.despine(ax=ax, left=True)
    return ax


def _measured(ax: Axes) -> float:
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    return axes_width(ax)


def _beside(ax: Axes, names: Sequence[Sequence[str]], words: Sequence[str], colours: Sequence[str]) -> None:
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.set_yticks(range(len(names)), ["\n".join(part) for part in names], size=NAME_SIZE, linespacing=1.1)
    ax.tick_params(axis="y", length=0, pad=8)
    if words:
        right = ax.secondary_yaxis("right")
        right.set_yticks(range(len(words)), words, size=VALUE_SIZE)
        right.tick_params(length=0, pad=6)
        right.spines["right"].set_visible(False)
        for text, colour in zip(right.get_yticklabels(), colours, strict=True):
            badge(text, colour)


def _stack(
    ax: Axes, names: Sequence[Sequence[str]], words: Sequence[Sequence[str]], colours: Sequence[str], below: float
) -> None:
    """Write names and words above the marks; `below` is the part of a row under its mark's middle."""
    ax.set_ylim(max(len(names), 1) - 1 + below, below - 1)
    ax.set_yticks([])
    for row, (name, text) in enumerate(zip(names, words, strict=True)):
        lift = _LIFT + (len(text) * _LINE * CM * 72 + 4 if text else 0)
        for kind, part, up in (("words", text, _LIFT), ("name", name, lift)):
            note = ax.annotate("\n".join(part), (0, row), (1, up), ("axes fraction", "data"), "offset points", gid=kind)
            note.set(size=NAME_SIZE, ha="left", va="bottom", linespacing=1.1)
            note.set_in_layout(False)
            if kind == "words" and colours:
                badge(note, colours[row])


def row_names(ax: Axes) -> list[Text]:
    """Give the texts of the row names, from top to bottom."""
    return [text for text in ax.texts if text.get_gid() == "name"] or list(ax.get_yticklabels())


def row_words(ax: Axes) -> list[str]:
    """Give the words beside or above the marks, from top to bottom."""
    over = [text.get_text().replace("\n", "") for text in ax.texts if text.get_gid() == "words"]
    return over or [text.get_text() for side in ax.child_axes for text in side.get_yticklabels()]


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
        ax.hlines(row, max(low, left), min(high, right), color=colour, lw=1.4, alpha=0.75, zorder=2)
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
    width = _measured(ax)
    finite = [(end if math.isfinite(end) else 0.0, word) for end, word in zip(ends, words, strict=True)]
    reach = [end * width / max(width - text_width(word, VALUE_SIZE) - 12, width / 4) for end, word in finite]
    ax.set_xlim(0, max(reach, default=1) or 1)
    fit_ticks(ax, language)
    ax.grid(axis="x")


def end_words(
    ax: Axes, row: float, end: float, words: str, *, colour: str = COLOURS["ink"], weight: str = "normal"
) -> None:
    """Print words just right of a mark's end."""
    note = ax.annotate(words, (end, row), (6, 0), textcoords="offset points", ha="left", va="center")
    note.set(size=VALUE_SIZE, color=colour, weight=weight)
    note.set_in_layout(False)
