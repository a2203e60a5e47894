"""Promises that need no numeral: never (零发生, 杜绝), everywhere (全覆盖), all (全部整改, 应审尽审), one each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.promises.promised import Commitment, object_of
from lawstats.reading.reports.promises.times import due_in, when_due

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.sentences import Sentence

__all__ = ["find_wholes", "once_for_all"]

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
    r"(?:全部|全员|逐[一件项](?![^,;。:]{0,12}机制))(?P<what>(?:完成|参加|接受|实现|做到|予以|及时|依法|按期|按时)*(?:一次|一遍|1次|1遍)?"
    r"(?:整改|化解|办结|销号|清零|持证|参训|轮训|培训|完成|达标|述法|建成|落实|修订|公开|考核|评查|审查|公示|备案|归档|走访|回访)"
    r"(?:到位|完毕|完成|上岗|一遍)?)|全面(?:完成)?(?:整改(?:到位|完毕)|销号|清零|达标|持证|办结|建成|落实(?:到位|完毕))"
    r"|(?:实现|做到|力争|确保)[^,;。:]{0,12}?(?P<clear>清零|销号)|(?:积案|问题|隐患|台账)[^,;。:]{0,8}(?:动态)?(?:清零|销号)"
)
_BAN = re.compile(
    r"(?P<who>(?:凡是?未|(?:凡|凡是|对)?未(?:经|通过|履行|取得|按))[^。;]{2,40}?),?(?:(?:一律|坚决)?(?:不得|不予|严禁|不能)|(?:一律|坚决)不)"
    r"(?P<what>[^,。;]{2,30})"
)
_NONE = re.compile(
    r"(?:全力|努力)?(?:实现|确保|保持|做到|力争)?(?:(?P<what>[^,;。:零]{2,20}?)|(?<=[、争现保到]))(?:零|“零”|“零(?=.{2}”))(?:发生|新增|事故|出现|败诉|纠错|投诉|上访|超期|违规|积压|差错|遗漏)”?"
)
_NIL = re.compile(r"(?P<what>[^,;。:、]{2,16}?(?:率|数量?))(?:为|保持)+(?:零|“零”)")
# 应审尽审 is all there is to review; 应调尽调原则 is a principle so called.
_ALL_DUE = re.compile(r"应(?P<deed>[一-龥])尽(?P=deed)")
_ALL_PLACES = re.compile(
    r"(?:覆盖|惠及|遍及|走遍|延伸)(?:到|至)?(?:所有|全部|全体|每一?[个家所]|各)(?:行政|城市|农村|基层)?(?:村|社区|网格|学校|企业|单位|部门|科室|站所|执法人员|干部)"
)
# 一村一法律顾问 is one for each; 深化“一村一法律顾问”工作 is a scheme so called.
_ONE_EACH = re.compile(
    r"一(?P<place>行政村|村(?:[(](?:社区|居)[)])?|社区|网格|学?校|企业?|居|所|站)一名?(?P<what>(?:公益|专职|法律|法治|法制)*(?:顾问|律师|副校长|辅导员|调解员|(?:辅)?警|明白人|带头人|联络员|网格员))"
)
_SCHEME = re.compile(
    r"[”\"]?(?:的)?(?:机制|制度|体系|工作|要求|目标|格局|工程|行动|原则|模式|提质|服务|全覆盖|作用|建设|活动)"
)
_DEED = r"(?:轮训|培训|走访|排查|体检|审查|评查|梳理|复查)"
_THROUGH = re.compile(rf"{_DEED}(?:一遍|1遍)")  # 执法人员轮训一遍 is all of them
_ONCE = re.compile(rf"(?:全部|全员|逐[一户人村家])[^,;。:]{{0,6}}$|{_DEED}$")
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
        whole, done = _COVER.search(clause[0]), _ALL.search(clause[0]) or _THROUGH.search(clause[0])
        if whole and not _NOT_COVER.search(whole["what"]) and not _SO_CALLED.match(clause[0][whole.end() :]):
            start = sentence.start + clause.start() + whole.start() + len(whole[0]) - len(whole[0].lstrip())
            about = f"other:{object_of(whole['what'], '')}全覆盖"
            period, due = _time(text[: clause.start() + whole.end()], due_year)
            found.append(Commitment(about, whole[0].strip(), 100.0, ">=", "%", period, due, start, whole[0].strip()))
        elif done:
            found.append(_complete(sentence, clause, done, due_year))
        else:
            found.extend(_all_due(sentence, clause, due_year))
    return found


def once_for_all(sentence: Sentence, at: int, number: str) -> bool:
    """Whether a number says how often all of them do it: the 一次 of 全部参加一次轮训 is no number of the year.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    at : int
        Where the number stands, from the beginning of the sentence.
    number : str
        The number as printed.
    """
    said = _ONCE.search(sentence.text, 0, at)
    once = number in ("一遍", "1遍") or (
        number in ("一次", "1次") and said is not None and not re.match(_DEED, said[0])
    )
    return said is not None and once


def _all_due(sentence: Sentence, clause: re.Match[str], due_year: int) -> list[Commitment]:
    """Read 应审尽审, 覆盖所有社区 (a hundred per cent) and 一村一顾问 (one each) in a clause."""
    words = clause[0]
    found: list[Commitment] = []
    period, due = _time(sentence.text[: clause.end()], due_year)

    def promise(about: str, begin: int, target: float, comparison: str, measure: str) -> Commitment:
        said = words[begin:].strip() if not found else words[begin:]
        at = sentence.start + clause.start() + words.index(said, begin)
        return Commitment(f"other:{object_of(about, '')}", said, target, comparison, measure, period, due, at, said)

    for deed in _ALL_DUE.finditer(words):
        if not _SCHEME.match(words, deed.end()):
            found.append(promise(deed[0], deed.start() if found else 0, 100.0, ">=", "%"))
    for each in _ONE_EACH.finditer(words):
        if not _SCHEME.match(words, each.end()):
            found.append(promise(each[0], each.start() if found else 0, 1.0, ">=", "名"))
    if found:
        return found
    if _ALL_PLACES.search(words):
        return [promise(words, 0, 100.0, ">=", "%")]
    return []


def _never(sentence: Sentence, nothing: re.Match[str], due_year: int) -> Commitment:
    words = nothing[0].strip()
    begin = sentence.start + nothing.start() + len(nothing[0]) - len(nothing[0].lstrip())
    of = nothing["who"] if "who" in nothing.groupdict() else nothing["what"]
    about = object_of(of, "") if of else words  # 零纠错、零败诉: the second names nothing before it
    measure = "%" if about.endswith("率") else "件"
    period, due = _time(sentence.text[: max(nothing.start("what"), nothing.start())], due_year)
    return Commitment(f"other:{about}", words, 0.0, "==", measure, period, due, begin, words)


def _complete(sentence: Sentence, clause: re.Match[str], done: re.Match[str], due_year: int) -> Commitment:
    """6月底前全部整改到位 is a hundred per cent of what there is."""
    words = clause[0].strip()
    start = sentence.start + clause.start() + clause[0].index(words)
    period, due = _time(sentence.text[: clause.start() + done.end()], due_year)
    about = f"other:{object_of(_FRAME.sub('', words), '')}"
    return Commitment(about, words, 100.0, ">=", "%", period, due, start, words)


def _time(before: str, due_year: int) -> tuple[str, int]:
    return when_due(before), due_in(before, due_year)
