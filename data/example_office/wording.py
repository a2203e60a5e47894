"""Text that remembers its figures: each one marked while writing, found again with its place when done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

__all__ = ["Figure", "Writer", "chinese"]

_DIGITS = "零一二三四五六七八九"
_MARK = re.compile("\ue000(\\d+)\ue001(.*?)\ue002", re.DOTALL)


@dataclass(slots=True)
class Figure:
    """One figure of a report: what it is of, what its words admit, the words and where they start."""

    indicator: str
    value: float
    low: float
    high: float
    qualifier: str
    measure: str
    evidence: str
    start: int = -1


@dataclass
class Writer:
    """Marks figures inside sentences and gives back plain text with their places."""

    figures: list[Figure] = field(default_factory=list)

    def put(
        self, indicator: str, words: str, value: float, measure: str, *, rough: tuple[float, float, str] | None = None
    ) -> str:
        """Return `words` with a mark around them; `rough` is (low, high, qualifier) of a number said roughly."""
        low, high, qualifier = rough or (value, value, "exact")
        self.figures.append(Figure(indicator, value, low, high, qualifier, measure, words))
        return f"\ue000{len(self.figures) - 1}\ue001{words}\ue002"

    def finish(self, marked: str) -> str:
        """Take the marks out of the finished text and note where each figure's words start."""
        plain, at = "", 0
        for mark in _MARK.finditer(marked):
            plain += marked[at : mark.start()]
            self.figures[int(mark[1])].start = len(plain)
            plain += mark[2]
            at = mark.end()
        return plain + marked[at:]


def chinese(number: int) -> str:
    """Write a number below 10 000 in Chinese numerals.

    Examples
    --------
    >>> chinese(12), chinese(30), chinese(105), chinese(2024)
    ('十二', '三十', '一百零五', '二千零二十四')
    """
    if not 0 <= number < 10_000:
        raise ValueError(f"only 0 to 9999: {number}")
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif words:
            zero = True
    return (words.removeprefix("一") if 10 <= number < 20 else words) or "零"
