"""The key to the colours of judgement: only those a chart shows, over its top edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.lines import Line2D

from lawstats.telling.badges import MEANINGS
from lawstats.telling.style import COLOURS, MUTED
from lawstats.telling.typeset import text_width

if TYPE_CHECKING:
    from collections.abc import Collection

    from matplotlib.axes import Axes

__all__ = ["judgement_key"]

_ORDER = ("better", "worse", "change", "chance")
_SIZE = 8.0


def judgement_key(
    ax: Axes, colours: Collection[str], language: str = "zh", meanings: dict[str, str] | None = None
) -> None:
    """Say over a chart what the colours of its judgements mean.

    Parameters
    ----------
    ax : Axes
        The chart.
    colours : collection of str
        The colours it shows; none of judgement, no key.
    language : {"zh", "en"}
        Language of the words.
    meanings : dict, optional
        Other words for ``better``, ``worse``, ``change`` and ``chance``, where the chart judges something else.
    """
    said = MEANINGS[language] | (meanings or {})
    shown = [name for name in _ORDER if COLOURS[name] in colours]
    if not set(shown) - {"chance"}:
        return
    dots = [Line2D([], [], ls="", marker="o", ms=5, color=COLOURS[name], label=said[name]) for name in shown]
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    room = float(ax.get_window_extent().x1) / ax.figure.dpi * 72 - 8
    wide = [text_width(said[name], _SIZE) + 2.2 * _SIZE for name in shown]
    columns = len(dots) if sum(wide) <= room else 2 if 2 * max(wide) <= room else 1
    key = ax.legend(
        handles=dots,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        borderaxespad=0.1,
        ncols=columns,
        handlelength=0.8,
        handletextpad=0.3,
        columnspacing=1.0,
        fontsize=_SIZE,
        labelcolor=MUTED,
    )
    # A key wider than the marks would push them aside; an empty title keeps its room instead.
    key.set_in_layout(False)
    ax.set_title("\n".join([" "] * -(-len(dots) // columns)), size=_SIZE, pad=3)
