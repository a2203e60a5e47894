"""The time a figure covers: the year, a part of it, several years, or a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Mention", "Period", "find_mentions", "period_at", "report_period", "whole_year"]

_NUMERAL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_YEAR = r"(?P<year>(?:19|20)\d\d)年(?:度)?"
_DAY = r"(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号]|份?[底末])?"
_UNTIL = re.compile(
    rf"(?:截至|截止到?|统计到|到|至)(?:目前[,])?(?:{_YEAR})?{_DAY}|(?:截至|截止到?|到|至)(?P<end>(?:19|20)\d\d)年(?:年)?[底末]"
)
_MONTHS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<first>1[0-2]|[1-9])月?份?(?:[—–\-~～]{1,2}|至|到)(?P<last>1[0-2]|[1-9])月"
)
_ACROSS = re.compile(
    r"(?P<y1>(?:19|20)\d\d)年(?P<m1>1[0-2]|0?[1-9])月?份?(?:[—–\-~～]{1,2}|至|到)(?P<y2>(?:19|20)\d\d)年(?P<m2>1[0-2]|0?[1-9])月"
)
_HALF = re.compile(r"上半年|下半年|前三季度|第?[一二三四]季度(?![^,。]{0,3}[至到—-])")
_SINCE = re.compile(
    rf"(?:自|从)?{_YEAR}(?:\d+月(?:\d+日)?)?(?:以来|起至今)"
    r"|(?:自|从)(?P<from>(?:19|20)\d\d)年(?:\d+月(?:\d+日)?)?[^,。;\d]{2,30}?(?:以来|至今)"
)
_SEVERAL = re.compile(r"(?:近|最近|过去)(?P<n>[两二三四五六七八九十\d])年(?:来|间)?|(?P<m>[两二三四五六七八九十])年来")
_PLAIN_YEAR = re.compile(_YEAR)
# “去年全年”: the year in front says which.
_NOW = re.compile(r"今年|本年度?|当年|年内|(?<!年)(?<!年度)全年|现有|目前|报告期")
_COMING = re.compile(r"明年|来年|下一?年度?(?!来)")
_LAST = re.compile(r"(?:去年|上一?年度?|前年)(?![底末]|以来)")
# A year in a title or a programme's name dates the paper, not the figure.
_TITLE = re.compile(
    r"(?:(?!听取|召开|开展|办理|受理|组织|举办|审[议查核]|公布|发放|作出|查处|完成)[^,。;]){0,14}"
    r"(?:报告|计划(?![在于到开组召举完新培达实学建排制])|方案|要点|纲要|规划|清单|白皮书|版|(?:印发|修订|施行|出台|发布)(?=的|后|以来|》|\)))"
)
_COMPARED = re.compile(r"(?:[比较与同于从由自]|超过|对比|相较)$")
_ONE_NUMBER = re.compile(r"(?:同期)?(?:为|是|有)?\d")
_RANGE_BEFORE = re.compile(r"\d\s*年?\s*(?:[—–\-~～]{1,2}|至)\s*$")
_RANGE_AFTER = re.compile(r"\s*(?:[—–\-~～]{1,2}|至)\s*\d")
_ABOUT_FIGURES = re.compile(r"(?:统计|数据|报告)[^,。]{0,12}(?:截至|截止|时间|期间|期限|时段|范围|至|自)")
_OPENED = re.compile(r"《[^》]*$")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day covered."""

    start: dt.date
    end: dt.date


class Mention(NamedTuple):
    """A time named in a sentence, and whether it is only compared with."""

    start: int
    end: int
    year: int
    period: Period | None
    compared: bool


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def whole_year(year: int) -> Period:
    """January the first to December the thirty-first."""
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))


def _until(found: re.Match[str], year: int) -> Period | None:
    if found["end"]:
        return whole_year(int(found["end"]))
    of = int(found["year"] or year)
    month, day = int(found["month"]), found["day"]
    try:
        end = dt.date(of, month, int(day)) if day else _month_end(of, month)
    except ValueError:  # 2月30日: a slip of the pen, the month still stands
        end = _month_end(of, month)
    return Period(dt.date(of, 1, 1), end)


def _half(words: str, year: int) -> Period:
    if words == "上半年":
        return Period(dt.date(year, 1, 1), dt.date(year, 6, 30))
    if words == "下半年":
        return Period(dt.date(year, 7, 1), dt.date(year, 12, 31))
    if words == "前三季度":
        return Period(dt.date(year, 1, 1), dt.date(year, 9, 30))
    quarter = _NUMERAL[words.lstrip("第")[0]]
    return Period(dt.date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter))


