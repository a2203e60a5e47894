"""Blank ledgers: a workbook a kind, headed as the reader knows it, with drop-down lists and notes on every column."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lawstats.reading.ledger_words import Column, Kind, load_ledger_words
from lawstats.telling.cells import cell_width
from lawstats.telling.ooxml import save_package

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["NOTES_SHEET", "blank_columns", "write_blank_ledger"]

NOTES_SHEET = "填写说明"
HEADER_ROW = 2
#: Lists, prompts and filter reach this far down; a ledger of a year seldom does.
LAST_ROW = 5000
# A new ledger asks no more about people than the register needs: one column of parties, no address, no telephone.
_SPARED = {"personal", "contact", "party_a", "party_b"}
_LEAVES = {"personal", "free_text", "id"}
_MONEY = "元"
_KEPT, _DROPPED = PatternFill("solid", fgColor="E8EEF4"), PatternFill("solid", fgColor="E4E4E4")
_LINE = Border(bottom=Side("thin", color="808080"))
_HOW = {
    "date": "日期，写成2024-03-05；不知道哪一天就写“3月上旬”或“2024年3月”，不要编一天",
    "deadline": "期限，写成日期，或写“7日内”“30日内”",
    "year": "四位年份，如2024",
    "money": "金额，单位元，只填数字；不涉及金额就空着",
    "community": "社区或村的全名，前后写法一致，如某某社区",
    "client": "社区、科室或单位的名称，不写人名",
    "department": "科室或单位的名称，不写人名；几家之间用顿号隔开",
    "themes": "活动主题，写出主题词，如宪法、民法典、反诈、禁毒、物业管理",
    "id": "编号，照原件填写",
    "personal": "按登记需要填写",
    "free_text": "按登记需要填写",
}
_INTRODUCTION = (
    "一行登记一件（一次、一场）；不要合并单元格，不要加小计、合计行。",
    "没有的内容空着；确实为零才填0。空着不会当作零，零也不会当作空着。",
    "灰色表头的内容不离开本文件：读取时丢弃，不进入任何汇总、图表和导出。",
    "有下拉列表的列请从列表里选；列表里没有的可以照实填写，读取时会列出待核实。",
    "标题里的机关和年份、工作表名里的年份都有用，请勿删除。换一年时另存一份，改这两处。",
)
_NOTE_HEADINGS = ("各列名称", "怎么填", "是否必填", "读取时怎么处理")
_NOTE_WIDTHS = (22, 70, 12, 56)


def blank_columns(kind: Kind) -> list[Column]:
    """Return the columns a new ledger of a kind has, in order.

    Examples
    --------
    >>> [column.name for column in blank_columns(load_ledger_words().kinds["base"])][:4]
    ['序号', '年份', '社区', '户数']
    """
    return [column for column in kind.columns if column.key not in _SPARED]


def write_blank_ledger(path: Path, kind: Kind, office: str, year: int) -> None:
    """Write an empty ledger that `read_ledger` knows again once a row is typed into it.

    Parameters
    ----------
    path : Path
        The .xlsx file.
    kind : Kind
        What kind of ledger.
    office : str
        Whose; it stands in the title.
    year : int
        Of which year; it stands in the title and is the sheet's name, so that dates may be typed without it.

    Raises
    ------
    LawstatsError
        If the file may not be written.

    Notes
    -----
    The same arguments give the same bytes.

    Examples
    --------
    >>> import openpyxl, tempfile
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp()) / "合同.xlsx"
    >>> write_blank_ledger(file, load_ledger_words().kinds["contracts"], "甲街道", 2024)
    >>> openpyxl.load_workbook(file)["2024年"]["A1"].value
    '甲街道2024年合同登记台账'
    """
    book = Workbook()
    sheet = book.active
    sheet.title = f"{year}年"
    _write_form(sheet, kind, f"{office}{year}年{kind.name}")
    _write_notes(book.create_sheet(NOTES_SHEET), kind)
    book.properties.creator = "lawstats"
    stream = BytesIO()
    book.save(stream)
    save_package(path, stream.getvalue())


def _write_form(sheet: Worksheet, kind: Kind, title: str) -> None:
    _put(sheet.cell(1, 1), title, Font(bold=True, size=14))
    columns = blank_columns(kind)
    for number, column in enumerate(columns, start=1):
        letter, heading = get_column_letter(number), _heading(column)
        cell = sheet.cell(HEADER_ROW, number)
        _put(cell, heading, Font(bold=True))
        cell.fill, cell.border = _DROPPED if column.type in _LEAVES else _KEPT, _LINE
        sheet.column_dimensions[letter].width = max(12, cell_width(heading) + 3)
        if column.type == "date":
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"
        entry = _validation(column, kind)
        entry.add(f"{letter}{HEADER_ROW + 1}:{letter}{LAST_ROW}")
        sheet.add_data_validation(entry)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{LAST_ROW}"
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    _fit_to_page(sheet)


def _heading(column: Column) -> str:
    """Head a column with its first name; a unit in brackets spares the question what was counted."""
    unit = _MONEY if column.type == "money" else column.measure
    return f"{column.name}（{unit}）" if unit else column.name


def _choices(column: Column) -> list[str]:
    words = load_ledger_words()
    if column.type == "dispute_type":
        return [value.name for value in words.dispute_types.entries]
    return [value.name for value in words.categories[column.category].entries] if column.category else []


def _validation(column: Column, kind: Kind) -> DataValidation:
    """Offer a list where there is one, and say what belongs here; a word of the office's own is let through."""
    choices = _choices(column)
    entry = DataValidation(
        type="list" if choices else None,
        formula1=f'"{",".join(choices)}"' if choices else None,
        allow_blank=True,
        errorStyle="warning",
        errorTitle="不在列表中",
        error="可以保留，读取时会列出待核实。",
        promptTitle=column.name,
        prompt=f"{_how(column)}。{_treatment(column, kind)}",
    )
    entry.showErrorMessage, entry.showInputMessage = bool(choices), True
    return entry


