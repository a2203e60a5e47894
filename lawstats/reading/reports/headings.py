"""The headings of a report: every style of numbering the genre uses, and lines that stand as headings without one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.reports.announcing import announced, may_look_ahead

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["STYLES", "Heading", "find_headings", "heading_of", "runs_on"]

#: From the highest numbering down; ``plain`` is a line without a number.
STYLES = ("part", "capital", "roman", "chinese", "bracket", "symbol", "arabic", "dotted", "plain")

_DIGITS = "一二三四五六七八九十"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_GAP = r"[ \t]"
_NUMBERED = re.compile(
    rf"{_GAP}*+(?:"
    rf"第(?P<part>[{_DIGITS}]{{1,3}}|\d{{1,2}})(?:部分|章|节|篇)[、:.]?{_GAP}*"
    rf"|(?P<capital>[{_CAPITALS}]{{1,2}})(?:{_GAP}*[、.,:]|{_GAP}+){_GAP}*"
    rf"|(?P<roman>[{_ROMANS}]|[IVX]{{1,4}})(?:{_GAP}*[、.:]|{_GAP}+){_GAP}*"
    rf"|(?P<chinese>[{_DIGITS}]{{1,3}})(?:{_GAP}*[、.,]|{_GAP}+){_GAP}*"
    rf"|[(【](?P<bracket>[{_DIGITS}]{{1,3}})[)】]{_GAP}*"
    rf"|(?P<symbol>[◆◇■□●○★☆▲△※➤▶♦]){_GAP}*"
    rf"|(?P<dotted>\d{{1,2}}(?:[.]\d{{1,2}}){{1,3}})[.、]?{_GAP}+"
    rf"|(?P<arabic>\d{{1,2}})(?:{_GAP}*(?:、|[.](?!\d))|{_GAP}+(?=[一-龥])){_GAP}*"
    r")(?=[^\s])"
)
#: A heading may run into its paragraph: it then ends with the first full stop or colon.
_TITLE = re.compile(r"[^\n。:]*[。:]?")
_MEASURES = "个名件次场期人条项份"
_LONGEST = 48
_SHORTEST_LINE, _LONGEST_LINE = 2, 40
_LONGEST_PLAIN = 30
#: A line this long that ends without punctuation was broken by its width, and the next one goes on with it.
_WRAPPED = 28
_ENDS_SENTENCE = re.compile(r"[。;,、]$")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; ``number`` is 0 where it has none that counts on."""

    style: str
    title: str
    start: int
    number: int
    words: str

    @property
    def alone(self) -> bool:
        """Whether the heading is a line of its own and not the opening of a paragraph."""
        return not _ENDS_SENTENCE.search(self.words)


def find_headings(text: str) -> tuple[Heading, ...]:
    r"""Find the headings of a text with levelled punctuation, in order.

    Examples
    --------
    >>> [(item.start, item.title) for item in find_headings("一、主要成效\n(一)学法。全年学法4次。")]
    [(0, '一、主要成效'), (7, '(一)学法。')]
    """
    found: list[Heading] = []
    start = 0
    for line in text.split("\n"):
        mark = _NUMBERED.match(line)
        heading = _numbered(mark, line, start) if mark else _unnumbered(text, line, start)
        if heading is not None:
            found.append(heading)
        start += len(line) + 1
    return tuple(found)


def heading_of(found: Sequence[Heading], position: int) -> str:
    """Give the heading a position stands under, or ``""``."""
    at = bisect_right(found, position, key=lambda item: item.start)
    return found[at - 1].title if at else ""


def _numbered(mark: re.Match[str], line: str, start: int) -> Heading | None:
    """Read the heading a mark opens; `start` is where the line begins in the text."""
    style = mark.lastgroup or ""
    title = _TITLE.match(line, mark.end())
    words = title[0].strip() if title else ""
    if len(words) > _LONGEST or _is_item(style, mark[0], words):
        return None
    indent = len(mark[0]) - len(mark[0].lstrip())
    return Heading(style, line[indent : mark.end()] + words, start + indent, _number(style, mark[style]), words)


def _unnumbered(text: str, line: str, start: int) -> Heading | None:
    """Read a line without a number that stands as a heading."""
    if not _SHORTEST_LINE <= len(line) <= _LONGEST_LINE:
        return None
    words = line.strip()
    if len(words) > _LONGEST_PLAIN or _ENDS_SENTENCE.search(words):
        return None
    if not (announced(words, None, bare=True) or may_look_ahead(words)) or runs_on(text, start):
        return None
    return Heading("plain", words, start + line.index(words), 0, words)


def _is_item(style: str, mark: str, words: str) -> bool:
    """Whether what a mark opens is a line of a list: “8 个社区…”, “1.2 全年立案21件,”."""
    if style == "dotted" or (style in ("arabic", "chinese", "capital", "roman") and mark.rstrip()[-1] not in "、.,:"):
        return (
            len(words) > _LONGEST_PLAIN
            or _ENDS_SENTENCE.search(words) is not None
            or words[0] in "个名件次场期人条项份"
        )
    return False


def _number(style: str, mark: str) -> int:
    if mark.isdigit():
        return int(mark)
    if style == "dotted" or style == "symbol":
        return 0
    for digits in (_CAPITALS, _ROMANS, _DIGITS):
        if mark[0] in digits:
            ones = digits.index(mark[-1]) + 1
            if len(mark) == 1:
                return ones
            tens = 10 if mark[0] == digits[9] else 10 * (digits.index(mark[0]) + 1)
            return tens if mark[-1] == digits[9] else tens + ones
    return _LATIN.index(mark) + 1 if mark in _LATIN else 0


def runs_on(text: str, start: int) -> bool:
    """Whether a line only goes on with the one before it, as text broken at a fixed width does."""
    end = start - 1
    if end <= 0:
        return False
    before = text[text.rfind("\n", 0, end) + 1 : end].strip()
    return len(before) >= _WRAPPED and before[-1] not in "。;:!?)”》"
