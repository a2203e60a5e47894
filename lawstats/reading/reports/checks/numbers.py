"""The numbers of a report sentence by sentence, placed or not, with the words around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.sentences import Sentence
    from lawstats.reading.reports.walk import Findings
    from lawstats.reading.reports.windows import Window

__all__ = ["Number", "Numbered", "numbered_sentences"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number with the words around it, and why it is no result (``""`` where it is one)."""

    quantity: Quantity
    window: Window
    reason: str

    @property
    def start(self) -> int:
        """Offset into the text."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Offset into the text."""
        return self.quantity.end


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence with its numbers, in order."""

    sentence: Sentence
    items: list[Number]


def numbered_sentences(findings: Findings) -> list[Numbered]:
    """Give every sentence of results that holds numerals, in order; zeros in words and promises have none."""
    reasons = {left.quantity.start: left.reason for left in findings.unplaced}
    return [
        Numbered(
            windows[0].sentence,
            [Number(window.quantity, window, reasons.get(window.quantity.start, "")) for window in windows],
        )
        for windows in findings.windows
    ]
