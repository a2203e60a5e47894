"""Where a figure stands before a target is set for it: baseline, best year, and whether reaching it could be luck."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lawstats.judging.detectable import detectable_counts
from lawstats.judging.outcomes import strict_level
from lawstats.judging.proportions import proportion_difference_ci

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawstats.judging.evidence import Evidence

__all__ = ["Standing", "stand", "within_chance"]

#: Beyond the best year by more than this (of the figure; points of a rate) a target is pointed out.
_FAR, _FAR_POINTS = 0.5, 5.0
_LEAST_CHANGE = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure and a target for it.

    `baseline` is NaN when only its two ends are known or nothing is. `reason` is "", no_base or inside_chance.
    `detect_fall` and `detect_rise` are the counts that could not be luck, NaN where the figure is not tested.
    `reachable` is False when the target lies far beyond the best year on record (by more than half, or 5 points of a
    rate), None when there is no other year to compare.
    """

    base_year: int | None
    baseline: float
    baseline_low: float
    baseline_high: float
    reason: str
    detect_fall: float
    detect_rise: float
    best: float
    best_year: int | None
    reachable: bool | None
    rows: str


def within_chance(kind: str, baseline: float, target: float, *, whole: float = math.nan, alpha: float = 0.05) -> bool:
    """Tell whether reaching a target could be luck: the change it asks for would not be told from chance.

    Parameters
    ----------
    kind : str
        Kind of the figure; what the office decides itself (planned, stock) is no matter of luck.
    baseline, target : float
        Last year's figure and the one promised; percentages for rates.
    whole : float, optional
        Cases behind a rate.
    alpha : float, default 0.05
        Level, kept at double variance as for 明显.

    Examples
    --------
    >>> within_chance("event", 73, 69.35), within_chance("event", 73, 43), within_chance("planned", 4, 5)
    (True, False, False)
    """
    if kind not in ("event", "rate") or math.isnan(baseline) or math.isnan(target) or target == baseline:
        return False
    if kind == "event":
        if not float(baseline).is_integer():
            return False
        found = detectable_counts(baseline, alpha=strict_level(alpha))
        fall, rise = float(np.asarray(found.fall)), float(np.asarray(found.rise))
        return not (target >= rise if target > baseline else target <= fall)
    if math.isnan(whole) or whole < 1:
        return False
    now, before = round(target * whole / 100), round(baseline * whole / 100)
    p = proportion_difference_ci(now, whole, before, whole).p_value
    return float(np.asarray(p)) >= strict_level(alpha)


def stand(
    evidence: Evidence, code: str, sign: str, target_from: Callable[[float], float], last: int, alpha: float
) -> Standing:
    """Say where a figure stands and what a target for the year after `last` asks for.

    Parameters
    ----------
    evidence : Evidence
        The office's figures.
    code : str
        The figure.
    sign : str
        ``>=``, ``<=`` or ``==``.
    target_from : callable
        The target for a given baseline; the same for all where it is a plain number.
    last : int
        Last year a baseline may come from.
    alpha : float
        Level of the tests.

    Returns
    -------
    Standing
    """
    years = [year for year in evidence.years(code) if year <= last] if code else []
    figures = evidence.stated(code, years[-1]) if years else ()
    base = figures[0] if len(figures) == 1 else None
    if base is None:
        return Standing(None, *(math.nan,) * 3, "no_base", *(math.nan,) * 3, None, None, "")
    kind, rate = evidence.library.kind_of(code), evidence.library.unit_of(code) == "%"
    whole = base.of[1].low if base.of else math.nan
    # Of an approximate baseline each end must ask for more than luck could bring.
    inside = [
        within_chance(kind, end, target_from(end), whole=whole, alpha=alpha)
        for end in (base.low, base.high)
        if not _met(end, target_from(end), sign)
    ]
    fall = rise = math.nan
    if kind == "event" and base.is_exact and base.low.is_integer():
        found = detectable_counts(base.low, alpha=strict_level(alpha), minimum_change=_LEAST_CHANGE)
        fall, rise = float(np.asarray(found.fall)), float(np.asarray(found.rise))
    best, best_year = _best(evidence, code, sign, years)
    aim = target_from(base.value if base.is_exact else base.low)
    return Standing(
        years[-1],
        base.value if base.is_exact else math.nan,
        base.low,
        base.high,
        "inside_chance" if any(inside) else "",
        fall,
        rise,
        best,
        best_year,
        None if len(years) < 2 or math.isnan(aim) else _near(best, aim, sign, rate=rate),
        base.rows,
    )


def _met(number: float, target: float, sign: str) -> bool:
    return number >= target if sign == ">=" else number <= target


def _near(best: float, target: float, sign: str, *, rate: bool) -> bool:
    """Tell whether a target is within reach of the best year on record."""
    if rate:
        return abs(best - target) <= _FAR_POINTS or _met(best, target, sign)
    return best * (1 + _FAR) >= target if sign == ">=" else best <= target * (1 + _FAR)


def _best(evidence: Evidence, code: str, sign: str, years: list[int]) -> tuple[float, int]:
    known = [(figure, year) for year in years for figure in evidence.stated(code, year)]
    if sign == ">=":
        figure, year = max(known, key=lambda item: (item[0].low, item[1]))
        return figure.low, year
    figure, year = min(known, key=lambda item: (item[0].high, -item[1]))
    return figure.high, year
