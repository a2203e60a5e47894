"""The four blocks of an annual report, whatever the numbering."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lawstats.reading.reports.announcing import announced, announces_plans, may_look_ahead, opens_ahead
from lawstats.reading.reports.headings import STYLES, Heading, find_headings, runs_on
from lawstats.reading.reports.sentences import level

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["KINDS", "Section", "announces_plans", "find_sections"]

#: What each block is called in the order of the rules of 2019: ①举措和成效 ②不足和原因 ③第一责任人履职 ④下一年安排.
KINDS = ("measures", "shortcomings", "leadership", "plans")

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。\n]+。?")
_ITEM = re.compile(
    r"[ \t]*(?:[(]([一二三四五六七八九十]{1,3}|\d{1,2})[)]|(\d{1,2})(?:、|[.](?!\d))"
    r"|(?P<spoken>[一二三四五六七八九十])是)"
)
_SPOKEN = re.compile(r"(?<=[。;,:])[ \t]*([一二三四五六七八九])是")
_FIRST = ("一", "1")
#: A paragraph is of the year to come when it says that something will be done.
_WILL = re.compile(r"将|要|拟|打算|继续|计划|力争|争取|进一步|重点|着力|持续|不断|确保|加[强大快]|:")


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a report.

    Attributes
    ----------
    kind : str
        One of `KINDS`; ``""`` before the first heading.
    title : str
        The heading as printed; ``""`` where a paragraph opens the block.
    start, end : int
        Offsets of its text, heading included.
    year : int or None
        The year the heading names.
    """

    kind: str
    title: str
    start: int
    end: int
    year: int | None = None


class _Headings(list[Heading]):
    """Headings in order, looked up by place: a report of nothing but headings takes no longer than its length asks."""

    def __init__(self, items: Iterable[Heading]) -> None:
        super().__init__(items)
        self.starts = frozenset(item.start for item in self)

    def between(self, start: int, end: int) -> list[Heading]:
        """Give those that begin after one place and before another."""
        first = bisect_right(self, start, key=lambda item: item.start)
        return self[first : bisect_left(self, end, key=lambda item: item.start)]


def find_sections(text: str, year: int | None = None, heads: Sequence[Heading] | None = None) -> tuple[Section, ...]:
    """Divide a report into its blocks.

    A heading is known by its words, not by its number; headings of the level on which the blocks are announced and
    that announce nothing belong to the measures. A paragraph that opens “下一步,…” or “2025年,我们将…” starts block ④
    without a heading.

    Parameters
    ----------
    text : str
        The report.
    year : int, optional
        The year reported on, so that “2025年重点工作” is known to lie ahead.
    heads : sequence of Heading, optional
        Its headings, where they have been found already.

    Returns
    -------
    tuple of Section
        In order and without gaps from the first heading on; empty where nothing announces a block.
    """
    flat = level(text)
    found = _Headings(find_headings(flat) if heads is None else heads)
    style = _top_style(found, year)
    sections: list[Section] = []
    if style is not None:
        tops = _tops(found, style, year)
        lacking = False
        for number, item in enumerate(tops):
            end = tops[number + 1].start if number + 1 < len(tops) else len(text)
            kinds = announced(item.words, year, bare=item.style == "plain")
            if lacking and kinds <= {"measures"} and may_look_ahead(item.words):
                kinds = {"plans"}  # “四、工作重点” after what is lacking
            if "shortcomings" in kinds:
                lacking = True
                sections.extend(_mixed(item, found, end, year, announced_both="plans" in kinds))
                continue
            kind = next((one for one in ("plans", "leadership") if one in kinds), "measures")
            sections.extend(_turned(_section(kind, item, item.start, end), found, year))
    sections = [part for section in sections for part in _spoken(section, found, flat, year)]
    if not sections:
        sections = _without_headings(found, flat, year)
    return tuple(replace(part, title=text[part.start : part.start + len(part.title)]) for part in sections)


def _section(kind: str, item: Heading, start: int, end: int) -> Section:
    named = _YEAR.search(item.title)
    return Section(kind, item.title, start, end, int(named[1]) if named else None)


def _top_style(found: Sequence[Heading], year: int | None) -> str | None:
    """Find the highest numbering on which shortcomings, plans or measures are announced."""
    for style in STYLES:
        kinds = [announced(item.words, year, bare=style == "plain") for item in found if item.style == style]
        telling = [kind for kind in kinds if kind]
        if any(kind & {"plans", "shortcomings"} for kind in telling) or (style != "plain" and len(telling) > 1):
            return style
    return "chinese" if any(item.style == "chinese" for item in found) else None


