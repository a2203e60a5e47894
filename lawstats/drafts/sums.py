"""Totals and their parts inside a draft: 73件，其中…30件、…25件、其他18件; 12件、2件，合计14件."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from lawstats.drafts.lexicon import HALVES
from lawstats.drafts.outcomes import Agreement, Outcome
from lawstats.drafts.rounding import Span, close, printed_span
from lawstats.judging.points import same_measure
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, REQUIRED
from lawstats.reading.reports.sentences import bare
from lawstats.telling.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.passages import Item, Passage

__all__ = ["Sum", "check_sum", "find_sums"]

# 审核合同4份，由律师出具意见2份 opens no list: what opens one stands right behind the total.
_OPENS = re.compile(
    r"(?P<bracket>[(](?!.*[)]))?[,、]?(?:其中|包括|包含|(?P<whole>分为|分别[为是]|按[^,;。]{1,8}分)|(?P<colon>:)|(?(bracket)|(?!)))"
)
_REST = re.compile(r"其他|其它|其余")
_LISTED = re.compile(r"[、和与及]|以及")
_TOTAL = re.compile(r"(?:(?:[两二三四五六七八九]|\d)?[项者]?(?:合计|共计|总计)|一共|共)(?:为|是|有|达)?$")
_NO_PART = (CHANGE, BASE, OTHER_YEAR, REQUIRED)
#: Beyond this many parts not every selection is tried.
_MOST = 12


@dataclass(slots=True)
class Sum:
    """A total and its parts.

    `complete` parts are all there are; parts that are `divided` (分为, 其他) cannot lie inside one another either,
    while of （简易10件、普通80件、撤销8件） the last may be among the others.
    """

    total: Item
    parts: list[Item]
    complete: bool
    divided: bool
    after: bool = False


def find_sums(passage: Passage) -> dict[int, Sum]:
    """Find the sums of a sentence, by the offset of their total."""
    found: dict[int, Sum] = {}
    items = passage.items
    for number, item in enumerate(items):
        if item.reason in _NO_PART or item.quantity.measure in ("%", "‰", "倍", "个百分点"):
            continue
        made = _after(passage, number) or _before(passage, number)
        if made is not None and item.start not in found:
            found[item.start] = made
    return found


def _between(passage: Passage, one: Item, other: Item) -> str:
    offset = passage.sentence.start
    return passage.sentence.text[one.end - offset : other.start - offset]


def _before(passage: Passage, number: int) -> Sum | None:
    """Read a total that comes first."""
    items, total = passage.items, passage.items[number]
    parts: list[Item] = []
    opening, last, listed = None, total, True
    spoken: list[str] = []
    for item in items[number + 1 :]:
        between = _between(passage, last, item)
        if not parts:
            opening = _OPENS.match(between)
            if opening is None or ";" in between:
                return None
        elif ";" in between or (opening and opening["bracket"] and _closed(passage, total, item)):
            break
        last = item
        if item.quantity.measure in ("%", "‰") and parts:
            continue
        if item.reason in (CHANGE, BASE, OTHER_YEAR, REQUIRED) or not _alike(item, total):
            break
        if parts and _TOTAL.search(item.window.left):
            break
        if parts and not _LISTED.search(between):
            listed = False
        parts.append(item)
        spoken.append(f"{between}{item.window.right}")
    if len(parts) < 2 or opening is None:
        return None
    divided = opening["whole"] is not None or _REST.search(spoken[-1]) is not None or _two_halves(spoken)
    if not listed and not divided:
        return None  # clauses of their own may lie inside one another: 成功76件，司法确认30件
    return Sum(total, parts, divided or (opening["bracket"] is not None and listed), divided)


def _closed(passage: Passage, total: Item, item: Item) -> bool:
    """Whether the bracket that opened the parts has been closed."""
    text = _between(passage, total, item)
    return text.count("(") <= text.count(")")


def _two_halves(words: Sequence[str]) -> bool:
    if len(words) != 2:
        return False
    first, second = words
    return any((one in first and other in second) or (other in first and one in second) for one, other in HALVES)


def _after(passage: Passage, number: int) -> Sum | None:
    """Read a total that comes last: 合计, 共计, 共."""
    items, total = passage.items, passage.items[number]
    left = total.window.raw_left.replace(" ", "")
    if not _TOTAL.search(left):
        return None
    parts: list[Item] = []
    following = total
    for item in reversed(items[:number]):
        if ";" in _between(passage, item, following):
            break
        if item.quantity.measure in ("%", "‰"):
            following = item
            continue
        if item.reason in _NO_PART or not _alike(item, total):
            break
        parts.insert(0, item)
        following = item
    if len(parts) < 2 or not bare(_TOTAL.sub("", total.window.left)):
        return None
    return Sum(total, parts, complete=True, divided=True, after=True)


def _alike(item: Item, total: Item) -> bool:
    one, other = item.quantity.measure, total.quantity.measure
    return same_measure(one, other)


def check_sum(made: Sum) -> Outcome | None:
    """Add the parts up; None where the words do not say that they make the whole."""
    total = printed_span(made.total.quantity)
    spans = [printed_span(part.quantity) for part in made.parts]
    everything = _added(spans)
    measure = made.total.quantity.measure
    shown = "+".join(part.quantity.text.removesuffix(measure) for part in made.parts)
    if made.after:
        if any(_added(spans[start:]).meets(total) for start in range(len(spans) - 1)):
            return Outcome(Agreement.AGREES, note=f"稿内{shown}相加相符")
        return Outcome(Agreement.CONTRADICTS, note=f"稿内{_equation(shown, spans)}，与合计不符")
    if everything.meets(total):
        return Outcome(Agreement.AGREES, note=f"稿内{shown}与合计相符")
    larger = next((part for part, span in zip(made.parts, spans, strict=True) if span.low > total.high), None)
    if larger is not None:
        return Outcome(Agreement.CONTRADICTS, note=f"分项{larger.quantity.text}大于合计{made.total.quantity.text}")
    if not made.divided and _some_add_up(spans, total):
        return Outcome(Agreement.AGREES, note="稿内部分分项相加等于合计，其余为其中之数")
    if everything.low > total.high:
        return Outcome(Agreement.CONTRADICTS, note=f"稿内{_equation(shown, spans)}，多于合计{made.total.quantity.text}")
    if made.complete:
        return Outcome(Agreement.CONTRADICTS, note=f"稿内{_equation(shown, spans)}，少于合计{made.total.quantity.text}")
    return Outcome(Agreement.NOT_ON_RECORD, note=f"稿内{_equation(shown, spans)}，少于合计，如已列全请核对")


def _added(spans: Sequence[Span]) -> Span:
    return Span(sum(span.low for span in spans), sum(span.high for span in spans))


def _some_add_up(spans: Sequence[Span], total: Span) -> bool:
    if len(spans) > _MOST:
        return False
    return any(_added(chosen).meets(total) for size in range(2, len(spans)) for chosen in combinations(spans, size))


def _equation(shown: str, spans: Sequence[Span]) -> str:
    added = _added(spans)
    value = plain(added.low) if close(added.low, added.high) else f"{plain(added.low)}至{plain(added.high)}"
    return f"{shown}={value}"
