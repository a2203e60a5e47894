"""Trends over years: does a yearly count go up or down beyond chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft, special, stats
from scipy.optimize import brentq

from lawstats.judging.inputs import as_alpha
from lawstats.judging.lines import LogLine, as_trend, fit_log_line
from lawstats.judging.rates import rate_ratio_test
from lawstats.judging.results import Result, Value, unwrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "PoissonTrend",
    "QuasiPoissonTrend",
    "poisson_trend_test",
    "quasi_poisson_trend",
    "trend_score",
]

#: Above this many points of the exact distribution its normal limit differs in no digit anyone prints.
_EXACT_SIZE = 300_000
#: Log ratio between the last and the first year beyond which no count can tell slopes apart.
_STEEPEST = 300.0
#: Tails of the transform below this hold rounding noise.
_SMALLEST_TAIL = 1e-10


@dataclass(frozen=True, eq=False)
class PoissonTrend(Result):
    """Exact test of a log-linear trend in counts; `annual_ratio` is the factor from one year to the next."""

    annual_ratio: float
    ci_low: float
    ci_high: float
    p_value: float
    method: str = "conditional exact mid-P"


@dataclass(frozen=True, eq=False)
class QuasiPoissonTrend(Result):
    """Log-linear trend judged against the scatter of the years round their own line."""

    annual_ratio: Value
    ci_low: Value
    ci_high: Value
    p_value: Value
    log_slope: Value
    se: Value
    t: Value
    dispersion: Value
    df_resid: int
    method: str = "quasi-Poisson t"


def poisson_trend_test(
    counts: ArrayLike,
    years: ArrayLike,
    exposures: ArrayLike | None = None,
    *,
    alpha: float = 0.05,
    midp: bool = True,
) -> PoissonTrend:
    """Test a trend in yearly counts exactly, with the interval that inverts the test.

    Parameters
    ----------
    counts : array_like, shape (k,)
        Events a year, k at least 2.
    years : array_like, shape (k,)
        Different whole years; gaps are allowed.
    exposures : array_like, shape (k,), optional
        Exposures above 0; equal when left out.
    alpha : float, default 0.05
        1 minus the confidence level.
    midp : bool, default True
        Count half the chance of the observed value, as in `rate_ratio_test`; if not, all of it.

    Returns
    -------
    PoissonTrend
        `annual_ratio` (the maximum likelihood factor a year; NaN without events), interval, central mid-P p-value.

    Raises
    ------
    ValueError
        For fewer than 2 years, a year given twice, lengths that differ, or an element that cannot be used.

    Notes
    -----
    Given the total, T = sum of year x count is sufficient for the slope; its distribution is the N-fold convolution of
    that of one event, taken by Fourier transform. Two years give `rate_ratio_test` exactly. The test knows only Poisson
    noise: with 5 years or more ask `quasi_poisson_trend` as well and believe the larger p (Berger 1982).
    Beyond 300 000 points of the distribution its normal limit is used.

    Examples
    --------
    >>> print(poisson_trend_test([51, 58, 66, 73], [2021, 2022, 2023, 2024]))
    annual_ratio  ci_low  ci_high  p_value                   method
           1.127   1.008    1.261  0.03559  conditional exact mid-P
    """
    x, t, e = as_trend(counts, years, exposures)
    level = float(as_alpha(alpha))
    if x.sum() == 0:
        return PoissonTrend(np.nan, 0.0, np.inf, 1.0)
    if x.size == 2:
        order = np.argsort(t)
        before, now = order
        two = rate_ratio_test(x[now], e[now], x[before], e[before], alpha=level, midp=midp)
        gap = 1 / (t[now] - t[before])
        ratio, low, high = (float(np.power(part, gap)) for part in (two.ratio, two.ci_low, two.ci_high))
        return PoissonTrend(ratio, low, high, float(two.p_value), two.method)
    line = fit_log_line(x, t, e)
    total = float(x.sum())
    score = float(np.sum((t - t.min()) * x))
    upper, lower = _tails(score, total, t, e, 0.0, midp)
    low, high = _invert(score, total, t, e, level / 2, midp, line)
    return PoissonTrend(
        annual_ratio=float(np.exp(line.log_slope)),
        ci_low=float(np.exp(low)),
        ci_high=float(np.exp(high)),
        p_value=min(1.0, 2 * min(upper, lower)),
        method="conditional exact mid-P" if midp else "conditional exact central",
    )


def quasi_poisson_trend(
    counts: ArrayLike, years: ArrayLike, exposures: ArrayLike | None = None, *, alpha: float = 0.05
) -> QuasiPoissonTrend:
    """Test a trend in yearly counts against their own scatter (quasi-Poisson, t on k - 2 degrees of freedom).

    Parameters
    ----------
    counts : array_like, shape (..., k)
        Events a year, k at least 3; leading dimensions are separate series over the same years.
    years : array_like, shape (k,)
        Different years.
    exposures : array_like, shape (k,), optional
        Exposures above 0; equal when left out.
    alpha : float, default 0.05
        1 minus the confidence level.

    Returns
    -------
    QuasiPoissonTrend
        `dispersion` is Pearson's X squared / (k - 2) and scales `se`, `t` and `p_value`; the interval takes
        max(1, dispersion). p is 1 when all events fall in one year, all rates are equal, or there is none.

    Raises
    ------
    ValueError
        For fewer than 3 years, a year given twice, lengths that differ, or an element that cannot be used.

    Notes
    -----
    McCullagh and Nelder (1989). Equal to statsmodels ``GLM(..., Poisson(), offset=log(e)).fit(scale="X2")`` with
    ``use_t=True`` and to R ``glm(family=quasipoisson)``; solved here as one equation in the slope so that a thousand
    series are one array.

    Examples
    --------
    >>> found = quasi_poisson_trend([30, 26, 40, 38, 51], [2020, 2021, 2022, 2023, 2024])
    >>> print(f"{found.annual_ratio:.3f} a year, p = {found.p_value:.3f}, dispersion {found.dispersion:.2f}")
    1.159 a year, p = 0.045, dispersion 0.70
    """
    x, t, e = as_trend(counts, years, exposures, least=3)
    df = t.size - 2
    line = fit_log_line(x, t, e)
    slope, se = np.asarray(line.log_slope), np.asarray(line.se)
    dispersion = np.asarray(line.chi2) / df
    # A finite line needs events in two years; without one there is nothing to test.
    untestable = np.sum(x > 0, axis=-1) < 2
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = se * np.sqrt(dispersion)
        t_value = np.where(slope == 0, 0.0, slope / scaled)
    p = np.where(untestable, 1.0, 2 * stats.t.sf(np.abs(t_value), df))
    half = stats.t.isf(float(as_alpha(alpha)) / 2, df) * se * np.sqrt(np.maximum(1.0, dispersion))
    return QuasiPoissonTrend(
        annual_ratio=unwrap(np.exp(slope)),
        ci_low=unwrap(np.exp(slope - half)),
        ci_high=unwrap(np.exp(slope + half)),
        p_value=unwrap(p),
        log_slope=unwrap(slope),
        se=unwrap(scaled),
        t=unwrap(t_value),
        dispersion=unwrap(dispersion),
        df_resid=df,
    )


def trend_score(counts: ArrayLike, years: ArrayLike, exposures: ArrayLike | None = None) -> float:
    """Return the normal score of `poisson_trend_test`: above 0 when counts rise, below when they fall.

    Where the exact tail is too small for its transform to hold, the signed root of the likelihood ratio stands in, so
    that a large dispersion can still divide it.

    Examples
    --------
    >>> round(trend_score([51, 58, 66, 73], [2021, 2022, 2023, 2024]), 3)
    2.102
    """
    x, t, e = as_trend(counts, years, exposures)
    upper, lower = _tails(float(np.sum((t - t.min()) * x)), float(x.sum()), t, e, 0.0, True)
    if min(upper, lower) > _SMALLEST_TAIL:
        return float(-special.ndtri(upper)) if upper < lower else float(special.ndtri(lower))
    flat = x.sum() * e / e.sum()
    gain = 2 * float(np.sum(special.xlogy(x, x) - special.xlogy(x, flat))) - float(fit_log_line(x, t, e).deviance)
    return float(np.copysign(np.sqrt(max(gain, 0.0)), 1.0 if upper < lower else -1.0))


def _tails(
    score: float, total: float, t: NDArray[np.float64], e: NDArray[np.float64], slope: float, midp: bool
) -> tuple[float, float]:
    """Return P(T > score) and P(T < score), each with half or all of P(T = score), if rates grow by `slope` a year."""
    offset = t - t.min()
    if total == 0:
        return (0.5, 0.5) if midp else (1.0, 1.0)
    share = special.softmax(slope * offset + np.log(e))
    if total * offset.max() > _EXACT_SIZE:
        mean = float(np.sum(share * offset))
        variance = float(np.sum(share * (offset - mean) ** 2))
        z = (total * mean - score) / np.sqrt(total * variance)
        return float(special.ndtr(z)), float(special.ndtr(-z))
    mass = _score_mass(total, offset, share)
    at = int(score)
    own = mass[at] / 2 if midp else mass[at]
    above, below = mass[at + 1 :].sum() + own, mass[:at].sum() + own
    return float(np.clip(above, 0.0, 1.0)), float(np.clip(below, 0.0, 1.0))


def _score_mass(total: float, offset: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return P(T = 0), P(T = 1), ... for the sum of `total` independent offsets."""
    size = int(total * offset.max()) + 1
    length = fft.next_fast_len(size, real=True)
    one = np.zeros(length)
    one[offset.astype(int)] = share
    mass = fft.irfft(fft.rfft(one) ** total, length)[:size]
    return np.asarray(np.maximum(mass, 0.0))


