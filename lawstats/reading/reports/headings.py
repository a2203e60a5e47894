"""The headings of a report: every style of numbering the genre uses, and lines that stand as headings without one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from lawstats.reading.reports.announcing import announced, may_look_ahead
from lawstats.reading.reports.sentences import level

__all__ = ["STYLES", "Heading", "find_headings", "heading_of", "headings", "runs_on"]

#: From the highest numbering down; ``plain`` is a line without a number.
STYLES = ("part", "capital", "roman", "chinese", "bracket", "symbol", "arabic", "dotted", "plain")

_DIGITS = "一二三四五六七八九十"
_CAPITALS = "壹贰叁肆伍陆柒捌玖拾"
_ROMANS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_LATIN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_GAP = r"[ \t]"
_NUMBERED = re.compile(
    rf"(?m)^{_GAP}*+(?:"
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
_LINE = re.compile(r"(?m)^[^\n]{2,40}$")
#: A heading may run into its paragraph: it then ends with the first full stop or colon.
_TITLE = re.compile(r"[^\n。:]*[。:]?")
_MEASURES = "个名件次场期人条项份"
_LONGEST = 48
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


def headings(text: str) -> list[tuple[int, str]]:
    r"""Find every heading, with its offset.

    Examples
    --------
    >>> headings("一、主要成效\n(一)学法。全年学法4次。")
    [(0, '一、主要成效'), (7, '(一)学法。')]
    """
    return [(item.start, item.title) for item in find_headings(level(text))]


def heading_of(found: list[tuple[int, str]], position: int) -> str:
    """Give the heading a position stands under, or ``""``."""
    at = bisect_right(found, position, key=lambda item: item[0])
    return found[at - 1][1] if at else ""


@lru_cache(maxsize=4)
def find_headings(text: str) -> tuple[Heading, ...]:
    """Find the headings of a text with levelled punctuation, in order."""
    found: list[Heading] = []
    numbered: set[int] = set()
    for mark in _NUMBERED.finditer(text):
        numbered.add(mark.start())
        style = mark.lastgroup or ""
        title = _TITLE.match(text, mark.end())
        words = title[0].strip() if title else ""
        start = mark.start() + len(mark[0]) - len(mark[0].lstrip())
        if len(words) <= _LONGEST and not _is_item(style, mark[0], words):
            found.append(Heading(style, text[start : mark.end()] + words, start, _number(style, mark[style]), words))
    for line in _LINE.finditer(text):
        words = line[0].strip()
        if line.start() in numbered or len(words) > _LONGEST_PLAIN or _ENDS_SENTENCE.search(words):
            continue
        if (announced(words, None, bare=True) or may_look_ahead(words)) and not runs_on(text, line.start()):
            found.append(Heading("plain", words, line.start() + line[0].index(words), 0, words))
    return tuple(sorted(found, key=lambda item: item.start))


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
