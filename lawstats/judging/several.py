"""Several indicators in one report: what a p-value is worth when there were many chances to be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats

from lawstats.judging.inputs import as_pvalues, as_series

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["adjust_pvalues"]


def adjust_pvalues(p_values: ArrayLike, method: Literal["holm", "bh"] = "holm") -> NDArray[np.float64]:
    """Adjust p-values for having made several tests.

    Parameters
    ----------
    p_values : array_like, shape (m,)
        P-values; NaN marks a test that was not made, is left out of the family and stays NaN.
    method : {"holm", "bh"}, default "holm"
        "holm" (Holm 1979) keeps the chance of any false claim in the family below alpha; "bh" (Benjamini and Hochberg
        1995) keeps the share of false claims below alpha and is for screening many cells, labelled as such.

    Returns
    -------
    ndarray, shape (m,)
        Compare with alpha.

    Raises
    ------
    ValueError
        For a p-value outside 0 to 1 or a method that is neither.

    Notes
    -----
    Equal to R ``p.adjust`` and to statsmodels ``multipletests``, which takes seconds to import and no NaN.

    Examples
    --------
    >>> adjust_pvalues([0.01, 0.04, 0.03, np.nan])
    array([0.03, 0.06, 0.06,  nan])
    """
    p = as_series("p_values", p_values, lambda _, values: as_pvalues(values))
    adjusted = np.full(p.size, np.nan)
    made = np.flatnonzero(~np.isnan(p))
    if method == "bh":
        adjusted[made] = stats.false_discovery_control(p[made], method="bh") if made.size else []
    elif method == "holm":
        order = made[np.argsort(p[made], kind="stable")]
        steps = p[order] * (made.size - np.arange(made.size))
        adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps))
    else:
        raise ValueError(f'method {method!r} is neither "holm" nor "bh"')
    return adjusted