def _tops(found: Sequence[Heading], style: str, year: int | None) -> list[Heading]:
    """Headings of the top level: a count that starts anew below one of them belongs to it.

    A line without a number that announces what is lacking or what is to come stands on the top level too.
    """
    tops: list[Heading] = []
    last, below = 0, False
    for item in found:
        kinds = announced(item.words, year, bare=item.style == "plain")
        if item.style == style:
            if item.number and not kinds and (below or item.number <= last):
                below = True
                continue
            last, below = item.number or last, False
            tops.append(item)
        elif item.style == "plain" and kinds & {"plans", "shortcomings"}:
            tops.append(item)
    return tops


def _mixed(top: Heading, found: _Headings, end: int, year: int | None, *, announced_both: bool) -> list[Section]:
    """Part a block “问题和打算” where a heading inside it turns to the future."""
    inner = found.between(top.start, end)
    turn = _turn(inner, year)
    if turn is None:
        return [Section("shortcomings", top.title, top.start, end)]
    # “(一)存在问题” right under the common heading is a heading too, not the first shortcoming.
    first = next(
        (item for item in inner if "shortcomings" in announced(item.words, year) and item.start < turn.start), top
    )
    if not announced_both and first is not top and not first.alone:
        first = top
    return [
        Section("shortcomings", first.title, first.start, turn.start),
        _section("plans", turn, turn.start, end),
    ]


def _turned(section: Section, found: _Headings, year: int | None) -> list[Section]:
    """Part a block where its last headings turn to the future: “(八)2025年工作安排”."""
    if section.kind == "plans":
        return [section]
    inner = found.between(section.start, section.end)
    turn = _turn(inner, year)
    if turn is None:
        return [section]
    return [replace(section, end=turn.start), _section("plans", turn, turn.start, section.end)]


def _turn(inner: Sequence[Heading], year: int | None) -> Heading | None:
    """Find the heading that turns to the future, after which none of its level goes back."""
    for number, item in enumerate(inner):
        if "plans" not in announced(item.words, year, bare=item.style == "plain"):
            continue
        after = inner[number + 1 :]
        if not any(other.style == item.style and other.number > item.number > 0 for other in after):
            return item
    return None


def _spoken(section: Section, found: _Headings, text: str, year: int | None) -> list[Section]:
    """Part a block where a paragraph, or a sentence after the last shortcoming, turns to the future."""
    if section.kind == "plans":
        return [section]
    for line in _LINE.finditer(text, section.start + len(section.title), section.end):
        words = line[0].lstrip()
        begin = line.end() - len(words)
        openings = [(begin, words)]
        if section.kind == "shortcomings":
            item = _ITEM.match(line[0])
            if item is None or item["spoken"]:
                sentences = _SENTENCE.finditer(text, begin, line.end())
                openings += [(sentence.start(), sentence[0]) for sentence in sentences][1:]
        for at, opening in openings:
            if not _opens(opening, year):
                continue
            if at == begin and (begin in found.starts or runs_on(text, line.start())):
                continue
            if not _goes_on(text, at, section.end):
                return [replace(section, end=at), Section("plans", "", at, section.end)]
            if section.kind == "shortcomings":
                return [section]  # each shortcoming has its remedy beside it
    return [section]


def _opens(words: str, year: int | None) -> bool:
    """Whether the sentence that a run of words begins with opens on the year to come."""
    if not opens_ahead(words, year):
        return False
    sentence = _SENTENCE.match(words)
    return sentence is not None and (_YEAR.match(sentence[0].lstrip()) is None or _WILL.search(sentence[0]) is not None)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a count of items begun before a place goes on after it: what comes is then no block of its own."""
    line = text.find("\n", start, end)
    first_line = end if line < 0 else line
    spoken = _SPOKEN.search(text, start, first_line)
    if spoken is not None:
        return spoken[1] not in _FIRST
    for found in _LINE.finditer(text, first_line, end):
        item = _ITEM.match(found[0])
        if item is not None:
            return next(filter(None, item.groups())) not in _FIRST
    return False


def _without_headings(found: _Headings, text: str, year: int | None) -> list[Section]:
    """Find block ④ in a text without headings of blocks."""
    whole = Section("", "", 0, len(text))
    parts = _spoken(whole, found, text, year)
    return parts[1:]
