"""A number of the draft against the figures on record for the same indicator and period."""

from __future__ import annotations

import math
import re
from itertools import product
from typing import TYPE_CHECKING

from lawstats.drafts.onrecord import TOGETHER, Stated, sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, noted, severest, uncheckable
from lawstats.drafts.recompute import agreement
from lawstats.quantities.spans import Span, close, printed_span
from lawstats.reading.reports.checks.scopes import ELSEWHERE, PART
from lawstats.reading.reports.context import BASE
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Item, Passage

__all__ = ["OTHERS", "about_others", "check_figure", "figure_agreement"]

OTHERS = "说的不是本机关的数"

#: 阳光社区, 甲村: a place within the office, told from 各社区, 8个社区, 走进社区 by what stands before.
_NAMED = re.compile(
    r"(?:^|[,:、(]|其中|在|由)(?P<name>[^,;:。、()\d各全每个进入到向为对本我辖该指导组织开展依托联合面等法治民主示范覆盖社区村年]{1,5}"
    r"(?:社区|村委会|居委会|村))(?![、和(与])"
)
_IN_THEM = re.compile(r"[^,;。\d]{0,12}[之当]?中,?[^;。]*$")
_SO_FAR = re.compile(r"累计|以来|任期|历年共")
_THIS_YEAR = re.compile(r"全年|今年|本年|当年|年内|年度|20\d\d年(?!以来)")
_ALL_OF_US = re.compile(r"全(?:街道|镇|乡|街|年共)|街道共|合计|总计")
_OUR_OWN = re.compile(r"(?:街道|镇|乡)$")


def check_figure(item: Item, passage: Passage, shelf: Shelf) -> Outcome:
    """Hold a figure against the record, every indicator it speaks for."""
    if about_others(passage, item.start, shelf):
        return uncheckable(OTHERS)
    return severest([_check_one(item, passage, code, shelf) for code in item.codes])


def about_others(passage: Passage, start: int, shelf: Shelf) -> bool:
    """Whether a claim is the district's or the country's, in the report of a street, town or township."""
    return _OUR_OWN.search(shelf.office) is not None and ELSEWHERE.search(_clause(passage, start)) is not None


def _part_words(item: Item, passage: Passage) -> str:
    """Find words that make a number a part only: 宪法宣传周期间, 涉及农民工."""
    clause = _clause(passage, item.start)
    earlier = [code for other in passage.items if other.start < item.start for code in other.codes if TOGETHER in code]
    if any(code in whole.split(TOGETHER) for whole in earlier for code in item.codes):
        clause = clause.replace("其中", "")  # a part of several things together is the whole of its own
    found = PART.search(clause)
    if found:
        return found[0]
    named = [at for at in _NAMED.finditer(clause) if not _ALL_OF_US.search(clause, at.end())]
    return named[-1]["name"] if named else ""


def _since_when(item: Item, passage: Passage) -> bool:
    """累计化解279件, “十四五”以来279件: of more years than one, without saying which."""
    clause = _clause(passage, item.start)
    return _SO_FAR.search(clause) is not None and not _THIS_YEAR.search(clause)


def _several_years(passage: Passage) -> bool:
    """Whether a sentence speaks of a length of years: 三年提高2.4个百分点."""
    return any(item.quantity.measure == "年" and item.quantity.high > 1 for item in passage.items)


def _some_year(item: Item, code: str, shelf: Shelf) -> bool:
    years = (shelf.stated(code, year) for year in shelf.years(code))
    return any(figure_agreement(item, one) is Agreement.AGREES for stated in years for one in stated)


def _among(item: Item, passage: Passage) -> bool:
    """排查的91件纠纷中，已化解88件: a part of the ninety-one."""
    text, offset = passage.sentence.text, passage.sentence.start
    return any(
        other.end <= item.start
        and _IN_THEM.match(text[other.end - offset : item.start - offset])
        and item.quantity.low <= other.quantity.high
        for other in passage.items
    )


def _parts_add_up(item: Item, passage: Passage, code: str, stated: list[Stated]) -> bool:
    """一级网格10个、二级网格38个: the parts of the forty-eight on record."""
    alike = [other for other in passage.items if code in other.codes and other.year == item.year and not other.reason]
    total = sum(other.quantity.value for other in alike)
    return len(alike) > 1 and any(close(total, one.value) for one in stated)


def _whole_said_before(item: Item, passage: Passage, code: str, stated: list[Stated]) -> bool:
    """调解73件，由律师参与调解40件: the whole has been said, and rightly."""
    earlier = [other for other in passage.items if other.start < item.start and code in other.codes]
    right = [other for other in earlier for one in stated if figure_agreement(other, one) is Agreement.AGREES]
    return any(other.year == item.year for other in right)


def _clause(passage: Passage, start: int) -> str:
    return re.split(r"[;。]", passage.sentence.text[: start - passage.sentence.start])[-1]


