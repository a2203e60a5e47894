"""A sheet before it is written: rows by column code, so that a cell is found again after rows were put in between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import get_column_letter

__all__ = ["Book", "Cell", "Planted", "Row", "Sheet", "copy_row"]

Cell = str | int | float | date | None


@dataclass(eq=False)
class Row:
    """One row. `kind` is entry, subtotal, total, header, heading (a year or month across the table), note or blank."""

    cells: dict[str, Cell]
    kind: str = "entry"
    key: str = ""

    def day(self, column: str) -> date:
        """Return a cell that holds a date."""
        cell = self.cells.get(column)
        if not isinstance(cell, date):
            raise TypeError(f"{column} holds no date: {cell!r}")
        return cell

    def number(self, column: str) -> float:
        """Return a cell that holds a number."""
        cell = self.cells.get(column)
        if not isinstance(cell, (int, float)):
            raise TypeError(f"{column} holds no number: {cell!r}")
        return cell


@dataclass(eq=False)
class Sheet:
    """One sheet of one ledger; `headings` maps column codes to printed headings, in order."""

    ledger: str
    name: str
    headings: dict[str, str]
    rows: list[Row]
    title: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    footer: list[str] = field(default_factory=list)
    merges: list[tuple[Row, Row, str]] = field(default_factory=list)
    comments: list[tuple[Row, str, str]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)

    @property
    def columns(self) -> list[str]:
        """Column codes from left to right."""
        return list(self.headings)

    @property
    def first_row(self) -> int:
        """Number of the first row under the header, counted as Excel counts."""
        return len(self.title) + (2 if self.groups else 1) + 1

    def place(self, row: Row, column: str = "") -> str:
        """Where a row or one of its cells stands, as Excel says it."""
        number = self.first_row + next(i for i, other in enumerate(self.rows) if other is row)
        return f"{get_column_letter(self.columns.index(column) + 1)}{number}" if column else f"第{number}行"

    def entries(self) -> list[Row]:
        """Return the rows that tell of something that happened."""
        return [row for row in self.rows if row.kind == "entry"]

    def grid(self) -> list[list[Cell]]:
        """Return every cell of the sheet, title and footer included; what a merge covers is empty."""
        width = len(self.columns)
        lines: list[list[Cell]] = [[text, *[None] * (width - 1)] for text in self.title]
        if self.groups:
            lines.append(self._group_line())
            lines.append([None if code not in self.groups else self.headings[code] for code in self.columns])
        else:
            lines.append([self.headings[code] for code in self.columns])
        covered = self._covered()
        lines += [
            [None if (id(row), code) in covered else row.cells.get(code) for code in self.columns] for row in self.rows
        ]
        return lines + [[text, *[None] * (width - 1)] for text in self.footer]

    def merged_ranges(self) -> list[str]:
        """Every merged range of the sheet: title, two-row header, body."""
        last = get_column_letter(len(self.columns))
        ranges = [f"A{i}:{last}{i}" for i in range(1, len(self.title) + 1)]
        if self.groups:
            top = len(self.title) + 1
            for i, code in enumerate(self.columns, start=1):
                if code not in self.groups:
                    ranges.append(f"{get_column_letter(i)}{top}:{get_column_letter(i)}{top + 1}")
            for group in dict.fromkeys(self.groups.values()):
                inside = [i for i, code in enumerate(self.columns, start=1) if self.groups.get(code) == group]
                ranges.append(f"{get_column_letter(inside[0])}{top}:{get_column_letter(inside[-1])}{top}")
        return ranges + [f"{self.place(a, code)}:{self.place(b, code)}" for a, b, code in self.merges]

    def _group_line(self) -> list[Cell]:
        line: list[Cell] = []
        shown: set[str] = set()
        for code in self.columns:
            group = self.groups.get(code)
            line.append(self.headings[code] if group is None else (None if group in shown else group))
            shown |= {group} if group else set()
        return line

    def _covered(self) -> set[tuple[int, str]]:
        covered = set()
        for first, last, code in self.merges:
            inside = False
            for row in self.rows:
                if inside:
                    covered.add((id(row), code))
                inside = (inside or row is first) and row is not last
        return covered


@dataclass(eq=False)
class Book:
    """One file of sheets."""

    file: str
    sheets: list[Sheet]
    creator: str = ""


@dataclass(eq=False)
class Planted:
    """One piece of dirt: what it is, where, what stands there, what is true, what a reader must do about it.

    `must` is repair (the truth comes back, the repair is listed), problem (no value, listed), question (asked about,
    never accused), review (left to a person), count (counted once), drop (no entry, checked), absent (never zero) or
    private (never shown).
    """

    dirt: str
    must: str
    sheet: Sheet
    row: Row | None
    column: str
    written: str
    truth: str
    says: str
    lost: tuple[str, str] | None = None


def copy_row(row: Row) -> Row:
    """Return a second row of the same thing."""
    return Row(dict(row.cells), row.kind, row.key)
