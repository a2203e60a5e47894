"""Trends by ranks: for yearly values without counts behind them, such as percentages of an unknown total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.inputs import as_numbers, as_series, as_years
from lawstats.judging.results import Result

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["MannKendall", "mann_kendall"]


@dataclass(frozen=True, eq=False)
class MannKendall(Result):
    """Exact rank test of a monotone trend, with the Theil-Sen slope per year."""

    s: int
    tau: float
    p_value: float
    slope: float
    k: int
    method: str = "Mann-Kendall exact"


def mann_kendall(values: ArrayLike, years: ArrayLike | None = None) -> MannKendall:
    """Test a monotone trend by ranks, exactly, ties included.

    For series without counts behind them, such as percentages of an unknown total.

    Parameters
    ----------
    values : array_like, shape (k,)
        Yearly values, k at least 2.
    years : array_like, shape (k,), optional
        Different years, for the slope; 0, 1, 2, ... when left out.

    Returns
    -------
    MannKendall
        `s` (pairs up minus pairs down), `tau` (Kendall's tau-b), `p_value`, Theil-Sen `slope` per year, `k`.

    Raises
    ------
    ValueError
        For fewer than 2 values, a year given twice, lengths that differ, or an element that cannot be used.

    Notes
    -----
    Mann (1945). The distribution of S over all orders of the values is a polynomial product (pairs out of order in
    arrangements of a multiset), so ties are kept and any length is exact; ``scipy.stats.kendalltau(method="exact")``
    refuses ties. The smallest p-value is 2/k!: with fewer than 5 years nothing can be found.

    Examples
    --------
    >>> print(mann_kendall([88, 90, 91, 93, 96]))
     s  tau  p_value  slope  k              method
    10    1  0.01667      2  5  Mann-Kendall exact
    """
    y = as_series("values", values, as_numbers)
    if y.size < 2:
        raise ValueError(f"values has {y.size} value; a trend takes at least 2")
    t = np.arange(float(y.size)) if years is None else as_years(years, y.size)
    y = y[np.argsort(t)]
    t = np.sort(t)
    signs = np.sign(y[None, :] - y[:, None])[np.triu_indices(y.size, 1)]
    s, untied = int(signs.sum()), int(np.abs(signs).sum())
    tau = s / np.sqrt(untied * signs.size) if untied else 0.0
    slope = float(stats.theilslopes(y, t).slope)
    _, sizes = np.unique(y, return_counts=True)
    ways = _orders_by_inversions([int(size) for size in sizes])
    # S = untied - 2 * inversions, and the distribution is symmetric.
    reached = sum(ways[: (untied - abs(s)) // 2 + 1])
    return MannKendall(s, float(tau), min(1.0, 2 * reached / sum(ways)), slope, y.size)


def _orders_by_inversions(sizes: list[int]) -> list[int]:
    """Return how many arrangements of a multiset have 0, 1, 2, ... pairs out of order.

    MacMahon's product: the Gaussian multinomial coefficient of the tie sizes, in whole numbers of any length.
    """
    ways, placed = [1], 0
    for size in sizes:
        for i in range(1, size + 1):
            ways = _divide(_multiply(ways, placed + i), i)
        placed += size
    return ways


def _multiply(ways: list[int], n: int) -> list[int]:
    """Multiply by 1 - q**n."""
    product = ways + [0] * n
    for place, way in enumerate(ways):
        product[place + n] -= way
    return product


def _divide(ways: list[int], n: int) -> list[int]:
    """Divide by 1 - q**n, which goes without remainder."""
    quotient = list(ways)
    for place in range(n, len(quotient)):
        quotient[place] += quotient[place - n]
    return quotient[: len(quotient) - n]
