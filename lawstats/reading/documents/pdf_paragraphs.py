"""The lines of a PDF's pages into paragraphs, without page numbers, running heads and feet."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from lawstats.reading.documents.pdf_letters import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.documents.pdf_lines import Line

__all__ = ["paragraphs", "without_margins"]

_DIGITS = "一二三四五六七八九十"
_SIDES = r"[\s\-—–·.~～•|]*"
_PAGE_NUMBER = re.compile(
    rf"{_SIDES}(?:第\s*[\d{_DIGITS}]+\s*页(?:\s*[,，/]?\s*共\s*[\d{_DIGITS}]+\s*页)?|\d{{1,4}}\s*页|\d{{1,4}}\s*/\s*\d{{1,4}}"
    rf"|(?i:page|p\.?)\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?|[-—–~～]\s*\d{{1,4}}\s*[-—–~～]){_SIDES}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}|[ivxIVX]{1,5}")
_NUMBER = re.compile(r"\d+")
_NUMBER_AT_END = re.compile(r"\d$")
_APART = re.compile(r"\d \d")
#: A line of a table of contents: leaders and a page number.
_CONTENTS_LINE = re.compile(r"(?:[.．·]\s*){4,}\d{1,3}$|…{2,}\s*\d{1,3}$")
#: As many lines at the top or bottom of a page may be heads or feet.
_MARGIN_LINES = 3
#: Pages whose heads are compared with each other: the next, and the next on the same side.
_FACING = (-2, -1, 1, 2)
_STARTS = re.compile(
    rf"第[{_DIGITS}]+(?:部分|章|节)|[{_DIGITS}]{{1,3}}、|[(（][{_DIGITS}\d]{{1,3}}[)）]|[{_DIGITS}]是|\d{{1,2}}(?:、|[.．](?!\d))"
)
_STOPS = re.compile(r"[。！？!?：:；;]$")
_ENDS = re.compile(r"[。！？!?]$")
#: What a line break does not part: a number or a Latin word, opening brackets and closing signs.
_UNIT = re.compile(r"[（(《“‘【]*(?:[0-9A-Za-z][0-9A-Za-z.,%％/-]*|.)[，。、；：！？）)》”’】%％]*")
#: Distances in letters: what a line may lack at its end (a stop may hang over it), an indent, another size.
_SLACK, _INDENT, _OTHER_SIZE = 1.1, 0.8, 0.12
_SPARE = 0.15
#: A gap between lines wider than so many usual ones parts paragraphs.
_WIDE_PITCH = 1.6
#: So many times larger than most lines, a watermark or a title.
_LARGE = 1.8
#: So many lines before and after show how far the lines of a column reach.
_AROUND = 15
_BESIDE = 4.0


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Leave out page numbers, tables of contents, and heads, feet and watermarks: what comes again in its place."""
    tops = [sorted(page, key=lambda line: -line.base)[:_MARGIN_LINES] for page in pages]
    feet = [sorted(page, key=lambda line: line.base)[:_MARGIN_LINES] for page in pages]
    sizes = [line.size for page in pages for line in page]
    large = _LARGE * median(sizes) if sizes else 0.0
    marks = [[line for line in page if line.size > large] for page in pages]
    kept = []
    for number, page in enumerate(pages):
        dropped = {id(line) for edges in (tops, feet) for line in _running(edges, number, page)}
        dropped |= {id(line) for line in page if _CONTENTS_LINE.search(line.text)}
        dropped |= {id(line) for line in marks[number] if _again(line, marks, number)}
        kept.append([line for line in page if id(line) not in dropped])
    return kept


def _again(line: Line, lines: Sequence[Sequence[Line]], number: int) -> bool:
    """Whether a line of a page comes again in the same place of the next or the one after."""
    return any(
        abs(other.base - line.base) <= line.size / 2 and _same(line.text, other.text, step)
        for step in _FACING
        if 0 <= number + step < len(lines)
        for other in lines[number + step]
    )


def _running(edges: Sequence[Sequence[Line]], number: int, page: Sequence[Line]) -> list[Line]:
    """Give the lines at an edge of a page, from outside in, as long as they are heads or feet."""
    found: list[Line] = []
    for line in edges[number]:
        numbered = bool(_PAGE_NUMBER.fullmatch(line.text)) or (
            _BARE_NUMBER.fullmatch(line.text) is not None and _apart(line, page)
        )
        if not line.table and (numbered or _again(line, edges, number)):
            found.append(line)
        else:
            break
    return found


def _same(words: str, other: str, step: int) -> bool:
    """Whether two heads say the same, but for a page number that counts on."""
    if _NUMBER.sub("#", words) != _NUMBER.sub("#", other):
        return False
    numbers = zip(_NUMBER.findall(words), _NUMBER.findall(other), strict=True)
    return all(one == two or int(two) - int(one) == step for one, two in numbers)


