"""A series of small counts against its own mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.telling.charts.points import year_points
from lawstats.telling.charts.years import year_trend
from lawstats.telling.style import MUTED, house_style

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["small_counts"]


def small_counts(
    records: pd.DataFrame,
    indicator: str,
    *,
    office: str,
    changes: pd.DataFrame | None = None,
    ax: Axes | None = None,
    unit: str = "",
    language: str = "zh",
) -> Axes:
    """Draw a series of small counts against its own mean, to see whether the scatter is more than chance.

    Parameters
    ----------
    records : DataFrame
        Records.
    indicator, office : str
        Which series.
    changes : DataFrame, optional
        Verdicts on each year against the one before, as in `year_trend`.
    ax : Axes, optional
        Where to draw.
    unit : str, optional
        Unit over the axis.
    language : {"zh", "en"}
        Language of numbers and marks.

    Returns
    -------
    Axes
        `year_trend` with every exact interval, and a line at the mean of the years that have one agreed value. An
        interval that misses the line belongs to a year chance alone would rarely give.

    Examples
    --------
    >>> from lawstats.records import empty
    >>> [text.get_text() for text in small_counts(empty(), "petitions", office="示例街道").texts]
    ['没有可画的年度数字']
    """
    ax = year_trend(
        records, indicator, office=office, ax=ax, intervals=True, unit=unit, changes=changes, language=language
    )
    values = [point.value for point in year_points(records, indicator, office) if point.single]
    if len(values) > 1:
        mean = sum(values) / len(values)
        with house_style():
            ax.axhline(mean, color=MUTED, lw=0.8, ls=(0, (4, 3)), zorder=1)
            words = f" {len(values)}年\n 平均\n {mean:.1f}" if language == "zh" else f" mean\n {mean:.1f}"
            # In the margin right of the axes, where no value label can be.
            ax.text(1, mean, words, transform=ax.get_yaxis_transform(), size=8, color=MUTED, va="center")
    return ax
