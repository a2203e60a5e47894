"""Changes with the numbers they are of, in one sentence: 40件，较上年的32件增长25%; 由95%提高到98%，提高3个百分点."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import printed_span
from lawstats.reading.reports.checks.scopes import FALLS, RISES
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, REQUIRED
from lawstats.reading.reports.light import heart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.checks.numbers import Number
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["Move", "find_move", "is_count", "turned_round"]

_YEAR = r"(?:19|20)\d\d"
_TIME = rf"(?:[上去前]一?年度?|{_YEAR}年?度?|上[周月]|上一?季度|前一[周月])(?:的?同期|全年)?"
_THAN = (
    rf"(?:同比|环比|(?:与|和|同|比|较之?|相较于?|相比)?{_TIME}(?:相比|相较|比)?|(?:与|和|同|比|较)?同期(?:相比)?|相比)"
)
_UP, _DOWN = rf"{RISES}|多|[增升涨]幅", rf"{FALLS}|少|[降跌]幅"
#: All that may stand between a number and the change it ends or begins.
_BY = re.compile(
    rf"[),、]*+(?:{_THAN}|[,(:]|则|又|再|已|净|总体|均)*+(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
    r"(?:的?(?:幅度?|率|比例|比率))?(?:了|为|达到?|约|近|出|[:])*"
)
_TURNED = re.compile(rf"[),、]*+(?:{_THAN}|[,(]|实现|整整|约|近)*+")
_RATIO = re.compile(r"的(?:约|近)?")
_IS = re.compile(r"(?:是|为|达到?|相当于|等于)[^,;。]*$")
_BEFORE = re.compile(
    rf"(?:(?:[与和同比较]|较之|相较于?|相比){_TIME}|[上去]一?年度?|上[周月]|前一[周月])(?:[^,;。\d]{{0,12}}?)[((]?(?:为|是|达|的|有|仅|共)*$"
)
_ARRIVED = re.compile(rf"[,、]*(?:达到?了?|(?:{RISES}|{FALLS})?[到至为])")
_TO = re.compile(rf"[^,;。]{{0,8}}?(?:(?P<up>{RISES})|(?P<down>{FALLS}))[到至为成]了?")
_JOINED = re.compile(r"[、和与及]|以及|,")
_NAMED_YEAR = re.compile(rf"({_YEAR})年?")
_SAYS_WHEN = re.compile(rf"{_YEAR}年|[上去前]一?年|同期")
_ON_YEAR = re.compile(r"同比|[上去]一?年")
_PART_OF_YEAR = re.compile(r"\d月|个月|半年|季度|截至|截止")
_UNCOUNTED = ("", "%", "‰", "倍", "个百分点", "年", "个月", "天", "日")
_NO_NUMBER = (CHANGE, REQUIRED)
#: A change is said of one of so many numbers before it, which holds the time of a sentence that is all numbers.
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Move:
    """A number of change, its sign, and what it can be worked out from.

    `nows` are the numbers it may be said of; `base` is the one it starts from, or `step` the difference to it. A
    `ratio` (是上年32件的1.25倍, 翻一番) is one number by the other.
    """

    change: Number
    sign: int
    nows: tuple[Number, ...]
    base: Number | None
    step: tuple[Number, int] | None = None
    ratio: bool = False


def find_move(sentence: Sentence, items: Sequence[Number], at: int) -> Move | None:
    """Find the numbers a change is of; None where the sentence does not hold them, or not beyond doubt.

    Parameters
    ----------
    sentence : Sentence
        The sentence, with levelled punctuation.
    items : sequence of Number
        Its numbers, in order.
    at : int
        Which of them is the change.
    """
    change = items[at]
    if not at or change.quantity.value < 0 or _one_of_several(sentence, items, at):
        return None
    words = _between(sentence, items[at - 1], change)
    turned = change.quantity.text.startswith("翻")
    if turned or (change.quantity.measure == "倍" and _RATIO.fullmatch(words)):
        return _ratio(sentence, items, at, words, turned=turned)
    sign = _sign(words)
    if not sign or change.reason != CHANGE:
        return None
    before, step = at - 1, None
    if not is_count(change) and items[before].reason == CHANGE and is_count(items[before]):
        lead = _between(sentence, items[before - 1], items[before]) if before else ""
        of_step = _sign(lead) or _sign(lead.rpartition(",")[2])
        if not before or of_step != sign:
            return None
        step, before = (items[before], of_step), before - 1
        words = lead
    made: tuple[tuple[Number, ...], Number | None] | None = _from_base(sentence, items, at, before, words)
    if made is None and step is not None and not _is_before(sentence, items, before):
        nows = _nows(items[: before + 1], step[0])
        made = (nows, None) if nows else None
    return None if made is None else Move(change, sign, *made, step if made[1] is None else None)


def turned_round(sentence: Sentence, items: Sequence[Number], at: int) -> tuple[list[Number], str] | None:
    """Find 由60件下降到73件; None where the words and the two numbers agree."""
    base, now = items[at - 1], items[at]
    if base.reason != BASE or not same_measure(base.quantity.measure, now.quantity.measure):
        return None
    moved = _TO.fullmatch(_between(sentence, base, now))
    if moved is None:
        return None
    one, other = printed_span(base.quantity), printed_span(now.quantity)
    wrong = other.high < one.low if moved["up"] else other.low > one.high
    verb = moved["up"] or moved["down"]
    return ([base, now], f"由“{base.quantity.text}”到“{now.quantity.text}”不是{verb}") if wrong else None


def is_count(item: Number) -> bool:
    """Whether a number counts things: no share, multiple or time."""
    return item.quantity.measure not in _UNCOUNTED


def _between(sentence: Sentence, one: Number, other: Number) -> str:
    return sentence.text[one.end - sentence.start : other.start - sentence.start].replace(" ", "")


def _sign(words: str) -> int:
    said = _BY.fullmatch(words)
    return 0 if said is None else 1 if said["up"] else -1


def _one_of_several(sentence: Sentence, items: Sequence[Number], at: int) -> bool:
    """Whether a change is one of a list (下降29%和20%) or dealt out (分别增长8%、5%)."""
    change = items[at]
    lead = sentence.text[: change.start - sentence.start]
    opening = max(lead.rfind(mark) for mark in ";。") + 1
    if "分别" in lead[opening:] or "年均" in lead[opening:]:
        return True
    if at + 1 == len(items):
        return False
    after = items[at + 1]
    joint = _between(sentence, change, after)
    return _JOINED.fullmatch(joint) is not None and after.quantity.measure == change.quantity.measure


def _is_before(sentence: Sentence, items: Sequence[Number], at: int) -> bool:
    """Whether a number is of an earlier time: 较上年的32件, 由32件, 上年32件."""
    if items[at].reason == BASE:
        return True
    lead = _lead(sentence, items, at)
    if items[at].reason in _NO_NUMBER:
        return False
    return bool(_BEFORE.search(lead) or (items[at].reason == OTHER_YEAR and _SAYS_WHEN.search(lead)))


def _lead(sentence: Sentence, items: Sequence[Number], at: int) -> str:
    start = items[at - 1].end - sentence.start if at else 0
    return sentence.text[start : items[at].start - sentence.start].replace(" ", "")


def _nows(items: Sequence[Number], like: Number) -> tuple[Number, ...]:
    """Give the numbers a change may be said of."""
    said = (
        item
        for item in reversed(items)
        if item.reason not in (*_NO_NUMBER, BASE) and same_measure(item.quantity.measure, like.quantity.measure)
    )
    return tuple(islice(said, _NEAR))[::-1]


def _from_base(
    sentence: Sentence, items: Sequence[Number], at: int, before: int, words: str
) -> tuple[tuple[Number, ...], Number] | None:
    """Find now and before where both are printed; `before` is the last number that is no change."""
    last = items[before]
    if _is_before(sentence, items, before) and not _is_latest(sentence, items, before):
        if not _sign(words) or _other_time(sentence, items, before, before, at):
            return None
        nows = _nows(items[:before], last)
        if not nows and at + 1 < len(items) and _ARRIVED.match(_between(sentence, items[at], items[at + 1])):
            nows = _nows(items[at + 1 : at + 2], last)
        return (nows, last) if nows else None
    if not before or not _is_before(sentence, items, before - 1) or last.reason in _NO_NUMBER or not _sign(words):
        return None
    base = items[before - 1]
    if not same_measure(base.quantity.measure, last.quantity.measure) or _of_another_thing(base, last):
        return None
    return None if _other_time(sentence, items, before - 1, before, at) else ((last,), base)


def _is_latest(sentence: Sentence, items: Sequence[Number], at: int) -> bool:
    """Whether a number is of a later year than those before it: 2022年32件，2023年40件，增长25%."""
    lead = _lead(sentence, items, at)
    own = _NAMED_YEAR.findall(lead)
    if not own or _BEFORE.search(lead):
        return False
    earlier = _NAMED_YEAR.findall(sentence.text[: items[at].start - sentence.start])[: -len(own)]
    return bool(earlier) and all(year < own[-1] for year in earlier)


def _of_another_thing(base: Number, now: Number) -> bool:
    """Whether the two are said of different things: 上年受理32件，今年化解40件."""
    if base.reason == BASE:
        return False
    one, other = (heart(item.window.left) for item in (base, now))
    return bool(one and other) and one not in other and other not in one


def _other_time(sentence: Sentence, items: Sequence[Number], base: int, now: int, at: int) -> bool:
    """Whether the change is against another year than that of the number before it, or part of a year and all of it."""
    opening = sentence.text[: items[max(base, now)].start - sentence.start]
    if "全年" in _lead(sentence, items, base) and _PART_OF_YEAR.search(opening):
        return True
    of_base = _NAMED_YEAR.findall(_lead(sentence, items, base))
    words = sentence.text[items[now].end - sentence.start : items[at].start - sentence.start]
    against = _NAMED_YEAR.findall(words)
    if against:
        return against[-1] not in of_base
    if not of_base or not _ON_YEAR.search(words):
        return False
    years = [int(year) for year in _NAMED_YEAR.findall(opening) if year != of_base[-1]]
    return not years or years[-1] != int(of_base[-1]) + 1


def _ratio(sentence: Sentence, items: Sequence[Number], at: int, words: str, *, turned: bool) -> Move | None:
    """Read 40件，是上年32件的1.25倍 and 由20件增加到40件，翻一番."""
    base = at - 1
    if not turned:
        if not _IS.search(_lead(sentence, items, base)) or not _is_before(sentence, items, base):
            return None
        nows = _nows(items[:base], items[base])
        return Move(items[at], 1, nows, items[base], ratio=True) if nows else None
    if not _TURNED.fullmatch(words):
        return None
    made = _from_base(sentence, items, at, base, "增长")
    return None if made is None else Move(items[at], 1, *made, ratio=True)