def _check_one(item: Item, passage: Passage, code: str, shelf: Shelf) -> Outcome:
    stated = shelf.stated(code, item.year, item.period)
    if not stated and item.period is not None:
        summed = _summed(item, code, shelf)
        if summed is not None:
            return summed
    if not stated:
        return uncheckable(*_nothing(item, code, shelf))
    outcome = kindest([_against(item, one, stated) for one in stated])
    if outcome.verdict is Agreement.CONTRADICTS:
        larger = all(item.quantity.high > one.admits.high for one in stated)
        if larger and _since_when(item, passage):
            return uncheckable("累计数没有写明从哪年算起", words_of(stated), sources_of(stated))
        if item.reason == BASE and _several_years(passage) and _some_year(item, code, shelf):
            return uncheckable("没有写明是哪年的数，请写明基期", words_of(stated), sources_of(stated))
        if _among(item, passage):
            return uncheckable("是前一个数里的一部分，记录只有全部的数", words_of(stated), sources_of(stated))
        if _parts_add_up(item, passage, code, stated):
            return uncheckable("几个数相加与记录相符，是其中一项", words_of(stated), sources_of(stated))
        part = _part_words(item, passage)
        smaller = all(item.quantity.low <= one.admits.high for one in stated)
        if smaller and (part or _whole_said_before(item, passage, code, stated)):
            why = f"“{part}”可能只是全年的一部分" if part else "句中前面的数与记录相符，这里可能是其中一部分"
            return uncheckable(f"{why}，记录只有全年数", words_of(stated), sources_of(stated))
        return _explained(outcome, item, code, stated, shelf)
    others = [one for one in stated if figure_agreement(item, one) is Agreement.CONTRADICTS]
    if others:
        listed = "；".join(f"{one.words}（{one.source}）" for one in others)
        published = "上年公布的" if item.year < _latest_year(passage, item) else ""
        return noted(outcome, f"记录中{published}还有{listed}，两者不一，用哪个须说明依据和口径")
    return outcome


def _summed(item: Item, code: str, shelf: Shelf) -> Outcome | None:
    """Hold the total of several years against the years on record, added up; None where they do not hold it."""
    period, indicator = item.period, shelf.vocabulary.get(code)
    if period is None or indicator is None or indicator.kind in ("stock", "rate"):
        return None
    first, last = period.start.year, period.end.year
    whole = (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)
    outcomes = []
    # 近三年, written in January, may leave out the year just ended.
    for back in (0, 1):
        years = [shelf.stated(code, of - back) for of in range(first, last + 1)]
        if not whole or first == last or not all(years):
            continue
        for chosen in product(*years):
            span = Span(sum(one.admits.low for one in chosen), sum(one.admits.high for one in chosen))
            vague = any(one.approximate for one in chosen)
            total = math.nan if vague else sum(one.value for one in chosen)
            verdict = agreement(item.quantity, span, centre=total, approximate=vague)
            record = "；".join(words_of(of) for of in years)
            added = f"{first - back}至{last - back}年合计{plain(span.low) if span.exact else '为约数'}"
            outcomes.append(Outcome(verdict, record, sources_of(*years), added))
    return kindest(outcomes) if outcomes else None


def _latest_year(passage: Passage, item: Item) -> int:
    """Give the latest year a sentence speaks of."""
    return max([item.year, *(other.year for other in passage.items), *(found.year for found in passage.mentions)])


def _against(item: Item, one: Stated, stated: list[Stated]) -> Outcome:
    verdict = figure_agreement(item, one)
    note = ""
    if verdict is Agreement.NOT_ON_RECORD:
        note = f"记录只到{one.words}，容得下此数，但不足以证实"
    return Outcome(verdict, words_of(stated), sources_of([one]), note)


def figure_agreement(item: Item, one: Stated) -> Agreement:
    """Hold a number against one figure on record."""
    quantity = item.quantity
    if quantity.qualifier == "exact" and not one.approximate and close(quantity.value, one.value):
        return Agreement.AGREES
    if quantity.low == one.admits.low and quantity.high == one.admits.high:
        return Agreement.AGREES
    span = printed_span(quantity)
    if one.approximate and quantity.qualifier != "exact" and span.low <= one.value <= span.high:
        return Agreement.AGREES  # 2.5万余 said of 约25250: neither claims more than the other knows
    return agreement(quantity, one.admits, approximate=one.approximate)


def _nothing(item: Item, code: str, shelf: Shelf) -> tuple[str, str, str]:
    """Say why there is nothing to hold a figure against."""
    if item.period is not None:
        whole = shelf.stated(code, item.year)
        span = f"{item.period.start:%Y-%m-%d}至{item.period.end:%Y-%m-%d}"
        return f"稿中说的是{span}，记录里没有同一期间的数", words_of(whole), sources_of(whole)
    years = shelf.years(code)
    if years:
        return f"没有{item.year}年的记录，有记录的年份：{'、'.join(map(str, years))}", "", ""
    return "这项指标没有记录", "", ""


def _explained(outcome: Outcome, item: Item, code: str, stated: list[Stated], shelf: Shelf) -> Outcome:
    """Add where the printed number may come from: another year, a swapped digit."""
    quantity = item.quantity
    notes = []
    for year in shelf.years(code):
        same = [one for one in shelf.stated(code, year) if close(one.value, quantity.value) and not one.approximate]
        if year != item.year and same and quantity.qualifier == "exact" and quantity.value:
            notes.append(f"{year}年的数才是{same[0].words}")
    digits = sorted(f"{quantity.value:.15g}")
    if any(sorted(f"{one.value:.15g}") == digits and len(digits) > 1 for one in stated):
        notes.append("数字次序可能颠倒")
    words = "；".join(dict.fromkeys(one.words for one in stated))
    return noted(outcome, f"记录为{words}", *notes)
