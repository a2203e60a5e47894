"""Tables of a web page: what many government systems export and name .xls."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

__all__ = ["read_web_tables"]

#: A page may ask for any number of rows and columns; nobody's ledger spans more.
WIDEST_SPAN = 1000
_Merge = tuple[int, int, int, int]


def read_web_tables(source: str) -> list[tuple[list[list[object]], tuple[_Merge, ...]]]:
    """Return the tables of a page as grids of text, with the cells that span several rows or columns as merges.

    Parameters
    ----------
    source : str
        The page.

    Returns
    -------
    list of (rows, merges)
        Tables within tables are given apart; a table without text is left out.

    Examples
    --------
    >>> page = "<table><tr><th colspan=2>甲</th></tr><tr><td>1</td><td>2</td></tr></table>"
    >>> read_web_tables(page)
    [([['甲', ''], ['1', '2']], ((0, 0, 0, 1),))]
    """
    # A declared encoding in the text itself would make lxml refuse a string.
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source)
    try:
        root = lxml.html.document_fromstring(source)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    read = (_read_table(table) for table in root.iter("table"))
    return [(rows, merges) for rows, merges in read if any(cell for row in rows for cell in row)]


def _read_table(table: lxml.html.HtmlElement) -> tuple[list[list[object]], tuple[_Merge, ...]]:
    filled: dict[tuple[int, int], str] = {}
    merges: list[_Merge] = []
    # Rows of a table inside a cell belong to that table.
    lines = [line for line in table.iter("tr") if next(line.iterancestors("table")) is table]
    for row, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in filled:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            down = min(down, len(lines) - row)
            for i in range(row, row + down):
                for j in range(column, column + across):
                    filled.setdefault((i, j), "")
            filled[row, column] = re.sub(r"[ \t\r\f\v\xa0]+", " ", cell.text_content()).strip()
            if down > 1 or across > 1:
                merges.append((row, column, row + down - 1, column + across - 1))
            column += across
    width = 1 + max((column for _, column in filled), default=-1)
    rows: list[list[object]] = [[filled.get((row, column), "") for column in range(width)] for row in range(len(lines))]
    return rows, tuple(merges)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), WIDEST_SPAN) if text.isascii() and text.isdigit() else 1
