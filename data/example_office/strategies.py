"""Dirtying as hypothesis strategies: a small clean ledger, made dirty at random, with its truth beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from hypothesis import strategies as st

from example_office.dirt_cells import CELLS, plant
from example_office.dirt_rows import blank_rows, hold_sessions, repeat_header, subtotals, switch_parties
from example_office.disputes import TYPES
from example_office.grid import Book, Row
from example_office.names import COMMUNITIES
from example_office.picking import number_rows, titled
from example_office.publicity import Amount, amount
from example_office.workbooks import csv_bytes, xlsx_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from example_office.grid import Cell, Planted, Sheet


__all__ = ["DirtyLedger", "dirty_amounts", "dirty_mediation"]

#: Cell dirt after which the truth can still be had, by what it is done to.
_CURABLE = {
    "accepted": ("date_dotted", "date_chinese", "date_month_day", "date_serial"),
    "community": ("community_committee", "community_village", "community_both"),
    "type": ("type_alias",),
    "people": ("number_full_width", "number_chinese", "number_people", "number_spaces"),
    "amount": ("money_wan", "money_wan_yuan", "money_decimals", "number_thousands"),
}
_NO_ALIAS = {"其他", "生产经营"}


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


@dataclass(repr=False)
class DirtyLedger:
    """A dirty sheet, the clean rows it tells of (one a case) and everything planted."""

    sheet: Sheet
    cases: list[dict[str, Cell]]
    planted: list[Planted]

    def __repr__(self) -> str:
        """Show the cells that are filled, so that a failing example can be read."""
        lines = [[str(cell) for cell in line if cell is not None] for line in self.grid()]
        return "DirtyLedger\n" + "\n".join(" | ".join(line) for line in lines)

    def _repr_pretty_(self, printer: _Printer, _cycle: bool) -> None:
        # hypothesis would otherwise print a dataclass field by field, rows within rows.
        printer.text(repr(self))

    def grid(self) -> list[list[Cell]]:
        """Return the cells as they stand."""
        return self.sheet.grid()

    def write(self, path: Path) -> Path:
        """Write it as .xlsx or as .csv in GB18030, by the name of `path`."""
        book = Book(path.name, [self.sheet])
        path.write_bytes(csv_bytes(self.sheet) if path.suffix == ".csv" else xlsx_bytes(book))
        return path


def dirty_amounts() -> st.SearchStrategy[Amount]:
    """Numbers as clerks write them, exact or rough, with the interval that the words admit."""
    return st.builds(amount, st.integers(1, 90_000), st.sampled_from(("", "余", "多", "近", "约")))


@st.composite
def dirty_mediation(draw: st.DrawFn, max_cases: int = 8) -> DirtyLedger:
    """Draw a mediation ledger of one year: up to `max_cases` cases, then dirt on cells, rows and sheet."""
    year = draw(st.integers(2015, 2030))
    rows = [_case(draw, year, i) for i in range(draw(st.integers(1, max_cases)))]
    cases = [dict(row.cells) for row in rows]
    sheet = titled(f"{year}年", list(rows), f"{year}年人民调解案件登记台账", "mediation")
    log: list[Planted] = []
    for row in rows:
        twice = draw(st.sampled_from(("", "", "parties", "sessions")))
        if twice == "parties":
            switch_parties(sheet, row, log, number=draw(st.booleans()))
        elif twice == "sessions":
            last = row.day("mediated")
            hold_sessions(sheet, row, (last - timedelta(days=1), last), log)
    number_rows([sheet])
    if draw(st.booleans()):
        subtotals(sheet, ["people"], log, label="source", wrong=draw(st.sampled_from(("", "people"))))
    for row in sheet.entries():
        for column, names in _CURABLE.items():
            if row.cells.get(column) is not None and draw(st.booleans()):
                name = draw(st.sampled_from(names))
                if _fits(name, row):
                    plant(sheet, row, column, CELLS[name], log)
    if draw(st.booleans()):
        repeat_header(sheet, draw(st.integers(1, len(sheet.rows))), log)
    if draw(st.booleans()):
        blank_rows(sheet, draw(st.integers(1, len(sheet.rows))), 1, log)
    return DirtyLedger(sheet, cases, log)


def _fits(name: str, row: Row) -> bool:
    if name == "type_alias":
        return row.cells["type"] not in _NO_ALIAS
    return name != "number_thousands" or row.number("amount") >= 1000


def _case(draw: st.DrawFn, year: int, i: int) -> Row:
    """Draw one clean case; parties never repeat, so that alike rows are the same case."""
    community = draw(st.sampled_from(COMMUNITIES)).name
    accepted = date(year, 1, 1) + timedelta(days=draw(st.integers(0, 330)))
    return Row(
        {
            "number": f"（{year}）示调字第{i + 1}号",
            "accepted": accepted,
            "community": community,
            "source": draw(st.sampled_from(("当事人申请", "主动调解", "法院委托"))),
            "a_name": f"甲例{'一二三四五六七八九'[i]}",
            "b_name": f"乙例{'一二三四五六七八九'[i]}",
            "type": draw(st.sampled_from(sorted(TYPES))),
            "people": draw(st.integers(2, 60)),
            "amount": draw(st.none() | st.integers(2, 900).map(lambda hundreds: hundreds * 100)),
            "brief": f"第{i + 1}件的简要情况。",
            "mediated": accepted + timedelta(days=draw(st.integers(2, 30))),
            "result": draw(st.sampled_from(("成功", "不成功"))),
        },
        key=f"M{year}-{i + 1}",
    )
