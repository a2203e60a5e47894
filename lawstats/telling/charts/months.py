"""Counts month by month: the whole calendar at a glance, and the same months of two years side by side."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedLocator, MaxNLocator

from lawstats.errors import LawstatsError
from lawstats.judging.rates import poisson_ci
from lawstats.telling.charts.frame import axes_width, say_nothing
from lawstats.telling.charts.labels import Label, place_labels
from lawstats.telling.charts.rows import need_columns
from lawstats.telling.style import (
    COLOURS,
    FOOT,
    HAIR,
    HEAD,
    MUTED,
    colour_of,
    format_number,
    house_style,
    new_figure,
    number_axis,
)
from lawstats.telling.typeset import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

__all__ = ["month_comparison", "month_heatmap"]

_MONTHS = range(1, 13)
_ROW = 0.72  # cm a year
_LARGE, _SMALL = 8.5, 5.5  # points: the number in a cell shrinks to fit, below that it is left to the colour bar
_PALE = "#DCE2E8"  # one case is already darker than the paper that a zero is left on
_ROOMY = 28.0  # points a month must have for two numbers
_APART = 0.17  # of a month: how far each year stands from the month's middle
_WORDS = {
    "zh": {
        "none": "没有可画的月份数字",
        "key": "斜线：无记录　白底0：当月没有",
        "missing": "缺",
        "interval": "竖线：95%区间",
        "year": "{}年",
        "month": "{}月",
    },
    "en": {
        "none": "No monthly figure to draw",
        "key": "hatched: no record; white 0: none that month",
        "missing": "n/a",
        "interval": "lines: 95 % intervals",
        "year": "{}",
        "month": "{}",
    },
}


def month_heatmap(table: pd.DataFrame, *, ax: Axes | None = None, language: str = "zh") -> Axes:
    """Draw a calendar of counts, a row a year and a column a month, darker where there were more.

    Parameters
    ----------
    table : DataFrame
        Columns year, month (1 to 12) and count, one row a month. A month without a row, or with NaN, is missing and
        hatched, and so is every year in between that has no row at all; a zero is printed 0 on white.
    ax : Axes, optional
        Where to draw; by default a new full-width figure tall enough for the years.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        Numbers stand in the cells where they fit, else a colour bar is drawn.

    Raises
    ------
    LawstatsError
        If a column is missing, a month stands twice or is no month, or a count is negative.

    Examples
    --------
    >>> import pandas as pd
    >>> ax = month_heatmap(pd.DataFrame({"year": [2024, 2024], "month": [1, 3], "count": [5, 0]}))
    >>> [text.get_text() for text in ax.texts]
    ['5', '0']
    """
    grid = _grid(table)
    words = _WORDS[language]
    if ax is None:
        _, ax = new_figure(height_cm=max(HEAD + FOOT + 2.2, HEAD + FOOT + 1.3 + _ROW * len(grid)))
    with house_style():
        if grid.empty:
            return _nothing(ax, language)
        numbers = grid.to_numpy(dtype=float)
        most = max(2.0, float(np.nanmax(numbers))) if not np.isnan(numbers).all() else 2.0
        # The years' names are written first: they narrow the cells that the numbers are measured for.
        ax.set_yticks([row + 0.5 for row in range(len(grid))], [words["year"].format(year) for year in grid.index])
        size = _cell_size(ax, numbers, language)
        said = np.array([[format_number(number, language) for number in row] for row in numbers])
        tints = LinearSegmentedColormap.from_list("ink", [_PALE, COLOURS["ink"]], under="white")  # under 1: zero
        bar = {"location": "bottom", "aspect": 40, "ticks": MaxNLocator(2)}
        sns.heatmap(
            numbers,
            ax=ax,
            mask=np.isnan(numbers),
            cmap=tints,
            vmin=1,
            vmax=most,
            annot=said if size else None,
            fmt="",
            annot_kws={"size": size},
            cbar=not size and not np.isnan(numbers).all(),
            cbar_kws=bar | {"format": lambda number, _: format_number(number, language)},
            linewidths=1.2,
            linecolor="white",
            yticklabels=[words["year"].format(year) for year in grid.index],
            xticklabels=_month_names(ax, language),
        )
        _frame_cells(ax, numbers)
        ax.tick_params(length=0)
        ax.set_yticklabels(ax.get_yticklabels(), rotation=0)
        ax.set_xticklabels(ax.get_xticklabels(), rotation=0)
        ax.set_title(words["key"], loc="right", size=8, color=MUTED, pad=4)
    return ax


def month_comparison(
    table: pd.DataFrame,
    year: int,
    base_year: int | None = None,
    *,
    verdict: str = "",
    good_direction: str = "neutral",
    unit: str = "",
    ax: Axes | None = None,
    language: str = "zh",
) -> Axes:
    """Draw each month of a year beside the same month of another, with the exact interval of every count.

    Parameters
    ----------
    table : DataFrame
        Columns year, month (1 to 12) and count. A month that one of the two years lacks is marked 缺 for that year.
    year, base_year : int
        The year, round dots, and the one it is held against, grey squares; by default the year before.
    verdict : str, optional
        Verdict on the months that both years have (`lawstats.judging.months.same_months`): colours this year's dots.
    good_direction : {"higher", "lower", "neutral"}
        Which way is good.
    unit : str
        Unit over the axis.
    ax : Axes, optional
        Where to draw; a new full-width figure by default.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        Intervals are Garwood's (1936). January and February swap cases as the Spring Festival moves: judge them
        together.

    Raises
    ------
    LawstatsError
        As `month_heatmap`; or if the verdict is not a word of the house, or a count is not a whole number.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [2023, 2024], "month": [3, 3], "count": [9, 14]})
    >>> ax = month_comparison(table, 2024)
    >>> sorted(text.get_text() for text in ax.texts if text.get_text() != "缺")
    ['14', '9']
    """
    before = year - 1 if base_year is None else base_year
    colour = colour_of(verdict, good_direction) if verdict else COLOURS["ink"]
    grid = _grid(table).reindex([before, year])
    words = _WORDS[language]
    if ax is None:
        _, ax = new_figure()
    with house_style():
        counts = grid.to_numpy(dtype=float)
        if np.isnan(counts).all():
            return _nothing(ax, language)
        lows, highs = _intervals(counts)
        _open_months(ax, float(np.nanmax(highs)), language)
        labels: list[Label] = []
        marks: list[tuple[float, float, float]] = []
        for row, (shift, shape, ink) in enumerate(((-_APART, "s", MUTED), (_APART, "o", colour))):
            for month, count, low, high in zip(_MONTHS, counts[row], lows[row], highs[row], strict=True):
                x = month + shift
                if math.isnan(count):
                    _hatch(ax, x, words["missing"])
                    continue
                ax.vlines(x, low, high, color=ink, lw=0.9, alpha=0.6, zorder=2)
                face = "white" if count == 0 else ink
                ax.plot(x, count, shape, ms=4 if row == 0 else 5, mfc=face, mec=ink, mew=1.1, clip_on=False, zorder=4)
                labels.append(
                    Label(
                        x,
                        count,
                        format_number(count, language),
                        low,
                        high,
                        size=8,
                        colour=(MUTED, COLOURS["ink"])[row],
                    )
                )
                marks.append((x, low, high))
        ax.set_title(unit, loc="left", color=MUTED, size=8.5, pad=3)
        names = [words["year"].format(number) for number in (year, before)]
        said = f"■ {names[1]}　● {names[0]}"
        whole = f"{said}　{words['interval']}"
        fits = text_width(unit, 8.5) + text_width(whole, 8) + 8 <= axes_width(ax)
        ax.set_title(whole if fits else said, loc="right", color=MUTED, size=8, pad=3)
        # This year's numbers find their place first; in a narrow chart theirs is all there is.
        ours = [label for label in labels if label.colour == COLOURS["ink"]]
        theirs = [label for label in labels if label.colour == MUTED]
        place_labels(ax, ours + (theirs if axes_width(ax) / 12 >= _ROOMY else []), marks=marks)
    return ax


def _grid(table: pd.DataFrame) -> pd.DataFrame:
    """Lay the months out, a row a year from the first to the last; what has no row is NaN."""
    need_columns(table, ["year", "month", "count"])
    odd = table[~table["month"].isin(_MONTHS)]
    if len(odd):
        raise LawstatsError(f"月份“{odd['month'].iloc[0]}”不是1至12", "请核对月份一列")
    twice = table[table.duplicated(["year", "month"])]
    if len(twice):
        year, month = int(twice["year"].iloc[0]), int(twice["month"].iloc[0])
        raise LawstatsError(f"{year}年{month}月出现了两次", "每个月只留一行，请先合计")
    counts = table["count"].astype("float64")
    if (counts < 0).any():
        raise LawstatsError(f"件数里有负数（{counts.min():g}）", "件数不能小于0；没有记录的月份请留空")
    if table.empty:
        return pd.DataFrame(columns=list(_MONTHS), dtype="float64")
    grid = table.assign(count=counts).pivot(index="year", columns="month", values="count")  # noqa: PD010  one cell a month, checked above
    years = range(int(table["year"].min()), int(table["year"].max()) + 1)
    return grid.reindex(index=list(years), columns=list(_MONTHS))


def _nothing(ax: Axes, language: str) -> Axes:
    say_nothing(ax, language).texts[-1].set_text(_WORDS[language]["none"])
    return ax


def _cell_size(ax: Axes, numbers: NDArray[np.float64], language: str) -> float:
    """Give the size in points at which every number fits its cell, 0 if none does that can be read."""
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()
    room = axes_width(ax) / 12 - 4
    known = [format_number(number, language) for number in numbers[~np.isnan(numbers)]]
    widest = max((text_width(words, 1.0) for words in known), default=0.1)
    # Cells may be lower than a line where many years share a small chart.
    height = float(ax.get_window_extent().height) / ax.figure.dpi * 72 / len(numbers) - 3
    size = min(_LARGE, room / widest, height)
    return size if size >= _SMALL else 0.0


def _month_names(ax: Axes, language: str) -> list[str]:
    """Write 1月 to 12月, or the bare numbers where those would touch."""
    full = [_WORDS[language]["month"].format(month) for month in _MONTHS]
    return full if text_width(full[-1], 9) + 4 <= axes_width(ax) / 12 else [str(month) for month in _MONTHS]


def _frame_cells(ax: Axes, numbers: NDArray[np.float64]) -> None:
    """Hatch what is missing and draw the edge of a zero, which is as white as the paper."""
    for (row, column), number in np.ndenumerate(numbers):
        if math.isnan(number) or number == 0:
            cell = Rectangle((column + 0.06, row + 0.06), 0.88, 0.88, facecolor="none", edgecolor=HAIR, lw=0.6)
            cell.set_hatch("/////" if math.isnan(number) else "")
            ax.add_patch(cell)


def _intervals(counts: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    known = ~np.isnan(counts)
    if (counts[known] % 1).any():
        raise LawstatsError("件数里有小数", "同月比较只用于件数、次数；请核对件数一列")
    lows, highs = np.full_like(counts, np.nan), np.full_like(counts, np.nan)
    exact = poisson_ci(counts[known])
    lows[known], highs[known] = exact.ci_low, exact.ci_high
    return lows, highs


def _open_months(ax: Axes, top: float, language: str) -> None:
    ax.set_xlim(0.5, 12.5)
    ax.xaxis.set_major_locator(FixedLocator(list(_MONTHS)))
    ax.set_ylim(0, top * 1.08)
    figure = ax.get_figure(root=True)
    if figure is not None:
        figure.draw_without_rendering()  # months are as wide as the numbers at the left leave them
    names: Sequence[str] = _month_names(ax, language)
    ax.xaxis.set_major_formatter(lambda month, _: names[round(month) - 1])
    ax.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=top >= 3))
    number_axis(ax.yaxis, language)
    ax.grid(axis="y")
    sns.despine(ax=ax, left=True)


def _hatch(ax: Axes, x: float, words: str) -> None:
    """Hatch a strip at the foot: nothing there can be read as a value."""
    ax.axvspan(x - _APART, x + _APART, 0, 0.1, facecolor="none", edgecolor=HAIR, hatch="/////", lw=0, zorder=0)
    if text_width(words, 7) + 3 < axes_width(ax) / 12 * 2 * _APART:
        note = ax.text(x, 0.05, words, size=7, color=MUTED, ha="center", va="center")
        note.set_transform(ax.get_xaxis_transform())
        note.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.5})
