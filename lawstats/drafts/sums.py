"""What a total of a draft and its parts come to: the reader's arithmetic, said as an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.drafts.outcomes import Agreement, Outcome
from lawstats.quantities.spans import close
from lawstats.reading.reports.checks.sums import Fit, add_up
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from lawstats.drafts.passages import Item
    from lawstats.quantities.spans import Span
    from lawstats.reading.reports.checks.sums import Sum

__all__ = ["check_sum"]


def check_sum(made: Sum[Item]) -> Outcome:
    """Add the parts up, and say what the words allow to be said of it."""
    addition = add_up(made)
    total = made.total.quantity
    shown = "+".join(part.quantity.text.removesuffix(total.measure) for part in made.parts)
    equation = f"稿内{shown}={_written(addition.span)}"
    if addition.fit is Fit.WHOLE:
        return Outcome(Agreement.AGREES, note=f"稿内{shown}相加相符" if made.after else f"稿内{shown}与合计相符")
    if made.after:
        return Outcome(Agreement.CONTRADICTS, note=f"{equation}，与合计不符")
    if addition.larger is not None:
        return Outcome(Agreement.CONTRADICTS, note=f"分项{addition.larger.quantity.text}大于合计{total.text}")
    if addition.fit is Fit.SOME:
        return Outcome(Agreement.AGREES, note="稿内部分分项相加等于合计，其余为其中之数")
    if addition.fit is Fit.MORE:
        return Outcome(Agreement.CONTRADICTS, note=f"{equation}，多于合计{total.text}")
    if addition.fit is Fit.LESS:
        return Outcome(Agreement.CONTRADICTS, note=f"{equation}，少于合计{total.text}")
    return Outcome(Agreement.NOT_ON_RECORD, note=f"{equation}，少于合计，如已列全请核对")


def _written(span: Span) -> str:
    return plain(span.low) if close(span.low, span.high) else f"{plain(span.low)}至{plain(span.high)}"
