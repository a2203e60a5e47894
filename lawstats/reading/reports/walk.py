"""One walk through a report: every number ends as a figure, a promise, or unplaced with a reason."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from lawstats.reading.reports.claims import items_of
from lawstats.reading.reports.context import OTHER_YEAR, OUTSIDE
from lawstats.reading.reports.figures import Above, Placed, Unplaced, place_quantities
from lawstats.reading.reports.headings import find_headings, heading_of
from lawstats.reading.reports.periods import find_mentions, period_at
from lawstats.reading.reports.phrases import PhraseBook, phrase_book
from lawstats.reading.reports.places import own_level
from lawstats.reading.reports.promises.commitments import Commitment, find_commitments
from lawstats.reading.reports.promises.unmeasured import unmeasured
from lawstats.reading.reports.sentences import Sentence, split_sentences
from lawstats.reading.reports.table_figures import place_row
from lawstats.reading.reports.tables_in_text import find_rows
from lawstats.reading.reports.windows import Window, windows_of
from lawstats.reading.reports.zeros import find_zeros, negations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.indicators import Vocabulary
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.headings import Heading
    from lawstats.reading.reports.sections import Section

__all__ = ["Findings", "walk"]

#: Stands for the year where a text names none: no date in it can then be another year's.
NO_YEAR = 1
_NOTHING: Mapping[str, float] = MappingProxyType({})

_AHEAD = re.compile(r"\s*(?:下一?步|下阶段|下一阶段|今后|明年|来年|(?P<year>20\d\d)年)")


@dataclass(slots=True)
class Findings:
    """What a walk brings home.

    Every quantity is in exactly one of `placed` (perhaps for two indicators), `unplaced` and `promised`, the numbers of
    `promises`. `windows` are those of the sentences of results that hold numbers, in order.
    """

    sentences: list[Sentence]
    windows: list[list[Window]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    promises: list[Commitment] = field(default_factory=list)
    promised: list[Quantity] = field(default_factory=list)


def walk(
    text: str,
    quantities: Sequence[Quantity],
    vocabulary: Vocabulary,
    year: int | None,
    sections: Sequence[Section] = (),
    heads: Sequence[Heading] | None = None,
    office: str = "",
) -> Findings:
    """Place every quantity of a text.

    Parameters
    ----------
    text : str
        The report with levelled punctuation (see `sentences.level`).
    quantities : sequence of Quantity
        Everything `find_quantities` found in it, in order.
    vocabulary : Vocabulary
        Indicators and their phrases.
    year : int or None
        The year reported on.
    sections : sequence of Section
        The blocks of the report.
    heads : sequence of Heading, optional
        Its headings, where they have been found already.
    office : str
        Whose report it is: numbers of the county above a street are not the street's.
    """
    of = NO_YEAR if year is None else year
    book = phrase_book(vocabulary)
    sentences = split_sentences(text)
    findings = Findings(sentences)
    shares, strays = _share_out(sentences, quantities)
    findings.unplaced.extend(Unplaced(item, Sentence(item.text, item.start, item.end), OUTSIDE) for item in strays)
    heads = find_headings(text) if heads is None else heads
    starts = [section.start for section in sections]
    negated = negations(text)
    rows = find_rows(text)
    row_starts = [row.start for row in rows]
    before, last_end, own = "", 0, own_level(text, office)
    earlier: Mapping[str, float] = _NOTHING
    for sentence, inside in zip(sentences, shares, strict=True):
        words, start, end = sentence
        section = sections[at] if (at := bisect_right(starts, start) - 1) >= 0 else None
        plans = section is not None and section.kind == "plans"
        if text.find("\n", last_end, start) >= 0:
            before, earlier = "", _NOTHING  # who acted in one paragraph need not act in the next
        if plans or _looks_ahead(words, of):
            due_year = (section.year if section is not None and plans else None) or of + 1
            promises, rest = find_commitments(sentence, inside, book, due_year, before)
            findings.promises.extend(promises)
            findings.unplaced.extend(Unplaced(item, sentence, why) for item, why in rest)
            left = {item.start for item, _ in rest}
            findings.promised.extend(item for item in inside if item.start not in left)
        elif rows and (line := bisect_right(row_starts, start) - 1) >= 0 and start < rows[line].end:
            over = rows[line - 1].label if line else ""
            topic = f"{heading_of(heads, start)}。{over}"
            placed, unplaced = place_row(rows[line], sentence, inside, book, of, topic)
            findings.placed.extend(placed)
            findings.unplaced.extend(unplaced)
        else:
            denied = (at := bisect_left(negated, start)) < len(negated) and negated[at] < end
            found: list[Placed] = []
            if inside or denied:
                above = Above(heading_of(heads, start), before, earlier, own)
                found = _place(findings, sentence, inside, book, of, above, denied=denied)
            earlier = {item.indicator.code: item.quantity.value for item in found} if found else _NOTHING
        before, last_end = words, end
    # A further “对…进行…” shares the start of the promise before it; its own words are told of as well.
    shared = (promise.start + max(promise.evidence.find(promise.text), 0) for promise in findings.promises)
    measured = sorted({*shared, *(promise.start for promise in findings.promises)})
    for section in sections:
        if section.kind == "plans":
            items = items_of(text, section, finest=True)
            findings.promises.extend(unmeasured(items, measured, section.year or of + 1))
    findings.promises.sort(key=lambda promise: promise.start)
    return findings


def _place(
    findings: Findings,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    book: PhraseBook,
    year: int,
    above: Above,
    *,
    denied: bool,
) -> list[Placed]:
    """Place the numbers and stated zeros of a sentence of results; `above` is what stands before it."""
    windows = windows_of(sentence, quantities, book.verbs) if quantities else []
    placed, unplaced = place_quantities(windows, book, year, above)
    if windows:
        findings.windows.append(windows)
    if denied:
        _add_zeros(sentence, book.vocabulary, year, placed, unplaced)
    findings.placed.extend(placed)
    findings.unplaced.extend(unplaced)
    return placed


def _looks_ahead(sentence: str, year: int) -> bool:
    """Whether a sentence opens on the time to come, in a text without headings too."""
    opening = _AHEAD.match(sentence)
    if opening is None or opening["year"] is None:
        return opening is not None
    # “2025年拟制定7件;2024年制定了9件”: both are told, each by its own year.
    return int(opening["year"]) > year > NO_YEAR and f"{year}年" not in sentence


def _share_out(
    sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[list[list[Quantity]], list[Quantity]]:
    """Give each sentence its quantities; one that runs across a break stays by itself."""
    shares: list[list[Quantity]] = [[] for _ in sentences]
    strays: list[Quantity] = []
    starts = [sentence.start for sentence in sentences]
    for item in quantities:
        at = bisect_right(starts, item.start) - 1
        if at >= 0 and item.end <= sentences[at].end:
            shares[at].append(item)
        else:
            strays.append(item)
    return shares, strays


def _add_zeros(
    sentence: Sentence, vocabulary: Vocabulary, year: int, placed: list[Placed], unplaced: list[Unplaced]
) -> None:
    """Add zeros stated in words; a zero written as a number too is one zero."""
    zeros = find_zeros(sentence, vocabulary)
    if not zeros:
        return
    mentions = find_mentions(sentence.text, year)
    for zero in zeros:
        item = zero.quantity
        inside = [other for other in unplaced if item.start <= other.quantity.start < item.end]
        if zero.indicator is None:
            if not inside:
                unplaced.append(Unplaced(item, sentence, OUTSIDE))
            continue
        if any(old.indicator is zero.indicator and old.quantity.value == 0 for old in placed) and re.search(
            r"[0０零]", item.text
        ):
            continue
        if any(other.quantity.value != 0 for other in inside):
            continue
        of, period = period_at(mentions, item.start - sentence.start, sentence.text, year)
        if of != year:
            unplaced.append(Unplaced(item, sentence, OTHER_YEAR))
            continue
        for other in inside:
            unplaced.remove(other)
            item = other.quantity
        placed.append(Placed(zero.indicator, item, sentence, period, in_words=True))
