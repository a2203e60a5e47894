"""The rows of all sheets of a workbook below each other, each knowing where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.ledgers.rows import SheetRows

__all__ = ["Table", "gather"]


@dataclass(slots=True)
class Table:
    """The rows of all sheets, still as cells.

    Attributes
    ----------
    sheet, row : list
        Where each row stands (row zero-based).
    cells : dict of str to list
        Cells by column key; a sheet without the column gives ''.
    positions : dict of (sheet, key) to int
        Where each column stands on each sheet.
    units : dict of (sheet, key) to str
    year, month : list of int
        From the headings above each row.
    community : list of str
        From the headings above each row.
    title : list of str
        The name and title of each row's sheet.
    text : bool
        Whether the rows come from a text file, where every number is text and that is no fault.
    """

    sheet: list[str] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    cells: dict[str, list[object]] = field(default_factory=dict)
    parties: list[list[object]] = field(default_factory=list)
    positions: dict[tuple[str, str], int] = field(default_factory=dict)
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    year: list[int] = field(default_factory=list)
    month: list[int] = field(default_factory=list)
    community: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    text: bool = False

    def __len__(self) -> int:
        return len(self.row)

    def places(self, indices: Sequence[int], key: str) -> list[tuple[int, int]]:
        """Return (row, column) of those rows in that column; column -1 where a sheet lacks it."""
        return [(self.row[i], self.positions.get((self.sheet[i], key), -1)) for i in indices]


def gather(sheets: Sequence[SheetRows]) -> Table:
    """Put the rows of all sheets below each other."""
    table = Table()
    keys = list(dict.fromkeys(key for sheet in sheets for key in sheet.cells))
    table.cells = {key: [] for key in keys}
    width = max((len(sheet.parties) for sheet in sheets), default=0)
    table.parties = [[] for _ in range(width)]
    for sheet in sheets:
        count = len(sheet.rows)
        table.sheet += [sheet.name] * count
        table.row += sheet.rows
        table.year += [heading.year for heading in sheet.headings]
        table.month += [heading.month for heading in sheet.headings]
        table.community += [heading.community for heading in sheet.headings]
        table.title += [sheet.title] * count
        for key in keys:
            table.cells[key] += sheet.cells.get(key, [""] * count)
        for number in range(width):
            table.parties[number] += sheet.parties[number] if number < len(sheet.parties) else [""] * count
        table.positions |= {(sheet.name, key): position for key, position in sheet.positions.items()}
        table.units |= {(sheet.name, key): unit for key, unit in sheet.units.items() if unit}
    return table
