"""Several offices side by side: one dot each in the order given, or a funnel; never a league table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import seaborn as sns

from lawstats.judging.dispersion import alpha_eff
from lawstats.judging.rates import poisson_ci
from lawstats.judging.units import Funnel, funnel_limits
from lawstats.telling.charts.labels import Label, place_labels
from lawstats.telling.charts.rows import end_words, lying_mark, need_columns, row_axes, row_names, zero_axis
from lawstats.telling.style import COLOURS, MUTED, format_number, house_style, new_figure, number_axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["funnel", "peers"]


def peers(
    table: pd.DataFrame,
    value: str = "value",
    label: str = "office",
    highlight: str | Sequence[str] = (),
    *,
    low: str = "ci_low",
    high: str = "ci_high",
    words: str = "",
    unit: str = "",
    ax: Axes | None = None,
    width: str = "full",
    language: str = "zh",
) -> Axes:
    """Draw one measure of several offices, one row each, in the order of the table.

    Parameters
    ----------
    table : DataFrame
        One row an office. Sort it yourself, by name or by size of office: a chart sorted by the measure reads as a
        ranking, which small counts cannot carry.
    value, label : str
        Columns of the measure and of the name. A missing value is printed 缺, a zero is a hollow dot.
    highlight : str or sequence of str
        Our own office or offices: drawn dark and named in bold, the others in grey. With none all are dark.
    low, high : str
        Columns of the interval, if the table has them: a confidence interval or what an approximate figure admits.
    words : str, optional
        Column of the words printed beside each dot, e.g. 4万余; the number itself when left out.
    unit : str
        Unit under the axis.
    ax : Axes, optional
        Where to draw; by default a new figure tall enough for the rows.
    width : {"full", "half"}
        Width of the new figure.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes

    Raises
    ------
    LawstatsError
        If a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = peers(pd.DataFrame({"office": ["甲街道", "乙街道"], "value": [12, 30]}), highlight="甲街道")
    >>> [text.get_text() for text in ax.get_yticklabels()]
    ['甲街道', '乙街道']
    """
    need_columns(table, [value, label, *([words] if words else [])])
    ours = {highlight} if isinstance(highlight, str) else set(highlight)
    names = [str(name) for name in table[label]]
    values = [float(number) for number in table[value]]
    ends = [(math.nan, math.nan)] * len(values)
    if low in table.columns and high in table.columns:
        ends = [(float(a), float(b)) for a, b in zip(table[low], table[high], strict=True)]
    said = [str(word) for word in table[words]] if words else [format_number(number, language) for number in values]
    tips = [
        max((x for x in (number, *end) if math.isfinite(x)), default=0.0)
        for number, end in zip(values, ends, strict=True)
    ]
    ax = row_axes(names, ax, width=width)
    with house_style():
        zero_axis(ax, tips, said, language)
        ax.set_xlabel(unit, color=MUTED, size=8.5)
        for row, (name, number, end, tip, word) in enumerate(zip(names, values, ends, tips, said, strict=True)):
            own = name in ours
            lying_mark(
                ax,
                row,
                number,
                end,
                colour=COLOURS["ink" if own or not ours else "chance"],
                filled=number != 0,
                size=7 if own else 5.5,
            )
            end_words(
                ax,
                row,
                tip,
                word,
                colour=MUTED if math.isnan(number) else COLOURS["ink"],
                weight="bold" if own else "normal",
            )
        for text, name in zip(row_names(ax), names, strict=True):
            text.set_fontweight("bold" if name in ours else "normal")
    return ax


def funnel(
    table: pd.DataFrame,
    count: str = "count",
    exposure: str = "exposure",
    label: str = "office",
    highlight: str | Sequence[str] = (),
    *,
    phi: float = 1.0,
    ax: Axes | None = None,
    language: str = "zh",
) -> Axes:
    """Draw a funnel plot (Spiegelhalter 2005): each unit against what it would expect if all shared one rate.

    Units inside both lines, or between them, are grey; only those beyond the outer 99.8 % line are coloured (as change:
    high is neither good nor bad) and named, with the highlighted ones.

    Parameters
    ----------
    table : DataFrame
        One row a unit.
    count, exposure, label : str
        Columns of the events, of what they are counted over, and of the name.
    highlight : str or sequence of str
        Units to name and ring.
    phi : float
        Dispersion; the lines widen with it.
    ax : Axes, optional
        Where to draw.
    language : {"zh", "en"}
        Language of axis titles.

    Returns
    -------
    Axes
        Expected events across, observed over expected upwards.

    Raises
    ------
    LawstatsError
        If a column is missing.
    ValueError
        If a count is negative or not whole, or an exposure not above 0.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"office": ["甲", "乙", "丙"], "count": [9, 60, 14], "exposure": [20, 25, 30]})
    >>> sorted(text.get_text() for text in funnel(table).texts)
    ['丙', '乙']
    """
    need_columns(table, [count, exposure, label])
    ours = {highlight} if isinstance(highlight, str) else set(highlight)
    units = funnel_limits(table[count].to_numpy(), table[exposure].to_numpy(), phi=phi)
    names = [str(name) for name in table[label]]
    far = [str(flag).endswith("_998") for flag in units.flag]
    if ax is None:
        _, ax = new_figure()
    with house_style():
        _funnel_axes(ax, units, language)
        _lines(ax, phi, language)
        for x, y, name, out in zip(units.expected, units.ratio, names, far, strict=True):
            colour = COLOURS["change" if out else "chance"]
            edge = COLOURS["ink"] if name in ours else colour
            ax.plot(x, y, "o", ms=6, mfc=colour, mec=edge, mew=1.6 if name in ours else 0.5, zorder=4, clip_on=False)
        named = [
            (abs(math.log(max(y, 0.01))), x, y, name)
            for x, y, name, out in zip(units.expected, units.ratio, names, far, strict=True)
            if out or name in ours
        ]
        named.sort(key=lambda unit: (unit[3] not in ours, -unit[0]))
        labels = [Label(x, y, name, y, y, size=8.5) for _, x, y, name in named]
        marks = [(float(x), float(y), float(y)) for x, y in zip(units.expected, units.ratio, strict=True)]
        place_labels(ax, labels, marks=marks)
    return ax


def _funnel_axes(ax: Axes, units: Funnel, language: str) -> None:
    small, large = float(units.expected.min()), float(units.expected.max())
    low, high = float(units.ratio.min()), float(units.ratio.max())
    if large > 20 * small:  # one giant would push everyone else into a corner
        ax.set_xscale("log")
        ax.set_xlim(small / 1.3, large * 1.3)
    else:
        ax.set_xlim(0, large * 1.08)
    ax.set_ylim(
        0 if low < 0.6 else max(0, 1 - 1.5 * (1 - min(low, 0.9))), max(high * 1.15, 1 + 1.5 * (max(high, 1.1) - 1))
    )
    number_axis(ax.xaxis, language)
    ax.set_xlabel("按总体水平的期望件数" if language == "zh" else "Expected events", size=9, color=MUTED)
    ax.set_ylabel("实际为期望的倍数" if language == "zh" else "Observed / expected", size=9, color=MUTED)
    sns.despine(ax=ax)


def _lines(ax: Axes, phi: float, language: str) -> None:
    """Where a count lies exactly on a limit: its own interval's ends are the expected values that just exclude it."""
    reach = ax.get_xlim()[1]
    counts = np.unique(np.round(np.geomspace(1, reach + 10 * math.sqrt(phi * reach) + 30, 400)))
    for level, style in ((0.05, (0, (4, 2))), (0.002, "-")):
        limits = poisson_ci(counts, 1, alpha_eff(phi, level))
        for expected in (np.asarray(limits.ci_low), np.asarray(limits.ci_high)):
            kept = (expected > 0) & (expected <= reach)
            ax.plot(expected[kept], counts[kept] / expected[kept], ls=style, color=MUTED, lw=0.8, zorder=2)
    ax.axhline(1, color=MUTED, lw=0.8, zorder=1)
    words = "虚线95%　实线99.8%" if language == "zh" else "dashed 95 %, solid 99.8 %"
    ax.set_title(words, loc="right", size=8.5, color=MUTED, pad=3)
