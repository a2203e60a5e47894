"""Averages of a draft divided again: 平均每名调解员化解1.06件, 每千户4.2件."""

from __future__ import annotations

import math
import re
from itertools import product
from typing import TYPE_CHECKING

from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, noted, uncheckable
from lawstats.drafts.recompute import agreement
from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import Span, printed_span
from lawstats.reading.reports.context import CHANGE
from lawstats.telling.wording import decimal

if TYPE_CHECKING:
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_average", "is_average"]

_EACH = re.compile(r"每(?P<scale>[百千万]?)(?P<measure>个|名|位|人|户|场|次|件|家)?(?P<rest>[^,;。每]*)$")
_A_HEAD = re.compile(r"(?P<who>[人户名场件年])均(?P<rest>[^,;。\d]*)$")
_HEADS = {
    "人": ("人", "名", "位"),
    "名": ("人", "名", "位"),
    "户": ("户",),
    "场": ("场", "场次", "次"),
    "件": ("件",),
    "年": ("人", "名", "位"),
}
_SCALE = {"": 1, "百": 100, "千": 1000, "万": 10_000}
#: 每千户, 每万人: what is counted there has no name of its own.
_PEOPLE = {"户": ("households",), "人": ("resident_population", "registered_population")}
_LIGHT = re.compile(r"^(?:年均|平均|全年|一年|共|约|负责|承担|参与)+|(?:约|近|为|达到?)+$")
_LONGEST_UNIT = 8


def is_average(item: Item) -> bool:
    """Whether a number is so many a head: 每个网格0.27件."""
    measure, left = item.quantity.measure, item.window.raw_left.replace(" ", "")
    counts = bool(measure) and measure not in ("%", "‰", "倍", "个百分点")
    return counts and (_EACH.search(left) is not None or _A_HEAD.search(left) is not None)


def check_average(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome:
    """Divide what is counted by those it is counted for, both as on record."""
    left = item.window.raw_left.replace(" ", "")
    said = _EACH.search(left)
    unknown = uncheckable("平均数，没有可用的分子分母")
    if said is None:
        return _a_year(item, passage, namer, shelf) or _a_head(item, passage, namer, shelf) or unknown
    readings = _readings(said, item, passage, namer)
    outcomes = []
    for top, bottom in readings:
        for one, other in product(shelf.stated(top, item.year), shelf.stated(bottom, item.year)):
            truth = _share_out(one.admits, other.admits, _SCALE[said["scale"]])
            if truth is not None:
                record = "；".join((words_of([one]), words_of([other])))
                made = Outcome(_weigh(item, truth), record, sources_of([one, other]))
                outcomes.append(noted(made, _worked_out(one.words, other.words, truth)))
    return kindest(outcomes) if outcomes else unknown


def _a_year(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome | None:
    """三年来年均化解63.7件: the years on record, added up and divided; None where the sentence names no years."""
    said = _A_HEAD.search(item.window.raw_left.replace(" ", ""))
    earlier = [other for other in passage.items if other.start < item.start]
    periods = [other.period for other in (*earlier, item) if other.period] + [
        at.period for at in passage.mentions if at.period
    ]
    several = [period for period in periods if period.start.year < period.end.year]
    if said is None or said["who"] != "年" or not several:
        return None
    what = _LIGHT.sub("", said["rest"])
    codes = namer.of_words(what, passage, item.start - passage.sentence.start) if what else ()
    codes = codes or next((other.codes for other in reversed(earlier) if other.codes), ())
    years = range(several[-1].start.year, several[-1].end.year + 1)
    outcomes = []
    for code in codes:
        stated = [shelf.stated(code, year) for year in years]
        for chosen in product(*stated):
            total = Span(sum(one.admits.low for one in chosen), sum(one.admits.high for one in chosen))
            truth = _share_out(total, Span(len(years), len(years)), 1)
            if truth is not None:
                record = "；".join(words_of(of) for of in stated)
                note = f"{years[0]}至{years[-1]}年平均" + (decimal(truth.low, 2) if truth.exact else "")
                outcomes.append(Outcome(_weigh(item, truth), record, sources_of(*stated), note))
    return kindest(outcomes) if outcomes else None


def _a_head(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome | None:
    """69名调解员化解73件，人均1.06件: the sentence's own persons and things; None where it does not hold both."""
    said = _A_HEAD.search(item.window.raw_left.replace(" ", ""))
    earlier = [other for other in passage.items[: passage.items.index(item)] if other.year == item.year]
    heads = [other for other in earlier if other.quantity.measure in _HEADS[said["who"]]] if said else []
    if said is None or not heads:
        return None
    alike = [other for other in earlier if same_measure(other.quantity.measure, item.quantity.measure)]
    tops = [(printed_span(other.quantity), other.quantity.text) for other in alike if other not in heads]
    what = _LIGHT.sub("", said["rest"])
    if what:
        codes = namer.of_words(what, passage, item.start - passage.sentence.start)
        tops += [(one.admits, one.words) for code in codes for one in shelf.stated(code, item.year)]
    outcomes = []
    for (top, words), head in product(tops, heads):
        truth = _share_out(top, printed_span(head.quantity), 1)
        if truth is not None:
            outcomes.append(Outcome(_weigh(item, truth), note=_worked_out(words, head.quantity.text, truth)))
    best = kindest(outcomes) if outcomes else None
    if best is not None and said["who"] == "年" and best.verdict is Agreement.CONTRADICTS:
        return None  # 年均 may be of several years as well as of several persons
    return best


def _share_out(top: Span, bottom: Span, scale: int) -> Span | None:
    if bottom.low <= 0 or math.isinf(bottom.high) or math.isinf(top.high):
        return None
    return Span(scale * top.low / bottom.high, scale * top.high / bottom.low)


def _worked_out(top: str, bottom: str, truth: Span) -> str:
    return f"按{top}、{bottom}重算" + (f"为{decimal(truth.low, 2)}" if truth.exact else "")


def _weigh(item: Item, truth: Span) -> Agreement:
    return agreement(item.quantity, truth) if _decimals(item) else _whole(item, truth)


def _readings(said: re.Match[str], item: Item, passage: Passage, namer: Namer) -> list[tuple[str, str]]:
    """Part the words into who is counted for and what is counted: 调解员 | 化解纠纷."""
    rest, vocabulary = said["rest"], namer.shelf.vocabulary
    position = item.start - passage.sentence.start
    if said["scale"]:
        bottoms = {0: _PEOPLE.get(said["measure"] or "", ())}
    else:
        bottoms = {cut: namer.of_unit(rest[:cut]) for cut in range(min(_LONGEST_UNIT, len(rest)), 0, -1)}
    earlier = [other for other in passage.items[: passage.items.index(item)] if other.codes and other.reason != CHANGE]
    for cut, units in bottoms.items():
        what = _LIGHT.sub("", rest[cut:])
        codes = namer.of_words(what, passage, position) if what else earlier[-1].codes if earlier else ()
        tops = namer.accepted(codes, item) if units else ()
        pairs = [(top, bottom) for top in tops for bottom in units if top != bottom and bottom in vocabulary]
        if pairs:
            return pairs
    return []


def _decimals(item: Item) -> bool:
    return not printed_span(item.quantity).exact


def _whole(item: Item, truth: Span) -> Agreement:
    """Hold a whole number to an average: it is rounded all the same."""
    claimed = Span(item.quantity.low - 0.5, item.quantity.high + 0.5)
    if not claimed.meets(truth):
        return Agreement.CONTRADICTS
    return Agreement.AGREES if truth == Span(item.quantity.low, item.quantity.high) else Agreement.ROUNDED
