"""Changes and shares worked out again from the numbers they are made of, with what rounding admits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.drafts.outcomes import Agreement
from lawstats.quantities.spans import Span, close, printed_span

if TYPE_CHECKING:
    from lawstats.drafts.onrecord import Stated
    from lawstats.quantities import Quantity

__all__ = ["DOUBLED", "agreement", "difference", "growth", "times"]

#: What rounds to 2.0 may be called doubled.
DOUBLED = Span(1.95, 2.05)
#: Steps in per cent so wide that 近 is held to the half of them next to the number.
_COARSE = 10.0
_TENTH = 0.1


def difference(now: Stated, base: Stated) -> Span:
    """Take before from now.

    Examples
    --------
    >>> from lawstats.drafts.onrecord import Stated
    >>> one, other = (Stated(n, Span(n, n), False, False, "", "", 2024) for n in (73.0, 60.0))
    >>> difference(one, other), growth(one, other).low
    (Span(low=13.0, high=13.0), 21.666666666666668)
    """
    return Span(now.admits.low - base.admits.high, now.admits.high - base.admits.low)


def times(now: Stated, base: Stated) -> Span | None:
    """Divide now by before; None where before may be zero."""
    if base.admits.low <= 0 or math.isinf(now.admits.low):
        return None
    high = math.inf if math.isinf(now.admits.high) else now.admits.high / base.admits.low
    low = 0.0 if math.isinf(base.admits.high) else now.admits.low / base.admits.high
    return Span(low, high)


def growth(now: Stated, base: Stated) -> Span | None:
    """Give the relative change in per cent; None where before may be zero."""
    if base.admits.low <= 0:
        return None
    moved = difference(now, base)
    if now.admits.exact and base.admits.exact:
        # One division of whole numbers: 20 % comes out as 20, not 19.999…
        share = 100 * moved.low / base.admits.low
        return Span(share, share)
    ratio = times(now, base)
    return None if ratio is None else Span(100 * (ratio.low - 1), 100 * (ratio.high - 1))


def agreement(
    quantity: Quantity,
    truth: Span,
    *,
    centre: float = math.nan,
    approximate: bool = False,
    factor: float = 1.0,
) -> Agreement:
    """Hold a printed number against what it should be.

    Parameters
    ----------
    quantity : Quantity
        The printed number.
    truth : Span
        What the numbers it is made of give; wider than a point where they were rounded or approximate.
    centre : float
        What those numbers give as printed: 97.4 % less 96.0 % is 1.4 points, though rounding admits 1.3 to 1.5.
    approximate : bool
        Whether those numbers are approximate by their words: overlap then neither proves nor refutes.
    factor : float
        What the printed number is multiplied by to be in the unit of `truth` (1 倍 more is 100 %).

    Examples
    --------
    >>> from lawstats.quantities import find_quantities
    >>> number = find_quantities("21.7%")[0]
    >>> agreement(number, Span(21.6667, 21.6667)).value, agreement(number, Span(12.3, 12.3)).value
    ('四舍五入内一致', '不一致')
    """
    printed = _claimed(quantity)
    claimed = Span(abs(printed.low) * factor, abs(printed.high) * factor)
    if claimed.low > claimed.high:
        claimed = Span(claimed.high, claimed.low)
    if not claimed.meets(truth):
        return Agreement.CONTRADICTS
    qualified = quantity.qualifier != "exact"
    if close(abs(quantity.value) * factor, truth.low if truth.exact else centre):
        return Agreement.AGREES
    if truth.exact:
        return Agreement.AGREES if qualified else Agreement.ROUNDED
    if claimed.holds(truth):
        return Agreement.AGREES if qualified else Agreement.ROUNDED
    return Agreement.NOT_ON_RECORD if approximate else Agreement.ROUNDED


def _claimed(quantity: Quantity) -> Span:
    """Give what a number claims, in its own unit, narrower than its digits where usage is.

    近三成 is not 两成: of so coarse a step only the nearer half counts. 增长一倍 is not a half more: a whole number of
    times is not said of halves.
    """
    printed = printed_span(quantity)
    step = printed.high - printed.low
    if quantity.qualifier == "under" and "近" in quantity.text:
        wide = step >= _COARSE or (quantity.measure == "倍" and step >= 1)
        return Span(printed.high - step / 2, printed.high) if wide else printed
    if quantity.qualifier == "exact" and quantity.measure == "倍" and close(quantity.value, round(quantity.value)):
        return Span(max(printed.low, quantity.value - _TENTH), min(printed.high, quantity.value + _TENTH))
    return printed
