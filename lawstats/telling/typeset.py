"""Set type on a canvas by measuring it: wrap Chinese lines, find texts that collide and signs no font can draw."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox

from lawstats.telling.style import font_chain, house_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["find_missing_characters", "find_overlaps", "text_width", "undrawable", "visible_texts", "wrap"]

# GB/T 15834-2011, 5.1: these never begin a line, and the opening marks never end one.
_NEVER_FIRST = "，。；：、！？）》」』】〕”’％%‰℃·…—,.;:!?)]}"
_PAUSES = "，。；：、！？）》”·"
_LINE, _RAGGED = 100.0, 0.2  # a further line costs more than any raggedness; a break inside a clause, a fifth of a line
_NEVER_LAST = "（《「『【〔“‘([{第约近"
# A number with its sign, decimals and unit, or a Latin word, is one block; any other sign stands alone.
_BLOCK = re.compile(r"[−+-]?\d[\d,.]*(?:\s?[%‰％]|[万亿]?[余多]?[件次人年个元份场条名]?)|[A-Za-z]+|\s+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _advance(text: str, size: float, weight: str) -> float:
    prop = FontProperties(family=list(font_chain()), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, prop, ismath=False)
    return float(width)


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Measure a line of text in points.

    Examples
    --------
    >>> text_width("街道", 10) > text_width("ab", 10)
    True
    """
    return _advance(text, size, weight) if text else 0.0


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a Chinese text into as few lines as fit, of even length, if it can be after a punctuation mark.

    Numbers keep their units and punctuation never begins a line.

    Parameters
    ----------
    text : str
        One paragraph; a line feed forces a new line.
    width, size : float
        Line width and font size in points.
    weight : str
        ``"normal"`` or ``"bold"``.

    Returns
    -------
    list of str
        The lines; none for an empty text. A single block wider than `width` is cut between characters.

    Examples
    --------
    >>> wrap("调解纠纷73件，比上年多22件。", 75, 10)
    ['调解纠纷73件，', '比上年多22件。']
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _fill(_blocks(paragraph, width, size, weight), width, size, weight)
    return lines


def _blocks(paragraph: str, width: float, size: float, weight: str) -> list[str]:
    blocks: list[str] = []
    for piece in _BLOCK.findall(paragraph):
        if blocks and (piece[0] in _NEVER_FIRST or blocks[-1][-1] in _NEVER_LAST):
            blocks[-1] += piece
        else:
            blocks.append(piece)
    whole: list[str] = []
    for block in blocks:
        whole += [block] if text_width(block, size, weight) <= width else list(block)
    return whole


def _fill(blocks: list[str], width: float, size: float, weight: str) -> list[str]:
    """Choose the breaks that leave the least sum of squared empty space (Knuth and Plass 1981), fewest lines first."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(blocks) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            line = "".join(blocks[start:end]).strip()
            empty = 1 - text_width(line, size, weight) / width
            if empty < 0:
                break
            ragged = 0.0 if end == len(blocks) or line[-1:] in _PAUSES else _RAGGED
            ways.append((best[start][0] + _LINE + empty**2 + ragged, [*best[start][1], line]))
        best.append(min(ways))
    return [line for line in best[-1][1] if line]


def visible_texts(fig: Figure) -> list[Text]:
    """List the texts a reader sees: drawn, not empty, and for tick labels inside the axis."""
    drawn = {id(text) for ax in fig.axes for text in _tick_labels(ax, inside=True)}
    ticks = {id(text) for ax in fig.axes for text in _tick_labels(ax, inside=False)}
    return [
        text
        for text in fig.findobj(Text)
        if isinstance(text, Text)
        and text.get_visible()
        and text.get_text().strip()
        and (id(text) not in ticks or id(text) in drawn)
    ]


def _tick_labels(ax: Axes, *, inside: bool) -> list[Text]:
    if not ax.axison:
        return []
    labels: list[Text] = []
    for axis, view in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        slack = 1e-9 * abs(view[1] - view[0])
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
            if not inside or min(view) - slack <= tick.get_loc() <= max(view) + slack:
                labels += [tick.label1, tick.label2]
    return labels


def find_overlaps(fig: Figure) -> list[str]:
    """Find texts that cover each other or leave the canvas, by the boxes measured after drawing.

    Parameters
    ----------
    fig : Figure
        Any figure.

    Returns
    -------
    list of str
        One Chinese sentence for each trouble; empty when the page is clean.

    Examples
    --------
    >>> from lawstats.telling.style import house_style, new_figure
    >>> fig, ax = new_figure()
    >>> with house_style():
    ...     _ = ax.text(0.5, 0.5, "化解纠纷"), ax.text(0.52, 0.5, "审核文件")
    >>> find_overlaps(fig)
    ['“化解纠纷”与“审核文件”重叠']
    """
    with house_style():  # ticks made while drawing take the font of the moment
        fig.draw_without_rendering()
    texts = visible_texts(fig)
    boxes = [_ink_box(text) for text in texts]
    canvas = Bbox.from_bounds(0, 0, fig.bbox.width, fig.bbox.height).padded(0.5)
    troubles = [
        f"“{_short(text)}”超出图边"
        for text, box in zip(texts, boxes, strict=True)
        if not (canvas.x0 <= box.x0 and box.x1 <= canvas.x1 and canvas.y0 <= box.y0 and box.y1 <= canvas.y1)
    ]
    pairs = combinations(zip(texts, boxes, strict=True), 2)
    troubles += [f"“{_short(a)}”与“{_short(b)}”重叠" for (a, mine), (b, its) in pairs if mine.overlaps(its)]
    return troubles


def _ink_box(text: Text) -> Bbox:
    """Shrink the line box to about the ink: it holds room for accents that Chinese text never fills."""
    box = text.get_window_extent()
    slack = min(0.12 * float(text.get_fontsize()) * text.figure.dpi / 72, box.height / 3) if text.figure else 0.0
    return Bbox.from_extents(box.x0, box.y0 + slack, box.x1, box.y1 - slack)


def _short(text: Text) -> str:
    words = text.get_text().replace("\n", "")
    return words if len(words) <= 16 else words[:15] + "…"


def find_missing_characters(fig: Figure) -> list[tuple[str, str]]:
    r"""Find signs that none of a text's fonts can draw: they would come out as empty boxes.

    Returns
    -------
    list of (str, str)
        The sign and the text it stands in.

    Examples
    --------
    >>> from lawstats.telling.style import house_style, new_figure
    >>> fig, ax = new_figure()
    >>> with house_style():
    ...     _ = ax.text(0.5, 0.5, "法治街道\ue000")
    >>> find_missing_characters(fig) == [("\ue000", "法治街道\ue000")]
    True
    """
    return [
        (sign, text.get_text())
        for text in visible_texts(fig)
        for sign in undrawable(text.get_text(), tuple(text.get_fontfamily()), str(text.get_fontweight()))
    ]


def undrawable(words: str, families: tuple[str, ...], weight: str = "normal") -> list[str]:
    """List the signs of a text that none of the font families has."""
    return sorted(sign for sign in set(words) - _drawable(families, weight) if not sign.isspace())


@lru_cache(maxsize=64)
def _drawable(families: tuple[str, ...], weight: str) -> frozenset[str]:
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    signs: set[str] = set()
    for family in families:
        if family in known:
            path = font_manager.findfont(FontProperties(family=[family], weight=weight), fallback_to_default=False)
            signs |= {chr(code) for code in font_manager.get_font(path).get_charmap()}
    return frozenset(signs)
