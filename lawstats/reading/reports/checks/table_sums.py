"""Totals of a table against its own lines and columns: a 合计 line below the kinds of dispute, a 合计 column beside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from lawstats.quantities.numerals import read_numeral
from lawstats.quantities.spans import close
from lawstats.reading.reports.tables_in_text import find_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.tables_in_text import Line

__all__ = ["WrongTotal", "find_wrong_totals"]

_TOTAL = re.compile(r"(?:合|总|共)\s*计(?:[(][^()]{1,6}[)])?|总数|总和")
_NO_SUM = re.compile(r"去重|重复|不含|剔除|扣除")
_SUBTOTAL = re.compile(r"小\s*计")
_TOTALLED = re.compile(r"[合总共小]\s*计|总数|总和")
# Averages, shares and goals do not add up, nor do numbers of order.
_NO_COUNT = re.compile(
    r"率|比|%|‰|均|幅|增减|增长|变化|分[值数]|得分|评分|满意|排名|名次|位次|单价|标准|目标|年龄|日期|时间|电话|号|序|年份"
)
_OF_THESE = re.compile(r"其中|[#*]")
_ORDER = re.compile(r"[一二三四五六七八九十]+、")
_SUBORDER = re.compile(r"\d+[.、]|[(（]?[0-9一二三四五六七八九十]+[)）]")
_PARTIAL = re.compile(r"部分|主要|节选|摘录|重点")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|[零〇一二三四五六七八九十百千]{1,8}")
_UNIT = re.compile(r"[件起宗次场期名人份个项条户家处元台]|人次|件次|场次|万元")
_NONE = re.compile(r"[-—–/\\]+$|无$|$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?.*")
#: A longer line above a table is text.
_CAPTION = 40
#: 其中 is read as far as so many lines.
_MOST_OF_THESE = 6
#: Beyond this many numbers not every selection is tried.
_MOST = 12


@dataclass(frozen=True, slots=True)
class WrongTotal:
    """A total, the cells it should be the sum of, each with its offset, and what they come to."""

    name: str
    total: tuple[str, int]
    parts: tuple[tuple[str, int], ...]
    comes_to: float
    stated: float


def find_wrong_totals(text: str) -> list[WrongTotal]:
    r"""Find totals that are the sum of no lines or columns of their table.

    A total is held against everything it may cover: all lines without those that break another down (其中), the
    subtotals, the lines since the last subtotal, or any selection of them. Where several columns have a total and
    none of them adds up, the table does not list everything, and nothing is said.

    Parameters
    ----------
    text : str
        The report with levelled punctuation.

    Examples
    --------
    >>> (wrong,) = find_wrong_totals("纠纷类型\t件数\n邻里\t12\n物业\t8\n合计\t21\n")
    >>> wrong.total[0], wrong.comes_to
    ('21', 20.0)
    """
    if not _TOTALLED.search(text):
        return []
    found = []
    for block in find_lines(text):
        for head, below in _tables(block):
            names = [re.sub(r"\s", "", words) for words, _ in head.cells]
            above = text[: head.start].rstrip().rpartition("\n")[2]
            caption = "" if above.endswith("。") or len(above) > _CAPTION else above
            if len(set(names)) < len(names) or _PARTIAL.search(f"{caption}{names[0]}"):
                continue
            lines = [line for line in below if len(line.cells) == len(names)]
            found += _down(names, lines)
            found += _across(names, lines)
    return found


def _tables(block: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Part lines that stand together at their heading lines."""
    tables: list[tuple[Line, list[Line]]] = []
    for line in block:
        if _heads(line):
            tables.append((line, []))
        elif tables:
            tables[-1][1].append(line)
    return tables


def _heads(line: Line) -> bool:
    """Whether a line names columns: two cells or more have words, none a number or a dash."""
    words = [cell for cell, _ in line.cells if cell]
    return len(words) > 1 and all(
        _YEAR.fullmatch(cell) or not (_NONE.match(cell) or _NUMBER.match(cell)) for cell in words
    )


def _value(words: str) -> float | None:
    """Read a cell that holds one plain number, its unit behind it or not."""
    number = _NUMBER.match(words)
    if number is None or (number.end() < len(words) and not _UNIT.fullmatch(words, number.end())):
        return None
    numeral = read_numeral(number[0])
    return None if numeral is None or numeral.low != numeral.high else numeral.low


def _label(line: Line) -> str:
    """Give what a line is about: the first cell that is no number of order."""
    words = [cell for cell, _ in line.cells[:2]]
    first = words[0] if words[0] and _value(words[0]) is None else words[1]
    return re.sub(r"\s", "", first)


