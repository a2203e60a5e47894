"""Numbers that may enter a calculation: checked once, with the element that is wrong named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

__all__ = ["as_alpha", "as_counts", "as_exposures", "as_numbers", "as_phi", "as_pvalues", "as_series", "as_years"]


def as_counts(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return event counts as floats: whole, finite and not negative."""
    found = as_numbers(name, values)
    _refuse(name, found, found < 0, "is negative; a count is 0 or more")
    _refuse(name, found, found != np.floor(found), "is not a whole number; events are counted one by one")
    return found


def as_exposures(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return exposures as floats: finite and above zero, fractions allowed."""
    found = as_numbers(name, values)
    _refuse(name, found, found <= 0, "is not above 0; nothing can happen without exposure")
    return found


def as_alpha(values: ArrayLike) -> NDArray[np.float64]:
    """Return error rates strictly between 0 and 1."""
    found = as_numbers("alpha", values)
    _refuse("alpha", found, (found <= 0) | (found >= 1), "is not between 0 and 1")
    return found


def as_phi(values: ArrayLike) -> NDArray[np.float64]:
    """Return dispersions: the variance as a multiple of the mean."""
    found = as_numbers("phi", values)
    _refuse("phi", found, found <= 0, "is not above 0")
    return found


def as_pvalues(values: ArrayLike) -> NDArray[np.float64]:
    """Return p-values between 0 and 1; NaN marks a test that was not made and is let through."""
    found = np.asarray(values, dtype=np.float64)
    _refuse("p_values", found, (found < 0) | (found > 1), "is not between 0 and 1")
    return found


def as_numbers(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return finite floats."""
    found = np.asarray(values, dtype=np.float64)
    _refuse(name, found, ~np.isfinite(found), "is not a finite number; leave out what is missing")
    return found


def as_series(
    name: str, values: ArrayLike, check: Callable[[str, ArrayLike], NDArray[np.float64]], length: int | None = None
) -> NDArray[np.float64]:
    """Return one series (a flat array), of a given length when one is asked for."""
    found = check(name, values)
    if found.ndim != 1:
        raise ValueError(f"{name} has {found.ndim} dimensions; one series is a flat list")
    if length is not None and found.size != length:
        raise ValueError(f"{name} has {found.size} values where {length} are needed, one a year or unit")
    return found


def as_years(values: ArrayLike, length: int) -> NDArray[np.float64]:
    """Return years: whole numbers, none twice, one for each value of the series."""
    found = as_series("years", values, as_numbers, length)
    if np.unique(found).size != length or np.any(found != np.floor(found)):
        raise ValueError(f"years {found.tolist()} are not different whole numbers")
    return found


def _refuse(name: str, values: NDArray[np.float64], wrong: NDArray[np.bool_], why: str) -> None:
    if not wrong.any():
        return
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    where = f"{name}[{', '.join(map(str, place))}]" if place else name
    more = int(wrong.sum()) - 1
    raise ValueError(f"{where}: {values[place]:g} {why}" + (f" ({more} more like it)" if more else ""))
