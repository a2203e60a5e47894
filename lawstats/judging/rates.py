"""Counts and the rates behind them: one count, and two counts compared.

Given the total of two years, how many fell in the later one is binomial with a share set by the exposures. Test and
interval below, and the boxes and thresholds of other rooms, are that one fact (Lancaster 1961, Fay 2010): p < alpha
exactly when the interval leaves out "no change".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special, stats

from lawstats.judging.inputs import as_alpha, as_counts, as_exposures, as_phi
from lawstats.judging.results import Interval, RateRatio, unwrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "midp_score",
    "midp_tail",
    "poisson_ci",
    "rate_ratio_ci",
    "rate_ratio_test",
]


_ROOT_2_PI = np.sqrt(2 * np.pi)
_SMALL_STEP = 1e-7
_MOST_STEPS = 60
#: Tails below, and scores above, are beyond what a float can hold.
_SMALLEST_TAIL, _FARTHEST = 1e-290, 30.0


def poisson_ci(count: ArrayLike, exposure: ArrayLike = 1, alpha: ArrayLike = 0.05) -> Interval:
    """Interval for the rate behind one count: how much such a count varies under unchanged conditions.

    Garwood (1936) exact limits, from chi-squared quantiles.

    Parameters
    ----------
    count : array_like
        Events, whole numbers from 0.
    exposure : array_like, default 1
        What the events are counted over (years, residents, mediators), above 0. The rate is per unit of it.
    alpha : array_like, default 0.05
        1 minus the confidence level.

    Returns
    -------
    Interval
        `estimate` (count/exposure), `ci_low`, `ci_high`; shapes as the inputs broadcast.

    Raises
    ------
    ValueError
        Naming the element that is negative, fractional, missing, or an exposure of 0.

    Notes
    -----
    Equal to R ``poisson.test`` and statsmodels ``confint_poisson(method="exact-c")``. Its "midp-c" method is not
    offered: for a count of 0 it returns a single point.

    Examples
    --------
    >>> low, high = poisson_ci(10)
    >>> print(f"{low:.3f} to {high:.3f}")
    4.795 to 18.390
    """
    x, t = as_counts("count", count), as_exposures("exposure", exposure)
    half = as_alpha(alpha) / 2
    low = np.where(x > 0, stats.chi2.ppf(half, 2 * np.maximum(x, 1)) / 2, 0.0) / t
    high = stats.chi2.isf(half, 2 * x + 2) / 2 / t
    return Interval(unwrap(x / t), unwrap(low), unwrap(high), method="Garwood exact")


def rate_ratio_test(
    count_now: ArrayLike,
    exposure_now: ArrayLike,
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    ratio: ArrayLike = 1,
    *,
    alpha: ArrayLike = 0.05,
    alternative: Literal["two-sided", "less", "greater"] = "two-sided",
    midp: bool = True,
) -> RateRatio:
    """Compare two counts: the central mid-P test and the interval that inverts it.

    Parameters
    ----------
    count_now, count_before : array_like
        Events in the two periods, whole numbers from 0.
    exposure_now, exposure_before : array_like
        Exposures above 0, both in the same unit; ``1, 1`` for two whole years.
    ratio : array_like, default 1
        The ratio of rates under test.
    alpha : array_like, default 0.05
        1 minus the confidence level of the interval, which is two-sided whatever the alternative.
    alternative : {"two-sided", "less", "greater"}, default "two-sided"
        Whether only a fall ("less") or only a rise ("greater") counts.
    midp : bool, default True
        Count half the chance of the observed split; if not, all of it: R's exact central test and interval.

    Returns
    -------
    RateRatio
        `ratio` (NaN when both counts are 0), `ci_low`, `ci_high`, `p_value`; shapes as the inputs broadcast.

    Raises
    ------
    ValueError
        Naming the element that cannot be used.

    Notes
    -----
    Lancaster (1961) mid-P of the conditional binomial; two-sided by doubling the smaller tail, so that test and
    interval agree (Fay 2010). The exact central test is smaller than its level below twenty a year and wastes power;
    the E-test (Krishnamoorthy and Thomson 2004) has no matching interval. statsmodels is not used here:
    ``test_poisson_2indep(method="cond-midp")`` is not central (0 against 5 gives 0.047 instead of 2/2**6), its
    "exact-cond" can reject while the interval holds 1, and its score interval collapses when one count is 0.
    The interval does not cover under-recording or changed definitions.

    Examples
    --------
    >>> print(rate_ratio_test(73, 1, 60, 1))
    ratio  ci_low  ci_high  p_value                   method
    1.217  0.8646    1.717   0.2614  conditional exact mid-P
    >>> rate_ratio_test(0, 1, 5, 1).p_value
    0.03125
    """
    x1, t1, x0, t0 = _two_periods(count_now, exposure_now, count_before, exposure_before)
    null = as_exposures("ratio", ratio)
    interval = rate_ratio_ci(x1, t1, x0, t0, alpha=alpha, midp=midp)
    if alternative == "two-sided" and midp:
        # The two tails sum to 1; the one on the side where the count lies is small and keeps its digits.
        risen = x1 * t0 >= x0 * t1 * null
        x, y = np.where(risen, x1, x0), np.where(risen, x0, x1)
        tail = midp_tail(x, y, np.where(risen, null * t1, t0), np.where(risen, t0, null * t1))
        p = 2 * np.minimum(tail, 1 - tail)
    else:
        of = midp_tail if midp else _exact_tail
        greater, less = of(x1, x0, null * t1, t0), of(x0, x1, t0, null * t1)
        p = {"greater": greater, "less": less}.get(alternative, np.minimum(1.0, 2 * np.minimum(greater, less)))
    return RateRatio(interval.estimate, interval.ci_low, interval.ci_high, unwrap(p), method=interval.method)


def rate_ratio_ci(
    count_now: ArrayLike,
    exposure_now: ArrayLike,
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    *,
    alpha: ArrayLike = 0.05,
    midp: bool = True,
    phi: ArrayLike = 1,
    df: ArrayLike = np.inf,
) -> Interval:
    """Interval for the ratio of two rates: every ratio that `rate_ratio_test` does not reject.

    Parameters
    ----------
    count_now, exposure_now, count_before, exposure_before, alpha, midp
        As in `rate_ratio_test`.
    phi, df : array_like, default 1 and infinity
        Dispersion, and its degrees of freedom when it is an estimate: the interval is taken at ``alpha_eff(phi)``.

    Returns
    -------
    Interval
        `estimate` (NaN when both counts are 0, infinite when only the earlier one is), `ci_low` (0 when the count now
        is 0), `ci_high` (infinite when the count before is 0).

    Examples
    --------
    >>> low, high = rate_ratio_ci(73, 1, 51, 1)
    >>> print(f"{low:.3f} to {high:.3f}")
    1.002 to 2.056
    """
    x1, t1, x0, t0 = _two_periods(count_now, exposure_now, count_before, exposure_before)
    z = stats.t.isf(as_alpha(alpha) / 2, df) * np.sqrt(as_phi(phi))
    x1, t1, x0, t0, z = np.broadcast_arrays(x1, t1, x0, t0, z)
    of = _lowest_odds if midp else _lowest_exact_odds
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = t0 / t1
        estimate = np.divide(x1, x0) * scale
        low = of(x1, x0, z) * scale
        # The upper end is the lower end with the two years changed about.
        high = scale / of(x0, x1, z)
    name = "conditional exact mid-P" if midp else "conditional exact central"
    return Interval(unwrap(estimate), unwrap(low), unwrap(high), method=name)


def _two_periods(
    count_now: ArrayLike, exposure_now: ArrayLike, count_before: ArrayLike, exposure_before: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    return (
        as_counts("count_now", count_now),
        as_exposures("exposure_now", exposure_now),
        as_counts("count_before", count_before),
        as_exposures("exposure_before", exposure_before),
    )


def midp_tail(
    x: NDArray[np.float64], y: NDArray[np.float64], weight_x: NDArray[np.float64], weight_y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return P(X > x) + half P(X = x) given the total x + y, when events fall by the weights; inputs unchecked.

    Half the sum of the strict and the weak tail is the mid-P tail; each is an incomplete beta function, exact to the
    last digits however small.
    """
    share = weight_x / (weight_x + weight_y)
    return np.asarray((special.betainc(x, y + 1, share) + special.betainc(x + 1, y, share)) / 2)


