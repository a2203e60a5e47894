"""What a report promises for the year to come (block ④), so that it can be checked a year later."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.reading.reports.context import PRESENT, REQUIRED
from lawstats.reading.reports.promises.changes import CHANGES, against_last_year, find_no_worse, what_changes
from lawstats.reading.reports.promises.indicators import FRAME, changing, clause_before, indicator_of
from lawstats.reading.reports.promises.no_promises import DURATIONS, RATES, is_base, why_no_promise
from lawstats.reading.reports.promises.places import is_for_each, so_many_places
from lawstats.reading.reports.promises.promised import Commitment, clause_of, object_of
from lawstats.reading.reports.promises.times import EVERY, deadline, due_in, times_a_year, when_due
from lawstats.reading.reports.promises.wholes import find_wholes, once_for_all
from lawstats.reading.reports.sentences import Sentence, plain
from lawstats.reading.reports.windows import Window, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import PhraseBook

__all__ = ["Commitment", "find_commitments"]

# 每周三: the day of the week is no number of times.
_WEEKDAY = re.compile(r"[一二三四五六日天](?![次场个期])")
_AIM = re.compile(
    r"调整[为到]|优化为|整合为|扩[大充]到|减少到|开展|组织|召开|举办|安排|培训|新增|建成|打造|完成|培育|培养|发放|达到|达|不少于|不低于|控制|实现|确保|力争|争取|以上|以内|提升|提高|覆盖|建设|创建|配备|聘|办|做到|组建|设立|新建|发展|增设|配齐|推动|保持|招录|招聘|引进|选派|建立|推送|成立|增至|全部|制作|发布|编印|修订|出台|推出|选树|评选|命名|增加|更新|购置"
)
# “每周排查一次、每月研判一次” are two promises.
_CLAUSE = re.compile(r"(?:[^,;。:、]|、(?![^,;。:、]{0,6}每(?!名|个|户)|逐[月季周]|一(?:季度?|月|周)一|([季月周])\1))+")
_AT_LEAST = re.compile(r"至少|不少于|不低于|不得少于|以上|达到|累计")
# 每场参加群众不少于50人: of each occasion, and no total of the year.
_ON_EACH_OCCASION = re.compile(r"每(?:一)?[次场期批轮课班][^,;。:]{0,14}$")
# 在去年8场的基础上增加4场, 再建2个: so many more, and no number of the year.
_ON_TOP = re.compile(r"基础上[^,;。:]*$|再(?:新?增加?|新?建|办|发展|培[养育])[^,;。:]{0,6}$")
_SUMMED = re.compile(r"(?:全年|年内|每年|一年|累计|共计?|总计|合计|即|达到?|不少于|至少|以上|为|[()、])*")
_PARALLEL = re.compile(r"对[^,。;]{2,20}(?:进行|开展)[^,。;]{2,14}$")
_AT_MOST = re.compile(
    r"控制在|压降到|降至|下降到|减少到|降到|(?:压缩|缩短|减|降)[至到]|不超过|不高于|不突破|(?<!不)低于|(?<!不)少于|以下|以内|之内"
)

_RAISED = re.compile(r"(?:提高|提升|增加|扩大|增|升)(?:到|至|为)")
_NEW = re.compile(r"新增|新建|新聘|新培|新发展|增加(?!到|至)")


def find_commitments(
    sentence: Sentence, quantities: Sequence[Quantity], book: PhraseBook, due_year: int, above: str = ""
) -> tuple[list[Commitment], list[tuple[Quantity, str]]]:
    """Find the promises of one sentence, and the quantities that promise nothing with the reason.

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
    above : str
        The heading above and the sentence before, for the topic.
    """
    text = sentence.text
    found: list[Commitment] = []
    left_over: list[tuple[Quantity, str]] = []
    used: set[int] = set()
    windows = windows_of(sentence, quantities, book.verbs) if quantities else []
    for window in windows:
        window.whole = f"{plain(above)}。{window.whole}" if above else window.whole
    for clause in _CLAUSE.finditer(text):
        every = EVERY.search(clause[0])
        if every is None:
            continue
        inside = [w for w in windows if clause.start() <= w.quantity.start - sentence.start < clause.end()]
        inside = [w for w in inside if w.quantity.start - sentence.start >= clause.start() + every.start()]
        begin = clause.start() + every.start()
        earlier = [w for w in windows if w.quantity.start - sentence.start < begin]
        found.append(_periodic(sentence, clause, every, inside, book, due_year, earlier))
        for one, other in itertools.pairwise(inside):
            between = text[one.quantity.end - sentence.start : other.quantity.start - sentence.start]
            if re.search(r"[、和及与]", between):  # 每季度开展1次评查和1次测试
                found.append(_periodic(sentence, clause, every, [other], book, due_year))
        used.update(w.quantity.start for w in inside)
        found.extend(_parallels(sentence, clause.end(), begin, every, due_year))
    places = [(window.quantity, window.quantity.start - sentence.start) for window in windows]
    stated = [at for item, at in places if not once_for_all(sentence, at, item.text)]
    wholes = find_wholes(sentence, stated, due_year)
    found.extend([*wholes, *find_no_worse(sentence, stated, book, due_year)])
    used.update(
        item.start
        for item, at in places
        if at not in stated and any(whole.start <= item.start < whole.start + len(whole.text) for whole in wholes)
    )
    for number, window in enumerate(windows):
        item = window.quantity
        if item.start in used:
            continue
        for_each = is_for_each(sentence, window, windows[number + 1 :])
        reason = PRESENT if for_each else why_no_promise(sentence, item, due_year)
        if reason:
            left_over.append((item, reason))
            continue
        promise = _measured(sentence, windows, number, book, due_year)
        if promise is None:
            left_over.append((item, REQUIRED))
        elif not _said_before(promise, sentence, item, found):
            found.append(promise)
            found.extend(_shared(promise, window, book))
    return found, left_over


def _periodic(
    sentence: Sentence,
    clause: re.Match[str],
    every: re.Match[str],
    windows: Sequence[Window],
    book: PhraseBook,
    due_year: int,
    earlier: Sequence[Window] = (),
) -> Commitment:
    """每季度开展一次集中培训 is four a year, at least."""
    times = times_a_year(every)
    begin = clause.start() + every.start()
    words = sentence.text[begin : clause.end()].strip()
    indicator = indicator_of(windows[0], book) if windows else ""
    target, measure = times, "次"
    if windows:
        item = windows[-1].quantity if _RAISED.search(words) else windows[0].quantity
        measure = item.measure or "次"
        rate = measure in ("%", "‰", "成")
        factor, start = (1.0, begin) if rate else so_many_places(sentence, earlier, item)
        target = _amount(item) * (1.0 if rate else times) * factor
        words = sentence.text[start : clause.end()].strip() if factor > 1 else words
    rest = clause[0][every.end() :]
    if every["span"] in ("周", "星期"):
        rest = _WEEKDAY.sub("", rest, count=1) if _WEEKDAY.match(rest) else rest
    about = object_of(rest, windows[0].quantity.text if windows else "")
    if windows and not FRAME.sub("", about):
        about = object_of(clause_before(windows[0]), "")
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
    sentence: Sentence, windows: Sequence[Window], number: int, book: PhraseBook, due_year: int
) -> Commitment | None:
    """Read a number promised without a standing period: 全年普法不少于20场, 成功率达到98%以上."""
    window = windows[number]
    item = window.quantity
    clause = clause_of(sentence, item)
    at, end = item.start - sentence.start, item.end - sentence.start
    before = sentence.text[:at]
    own = before[max(before.rfind(mark) for mark in ",;。:") + 1 :]
    # Up to the numbers beside it: a ceiling on one of them is none on the next.
    last = windows[number - 1].quantity.end - sentence.start if number else 0
    following = windows[number + 1].quantity.start - sentence.start if number + 1 < len(windows) else len(sentence.text)
    after = re.split(r"[,;。:]", sentence.text[end:following])[0]
    beside = own[max(0, last - (at - len(own))) :] + item.text + after
    limit = item.measure in DURATIONS[1:] and (item.qualifier == "at_most" or _AT_MOST.search(own) is not None)
    at_least = item.measure in DURATIONS[1:5] + DURATIONS[-2:] and _AT_LEAST.search(beside) is not None
    if item.measure in DURATIONS and not limit and not at_least:
        return None
    indicator = "" if _ON_EACH_OCCASION.search(own) or _ON_TOP.search(own) else indicator_of(window, book)
    if not indicator and number and is_base(sentence, windows[number - 1].quantity):
        indicator = indicator_of(windows[number - 1], book)  # 将20个网格调整为18个: grids
    if item.measure not in RATES and "全覆盖" in after and indicator in ("", "communities"):
        return _all_of_them(sentence, window, clause, due_year)
    if indicator and book.vocabulary[indicator].kind == "stock" and (not _AIM.search(clause) or _NEW.search(clause)):
        indicator = ""  # 走访25个网格 promises no grids; 新增20名 is no level to be reached
    several = clause.count(item.text) == 1 and sum(other.quantity.text in clause for other in windows) > 1
    about = object_of(f"{window.left}{window.right}" if several else clause, item.text)
    if not FRAME.sub("", about):
        about = object_of(clause_before(window), "")  # 赴外地学习,年内至少一次
    amount, change = _amount(item), CHANGES.search(own)
    relative = against_last_year(item, own)
    at_most = item.qualifier in ("at_most", "under") or limit or _AT_MOST.search(beside) is not None
    if change is not None:
        at_most = change["down"] is not None
        amount = -amount if at_most else amount
        indicator = "" if _ON_TOP.search(own) else changing(window, own[: change.start()], book)
    if not math.isnan(relative):
        amount, at_most = relative, relative < 0
        indicator = what_changes(window, own, book) if change is None else indicator
    words, factor = clause, 1.0
    if item.measure not in RATES and change is None and not at_most and math.isnan(relative):
        factor, begin = so_many_places(sentence, windows[:number], item)
        words = sentence.text[begin : sentence.text.find(clause) + len(clause)] if factor > 1 else clause
    return Commitment(
        indicator or f"other:{about}",
        words,
        amount * factor,
        "<=" if at_most else ">=",
        item.measure if math.isnan(relative) else "%",
        when_due(before) or deadline(after),
        due_in(before, due_year),
        item.start,
        words,
    )


def _shared(promise: Commitment, window: Window, book: PhraseBook) -> list[Commitment]:
    """Give the rates named before the last of several that one share is promised for: 办复率、满意率均达到100%."""
    left = window.left or window.carried
    if promise.measure not in RATES or promise.target < 0:
        return []
    found = []
    for named in re.finditer(r"率(?=[、和及与以])", left):
        head = left[: named.end()]
        matches = book.matches(window, head, window.whole, "")
        about = object_of(re.split(r"[、和及与]", head)[-1], "")
        found.append(replace(promise, indicator=matches[0].indicator.code if matches else f"other:{about}"))
    return found


def _all_of_them(sentence: Sentence, window: Window, clause: str, due_year: int) -> Commitment:
    """实现12个社区全覆盖 is a share of a hundred per cent of them, and no number of communities."""
    before = sentence.text[: window.quantity.start - sentence.start]
    about = f"other:{object_of(clause, '')}"
    when = when_due(before), due_in(before, due_year)
    return Commitment(about, clause, 100.0, ">=", "%", *when, window.quantity.start, clause)


def _said_before(promise: Commitment, sentence: Sentence, item: Quantity, found: Sequence[Commitment]) -> bool:
    """Whether a number only sums up the promise before it: 每季度学法1次,全年不少于4次."""
    if not found or (found[-1].measure, found[-1].target) != (promise.measure, promise.target):
        return False
    words = clause_of(sentence, item).replace(item.text, "")
    return bool(found[-1].period) and _SUMMED.fullmatch(words) is not None


def _amount(item: Quantity) -> float:
    """Give the number a promise can be held to; of a range its lower end."""
    return item.low if math.isnan(item.value) else item.value
