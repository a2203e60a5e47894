"""What a report promises for the year to come (block ④), so that it can be checked a year later."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.reports.sentences import Sentence, Window, bare, plain, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.claims import Item
    from lawstats.reading.reports.phrases import PhraseBook

__all__ = ["Commitment", "find_commitments", "unmeasured"]

#: How often a year each standing period comes round.
_TIMES = {
    "季": 4, "季度": 4, "月": 12, "周": 52, "星期": 52, "半年": 2, "年": 1, "年度": 1, "两年": 0.5,
    "两个月": 6, "两月": 6, "两周": 26,
    "日": 365, "天": 365,
}  # fmt: skip
_EVERY = re.compile(
    r"(?P<each>每个?(?:村|社区|村居|网格|部门|科室)[^,;。]{0,4})?"
    r"(?:每(?:个)?(?P<span>两个月|两月|两周|季度|季|月|周|星期|半年|年度|年|两年|日|天)(?:度)?|[按逐](?P<by>季度|月|季|周|年))"
)
# 每周三: the day of the week is no number of times.
_WEEKDAY = re.compile(r"[一二三四五六日天](?![次场个期])")
# 防止、避免 are endeavours; 杜绝、不发生 can be counted at the end of the year.
_NEVER = re.compile(
    r"(?:坚决|切实|确保|努力|力争|有效)*(?:杜绝|不(?:再)?(?:发生|出现))(?P<what>[^,;。:]{2,24}?(?:案件|案|事件|事故|情形|情况|现象|问题|败诉(?!案)))(?:的)?(?:发生|出现)?"
)
_COVER = re.compile(
    r"(?:实现|确保|做到|推动|推进|完成)(?P<what>(?![^,;。:]*(?:制度|机制))[^,;。:]{2,30}?)(?:全覆盖|全员覆盖|100%覆盖)"
)
_BAN = re.compile(
    r"(?P<who>(?:凡|凡是|对)?未(?:经|通过|履行)[^。;]{2,40}?),?(?:一律|坚决)?(?:不得|不予|严禁|不能)(?P<what>[^,。;]{2,30})"
)
_NONE = re.compile(r"(?:实现|确保|保持|做到|力争)?(?P<what>[^,;。:]{2,20}?)(?:零|“零”)(?:发生|新增|事故|出现|败诉)")
_AIM = re.compile(
    r"开展|组织|召开|举办|安排|培训|新增|建成|打造|完成|培育|培养|发放|达到|达|不少于|不低于|控制|实现|确保|力争|争取|以上|以内|提升|提高|覆盖|建设|创建|配备|聘|办|做到|组建|设立|新建|发展|增设|配齐|推动|保持"
)
_PARALLEL = re.compile(r"对[^,。;]{2,20}(?:进行|开展)[^,。;]{2,14}$")
_AT_MOST = re.compile(r"控制在|压降到|降至|下降到|减少到|降到|不超过|不高于|低于|以下|以内")
_DUE = re.compile(r"(?:到|至|在)?(20\d\d)年(?:底|末)?(?:前|之前)?")
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九十]是|[(][一二三四五六七八九十]+[)]|\d+[、.]|同时|另外|此外|并|将|要|坚持|定期|至少|不少于|继续|力争|争取|确保|实现|计划|(?<!模)拟|做到|前(?=新|建|完))+[,、]?"
)
_VERBS = re.compile(r"^(?:开展|组织|召开|举办|安排|进行|完成|举行|实施)+")


_FROM = re.compile(r"(?:由|从)[^,。;由从]{0,16}$")
_THEN = re.compile(
    r"[^,。;]{0,8}?(?:提高|提升|增加|扩大|上升|增至|升至|下降|降低|减少|压降|降至|增|升|降)(?:到|至|为)?"
)
_RAISED = re.compile(r"(?:提高|提升|增加|扩大|增|升)(?:到|至|为)")
_NEW = re.compile(r"新增|新建|新聘|新培|新发展|增加(?!到|至)")
_ADDED = re.compile(r"新增|新建|新聘|新培育|新发展|\d+年底?前?")
_TRAILING = re.compile(r"(?:控制在|保持在|达到|达|不少于|不低于|至少|以上|以内|到|至|为|的)+$")


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
    for clause in re.finditer(r"[^,;。:]+", text):
        every = _EVERY.search(clause[0])
        if every is None:
            continue
        inside = [w for w in windows if clause.start() <= w.quantity.start - sentence.start < clause.end()]
        inside = [w for w in inside if w.quantity.start - sentence.start >= clause.start() + every.start()]
        begin = clause.start() + every.start()
        found.append(_periodic(sentence, clause, every, inside, book, due_year))
        used.update(w.quantity.start for w in inside)
        found.extend(_parallels(sentence, clause.end(), begin, every, due_year))
    for nothing in (*_BAN.finditer(text), *_NONE.finditer(text), *_NEVER.finditer(text)):
        words = nothing[0].strip()
        begin = sentence.start + nothing.start() + len(nothing[0]) - len(nothing[0].lstrip())
        about = _object(nothing["what"] if "who" not in nothing.groupdict() else nothing["who"], "")
        found.append(Commitment(f"other:{about}", words, 0.0, "==", "件", "", due_year, begin, words))
    found.extend(
        _coverage(sentence, whole, due_year) for whole in _COVER.finditer(text) if not _any(windows, whole, sentence)
    )
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


def unmeasured(items: Sequence[Item], measured: Sequence[Commitment], due_year: int) -> list[Commitment]:
    """List the items of the block that promise nothing to be counted; their target is NaN."""
    starts = [promise.start for promise in measured]
    found = []
    for item in items:
        if any(item.start <= start < item.start + len(item.text) for start in starts):
            continue
        words = re.split(r"(?<=[。;；])", item.text, maxsplit=1)[0].strip()
        pieces = [piece for piece in re.split(r"[。,:，：]", _LEAD_IN.sub("", words)) if plain(piece).strip()]
        about = _object(pieces[0] if pieces else "", "")
        found.append(Commitment(f"other:{about}", words, math.nan, "", "", "", due_year, item.start, words))
    return found


def _periodic(
    sentence: Sentence,
    clause: re.Match[str],
    every: re.Match[str],
    windows: Sequence[Window],
    book: PhraseBook,
    due_year: int,
) -> Commitment:
    """每季度开展一次集中培训 is four a year, at least."""
    times = _TIMES[every["span"] or every["by"]]
    begin = clause.start() + every.start()
    words = sentence.text[begin : clause.end()].strip()
    indicator = _indicator(windows[0], book) if windows else ""
    target, measure = float(times), "次"
    if windows:
        item = windows[-1].quantity if _RAISED.search(words) else windows[0].quantity
        measure = item.measure or "次"
        rate = measure in ("%", "‰", "成")
        target = _amount(item) * (1.0 if rate else times)
    rest = clause[0][every.end() :]
    if every["span"] in ("周", "星期"):
        rest = _WEEKDAY.sub("", rest, count=1) if _WEEKDAY.match(rest) else rest
    about = _object(rest, windows[0].quantity.text if windows else "")
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
        if following is None or not _PARALLEL.match(following[0].strip()) or _EVERY.search(following[0]):
            break
        end += 1 + following.end()
        words = following[0].strip()
        found.append(
            Commitment(
                f"other:{_object(words, '')}",
                words,
                float(_TIMES[every["span"] or every["by"]]),
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
    if not item.measure or item.measure in ("年", "天", "日", "小时", "分钟", "月", "周", "个月"):
        return None
    indicator = _indicator(window, book)
    clause = _clause_of(sentence, item)
    if indicator and book.vocabulary[indicator].kind == "stock" and (not _AIM.search(clause) or _NEW.search(clause)):
        indicator = ""  # 走访25个网格 promises no grids; 新增20名 is no level to be reached
    if not indicator and item.qualifier not in ("at_least", "at_most") and not _AIM.search(clause):
        return None
    at_most = item.qualifier in ("at_most", "under") or _AT_MOST.search(clause) is not None
    several = clause.count(item.text) == 1 and sum(other in clause for other in numbers) > 1
    about = _object(f"{window.left}{window.right}" if several else clause, item.text)
    due = [int(year) for year in _DUE.findall(sentence.text[: item.start - sentence.start])]
    return Commitment(
        indicator or f"other:{about}",
        clause,
        _amount(item),
        "<=" if at_most else ">=",
        item.measure,
        "",
        max([due_year, *due]) if due else due_year,
        item.start,
        clause,
    )


def _coverage(sentence: Sentence, whole: re.Match[str], due_year: int) -> Commitment:
    """实现法律顾问全覆盖 is a share of a hundred per cent."""
    words = whole[0]
    about = f"other:{_object(whole['what'], '')}全覆盖"
    return Commitment(about, words, 100.0, ">=", "%", "", due_year, sentence.start + whole.start(), words)


def _any(windows: Sequence[Window], whole: re.Match[str], sentence: Sentence) -> bool:
    """Whether a number stands inside the words."""
    return any(whole.start() <= window.quantity.start - sentence.start < whole.end() for window in windows)


def _amount(item: Quantity) -> float:
    """Give the number a promise can be held to; of a range its lower end."""
    return item.low if math.isnan(item.value) else item.value


def _indicator(window: Window, book: PhraseBook) -> str:
    matches = book.matches(window, window.left or window.carried, window.whole, "")
    if not matches and window.carried and bare(window.left):
        matches = book.matches(window, _ADDED.sub("", window.carried), window.whole, "")
    return matches[0].indicator.code if matches else ""


def _clause_of(sentence: Sentence, item: Quantity) -> str:
    at, end = item.start - sentence.start, item.end - sentence.start
    left = max(sentence.text.rfind(mark, 0, at) for mark in ",;。:")
    ends = [found for mark in ",;。:" if (found := sentence.text.find(mark, end)) >= 0]
    return sentence.text[left + 1 : min(ends, default=len(sentence.text))].strip()


def _object(words: str, number: str) -> str:
    """Say what is promised, without period, number and lead-in."""
    words = plain(words.replace(number, "", 1) if number else words)
    before = None
    while before != words:
        before = words
        words = _TRAILING.sub("", _VERBS.sub("", _LEAD_IN.sub("", words)))
    return words[:24] or "未写明"
