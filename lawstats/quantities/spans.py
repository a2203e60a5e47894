"""Which exact values a printed number may have come from."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawstats.quantities.finding import Quantity

__all__ = ["Span", "added", "close", "printed_span", "printed_unit", "proportion"]

_ARABIC = re.compile(r"(?P<digits>\d[\d,， ]*(?:[.．]\d+)?)\s*(?P<scale>[百千万亿]*)")
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_WIDE_SIGN = re.compile("[０-９．，]")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_RATES = ("%", "‰", "‱", "个百分点", "倍")
_TENTHS = re.compile(r"成(?P<rest>[半一二三四五六七八九]?)$")
#: 超过3万份 is true of 42 013, where 3万余份 is not.
_BEYOND = ("超过", "突破", "超", "逾", "高于", "多于", "大于")
#: 三分之一 is said of anything that rounds to it in whole per cent.
_FRACTION = 0.01


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of exact values; `exact` when the words admit one value only."""

    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it is a single value."""
        return self.low == self.high

    def holds(self, other: Span) -> bool:
        """Whether every value of the other lies in it."""
        return (self.low <= other.low or close(self.low, other.low)) and (
            other.high <= self.high or close(self.high, other.high)
        )

    def meets(self, other: Span) -> bool:
        """Whether some value lies in both."""
        return not (
            (self.high < other.low and not close(self.high, other.low))
            or (other.high < self.low and not close(other.high, self.low))
        )


def close(one: float, other: float) -> bool:
    """Whether two numbers differ by the dust of binary fractions only."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@lru_cache(maxsize=1024)  # a sentence's numbers are held against each other many times
def printed_unit(words: str, value: float, measure: str) -> float:
    """Say what one unit of the last printed place is worth, 0 for a count printed in full.

    Parameters
    ----------
    words : str
        The number as printed.
    value : float
        What it is worth, scales multiplied out.
    measure : str
        Its measure word.

    Examples
    --------
    >>> printed_unit("4.2万份", 42000.0, "份"), printed_unit("21.7%", 21.7, "%"), printed_unit("73件", 73.0, "件")
    (1000.0, 0.1, 0.0)
    >>> printed_unit("三万份", 30000.0, "份"), printed_unit("三成五", 35.0, "%"), printed_unit("三分之一", 1 / 3, "")
    (10000.0, 5.0, 0.01)
    """
    if "分之" in words and "百分之" not in words and "千分之" not in words:
        return _FRACTION
    if measure == "" and ("半" in words):
        return _FRACTION
    tenths = _TENTHS.search(words)
    if measure == "%" and tenths:
        return 5.0 if tenths["rest"] else 10.0
    printed = _ARABIC.search(words.translate(_WIDE) if _WIDE_SIGN.search(words) else words)
    if printed:
        digits = printed["digits"].replace(",", "").replace(" ", "")
        scale = math.prod(_SCALES[sign] for sign in printed["scale"])
        decimals = len(digits.partition(".")[2])
        if scale > 1 or decimals or measure in _RATES:
            return scale * 10.0**-decimals
        return 0.0
    if measure in _RATES:
        # Chinese numerals: 百分之二十一点七 has one decimal.
        spoken = re.search(r"点([〇零一二三四五六七八九]+)", words)
        return 10.0 ** -len(spoken[1]) if spoken else 1.0
    if any(sign in words for sign in "万亿") and value and float(value).is_integer():
        place = 1
        while value % (place * 10) == 0:
            place *= 10
        return float(place) if place > 1 else 0.0
    return 0.0


def printed_span(quantity: Quantity) -> Span:
    """Give the exact values a printed quantity may stand for.

    A qualified number (4万余, 约, 近) admits what its words admit, one said to be exceeded (超过, 突破) anything
    above; an exact one is taken as rounded, half a unit of its last printed place either way, when it is printed with
    a scale word or a decimal point or is a share. A count printed in full is taken at its word. This is the rule of
    statcheck (Nuijten et al. 2016) and AggChecker (Jo et al. 2019).

    Examples
    --------
    >>> from lawstats.quantities import find_quantities
    >>> [printed_span(item) for item in find_quantities("资料4.2万份，4万余份，42013份")]
    [Span(low=41500.0, high=42500.0), Span(low=40000.0, high=49999.0), Span(low=42013.0, high=42013.0)]
    """
    if quantity.qualifier == "over" and quantity.text.startswith(_BEYOND):
        # More than a whole number of things is at least one more.
        more = 0.0 if quantity.measure in _RATES or not float(quantity.low).is_integer() else 1.0
        return Span(quantity.low + more, math.inf)
    if quantity.qualifier != "exact":
        return Span(quantity.low, quantity.high)
    half = printed_unit(quantity.text, quantity.value, quantity.measure) / 2
    return Span(quantity.value - half, quantity.value + half)


def added(spans: Iterable[Span]) -> Span:
    """Add numbers up, each known to its interval.

    Examples
    --------
    >>> added([Span(51.0, 51.0), Span(41_500.0, 42_500.0)])
    Span(low=41551.0, high=42551.0)
    """
    listed = list(spans)
    return Span(sum(span.low for span in listed), sum(span.high for span in listed))


def proportion(part: Span, whole: Span) -> Span | None:
    """Give a part in per cent of a whole; None where the whole may be nothing.

    Examples
    --------
    >>> proportion(Span(51.0, 51.0), Span(136.0, 136.0))
    Span(low=37.5, high=37.5)
    """
    if whole.low <= 0:
        return None
    high = math.inf if math.isinf(part.high) else 100 * part.high / whole.low
    return Span(0.0 if math.isinf(whole.high) else 100 * part.low / whole.high, high)
