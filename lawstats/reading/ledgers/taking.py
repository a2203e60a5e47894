"""Taking the columns of a ledger out of a sheet: those on the allow-list, and those that are only compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.reading.ledger_words import bare
from lawstats.reading.privacy.names import names_others

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lawstats.reading.ledger_words import Column, Kind
    from lawstats.reading.ledgers.headers import Header, Heading
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.rows import SheetRows
    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["COUNTED_ONCE", "choose_columns", "take_columns"]

#: Types whose figure belongs to the merged range as a whole: repeated in every row it would be counted several times.
COUNTED_ONCE = ("count", "money")


def choose_columns(sheet: str, header: Header, notes: Notes) -> list[tuple[Heading, Column]]:
    """Pair headings with columns; note what is not known, what stands twice and what the header itself tells.

    Returns
    -------
    list of (Heading, Column)
        Left to right; of two headings that mean the same kept column the left one.
    """
    chosen: list[tuple[Heading, Column]] = []
    seen: set[str] = set()
    if header.top > 0:
        notes.cell(sheet, 0, -1, "表头以上的标题行，不作案件", repaired=True)
    if header.bottom > header.top:
        notes.cell(sheet, header.top, -1, f"表头有{header.bottom - header.top + 1}行，合并读取", repaired=True)
    for heading in header.headings:
        if not heading.text:
            continue
        if heading.column is None:
            notes.cell(
                sheet,
                header.bottom,
                heading.position,
                "表头不认识，整列没有读取",
                advice="如需要这一列，请用 aliases 说明它是哪一列",
            )
        elif heading.column.keep and heading.column.key in seen:
            notes.cell(
                sheet,
                header.bottom,
                heading.position,
                "两列表头意思相同，只读取了左边一列",
                heading.column.name,
                advice="需核实以哪一列为准",
            )
        else:
            seen.add(heading.column.key)
            chosen.append((heading, heading.column))
            if heading.unit:
                notes.cell(sheet, header.bottom, heading.position, "表头里的单位", heading.unit, repaired=True)
            if heading.column.keep and not bare(heading.text).startswith(bare(heading.column.name)):
                notes.cell(sheet, header.bottom, heading.position, "表头用了同义词", heading.column.name, repaired=True)
    return chosen


def take_columns(
    sheet: Sheet, columns: list[tuple[Heading, Column]], kind: Kind, result: SheetRows, notes: Notes
) -> None:
    """Copy the columns that are kept or compared, filled where a merge says so and nowhere else.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    columns : list of (Heading, Column)
        From `choose_columns`.
    kind : Kind
        Its `same` columns are copied to be compared, and never kept.
    result : SheetRows
        Its `rows` say which rows are cases; its cells, positions and parties are filled in.
    notes : Notes
        Every filled cell, line break and “等N人”.
    """
    index_of = {row: number for number, row in enumerate(result.rows)}
    needed = {*kind.same, "title", "opinion_number", "summary"}
    for heading, column in columns:
        if not (column.keep or column.party or column.has or column.key in needed):
            continue
        position = heading.position
        cells = [sheet.rows[row][position] for row in result.rows]
        filled = list(_merged_rows(sheet, position, index_of))
        if column.type not in COUNTED_ONCE:
            for row, top in filled:
                cells[index_of[row]] = sheet.rows[top][position]
        found = {
            "合并格里的数字只计一次" if column.type in COUNTED_ONCE else "按合并单元格补填": [row for row, _ in filled],
            "单元格里的换行，按一格读取": _where(result.rows, cells, lambda cell: "\n" in cell),
            "“等N人”只列部分当事人": _where(result.rows, cells, names_others) if column.party else [],
        }
        for what, rows in found.items():
            notes.cells([sheet.name] * len(rows), [(row, position) for row in rows], what, repaired=True)
        if column.party:
            result.parties.append(cells)
        if column.key not in result.cells:
            result.cells[column.key], result.positions[column.key] = cells, position


def _where(rows: list[int], cells: list[object], said: Callable[[str], bool]) -> list[int]:
    return [row for row, cell in zip(rows, cells, strict=True) if isinstance(cell, str) and said(cell)]


def _merged_rows(sheet: Sheet, position: int, index_of: dict[int, int]) -> Iterable[tuple[int, int]]:
    for top, left, bottom, _ in sheet.merges:
        # Only the left column of a range shows its text; a range over several columns is a heading, not a case.
        if left == position and bottom > top and sheet.rows[top][left] not in ("", None) and top in index_of:
            yield from ((row, top) for row in range(top + 1, bottom + 1) if row in index_of)
