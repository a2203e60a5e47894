"""Promises of block ④ without a number: they are listed, and nobody can say later that they were kept."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from lawstats.reading.reports.promises.promised import LEAD_IN, Commitment, object_of, without_mark
from lawstats.reading.reports.promises.times import deadline, due_in
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.claims import Item

__all__ = ["unmeasured"]

# A clause that sets something to be done opens with its verb.
_WHO = (
    r"(?:下一步|明年|来年|今后|新的一年)?"  # when, and who: 明年我镇将…
    r"(?:我们|(?:[我本全各](?:街道?|镇|乡|局|县|区|市|单位|所)|街道|镇|乡)(?:党工委|党委|办事处|政府|机关)?)?"
)
_TO_DO = re.compile(
    rf"{_WHO}"
    r"(?:[^,;]{2,8}(?:期间|节假日|节点|前后))?(?:20\d\d年)?(?:\d{1,2}月)?(?:[底末上下]|年底|年内)?(?:半年)?(?:之?前)?(?:并|向上|集中|逐[件项一]|同时|进一步|持续|不断|全面|着力|切实|及时|积极|适时|力争|努力|继续|加快|深入|扎实|逐步|稳步|大力|有序|依法|严格|认真|主动|要|将|奋力|全力|统筹|常态化?|以更[高大强实严][^,;]{2,4})*"
    r"(?:健全|完善|建立|推进|推动|推行|加强|强化|深化|落实|优化|提升|提高|增强|吸纳|打造|补齐|做好|做优|做强|做实|启动|更新|拓展|扩大|引导|探索|培育|培养|规范"
    r"|研究解决|扩充|充实|修订|改进|加大|压实|营造|形成|开创|谋划|总结推广|推广|制定|出台|编制|梳理|理顺|完成|成立|组建|开展|组织|实施|建设|建成|创建|配齐"
    r"|整治|查处|化解|公开|清理|争取|调整|改造|构建|夯实|筑牢|畅通|整合|丰富|创新|选树|聘请|吸收|选派|定期|督促|指导|统筹|协调|学习|贯彻|宣传|抓好|办好|用好|确保|防范|严厉|利用"
    r"|参与|出具|邀请|对标|巩固|维护|保障|保持|发挥|凝聚|树立|引进|争创|迎接|做到|明确|鼓励|支持|减少|降低|严肃|严把|严守|守牢|盯紧|紧盯|带头)"
    r"|[^,;]{2,14}(?:带头|应[^,]{1,4}尽|做到)|为[^,;]{2,12}提供|[对将把][^,;]{2,24}(?:进行|开展|纳入|列入)[^,;]{2,}"
)
# 力争案卷评查优秀率有较大提升: an aim without a number.
_AIM = re.compile(r"(?:力争|争取|确保|努力)(?!年内|全年)..")
# 围绕…, 结合…, 落实省委部署…: what a task is seen in the light of.
_FRAMING = re.compile(
    r"(?:充分)?利用[^,;。]*(?:节点|平台|载体|契机|资源|优势|媒体|阵地)$|(?:力争|争取)用.{1,8}时间"
    r"|(?:20\d\d年)?[将要]?(?:严格|认真)?(?:围绕|结合|按照|根据|针对|聚焦|通过|对照|面对|紧扣|依托|借助|以|把|对|坚持|通过|立足|着眼|锚定|充分发挥|突出)"
    r"|.{0,6}(?:落实|学习|贯彻)[^,;。:]*(?:部署|要求|规定|精神|思想|会议|讲话)$"
)
# 对排名后三位的村进行约谈 is a deed; 对标一流 sees it in a light.
_DONE_TO = re.compile(r"[对将把][^,;]{2,24}(?:进行|开展|纳入|列入)")
_HEADING = 20
# 每月至少1场: how often, and of what the clause before says.
_UNSAID = re.compile(
    r"(?:每[^,;]{1,3}?|逐[月季周]|全年|年内|一年|累计)*(?:至少|不少于|不低于|达到|开展|举办)*[\d一二两三四五六七八九十]+[^,;\d]{1,2}(?:以上)?"
)
_DEED_FIRST = re.compile(
    r"(?:20\d\d年|\d{1,2}月|[上下]半年|[底末]?之?前)*(?:建立|制定|出台|成立|修订|编制|组建|完成|启动|聘请)"
)
_WORD = re.compile(r"[一-龥]{2}")
# Said of everything in such a report; that two clauses share them says nothing.
_COMMON = frozenset(
    (
        "建设",
        "工作",
        "法治",
        "行政",
        "开展",
        "加强",
        "推进",
        "机制",
        "制度",
        "情况",
        "政府",
        "体系",
        "不断",
        "力度",
        "落实",
    )
)
_SIGNED = re.compile(
    r"(?:特此报告|专此报告|以上报告|妥否).{0,12}|.{2,24}(?:政府|街道|办事处|[镇乡局]|委员会|党委|工委)|20\d\d年.{0,8}|"
)


def unmeasured(items: Sequence[Item], starts: Sequence[int], due_year: int) -> list[Commitment]:
    """List what the block promises without a number; its target is NaN.

    An item that promises nothing to be counted is parted by the verbs that set its tasks; beside a counted promise each
    further clause that sets a task is listed: 调解成功率保持在98%以上,健全调解台账.

    Parameters
    ----------
    items : sequence of Item
        The items of the block.
    starts : sequence of int
        Where the promises begin that can be counted, in ascending order.
    due_year : int
        The year the block plans for.
    """
    found = []
    for item in items:
        inside = starts[bisect_left(starts, item.start) : bisect_left(starts, item.start + len(item.text))]
        if not inside:
            found.extend(_all_tasks(item, due_year))
            continue
        clauses = [(clause, item.start + clause.start()) for clause in re.finditer(r"[^,，；;。:：\n]+", item.text)]
        ends = [begin + len(clause[0]) for clause, begin in clauses]
        counted = [
            bisect_left(inside, begin) < bisect_left(inside, end) for (_, begin), end in zip(clauses, ends, strict=True)
        ]
        for number, ((clause, begin), end) in enumerate(zip(clauses, ends, strict=True)):
            said = without_mark(clause[0]).strip()
            if counted[number] or not _sets_a_task(said):
                continue
            told = end <= inside[0] and _only_leads_up(said, clauses, counted, number)
            if told or _said_next(clauses, counted, number):
                continue
            found.append(_open_ended(said, begin + clause[0].index(said), due_year))
    return found


def _only_leads_up(
    said: str, clauses: Sequence[tuple[re.Match[str], int]], counted: Sequence[bool], number: int
) -> bool:
    """Whether a clause before the first number only opens what that is promised for.

    完善信访制度,信访总量下降10%; a heading or a date of its own.
    """
    clause = clauses[number][0]
    told = _pairs(clauses[counted.index(True, number)][0][0])
    heading = number == 0 and clause.string[clause.end() : clause.end() + 1] == "。"
    dated = _TO_DO.match(said) is None and deadline(said) != ""
    return heading or dated or (not _DEED_FIRST.match(said) and bool(told & _pairs(said)))


def _said_next(clauses: Sequence[tuple[re.Match[str], int]], counted: Sequence[bool], number: int) -> bool:
    """Whether the clause after this one says how often, and nothing else: 开展送法活动,每月1场."""
    if number + 1 >= len(clauses) or not counted[number + 1]:
        return False
    return _UNSAID.fullmatch(plain(clauses[number + 1][0][0]).strip()) is not None


def _all_tasks(item: Item, due_year: int) -> list[Commitment]:
    """List the tasks of an item without a number; where its first sentence is a heading, those of the others."""
    sentences = [
        (found.start() + len(found[0]) - len(found[0].lstrip()), found[0].strip())
        for found in re.finditer(r"[^。;；\n]+[。;；]?", item.text)
    ]
    sentences = [(at, words) for at, words in sentences if not _SIGNED.fullmatch(plain(words))]
    tasks = [(at, words) for at, words in sentences[1:] if any(map(_sets_a_task, re.split("[,，:：]", words)))]
    if not sentences:
        return []
    at, first = sentences[0]
    heading = without_mark(first)
    is_heading = heading != first and len(heading) <= _HEADING and first.endswith("。") and "," not in heading
    kept = tasks if tasks and is_heading else [(at, first), *tasks]
    return [task for begin, words in kept for task in _tasks(words, item.start + begin, due_year)]


def _sets_a_task(clause: str) -> bool:
    said = without_mark(clause).strip().rstrip(",，;；:：。")
    if _FRAMING.match(said) and not _DONE_TO.match(said):
        return False
    return _TO_DO.match(said) is not None or _AIM.match(said) is not None


def _tasks(words: str, start: int, due_year: int) -> list[Commitment]:
    """Part a sentence by the verbs that set its tasks; what only leads up to one stays with it."""
    parts: list[tuple[int, int]] = []
    leading = -1
    mark = len(words) - len(without_mark(words))
    for clause in re.finditer(r"[^,，；;。:：]+[,，；;。:：]*", words[mark:]):
        said = clause[0].strip()
        begin, end = mark + clause.start(), mark + clause.end()
        if not _sets_a_task(said):
            if leading < 0 and (_FRAMING.match(said) or not parts):
                leading = begin
            elif parts and leading < 0:
                parts[-1] = (parts[-1][0], end)
            continue
        parts.append((leading if leading >= 0 else begin, end))
        leading = -1
    if leading >= 0:
        parts = [*parts, (leading, len(words))] if not parts else [*parts[:-1], (parts[-1][0], len(words))]
    found = []
    for number, (begin, end) in enumerate(parts):
        part = words[0 if number == 0 else begin : end].strip()
        if number + 1 < len(parts):
            part = part.rstrip(",，;；:：")
        at = words.index(part, 0 if number == 0 else begin)
        found.append(_open_ended(part, start + at, due_year))
    return found


def _open_ended(words: str, start: int, due_year: int) -> Commitment:
    """List a task without a number; a deadline it may have."""
    pieces = [piece for piece in re.split(r"[。,:，：]", LEAD_IN.sub("", words)) if plain(piece).strip()]
    about = object_of(pieces[0] if pieces else "", "")
    return Commitment(f"other:{about}", words, math.nan, "", "", deadline(words), due_in(words, due_year), start, words)


def _pairs(words: str) -> set[str]:
    """Give each two letters that stand together, the commonest left out."""
    letters = plain(words)
    return {pair for at in range(len(letters) - 1) if _WORD.fullmatch(pair := letters[at : at + 2])} - _COMMON
