"""A table in Word: real cells, columns as wide as their words need, a repeating header, rows that hold together."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import pandas as pd
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Emu, Pt

from lawstats.telling.cells import cell_width, heading, shown, with_index
from lawstats.telling.word_page import TEXT_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table, _Cell, _Row

__all__ = ["add_table", "column_widths"]

_SIZE, _SMALL = 10.5, 9.0  # points of table text, and of tables with more columns than the page has room for
_DIGIT = 0.58  # of the size: a digit in the wider faces that may stand in for Times
_MARGINS = Pt(5) + Pt(4)  # left and right of a cell, and the gaps Word puts between Chinese and digits
_AIRY = Pt(60)  # no column gets more room to spare: a small table stays small
_WORD = re.compile(r"[!-~−]+")
_CENTRED = 12  # half-width columns: short words stand in the middle, sentences begin at the left
_TOGETHER = 6  # a table of so few rows is kept on one page; of a longer one the first two stay with its header
_WIDE = 6  # columns: a table this wide that cannot keep its lines whole is set in smaller print


def column_widths(cells: Sequence[Sequence[str]], total: int = TEXT_WIDTH, size: float = _SIZE) -> list[int]:
    """Share a page's width among columns: what fits on one line gets it, long texts divide the rest.

    Parameters
    ----------
    cells : sequence of rows of str
        All rows, header included.
    total : int
        Width in EMU (360 000 to a centimetre); by default the 156 mm of the page.
    size : float
        Points of the text.

    Returns
    -------
    list of int
        One width a column, in EMU. Together never more than `total`; a small table takes less.

    Examples
    --------
    >>> [round(Emu(width).mm) for width in column_widths([["年份", "件数"], ["2024", "73"]])]
    [32, 32]
    """
    natural = _needs(cells, size)
    spare = min((total - sum(natural)) / len(natural), _AIRY)
    if spare >= 0:
        return [int(width + spare) for width in natural]
    least = [_longest_word(column, size) for column in zip(*cells, strict=True)]
    return _squeeze(_needs(cells, size, head_lines=2), least, total)


def _needs(cells: Sequence[Sequence[str]], size: float, head_lines: int = 1) -> list[float]:
    """Measure what each column needs to keep every cell on one line, its heading on so many."""
    columns = list(zip(*cells, strict=True))
    heads = [math.ceil(cell_width(column[0]) / (2 * head_lines)) * 2 for column in columns]
    texts = [max((cell_width(text) for text in column[1:]), default=0) for column in columns]
    return [max(4, *pair) * Pt(size) / 2 + _MARGINS for pair in zip(heads, texts, strict=True)]


def _longest_word(column: Sequence[str], size: float) -> float:
    """Measure what a column cannot do without: a number or a Latin word breaks nowhere, Chinese anywhere."""
    longest = max((len(word) for text in column for word in _WORD.findall(text)), default=0)
    return max(4 / 2, longest * _DIGIT) * Pt(size) + _MARGINS


def _squeeze(natural: list[float], least: list[float], total: int) -> list[int]:
    """Give every column its least; what is left goes by the root of what it lacks.

    Whoever lacks least comes first, and what it leaves of its share goes to those after it.
    """
    fit = min(1.0, total / sum(least))  # more numbers than a page is wide: they must break after all
    widths = [width * fit for width in least]
    left = total - sum(widths)
    roots = [math.sqrt(max(0.0, need - width)) for need, width in zip(natural, widths, strict=True)]
    waiting = sorted(range(len(natural)), key=roots.__getitem__)
    while waiting and roots[waiting[-1]]:
        share = left * roots[waiting[0]] / sum(roots[c] for c in waiting)
        c = waiting.pop(0)
        given = min(roots[c] ** 2, share)
        widths[c] += given
        left -= given
    return [int(width) for width in widths]


def add_table(document: WordDocument, frame: pd.DataFrame) -> Table:
    """Append a frame as a real table in the style 数据表.

    Parameters
    ----------
    document : docx.document.Document
        A document from `new_document`.
    frame : DataFrame
        Column labels become the header; an index with a name becomes the first column.

    Returns
    -------
    docx.table.Table
        Numbers stand right, short words in the middle, sentences left; the header repeats on every page and no row
        breaks over two.
    """
    frame = with_index(frame)
    heads = [heading(label) for label in frame.columns]
    rows = [[shown(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    sides = [_side(frame.iloc[:, c], [row[c] for row in rows]) for c in range(len(heads))]
    table: Table = document.add_table(rows=1 + len(rows), cols=len(heads), style="数据表")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    cells = [heads, *rows]
    small = len(heads) >= _WIDE and sum(_needs(cells, _SIZE)) > TEXT_WIDTH
    widths = column_widths(cells, size=_SMALL if small else _SIZE)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Emu(width)
    bound = set(range(len(rows))) if len(rows) <= _TOGETHER else {0, 1, len(rows) - 1}
    for number, (row, texts) in enumerate(zip(table.rows, [heads, *rows], strict=True)):
        _hold(row, repeat=number == 0)
        for cell, text, width, side in zip(row.cells, texts, widths, sides, strict=True):
            cell.width = Emu(width)
            style = ("表中小字" if small else "表中文字") if number else ("表头小字" if small else "表头")
            _write(cell, text, style, side)
            cell.paragraphs[0].paragraph_format.keep_with_next = number in bound or None
    return table


def _side(column: pd.Series, texts: list[str]) -> WD_ALIGN_PARAGRAPH:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return WD_ALIGN_PARAGRAPH.RIGHT
    short = all(cell_width(text) <= _CENTRED for text in texts)
    return WD_ALIGN_PARAGRAPH.CENTER if short else WD_ALIGN_PARAGRAPH.LEFT


def _hold(row: _Row, *, repeat: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", "w:tblHeader") if repeat else ("w:cantSplit",):
        properties.append(OxmlElement(name))


def _write(cell: _Cell, text: str, style: str, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.alignment = side
    paragraph.add_run(text)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