def _apart(line: Line, page: Sequence[Line]) -> bool:
    """Whether a number stands by itself at the edge of its page, not close under a paragraph."""
    distances = [abs(other.base - line.base) for other in page if other is not line]
    return not distances or min(distances) > 2 * line.size


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[list[tuple[str, bool]]]:
    """Join the lines of each page into paragraphs.

    Parameters
    ----------
    pages : sequence of sequence of Line

    Returns
    -------
    list of list of (str, bool)
        For each page its paragraphs, and whether each goes on with the one before.
    """
    pages = _with_whole_rows(pages)
    lines = [line for page in pages for line in page]
    sides = _sides(lines)
    pitch = _pitch(pages)
    flush = _flush_items(lines, sides)
    built: list[list[tuple[str, bool]]] = []
    at = 0
    for page in pages:
        joined: list[tuple[str, bool]] = []
        for number, line in enumerate(page):
            last = lines[at - 1] if at else None
            apart = number > 0 and last is not None and last.base - line.base > _WIDE_PITCH * max(pitch, line.size)
            goes_on = last is not None and not apart and _goes_on(last, line, sides[at - 1], sides[at], flush)
            words = f"{_between(last.text, line.text)}{line.text}" if goes_on and last is not None else line.text
            if goes_on and joined:
                before, on = joined[-1]
                joined[-1] = (_unhyphened(before, line.text) + words, on)
            else:
                joined.append((words, goes_on))
            at += 1
        built.append(joined)
    return built


def _with_whole_rows(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Join a line of a table that a page end broke: below it some cells are empty, which none above is."""
    whole = [list(page) for page in pages]
    for before, after in pairwise(whole):
        if not (before and after and before[-1].table and after[0].table):
            continue
        above, below = before[-1].text.split("\t"), after[0].text.split("\t")
        below += [""] * (len(above) - len(below))
        pairs = list(zip(above, below, strict=False))
        two_numbers = any(one[-1:].isdigit() and two[:1].isdigit() for one, two in pairs)
        if len(above) == len(below) and all(above) and not all(below) and not two_numbers:
            before[-1] = replace(before[-1], text="\t".join(map("".join, pairs)))
            del after[0]
    return whole


def _goes_on(last: Line, line: Line, last_sides: tuple[float, float], sides: tuple[float, float], flush: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if last.table or line.table or abs(last.size - line.size) > _OTHER_SIZE * max(last.size, line.size):
        return False
    if _NUMBER_AT_END.search(last.text) and line.text[0].isdigit() and _APART.search(f"{last.text}\n{line.text}"):
        return False  # lines of numbers, not a number cut in two
    size = line.size
    indent = (line.left - sides[0]) / size
    if _STARTS.match(line.text) and (flush or indent > _INDENT):
        return False
    centred = _centred(last, last_sides) and _centred(line, sides)
    if centred:
        return not _STOPS.search(last.text)
    # A line ends its paragraph where the first words of the next would have found room on it. Text cut at a number of
    # letters leaves more room, but then its sentence goes on.
    unit = _UNIT.match(line.text)
    needed = (_width(unit[0] if unit else "") + _SLACK) * size
    spare = 0.0 if _STOPS.search(last.text) else _SPARE * (last_sides[1] - last_sides[0])
    if last_sides[1] - last.right > max(needed, spare):
        return False
    if indent > _INDENT:
        return not _STOPS.search(last.text)
    # Where paragraphs are not indented, a sentence that ends with its line ends the paragraph.
    return not (flush and _ENDS.search(last.text))


def _centred(line: Line, sides: tuple[float, float]) -> bool:
    before, after = line.left - sides[0], sides[1] - line.right
    return before > 2.5 * line.size and abs(before - after) < line.size


def _sides(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """How far to the left and right the column of each line reaches, told by the lines around it."""
    prose = [line for line in lines if not line.table] or lines
    widest = (_share([line.left for line in prose], 0.1), _share([line.right for line in prose], 0.9))
    found = []
    for at, line in enumerate(lines):
        around = [
            other
            for other in lines[max(0, at - _AROUND) : at + _AROUND + 1]
            if other is not line and not other.table and abs(other.left - line.left) <= _BESIDE * line.size
        ]
        found.append(
            (min(other.left for other in around), max(other.right for other in around)) if len(around) > 1 else widest
        )
    return found


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0.0


def _pitch(pages: Sequence[Sequence[Line]]) -> float:
    steps = [
        last.base - line.base
        for page in pages
        for last, line in pairwise(page)
        if last.base > line.base and not line.table
    ]
    return median(steps) if steps else 0.0


def _flush_items(lines: Sequence[Line], sides: Sequence[tuple[float, float]]) -> bool:
    """Whether items (一、, (二), 3.) open at the left side of the column, and not indented."""
    items = [
        line.left - side[0] <= _INDENT * line.size
        for line, side in zip(lines, sides, strict=True)
        if _STARTS.match(line.text)
    ]
    return sum(items) * 2 > len(items)


def _width(words: str) -> float:
    return sum(1.0 if wide(letter) or letter in "“”‘’…—·%" else 0.62 for letter in words)


def _between(last: str, following: str) -> str:
    latin = re.search(r"[A-Za-z,.;]$", last) and re.match(r"[A-Za-z]", following)
    return " " if latin and not last.endswith("-") else ""


def _unhyphened(before: str, following: str) -> str:
    return before[:-1] if re.search(r"[A-Za-z]-$", before) and re.match(r"[a-z]", following) else before
