"""A draft taken apart: every number once, with its sentence, the words around it and the year it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawstats.drafts.timing import date_items
from lawstats.quantities import Quantity, find_quantities
from lawstats.reading.reports.context import OUTSIDE, REQUIRED
from lawstats.reading.reports.headings import find_headings, heading_of
from lawstats.reading.reports.periods import find_mentions, report_period
from lawstats.reading.reports.phrases import PhraseBook, phrase_book
from lawstats.reading.reports.sections import find_sections
from lawstats.reading.reports.sentences import Sentence, level, plain
from lawstats.reading.reports.walk import walk
from lawstats.reading.reports.windows import Window, windows_of

if TYPE_CHECKING:
    from lawstats.indicators import Vocabulary
    from lawstats.reading.reports.periods import Mention, Period

__all__ = ["Draft", "Item", "Passage", "take_apart"]

#: 比上一年多了9起: no length of time, but the year before and a verb.
_YEAR_BEFORE = re.compile(r"[上前头]$")
_AHEAD = re.compile(
    r"\s*(?:[(][一二三四五六七八九十]+[)]|[一二三四五六七八九十]是|\d+[、.])?\s*(?:下一?步|下阶段|下一阶段|今后|明年|来年|下一?年度?|(?P<year>20\d\d)年)"
)


@dataclass(slots=True)
class Item:
    """One number of the draft.

    Attributes
    ----------
    quantity : Quantity
        The number; offsets into the draft.
    window : Window
        The words around it.
    codes : tuple of str
        The indicators it is a figure of, by the reader of reports; filled in further by `subjects`.
    reason : str
        Why the reader of reports takes it for no result of the year; ``""`` for a figure.
    year : int
        The year its words date it to.
    period : Period or None
        The part of a year it covers, None for a whole one.
    share : tuple of str or None
        Of a share (占24.7%) the indicators it is a share of: the part and the whole; filled in by `shares`.
    """

    quantity: Quantity
    window: Window
    codes: tuple[str, ...] = ()
    reason: str = ""
    year: int = 0
    period: Period | None = None
    share: tuple[str, str] | None = None

    @property
    def start(self) -> int:
        """Offset into the draft."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Offset into the draft."""
        return self.quantity.end


@dataclass(slots=True)
class Passage:
    """One sentence with its numbers."""

    number: int
    sentence: Sentence
    ahead: bool
    heading: str
    before: str
    mentions: list[Mention]
    items: list[Item] = field(default_factory=list)
    previous: Passage | None = None

    @property
    def around(self) -> str:
        """Heading, sentence before and this one: what a topic is looked for in."""
        return f"{plain(self.heading)}。{plain(self.before)}。{plain(self.sentence.text)}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, taken apart; `figures` says how many the reader of reports has placed."""

    text: str
    flat: str
    year: int
    book: PhraseBook
    passages: list[Passage]
    figures: int


def take_apart(text: str, year: int, vocabulary: Vocabulary) -> Draft:
    """Take a draft apart.

    Parameters
    ----------
    text : str
        Any text.
    year : int
        The year it reports on.
    vocabulary : Vocabulary
        Indicators and their phrases.
    """
    flat = level(text)
    heads = find_headings(flat)
    sections = find_sections(text, year, heads)
    quantities = find_quantities(text)
    findings = walk(flat, quantities, vocabulary, year, sections, heads)
    covered = report_period(flat, year)
    plans = [(section.start, section.end) for section in sections if section.kind == "plans"]
    passages: list[Passage] = []
    for number, sentence in enumerate(findings.sentences, start=1):
        last = passages[-1].sentence if passages else None
        apart = last is None or "\n" in flat[last.end : sentence.start]
        ahead = any(start <= sentence.start < end for start, end in plans) or _looks_ahead(sentence.text, year)
        before = "" if apart or last is None else last.text
        mentions = find_mentions(sentence.text, year)
        previous = None if apart else passages[-1]
        heading = heading_of(heads, sentence.start)
        passages.append(Passage(number, sentence, ahead, heading, before, mentions, [], previous))
    starts = [passage.sentence.start for passage in passages]
    placed: dict[int, list[tuple[str, Period | None, Quantity]]] = {}
    for item in findings.placed:
        placed.setdefault(item.quantity.start, []).append((item.indicator.code, item.period, item.quantity))
    reasons = {item.quantity.start: (item.reason, item.quantity) for item in findings.unplaced}
    known = {item.start: item for item in quantities}
    # Zeros in words are no numerals, yet claims as good as any.
    for start, rows in placed.items():
        known.setdefault(start, rows[0][2])
    for start, (_, quantity) in reasons.items():
        known.setdefault(start, quantity)
    for quantity in quantities:
        if quantity.text in ("一年", "一年多") and _YEAR_BEFORE.search(flat[: quantity.start]):
            del known[quantity.start]
    shares: dict[int, list[Quantity]] = {}
    for start in sorted(known):
        shares.setdefault(bisect_right(starts, start) - 1, []).append(known[start])
    for at, inside in shares.items():
        if at < 0 or inside[-1].end > passages[at].sentence.end:
            passages.extend(_stray(item, year) for item in inside)
            continue
        passage = passages[at]
        for window in windows_of(passage.sentence, inside):
            start = window.quantity.start
            reason = "" if start in placed else reasons.get(start, (REQUIRED, window.quantity))[0]
            codes = tuple(dict.fromkeys(code for code, _, _ in placed.get(start, ())))
            period = placed[start][0][1] if start in placed else None
            passage.items.append(Item(window.quantity, window, codes, reason, year, period))
        date_items(passage, year, covered)
    passages.sort(key=lambda passage: passage.sentence.start)
    return Draft(text, flat, year, phrase_book(vocabulary), passages, len(findings.placed))


def _looks_ahead(sentence: str, year: int) -> bool:
    opening = _AHEAD.match(sentence)
    return opening is not None and (opening["year"] is None or int(opening["year"]) > year)


def _stray(quantity: Quantity, year: int) -> Passage:
    """Let a number that runs across the end of a sentence stand for itself."""
    sentence = Sentence(quantity.text, quantity.start, quantity.end)
    window = Window(quantity, sentence, "", "", "", "", quantity.text, "", in_aside=False, joined=False)
    return Passage(0, sentence, False, "", "", [], [Item(quantity, window, (), OUTSIDE, year)])