def _how(column: Column) -> str:
    if column.key == "serial":
        return "从1起的序号"
    if column.party:
        return "各方姓名或单位名称，之间用顿号隔开"
    if column.type == "count":
        unit = f"，单位{column.measure}" if column.measure else "，写明单位，如3次、2件"
        return f"数字{unit}；约数照实写，如“200余”"
    return "从列表里选" if _choices(column) else _HOW[column.type]


def _need(column: Column, kind: Kind) -> str:
    if column.key in kind.required:
        return "必填"
    return "应填" if {column.key, column.has} & set(kind.complete) else ""


def _treatment(column: Column, kind: Kind) -> str:
    if column.keep:
        # A theme's own words may name people: only which known themes they name is kept.
        return "只留下认出的主题词" if column.type == "themes" else "读入"
    if column.party:
        return "个人信息，读取时丢弃；只在读取当时用加密标记辨认同一件"
    why = {"personal": "个人信息，", "free_text": "文字里可能有个人信息，"}.get(column.type, "")
    if column.key in kind.same:
        return f"{why}读取时丢弃；只在读取当时用加密标记辨认同一件"
    return f"{why}读取时丢弃" + ("，只留下填了没有" if column.has else "")


def _write_notes(sheet: Worksheet, kind: Kind) -> None:
    _put(sheet.cell(1, 1), f"{kind.name}：填写说明", Font(bold=True, size=14))
    for row, sentence in enumerate(_INTRODUCTION, start=2):
        _put(sheet.cell(row, 1), sentence)
    top = len(_INTRODUCTION) + 3
    for number, (heading, width) in enumerate(zip(_NOTE_HEADINGS, _NOTE_WIDTHS, strict=True), start=1):
        cell = sheet.cell(top, number)
        _put(cell, heading, Font(bold=True))
        cell.fill, cell.border = _KEPT, _LINE
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, column in enumerate(blank_columns(kind), start=top + 1):
        choices = _choices(column)
        how = _how(column) + (f"：{'、'.join(choices)}" if choices else "")
        for number, text in enumerate((_heading(column), how, _need(column, kind), _treatment(column, kind)), start=1):
            cell = sheet.cell(row, number)
            _put(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if column.type in _LEAVES:
                cell.fill = _DROPPED
    sheet.freeze_panes = f"A{top + 1}"
    _fit_to_page(sheet)


def _put(cell: Cell, text: str, font: Font | None = None) -> None:
    if not text:
        return
    cell.value = text
    cell.data_type = "s"  # an office's name never becomes a formula
    if font:
        cell.font = font


def _fit_to_page(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
