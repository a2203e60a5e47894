"""One indicator stated twice with different values: 调解纠纷73件 in one place, 调解纠纷80件 in another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.quantities.spans import printed_span
from lawstats.reading.reports.checks.problems import Problem, place_at
from lawstats.reading.reports.checks.scopes import ELSEWHERE, PART
from lawstats.reading.reports.light import heart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.reading.reports.checks.numbers import Numbered
    from lawstats.reading.reports.figures import Placed
    from lawstats.reading.reports.walk import Findings

__all__ = ["find_repeats"]

_ADVICE = "请核对；所指的范围、时段或口径不同的，请在文中写明"
# One community's or one site's number is no figure of the whole office.
_OF_A_PLACE = re.compile(r"[一-龥](?:社区|村|站点?|中心|网格|片区|支部|小区|学校|企业|公司)(?![级居民务规干])")
# What may be said of a thing without making it another thing.
_FILLERS = re.compile(
    r"矛盾(?=纠纷)|案件|活动|工作|情况|各类|各种|各项|全[镇街乡区县]道?|辖区|本?街道|队伍|配备|配齐|建立|设立|成立|组建|选聘|聘请|聘任|拥有|现|成功"
)
_CLAUSE_END = re.compile(r"[;。]")
#: What a zero stated in words is called here: the words have named the indicator themselves.
_ZERO = ""


def find_repeats(text: str, findings: Findings, sentences: Mapping[int, Numbered]) -> list[Problem]:
    """List every indicator that is given different values for the same time in different sentences.

    Only figures whose words name the same thing are set side by side: 召开专题会议4次 and 专题会议召开5次, but not
    开展反诈宣传8场 and 开展法治宣传20场, nor what a community or a week did and what the office did in the year.

    Parameters
    ----------
    text : str
        The report with levelled punctuation.
    findings : Findings
        What the walk found.
    sentences : mapping
        The sentences with their numbers, by offset.
    """
    groups: dict[tuple[object, ...], list[Placed]] = {}
    for item in findings.placed:
        groups.setdefault((item.indicator.code, item.period), []).append(item)
    problems = []
    for items in groups.values():
        if not _may_differ(items):
            continue
        named: dict[str, list[Placed]] = {}
        for item in items:
            if (name := _name(item, sentences)) is not None:
                named.setdefault(name, []).append(item)
        zeros = named.pop(_ZERO, [])
        for alike in named.values() or ([zeros] if zeros else []):
            whole = [item for item in (*alike, *zeros) if _of_the_whole(item)] if _may_differ([*alike, *zeros]) else []
            pair = _furthest(whole) if len(whole) > 1 else None
            if pair is not None:
                problems.append(_problem(text, findings, *pair))
    return problems


def _may_differ(items: Sequence[Placed]) -> bool:
    """Whether some two figures admit no common value as they stand: told at once, before anything is looked up."""
    return max(item.quantity.low for item in items) > min(item.quantity.high for item in items)


def _furthest(items: Sequence[Placed]) -> tuple[Placed, Placed] | None:
    """Give the two figures furthest apart, None where every one admits a value of every other or they are beside."""
    spans = [printed_span(item.quantity) for item in items]
    least = min(range(len(items)), key=lambda at: spans[at].high)
    most = max(range(len(items)), key=lambda at: spans[at].low)
    beside = items[least].sentence.start == items[most].sentence.start
    return None if beside or spans[least].meets(spans[most]) else (items[least], items[most])


def _of_the_whole(item: Placed) -> bool:
    """Whether nothing in its clause narrows a figure to a part, a place or a week."""
    sentence = item.sentence
    at = item.quantity.start - sentence.start
    opening = max((found.end() for found in _CLAUSE_END.finditer(sentence.text, 0, at)), default=0)
    clause = sentence.text[opening : item.quantity.end - sentence.start]
    return not (PART.search(clause) or ELSEWHERE.search(clause) or _OF_A_PLACE.search(clause))


def _name(item: Placed, sentences: Mapping[int, Numbered]) -> str | None:
    """Give what a figure's own words say is counted, without what changes nothing; None where they say nothing."""
    if item.in_words:
        return _ZERO
    if item.cell is not None:
        return _FILLERS.sub("", heart(item.cell.counted)) or None
    numbers = sentences[item.sentence.start].items
    window = next(one.window for one in numbers if one.start == item.quantity.start)
    own = _FILLERS.sub("", heart(window.left + window.right))
    return own or _FILLERS.sub("", heart(window.carried)) or None


def _problem(text: str, findings: Findings, one: Placed, other: Placed) -> Problem:
    pair = sorted((one, other), key=lambda item: item.quantity.start)
    places = [f"{place_at(findings.sentences, item.quantity.start)}“{_clause(text, item)}”" for item in pair]
    words = "、".join(f"“{item.quantity.text}”" for item in pair)
    return Problem(
        "；".join(places),
        f"“{one.indicator.name}”先后写作{words}",
        _ADVICE,
        tuple(item.quantity.start for item in pair),
    )


def _clause(text: str, item: Placed) -> str:
    start, end = item.quantity.start, item.quantity.end
    begin = max(text.rfind(mark, item.sentence.start, start) for mark in ",;:。")
    return text[max(begin + 1, item.sentence.start) : end].strip()
