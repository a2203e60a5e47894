"""Whether a promise was kept: for every value the figures admit, by how much not, and whether it could be luck."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.judging.outcomes import certainty_of
from lawstats.judging.rates import rate_ratio_test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.judging.evidence import Evidence, Figure
    from lawstats.judging.targets import Target

__all__ = ["OUTCOMES", "certainty_of_change", "gap_of", "outcome_of", "together", "words_of"]

OUTCOMES = ("完成", "部分完成", "未完成", "未提及", "无法核实")
_DONE, _PART, _NOT, _SILENT, _UNKNOWN = OUTCOMES
_TOLERANCE = 1e-9


def outcome_of(target: Target, figures: Sequence[Figure]) -> tuple[str, str]:
    """Say what holds for every value of every source, or why nothing does."""
    each = [_of_figure(target, figure) for figure in figures]
    if None in each:
        return _UNKNOWN, "approximate"
    found = {outcome for outcome in each if outcome is not None}
    return (found.pop(), "") if len(found) == 1 else (_UNKNOWN, "conflict")


def _of_figure(target: Target, figure: Figure) -> str | None:
    low, high, amount = figure.low, figure.high, target.amount
    if target.comparison == ">=":
        if low >= amount - _TOLERANCE:
            return _DONE
        if high < amount - _TOLERANCE:
            # Part of what was promised is more than nothing, or more than the year the promise starts from.
            floor_low, floor_high = (target.base.low, target.base.high) if target.base is not None else (0.0, 0.0)
            return _NOT if high <= floor_low else _PART if low > floor_high else None
        return None
    good = (high <= amount + _TOLERANCE) if target.comparison == "<=" else (low == high == amount)
    bad = (low > amount + _TOLERANCE) if target.comparison == "<=" else (high < amount or low > amount)
    return _DONE if good else _NOT if bad else None


def together(figures: Sequence[Figure]) -> tuple[float, float, float]:
    """Return what was done as one value, if there is one, and from where to where it reaches."""
    if not figures:
        return math.nan, math.nan, math.nan
    low, high = min(figure.low for figure in figures), max(figure.high for figure in figures)
    value = figures[0].value if len(figures) == 1 else (low if low == high else math.nan)
    return value, low, high


def gap_of(target: Target, done: tuple[float, float, float]) -> float:
    """Return what is lacking (or too much) where one value is known; 0 when met."""
    value, low, high = done
    if math.isnan(target.amount) or math.isnan(low):
        return math.nan
    if low == high:
        away = target.amount - value if target.comparison == ">=" else value - target.amount
        return abs(value - target.amount) if target.comparison == "==" else max(0.0, away)
    met = low >= target.amount if target.comparison == ">=" else high <= target.amount
    return 0.0 if met and target.comparison != "==" else math.nan


def certainty_of_change(target: Target, figures: Sequence[Figure], evidence: Evidence) -> str:
    """Grade a promised change against last year: reached beyond chance, or perhaps by luck."""
    base = target.base
    if base is None or evidence.library.kind_of(target.code) != "event" or len(figures) != 1:
        return ""
    now = figures[0]
    if not (now.is_exact and base.is_exact and now.low.is_integer() and base.low.is_integer()):
        return ""
    return certainty_of(float(rate_ratio_test(now.low, 1, base.low, 1).p_value), 0.05)


def words_of(figure: Figure) -> str:
    """Return the words a figure stands in; of a share its two figures."""
    if figure.of:
        part, whole = figure.of
        return f"{part.low:.15g}/{whole.low:.15g}" if part.is_exact and whole.is_exact else ""
    return figure.words
