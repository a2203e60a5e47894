"""Ways in which whole rows and sheets get dirty: totals between rows, headers again, one thing written twice."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from example_office.grid import Planted, Row, Sheet, copy_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from example_office.grid import Cell

__all__ = [
    "blank_rows",
    "carry_over",
    "group_headings",
    "hold_sessions",
    "merge_down",
    "note",
    "only_note",
    "record",
    "repeat_header",
    "report_jointly",
    "subtotals",
    "switch_parties",
    "two_row_header",
]


def record(
    log: list[Planted], dirt: str, must: str, sheet: Sheet, row: Row | None, says: str, column: str = "", **words: str
) -> None:
    """Write one piece of dirt into the log."""
    lost = (row.key, column) if words.pop("lost", "") and row is not None else None
    log.append(Planted(dirt, must, sheet, row, column, words.get("written", ""), words.get("truth", ""), says, lost))


def note(sheet: Sheet, row: Row, column: str, text: str, log: list[Planted]) -> None:
    """Hang a comment on a cell, with somebody's telephone in it."""
    sheet.comments.append((row, column, text))
    record(log, "comment", "private", sheet, row, "批注里有个人信息", column, written=text)


def only_note(sheet: Sheet, text: str, log: list[Planted], dirt: str, must: str, says: str) -> None:
    """Put a line of words where rows would be."""
    row = Row({sheet.columns[0]: text}, "note")
    sheet.rows.append(row)
    record(log, dirt, must, sheet, row, says, sheet.columns[0], written=text)


def blank_rows(sheet: Sheet, after: int, count: int, log: list[Planted]) -> None:
    """Leave empty rows in the middle of the table."""
    rows = [Row({}, "blank") for _ in range(count)]
    sheet.rows[after:after] = rows
    record(log, "blank_rows", "drop", sheet, rows[0], "表中有空行")


def repeat_header(sheet: Sheet, after: int, log: list[Planted]) -> None:
    """Print the header again in the middle, as page breaks do."""
    row = Row(dict(sheet.headings), "header")
    sheet.rows.insert(after, row)
    record(log, "repeated_header", "drop", sheet, row, "表头重复出现")


def two_row_header(sheet: Sheet, groups: dict[str, str], log: list[Planted]) -> None:
    """Put merged headings above some columns."""
    sheet.groups = groups
    record(log, "two_row_header", "repair", sheet, None, "两行合并表头")


def merge_down(sheet: Sheet, column: str, log: list[Planted]) -> None:
    """Merge runs of equal cells in a column, and only these."""
    for value, run in groupby(sheet.rows, key=lambda row: row.cells.get(column) if row.kind == "entry" else None):
        rows = list(run)
        if value is not None and len(rows) > 1:
            sheet.merges.append((rows[0], rows[-1], column))
            record(log, "merged_body", "repair", sheet, rows[1], "合并单元格，按合并范围补齐", column, truth=str(value))


def group_headings(sheet: Sheet, column: str, word: str, log: list[Planted]) -> None:
    """Put a line such as 2021年 above each year's rows; the rows then give only month and day."""
    rows: list[Row] = []
    year = 0
    for row in sheet.rows:
        day = row.cells.get(column)
        if row.kind == "entry" and isinstance(day, date) and day.year != year:
            year = day.year
            head = Row({sheet.columns[0]: f"{year}{word}"}, "heading")
            rows.append(head)
            record(
                log, "year_heading", "drop", sheet, head, "年份写在分隔行里", sheet.columns[0], written=f"{year}{word}"
            )
        rows.append(row)
    sheet.rows = rows


