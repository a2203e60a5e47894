"""The rows of one sheet: which are cases, and which headings, repeated headers, subtotals, footers or a stated zero."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lawstats.reading.ledgers.sheets import cell_name
from lawstats.reading.ledgers.subtotals import Subtotal, check_subtotals, read_subtotal
from lawstats.reading.ledgers.taking import COUNTED_ONCE, choose_columns, take_columns
from lawstats.reading.ledgers.titles import Heading, is_footer, read_heading, stated_zero

if TYPE_CHECKING:
    from lawstats.reading.ledger_words import Column, Kind
    from lawstats.reading.ledgers.headers import Header
    from lawstats.reading.ledgers.headers import Heading as HeadCell
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["SheetRows", "clean_rows"]

_EMPTY = ("", None)


@dataclass(slots=True)
class SheetRows:
    """The case rows of a sheet, column by column.

    Attributes
    ----------
    name : str
        The sheet's name.
    rows : list of int
        Zero-based rows of the sheet that hold cases.
    cells : dict of str to list
        Cells by column key, in the order of `rows`; personal columns are here only to be hashed and then dropped.
    positions, units : dict
        Where each column stands and the unit its heading states.
    parties : list of list
        The columns that name parties, whatever they are called.
    headings : list of Heading
        What stands above each row: year, month, community.
    zeros : list of (int, str, Heading)
        Rows that state that there was nothing.
    heading, title : Heading, str
        What the sheet's name and title rows say, read and as written.
    """

    name: str
    rows: list[int] = field(default_factory=list)
    cells: dict[str, list[object]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    parties: list[list[object]] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    zeros: list[tuple[int, str, Heading]] = field(default_factory=list)
    heading: Heading = field(default_factory=Heading)
    title: str = ""


def clean_rows(sheet: Sheet, header: Header, kind: Kind, wider: Heading, notes: Notes) -> SheetRows:
    """Sort the rows below a header and take out the columns of the ledger.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    header : Header
        Where its header stands.
    kind : Kind
        What kind of ledger it is.
    wider : Heading
        What the file's name or the caller says (year).
    notes : Notes
        Everything dropped, filled or doubtful is written here.

    Returns
    -------
    SheetRows
    """
    above = _heading_above(sheet, header, wider)
    columns = choose_columns(sheet.name, header, notes)
    title = " ".join([sheet.title, *map(_line, sheet.rows[: header.top])])
    result = SheetRows(sheet.name, heading=above, title=title)
    result.units = {column.key: heading.unit for heading, column in columns}
    if above.unit:
        result.units |= {c.key: result.units[c.key] or above.unit for _, c in columns if c.type == "money"}
    subtotals = _sort_rows(sheet, header, above, result, notes)
    _note_subtotals(sheet, header, columns, result, subtotals, notes)
    take_columns(sheet, columns, kind, result, notes)
    return result


def _heading_above(sheet: Sheet, header: Header, wider: Heading) -> Heading:
    """Return what the sheet's name and the title rows say, the nearest to the rows first."""
    heading = wider
    for text in (sheet.title, *(_line(row) for row in sheet.rows[: header.top])):
        if text.strip():
            heading = read_heading(text).under(heading)
    return replace(heading, year=header.year) if header.year else heading


def _line(row: list[object]) -> str:
    return " ".join(cell for cell in row if isinstance(cell, str) and cell.strip())


