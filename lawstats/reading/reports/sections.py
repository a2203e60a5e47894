"""The four blocks of an annual report, whatever the numbering."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from lawstats.reading.reports.sentences import level

__all__ = ["KINDS", "Section", "announces_plans", "find_sections", "heading_of", "headings"]

#: What each block is called in the order of the rules of 2019: ①举措和成效 ②不足和原因 ③第一责任人履职 ④下一年安排.
KINDS = ("measures", "shortcomings", "leadership", "plans")

_DIGITS = "一二三四五六七八九十"
_NUMBERING = (
    ("part", re.compile(rf"\s*第[{_DIGITS}]+(?:部分|章|节)[、:\s]*")),
    ("chinese", re.compile(rf"\s*[{_DIGITS}]{{1,3}}\s*[、.,]\s*")),
    ("bracket", re.compile(rf"\s*[(][{_DIGITS}]{{1,3}}[)]\s*")),
    ("arabic", re.compile(r"\s*\d{1,2}\s*(?:、|[.](?!\d))\s*")),
)
_NEXT = re.compile(
    r"下一?步|下[一个]*年|下阶段|来年|明年|今后|工作?打算|努力方向|工作思路|改进措施|整改措施|工作计划|重点安排|工作安排|主要安排|重点工作|工作重点|工作举措|谋划"
)
_FUTURE_ONLY = re.compile(
    r"下一?步|下[一个]*年|下阶段|来年|明年|今后|打算|努力方向|工作思路|工作计划|(?:重点|工作|主要)安排"
)
_SHORT = re.compile(
    r"不足(?!\d)|(?:存在|面临|主要)的?(?:主要|突出)?(?:问题|困难)|问题(?:和|与|及|、)(?:不足|短板|原因|困难|打算|下)|的问题$"
    r"|(?<!补)(?<!补齐)(?<!补强)短板|困难和|薄弱环节|差距|问题[及与和、]原因"
)
_LEAD = re.compile(r"第一责任人|(?:主要负责人|主要领导).{0,12}(?:履行|职责|履职)|履行.{0,20}职责|述法")
_DONE = re.compile(r"举措|成效|措施|完成情况|开展情况|做法|进展|基本情况|工作情况|主要工作|推进情况|落实情况")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_HEADING_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Section:
    """One block of a report.

    Attributes
    ----------
    kind : str
        One of `KINDS`; ``""`` before the first heading.
    title : str
        The heading as printed.
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


@dataclass(frozen=True, slots=True)
class _Heading:
    style: str
    title: str
    start: int


def headings(text: str) -> list[tuple[int, str]]:
    r"""Find every numbered heading, with its offset.

    Examples
    --------
    >>> headings("一、主要成效\n(一)学法。全年学法4次。")
    [(0, '一、主要成效'), (7, '(一)学法。')]
    """
    return [(item.start, item.title) for item in _headings(level(text))]


def heading_of(found: list[tuple[int, str]], position: int) -> str:
    """Give the heading a position stands under, or ``""``."""
    at = bisect_right(found, position, key=lambda item: item[0])
    return found[at - 1][1] if at else ""


@lru_cache(maxsize=4)
def _headings(text: str) -> tuple[_Heading, ...]:
    found = []
    for line in re.finditer(r"[^\n]+", text):
        words = line[0]
        for style, pattern in _NUMBERING:
            mark = pattern.match(words)
            if mark is None:
                continue
            # A heading may run into its paragraph: it then ends with the first full stop or colon.
            title = re.split(r"(?<=[。:])", words, maxsplit=1)[0]
            if len(title.strip()) <= _HEADING_LENGTH + mark.end():
                found.append(_Heading(style, title.strip(), line.start() + len(words) - len(words.lstrip())))
            break
        else:
            bare = words.strip()
            if len(bare) <= 30 and not re.search(r"[。;,]$", bare) and _kinds(bare, None):
                found.append(_Heading("plain", bare, line.start()))
    return tuple(found)


def _kinds(title: str, year: int | None) -> set[str]:
    """Every block a heading announces; “存在的问题和下一步打算” announces two."""
    kinds: set[str] = set()
    named = [int(found) for found in _YEAR.findall(title)]
    later = year is not None and any(number > year for number in named)
    if _FUTURE_ONLY.search(title) or (later and _NEXT.search(title)):
        kinds.add("plans")
    if _SHORT.search(title):
        kinds.add("shortcomings")
    if _LEAD.search(title) and not kinds:
        kinds.add("leadership")
    if not kinds and _DONE.search(title):
        kinds.add("measures")
    return kinds


def announces_plans(heading: str) -> bool:
    """Whether a heading looks ahead, so that its year is not the year reported on."""
    return _NEXT.search(heading) is not None and _DONE.search(heading) is None


def find_sections(text: str, year: int | None = None) -> tuple[Section, ...]:
    """Divide a report into its blocks.

    A heading is known by its words, not by its number; headings of the level on which the blocks are announced and
    that announce nothing belong to the measures.

    Parameters
    ----------
    text : str
        The report.
    year : int, optional
        The year reported on, so that “2025年重点工作” is known to lie ahead.

    Returns
    -------
    tuple of Section
        In order and without gaps from the first heading on; empty where nothing announces a block.
    """
    found = [replace(item, title=text[item.start : item.start + len(item.title)]) for item in _headings(level(text))]
    style = _top_style(found, year)
    if style is None:
        return ()
    tops = [item for item in found if item.style == style]
    sections: list[Section] = []
    for number, item in enumerate(tops):
        end = tops[number + 1].start if number + 1 < len(tops) else len(text)
        kinds = _kinds(item.title, year)
        named = [int(value) for value in _YEAR.findall(item.title)]
        heading_year = named[0] if named else None
        if kinds == {"plans", "shortcomings"}:
            sections.extend(_mixed(item, found, end, year))
            continue
        kind = next(iter(kinds), "measures")
        sections.append(Section(kind, item.title, item.start, end, heading_year))
    return tuple(sections)


def _top_style(found: list[_Heading], year: int | None) -> str | None:
    """Find the highest numbering on which shortcomings, plans or measures are announced."""
    for style in ("part", "chinese", "bracket", "arabic", "plain"):
        kinds = [_kinds(item.title, year) for item in found if item.style == style]
        telling = [kind for kind in kinds if kind]
        if any(kind & {"plans", "shortcomings"} for kind in telling) or (style != "plain" and len(telling) > 1):
            return style
    return "chinese" if any(item.style == "chinese" for item in found) else None


def _mixed(top: _Heading, found: list[_Heading], end: int, year: int | None) -> list[Section]:
    """Part a block “问题和打算” where a heading or a sentence inside it turns to the future."""
    inner = [item for item in found if top.start < item.start < end]
    turn = next((item for item in inner if "plans" in _kinds(item.title, year)), None)
    if turn is None:
        return [Section("shortcomings", top.title, top.start, end)]
    # “(一)存在问题” right under the common heading is a heading too, not the first shortcoming.
    first = next(
        (item for item in inner if "shortcomings" in _kinds(item.title, year) and item.start < turn.start), top
    )
    return [
        Section("shortcomings", first.title, first.start, turn.start),
        Section("plans", turn.title, turn.start, end),
    ]
