"""The frame a series is drawn in: limits, named years, and strips for the years nothing is known of."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import seaborn as sns
from matplotlib.ticker import FixedLocator, MaxNLocator

from lawstats.telling.style import HAIR, MUTED, format_number, number_axis
from lawstats.telling.typeset import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from lawstats.telling.charts.points import YearPoint

__all__ = ["axes_width", "fit_ticks", "hatch_missing", "open_frame", "say_nothing"]


def say_nothing(ax: Axes, language: str) -> Axes:
    """Say in words that there is nothing to draw: an empty frame would look like a row of zeros."""
    ax.set_axis_off()
    words = "没有可画的年度数字" if language == "zh" else "No annual figure to draw"
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", color=MUTED)
    return ax


def open_frame(
    ax: Axes,
    years: Sequence[int],
    spans: Sequence[tuple[float, float]],
    *,
    log: bool,
    headroom: float,
    language: str,
) -> None:
    """Fix limits and ticks before anything is drawn: labels are measured against them.

    Parameters
    ----------
    ax : Axes
        An empty chart.
    years : sequence of int
        The years that have a figure, ascending.
    spans : sequence of (low, high)
        How far each year reaches.
    log : bool
        Logarithmic axis; otherwise it starts at zero.
    headroom : float
        Room above the highest mark, as a share of its height.
    language : {"zh", "en"}
        Language of the numbers.
    """
    # Room for half a label beside the outermost years, however narrow a year is.
    margin = 0.6 if len(years) == 1 else max(0.6, 24 * (years[-1] - years[0]) / max(axes_width(ax) - 48, 48))
    ax.set_xlim(years[0] - margin, years[-1] + margin)
    ax.xaxis.set_major_locator(FixedLocator(_named_years(ax, years)))
    ax.xaxis.set_major_formatter(lambda year, _: str(round(year)))
    top = max(end for span in spans for end in span if math.isfinite(end))
    if log:
        ax.set_yscale("log")
        ax.set_ylim(min((low for low, _ in spans if low > 0), default=1) / 1.6, max(top, 1) * (1.6 + 3 * headroom))
    else:
        ax.set_ylim(0, (top or 1) * (1 + headroom))
        ax.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=top >= 3))
    number_axis(ax.yaxis, language)
    ax.grid(axis="y")
    sns.despine(ax=ax, left=True)


def _named_years(ax: Axes, years: Sequence[int]) -> list[int]:
    """Name the last and first year and both ends of every unbroken run, then every second (fifth …) year between."""
    first, last = years[0], years[-1]
    left, right = ax.get_xlim()
    room = (text_width("2024", 9) + 5) * (right - left) / axes_width(ax)
    step = next((step for step in (1, 2, 5, 10, 20) if step >= room), 50)
    ends = [year for year in years if year - 1 not in years or year + 1 not in years]
    named: list[int] = []
    for year in (last, first, *ends, *(year for year in reversed(years) if (last - year) % step == 0)):
        if all(abs(year - other) >= room for other in named):
            named.append(year)
    return sorted(named)


def axes_width(ax: Axes) -> float:
    """Measure a chart's width in points."""
    return float(ax.get_window_extent().transformed(ax.figure.dpi_scale_trans.inverted()).width * 72)


def fit_ticks(ax: Axes, language: str, most: int = 5) -> None:
    """Name round numbers on the x axis, as many as have room for their words.

    Parameters
    ----------
    ax : Axes
        A chart with its limits set and laid out.
    language : {"zh", "en"}
        Language of the numbers.
    most : int
        Most steps.
    """
    left, right = ax.get_xlim()
    width = axes_width(ax)
    for steps in range(most, 0, -1):
        locator = MaxNLocator(steps, steps=[1, 2, 5, 10])
        ticks = [tick for tick in locator.tick_values(left, right) if left <= tick <= right]
        places = [(tick - left) / (right - left) * width for tick in ticks]
        sizes = [text_width(format_number(tick, language), 9) for tick in ticks]
        gaps = zip(pairwise(places), pairwise(sizes), strict=True)
        if all(b - a >= (wide + broad) / 2 + 6 for (a, b), (wide, broad) in gaps):
            break
    ax.xaxis.set_major_locator(FixedLocator(ticks))


def hatch_missing(ax: Axes, points: Sequence[YearPoint], language: str) -> None:
    """Hatch a strip at the foot of the years without a figure: nothing there can be read as a value.

    A strip too narrow for its word has the hatching only; where all are, the widest still gets the word.
    """
    word = {"zh": "缺", "en": "n/a"}[language]
    strips = [
        (before.year + 0.5, after.year - 0.5) for before, after in pairwise(points) if after.year - before.year > 1
    ]
    left, right = ax.get_xlim()
    room = (text_width(word, 8) + 4) * (right - left) / axes_width(ax)
    widest = max(strips, key=lambda strip: strip[1] - strip[0], default=None)
    for strip in strips:
        ax.axvspan(*strip, 0, 0.1, facecolor="none", edgecolor=HAIR, hatch="/////", lw=0, zorder=0)
        if strip[1] - strip[0] >= room or strip == widest:
            words = ax.text(sum(strip) / 2, 0.05, word, size=8, color=MUTED)
            words.set(transform=ax.get_xaxis_transform(), ha="center", va="center")
            words.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})
