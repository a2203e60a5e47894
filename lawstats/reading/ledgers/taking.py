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

__all__ = ["COUNTED_ONCE", "choose_columns", "is_summary", "take_columns"]

#: Types whose figure belongs to the merged range as a whole: repeated in every row it would be counted several times.
COUNTED_ONCE = ("count", "money")
#: The cell above, said again.
_DITTO = frozenset({"同上", "同前", "〃", "″", "〞", '"', "''", "“", "”", "同 上", "//"})
#: What a clerk puts into the box that applies, and into one that does not.
_TICKS = frozenset({"√", "✓", "✔", "☑", "■", "●", "○", "V", "v", "1", "是", "有", "Y", "y", "对", "1件"})
_NO_TICKS = frozenset({"", "×", "✗", "✘", "☒", "□", "0", "否", "无", "/", "-", "—", "N", "n", "X", "x"})


def is_summary(sheet: Sheet, header: Header) -> bool:
    """Whether the columns that should hold ticks hold numbers of cases: a table of totals and no ledger.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    header : Header
        Its header.
    """
    places = [position for heading in header.headings for position, _ in heading.options]
    cells = [row[position] for row in sheet.rows[header.bottom + 1 :] for position in places]
    written = [cell for cell in cells if cell not in ("", None)]
    many = [cell for cell in written if isinstance(cell, (int, float)) and cell > 1]
    return len(many) > len(written) / 3


def choose_columns(sheet: str, header: Header, notes: Notes) -> list[tuple[Heading, Column]]:
    """Pair headings with columns; note what is not known, what stands twice and what the header itself tells.

    Returns
    -------
    list of (Heading, Column)
        Left to right; of two headings that mean the same kept column the one the vocabulary names first.
    """
    chosen: list[tuple[Heading, Column]] = []
    best = _best(header)
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
        elif heading.column.keep and best[heading.column.key] is not heading:
            notes.cell(
                sheet,
                header.bottom,
                heading.position,
                "两列表头意思相同，这一列没有读取",
                heading.column.name,
                advice="需核实以哪一列为准",
            )
        else:
            chosen.append((heading, heading.column))
            if heading.options:
                notes.cell(
                    sheet,
                    header.bottom,
                    heading.position,
                    "打勾的几列，读作一列",
                    f"{heading.column.name}：{len(heading.options)}列",
                    repaired=True,
                )
            if heading.unit:
                notes.cell(sheet, header.bottom, heading.position, "表头里的单位", heading.unit, repaired=True)
            if heading.column.keep and not bare(heading.text).startswith(bare(heading.column.name)):
                notes.cell(sheet, header.bottom, heading.position, "表头用了同义词", heading.column.name, repaired=True)
    return chosen


def _best(header: Header) -> dict[str, Heading]:
    """Return for every column the heading that names it best: a vocabulary lists the plainest name first."""
    best: dict[str, tuple[int, Heading]] = {}
    for heading in header.headings:
        if heading.column is not None:
            names = [bare(name) for name in heading.column.names]
            rank = names.index(own) if (own := bare(heading.text)) in names else len(names)
            if heading.column.key not in best or rank < best[heading.column.key][0]:
                best[heading.column.key] = (rank, heading)
    return {key: heading for key, (_, heading) in best.items()}


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
        filled: list[tuple[int, int]] = []
        ditto: list[int] = []
        if heading.options:
            cells = _ticked(sheet, heading, result.rows, index_of)
        else:
            cells, filled, ditto = _cells(sheet, position, column, result.rows, index_of)
        found = {
            "合并格里的数字只计一次" if column.type in COUNTED_ONCE else "按合并单元格补填": [row for row, _ in filled],
            "“同上”按上一行补填": ditto,
            "单元格里的换行，按一格读取": _where(result.rows, cells, lambda cell: "\n" in cell),
            "“等N人”只列部分当事人": _where(result.rows, cells, names_others) if column.party else [],
        }
        for what, rows in found.items():
            notes.cells([sheet.name] * len(rows), [(row, position) for row in rows], what, repaired=True)
        if column.party:
            result.parties.append(cells)
        if column.key not in result.cells:
            result.cells[column.key], result.positions[column.key] = cells, position


def _cells(
    sheet: Sheet, position: int, column: Column, rows: list[int], index_of: dict[int, int]
) -> tuple[list[object], list[tuple[int, int]], list[int]]:
    """Return the cells of a column, which rows a merge fills, and which rows repeat the one above by 同上."""
    cells = [sheet.rows[row][position] for row in rows]
    filled = list(_merged_rows(sheet, position, index_of))
    if column.type not in COUNTED_ONCE:
        for row, top in filled:
            cells[index_of[row]] = sheet.rows[top][position]
    ditto = []
    for index, cell in enumerate(cells):
        if cell in _DITTO and index:
            cells[index] = cells[index - 1]
            ditto.append(rows[index])
    return cells, filled, ditto


def _ticked(sheet: Sheet, heading: Heading, rows: list[int], index_of: dict[int, int]) -> list[object]:
    """Return for every row the word above the box that is ticked; several words when several are."""
    boxes = []
    for position, word in heading.options:
        column = [sheet.rows[row][position] for row in rows]
        for row, top in _merged_rows(sheet, position, index_of):
            column[index_of[row]] = sheet.rows[top][position]
        boxes.append([_box(cell, word) for cell in column])
    return ["、".join(filter(None, row)) for row in zip(*boxes, strict=True)]


def _box(cell: object, word: str) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell == cell and cell == int(cell) else str(cell or "").strip()
    if text in _NO_TICKS:
        return ""
    # Anything else is read as it stands, and asked about when it is no word of the list.
    return word if text in _TICKS or text == word else text


def _where(rows: list[int], cells: list[object], said: Callable[[str], bool]) -> list[int]:
    return [row for row, cell in zip(rows, cells, strict=True) if isinstance(cell, str) and said(cell)]


def _merged_rows(sheet: Sheet, position: int, index_of: dict[int, int]) -> Iterable[tuple[int, int]]:
    for top, left, bottom, _ in sheet.merges:
        # Only the left column of a range shows its text; a range over several columns is a heading, not a case.
        if left == position and bottom > top and sheet.rows[top][left] not in ("", None) and top in index_of:
            yield from ((row, top) for row in range(top + 1, bottom + 1) if row in index_of)
