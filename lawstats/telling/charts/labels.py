"""Put labels where nothing else is: measured boxes, a few places to try, and none rather than one on another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox

from lawstats.telling.badges import badge
from lawstats.telling.style import COLOURS, house_style
from lawstats.telling.typeset import text_width, visible_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

__all__ = ["Label", "place_labels"]

_FARTHER = 0.15  # a label may hide a little of a line rather than stand far from its mark
_HEIGHT = 1.15  # of the font size: Chinese characters fill their square


@dataclass(frozen=True, slots=True)
class Label:
    """Words to print at (`x`, `y`), data units, where a mark spans `low` to `high`.

    A note goes beside the mark's top; a verdict stands in a `box` of its colour.
    """

    x: float
    y: float
    text: str
    low: float
    high: float
    size: float = 9.0
    colour: str = COLOURS["ink"]
    note: bool = False
    box: str = ""


def place_labels(
    ax: Axes,
    labels: Sequence[Label],
    path: Sequence[tuple[float, float]] = (),
    marks: Sequence[tuple[float, float, float]] = (),
) -> None:
    """Print labels by their marks without covering other texts, and marks and lines as little as can be.

    Parameters
    ----------
    ax : Axes
        The chart, with everything else drawn and its limits set.
    labels : sequence of Label
        Most important first: a later label that finds no free place is left out.
    path : sequence of (x, y)
        Corners of a line to keep clear of, in data units; a pair of NaN lifts the pen.
    marks : sequence of (x, low, high)
        Every upright mark of the chart, labelled or not, to keep clear of.
    """
    fig = ax.get_figure(root=True)
    if fig is None or not labels:
        return
    with house_style():
        fig.draw_without_rendering()
        point = fig.dpi / 72
        page = ax.get_window_extent().padded(2 * point)
        taken = [text.get_window_extent().padded(point) for text in visible_texts(fig)]
        boxes = [_upright(ax, *mark).padded(3 * point) for mark in marks]
        dots = list(_along(_pixels(ax, *corner) for corner in path))
        for label in labels:
            own = _upright(ax, label.x, label.low, label.high).padded(3 * point)
            corners = _beside if label.note else _around
            size = _size(label, point)
            box = _best(corners(own, _pixels(ax, label.x, label.y)[1], *size, point), size, page, taken, boxes, dots)
            if box is not None:
                taken.append(box.padded(point))
                _print(ax, label, box, point)


def _upright(ax: Axes, x: float, low: float, high: float) -> Bbox:
    return Bbox([_pixels(ax, x, low), _pixels(ax, x, high)])


def _size(label: Label, point: float) -> tuple[float, float]:
    """Measure a label in pixels; on the screen every sign is rounded to whole pixels, up to half a pixel wider each."""
    lines = label.text.split("\n")
    wide = max(text_width(line, label.size) * point + len(line) / 2 for line in lines)
    edge = 5 * point if label.box else 0.0
    return wide + edge, _HEIGHT * label.size * len(lines) * point + edge


def _pixels(ax: Axes, x: float, y: float) -> tuple[float, float]:
    across, up = ax.transData.transform((x, y))
    return float(across), float(up)


def _best(
    tries: Sequence[tuple[float, float]],
    size: tuple[float, float],
    page: Bbox,
    taken: Sequence[Bbox],
    marks: Sequence[Bbox],
    dots: Sequence[tuple[float, float]],
) -> Bbox | None:
    places = []
    for rank, corner in enumerate(tries):
        box = Bbox.from_bounds(*corner, *size)
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        if inside and not any(box.overlaps(other) for other in taken):
            covers = sum(box.overlaps(mark) for mark in marks)
            cost = 3 * covers + sum(box.contains(*dot) for dot in dots) + _FARTHER * rank
            places.append((cost, rank, box))
    return min(places, key=lambda place: place[:2])[2] if places else None


def _print(ax: Axes, label: Label, box: Bbox, point: float) -> None:
    x, y = _pixels(ax, label.x, label.y)
    shift = ((box.x0 + box.width / 2 - x) / point, (box.y0 + box.height / 2 - y) / point)
    words = ax.annotate(
        label.text,
        (label.x, label.y),
        shift,
        textcoords="offset points",
        size=label.size,
        color=label.colour,
        ha="center",
        va="center",
        multialignment="left" if box.x0 >= x else "right" if box.x1 <= x else "center",
        linespacing=_HEIGHT,
        path_effects=[withStroke(linewidth=2, foreground="white")],
    )
    if label.box:
        badge(words, label.box)
        words.set_path_effects([])
        words.set_zorder(6)
    words.set_in_layout(False)  # it must not move the axes it was measured on


def _around(own: Bbox, dot: float, wide: float, high: float, point: float) -> list[tuple[float, float]]:
    """Lower left corners to try, best first: above and below the mark, beside the dot, then further off."""
    middle, gap = (own.x0 + own.x1 - wide) / 2, 1.5 * point
    right, left = own.x1 + gap / 2, own.x0 - gap / 2 - wide
    above, below = own.y1 + gap, own.y0 - gap - high
    upper, lower, level = dot + gap, dot - gap - high, dot - high / 2
    over = [(middle, above), (middle, below)]
    beside = [(side, row) for row in (upper, lower, level) for side in (right, left)]
    # Over a long interval a value would be read as the interval's end, so it goes beside the dot.
    tall = own.y1 - dot > 10 * point or dot - own.y0 > 10 * point
    far = [(side, row) for row in (above, above + high, below, below - high) for side in (middle, right, left)]
    return [*(beside + over if tall else over + beside), *far]


def _beside(own: Bbox, dot: float, wide: float, high: float, point: float) -> list[tuple[float, float]]:
    """Right and left of the top of an upright line, then further down."""
    top = dot - 2 * point - high
    return [(side, top - row * 10 * point) for row in range(9) for side in (own.x1, own.x0 - wide)]


def _along(corners: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Points every few pixels along a line; NaN corners drop out of every comparison by themselves."""
    before: tuple[float, float] | None = None
    for x, y in corners:
        if before is not None and x == x and before[0] == before[0]:
            steps = max(1, int(max(abs(x - before[0]), abs(y - before[1])) // 3))
            yield from (
                (before[0] + (x - before[0]) * k / steps, before[1] + (y - before[1]) * k / steps)
                for k in range(steps + 1)
            )
        before = (x, y)