def _down(names: Sequence[str], lines: Sequence[Line]) -> list[WrongTotal]:
    """Hold the line of totals against the others, column by column."""
    totals = [line for line in lines if _TOTAL.fullmatch(_label(line))]
    if len(totals) != 1 or _NO_SUM.search(_label(totals[0])):
        return []
    total = totals[0]
    at = lines.index(total)
    others = lines[:at] or lines[at + 1 :]
    parts = [line for line in others if not _OF_THESE.match(_label(line)) and line.indent <= lines[0].indent]
    plain = [line for line in parts if not _SUBTOTAL.search(_label(line))]
    subtotals = [line for line in parts if _SUBTOTAL.search(_label(line))]
    top = [line for line in plain if _ORDER.match(_label(line))]
    if len(parts) < 2 or (not top and any(_SUBORDER.match(_label(line)) for line in plain) and not _all_ordered(plain)):
        return []
    outside = [_without(others, after) for after in range(1, _MOST_OF_THESE)]
    counted = [
        column
        for column, name in enumerate(names)
        if column
        and not _NO_COUNT.search(name)
        and _value(total.cells[column][0]) is not None
        and _all_numbers([line.cells[column] for line in plain])
    ]
    wrong = []
    for column in counted:
        ways = [[line.cells[column] for line in some] for some in (plain, subtotals, top, *outside) if some]
        stated = total.cells[column]
        if not any(close(_sum(way), _value(stated[0]) or 0.0) for way in ways):
            wrong.append(WrongTotal(names[column], stated, tuple(ways[0]), _sum(ways[0]), _value(stated[0]) or 0.0))
    sums = [([line.cells[column] for line in plain], total.cells[column]) for column in counted]
    return wrong if _meant(len(counted), len(wrong)) and not _some_are_among_others(sums) else []


def _without(lines: Sequence[Line], after: int) -> list[Line]:
    """Leave out what stands below 其中 and some lines after it: the word is seldom repeated."""
    opened = [at for at, line in enumerate(lines) if _OF_THESE.match(_label(line))]
    return [line for at, line in enumerate(lines) if opened and not any(one <= at <= one + after for one in opened)]


def _all_ordered(lines: Sequence[Line]) -> bool:
    """Whether every line has its number, so that none stands under another."""
    return all(_SUBORDER.match(_label(line)) for line in lines)


def _across(names: Sequence[str], lines: Sequence[Line]) -> list[WrongTotal]:
    """Hold a column of totals against the columns beside it, line by line."""
    columns = [column for column, name in enumerate(names) if _TOTAL.fullmatch(name)]
    if len(columns) != 1 or _NO_SUM.search(names[columns[0]]):
        return []
    last = columns[0]
    labelled = any(_value(line.cells[0][0]) is None for line in lines) or _NO_COUNT.search(names[0]) is not None
    beside = range(labelled, last) if last > labelled else range(last + 1, len(names))
    counted = [
        column
        for column in beside
        if not _NO_COUNT.search(names[column]) and not _OF_THESE.match(names[column]) and "单位" not in names[column]
    ]
    sums = [
        ([line.cells[column] for column in counted], line.cells[last])
        for line in lines
        if _value(line.cells[last][0]) is not None and _all_numbers([line.cells[column] for column in counted])
    ]
    named = {line.cells[last]: _label(line) if labelled else names[last] for line in lines}
    wrong = [
        WrongTotal(named[stated], stated, tuple(cells), _sum(cells), _value(stated[0]) or 0.0)
        for cells, stated in sums
        if not close(_sum(cells), _value(stated[0]) or 0.0)
    ]
    return wrong if _meant(len(sums), len(wrong)) and not _some_are_among_others(sums) else []


def _meant(totals: int, wrong: int) -> bool:
    """Whether the totals are meant to be sums: most are, or there is one only."""
    return wrong > 0 and (wrong < totals or totals == 1)


def _all_numbers(cells: Sequence[tuple[str, int]]) -> bool:
    numbers = sum(_value(words) is not None for words, _ in cells)
    return numbers > 1 and all(_value(words) is not None or _NONE.match(words) for words, _ in cells)


def _sum(cells: Sequence[tuple[str, int]]) -> float:
    return sum(_value(words) or 0.0 for words, _ in cells)


def _some_are_among_others(sums: Sequence[tuple[list[tuple[str, int]], tuple[str, int]]]) -> bool:
    """Whether every sum comes out once the same one or two numbers are left out: they lie in the others."""
    if len(sums) < 2 or not 2 < len(sums[0][0]) <= _MOST:
        return False
    places = range(len(sums[0][0]))
    return any(
        all(
            close(_sum([cell for place, cell in enumerate(cells) if place not in left]), _value(stated[0]) or 0.0)
            for cells, stated in sums
        )
        for size in (1, 2)
        for left in combinations(places, size)
    )
