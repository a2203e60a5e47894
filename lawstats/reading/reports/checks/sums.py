"""Totals and their parts in one sentence: 73件，其中…30件、…25件、其他18件; 12件、2件，合计14件."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations, islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import Span, added, printed_span
from lawstats.reading.reports.checks.scopes import HALVES
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, REQUIRED
from lawstats.reading.reports.light import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.sentences import Sentence
    from lawstats.reading.reports.windows import Window

__all__ = ["Addition", "Counted", "Fit", "Sum", "add_up", "find_sums"]

# 审核合同4份，由律师出具意见2份 opens no list: what opens one stands right behind the total, or behind what it counts
# (137名调解员，其中).
_OPENS = re.compile(
    r"(?:[一-龥]{2,12}(?=[,(]?(?:其中|包括))|[一-龥]{2,12}(?=[(]))?(?P<bracket>[(](?!.*[)]))?[,、。]?(?:其中|包括|包含|(?P<whole>分为|分别[为是]|按[^,;。]{1,8}分)|(?P<colon>:)|(?(bracket)|(?!)))"
)
_REST = re.compile(r"其他|其它|其余")
_LISTED = re.compile(r"[、和与及]|以及")
_TOTAL = re.compile(r"(?:(?:[两二三四五六七八九]|\d)?[项者]?(?:合计|共计|总计)|一共|共)(?:为|是|有|达)?$")
#: 两项共计18次: how many were added is none of them.
_SO_MANY = re.compile(r"[两二三四五六七八九2-9][项者类]")
_NO_PART = (CHANGE, BASE, OTHER_YEAR, REQUIRED)
_NO_TOTAL = ("%", "‰", "倍", "个百分点")
#: Beyond this many parts not every selection is tried.
_MOST = 12
#: So many numbers are looked at as parts in one sentence: all pairs of forty-five, which no sentence of a report has.
_ROOM = 1000


class Counted(Protocol):
    """A number with the words around it and the reason it is no result, as reports and drafts hold it."""

    @property
    def quantity(self) -> Quantity:
        """The number."""

    @property
    def window(self) -> Window:
        """The words around it."""

    @property
    def reason(self) -> str:
        """Why it is no result of the year, ``""`` where it is one."""

    @property
    def start(self) -> int:
        """Offset into the text."""

    @property
    def end(self) -> int:
        """Offset into the text."""


CountedT = TypeVar("CountedT", bound=Counted)


@dataclass(slots=True)
class Sum(Generic[CountedT]):
    """A total and its parts.

    `complete` parts are all there are; parts that are `divided` (分为, 其他) cannot lie inside one another either,
    while of （简易10件、普通80件、撤销8件） the last may be among the others.
    """

    total: CountedT
    parts: list[CountedT]
    complete: bool
    divided: bool
    after: bool = False


class Fit(StrEnum):
    """How parts and total go together."""

    WHOLE = "parts make the total"
    SOME = "some of the parts make the total"
    LARGER = "one part is larger than the total"
    MORE = "parts exceed the total"
    LESS = "parts that should make the total fall short of it"
    OPEN = "parts fall short of a total they need not make"


@dataclass(frozen=True, slots=True)
class Addition(Generic[CountedT]):
    """What adding up comes to: the sum of the parts, and the part that is larger than the total, if one is."""

    fit: Fit
    span: Span
    larger: CountedT | None = None


def find_sums(sentence: Sentence, items: Sequence[CountedT]) -> dict[int, Sum[CountedT]]:
    """Find the sums of a sentence, by the offset of their total.

    Parameters
    ----------
    sentence : Sentence
        The sentence, with levelled punctuation.
    items : sequence of Counted
        Its numbers, in order.
    """
    found: dict[int, Sum[CountedT]] = {}
    room = _ROOM
    for number, item in enumerate(items):
        if room <= 0:
            break
        if item.reason in _NO_PART or item.quantity.measure in _NO_TOTAL:
            continue
        made, looked = _after(sentence, items, number)
        room -= looked
        if made is None:
            made, looked = _before(sentence, items, number)
            room -= looked
        if made is not None and item.start not in found:
            found[item.start] = made
    return found


def _between(sentence: Sentence, one: Counted, other: Counted) -> str:
    return sentence.text[one.end - sentence.start : other.start - sentence.start]


def _before(sentence: Sentence, items: Sequence[CountedT], number: int) -> tuple[Sum[CountedT] | None, int]:
    """Read a total that comes first, and say how many numbers were looked at."""
    total = items[number]
    parts: list[CountedT] = []
    opening, last, listed = None, total, True
    spoken: list[str] = []
    looked = 0
    for item in islice(items, number + 1, None):
        between = _between(sentence, last, item)
        if not parts:
            opening = _OPENS.match(between)
            if opening is None or ";" in between:
                return None, looked
        elif ";" in between or (opening and opening["bracket"] and _closed(sentence, total, item)):
            break
        last = item
        looked += 1
        if item.quantity.measure in ("%", "‰") and parts:
            continue
        if item.reason in _NO_PART or not _alike(item, total):
            break
        if parts and _TOTAL.search(item.window.left):
            break
        if parts and not _LISTED.search(between):
            listed = False
        parts.append(item)
        spoken.append(f"{between}{item.window.right}")
    if len(parts) < 2 or opening is None:
        return None, looked
    divided = opening["whole"] is not None or _REST.search(spoken[-1]) is not None or _two_halves(spoken)
    if not listed and not divided:
        return None, looked  # clauses of their own may lie inside one another: 成功76件，司法确认30件
    return Sum(total, parts, divided or (opening["bracket"] is not None and listed), divided), looked


def _closed(sentence: Sentence, total: Counted, item: Counted) -> bool:
    """Whether the bracket that opened the parts has been closed."""
    text = _between(sentence, total, item)
    return text.count("(") <= text.count(")")


def _two_halves(words: Sequence[str]) -> bool:
    if len(words) != 2:
        return False
    first, second = words
    return any((one in first and other in second) or (other in first and one in second) for one, other in HALVES)


def _after(sentence: Sentence, items: Sequence[CountedT], number: int) -> tuple[Sum[CountedT] | None, int]:
    """Read a total that comes last (合计, 共计, 共), and say how many numbers were looked at."""
    total = items[number]
    left = total.window.raw_left.replace(" ", "")
    if not _TOTAL.search(left) or not bare(_TOTAL.sub("", total.window.left)):
        return None, 0
    parts: list[CountedT] = []
    following = total
    looked = 0
    for item in reversed(items[:number]):
        if ";" in _between(sentence, item, following):
            break
        looked += 1
        if item.quantity.measure in ("%", "‰") or (not parts and _SO_MANY.fullmatch(item.quantity.text)):
            following = item
            continue
        if item.reason in _NO_PART or not _alike(item, total):
            break
        parts.append(item)
        following = item
    if len(parts) < 2:
        return None, looked
    return Sum(total, parts[::-1], complete=True, divided=True, after=True), looked


def _alike(item: Counted, total: Counted) -> bool:
    return same_measure(item.quantity.measure, total.quantity.measure)


def add_up(made: Sum[CountedT]) -> Addition[CountedT]:
    """Add the parts up and hold them against the total, with what rounding and 余, 近, 约 admit."""
    total = printed_span(made.total.quantity)
    spans = [printed_span(part.quantity) for part in made.parts]
    everything = added(spans)
    if everything.meets(total):
        return Addition(Fit.WHOLE, everything)
    if made.after:
        # 办理建议3件、提案5件、热线20件，其中后两项合计25件: the total may be of the latest parts only.
        latest = accumulate(reversed(spans), lambda one, other: added((one, other)))
        if any(made_up.meets(total) for made_up in islice(latest, 1, len(spans) - 1)):
            return Addition(Fit.WHOLE, everything)
        return Addition(Fit.MORE if everything.low > total.high else Fit.LESS, everything)
    larger = next((part for part, span in zip(made.parts, spans, strict=True) if span.low > total.high), None)
    if larger is not None:
        return Addition(Fit.LARGER, everything, larger)
    if not made.divided and _some_add_up(spans, total):
        return Addition(Fit.SOME, everything)
    if everything.low > total.high:
        return Addition(Fit.MORE, everything)
    return Addition(Fit.LESS if made.complete else Fit.OPEN, everything)


def _some_add_up(spans: Sequence[Span], total: Span) -> bool:
    if len(spans) > _MOST:
        return False
    return any(added(chosen).meets(total) for size in range(2, len(spans)) for chosen in combinations(spans, size))