def subtotals(
    sheet: Sheet,
    sums: list[str],
    log: list[Planted],
    *,
    label: str,
    by: Callable[[Row], str] | None = None,
    wrong: str = "",
) -> None:
    """Put 小计 under every run of rows alike in `by` and 合计 at the end, each word in column `label`.

    `wrong` names a column whose last sum is 2 too high.
    """
    if by is not None:
        rows: list[Row] = []
        for _, run in groupby(sheet.rows, key=by):
            members = list(run)
            line = Row({label: "小计", **_sums(members, sums)}, "subtotal")
            rows += [*members, line]
            record(log, "subtotal", "drop", sheet, line, "小计行，不是案件", label, written="小计")
        sheet.rows = rows
    line = Row({label: "合计", **_sums(sheet.entries(), sums)}, "total")
    sheet.rows.append(line)
    record(log, "total", "drop", sheet, line, "合计行，不是案件", label, written="合计")
    if wrong:
        right = line.cells[wrong]
        if not isinstance(right, (int, float)):
            raise TypeError(f"no sum in {wrong}")
        line.cells[wrong] = right + 2
        record(
            log,
            "subtotal_wrong",
            "problem",
            sheet,
            line,
            "合计与各行之和不符",
            wrong,
            written=f"{right + 2:g}",
            truth=f"{right:g}",
        )


def _sums(rows: list[Row], columns: list[str]) -> dict[str, Cell]:
    return {
        column: sum(cell for row in rows if isinstance(cell := row.cells.get(column), (int, float)))
        for column in columns
    }


def switch_parties(sheet: Sheet, row: Row, log: list[Planted], *, number: bool) -> None:
    """Write the same case a second time from the other party's side, with or without its number."""
    twin = copy_row(row)
    twin.cells |= {
        "number": row.cells["number"] if number else None,
        "a_name": row.cells["b_name"],
        "b_name": row.cells["a_name"],
        "a_phone": row.cells.get("b_phone"),
        "b_phone": row.cells.get("a_phone"),
        "a_sex": None,
        "a_age": None,
        "a_job": None,
        "a_address": None,
        "a_identity": None,
    }
    sheet.rows.insert(_index(sheet, row) + 1, twin)
    record(
        log,
        "both_parties" if number else "both_parties_unnumbered",
        "count",
        sheet,
        twin,
        "同案甲乙双方各登一行，计1件",
    )


def hold_sessions(sheet: Sheet, row: Row, sessions: tuple[date, ...], log: list[Planted]) -> None:
    """Write a row for every session of a case; only the last one has a result."""
    rows = []
    for day in sessions[:-1]:
        early = copy_row(row)
        early.cells |= {
            "mediated": day,
            "result": "调解中",
            "form": None,
            "agreement_amount": None,
            "performance": None,
        }
        early.cells |= {"confirmed": None, "satisfaction": None}
        rows.append(early)
    at = _index(sheet, row)
    sheet.rows[at:at] = rows
    record(log, "several_sessions", "count", sheet, rows[0], "一案多次调解各登一行，计1件")


def carry_over(old: Sheet, new: Sheet, row: Row, log: list[Planted]) -> None:
    """Leave a case open in last year's sheet and write it again, closed, at the top of this year's."""
    again = copy_row(row)
    new.rows.insert(0, again)
    row.cells |= {"mediated": None, "result": "调解中", "form": None, "agreement_amount": None, "performance": None}
    row.cells |= {"confirmed": None, "satisfaction": None}
    record(log, "across_years", "count", new, again, "跨年案件两年各登一行，按受理日期计1件")
    record(log, "across_years", "count", old, row, "跨年案件两年各登一行，按受理日期计1件")


def report_jointly(sheet: Sheet, row: Row, hosts: tuple[str, ...], log: list[Planted], **other: Cell) -> None:
    """Let other departments report the same activity; `other` holds cells in which they differ."""
    at = _index(sheet, row)
    for host in hosts:
        again = copy_row(row)
        again.cells |= {"host": host, **other}
        sheet.rows.insert(at + 1, again)
        record(log, "joint_activity", "count", sheet, again, "联合活动各部门各报一次，计1场")
        for column, value in other.items():
            record(
                log,
                "joint_conflict",
                "problem",
                sheet,
                again,
                "同一活动两部门数字不一致",
                column,
                written=str(value),
                truth=str(row.cells[column]),
            )


def _index(sheet: Sheet, row: Row) -> int:
    return next(i for i, other in enumerate(sheet.rows) if other is row)
