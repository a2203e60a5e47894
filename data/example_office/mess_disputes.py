"""The dispute ledgers as the office keeps them: three mediation books, two books of the rounds."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from example_office.dirt_cells import CELLS, plant
from example_office.dirt_rows import (
    blank_rows,
    carry_over,
    hold_sessions,
    merge_down,
    note,
    only_note,
    record,
    repeat_header,
    subtotals,
    switch_parties,
    two_row_header,
)
from example_office.grid import Book
from example_office.ledgers import case_row, finding_row
from example_office.names import FILE_PREFIX, YEARS, existing
from example_office.picking import Picker, number_rows, titled

if TYPE_CHECKING:
    from example_office.disputes import Case
    from example_office.grid import Planted, Row, Sheet
    from example_office.truth import Truth

__all__ = ["mediation_books", "screening_books"]

#: The sheet of this year has a subtotal under every community.
SUMMED_YEAR = 2023

_A = dict.fromkeys(("a_name", "a_sex", "a_age", "a_job", "a_address", "a_phone", "a_identity"), "当事人A")
_B = {"b_name": "当事人B", "b_phone": "当事人B"}
_INSIDE = {"a_name": "姓名", "b_name": "姓名", "b_phone": "电话"}


def mediation_books(truth: Truth, log: list[Planted]) -> list[Book]:
    """2020 in twelve monthly sheets, 2021 by community, 2022 to 2024 by year."""
    return [_by_month(truth, log), _by_community(truth, log), _by_year(truth, log)]


def _by_month(truth: Truth, log: list[Planted]) -> Book:
    cases = [case for case in truth.cases if case.year == 2020]
    sheets = []
    for month in range(1, 13):
        rows = [case_row(case) for case in cases if case.accepted.month == month]
        sheets.append(titled(f"{month}月", rows, f"2020年{month}月人民调解案件登记台账", "mediation"))
    picker = Picker(sheets)
    number_rows(sheets)
    # Sums first: they are of what is true, not of what a cell will look like.
    for sheet in sheets:
        subtotals(sheet, ["people"], log, label="source", wrong="people" if sheet is sheets[8] else "")
    for sheet in sheets[::2]:
        for row in sheet.entries():
            plant(sheet, row, "accepted", CELLS["date_month_day"], log)
    for s, row in picker.take(lambda row: row.day("mediated").month < 11, 1):
        plant(s, row, "mediated", CELLS["date_third"], log)
    picker.scatter("amount", ("money_wan", "money_wan_yuan", "money_decimals", "number_thousands"), 1, log)
    picker.scatter("people", ("number_full_width", "number_chinese", "number_people", "number_spaces"), 1, log)
    for s, row in picker.take(lambda row: row.cells["amount"] is None, 2):
        plant(s, row, "amount", CELLS["money_none"], log)
    blank_rows(sheets[2], 2, 2, log)
    record(log, "success_all", "question", sheets[0], None, "2020年调解成功率恰为100%，需核实", "result")
    record(log, "title_rows", "repair", sheets[0], None, "表头上方有标题行")
    record(log, "sheets_by_month", "count", sheets[0], None, "十二张月表合为一年")
    return Book(f"{FILE_PREFIX}_人民调解登记台账2020年.xlsx", sheets, creator=truth.people.order[0])


def _by_community(truth: Truth, log: list[Planted]) -> Book:
    cases = [case for case in truth.cases if case.year == 2021]
    sheets = []
    for community in existing(2021):
        rows = [case_row(case) for case in cases if case.community == community.name]
        sheet = titled(community.stem, rows, f"2021年人民调解案件登记台账（{community.name}）", "mediation")
        sheet.headings |= {"accepted": "受理时间", "type": "纠纷类别", "people": "当事人人数", "brief": "案情简介"}
        sheets.append(sheet)
    picker = Picker(sheets)
    number_rows(sheets)
    picker.scatter("community", ("community_committee", "community_village", "community_both"), 3, log)
    picker.scatter("accepted", ("date_dotted", "date_chinese"), 6, log)
    picker.scatter("type", ("type_alias",), 8, log)
    picker.scatter("type", ("type_leak", "type_noise"), 1, log)
    picker.scatter("source", ("line_break",), 1, log)
    for sheet in sheets:
        if not sheet.entries():
            only_note(sheet, "本年度无", log, "silent_community", "question", "该社区全年零登记，需核实是否漏报")
    repeat_header(sheets[0], 5, log)
    repeat_header(sheets[3], 6, log)
    record(log, "header_synonyms", "repair", sheets[0], None, "表头用同义词：受理时间、纠纷类别、当事人人数、案情简介")
    record(log, "sheets_by_community", "count", sheets[0], None, "八张社区表合为一年")
    return Book(f"{FILE_PREFIX}_人民调解登记台账2021年.xlsx", sheets, creator=truth.people.order[0])


def _by_year(truth: Truth, log: list[Planted]) -> Book:
    sheets = []
    for year in YEARS[2:]:
        rows = [case_row(case) for case in truth.cases if case.year == year]
        sheet = titled(f"{year}年", rows, f"{year}年人民调解案件登记台账", "mediation")
        sheet.headings |= _INSIDE | {"community": "所属调委会", "mediated": "调解时间"}
        two_row_header(sheet, _A | _B, log)
        sheets.append(sheet)
    by_key = {case.key: case for case in truth.cases}
    picker = Picker(sheets)
    # What happened first: cases that run over New Year, sessions, two sides of one case, questions to ask.
    own = {id(sheet): [row for row in sheet.entries() if _crosses(by_key[row.key])] for sheet in sheets}
    for old, new in pairwise(sheets):
        for row in own[id(old)]:
            picker.taken.add(id(row))
            carry_over(old, new, row, log)
            picker.taken.add(id(new.rows[0]))
    _batch_questions(sheets[0], picker, log)
    for s, row in picker.take(lambda row: len(by_key[row.key].sessions) > 1 and _settled(row), 6):
        hold_sessions(s, row, by_key[row.key].sessions, log)
    for i, (s, row) in enumerate(picker.take(_settled, 6)):
        switch_parties(s, row, log, number=i % 2 == 0)
    for s, row in picker.take(lambda row: _settled(row) and row.day("accepted").day > 12, 1):
        before = row.day("accepted").replace(day=3)
        record(
            log,
            "resolved_before_registered",
            "question",
            s,
            row,
            "调解日期早于受理日期，需核实",
            "mediated",
            written=before.isoformat(),
            truth=row.day("mediated").isoformat(),
            lost="yes",
        )
        row.cells["mediated"] = before
    picker.scatter("accepted", ("date_serial",), 6, log)
    picker.scatter("accepted", ("date_dotted", "date_chinese"), 4, log)
    picker.scatter("confirmed", ("date_impossible", "date_other_year"), 1, log)
    picker.scatter("type", ("type_alias",), 6, log)
    picker.scatter("type", ("type_leak", "type_noise"), 2, log)
    for column in ("type", "mediator", "community"):
        picker.scatter(column, ("blank_required",), 1, log)
    last = sheets[-1]
    for s, row in picker.take(lambda _: True, 1, sheet=last):
        note(s, row, "a_name", f"电话改为{row.cells['a_phone']}", log)
    last.hidden = {"a_identity"}
    record(log, "hidden_column", "private", last, None, "隐藏列里有身份证号")
    for sheet in sheets:
        number_rows([sheet])
    merge_down(sheets[1], "community", log)
    record(log, "share_high", "question", last, None, "示例北苑社区占比远高于其户数占比，需核实")
    return Book(f"{FILE_PREFIX}_人民调解登记台账2022-2024年.xlsx", sheets, creator=truth.people.order[0])


def _crosses(case: Case) -> bool:
    return case.closed is not None and case.closed.year > case.year


def _settled(row: Row) -> bool:
    return row.cells["result"] == "成功" and row.day("mediated").year == row.day("accepted").year


def _batch_questions(sheet: Sheet, picker: Picker, log: list[Planted]) -> None:
    rows = [row for row in sheet.entries() if "堆放杂物" in str(row.cells["brief"])]
    picker.taken |= {id(row) for row in rows}
    record(log, "same_day_batch", "question", sheet, rows[0], f"同一社区同一天登记{len(rows)}件，需核实")
    record(log, "identical_descriptions", "question", sheet, rows[0], f"{len(rows)}件简要情况完全相同，需核实", "brief")


def screening_books(truth: Truth, log: list[Planted]) -> list[Book]:
    """2020 to 2023 by year in one workbook, 2024 as a GB18030 text table."""
    sheets = []
    for year in YEARS:
        rows = [finding_row(finding) for finding in truth.findings if finding.year == year]
        sheets.append(titled(f"{year}年", rows, f"{year}年矛盾纠纷排查化解台账", "screening"))
    number_rows(sheets)
    picker = Picker(sheets)
    for name, sheet in (("level_colour", sheets[1]), ("level_grade", sheets[2])):
        for row in sheet.entries():
            plant(sheet, row, "level", CELLS[name], log)
    linked = {finding.key for finding in truth.findings if finding.case}
    for s, row in picker.take(lambda row: row.key in linked, 5):
        record(log, "two_ledgers", "count", s, row, "与人民调解台账是同一案，去重计1件")
    picker.scatter("due", ("due_at_once", "due_long"), 3, log)
    for s, row in picker.take(lambda row: row.cells["resolved"] is not None and row.key not in linked, 3):
        plant(s, row, "resolved", CELLS["resolved_undated"], log)
    for s, row in picker.take(lambda row: _pair(row) and row.key not in linked, 2):
        written = f"{row.cells['parties']}等5人"
        record(log, "and_others", "repair", s, row, "“等5人”说的是人数", "parties", written=written, truth="5")
        row.cells |= {"parties": written, "people": None}
    for s, row in picker.take(lambda row: _late_in_month(row) and row.key not in linked, 2):
        before = row.day("found").replace(day=2)
        record(
            log,
            "resolved_before_found",
            "question",
            s,
            row,
            "化解日期早于排查日期，需核实",
            "resolved",
            written=before.isoformat(),
            truth=row.day("resolved").isoformat(),
            lost="yes",
        )
        row.cells["resolved"] = before
    picker.scatter("community", ("community_committee", "community_village", "community_both"), 4, log)
    picker.scatter("found", ("date_dotted", "date_chinese"), 5, log)
    picker.scatter("type", ("type_alias",), 10, log)
    picker.scatter("type", ("type_leak",), 3, log)
    summed = sheets[YEARS.index(SUMMED_YEAR)]
    home = {finding.key: finding.community for finding in truth.findings}
    summed.rows.sort(key=lambda row: home[row.key])
    number_rows([summed])
    subtotals(summed, ["people"], log, label="grid", by=lambda row: home[row.key])
    book = Book(f"{FILE_PREFIX}_矛盾纠纷排查化解台账2020-2023年.xlsx", sheets[:4], creator=truth.people.order[0])
    text = Book(f"{FILE_PREFIX}_矛盾纠纷排查化解台账2024年.csv", sheets[4:])
    record(log, "gb18030", "count", sheets[4], None, "文本表是GB18030编码")
    return [book, text]


def _pair(row: Row) -> bool:
    """Tell whether two parties are named, in a year without subtotals of people."""
    return "、" in str(row.cells["parties"]) and row.day("found").year != SUMMED_YEAR


def _late_in_month(row: Row) -> bool:
    found, resolved = row.day("found"), row.cells["resolved"]
    return isinstance(resolved, date) and found.day > 10 and resolved.year == found.year
