"""How a judgement looks beside its words: a pale box of its colour, and the key to the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import to_hex, to_rgb

from lawstats.telling.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.text import Text

__all__ = ["MEANINGS", "badge", "tint"]

#: What the colours of judgement say, for the key of a chart.
MEANINGS = {
    "zh": {"better": "向好", "worse": "向差", "change": "有变化，不分好坏", "chance": "不能称有变化"},
    "en": {
        "better": "better",
        "worse": "worse",
        "change": "change, neither",
        "chance": "no change claimed",
    },
}


def tint(colour: str, share: float) -> str:
    """Thin a colour with white: a solid pale tone, where transparency would let grid lines through.

    Examples
    --------
    >>> tint("#000000", 0.5)
    '#808080'
    """
    red, green, blue = (1 - share * (1 - channel) for channel in to_rgb(colour))
    return to_hex((red, green, blue))


def badge(text: Text, colour: str) -> None:
    """Set the words of a judgement: bold in a pale box edged with its colour, plain where nothing is claimed.

    The letters stay in ink: coloured ones would be hard to read on a copy.
    """
    if colour in (COLOURS["chance"], COLOURS["ink"]):
        return
    box = {"boxstyle": "round,pad=0.22", "facecolor": tint(colour, 0.14), "edgecolor": colour, "linewidth": 0.9}
    text.set(weight="bold", bbox=box)
