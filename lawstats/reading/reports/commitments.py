"""What a report promises for the year to come (block ④), so that it can be checked a year later."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.reading.reports.promise_times import EVERY, times_a_year, when_due
from lawstats.reading.reports.promised import Commitment, clause_of, object_of
from lawstats.reading.reports.sentences import Sentence, Window, bare, plain, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import PhraseBook

__all__ = ["Commitment", "find_commitments"]

# 每周三: the day of the week is no number of times.
_WEEKDAY = re.compile(r"[一二三四五六日天](?![次场个期])")
# 防止、避免 are endeavours; 杜绝、不发生 can be counted at the end of the year.
_NEVER = re.compile(
    r"(?:坚决|切实|确保|努力|力争|有效)*(?:杜绝|不(?:再)?(?:发生|出现))(?P<what>[^,;。:]{2,24}?(?:案件|案|事件|事故|情形|情况|现象|问题|败诉(?!案)))(?:的)?(?:发生|出现)?"
)
_COVER = re.compile(
    r"(?:实现|确保|做到|推动|推进|完成)(?P<what>(?![^,;。:]*(?:制度|机制))[^,;。:]{2,30}?)(?:全覆盖|全员覆盖|100%覆盖)"
)
_ALL = re.compile(
    r"(?:全部|全面|全员|逐[一件项])(?P<what>(?:完成)?(?:整改|化解|办结|销号|清零|持证|参训|轮训|培训|完成|达标|述法|建成|落实)"
    r"(?:到位|完毕|完成|上岗|一遍)?)|(?:实现|做到|力争|确保)[^,;。:]{0,12}?(?P<clear>清零|销号)"
)
_BAN = re.compile(
    r"(?P<who>(?:凡|凡是|对)?未(?:经|通过|履行)[^。;]{2,40}?),?(?:一律|坚决)?(?:不得|不予|严禁|不能)(?P<what>[^,。;]{2,30})"
)
_NONE = re.compile(
    r"(?:实现|确保|保持|做到|力争)?(?P<what>[^,;。:]{2,20}?)(?:零|“零”)(?:发生|新增|事故|出现|败诉|纠错|投诉|上访|超期|违规|积压)"
)
_NIL = re.compile(r"(?P<what>[^,;。:、]{2,16}?(?:率|数量?))(?:为|保持)+(?:零|“零”)")
_AIM = re.compile(
    r"开展|组织|召开|举办|安排|培训|新增|建成|打造|完成|培育|培养|发放|达到|达|不少于|不低于|控制|实现|确保|力争|争取|以上|以内|提升|提高|覆盖|建设|创建|配备|聘|办|做到|组建|设立|新建|发展|增设|配齐|推动|保持|招录|招聘|引进|选派|建立|推送|成立|增至|全部|制作|发布|编印|修订|出台|推出|选树|评选|命名|增加|更新|购置"
)
# “每周排查一次、每月研判一次” are two promises.
_CLAUSE = re.compile(r"(?:[^,;。:、]|、(?!每|逐[月季周]))+")
_RATES = ("%", "‰", "成", "个百分点")
_DURATIONS = ("年", "天", "日", "小时", "分钟", "月", "周", "个月", "个工作日", "工作日")
# 对4件积案…, 在12个社区…, 2023年反馈的11个问题: what there is already, and no promise.
_GIVEN = re.compile(
    r"(?:^|[^应面针])(?:针对|对|围绕|聚焦|巩固|深化|推广|总结|发挥|利用|用好|依靠|依托|根据|按照|(?<!控制)(?<!稳定)(?<!保持)(?<!维持)在|现有|已有|辖区|全[镇街乡]道?的?)(?:[^,;开进组实举做抓达建]{0,16})$"
    r"|(?:19|20)\d\d年(?:以来|[^,;]{0,8}(?:反馈|签订|排查|受理|发现|查处))[^,;]{0,14}$"
)
_CHANGES = re.compile(
    r"(?:(?:比|较)?(?:上年|去年|同期)?(?:同比)?(?:(?P<down>下降|减少|降低|压降|压减|减)|(?P<up>增长|上升|提高|提升|增加))(?:了|约|至少|不少于|不低于|超过)?)$"
)
_PARALLEL = re.compile(r"对[^,。;]{2,20}(?:进行|开展)[^,。;]{2,14}$")
_AT_MOST = re.compile(
    r"控制在|压降到|降至|下降到|减少到|降到|(?:压缩|缩短|减|降)[至到]|不超过|不高于|不突破|(?<!不)低于|(?<!不)少于|以下|以内|之内"
)
_DUE = re.compile(r"(?:到|至|在)?(20\d\d)年(?:底|末)?(?:前|之前)?")


_FROM = re.compile(r"(?:由|从)[^,。;由从]{0,16}$")
_THEN = re.compile(
    r"[^,。;]{0,8}?(?:提高|提升|增加|扩大|上升|增至|升至|下降|降低|减少|压降|降至|增|升|降)(?:到|至|为)?"
)
_RAISED = re.compile(r"(?:提高|提升|增加|扩大|增|升)(?:到|至|为)")
_NEW = re.compile(r"新增|新建|新聘|新培|新发展|增加(?!到|至)")
_ADDED = re.compile(r"新增|新建|新聘|新培育|新发展|\d+年底?前?")
_FRAME = re.compile(
    r"(?:每(?:季度|月|周|年|半年|两个月|旬)|逐[月季]|按季度|至少|不少于|不低于|不得少于|原则上|力争|争取|确保|再|全年|年内)+(?:再|各)?"
)


def find_commitments(
    sentence: Sentence, quantities: Sequence[Quantity], book: PhraseBook, due_year: int
) -> tuple[list[Commitment], list[Quantity]]:
    """Find the promises of one sentence, and the quantities that promise nothing.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    quantities : sequence of Quantity
        Its quantities.
    book : PhraseBook
        The compiled phrases.
    due_year : int
        The year the block plans for.
    """
    text = sentence.text
    found: list[Commitment] = []
    left_over: list[Quantity] = []
    used: set[int] = set()
    windows = windows_of(sentence, quantities) if quantities else []
    for clause in _CLAUSE.finditer(text):
        every = EVERY.search(clause[0])
        if every is None:
            continue
        inside = [w for w in windows if clause.start() <= w.quantity.start - sentence.start < clause.end()]
        inside = [w for w in inside if w.quantity.start - sentence.start >= clause.start() + every.start()]
        begin = clause.start() + every.start()
        found.append(_periodic(sentence, clause, every, inside, book, due_year))
        for one, other in itertools.pairwise(inside):
            between = text[one.quantity.end - sentence.start : other.quantity.start - sentence.start]
            if re.search(r"[、和及与]", between):  # 每季度开展1次评查和1次测试
                found.append(_periodic(sentence, clause, every, [other], book, due_year))
        used.update(w.quantity.start for w in inside)
        found.extend(_parallels(sentence, clause.end(), begin, every, due_year))
    for nothing in (*_BAN.finditer(text), *_NONE.finditer(text), *_NIL.finditer(text), *_NEVER.finditer(text)):
        words = nothing[0].strip()
        begin = sentence.start + nothing.start() + len(nothing[0]) - len(nothing[0].lstrip())
        about = object_of(nothing["what"] if "who" not in nothing.groupdict() else nothing["who"], "")
        measure = "%" if about.endswith("率") else "件"
        found.append(Commitment(f"other:{about}", words, 0.0, "==", measure, "", due_year, begin, words))
    found.extend(
        _coverage(sentence, whole, due_year) for whole in _COVER.finditer(text) if not _any(windows, whole, sentence)
    )
    for done in _ALL.finditer(text):
        clause = next(one for one in _CLAUSE.finditer(text) if one.start() <= done.start() < one.end())
        if not _any(windows, clause, sentence):
            found.append(_complete(sentence, clause, done, due_year))
    for window in windows:
        at = window.quantity.start - sentence.start
        if window.quantity.start in used:
            continue
        if _FROM.search(text[:at]) and _THEN.match(text[window.quantity.end - sentence.start :]):
            left_over.append(window.quantity)  # 由95%提高到98%: the promise is the second
            continue
        promise = _measured(sentence, window, book, due_year, [other.quantity.text for other in windows])
        if promise is None:
            left_over.append(window.quantity)
        else:
            found.append(promise)
    return found, left_over


def _periodic(
    sentence: Sentence,
    clause: re.Match[str],
    every: re.Match[str],
    windows: Sequence[Window],
    book: PhraseBook,
    due_year: int,
) -> Commitment:
    """每季度开展一次集中培训 is four a year, at least."""
    times = times_a_year(every)
    begin = clause.start() + every.start()
    words = sentence.text[begin : clause.end()].strip()
    indicator = _indicator(windows[0], book) if windows else ""
    target, measure = times, "次"
    if windows:
        item = windows[-1].quantity if _RAISED.search(words) else windows[0].quantity
        measure = item.measure or "次"
        rate = measure in ("%", "‰", "成")
        target = _amount(item) * (1.0 if rate else times)
    rest = clause[0][every.end() :]
    if every["span"] in ("周", "星期"):
        rest = _WEEKDAY.sub("", rest, count=1) if _WEEKDAY.match(rest) else rest
    about = object_of(rest, windows[0].quantity.text if windows else "")
    return Commitment(
        indicator or f"other:{about}",
        words,
        target,
        "<=" if windows and _AT_MOST.search(words) else ">=",
        measure,
        every[0],
        due_year,
        sentence.start + begin,
        words,
    )


def _parallels(sentence: Sentence, after: int, begin: int, every: re.Match[str], due_year: int) -> list[Commitment]:
    """Give a further “对…进行…” of the same sentence the period named before it."""
    found = []
    end = after
    while end < len(sentence.text) and sentence.text[end] == ",":
        following = re.match(r"[^,;。:]+", sentence.text[end + 1 :])
        if (
            following is None
            or not _PARALLEL.match(following[0].strip())
            or re.search(r"\d", following[0])
            or EVERY.search(following[0])
        ):
            break
        end += 1 + following.end()
        words = following[0].strip()
        found.append(
            Commitment(
                f"other:{object_of(words, '')}",
                words,
                times_a_year(every),
                ">=",
                "次",
                every[0],
                due_year,
                sentence.start + begin,
                sentence.text[begin:end],
            )
        )
    return found


def _measured(
    sentence: Sentence, window: Window, book: PhraseBook, due_year: int, numbers: Sequence[str]
) -> Commitment | None:
    """Read a number promised without a standing period: 全年普法不少于20场, 成功率达到98%以上."""
    item = window.quantity
    clause = clause_of(sentence, item)
    at = item.start - sentence.start
    before = sentence.text[:at]
    own = before[max(before.rfind(mark) for mark in ",;。:") + 1 :]
    limit = item.measure in _DURATIONS[1:] and (item.qualifier == "at_most" or _AT_MOST.search(own) is not None)
    if (
        not item.measure
        or (item.measure in _DURATIONS and not limit)
        or (item.measure not in _RATES and _GIVEN.search(own))
    ):
        return None
    indicator = _indicator(window, book)
    if indicator and book.vocabulary[indicator].kind == "stock" and (not _AIM.search(clause) or _NEW.search(clause)):
        indicator = ""  # 走访25个网格 promises no grids; 新增20名 is no level to be reached
    several = clause.count(item.text) == 1 and sum(other in clause for other in numbers) > 1
    about = object_of(f"{window.left}{window.right}" if several else clause, item.text)
    due = [int(year) for year in _DUE.findall(before)]
    amount, change = _amount(item), _CHANGES.search(own)
    at_most = item.qualifier in ("at_most", "under") or limit or _AT_MOST.search(clause) is not None
    if change is not None:
        at_most = change["down"] is not None
        amount = -amount if at_most else amount
        indicator = _changing(window, own[: change.start()], book)
    return Commitment(
        indicator or f"other:{about}",
        clause,
        amount,
        "<=" if at_most else ">=",
        item.measure,
        when_due(before),
        max([due_year, *due]) if due else due_year,
        item.start,
        clause,
    )


def _changing(window: Window, words: str, book: PhraseBook) -> str:
    """Give the indicator that is to rise or fall: 信访总量 of 信访总量下降10%."""
    left = plain(words)
    for measure in ("%", "件", "次", "场", "起", "名", "人次", "份"):
        moved = replace(window, quantity=replace(window.quantity, measure=measure), left=left)
        matches = book.matches(moved, left, window.whole, "")
        if matches:
            return matches[0].indicator.code
    return ""


def _coverage(sentence: Sentence, whole: re.Match[str], due_year: int) -> Commitment:
    """实现法律顾问全覆盖 is a share of a hundred per cent."""
    words = whole[0]
    about = f"other:{object_of(whole['what'], '')}全覆盖"
    return Commitment(about, words, 100.0, ">=", "%", "", due_year, sentence.start + whole.start(), words)


def _complete(sentence: Sentence, clause: re.Match[str], done: re.Match[str], due_year: int) -> Commitment:
    """6月底前全部整改到位 is a hundred per cent of what there is."""
    words = clause[0].strip()
    start = sentence.start + clause.start() + clause[0].index(words)
    before = sentence.text[: done.end()]
    due = [int(year) for year in _DUE.findall(before) if int(year) > due_year]
    about = f"other:{object_of(_FRAME.sub('', words), '')}"
    return Commitment(about, words, 100.0, ">=", "%", when_due(before), max([due_year, *due]), start, words)


def _any(windows: Sequence[Window], whole: re.Match[str], sentence: Sentence) -> bool:
    """Whether a number stands inside the words."""
    return any(whole.start() <= window.quantity.start - sentence.start < whole.end() for window in windows)


def _amount(item: Quantity) -> float:
    """Give the number a promise can be held to; of a range its lower end."""
    return item.low if math.isnan(item.value) else item.value


def _indicator(window: Window, book: PhraseBook) -> str:
    left = _FRAME.sub("", window.left)
    carried = window.carried
    if left != window.left and bare(left):  # “开展送法下乡活动,每月至少1场”
        left, carried = "", carried or _before(window)
    matches = book.matches(window, left or carried, window.whole, "")
    if not matches and carried and bare(left):
        matches = book.matches(window, _ADDED.sub("", carried), window.whole, "")
    return matches[0].indicator.code if matches else ""


def _before(window: Window) -> str:
    """Give the words of the clause before the one a number stands in."""
    clauses = re.split(r"[,;。:]", window.sentence.text[: window.quantity.start - window.sentence.start])
    return plain(clauses[-2]) if len(clauses) > 1 else ""
