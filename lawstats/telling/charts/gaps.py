"""Two measures of the same items on one axis, and how far apart they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from lawstats.telling.charts.rows import end_words, lying_mark, need_columns, row_axes, zero_axis
from lawstats.telling.style import COLOURS, MUTED, format_number, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["gaps"]


def gaps(
    table: pd.DataFrame,
    first: str,
    second: str,
    label: str = "name",
    *,
    said: tuple[str, str],
    unit: str = "%",
    ax: Axes | None = None,
    width: str = "full",
    language: str = "zh",
) -> Axes:
    """Draw two measures of each item, a dark and a hollow dot joined by a line.

    Parameters
    ----------
    table : DataFrame
        A row an item, in the order to read them. A missing value is printed 缺 and has no dot.
    first, second, label : str
        Columns of the measures and of the name.
    said : (str, str)
        What the dark and the hollow dots are.
    unit : str
        Printed behind every number.
    ax : Axes, optional
        Where to draw; by default a new figure tall enough for the rows.
    width : {"full", "half"}
        Width of the new figure.
    language : {"zh", "en"}
        Language of numbers.

    Returns
    -------
    Axes
        Both numbers stand behind the farther dot, the dark one's first.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"name": ["物业纠纷"], "a": [30.3], "b": [0.0]})
    >>> [text.get_text() for text in gaps(table, "a", "b", said=("占纠纷", "占讲座")).texts]
    ['30.3%，0%']
    """
    need_columns(table, [label, first, second])
    names = [str(name) for name in table[label]]
    pairs = [(float(a), float(b)) for a, b in zip(table[first], table[second], strict=True)]
    comma = "，" if language == "zh" else ", "
    words = [comma.join(_number(value, unit, language) for value in pair) for pair in pairs]
    tips = [max((value for value in pair if math.isfinite(value)), default=0.0) for pair in pairs]
    ax = row_axes(names, ax, width=width, extra_cm=1.2)
    with house_style():
        zero_axis(ax, tips, words, language)
        ax.xaxis.set_major_formatter(lambda value, _: f"{format_number(value, language)}{unit}")
        for row, (pair, tip, word) in enumerate(zip(pairs, tips, words, strict=True)):
            ax.hlines(row, *pair, color=MUTED, lw=1.6, alpha=0.6, zorder=2)
            lying_mark(ax, row, pair[1], filled=False, size=7)
            lying_mark(ax, row, pair[0], size=7)
            end_words(ax, row, tip, word)
        faces = (COLOURS["ink"], "white")
        dots = [
            Line2D([], [], ls="", marker="o", ms=6, mfc=face, mec=COLOURS["ink"], mew=1.3, label=text)
            for face, text in zip(faces, said, strict=True)
        ]
        key = ax.legend(
            handles=dots, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.1, ncols=2, handletextpad=0.2
        )
        key.set_in_layout(False)
        ax.set_title(" ", size=8, pad=4)
    return ax


def _number(value: float, unit: str, language: str) -> str:
    """Write a share with one decimal."""
    return format_number(round(value, 1), language) + ("" if math.isnan(value) else unit)
