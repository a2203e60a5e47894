"""Proportions: m out of n, and the difference of two of them in percentage points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from lawstats.judging.inputs import as_alpha, as_counts, as_exposures
from lawstats.judging.results import Interval, Result, Value, unwrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["ProportionDifference", "proportion_ci", "proportion_difference_ci"]


@dataclass(frozen=True, eq=False)
class ProportionDifference(Result):
    """Difference of two proportions (now - before), its interval and the p-value of no difference."""

    difference: Value
    ci_low: Value
    ci_high: Value
    p_value: Value
    method: str = "Newcombe hybrid score"


def proportion_ci(count: ArrayLike, nobs: ArrayLike, alpha: ArrayLike = 0.05) -> Interval:
    """Wilson (1927) score interval for a proportion.

    Parameters
    ----------
    count : array_like
        Successes, whole numbers from 0 to `nobs`.
    nobs : array_like
        Cases, whole numbers above 0.
    alpha : array_like, default 0.05
        1 minus the confidence level.

    Returns
    -------
    Interval
        `estimate`, `ci_low`, `ci_high`; shapes as the inputs broadcast.

    Raises
    ------
    ValueError
        When a count exceeds its number of cases, or an element cannot be used.

    Notes
    -----
    Equal to R ``prop.test(correct=FALSE)`` and statsmodels ``proportion_confint(method="wilson")``; written out because
    the interval of a difference needs it at any z. Recommended for small n by Brown, Cai and DasGupta (2001); it covers
    0.90 to 0.91 at n = 10 when the proportion is 0.95 or more. When the cases are the full list of the year the
    proportion is a fact; the interval serves to compare years.

    Examples
    --------
    >>> low, high = proportion_ci(10, 10)
    >>> print(f"{low:.3f} to {high:.3f}")
    0.722 to 1.000
    """
    x, n = _cases("count", count, "nobs", nobs)
    low, high = _wilson(x, n, -special.ndtri(as_alpha(alpha) / 2))
    return Interval(unwrap(x / n), unwrap(low), unwrap(high), method="Wilson score")


def proportion_difference_ci(
    count_now: ArrayLike,
    nobs_now: ArrayLike,
    count_before: ArrayLike,
    nobs_before: ArrayLike,
    alpha: ArrayLike = 0.05,
) -> ProportionDifference:
    """Newcombe (1998) hybrid score interval for the difference of two proportions, and the test that inverts it.

    Parameters
    ----------
    count_now, count_before : array_like
        Successes.
    nobs_now, nobs_before : array_like
        Cases.
    alpha : array_like, default 0.05
        1 minus the confidence level.

    Returns
    -------
    ProportionDifference
        `difference` (now - before, as a fraction: 0.2 is 20 percentage points), `ci_low`, `ci_high`, and `p_value`, the
        smallest alpha whose interval leaves out 0.

    Raises
    ------
    ValueError
        When a count exceeds its number of cases, or an element cannot be used.

    Notes
    -----
    Method 10 of Newcombe; equal to statsmodels ``confint_proportions_2indep(method="newcomb", compare="diff")``, which
    takes one pair at a time and gives no matching p-value.

    Examples
    --------
    >>> found = proportion_difference_ci(10, 10, 8, 10)
    >>> print(f"{found.difference:+.2f} ({found.ci_low:+.2f} to {found.ci_high:+.2f})")
    +0.20 (-0.11 to +0.51)
    """
    x1, n1 = _cases("count_now", count_now, "nobs_now", nobs_now)
    x0, n0 = _cases("count_before", count_before, "nobs_before", nobs_before)
    x1, n1, x0, n0, level = np.broadcast_arrays(x1, n1, x0, n0, as_alpha(alpha))
    low, high = _newcombe(x1, n1, x0, n0, -special.ndtri(level / 2))
    return ProportionDifference(
        unwrap(np.asarray(x1 / n1 - x0 / n0)), unwrap(low), unwrap(high), unwrap(_newcombe_p(x1, n1, x0, n0))
    )


def _cases(
    count_name: str, count: ArrayLike, nobs_name: str, nobs: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x, n = np.broadcast_arrays(as_counts(count_name, count), as_exposures(nobs_name, as_counts(nobs_name, nobs)))
    if np.any(x > n):
        i = np.flatnonzero(np.ravel(x > n))[0]
        raise ValueError(f"{count_name} {np.ravel(x)[i]:g} exceeds {nobs_name} {np.ravel(n)[i]:g} (case {i})")
    return x, n


def _wilson(
    x: NDArray[np.float64], n: NDArray[np.float64], z: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    centre = (x + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * np.sqrt(x * (n - x) / n + z**2 / 4)
    # At the edges the limits are 0 and 1 exactly; rounding must not push them off.
    return np.where(x == 0, 0.0, centre - half), np.where(x == n, 1.0, centre + half)


def _newcombe(
    x1: NDArray[np.float64],
    n1: NDArray[np.float64],
    x0: NDArray[np.float64],
    n0: NDArray[np.float64],
    z: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    p1, p0 = x1 / n1, x0 / n0
    low1, high1 = _wilson(x1, n1, z)
    low0, high0 = _wilson(x0, n0, z)
    low = p1 - p0 - np.sqrt((p1 - low1) ** 2 + (high0 - p0) ** 2)
    high = p1 - p0 + np.sqrt((high1 - p1) ** 2 + (p0 - low0) ** 2)
    return low, high


def _newcombe_p(
    x1: NDArray[np.float64], n1: NDArray[np.float64], x0: NDArray[np.float64], n0: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the smallest alpha whose interval leaves out 0, by halving z until it is known to the last digits."""
    difference = x1 / n1 - x0 / n0
    low, high = np.zeros(np.shape(difference)), np.full(np.shape(difference), 40.0)
    for _ in range(60):
        middle = (low + high) / 2
        bottom, top = _newcombe(x1, n1, x0, n0, middle)
        excluded = np.where(difference > 0, bottom > 0, top < 0)
        low, high = np.where(excluded, middle, low), np.where(excluded, high, middle)
    return np.where(difference == 0, 1.0, 2 * special.ndtr(-low))
