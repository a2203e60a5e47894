"""What a report's own words say was done about a promise that no indicator counts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from lawstats.judging.evidence import Figure
from lawstats.quantities import find_quantities
from lawstats.quantities.measures import same_measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Mention", "about", "alike", "find_mentions", "plain_promise", "said_done"]

_CLAUSES = re.compile(r"[^，,。；;：:！!？?\n]+")
#: What frames a promise and says nothing of its object: numbering, period, verb, amount.
_FRAME = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]+[）)、.]|^[一二三四五六七八九十]是|每个?(?:社区|村|网格|部门|科室)|"
    r"每(?:半年|两年|季度|季|月|周|星期|年度|年|日|天)|^(?:全年|年内|年底前?|定期)|"
    r"不少于|不低于|不超过|不高于|至少|至多|以上$|以下$|以内$|左右$|达到|保持在?|控制在|"
    r"^(?:力争|争取|确保|实现|进一步|持续|继续|积极|切实|坚持|并|同时|对|将|要)|"
    r"^(?:开展|组织|召开|举办|举行|进行|安排|实施|落实|完成|新增|推进)"
)
#: How often, at the end, written without a number the reader takes for a quantity: 复查已签合同一次.
_ONCE = re.compile(r"(?<=[一-鿿]{2})[一两二三四五六七八九十\d]+(?:次|场|期|批|轮|回)$")
_NUMBERING = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+是|\d+[.、]|[一二三四五六七八九十]+、)"
)
_NONE = re.compile(r"未|没有|无(?!论)")
_PLANNED = re.compile(r"将|计划|(?<!模)拟|下一?步|下一?年|明年|力争|争取|不少于|不低于|不超过|必须|应当")
#: Words that count the same doing.
_DOINGS = frozenset(("次", "场", "场次", "期", "批", "批次", "轮", "回", "节", "堂"))
#: Share of the promise's pairs of characters that a clause must hold to speak of the same thing.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that speaks of the promised thing; `figure` is None where it states no number."""

    words: str
    likeness: float
    figure: Figure | None


class _Section(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class _Report(Protocol):
    @property
    def office(self) -> str: ...
    @property
    def year(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def sections(self) -> Sequence[_Section]: ...


def said_done(reports: Iterable[_Report]) -> pd.DataFrame:
    """Return what reports say was done (block ①), in the columns `track_commitments` takes as `text_mentions`.

    Parameters
    ----------
    reports : iterable of Report
        Reports as `lawstats.read_report` returns them; one without a year is left out.

    Returns
    -------
    DataFrame
        office, year, text.
    """
    rows = [
        (report.office, report.year, report.text[part.start : part.end])
        for report in reports
        for part in report.sections
        if part.kind == "measures" and report.year is not None
    ]
    return pd.DataFrame(rows, columns=["office", "year", "text"])


def plain_promise(promise: str) -> str:
    """Return a promise without its numbering and its full stop.

    Examples
    --------
    >>> plain_promise("二是组织执法培训不少于6次。")
    '组织执法培训不少于6次'
    """
    return _NUMBERING.sub("", promise.strip()).strip("，,。；; 　")


def about(promise: str) -> str:
    """Return what a promise is about, without numbering, period, verb and amount.

    Examples
    --------
    >>> about("三是组织模拟执法演练不少于2次"), about("每季度对已签合同复查1次")
    ('模拟执法演练', '已签合同复查')
    """
    words = promise
    for quantity in reversed(find_quantities(promise)):
        words = words[: quantity.start] + words[quantity.end :]
    before = None
    while before != words:
        before, words = words, _ONCE.sub("", _FRAME.sub("", words.strip("，,。；; 　")))
    return words


def alike(one: str, other: str) -> float:
    """Return the share of the first one's pairs of neighbouring characters that the other holds, in any order.

    Examples
    --------
    >>> alike("已签合同复查", "复查已签合同4次"), alike("调解员培训班", "组织执法培训5次")
    (0.8, 0.2)
    """
    pairs = [one[i : i + 2] for i in range(len(one) - 1)]
    if not pairs:
        return 1.0 if one and one in other else 0.0
    return sum(pair in other for pair in pairs) / len(pairs)


def find_mentions(
    promise: str, measure: str, texts: Iterable[tuple[str, str]], year: int, planned: Iterable[str] = ()
) -> list[Mention]:
    """Find what a year's report says was done about a promise.

    Parameters
    ----------
    promise : str
        The words of the promise.
    measure : str
        Its measure word; a number in another measure says nothing about it.
    texts : iterable of (text, source)
        What the report says was done: whole blocks or sentences.
    year : int
        The year of that report.
    planned : iterable of str
        The report's own promises for the year after; clauses of theirs are no results.

    Returns
    -------
    list of Mention
        The clauses that speak of it most closely; none when it is not spoken of.

    Examples
    --------
    >>> said = [("全年未组织模拟执法演练。", "2024年报告")]
    >>> [mention.figure.value for mention in find_mentions("开展模拟执法演练2次", "次", said, 2024)]
    [0.0]
    """
    topic = about(promise)
    if not topic:
        return []
    plans = [words for words in planned if words]
    found: list[Mention] = []
    for text, source in texts:
        for clause in _CLAUSES.finditer(text):
            words = clause[0].strip()
            likeness = alike(topic, words)
            own = _PLANNED.search(words) or any(words in plan or plan in words for plan in plans)
            if likeness >= _ALIKE and not own:
                place = f"第{clause.start() + 1}字"
                found.append(Mention(words, likeness, _figure(words, measure, year, source, place)))
    numbered = [mention for mention in found if mention.figure is not None]
    best = max((mention.likeness for mention in numbered or found), default=0.0)
    return [mention for mention in numbered or found if mention.likeness == best]


def _figure(words: str, measure: str, year: int, source: str, place: str) -> Figure | None:
    for quantity in find_quantities(words):
        if (
            quantity.measure == measure
            or same_measure(quantity.measure, measure)
            or {quantity.measure, measure} <= _DOINGS
        ):
            low, high = quantity.low, quantity.high
            value = quantity.value if low == high or not math.isnan(quantity.value) else math.nan
            return Figure("", year, value, low, high, quantity.qualifier, quantity.measure, source, place, words)
    if _NONE.search(words) and not find_quantities(words):
        return Figure("", year, 0.0, 0.0, 0.0, "exact", measure, source, place, words)
    return None