def _sort_rows(sheet: Sheet, header: Header, above: Heading, result: SheetRows, notes: Notes) -> list[Subtotal]:
    head_texts = [
        {text for cell in column if isinstance(cell, str) for text in (cell, _plain(cell)) if text}
        for column in zip(*sheet.rows[header.top : header.bottom + 1], strict=True)
    ]
    serial = {h.position for h in header.headings if h.column and h.column.key == "serial"}
    parties = {h.position for h in header.headings if h.column and h.column.party}
    continued = {row for top, _, bottom, _ in sheet.merges if top > header.bottom for row in range(top + 1, bottom + 1)}
    subtotals: list[Subtotal] = []
    current = above
    for index in range(header.bottom + 1, len(sheet.rows)):
        row = sheet.rows[index]
        filled = [position for position, cell in enumerate(row) if cell not in _EMPTY]
        if not filled:
            continue
        cells = [row[position] for position in filled]
        if _repeats_header(row, filled, head_texts):
            notes.cell(sheet.name, index, -1, "重复的表头行，已去掉", repaired=True)
        elif subtotal := read_subtotal(index, row, filled[:4]):
            subtotals.append(subtotal)
            notes.cell(sheet.name, index, -1, "小计、合计行，不作案件", subtotal.label, repaired=True)
        elif zero := stated_zero(cells):
            result.zeros.append((index, zero, current))
            _note_zero(sheet.name, index, cells, current, notes)
        elif isinstance(cells[0], str) and is_footer(cells[0]):
            notes.cell(sheet.name, index, -1, "表尾的落款或说明行，不作案件", repaired=True)
        elif len(filled) == 1 and filled[0] in parties and index in continued:
            # Party B below party A: every other cell of the row is merged with the row above.
            result.rows.append(index)
            result.headings.append(current)
        elif len(filled) == 1:
            current = _lone_cell(sheet.name, index, filled[0], cells[0], serial, current, above, notes)
        elif all(not isinstance(cell, str) or not cell.strip() for cell in cells) and set(filled) <= serial:
            continue
        else:
            result.rows.append(index)
            result.headings.append(current)
    return subtotals


def _repeats_header(row: list[object], filled: list[int], heads: list[set[str]]) -> bool:
    # A header opens with headings: its first two words settle nearly every row.
    opening = list(itertools.islice((p for p in filled if isinstance(row[p], str)), 2))
    if len(opening) < 2 or not any(row[position] in heads[position] for position in opening):
        return False
    return sum(_plain(row[position]) in heads[position] for position in filled) >= max(2, 0.6 * len(filled))


def _note_zero(sheet: str, row: int, cells: list[object], heading: Heading, notes: Notes) -> None:
    advice = "需核实是确无登记还是漏报" if heading.community else ""
    found = heading.community or (str(heading.year) if heading.year else "")
    notes.cell(sheet, row, -1, "写明没有登记，作为零", found, repaired=not heading.community, advice=advice)
    if any(isinstance(cell, str) and "率" in cell and "%" in unicodedata.normalize("NFKC", cell) for cell in cells):
        notes.cell(sheet, row, -1, "没有案件却写了比率", advice="分母为零，比率不适用；请写“无案件，不计算”")


def _lone_cell(
    sheet: str, row: int, column: int, cell: object, serial: set[int], current: Heading, above: Heading, notes: Notes
) -> Heading:
    """Read a row of one cell: a year, a month, a community, or nothing that is a case."""
    if column in serial and not (isinstance(cell, str) and re.search(r"[一-鿿]", cell)):
        notes.cell(sheet, row, column, "只有序号的空行，不作案件", repaired=True)
        return current
    said = read_heading(cell) if isinstance(cell, str) else Heading()
    if said.year or said.month or said.community:
        notes.cell(sheet, row, column, "行内标题，作为以下各行的年份、月份或社区", repaired=True)
        # A month row keeps the year above it; a community row starts anew.
        return said.under(Heading(current.year, current.month, current.community)).under(above)
    notes.cell(sheet, row, column, "整行只有一格，不作案件", advice="需核实这一行是否漏填")
    return current


def _note_subtotals(
    sheet: Sheet,
    header: Header,
    columns: list[tuple[HeadCell, Column]],
    result: SheetRows,
    subtotals: list[Subtotal],
    notes: Notes,
) -> None:
    numeric = {
        h.position: (column.measure or ("元" if column.type == "money" else ""), result.units.get(column.key, ""))
        for h in header.headings
        if (column := h.column) and column.type in COUNTED_ONCE and any(h is heading for heading, _ in columns)
    }
    for row, position, found in check_subtotals(sheet.rows, result.rows, subtotals, numeric):
        place = "件数" if position < 0 else cell_name(row, position)
        notes.cell(
            sheet.name,
            row,
            position,
            "小计、合计与所列各行之和不符",
            found,
            advice=f"需核实是各行有误还是合计有误（{place}）；统计按各行计算",
        )


def _plain(cell: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell)) if isinstance(cell, str) else ""