def find_mentions(sentence: str, year: int) -> list[Mention]:
    """Find the times a sentence names, in order.

    Parameters
    ----------
    sentence : str
        The sentence.
    year : int
        The year of the report, for months without a year.
    """
    found: list[Mention] = []

    def add(at: re.Match[str], of: int, period: Period | None, compared: bool = False) -> None:
        if not any(at.start() < other.end and other.start < at.end() for other in found):
            found.append(Mention(at.start(), at.end(), of, period, compared))

    # Each pattern is tried only where letters it cannot do without are there: most sentences have none of them.
    named, monthly = "年" in sentence, "月" in sentence
    dated = named and ("20" in sentence or "19" in sentence)
    if monthly:
        for at in _ACROSS.finditer(sentence):
            first_day = dt.date(int(at["y1"]), int(at["m1"]), 1)
            last_day = _month_end(int(at["y2"]), int(at["m2"]))
            if first_day < last_day:
                add(at, last_day.year, Period(first_day, last_day))
        for at in _MONTHS.finditer(sentence):
            of, first, last = int(at["year"] or year), int(at["first"]), int(at["last"])
            if first <= last:
                add(at, of, Period(dt.date(of, first, 1), _month_end(of, last)))
    if monthly or dated:
        for at in _UNTIL.finditer(sentence):
            period = _until(at, year)
            if period is not None:
                add(at, period.end.year, period)
    if dated:
        for at in _SINCE.finditer(sentence):
            of = int(at["year"] or at["from"])
            add(at, year, Period(dt.date(of, 1, 1), dt.date(year, 12, 31)) if of <= year else None)
    if named and ("近" in sentence or "过去" in sentence or "年来" in sentence):
        for at in _SEVERAL.finditer(sentence):
            words = at["n"] or at["m"]
            years = int(words) if words.isdigit() else _NUMERAL[words]
            if years > 1:
                first_year = max(year - years + 1, dt.MINYEAR)  # a text without a year counts from the first
                add(at, year, Period(dt.date(first_year, 1, 1), dt.date(year, 12, 31)))
    if "半年" in sentence or "季" in sentence:
        for at in _HALF.finditer(sentence):
            add(at, year, _half(at[0], year))
    if dated:
        for at in _PLAIN_YEAR.finditer(sentence):
            head, rest = sentence[: at.start()], sentence[at.end() :]
            if _RANGE_BEFORE.search(head) or _RANGE_AFTER.match(rest) or _OPENED.search(head) or _TITLE.match(rest):
                continue
            compared = _COMPARED.search(head) is not None or rest.startswith(("相比", "同期"))
            # “2024年14件,2023年12件;…”: a year right before a number is that number's alone.
            aside = int(at["year"]) != year and bool(found) and _ONE_NUMBER.match(rest) is not None
            add(at, int(at["year"]), None, compared or aside)
    if named and ("去" in sentence or "上" in sentence or "前" in sentence):
        for at in _LAST.finditer(sentence):
            head, rest = sentence[: at.start()], sentence[at.end() :]
            compared = _COMPARED.search(head) is not None or rest.startswith(("相比", "同期", "的", "为"))
            compared = compared or (_ONE_NUMBER.match(rest) is not None and re.search(r"\d", head) is not None)
            add(at, year - (2 if at[0] == "前年" else 1), None, compared)
    if named and ("明" in sentence or "来" in sentence or "下" in sentence):
        for at in _COMING.finditer(sentence):
            add(at, year + 1, None)
    for at in _NOW.finditer(sentence):
        add(at, year, None)
    return sorted(found, key=lambda mention: mention.start)


def period_at(mentions: Sequence[Mention], position: int, sentence: str, year: int) -> tuple[int, Period | None]:
    """Say which year, and which part of it, a figure at ``position`` belongs to.

    Returns
    -------
    (year, period)
        ``period`` is None where the sentence names no part of the year.
    """
    of, period = year, None
    for number, mention in enumerate(mentions):
        if mention.start >= position:
            break
        if mention.compared:
            # “较2023年的32场”, “由上年的12件下降到5件”: the other year's figure is the first number after it.
            if not re.search(r"[,;。\d]", sentence[mention.end : position]):
                return mention.year, None
            continue
        # “办件12件,2023年是287件;申请1件”: a year named in passing holds to the next semicolon.
        if mention.year != year and mention.period is None and number and ";" in sentence[mention.end : position]:
            continue
        of = mention.year
        if mention.period is not None:
            period = mention.period
        elif mention.year != year:
            period = None
    return of, period


def report_period(text: str, year: int) -> Period | None:
    """Find the time a whole report says it covers (统计至…, 截至…, 数据…), where it is not the year.

    Only a sentence about the figures themselves speaks for the whole report.
    """
    if not _ABOUT_FIGURES.search(text):  # no stop stands inside what it finds: few reports need be parted
        return None
    for words in re.split(r"[。\n]", text):
        if not _ABOUT_FIGURES.search(words):
            continue
        for mention in find_mentions(words, year):
            if mention.period is not None and mention.period != whole_year(year):
                return mention.period
    return None
