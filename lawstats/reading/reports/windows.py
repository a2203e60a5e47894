"""The words that stand around each number of a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from lawstats.reading.reports.light import acts, bare, heart_end, without_stand_in
from lawstats.reading.reports.sentences import ASIDE, DROPPED, Sentence, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity

__all__ = ["Verbs", "Window", "window_of", "windows_of"]

_BREAK = re.compile(r"[,;:()|\t]|——")
_UNTIDY = re.compile(rf"{DROPPED.pattern}|[(]|\d[年月]")
# Of these an actor's name says what is counted: 司法所14个.
_BODIES = frozenset(("个", "家", "处", "所", "支"))
_FROM = re.compile(r"(?:由|从)[^,。;由从]{0,16}$")
_TO = re.compile(r"[^,。;\d]{0,8}?(?:到|至|为|成)了?$")
# “203个工作室全部挂牌运行,总数达220个”: what is said of the first is no part of its name.
_PREDICATE = re.compile(r"(?:全部|均已?|都已?|已)[^,]{2,8}$")
_JOINS = "、和及与并以,"
_JOINT = re.compile(r"、|和|及|与|以及")
_LAST_JOINT = re.compile(r"(?:、|和|及|与|以及|并)$")
_RATE = re.compile(r"(?:按期|按时|及时|均)?(?:(?!顾问)[^,的]){0,6}(?:率|比例|满意度)(?:均|都|达到?|为|是|约)*$")
_MOVED = re.compile(
    r"(?:同比|环比|(?:比|较|与)(?:去年|上年|上一年)(?:同期)?(?:相比)?)?(?:实现)?(?:下降|上升|增长|减少|增加|提高|降低|上涨|回落)(?:了|约|近|超)?$"
)
_REACH = 80
_SUBJECT_HOPS = 3


@dataclass(slots=True)
class Window:
    """What stands around one quantity, with quotation marks, asides and dates taken out.

    Attributes
    ----------
    left, right : str
        The words between the number and the nearest break or neighbouring number.
    carried : str
        When nothing but light words, or a `verb`, stands at the left: the words of the clause before.
    before, whole : str
        The sentence up to the number, and all of it.
    verb : str
        A verb that says what was done, at the end of `left` (“受理” of “信访件方面,全年受理”).
    alone : bool
        Whether the words at the left name nothing that could be counted: light words, a verb, who did it.
    """

    quantity: Quantity
    sentence: Sentence
    left: str
    right: str
    carried: str
    before: str
    whole: str
    raw_left: str
    in_aside: bool
    joined: bool
    verb: str = ""
    alone: bool = False

    @property
    def near(self) -> str:
        """The clause around the number."""
        return f"{self.left or self.carried}#{self.right}"


class Verbs(NamedTuple):
    """The verbs of a vocabulary as one pattern, light words after them included, and the length of the longest."""

    pattern: re.Pattern[str]
    longest: int

    def last(self, words: str) -> re.Match[str] | None:
        """Find the verb a run of words ends with, light words apart."""
        # It ends where light words begin, or among them: nothing further to the left need be tried.
        return self.pattern.search(words, max(heart_end(words) - self.longest, 0))


def windows_of(sentence: Sentence, quantities: Sequence[Quantity], verbs: Verbs | None = None) -> list[Window]:
    """Build the window of each quantity of a sentence, in order; `verbs` are those of the vocabulary."""
    text, offset = sentence.text, sentence.start
    spans = [(item.start - offset, item.end - offset) for item in quantities]
    breaks = _breaks(text, spans)
    # Most sentences hold nothing that would be taken out: told once for all their windows.
    tidy = plain if _UNTIDY.search(text) else str
    bracketed = "(" in text
    whole = tidy(text)
    windows: list[Window] = []
    for number, (item, (start, end)) in enumerate(zip(quantities, spans, strict=True)):
        at = bisect_left(breaks, (start, 0))
        left_break = breaks[at - 1] if at else (0, 0)
        right_break = breaks[at][0] if at < len(breaks) else len(text)
        left_from = max(left_break[1], spans[number - 1][1] if number else 0)
        joined = number > 0 and left_from == spans[number - 1][1]
        next_start = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        raw_left = text[left_from:start]
        left = tidy(raw_left)
        if joined and left and left[0] not in _JOINS and left[0] != "的":
            # “9个社区、3个行政村”: the words up to the joint belong to the number before.
            left = _JOINT.split(left)[-1]
        # What a number counts stands close to it; a bound keeps a hostile text from costing more.
        left = left.lstrip(_JOINS)[-_REACH:]
        right = tidy(text[end : min(right_break, next_start)]).rstrip("。!?;")[:_REACH]
        if right and right[0] in _JOINS and (right[0] != "与" or next_start < right_break):
            right = ""
        elif next_start < right_break and quantities[number + 1].measure == "%":
            right = _RATE.sub("", right)  # “提案2件按期办结率100%”: the rate is named for the next number
        elif next_start < right_break:
            right = _LAST_JOINT.sub("", right)
        moved = joined and _TO.fullmatch(raw_left) is not None and _FROM.search(windows[-1].left) is not None
        if moved:
            left = ""  # “网格由96个优化调整为72个”
        core = without_stand_in(left)
        done = verbs.last(core) if verbs is not None else None
        core = core if done is None else core[: done.start()]
        alone = bare(core) or (item.measure not in _BODIES and acts(core))
        carried = _carried(text, breaks, spans, windows, left_from, joined)[-_REACH:] if alone else ""
        if moved:
            carried = _FROM.sub("", carried)
        before = tidy(text[:start])
        in_aside = bracketed and _in_aside(text, start)
        verb = done["verb"] if done else ""
        windows.append(
            Window(item, sentence, left, right, carried, before, whole, raw_left, in_aside, joined, verb, alone)
        )
    return windows


def window_of(words: str, item: Quantity, sentence: Sentence, verbs: Verbs | None) -> Window:
    """Build the window of a number that would stand behind some words, with nothing after it."""
    done = verbs.last(words) if verbs is not None else None
    verb = done["verb"] if done else ""
    return Window(item, sentence, words, "", "", words, words, words, in_aside=False, joined=False, verb=verb)


def _breaks(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Clause breaks outside the numbers; an aside without a number does not break its clause."""
    inside = [*spans]
    if "(" in text:
        asides = [found.span() for found in ASIDE.finditer(text)]
        inside += [span for span in asides if not any(span[0] <= start < span[1] for start, _ in spans)]
        inside.sort()
    breaks = []
    following = 0
    for found in _BREAK.finditer(text):
        at = found.start()
        while following < len(inside) and inside[following][1] <= at:
            following += 1
        if following == len(inside) or at < inside[following][0]:
            breaks.append(found.span())
    return breaks