def _invert(
    score: float,
    total: float,
    t: NDArray[np.float64],
    e: NDArray[np.float64],
    tail: float,
    midp: bool,
    line: LogLine,
) -> tuple[float, float]:
    """Return the slopes at which the observed score lies at `tail` from above and from below."""
    span = float(t.max() - t.min())

    def beyond(slope: float, side: int) -> float:
        return _tails(score, total, t, e, slope, midp)[side] - tail

    def passing(side: int, direction: int) -> float:
        # Steps from the fitted slope until the tail has passed its level; each is a transform, so few are taken.
        near, width = float(line.log_slope), 3 * float(line.se)
        while beyond(near + direction * width, side) > 0 and width * span < _STEEPEST:
            width *= 2
        return float(brentq(beyond, near, near + direction * width, args=(side,), xtol=1e-13))

    # A larger slope makes large scores likelier, so each tail passes its level once; only a score at the very edge of
    # the possible ones leaves an end open.
    steepest = _STEEPEST / span
    if score == 0:
        return -np.inf, float(brentq(beyond, -steepest, steepest, args=(1,), xtol=1e-13))
    if score == total * span:
        return float(brentq(beyond, -steepest, steepest, args=(0,), xtol=1e-13)), np.inf
    return passing(0, -1), passing(1, 1)
