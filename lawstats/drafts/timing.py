"""Which year, or which years, each number of a sentence speaks of."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from lawstats.drafts.lexicon import FALL, RISE, SHORT
from lawstats.quantities.measures import same_measure
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, OUTSIDE
from lawstats.reading.reports.periods import Period, period_at, whole_year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.passages import Item, Passage

__all__ = ["date_items"]

_RANGE = re.compile(
    r"(?P<first>(?:19|20)\d\d)年?(?:[—–\-~～]{1,2}|至|到)(?P<last>(?:19|20)\d\d)年(?!度?[^,。;]{0,6}(?:规划|纲要|方案|行动|计划|要点))"
)
_LISTED = re.compile(r"(?:(?:19|20)\d\d年?(?:度)?[、和与及,]){1,9}(?:19|20)\d\d年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FROM = re.compile(r"(?:由|从)[^,;。\d]{0,10}$")
_ON = re.compile(
    rf"[^,;。\d]{{0,2}}[,再]*(?:{RISE}|{FALL}|{SHORT}|发展|扩展|扩充|变动|调整|优化|整合|合并|精简|变更|变化|变)?[到至为成]了?"
)
_AND = re.compile(r"[、,和与及]")
_LAST_MONTH, _MOST_YEARS = 12, 10


def date_items(passage: Passage, year: int, covered: Period | None) -> None:
    """Give every number of a sentence its year and, where it is no whole one, its period.

    Parameters
    ----------
    passage : Passage
        The sentence; figures come with the period the reader of reports found.
    year : int
        The year of the draft.
    covered : Period or None
        What the draft as a whole says it covers, where it is not the year.
    """
    for item in passage.items:
        if item.reason:
            item.year, item.period = _dated(passage, item, year)
            continue
        item.period = item.period or covered
        item.year = item.period.end.year if item.period else year
        if item.period == whole_year(item.year):
            item.period = None
    _single_years(passage)
    _ranges(passage)
    _chains(passage, year)
    _ends(passage, year)


def _dated(passage: Passage, item: Item, year: int) -> tuple[int, Period | None]:
    at = item.start - passage.sentence.start
    of, period = period_at(passage.mentions, at, passage.sentence.text, year)
    if item.reason != BASE or period is not None:
        return of, period if period != whole_year(of) else None
    # 由60件增加到73件: the first is last year's, unless its own words name a year (由2020年的48件).
    named = [mention for mention in passage.mentions if mention.start < at and mention.compared]
    spoken = named and not re.search(r"[,;。\d]", passage.sentence.text[named[-1].end : at])
    return (of if spoken else of - 1), None


def _single_years(passage: Passage) -> None:
    """近三年持续上升，2024年为73件: the year named last dates the number, not the years before it."""
    for item in passage.items:
        if item.period is None or item.period.start.year == item.period.end.year:
            continue
        earlier = [mention for mention in passage.mentions if mention.start < item.start - passage.sentence.start]
        if earlier and earlier[-1].period is None and not earlier[-1].compared:
            item.year, item.period = earlier[-1].year, None


def _moves_on(passage: Passage, one: Item, other: Item) -> bool:
    return _ON.fullmatch(_between(passage, one, other).replace(" ", "")) is not None


def _ranges(passage: Passage) -> None:
    """2022—2024年分别为70件、60件、73件 is a number a year; 2022—2024年共203件 the sum of three."""
    text, offset = passage.sentence.text, passage.sentence.start
    for end, years in _several_years(passage):
        later = [mention.start for mention in passage.mentions if mention.start >= end]
        stop = min(later, default=len(text))
        inside = [
            item
            for item in passage.items
            if end <= item.start - offset < stop and item.reason != CHANGE and item.quantity.measure != "年"
        ]
        if len(inside) > 1 and _FROM.search(inside[0].window.raw_left) and _moves_on(passage, inside[0], inside[1]):
            # 三年来由65件增加到73件: from the first year of the three to the last.
            for item, of in zip(inside, (years[0], years[-1]), strict=False):
                item.year, item.period = of, None
            inside[0].reason = OTHER_YEAR
            continue
        run = _run(passage, inside)
        if len(run) == len(years):
            for item, of in zip(run, years, strict=True):
                item.year, item.period, item.reason = of, None, "" if item.codes else item.reason
            continue
        for item in inside:
            item.year = years[-1]
            item.period = Period(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))


def _several_years(passage: Passage) -> list[tuple[int, list[int]]]:
    """Find the runs of years a sentence names (2022—2024年, 近三年): where the words end, and the years."""
    text = passage.sentence.text
    found = []
    for at in [*_RANGE.finditer(text), *_LISTED.finditer(text)]:
        named = [int(year) for year in _YEAR.findall(at[0])]
        found.append((at.end(), list(range(named[0], named[-1] + 1)) if at.re is _RANGE else named))
    for mention in passage.mentions:
        period = mention.period
        if period is not None and period.start.year < period.end.year and period.end.month == _LAST_MONTH:
            found.append((mention.end, list(range(period.start.year, period.end.year + 1))))
    return [(end, years) for end, years in found if 1 < len(years) <= _MOST_YEARS and years == sorted(set(years))]


def _run(passage: Passage, items: Sequence[Item]) -> list[Item]:
    """Give the first numbers that stand in one enumeration."""
    run: list[Item] = []
    for item in items:
        if run and not _AND.fullmatch(_between(passage, run[-1], item)):
            break
        run.append(item)
    # A list is of one thing: what the first counts, the others count.
    for item in run[1:]:
        item.codes = item.codes or run[0].codes
    return run


def _chains(passage: Passage, year: int) -> None:
    """从10场到12场再到14场: the last is this year's, each other the year before the next."""
    items = passage.items
    number = 0
    while number < len(items):
        chain = [items[number]]
        if _FROM.search(items[number].window.raw_left):
            for item in items[number + 1 :]:
                moved = _ON.fullmatch(_between(passage, chain[-1], item).replace(" ", ""))
                if not moved or not same_measure(item.quantity.measure, chain[0].quantity.measure):
                    break
                chain.append(item)
        # Of two the reader of reports mostly knows the first for a base: not so in 由90名发展到114名.
        if len(chain) > 2 or (len(chain) == 2 and chain[0].reason not in (BASE, OTHER_YEAR)):
            codes = next((item.codes for item in chain if item.codes), ())
            for step, item in enumerate(reversed(chain)):
                item.year, item.period, item.codes = year - step, None, item.codes or codes
                item.reason = OTHER_YEAR if step else ("" if codes else item.reason)
        number += len(chain)


def _ends(passage: Passage, year: int) -> None:
    """2022年38件、2023年40件减少到32件: what another year's number moves to is this year's."""
    for last, item in pairwise(passage.items):
        moved = _ON.fullmatch(_between(passage, last, item).replace(" ", ""))
        if moved and item.reason == OTHER_YEAR and item.year == last.year < year:
            item.year, item.reason = year, "" if item.codes else OUTSIDE


def _between(passage: Passage, one: Item, other: Item) -> str:
    offset = passage.sentence.start
    return passage.sentence.text[one.end - offset : other.start - offset]