def _in_aside(text: str, position: int) -> bool:
    return text.rfind("(", 0, position) > text.rfind(")", 0, position)


def _carried(
    text: str,
    breaks: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    windows: Sequence[Window],
    left_from: int,
    joined: bool,
) -> str:
    """Find the words of an earlier clause that say what a number alone in its clause counts."""
    if joined and windows:
        return _said_of(windows[-1])
    stop = left_from
    for _ in range(_SUBJECT_HOPS):
        at = bisect_left(breaks, (stop, 0))
        inner = breaks[at - 1] if at else (0, 0)
        if not at:
            return ""
        segment_end = inner[0]
        start = breaks[at - 2][1] if at > 1 else 0
        last = max((k for k, span in enumerate(spans) if start <= span[0] < segment_end), default=None)
        if last is not None and last < len(windows):
            tail = _PREDICATE.sub("", plain(text[spans[last][1] : segment_end]))
            if not bare(tail) and len(tail) > 1:
                return tail
            return _said_of(windows[last])
        words = plain(text[start:segment_end])
        if not bare(words):
            return words
        stop = start
    return ""


def _said_of(window: Window) -> str:
    """Give what a number counts, for the next one: of “信访总量同比下降12%” the 信访总量."""
    words = window.left
    if window.alone:  # “组建2支队伍和1个工作室”: a noun at the right is the first number's own
        words = window.carried if bare(window.left) or bare(window.right) else ""
    return _MOVED.sub("", words) if window.quantity.measure == "%" else words
