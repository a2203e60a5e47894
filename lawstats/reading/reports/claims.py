"""The shortcomings a report states, item by item (block ②)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.reports.sentences import level

if TYPE_CHECKING:
    from lawstats.reading.reports.sections import Section

__all__ = ["Item", "find_claims", "items_of"]

_NUMBERED = re.compile(r"(?m)^[ \t]*(?:[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}(?:、|[.](?!\d)))")
_SPOKEN = re.compile(
    r"(?:(?<=[。;:,\n])|^)[ \t]*(?:[一二三四五六七八九][是要]|第[一二三四五六七八九],|其[一二三四五六七八九],)"
)
_SHORTEST = 6


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a block, with its offset into the text."""

    text: str
    start: int


def items_of(text: str, section: Section, *, finest: bool = False) -> list[Item]:
    """Part a block into its items: (一)…, 1.…, 一是…, or its paragraphs.

    Parameters
    ----------
    text : str
        The whole report.
    section : Section
        The block.
    finest : bool
        Part each numbered item by 一是, 二是 as well; a heading above them is then no item.
    """
    # The heading itself is no item; where it runs into the paragraph only its words are left out.
    start = section.start + len(section.title)
    body = level(text[start : section.end])
    numbered = [found.start() for found in _NUMBERED.finditer(body)]
    spoken = [found.start() for found in _SPOKEN.finditer(body)]
    marks = sorted({*numbered, *spoken}) if finest else numbered or spoken
    if not marks:
        return [
            item
            for line in re.finditer(r"[^\n]+", body)
            if (item := _item(text, start + line.start(), start + line.end())) and not line[0].rstrip().endswith(":")
        ]
    ends = [*marks[1:], len(body)]
    opened, told = frozenset(numbered), frozenset(spoken)
    found = []
    for begin, end in zip(marks, ends, strict=True):
        heads_others = finest and begin in opened and end in told and "。" not in body[begin:end].rstrip()[:-1]
        item = None if heads_others else _item(text, start + begin, start + end)
        if item is not None:
            found.append(item)
    return found


def find_claims(text: str, sections: tuple[Section, ...]) -> list[Item]:
    """List every stated shortcoming."""
    return [item for section in sections if section.kind == "shortcomings" for item in items_of(text, section)]


def _item(text: str, start: int, end: int) -> Item | None:
    words = text[start:end]
    stripped = words.strip()
    if len(stripped) < _SHORTEST:
        return None
    return Item(stripped, start + len(words) - len(words.lstrip()))
