"""One promise of block ④, and the words that say what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["LEAD_IN", "Commitment", "clause_of", "object_of", "without_mark"]

# 1.1, 2.3.1 number a heading; 1.4次 is a number.
_LEVELS = r"\d+(?:\.\d+)+(?![\d次场件起宗例份条个名人位家处所台期批轮%‰万亿倍成元天])\s*"
LEAD_IN = re.compile(
    rf"^(?:[一二三四五六七八九十][是要](?!点|求)|[(][一二三四五六七八九十]+[)]|{_LEVELS}|\d+(?:、|[.](?!\d))|同时|另外|此外|并|将|要|坚持|定期|至少|不少于|继续|力争|争取|确保|实现|计划|(?<!模)拟|做到|前(?=新|建|完))+[,、]?"
)
_MARK = re.compile(
    rf"^\s*(?:[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+(?:[是要](?!点|求)|、)|{_LEVELS}|\d+(?:、|[.](?!\d)))[,\s]*"
)
_VERBS = re.compile(r"^(?:开展|组织|召开|举办|安排|进行|完成|举行|实施)+")
_TRAILING = re.compile(r"(?:实现|控制在|保持在|达到|达|不少于|不低于|至少|以上|以内|到|至|为|的)+$")


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise; ``target`` is NaN where nothing measurable is promised."""

    indicator: str
    text: str
    target: float
    comparison: str
    measure: str
    period: str
    due_year: int
    start: int
    evidence: str


def object_of(words: str, number: str) -> str:
    """Say what is promised, without period, number and lead-in."""
    words = plain(words.replace(number, "", 1) if number else words)
    before = None
    while before != words:
        before = words
        words = _TRAILING.sub("", _VERBS.sub("", LEAD_IN.sub("", words)))
    return words[:24] or "未写明"


def without_mark(words: str) -> str:
    """Leave out the number an item is listed under.

    Examples
    --------
    >>> without_mark("三要每村达到8名"), without_mark("(四)应诉率100%"), without_mark("3.3  时限60日以内")
    ('每村达到8名', '应诉率100%', '时限60日以内')
    """
    return _MARK.sub("", words)


def clause_of(sentence: Sentence, item: Quantity) -> str:
    """Give the clause a number stands in."""
    at, end = item.start - sentence.start, item.end - sentence.start
    left = max(sentence.text.rfind(mark, 0, at) for mark in ",;。:")
    ends = [found for mark in ",;。:" if (found := sentence.text.find(mark, end)) >= 0]
    return without_mark(sentence.text[left + 1 : min(ends, default=len(sentence.text))]).strip()
