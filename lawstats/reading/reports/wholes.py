"""Promises that need no numeral: never (零发生, 杜绝, 一律不得), everywhere (全覆盖), all of them (全部整改到位)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.promise_times import due_in, when_due
from lawstats.reading.reports.promised import Commitment, object_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.sentences import Sentence

__all__ = ["find_wholes"]

_CLAUSE = re.compile(r"[^,;。:]+")
# 防止、避免 are endeavours; 杜绝、不发生 can be counted at the end of the year.
_NEVER = re.compile(
    r"(?:坚决|切实|确保|努力|力争|有效)*(?:杜绝|不(?:再)?(?:发生|出现))(?P<what>[^,;。:]{2,24}?(?:案件|案|事件|事故|情形|情况|现象|问题|行为|败诉(?!案)))(?:的)?(?:发生|出现)?"
)
_COVER = re.compile(
    r"(?:实现|确保|做到|推动|推进|完成|力争)?(?P<what>[^,;。:]{2,30}?)(?:全覆盖|全员覆盖|100%覆盖|应[^,;。:]{1,3}尽[^,;。:]{1,3}率100%)"
)
# 健全全覆盖机制, 推进全覆盖工作: a thing so called, or an endeavour.
_NOT_COVER = re.compile(r"制度|机制|由[^,;]*向|围绕|巩固|深化|健全|完善")
_SO_CALLED = re.compile(r"[^,;。:]{0,6}(?:机制|制度|体系|工作|要求|目标|格局|工程|行动|转变|成果)")
_ALL = re.compile(
    r"(?:全部|全员|逐[一件项](?![^,;。:]{0,12}机制))(?P<what>(?:完成)?(?:整改|化解|办结|销号|清零|持证|参训|轮训|培训|完成|达标|述法|建成|落实|修订|公开)"
    r"(?:到位|完毕|完成|上岗|一遍)?)|全面(?:完成)?(?:整改(?:到位|完毕)|销号|清零|达标|持证|办结|建成|落实(?:到位|完毕))"
    r"|(?:实现|做到|力争|确保)[^,;。:]{0,12}?(?P<clear>清零|销号)|(?:积案|问题|隐患|台账)[^,;。:]{0,8}(?:动态)?(?:清零|销号)"
)
_BAN = re.compile(
    r"(?P<who>(?:凡是?未|(?:凡|凡是|对)?未(?:经|通过|履行|取得|按))[^。;]{2,40}?),?(?:(?:一律|坚决)?(?:不得|不予|严禁|不能)|(?:一律|坚决)不)"
    r"(?P<what>[^,。;]{2,30})"
)
_NONE = re.compile(
    r"(?:全力|努力)?(?:实现|确保|保持|做到|力争)?(?P<what>[^,;。:]{2,20}?)(?:零|“零”|“零(?=.{2}”))(?:发生|新增|事故|出现|败诉|纠错|投诉|上访|超期|违规|积压|差错|遗漏)”?"
)
_NIL = re.compile(r"(?P<what>[^,;。:、]{2,16}?(?:率|数量?))(?:为|保持)+(?:零|“零”)")
_FRAME = re.compile(r"(?:力争|争取|确保|再|全年|年内)+(?:再|各)?")


def find_wholes(sentence: Sentence, numbers: Sequence[int], due_year: int) -> list[Commitment]:
    """Find the promises of a sentence that are made without a numeral.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    numbers : sequence of int
        Where numbers stand in it, from its beginning: the clause of one is promised by that.
    due_year : int
        The year the block plans for.
    """
    text, found = sentence.text, []
    taken: list[tuple[int, int]] = []

    def free(begin: int, end: int) -> bool:
        return not any(begin < other and start < end for start, other in taken)

    for nothing in (*_BAN.finditer(text), *_NONE.finditer(text), *_NIL.finditer(text), *_NEVER.finditer(text)):
        if free(*nothing.span()):  # 杜绝败诉案件、实现零发生 is said once
            taken.append(nothing.span())
            found.append(_never(sentence, nothing, due_year))
    for clause in _CLAUSE.finditer(text):
        if any(clause.start() <= at < clause.end() for at in numbers) or not free(*clause.span()):
            continue
        whole, done = _COVER.search(clause[0]), _ALL.search(clause[0])
        if whole and not _NOT_COVER.search(whole["what"]) and not _SO_CALLED.match(clause[0][whole.end() :]):
            start = sentence.start + clause.start() + whole.start() + len(whole[0]) - len(whole[0].lstrip())
            about = f"other:{object_of(whole['what'], '')}全覆盖"
            period, due = _time(text[: clause.start() + whole.end()], due_year)
            found.append(Commitment(about, whole[0].strip(), 100.0, ">=", "%", period, due, start, whole[0].strip()))
        elif done:
            found.append(_complete(sentence, clause, done, due_year))
    return found


def _never(sentence: Sentence, nothing: re.Match[str], due_year: int) -> Commitment:
    words = nothing[0].strip()
    begin = sentence.start + nothing.start() + len(nothing[0]) - len(nothing[0].lstrip())
    about = object_of(nothing["what"] if "who" not in nothing.groupdict() else nothing["who"], "")
    measure = "%" if about.endswith("率") else "件"
    return Commitment(f"other:{about}", words, 0.0, "==", measure, "", due_year, begin, words)


def _complete(sentence: Sentence, clause: re.Match[str], done: re.Match[str], due_year: int) -> Commitment:
    """6月底前全部整改到位 is a hundred per cent of what there is."""
    words = clause[0].strip()
    start = sentence.start + clause.start() + clause[0].index(words)
    period, due = _time(sentence.text[: clause.start() + done.end()], due_year)
    about = f"other:{object_of(_FRAME.sub('', words), '')}"
    return Commitment(about, words, 100.0, ">=", "%", period, due, start, words)


def _time(before: str, due_year: int) -> tuple[str, int]:
    return when_due(before), due_in(before, due_year)
