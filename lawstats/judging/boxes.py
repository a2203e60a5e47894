"""Approximate counts: what holds for every value that the recorded words admit.

4万余 is 40000 to 49999. Two such intervals make a box; the mid-P is monotone in each count and exposure, so a claim
that holds at the least favourable corner holds inside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from lawstats.judging.inputs import as_counts, as_exposures
from lawstats.judging.rates import midp_score, rate_ratio_ci
from lawstats.judging.results import Interval, Value, unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

__all__ = ["Box", "p_box"]


def p_box(
    now_low: ArrayLike,
    now_high: ArrayLike,
    before_low: ArrayLike,
    before_high: ArrayLike,
    exposure_now: ArrayLike = 1,
    exposure_before: ArrayLike = 1,
) -> Value:
    """P-value that holds for every pair of counts inside two intervals.

    A rise is judged at its least favourable corner (now low, before high), a fall at the other.

    Parameters
    ----------
    now_low, now_high, before_low, before_high : array_like
        Ends of the two intervals, whole numbers. An upper end may be infinite: it never supports the claim against it.
    exposure_now, exposure_before : array_like, default 1
        Exposures above 0 in one unit.

    Returns
    -------
    float or ndarray
        Equal to the p-value of `rate_ratio_test` when both intervals are points.

    Raises
    ------
    ValueError
        Naming the element that cannot be used, or when ends are changed about.

    Examples
    --------
    >>> round(p_box(120, 129, 60, 60), 6), p_box(40000, 49999, 40000, 49999)
    (7e-06, 1.0)
    """
    return Box.of(now_low, now_high, before_low, before_high, exposure_now, exposure_before).p_value()


@dataclass(frozen=True, eq=False)
class Box:
    """Intervals of two counts and their exposures, arrays of one shape; `of` checks and broadcasts."""

    now_low: NDArray[np.float64]
    now_high: NDArray[np.float64]
    before_low: NDArray[np.float64]
    before_high: NDArray[np.float64]
    exposure_now_low: NDArray[np.float64]
    exposure_now_high: NDArray[np.float64]
    exposure_before_low: NDArray[np.float64]
    exposure_before_high: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        now_low: ArrayLike,
        now_high: ArrayLike,
        before_low: ArrayLike,
        before_high: ArrayLike,
        exposure_now: ArrayLike = 1,
        exposure_before: ArrayLike = 1,
        *,
        exposure_now_high: ArrayLike | None = None,
        exposure_before_high: ArrayLike | None = None,
    ) -> Box:
        """Check the ends and give them one shape; exposures are points unless their upper ends are given."""
        bottom_1, top_1 = _ends("now", now_low, now_high)
        bottom_0, top_0 = _ends("before", before_low, before_high)
        t1, t0 = as_exposures("exposure_now", exposure_now), as_exposures("exposure_before", exposure_before)
        t1_high = t1 if exposure_now_high is None else as_exposures("exposure_now_high", exposure_now_high)
        t0_high = t0 if exposure_before_high is None else as_exposures("exposure_before_high", exposure_before_high)
        return cls(*np.broadcast_arrays(bottom_1, top_1, bottom_0, top_0, t1, t1_high, t0, t0_high))

    @property
    def is_point(self) -> NDArray[np.bool_]:
        """Where every value is known exactly."""
        exact_exposure = (self.exposure_now_low == self.exposure_now_high) & (
            self.exposure_before_low == self.exposure_before_high
        )
        return np.asarray((self.now_low == self.now_high) & (self.before_low == self.before_high) & exact_exposure)

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """Where a count has no upper end."""
        return np.isposinf(self.now_high) | np.isposinf(self.before_high)

    def p_value(self) -> Value:
        """Return the p-value that holds everywhere in the box."""
        return unwrap(2 * special.ndtr(-np.asarray(self.score())))

    def score(self) -> Value:
        """Return the normal score of `p_value`, known also where the p-value is too small to be a number."""
        rise = midp_score(self.now_low, _closed(self.before_high), self.exposure_now_high, self.exposure_before_low)
        fall = midp_score(self.before_low, _closed(self.now_high), self.exposure_before_high, self.exposure_now_low)
        # An open end can never support the claim against it.
        rise = np.where(np.isposinf(self.before_high), 0.0, rise)
        fall = np.where(np.isposinf(self.now_high), 0.0, fall)
        return unwrap(np.maximum(0.0, np.maximum(rise, fall)))

    def ratio_ci(self, alpha: ArrayLike = 0.05, phi: ArrayLike = 1, df: ArrayLike = np.inf) -> Interval:
        """Return the interval that holds the interval of every point of the box; no estimate unless it is a point."""
        rise = (self.now_low, self.exposure_now_high, _closed(self.before_high), self.exposure_before_low)
        fall = (_closed(self.now_high), self.exposure_now_low, self.before_low, self.exposure_before_high)
        low, high = (rate_ratio_ci(*corner, alpha=alpha, phi=phi, df=df) for corner in (rise, fall))
        return Interval(
            unwrap(np.where(self.is_point, low.estimate, np.nan)),
            unwrap(np.where(np.isposinf(self.before_high), 0.0, low.ci_low)),
            unwrap(np.where(np.isposinf(self.now_high), np.inf, high.ci_high)),
            method="conditional exact mid-P",
        )

    def most_score(self) -> Value:
        """Return the largest score of the corners: what some reading of the words would give.

        An open upper end is read as far from its lower end as needed: its corners count as infinite.
        """
        most = np.zeros(self.now_low.shape)
        for x1, x0, t1, t0 in self._corners():
            finite = np.isfinite(x1) & np.isfinite(x0)
            x1, x0 = _closed(x1), _closed(x0)
            score = np.maximum(midp_score(x1, x0, t1, t0), midp_score(x0, x1, t0, t1))
            most = np.maximum(most, np.where(finite, score, np.inf))
        return unwrap(most)

    def _corners(self) -> Iterator[tuple[NDArray[np.float64], ...]]:
        """Yield the corner that favours a rise most and the one that favours a fall most."""
        yield self.now_high, self.before_low, self.exposure_now_low, self.exposure_before_high
        yield self.now_low, self.before_high, self.exposure_now_high, self.exposure_before_low


def _ends(name: str, low: ArrayLike, high: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    bottom, top = as_counts(f"{name}_low", low), np.asarray(high, dtype=np.float64)
    as_counts(f"{name}_high", _closed(top))
    if np.any(bottom > top):
        raise ValueError(f"{name}_low is above {name}_high; the ends of an interval are changed about")
    return bottom, top


def _closed(high: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stand in 0 for an end that is open, where the calculation needs a number and the result is set aside."""
    return np.where(np.isposinf(high), 0.0, high)
