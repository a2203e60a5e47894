"""Rates inside a draft divided again by their own counts: 受理12件、办结11件，办结率100%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.drafts.outcomes import Agreement, Outcome, uncheckable
from lawstats.drafts.shares import divided
from lawstats.quantities.spans import printed_span
from lawstats.reading.reports.checks.ratios import find_rate, other_base

if TYPE_CHECKING:
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_rate"]


def check_rate(item: Item, passage: Passage) -> Outcome | None:
    """Divide a rate's own counts; None where the sentence does not hold them."""
    ratio = find_rate(item, passage.items)
    if ratio is None:
        return None
    part, wholes = ratio.part, ratio.wholes
    spans = [(printed_span(other.quantity), other.quantity.text) for other in wholes]
    outcome = divided(item, printed_span(part.quantity), spans, part.quantity.text)
    if outcome.verdict is Agreement.CONTRADICTS and other_base(
        item, part, max(other.quantity.high for other in wholes)
    ):
        return uncheckable(f"{outcome.note}；分母可能不是这个数，请写明")
    return outcome
