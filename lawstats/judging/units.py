"""Several offices in one year: do they differ beyond chance, and who stands outside the funnel. Never a rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.dispersion import alpha_eff
from lawstats.judging.inputs import as_counts, as_exposures, as_phi, as_series
from lawstats.judging.rates import poisson_ci
from lawstats.judging.results import Result

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Funnel", "FunnelLine", "Homogeneity", "funnel_limits", "funnel_line", "homogeneity"]

_SIMULATIONS = 20_000
#: Two-sided levels of the inner and the outer limit (95 % and 99.8 %).
_INNER, _OUTER = 0.05, 0.002


@dataclass(frozen=True, eq=False)
class Homogeneity(Result):
    """Whether units differ by more than chance."""

    chi2: float
    df: int
    p_value: float
    dispersion: float
    method: str = "Pearson chi-squared"


def homogeneity(counts: ArrayLike, exposures: ArrayLike | None = None, *, seed: int = 0) -> Homogeneity:
    """Test whether units share one rate.

    Parameters
    ----------
    counts : array_like, shape (J,)
        Events of each unit, J at least 2.
    exposures : array_like, shape (J,), optional
        Exposures above 0; equal when left out.
    seed : int, default 0
        Seed of the simulation that replaces the chi-squared table when a unit expects fewer than 5 events.

    Returns
    -------
    Homogeneity
        `chi2`, `df` = J - 1, `p_value`, `dispersion` = chi2 / df. With no event at all p is 1.

    Raises
    ------
    ValueError
        With fewer than 2 units, lengths that differ, or an element that cannot be used.

    Notes
    -----
    Equal to R ``chisq.test(x, p = e / sum(e))``; simulated from the multinomial with the total fixed, as its
    ``simulate.p.value`` does.

    Examples
    --------
    >>> print(homogeneity([9, 14, 7, 11, 8, 12]))
     chi2  df  p_value  dispersion               method
    3.426   5   0.6346      0.6852  Pearson chi-squared
    """
    x, share = _units(counts, exposures)
    df, total = x.size - 1, x.sum()
    if total == 0:
        return Homogeneity(0.0, df, 1.0, 0.0)
    expected = total * share
    chi2 = float(np.sum((x - expected) ** 2 / expected))
    if expected.min() >= 5:
        return Homogeneity(chi2, df, float(stats.chi2.sf(chi2, df)), chi2 / df)
    drawn = np.random.default_rng(seed).multinomial(int(total), share, size=_SIMULATIONS)
    reached = np.sum(np.sum((drawn - expected) ** 2 / expected, axis=1) >= chi2 * (1 - 1e-12))
    p = (reached + 1) / (_SIMULATIONS + 1)
    return Homogeneity(chi2, df, float(p), chi2 / df, method="Pearson chi-squared, simulated")


@dataclass(frozen=True, eq=False)
class Funnel(Result):
    """Each unit against what it would expect if all shared one rate.

    `flag` is ``inside``, ``low_95``, ``high_95`` (beyond the inner limit) or ``low_998``, ``high_998`` (beyond the
    outer one).
    """

    count: NDArray[np.float64]
    expected: NDArray[np.float64]
    ratio: NDArray[np.float64]
    low_95: NDArray[np.float64]
    high_95: NDArray[np.float64]
    low_998: NDArray[np.float64]
    high_998: NDArray[np.float64]
    flag: NDArray[np.str_]


def funnel_limits(counts: ArrayLike, exposures: ArrayLike | None = None, *, phi: float = 1.0) -> Funnel:
    """Place each unit inside or outside the funnel of the common rate.

    Parameters
    ----------
    counts : array_like, shape (J,)
        Events of each unit, J at least 2, not all 0.
    exposures : array_like, shape (J,), optional
        Exposures above 0; equal when left out.
    phi : float, default 1
        Dispersion; the limits widen to `alpha_eff(phi)`.

    Returns
    -------
    Funnel
        Expected count, ratio observed/expected, the unit's own interval of the ratio at 95 % and 99.8 %, and the flag.

    Raises
    ------
    ValueError
        With fewer than 2 units, no event at all, lengths that differ, or an element that cannot be used.

    Notes
    -----
    Spiegelhalter (2005). A unit is outside when its exact Poisson interval leaves out its expected count, which is the
    rule of PHEindicatormethods ``assign_funnel_significance``. Of 8 units alike one is beyond 95 % in 13 to 22 years
    of a hundred, so the inner limit only asks for attention.

    Examples
    --------
    >>> funnel_limits([41, 12, 25, 60], [21, 11, 14, 10]).flag.tolist()
    ['inside', 'low_998', 'inside', 'high_998']
    """
    x, share = _units(counts, exposures)
    if x.sum() == 0:
        raise ValueError("counts are all 0; without an event there is nothing to compare")
    expected = x.sum() * share
    inner = poisson_ci(x, 1, alpha_eff(as_phi(phi), _INNER))
    outer = poisson_ci(x, 1, alpha_eff(as_phi(phi), _OUTER))
    flag = np.select(
        [expected < outer.ci_low, expected > outer.ci_high, expected < inner.ci_low, expected > inner.ci_high],
        ["high_998", "low_998", "high_95", "low_95"],
        default="inside",
    )
    return Funnel(
        count=x,
        expected=expected,
        ratio=x / expected,
        low_95=inner.ci_low / expected,
        high_95=inner.ci_high / expected,
        low_998=outer.ci_low / expected,
        high_998=outer.ci_high / expected,
        flag=flag,
    )


@dataclass(frozen=True, eq=False)
class FunnelLine(Result):
    """Points of the funnel's lines: at `expected_...` events expected, observing `count` lies exactly on that line."""

    count: NDArray[np.float64]
    expected_upper_95: NDArray[np.float64]
    expected_lower_95: NDArray[np.float64]
    expected_upper_998: NDArray[np.float64]
    expected_lower_998: NDArray[np.float64]


def funnel_line(counts: ArrayLike) -> FunnelLine:
    """Return where given counts lie exactly on the lines of a funnel, for drawing them.

    Parameters
    ----------
    counts : array_like
        Whole numbers; the ratio of a point is count / expected. A count of 0 has no upper line (expected 0).

    Returns
    -------
    FunnelLine

    Examples
    --------
    >>> round(float(funnel_line([20]).expected_upper_95[0]), 3)
    12.217
    """
    x = np.atleast_1d(as_counts("counts", counts))
    inner, outer = poisson_ci(x, 1, _INNER), poisson_ci(x, 1, _OUTER)
    return FunnelLine(x, *(np.asarray(end) for end in (inner.ci_low, inner.ci_high, outer.ci_low, outer.ci_high)))


def _units(counts: ArrayLike, exposures: ArrayLike | None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    x = as_series("counts", counts, as_counts)
    if x.size < 2:
        raise ValueError(f"counts has {x.size} unit; comparing takes at least 2")
    e = np.ones(x.size) if exposures is None else as_series("exposures", exposures, as_exposures, x.size)
    return x, e / e.sum()
