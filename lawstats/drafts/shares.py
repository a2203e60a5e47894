"""Shares and rates of a draft, divided again: by the counts beside them, or by those on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, uncheckable
from lawstats.drafts.recompute import agreement
from lawstats.quantities.spans import Span, printed_span, proportion
from lawstats.reading.reports.ratios import find_rate, find_share, of_words, other_base, per_cent, shares_words
from lawstats.telling.wording import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_rate", "check_share"]


def check_share(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome:
    """Divide a part by its whole."""
    ratio = find_share(item, passage.items, _above(passage))
    if ratio is None:
        return _from_records(item, passage, namer, shelf)
    part, wholes, of = ratio.part, ratio.wholes, ratio.of
    spans = [(printed_span(other.quantity), other.quantity.text) for other in wholes]
    for other in wholes:
        for code in other.codes:
            spans.extend((one.admits, one.words) for one in shelf.stated(code, other.year, other.period))
    for code in namer.of_words(of, passage, item.start - passage.sentence.start) if of else ():
        spans.extend((one.admits, one.words) for one in shelf.stated(code, part.year, part.period))
    outcome = _best(item, printed_span(part.quantity), spans, part.quantity.text)
    if outcome.verdict is not Agreement.CONTRADICTS:
        return outcome
    if of and not any(shares_words(of, other) for other in wholes):
        return uncheckable(f"没有认出“{of}”的总数")
    return outcome


def _above(passage: Passage) -> list[Item]:
    """Give the numbers of the sentence before, where this one begins with 其中."""
    above = passage.previous
    if above is None or not passage.sentence.text.lstrip().startswith("其中"):
        return []
    return above.items


def _from_records(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome:
    """Check a share without its counts: both have to be on record under their own names."""
    said = of_words(item)
    if said is None:
        return uncheckable("没有认出是哪个数的占比")
    words, of = said[0] or item.window.carried, said[1]
    position = item.start - passage.sentence.start
    parts = namer.of_words(words, passage, position) if words else ()
    wholes = namer.of_words(of, passage, position) if of else ()
    outcomes = []
    for part_code in parts:
        for whole_code in wholes:
            part, whole = shelf.stated(part_code, item.year), shelf.stated(whole_code, item.year)
            for one in part:
                for other in whole:
                    truth = proportion(one.admits, other.admits)
                    if truth is not None and part_code != whole_code:
                        record = "；".join((words_of(part), words_of(whole)))
                        verdict = agreement(item.quantity, truth, factor=per_cent(item))
                        outcomes.append(
                            Outcome(verdict, record, sources_of(part, whole), _divided(one.words, other.words, truth))
                        )
    return kindest(outcomes) if outcomes else uncheckable("占比没有可用的分项和合计")


def _best(item: Item, part: Span, wholes: Sequence[tuple[Span, str]], words: str) -> Outcome:
    outcomes = []
    for whole, name in wholes:
        truth = proportion(part, whole)
        if truth is None:
            continue
        verdict = agreement(item.quantity, truth, factor=per_cent(item))
        outcomes.append(Outcome(verdict, note=_divided(words, name, truth)))
    return kindest(outcomes) if outcomes else uncheckable("占比没有可用的合计")


def _divided(part: str, whole: str, truth: Span) -> str:
    if not truth.exact:
        return f"按{part}、{whole}重算"
    return f"按{part}、{whole}重算为{decimal(truth.low)}%"


def check_rate(item: Item, passage: Passage) -> Outcome | None:
    """Divide a rate's own counts; None where the sentence does not hold them."""
    ratio = find_rate(item, passage.items)
    if ratio is None:
        return None
    part, wholes = ratio.part, ratio.wholes
    spans = [(printed_span(other.quantity), other.quantity.text) for other in wholes]
    outcome = _best(item, printed_span(part.quantity), spans, part.quantity.text)
    if outcome.verdict is Agreement.CONTRADICTS and other_base(
        item, part, max(other.quantity.high for other in wholes)
    ):
        return uncheckable(f"{outcome.note}；分母可能不是这个数，请写明")
    return outcome