def midp_score(
    x: NDArray[np.float64], y: NDArray[np.float64], weight_x: NDArray[np.float64], weight_y: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the normal score of `midp_tail`: how many standard deviations the count lies up; inputs unchecked.

    A large dispersion divides it, so it has to be known where the tail itself is too small to be a number: there the
    signed root of the deviance stands in (its difference from the score vanishes with growing counts).
    """
    tail = midp_tail(x, y, weight_x, weight_y)
    near = tail > _SMALLEST_TAIL
    far = _root_deviance(x, y, weight_x / (weight_x + weight_y))
    return np.where(near, -special.ndtri(np.where(near, tail, 0.5)), far)


def _exact_tail(
    x: NDArray[np.float64], y: NDArray[np.float64], weight_x: NDArray[np.float64], weight_y: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.asarray(special.betainc(x, y + 1, weight_x / (weight_x + weight_y)))


def _lowest_exact_odds(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the odds at Clopper and Pearson's lower limit."""
    share = special.betaincinv(np.maximum(x, 1), y + 1, special.ndtr(-z))
    return np.where(x > 0, share / special.betaincinv(y + 1, np.maximum(x, 1), special.ndtr(z)), 0.0)


def _lowest_odds(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the odds of the share at which the mid-P score of `x` out of `x + y` equals `z`."""
    flat_x, flat_y, flat_z = (np.ravel(part).astype(np.float64) for part in (x, y, z))
    odds = np.zeros(flat_x.shape)
    # With nothing in the other year the tail is share**x / 2 and needs no search; with nothing in this one it is 0.
    alone = (flat_x > 0) & (flat_y == 0)
    log_share = (np.log(2) + special.log_ndtr(-flat_z[alone])) / flat_x[alone]
    odds[alone] = np.exp(log_share) / -np.expm1(log_share)
    both = (flat_x > 0) & (flat_y > 0)
    for search, rows in ((_search_odds, both & (flat_z < _FARTHEST)), (_search_far_odds, both & (flat_z >= _FARTHEST))):
        odds[rows] = search(flat_x[rows], flat_y[rows], flat_z[rows])
    return odds.reshape(np.shape(x))


def _search_odds(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Search by Newton's method on the score against the log odds, where the curve is almost straight.

    It starts from the Jeffreys limit, which lies close by: two or three steps.
    """
    at = special.logit(special.betaincinv(x + 0.5, y + 0.5, special.ndtr(-z)))
    log_choose = -special.betaln(x + 1, y + 1) - np.log(x + y + 1)
    active = np.arange(x.size)
    for _ in range(_MOST_STEPS):
        a, b, eta = x[active], y[active], at[active]
        share, rest = special.expit(eta), special.expit(-eta)
        mass = np.exp(log_choose[active] + a * special.log_expit(eta) + b * special.log_expit(-eta))
        score = special.ndtri(special.betainc(a + 1, b, share) + mass / 2)
        slope = mass / 2 * (a * rest + b * share) * _ROOT_2_PI * np.exp(score**2 / 2)
        step = (score + z[active]) / slope
        at[active] = eta - step
        # The error left is of the order of the step squared.
        active = active[np.abs(step) > _SMALL_STEP]
        if not active.size:
            break
    return np.asarray(np.exp(at))


def _search_far_odds(x: NDArray[np.float64], y: NDArray[np.float64], z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Search where the tail is too small to be a number: on the signed root of the deviance, by halving."""
    high = np.log(x / y)
    low = high - 1.0
    while np.any(reached := _root_deviance(x, y, special.expit(low)) < z):
        low = np.where(reached, high - 2 * (high - low), low)
    for _ in range(_MOST_STEPS):
        middle = (low + high) / 2
        beyond = _root_deviance(x, y, special.expit(middle)) >= z
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return np.asarray(np.exp(low))


def _root_deviance(x: NDArray[np.float64], y: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    n = x + y
    with np.errstate(divide="ignore", invalid="ignore"):
        deviance = 2 * (special.xlogy(x, x / (n * share)) + special.xlogy(y, y / (n * (1 - share))))
    return np.asarray(np.sqrt(np.maximum(deviance, 0.0)))
