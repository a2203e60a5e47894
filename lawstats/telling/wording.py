"""How a number is written in a sentence: plainly, rounded half up and once, approximate ones as approximate."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["decimal", "figure", "percent", "plain", "points", "reading", "shares", "short_office"]

_TEN_THOUSAND, _HUNDRED_MILLION = 10_000, 100_000_000
_FORMS = {
    "exact": "{n}{m}",
    "over": "{n}余{m}",
    "under": "近{n}{m}",
    "about": "约{n}{m}",
    "at_least": "不少于{n}{m}",
    "at_most": "不超过{n}{m}",
}


def plain(value: float) -> str:
    """Write a number as it is, without noughts nobody stated.

    Examples
    --------
    >>> plain(73.0), plain(4.5), plain(40000)
    ('73', '4.5', '40000')
    """
    return str(int(value)) if float(value).is_integer() else f"{value:.15g}"


def percent(change: Fraction | float) -> str:
    """Write the size of a relative change in percent: one decimal, half up, from the exact ratio.

    The sign is left to the words 上升 and 下降.

    Examples
    --------
    >>> percent(Fraction(73, 60) - 1), percent(Fraction(1, 800)), percent(-0.5)
    ('21.7%', '0.1%', '50.0%')
    """
    return f"{decimal(100 * abs(_exact(change)))}%"


def points(difference: Fraction | float) -> str:
    """Write the size of a difference of two rates, given in points.

    Examples
    --------
    >>> points(Fraction(-25, 4))
    '6.3个百分点'
    """
    return f"{decimal(abs(_exact(difference)))}个百分点"


def decimal(number: Fraction | float, places: int = 1) -> str:
    """Write a number not below 0 with a fixed number of decimals, rounded half up.

    Examples
    --------
    >>> decimal(1.825, 2), decimal(Fraction(1, 20)), decimal(25)
    ('1.83', '0.1', '25.0')
    """
    scaled = math.floor(_exact(number) * 10**places + Fraction(1, 2))
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}d}"


def shares(counts: Sequence[int]) -> tuple[list[str], str]:
    """Write parts as shares of their total, each rounded by itself, with the note that owns up to the rounding.

    Parameters
    ----------
    counts : sequence of int
        The parts, not all 0.

    Returns
    -------
    tuple of (list of str, str)
        Shares with one decimal, never bent to add up; and a note, empty where they add up to 100.0 by themselves.

    Examples
    --------
    >>> shares([1, 1, 1])
    (['33.3%', '33.3%', '33.3%'], '因四舍五入，各项占比之和不等于100.0%，未作调整。')
    """
    written = [percent(Fraction(count, sum(counts))) for count in counts]
    whole = sum(Fraction(share.rstrip("%")) for share in written) == 100
    return written, "" if whole else "因四舍五入，各项占比之和不等于100.0%，未作调整。"


def figure(value: float, low: float, high: float, qualifier: str, measure: str) -> str:
    """Write a recorded figure the way such figures are written, approximate ones with their reading.

    Parameters
    ----------
    value, low, high : float
        What was stated and what it admits; `value` is NaN for ranges and vague numbers.
    qualifier, measure : str
        As in a records table.

    Examples
    --------
    >>> figure(73, 73, 73, "exact", "件"), figure(40000, 40000, 49999, "over", "份")
    ('73件', '4万余份（按40000至49999份计）')
    >>> figure(float("nan"), 10, 12, "range", "件"), figure(60, 60, float("inf"), "at_least", "件")
    ('10至12件', '不少于60件')
    """
    if qualifier in _FORMS and not math.isnan(value):
        words = _FORMS[qualifier].format(n=_short(value) if qualifier != "exact" else plain(value), m=measure)
        return words + (reading(low, high, measure) if qualifier in ("over", "under", "about") else "")
    if math.isinf(high):
        return f"{plain(low)}{measure}以上"
    return f"{plain(low)}至{plain(high)}{measure}"


def reading(low: float, high: float, measure: str) -> str:
    """Say, in brackets, from where to where an approximate figure is taken to reach.

    Examples
    --------
    >>> reading(21, 30, "人"), reading(40000, float("inf"), "份")
    ('（按21至30人计）', '（上限未写明）')
    """
    if math.isinf(high):
        return "（上限未写明）"
    low, high = math.ceil(low), math.floor(high)
    return f"（按{plain(low)}至{plain(high)}{measure}计）" if low < high else ""


def _short(value: float) -> str:
    """Write a round number with 万 or 亿, as approximate figures are."""
    for unit, sign in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if value >= unit and value % (unit / 10) == 0:
            return f"{value / unit:g}{sign}"
    return plain(value)


def _exact(number: Fraction | float) -> Fraction:
    """Take a float for the decimal it prints as: 1.825 is meant, not 1.82499999..."""
    return number if isinstance(number, Fraction) else Fraction(str(float(number)))


def short_office(office: str) -> str:
    """Leave city and district out of an office's name, where something is left.

    Examples
    --------
    >>> short_office("示例市示例区示例街道"), short_office("示例市示例区")
    ('示例街道', '示例市示例区')
    """
    tail = office.rsplit("区", 1)[-1]
    return tail if len(tail) >= 3 else office
