"""Which rows get which dirt: spread evenly, never two kinds on one row; and how a clerk titles and numbers a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from example_office.dirt_cells import CELLS, plant
from example_office.grid import Sheet
from example_office.headings import HEADINGS
from example_office.names import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from example_office.grid import Planted, Row

__all__ = ["Picker", "number_rows", "titled"]

#: What a cell must hold for some kinds of dirt to make sense.
_FITS: dict[str, Callable[[Row], bool]] = {
    "type_alias": lambda row: row.cells["type"] not in {"其他", "生产经营"},
    "number_thousands": lambda row: isinstance(amount := row.cells.get("amount"), float) and amount >= 1000,
}


def _member(wanted: set[int]) -> Callable[[Row], bool]:
    return lambda row: id(row) in wanted


def _anything(_row: Row) -> bool:
    return True


class Picker:
    """Takes clean rows, evenly spread over the sheets, so that no row gets two kinds of dirt."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.sheets = list(sheets)
        self.taken: set[int] = set()

    def take(self, wanted: Callable[[Row], bool], count: int, *, sheet: Sheet | None = None) -> list[tuple[Sheet, Row]]:
        """Take `count` rows that satisfy `wanted` and were not taken before."""
        free = [
            (each, row)
            for each in self.sheets
            if sheet is None or each is sheet
            for row in each.entries()
            if id(row) not in self.taken and wanted(row)
        ]
        if len(free) < count:
            raise ValueError(f"{count} rows wanted, {len(free)} left")
        chosen = [free[(2 * i + 1) * len(free) // (2 * count)] for i in range(count)]
        self.taken |= {id(row) for _, row in chosen}
        return chosen

    def scatter(self, column: str, names: tuple[str, ...], count: int, log: list[Planted]) -> None:
        """Put each of the named kinds of dirt into `count` cells of a column."""
        for name in names:
            fits = _FITS.get(name, _anything)
            filled = [row for each in self.sheets for row in each.entries() if row.cells.get(column) is not None]
            wanted = {id(row) for row in filled if fits(row)}
            for sheet, row in self.take(_member(wanted), count):
                plant(sheet, row, column, CELLS[name], log)


def titled(name: str, rows: list[Row], title: str, ledger: str) -> Sheet:
    """Make a sheet with its title (which says that all is invented) and its footer."""
    sheet = Sheet(ledger, name, dict(HEADINGS[ledger]), rows, title=[f"示例街道{title}（{NOTICE}）"])
    sheet.footer = ["填表人：办公室　　审核人：司法所"]
    return sheet


def number_rows(sheets: Iterable[Sheet]) -> None:
    """Give the entries of each sheet their serial numbers."""
    for sheet in sheets:
        for i, row in enumerate(sheet.entries(), start=1):
            row.cells["seq"] = i
