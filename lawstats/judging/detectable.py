"""What could be seen at all: totals too small for any claim, and the counts that would carry one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.inputs import as_alpha, as_counts, as_exposures, as_phi
from lawstats.judging.rates import midp_score
from lawstats.judging.results import Result, Value, unwrap

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["DetectableCounts", "detectable_counts", "least_attainable_p"]


def least_attainable_p(total: ArrayLike, exposure_now: ArrayLike = 1, exposure_before: ArrayLike = 1) -> Value:
    """Smallest p-value that any split of a two-year total could reach.

    When it is not below alpha the total is too small for any claim (with equal exposures: 4 or fewer). That depends
    on totals alone, so leaving such indicators out of a family of tests is legitimate (Tarone 1990).

    Examples
    --------
    >>> least_attainable_p(4), least_attainable_p(5)
    (0.0625, 0.03125)
    """
    t1, t0 = as_exposures("exposure_now", exposure_now), as_exposures("exposure_before", exposure_before)
    n = np.asarray(total, dtype=np.float64)
    return unwrap(np.power(np.minimum(t1, t0) / (t1 + t0), n))


@dataclass(frozen=True, eq=False)
class DetectableCounts(Result):
    """The largest fall and the smallest rise that would be told from chance; NaN where none would."""

    fall: Value
    rise: Value


def detectable_counts(
    count_before: ArrayLike,
    exposure_now: ArrayLike = 1,
    exposure_before: ArrayLike = 1,
    *,
    alpha: ArrayLike = 0.05,
    phi: ArrayLike = 1,
    df: ArrayLike = np.inf,
    minimum_change: float = 0.0,
) -> DetectableCounts:
    """Find the counts next year that would carry a claim, given this year's.

    Parameters
    ----------
    count_before : array_like
        Events in the earlier period.
    exposure_now, exposure_before : array_like, default 1
        Exposures above 0 in one unit.
    alpha : array_like, default 0.05
        Level of the claim.
    phi, df : array_like, default 1 and infinity
        Dispersion the claim has to bear, and its degrees of freedom when it is an estimate.
    minimum_change : float, default 0
        Least relative change of the rate that counts as one, e.g. 0.1.

    Returns
    -------
    DetectableCounts
        `fall`: the largest later count that is a fall; `rise`: the smallest that is a rise.

    Examples
    --------
    >>> print(detectable_counts(51))
    fall  rise
      32    73
    """
    x0 = as_counts("count_before", count_before)
    t1, t0 = as_exposures("exposure_now", exposure_now), as_exposures("exposure_before", exposure_before)
    z = stats.t.isf(as_alpha(alpha) / 2, df) * np.sqrt(as_phi(phi))
    x0, t1, t0, z = np.broadcast_arrays(x0, t1, t0, z)
    expected = x0 * t1 / t0

    def is_fall(x1: NDArray[np.float64]) -> NDArray[np.bool_]:
        small = x1 <= expected * (1 - minimum_change)
        return (midp_score(x0, x1, t0, t1) > z) & small & (x1 < expected)

    def is_rise(x1: NDArray[np.float64]) -> NDArray[np.bool_]:
        large = x1 >= expected * (1 + minimum_change)
        return (midp_score(x1, x0, t1, t0) > z) & large & (x1 > expected)

    # Both claims are monotone in the later count, so whole numbers are halved down to the first that carries one.
    low, high = np.full(x0.shape, -1.0), np.floor(expected) + 1
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        found = is_fall(np.maximum(middle, 0))
        low, high = np.where(found, middle, low), np.where(found, high, middle)
    fall = np.where(low >= 0, low, np.nan)

    low, high = np.floor(expected), np.maximum(2 * np.ceil(expected), 8.0)
    while not np.all(reached := is_rise(high)):
        high = np.where(reached, high, 2 * high)
    while np.any(high - low > 1):
        middle = np.floor((low + high) / 2)
        found = is_rise(middle)
        high, low = np.where(found, middle, high), np.where(found, low, middle)
    return DetectableCounts(unwrap(fall), unwrap(high))
