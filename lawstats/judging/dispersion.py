"""Dispersion: how much more than pure chance yearly counts scatter, and what that does to a test.

phi is the variance of a count as a multiple of its mean: 1 for independent events, more when events come in bunches
(McCullagh and Nelder 1989, quasi-likelihood).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from lawstats.judging.inputs import as_alpha, as_counts, as_exposures, as_phi, as_pvalues, as_series
from lawstats.judging.lines import fit_log_line
from lawstats.judging.results import Result, Value, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

__all__ = [
    "MIN_DF",
    "Dispersion",
    "alpha_eff",
    "estimate_dispersion",
    "monthly_dispersion",
    "p_of_score",
    "p_with_phi",
    "phi_break",
]

#: Fewer degrees of freedom than this say too little about phi to be used.
MIN_DF = 8
#: A series with a smaller mean tells nothing about scatter: most of its counts are 0 or 1 whatever phi is.
_MIN_MEAN = 2.0


def p_with_phi(p_value: ArrayLike, phi: ArrayLike, df: ArrayLike = np.inf) -> Value:
    """P-value when the variance is `phi` times the mean.

    Parameters
    ----------
    p_value : array_like
        Two-sided p-values under phi = 1; NaN stays NaN.
    phi : array_like
        Dispersion, above 0.
    df : array_like, default infinity
        Degrees of freedom of an estimated phi; infinite when it is given or assumed.

    Returns
    -------
    float or ndarray

    Examples
    --------
    >>> round(p_with_phi(0.0039, 2), 3)
    0.041
    """
    z = -special.ndtri(as_pvalues(p_value) / 2) / np.sqrt(as_phi(phi))
    return unwrap(np.asarray(2 * stats.t.cdf(-z, df)))


def alpha_eff(phi: ArrayLike, alpha: ArrayLike = 0.05, df: ArrayLike = np.inf) -> Value:
    """Level at which a test made under phi = 1 keeps `alpha` at this phi; intervals are taken at it too.

    Examples
    --------
    >>> [round(alpha_eff(phi), 4) for phi in (1, 2, 3)]
    [0.05, 0.0056, 0.0007]
    """
    z = stats.t.isf(as_alpha(alpha) / 2, df)
    return unwrap(np.asarray(2 * special.ndtr(-z * np.sqrt(as_phi(phi)))))


def phi_break(p_value: ArrayLike, alpha: ArrayLike = 0.05) -> Value:
    """Dispersion at which a result is lost: significant below it, not above.

    Parameters
    ----------
    p_value : array_like
        Two-sided p-values under phi = 1.
    alpha : array_like, default 0.05
        The level each has to beat; with several indicators the level of its step in Holm's procedure.

    Returns
    -------
    float or ndarray
        Infinite for a p-value of 0.

    Examples
    --------
    >>> round(phi_break(0.0487), 2)
    1.01
    """
    ratio = special.ndtri(as_pvalues(p_value) / 2) / special.ndtri(as_alpha(alpha) / 2)
    return unwrap(np.asarray(ratio**2))


def p_of_score(score: ArrayLike, phi: ArrayLike, df: ArrayLike = np.inf) -> Value:
    """Return the two-sided p-value of a normal score when the variance is `phi` times the mean; NaN stays NaN.

    As `p_with_phi`, for scores whose p-value under phi = 1 is too small to be a number.

    Examples
    --------
    >>> p_of_score(70.0, 1.0), round(p_of_score(70.0, 2000.0), 3)
    (0.0, 0.118)
    """
    return unwrap(np.asarray(2 * stats.t.cdf(-np.asarray(score, dtype=np.float64) / np.sqrt(as_phi(phi)), df)))


@dataclass(frozen=True, eq=False)
class Dispersion(Result):
    """An estimated dispersion (never below 1) and the degrees of freedom behind it."""

    phi: float
    df: float

    @property
    def usable(self) -> bool:
        """Whether there is enough history to rely on it."""
        return self.df >= MIN_DF


def estimate_dispersion(series: Iterable[tuple[ArrayLike, ArrayLike, ArrayLike]]) -> Dispersion:
    """Pool the scatter of several yearly series, each round its own trend.

    Parameters
    ----------
    series : iterable of (counts, years, exposures)
        Event counts of earlier years. Series of fewer than 3 years or with a mean below 2 say nothing and are skipped.

    Returns
    -------
    Dispersion
        max(1, sum of Pearson's X squared / sum of (k - 2)); `usable` from 8 degrees of freedom on.

    Notes
    -----
    Pearson's X squared over its degrees of freedom (McCullagh and Nelder 1989), pooled because three to six years of
    one indicator cannot show its own dispersion.

    Examples
    --------
    >>> years = [2019, 2020, 2021, 2022, 2023]
    >>> found = estimate_dispersion([([30, 52, 19, 60, 41], years, [1] * 5), ([8, 9, 7, 8, 9], years, [1] * 5)])
    >>> print(found)
      phi  df
    4.174   6
    """
    chi2, df = 0.0, 0.0
    for counts, years, exposures in series:
        x = as_series("counts", counts, as_counts)
        if x.size < 3 or x.mean() < _MIN_MEAN:
            continue
        fit = fit_log_line(x, years, exposures)
        chi2, df = chi2 + float(fit.chi2), df + x.size - 2
    return Dispersion(phi=max(1.0, chi2 / df) if df else 1.0, df=df)


def monthly_dispersion(counts_now: ArrayLike, counts_before: ArrayLike) -> Dispersion:
    """Dispersion from the months of two years, each month against the same month of the other year.

    Parameters
    ----------
    counts_now, counts_before : array_like, shape (m,)
        Counts of the same months in the same order. Months with nothing in either year drop out.

    Returns
    -------
    Dispersion
        Sum of (now - before * r)**2 / (r * (now + before)) over one less than the months left, r = the ratio of totals,
        and never below 1: counts that scatter less than chance are luck.

    Raises
    ------
    ValueError
        When either year has no event at all, or the lengths differ.

    Examples
    --------
    >>> print(monthly_dispersion([6, 9, 5, 7, 8, 4, 6, 5, 9, 7, 4, 3], [5, 4, 6, 5, 3, 6, 4, 7, 5, 6, 4, 5]))
    phi  df
      1  11
    """
    now = as_series("counts_now", counts_now, as_counts)
    before = as_series("counts_before", counts_before, as_counts, now.size)
    as_exposures("total of each year", [now.sum(), before.sum()])
    together = now + before
    now, before, together = (part[together > 0] for part in (now, before, together))
    r = now.sum() / before.sum()
    df = float(now.size - 1)
    chi2 = float(np.sum((now - before * r) ** 2 / (r * together)))
    return Dispersion(phi=max(1.0, chi2 / df) if df else 1.0, df=df)
