"""A straight line through log rates, fitted to many series of yearly counts at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from lawstats.judging.inputs import as_counts, as_exposures, as_series, as_years
from lawstats.judging.results import Result, Value, unwrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LogLine", "as_trend", "fit_log_line"]

_NEWTON_STEPS = 100


@dataclass(frozen=True, eq=False)
class LogLine(Result):
    """A straight line through log rates, fitted to counts by maximum likelihood."""

    log_slope: Value
    se: Value
    chi2: Value
    deviance: Value


def fit_log_line(counts: ArrayLike, years: ArrayLike, exposures: ArrayLike | None = None) -> LogLine:
    """Fit log(rate) = a + b * year to counts by Poisson maximum likelihood.

    Parameters
    ----------
    counts : array_like, shape (..., k)
        Events a year; leading dimensions are separate series.
    years, exposures : array_like, shape (k,)
        As in `quasi_poisson_trend`.

    Returns
    -------
    LogLine
        `log_slope` b, its Poisson standard error, Pearson's X squared and the deviance round the line. Without a finite
        slope (all events in the first or the last year, or none) the slope is infinite or NaN.

    Examples
    --------
    >>> round(fit_log_line([51, 58, 66, 73], [2020, 2021, 2022, 2023]).log_slope, 6)
    0.11984
    """
    x, t, e = as_trend(counts, years, exposures)
    span = t.max() - t.min()
    # Years from -1/2 to 1/2: the intercept drops out, and one step of Newton's method has a natural size.
    at = (t - t.min()) / span - 0.5
    total = x.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        goal = np.sum(at * x, axis=-1, keepdims=True) / total
    slope = np.zeros(total.shape)
    bounded = np.abs(goal) < 0.5
    for _ in range(_NEWTON_STEPS):
        weight = special.softmax(slope * at + np.log(e), axis=-1)
        mean = np.sum(weight * at, axis=-1, keepdims=True)
        variance = np.sum(weight * (at - mean) ** 2, axis=-1, keepdims=True)
        step = np.where(bounded, np.clip((goal - mean) / variance, -3, 3), 0.0)
        slope = slope + step
        if np.all(np.abs(step) < 1e-12):
            break
    # A rate that is constant to the last digit must not show a slope made of rounding.
    slope = np.where(np.abs(slope) < 1e-13, 0.0, slope)
    fitted = total * special.softmax(slope * at + np.log(e), axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        chi2 = np.sum(np.where(fitted > 0, (x - fitted) ** 2 / fitted, 0.0), axis=-1)
        deviance = 2 * np.sum(special.xlogy(x, x) - special.xlogy(x, fitted), axis=-1)
        slope = np.where(bounded, slope, np.where(total > 0, np.sign(goal) * np.inf, np.nan))
        se = 1 / np.sqrt(total * variance)
    return LogLine(*(unwrap(part) for part in (slope[..., 0] / span, se[..., 0] / span, chi2, deviance)))


def as_trend(
    counts: ArrayLike, years: ArrayLike, exposures: ArrayLike | None, least: int = 2
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return counts, years and exposures of one or more series over the same years."""
    x = as_counts("counts", counts)
    k = x.shape[-1] if x.ndim else 1
    if k < least:
        raise ValueError(f"counts has {k} years; this takes at least {least}")
    t = as_years(years, k)
    return x, t, np.ones(k) if exposures is None else as_series("exposures", exposures, as_exposures, k)
