"""Monthly counts: control limits, seasons, and the same months of two years."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.dispersion import monthly_dispersion
from lawstats.judging.inputs import as_counts, as_numbers, as_series
from lawstats.judging.rates import rate_ratio_test
from lawstats.judging.results import Result

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

__all__ = ["SameMonths", "Seasonality", "XmrLimits", "same_months", "seasonality", "xmr_limits"]

#: Shewhart's constants for moving ranges of two: 3 / 1.128 for the limits, 3.267 for the ranges themselves.
_LIMIT, _RANGE_LIMIT = 2.66, 3.267
_LEAST_POINTS, _FIRM_POINTS, _LEAST_MEAN = 12, 24, 5.0
_LEAST_FOR_MONTHS, _LEAST_FOR_QUARTERS = 60, 20
#: A year of 365.25 days, so that no month is favoured by the years that happen to be on file.
_DAYS = np.array([31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


@dataclass(frozen=True, eq=False)
class XmrLimits(Result):
    """Limits of an individuals chart, with each point inside or outside.

    `advice` is ``firm``, ``trial`` (fewer than 24 points) or ``use_quarters`` (a mean below 5).
    """

    value: NDArray[np.float64]
    outside: NDArray[np.bool_]
    mean: float
    lower: float
    upper: float
    advice: str


def xmr_limits(values: ArrayLike, *, screen_outliers: bool = True, floor: float = 0.0) -> XmrLimits:
    """Control limits for monthly or quarterly values, from their moving ranges.

    Not for annual figures: limits from five points flag 6 to 10 % of good new ones.

    Parameters
    ----------
    values : array_like, shape (n,)
        Values in time order without gaps, n at least 12.
    screen_outliers : bool, default True
        Leave out once the moving ranges of 3.267 times their mean or more.
    floor : float, default 0
        No limit lies below it; ``-inf`` for values that may be negative.

    Returns
    -------
    XmrLimits
        Mean, limits, and for each value whether it lies outside.

    Raises
    ------
    ValueError
        For fewer than 12 values or an element that is missing.

    Notes
    -----
    NHS England, Making Data Count: mean plus and minus 2.66 mean moving ranges. Where screening would leave no range,
    or only ranges of 0, it is not done: NHSRplotthedots then lets both limits fall on the mean.

    Examples
    --------
    >>> found = xmr_limits([6, 8, 5, 9, 7, 6, 10, 4, 7, 8, 6, 5])
    >>> f"{found.lower:.1f} to {found.upper:.1f}", found.advice
    ('0.0 to 13.8', 'trial')
    """
    x = as_series("values", values, as_numbers)
    if x.size < _LEAST_POINTS:
        raise ValueError(f"values has {x.size} points; control limits take at least {_LEAST_POINTS}")
    ranges = np.abs(np.diff(x))
    if screen_outliers:
        kept = ranges[ranges < _RANGE_LIMIT * ranges.mean()]
        ranges = kept if kept.size and kept.any() else ranges
    mean, width = float(x.mean()), _LIMIT * float(ranges.mean())
    lower, upper = max(mean - width, floor), mean + width
    advice = "use_quarters" if mean < _LEAST_MEAN else "trial" if x.size < _FIRM_POINTS else "firm"
    return XmrLimits(x, (x < lower) | (x > upper), mean, lower, upper, advice)


@dataclass(frozen=True, eq=False)
class Seasonality(Result):
    """Whether the year has seasons; `period` is ``month``, ``quarter`` or ``too_few``."""

    period: str
    chi2: float
    df: int
    p_value: float


def seasonality(counts: ArrayLike) -> Seasonality:
    """Test whether events fall evenly over the days of the year.

    Parameters
    ----------
    counts : array_like, shape (years, 12)
        Events by month of full years.

    Returns
    -------
    Seasonality
        By month from 60 events in two years or more, else by quarter from 20, else ``too_few`` with p NaN.

    Raises
    ------
    ValueError
        When a year does not have 12 months or an element cannot be used.

    Notes
    -----
    Pearson's chi-squared against days of the calendar (``scipy.stats.chisquare``).

    Examples
    --------
    >>> print(seasonality([[9, 2, 5, 6, 4, 5, 6, 5, 4, 6, 5, 9], [8, 3, 6, 5, 5, 4, 6, 6, 5, 5, 4, 11]]))
    period   chi2  df  p_value
     month  13.77  11   0.2461
    """
    x = np.atleast_2d(as_counts("counts", counts))
    if x.ndim != 2 or x.shape[1] != 12:
        raise ValueError(f"counts has shape {x.shape}; a row a year with 12 months is needed")
    total, days = x.sum(axis=0), _DAYS
    if x.shape[0] < 2 or total.sum() < _LEAST_FOR_QUARTERS:
        return Seasonality("too_few", np.nan, 0, np.nan)
    period = "month" if total.sum() >= _LEAST_FOR_MONTHS else "quarter"
    if period == "quarter":
        total, days = total.reshape(4, 3).sum(axis=1), days.reshape(4, 3).sum(axis=1)
    chi2, p = stats.chisquare(total, total.sum() * days / days.sum())
    return Seasonality(period, float(chi2), total.size - 1, float(p))


@dataclass(frozen=True, eq=False)
class SameMonths(Result):
    """The same months of two years compared; `months` lists them, `days_...` are the exposures."""

    months: str
    count_now: int
    days_now: int
    count_before: int
    days_before: int
    ratio: float
    ci_low: float
    ci_high: float
    p_value: float
    dispersion: float
    df: float


def same_months(monthly: pd.DataFrame, year: int, base_year: int | None = None, *, alpha: float = 0.05) -> SameMonths:
    """Compare the months that both years have on record, so that a part-year is never multiplied up.

    Parameters
    ----------
    monthly : DataFrame
        Columns `year`, `month` (1 to 12) and `count`, one row a month; a month without a row is not known, never 0.
    year : int
        The year under judgement.
    base_year : int, optional
        The year to compare with; the year before when left out.
    alpha : float, default 0.05
        1 minus the confidence level.

    Returns
    -------
    SameMonths
        January and February enter together or not at all, because the Spring Festival moves between them. `dispersion`
        comes from the months themselves (1 and 0 degrees of freedom when either total is 0).

    Raises
    ------
    ValueError
        When a month stands twice, is no month, or the two years share none.

    Examples
    --------
    >>> import pandas as pd
    >>> monthly = pd.DataFrame({"year": [2023] * 3 + [2024] * 3, "month": [3, 4, 5] * 2, "count": [4, 6, 5, 9, 8, 7]})
    >>> found = same_months(monthly, 2024)
    >>> found.months, found.count_now, found.count_before
    ('3,4,5', 24, 15)
    """
    before = year - 1 if base_year is None else base_year
    now_by_month, before_by_month = _by_month(monthly, year), _by_month(monthly, before)
    months = sorted(now_by_month.keys() & before_by_month.keys())
    if not {1, 2} <= set(months):
        months = [month for month in months if month > 2]
    if not months:
        raise ValueError(f"{year} and {before} share no month that can be compared")
    x1, x0 = (np.array([of[month] for month in months]) for of in (now_by_month, before_by_month))
    days = [sum(monthrange(of_year, month)[1] for month in months) for of_year in (year, before)]
    test = rate_ratio_test(x1.sum(), days[0], x0.sum(), days[1], alpha=alpha)
    phi, df = 1.0, 0.0
    if x1.sum() and x0.sum():
        joined = slice(1, None) if months[0] == 1 else slice(None)
        if months[0] == 1:
            x1[1], x0[1] = x1[0] + x1[1], x0[0] + x0[1]
        found = monthly_dispersion(x1[joined], x0[joined])
        phi, df = found.phi, found.df
    return SameMonths(
        months=",".join(map(str, months)),
        count_now=int(sum(now_by_month[month] for month in months)),
        days_now=days[0],
        count_before=int(sum(before_by_month[month] for month in months)),
        days_before=days[1],
        ratio=float(test.ratio),
        ci_low=float(test.ci_low),
        ci_high=float(test.ci_high),
        p_value=float(test.p_value),
        dispersion=phi,
        df=df,
    )


def _by_month(monthly: pd.DataFrame, year: int) -> dict[int, float]:
    rows = monthly[monthly["year"] == year]
    months = [int(month) for month in rows["month"]]
    if len(set(months)) != len(months) or not set(months) <= set(range(1, 13)):
        raise ValueError(f"months of {year} are {months}; each of 1 to 12 may stand once")
    return dict(zip(months, as_counts(f"count of {year}", rows["count"].to_numpy()), strict=True))
