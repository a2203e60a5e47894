"""Write the lines around a chart: the finding above, what is shown under it, source and caveat at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.telling.style import CM, COLOURS, FOOT, HEAD, MUTED, SIDE, WIDTHS, keep_room
from lawstats.telling.typeset import text_width, wrap

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lawstats.telling.sidecars import Sidecar

__all__ = ["MARK", "lay_out"]

MARK, MARK_ENGLISH = "虚构示例", "Fictional example"
_POINT = 2.54 / 72  # centimetres
_TITLE, _SUBTITLE, _SMALL = 12.0, 9.5, 8.0
_LEADING = 1.35


def lay_out(fig: Figure, said: Sidecar, language: str = "zh") -> None:
    """Write title, subtitle, source and caveat; extra lines make the page taller, so that the chart keeps its size.

    Parameters
    ----------
    fig : Figure
        A figure from `new_figure`, or any other: its width is set to the page's.
    said : Sidecar
        The words, the width, and whether the figures are an example's.
    language : {"zh", "en"}
        Language of what the page itself adds: the word before the source, the mark of an example.
    """
    stamp = MARK if language == "zh" else MARK_ENGLISH
    width = WIDTHS[said.width]
    measure = (width - 2 * SIDE) / _POINT
    mark = text_width(stamp, _SMALL, "bold") + 3 * _SMALL if said.fictional else 0.0
    head = [(line, _TITLE, "bold", COLOURS["ink"]) for line in wrap(said.title, measure - mark, _TITLE, "bold")]
    head += [(line, _SUBTITLE, "normal", MUTED) for line in wrap(said.subtitle, measure, _SUBTITLE)]
    source = said.source.removeprefix("来源：").removeprefix("Source: ")
    small = [("来源：" if language == "zh" else "Source: ") + source, said.caveat]
    foot = [(line, _SMALL, "normal", MUTED) for words in small for line in wrap(words, measure, _SMALL)]
    head_cm = max(HEAD, _height(head))
    foot_cm = max(FOOT, _height(foot))
    height = float(fig.get_figheight()) / CM + head_cm - HEAD + foot_cm - FOOT
    fig.set_size_inches(width * CM, height * CM)
    keep_room(fig, head_cm, foot_cm)
    if said.fictional:
        box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": COLOURS["ink"], "linewidth": 0.8}
        place = (1 - (SIDE + 0.12) / width, 1 - (SIDE + 0.12) / height)
        fig.text(*place, stamp, size=_SMALL, weight="bold", ha="right", va="top", bbox=box)
    _write_lines(fig, head, height - SIDE, (width, height))
    _write_lines(fig, foot, SIDE + _height(foot) - 2 * SIDE, (width, height))


def _height(lines: list[tuple[str, float, str, str]]) -> float:
    return sum(size for _, size, _, _ in lines) * _LEADING * _POINT + 2 * SIDE


def _write_lines(fig: Figure, lines: list[tuple[str, float, str, str]], top: float, page: tuple[float, float]) -> None:
    width, height = page
    for words, size, weight, colour in lines:
        fig.text(SIDE / width, top / height, words, size=size, weight=weight, color=colour, ha="left", va="top")
        top -= size * _LEADING * _POINT
