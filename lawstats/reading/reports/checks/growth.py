"""Changes worked out again from the numbers they are of, with what rounding admits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from lawstats.quantities.spans import Span, close, printed_span
from lawstats.reading.reports.checks.moves import Move, is_count

if TYPE_CHECKING:
    from lawstats.reading.reports.checks.numbers import Number

__all__ = ["disagreement"]

#: A whole number of times is not said of halves: 增长一倍 is 90 % to 110 % more.
_WHOLE_TIMES = 0.1
_ABOUT_HALF = 0.05
#: What rounds to twice as much may be called doubled.
_DOUBLED = Span(0.975, 1.025)


def disagreement(move: Move) -> tuple[list[Number], str] | None:
    """Work a change out again; the numbers concerned and what was found, None where they agree."""
    if move.base is not None and move.change.quantity.measure == "个百分点" and is_count(move.base):
        found = f"“{move.change.quantity.text}”说的是件数、人数的变化，应写百分之几，不是百分点"
        return [move.nows[-1], move.base, move.change], found
    claimed, at_their_word = _claimed(move), _at_their_word(move)
    truths = [(now, truth) for now in move.nows if (truth := _truth(move, now, at_their_word)) is not None]
    if not truths or any(claimed.meets(one) for _, truth in truths for one in truth):
        return None
    now, truth = truths[-1]
    if move.base is not None:
        pair, start = [now, move.base], f"由“{move.base.quantity.text}”到“{now.quantity.text}”"
    else:
        step, sign = move.step or (now, 1)
        pair = [now, step]
        start = f"按“{now.quantity.text}”和{'增加' if sign > 0 else '减少'}的“{step.quantity.text}”推算，"
    return [*pair, move.change], f"{start}{_said(move, truth[0])}，写的是“{move.change.quantity.text}”"


def _claimed(move: Move) -> Span:
    """Give what the change says: in per cent, in points, in the unit counted, or as a multiple."""
    quantity = move.change.quantity
    printed = printed_span(quantity)
    if quantity.text.startswith("翻"):
        return Span(quantity.low * _DOUBLED.low, quantity.high * _DOUBLED.high)
    if quantity.measure == "倍":
        if quantity.qualifier == "exact" and float(quantity.value).is_integer():
            printed = Span(quantity.value - _WHOLE_TIMES, quantity.value + _WHOLE_TIMES)
        return printed if move.ratio else Span(printed.low * 100, printed.high * 100)
    if quantity.measure == "":
        return Span((printed.low - _ABOUT_HALF) * 100, (printed.high + _ABOUT_HALF) * 100)
    return printed


def _truth(move: Move, now: Number, at_their_word: bool) -> list[Span] | None:
    """Work out what the change may be, taken with its sign; None where the numbers do not give it."""
    new, measure = _span(now, at_their_word), move.change.quantity.measure
    if move.base is not None:
        old = _span(move.base, at_their_word)
    else:
        step, sign = move.step or (now, 1)
        moved = printed_span(step.quantity)
        old = Span(new.low - moved.high, new.high - moved.low) if sign > 0 else _sum(new, moved)
    if math.isinf(new.high) or math.isinf(old.high):
        return None
    difference = Span(new.low - old.high, new.high - old.low)
    points = now.quantity.measure == "%"
    if measure == "个百分点" or (is_count(move.change) and not points):
        return [_signed(difference, move.sign)] if points == (measure == "个百分点") else None
    if old.low <= 0 or is_count(move.change):
        return None
    ratio = Span(new.low / old.high, new.high / old.low)
    if move.ratio:
        return [ratio]
    grown = _signed(Span(100 * (ratio.low - 1), 100 * (ratio.high - 1)), move.sign)
    # 由95%提高到98%，提高3%: points said as per cent are a matter of wording.
    return [grown, _signed(difference, move.sign)] if points else [grown]


def _at_their_word(move: Move) -> bool:
    """Whether rates and points are all printed in whole per cent."""
    numbers = [move.change, *move.nows, *([move.base] if move.base else [])]
    return move.change.quantity.measure == "个百分点" and all(
        one.quantity.qualifier == "exact" and "." not in one.quantity.text for one in numbers
    )


def _span(item: Number, at_their_word: bool) -> Span:
    """Give what a number may stand for; a rate may be taken at its word."""
    if at_their_word and item.quantity.measure == "%":
        return Span(item.quantity.value, item.quantity.value)
    return printed_span(item.quantity)


def _sum(one: Span, other: Span) -> Span:
    return Span(one.low + other.low, one.high + other.high)


def _signed(span: Span, sign: int) -> Span:
    return span if sign > 0 else Span(-span.high, -span.low)


def _said(move: Move, truth: Span) -> str:
    if move.ratio:
        return f"为{_written(truth)}倍"
    falls = (truth.low + truth.high) * move.sign < 0
    size = truth if truth.low + truth.high >= 0 else Span(-truth.high, -truth.low)
    measure = move.change.quantity.measure
    unit = "个百分点" if measure == "个百分点" else measure if is_count(move.change) else "%"
    counted = unit not in ("个百分点", "%")
    verb = ("减少" if falls else "增加") if counted else ("下降" if falls else "上升")
    return f"{verb}{_written(size)}{unit}"


def _written(span: Span) -> str:
    low, high = (f"{round(end, 2):.15g}" for end in (span.low, span.high))
    return low if close(span.low, span.high) or low == high else f"{low}至{high}"
