"""Rows that add up others: taken out of the cases and held against the rows they sum."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.ledgers.numbers import Number, read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Subtotal", "check_subtotals", "read_subtotal"]

_LABEL = re.compile(
    r"(?P<head>.{0,12}?)(?P<word>小计|合计|总计|共计|累计|总数|计)(?:数|件数)?[::]?(?P<count>\d+)?(?:件|起|宗|场|次|份)?"
)
_CASES = re.compile(r"(?:共|计)?(\d+)(?:件|起|宗|场次?|份)")
_GRAND = ("合计", "总计", "共计", "累计", "总数")


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A row that says it sums others; `count` is the number of rows it claims, None when it claims none."""

    row: int
    label: str
    grand: bool
    count: int | None = None


def read_subtotal(row: int, cells: Sequence[object], leading: Iterable[int]) -> Subtotal | None:
    """Return what a row sums if one of its leading cells calls it 小计, 合计 or the like.

    Examples
    --------
    >>> read_subtotal(9, ["3月小计", "", "12件"], [0, 2]).count
    12
    >>> read_subtotal(9, ["甲社区合计办理", "", ""], [0]) is None
    True
    """
    for position in leading:
        cell = cells[position]
        if not isinstance(cell, str) or ("计" not in cell and "总数" not in cell):
            continue
        text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
        match = _LABEL.fullmatch(text)
        if match and (match["word"] != "计" or not match["head"]):
            grand = match["word"] in _GRAND and not re.search(r"本?月|本页|季度", match["head"])
            return Subtotal(row, match["word"], grand, int(match["count"]) if match["count"] else _stated(cells))
    return None


def _stated(cells: Sequence[object]) -> int | None:
    """Return the number of cases stated in a cell of its own, as in 12件."""
    found = [
        match
        for cell in cells
        if isinstance(cell, str)
        and (match := _CASES.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))))
    ]
    return int(found[0][1]) if len(found) == 1 else None


def check_subtotals(
    rows: Sequence[Sequence[object]],
    cases: Sequence[int],
    subtotals: Sequence[Subtotal],
    numeric: Mapping[int, tuple[str, str]],
) -> Iterable[tuple[int, int, str]]:
    """Compare each subtotal with the rows it may sum.

    A 小计 sums the rows since the subtotal before it; a 合计 sums those since the 合计 before it or all rows above. A
    figure that agrees with one of these is right.

    Parameters
    ----------
    rows : sequence of rows
        The grid.
    cases : sequence of int
        Rows that hold cases.
    subtotals : sequence of Subtotal
        In the order of the sheet.
    numeric : mapping of column to (measure, unit)
        The columns that can be summed.

    Yields
    ------
    tuple of (int, int, str)
        Row, column (-1 for the number of cases) and what was found, for every mismatch.
    """
    last_any, last_grand = -1, -1
    for subtotal in subtotals:
        starts = [last_any] if not subtotal.grand else [last_any, last_grand, -1]
        blocks = [[row for row in cases if start < row < subtotal.row] for start in dict.fromkeys(starts)]
        widest = max(blocks, key=len)
        if subtotal.count is not None and subtotal.count not in [len(block) for block in blocks]:
            yield subtotal.row, -1, f"写{subtotal.count}件，所列{len(blocks[0] if not subtotal.grand else widest)}行"
        for position, (measure, unit) in numeric.items():
            stated = read_number(rows[subtotal.row][position], measure, unit)
            if stated.low != stated.low or _row_count(rows[subtotal.row][position], subtotal):
                continue
            sums = [_add(read_number(rows[row][position], measure, unit) for row in block) for block in blocks]
            if not any(low <= stated.high + 0.005 and stated.low <= high + 0.005 for low, high in sums):
                low, high = sums[0] if not subtotal.grand else sums[-1]
                shown = f"{low:g}" if low == high else f"{low:g}至{high:g}"
                yield subtotal.row, position, f"写{stated.low:g}，各行之和{shown}"
        last_any = subtotal.row
        last_grand = subtotal.row if subtotal.grand else last_grand


def _row_count(cell: object, subtotal: Subtotal) -> bool:
    """Whether the cell is the one that states the number of cases."""
    return isinstance(cell, str) and subtotal.count is not None and _CASES.fullmatch(cell.strip()) is not None


def _add(numbers: Iterable[Number]) -> tuple[float, float]:
    low = high = 0.0
    for number in numbers:
        if number.low == number.low:
            low, high = low + number.low, high + number.high
    return low, high
