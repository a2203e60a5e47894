"""The other ledgers as the office keeps them: publicity, counsel, contracts, court cases, the base table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from example_office.base import BASE_LOST
from example_office.dirt_cells import CELLS, plant
from example_office.dirt_rows import group_headings, only_note, record, repeat_header, report_jointly, subtotals
from example_office.grid import Book, copy_row
from example_office.ledgers import activity_row, contract_row, lawsuit_row, place_row, service_row
from example_office.names import FILE_PREFIX, MERGER_YEAR, REDRAWN_YEAR, YEARS
from example_office.picking import Picker, number_rows, titled

if TYPE_CHECKING:
    from example_office.grid import Planted, Row, Sheet
    from example_office.truth import Truth

__all__ = ["base_book", "contracts_book", "counsel_book", "litigation_book", "publicity_book"]


def publicity_book(truth: Truth, log: list[Planted]) -> Book:
    """One sheet a year; rough attendance, joint reports, words where numbers should be."""
    sheets = []
    for year in YEARS:
        rows = [activity_row(activity) for activity in truth.activities if activity.year == year]
        sheets.append(titled(f"{year}年", rows, f"{year}年普法宣传活动台账", "publicity"))
    by_key = {activity.key: activity for activity in truth.activities}
    for sheet in sheets:
        for row in sheet.entries():
            for column in ("participants", "materials"):
                amount = getattr(by_key[row.key], column)
                if amount is not None and amount.qualifier != "exact":
                    record(log, "approximate", "repair", sheet, row, "约数按区间保留", column, written=amount.text)
    picker = Picker(sheets)
    fairs = picker.take(lambda row: row.cells["form"] == "集市宣传" and isinstance(row.cells["materials"], int), 4)
    for i, (sheet, row) in enumerate(fairs):
        if i:
            report_jointly(sheet, row, ("示例街道平安法治办", "示例街道社会事务办")[: 1 + i % 2], log)
        else:
            lower = int(row.number("materials")) - 50
            report_jointly(sheet, row, ("示例街道平安法治办",), log, materials=lower)
    for name in ("number_full_width", "people_for_times"):
        for sheet, row in picker.take(_exact_people, 1):
            plant(sheet, row, "participants", CELLS[name], log)
    for sheet, row in picker.take(_exact_thousands, 2):
        plant(sheet, row, "materials", CELLS["number_thousands"], log)
    for sheet, row in picker.take(_exact_people, 1):
        plant(sheet, row, "participants", CELLS["everywhere"], log)
    for sheet, row in picker.take(lambda row: _exact_thousands(row) and row.number("materials") % 500 == 0, 1):
        plant(sheet, row, "materials", CELLS["number_wan"], log)
    picker.scatter("slogans", ("plays_for_slogans",), 1, log)
    picker.scatter("day", ("date_dotted", "date_chinese", "date_serial"), 4, log)
    record(log, "units_in_header", "repair", sheets[0], None, "单位写在表头，如发放资料(份)")
    picker.scatter("community", ("community_committee",), 4, log)
    number_rows(sheets)
    return Book(f"{FILE_PREFIX}_普法宣传活动台账2020-2024年.xlsx", sheets, creator=truth.people.order[0])


def _exact_people(row: Row) -> bool:
    return isinstance(row.cells["participants"], int)


def _exact_thousands(row: Row) -> bool:
    return isinstance(row.cells["materials"], int) and row.number("materials") >= 1000


def _consultation(row: Row) -> bool:
    return row.cells["matter"] == "咨询"


def counsel_book(truth: Truth, log: list[Planted]) -> Book:
    """One sheet a year; numbers with 次, 件 and 份 after them, the same contract in several rounds."""
    sheets = []
    for year in YEARS:
        sheet = titled(f"{year}年", [], f"{year}年法律顾问工作日志", "counsel")
        for service in truth.services:
            if service.year != year:
                continue
            row = service_row(service)
            row.cells["count"] = f"{service.count}{service.unit}"
            for turn in range(service.rounds):
                again = row if turn == 0 else copy_row(row)
                sheet.rows.append(again)
                if turn:
                    record(log, "review_rounds", "count", sheet, again, "同一合同多轮修改，计1件")
        record(log, "mixed_units", "repair", sheet, sheet.rows[0], "次、件、份混在一列", "count")
        sheets.append(sheet)
    picker = Picker(sheets)
    for sheet, row in picker.take(_consultation, 2):
        plant(sheet, row, "count", CELLS["any_time"], log)
    for sheet, row in picker.take(lambda row: _consultation(row) and row.cells["client"] != "示例街道", 3):
        record(log, "community_counsel", "count", sheet, row, "社区法律顾问与街道法律顾问记在一本，分开计")
    picker.scatter("day", ("date_dotted", "date_chinese"), 6, log)
    number_rows(sheets)
    return Book(f"{FILE_PREFIX}_法律顾问工作日志2020-2024年.xlsx", sheets, creator=truth.people.order[0])


def contracts_book(truth: Truth, log: list[Planted]) -> Book:
    """All five years on one sheet, a line with the year above each; dates are month and day."""
    rows = [contract_row(contract) for contract in sorted(truth.contracts, key=lambda contract: contract.signed)]
    sheet = titled("合同登记", rows, "合同登记台账（2020—2024年）", "contracts")
    by_key = {contract.key: contract for contract in truth.contracts}
    number_rows([sheet])
    for row in sheet.entries():
        contract = by_key[row.key]
        if contract.submitted is None:
            record(log, "never_reviewed", "count", sheet, row, "没有送审日期，不算先审后签", "submitted")
        elif not contract.reviewed_first:
            record(
                log, "signed_before_review", "question", sheet, row, "送审日期晚于签订日期，不算先审后签", "submitted"
            )
        if contract.parent:
            record(log, "supplement", "count", sheet, row, "补充协议另起一行", "name")
    picker = Picker([sheet])
    for name in ("money_wan", "money_wan_yuan", "number_thousands", "money_decimals", "money_talk"):
        for s, row in picker.take(lambda row: by_key[row.key].amount >= 10000 and not by_key[row.key].parent, 1):
            plant(s, row, "amount", CELLS[name], log)
    group_headings(sheet, "signed", "年", log)
    for row in sheet.entries():
        contract = by_key[row.key]
        if contract.signed.year >= YEARS[3]:
            plant(sheet, row, "signed", CELLS["date_month_day"], log)
            if contract.submitted is not None and contract.submitted.year == contract.signed.year:
                plant(sheet, row, "submitted", CELLS["date_month_day"], log)
    repeat_header(sheet, 30, log)
    return Book(f"{FILE_PREFIX}_合同登记台账.xlsx", [sheet], creator=truth.people.order[0])


def litigation_book(truth: Truth, log: list[Planted]) -> Book:
    """Give a sheet to each year; hearings written one by one, and a line of words where there was no case."""
    sheets = []
    by_key = {lawsuit.key: lawsuit for lawsuit in truth.lawsuits}
    for year in YEARS:
        rows = [lawsuit_row(lawsuit) for lawsuit in truth.lawsuits if lawsuit.year == year]
        sheet = titled(f"{year}年", rows, f"{year}年行政复议和行政诉讼登记台账", "litigation")
        sheets.append(sheet)
        for row in list(sheet.entries()):
            if by_key[row.key].hearings > 1:
                _one_row_a_hearing(sheet, row, by_key[row.key].hearings, log)
        if not any(by_key[row.key].category == "行政诉讼" for row in sheet.entries()):
            only_note(
                sheet,
                "本年度无行政诉讼案件，负责人出庭应诉率100%",
                log,
                "rate_without_cases",
                "problem",
                "没有案件却写出庭率100%，应为“无案件，不计算”",
            )
    number_rows(sheets)
    return Book(f"{FILE_PREFIX}_行政复议和行政诉讼登记台账.xlsx", sheets, creator=truth.people.order[0])


def _one_row_a_hearing(sheet: Sheet, row: Row, hearings: int, log: list[Planted]) -> None:
    at = next(i for i, other in enumerate(sheet.rows) if other is row)
    for _ in range(hearings - 1):
        again = copy_row(row)
        sheet.rows.insert(at + 1, again)
        record(log, "several_hearings", "count", sheet, again, "同一案同一审级多次开庭，计1件，出庭计1次")


def base_book(truth: Truth, log: list[Planted]) -> Book:
    """Give a sheet to each year as of 31 December; one year is lost, two communities merge, grids are redrawn."""
    sheets = []
    for year in YEARS:
        if year == BASE_LOST:
            continue
        rows = [place_row(place) for place in truth.places if place.year == year]
        sheet = titled(f"{year}年", rows, f"{year}年12月31日基础台账", "base")
        sums = [code for code in sheet.columns if code not in {"community", "remark"}]
        subtotals(sheet, sums, log, label="community")
        sheets.append(sheet)
        if year == MERGER_YEAR:
            merged = next(row for row in sheet.entries() if row.cells["community"] == "示例东岭社区")
            merged.cells["remark"] = "由示例东篱社区、示例西岭社区合并"
            record(log, "communities_merged", "break", sheet, merged, "社区合并，前后不可比", "community")
        if year == REDRAWN_YEAR:
            record(log, "grids_redrawn", "break", sheet, sheet.rows[0], "网格重划，前后不可比", "grids")
    record(log, "base_lost", "absent", sheets[0], None, f"缺{BASE_LOST}年基础台账，该年不算人均，不得用他年代替")
    plant(sheets[1], sheets[1].rows[0], "households", CELLS["number_thousands"], log)
    return Book(f"{FILE_PREFIX}_基础台账.xlsx", sheets, creator=truth.people.order[0])
