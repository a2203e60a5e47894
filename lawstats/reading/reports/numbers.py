"""The numbers of a report sentence by sentence, placed or not, with the words around them made when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawstats.reading.reports.sentences import Sentence, Window, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.walk import Findings

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


@dataclass(slots=True)
class Numbered:
    """A sentence with its numbers and the reason each is no result, in order."""

    sentence: Sentence
    numbers: list[tuple[Quantity, str]]
    _items: list[Number] = field(default_factory=list)

    def items(self) -> list[Number]:
        """Give the numbers with their windows, made once."""
        if not self._items:
            windows = windows_of(self.sentence, [quantity for quantity, _ in self.numbers])
            self._items = [
                Number(quantity, window, reason)
                for (quantity, reason), window in zip(self.numbers, windows, strict=True)
            ]
        return self._items


def numbered_sentences(findings: Findings) -> Iterator[Numbered]:
    """Give every sentence of results that holds numerals, in order; zeros in words and promises have none."""
    found: dict[int, dict[int, tuple[Quantity, str]]] = {}
    whose: dict[int, Sentence] = {}
    for placed in findings.placed:
        if not placed.in_words:
            found.setdefault(placed.sentence.start, {})[placed.quantity.start] = (placed.quantity, "")
            whose[placed.sentence.start] = placed.sentence
    for left in findings.unplaced:
        found.setdefault(left.sentence.start, {}).setdefault(left.quantity.start, (left.quantity, left.reason))
        whose[left.sentence.start] = left.sentence
    for start in sorted(found):
        numbers = found[start]
        yield Numbered(whose[start], [numbers[at] for at in sorted(numbers)])
