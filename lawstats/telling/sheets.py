"""Tables into an Excel workbook that a clerk can open, sort and print, and that runs nothing."""

from __future__ import annotations

import math
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from lawstats.errors import LawstatsError
from lawstats.telling.cells import cell_width, heading, printable, with_index
from lawstats.telling.ooxml import save_package

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["write_workbook"]

# Limits of the format: Excel specifications, "worksheet and workbook".
_MOST_ROWS, _MOST_COLUMNS, _MOST_SIGNS, _MOST_NAME = 1_048_576, 16_384, 32_767, 31
# Excel keeps 15 digits of a number; an identity number has 18 and must stay as it is.
_EXACT = 10**15
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar holds a day that never was
# Signs Excel forbids in a sheet's name, and what stands for them.
_NAME_SIGNS = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NARROWEST, _WIDEST = 6, 50


def write_workbook(path: str | Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    r"""Write tables as an .xlsx file, one sheet each.

    Numbers stay numbers and dates dates. Text stays text: what begins like a formula is marked so that Excel shows it
    and never runs it. A missing value is a blank cell, never a zero; an open end reads 无上限 or 无下限. Whole numbers
    of more than 15 digits are written as text, since Excel would round them.

    Parameters
    ----------
    path : str or Path
        The file to write.
    sheets : mapping of str to DataFrame
        Sheet name to table, in the order of the tabs. An index with a name becomes the first column.

    Raises
    ------
    LawstatsError
        If there is no table, two sheets would share a name, a table is larger than a sheet, or a text longer than a
        cell (32 767 signs): nothing is cut off in silence.

    Examples
    --------
    >>> import tempfile, openpyxl
    >>> from pathlib import Path
    >>> file = Path(tempfile.mkdtemp()) / "表.xlsx"
    >>> write_workbook(file, {"纠纷": pd.DataFrame({"说明": ["=1+1"], "件数": [73]})})
    >>> [(cell.value, cell.data_type) for cell in openpyxl.load_workbook(file)["纠纷"][2]]
    [('=1+1', 's'), (73, 'n')]
    """
    path = Path(path)
    if not sheets:
        raise LawstatsError("没有可写的表", "请至少给出一张表", file=path.name)
    book = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for title, table in sheets.items():
        name = _sheet_name(str(title), names, path.name)
        frame = with_index(table)
        _check_size(frame, name, path.name)
        _fill(book.create_sheet(name), frame, path.name)
    book.properties.creator = "lawstats"
    stream = BytesIO()
    book.save(stream)
    save_package(path, stream.getvalue())


def _sheet_name(title: str, taken: set[str], file: str) -> str:
    name = printable(title).translate(_NAME_SIGNS).replace("\n", " ").strip()
    if not name or len(name) > _MOST_NAME:
        raise LawstatsError(f"工作表名“{title}”有{len(title)}字", f"请改为1至{_MOST_NAME}字", file=file)
    if name.casefold() in taken:
        raise LawstatsError(f"有两张工作表都叫“{name}”", "请改名（不分大小写）", file=file)
    taken.add(name.casefold())
    return name


def _check_size(frame: pd.DataFrame, name: str, file: str) -> None:
    rows, columns = frame.shape
    if rows >= _MOST_ROWS or columns > _MOST_COLUMNS:
        raise LawstatsError(
            f"有{rows}行{columns}列，一张工作表放不下", "请改存为 CSV 或分成几张表", file=file, place=name
        )


def _fill(sheet: Worksheet, frame: pd.DataFrame, file: str) -> None:
    widths = []
    for number, label in enumerate(frame.columns, start=1):
        head = heading(label)
        cell = sheet.cell(1, number)
        _put_text(cell, head, file)
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="center", wrap_text=True)
        widths.append(cell_width(head) + 3)  # room for the filter's arrow
    for row, values in enumerate(frame.itertuples(index=False, name=None), start=2):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            _put(cell, value, file)
            if cell.value is not None:
                widths[column - 1] = max(widths[column - 1], cell_width(_shown(cell)) + 1)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width, _NARROWEST), _WIDEST)
    _prepare_view(sheet)


def _prepare_view(sheet: Worksheet) -> None:
    """Keep the header in sight on screen and on every printed A4 page."""
    sheet.freeze_panes = "A2"
    if sheet.max_row > 1:
        sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0  # as many pages down as it takes, one across


def _shown(cell: Cell) -> str:
    return cell.value.strftime("%Y-%m-%d") if isinstance(cell.value, date) else str(cell.value)


def _put(cell: Cell, value: Any, file: str) -> None:
    """Write one value as what it is."""
    if isinstance(value, list | tuple | set | frozenset):
        listed = value if isinstance(value, list | tuple) else sorted(value, key=str)
        _put_text(cell, "、".join(str(item) for item in listed), file)
    elif isinstance(value, str):
        _put_text(cell, value, file)
    elif pd.isna(value):
        return
    elif isinstance(value, date):
        _put_date(cell, value, file)
    elif isinstance(value, bool | np.bool_):
        _put_text(cell, "是" if value else "否", file)
    elif isinstance(value, int | float | np.integer | np.floating):
        _put_number(cell, value, file)
    else:
        _put_text(cell, str(value), file)


def _put_text(cell: Cell, text: str, file: str) -> None:
    shown = printable(text)
    if len(shown) > _MOST_SIGNS:
        found = f"有一段{len(shown)}字的文字，超过 Excel 单元格上限{_MOST_SIGNS}字"
        raise LawstatsError(found, "请改存为 CSV", file=file, place=f"{cell.parent.title}!{cell.coordinate}")
    cell.value = shown or None
    if shown:
        cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
        cell.quotePrefix = text.lstrip(" \u3000").startswith(_FORMULA_SIGNS)  # stays text when edited, too
        cell.alignment = Alignment(vertical="top", wrap_text=cell_width(shown) > _WIDEST or "\n" in shown)


def _put_date(cell: Cell, value: date, file: str) -> None:
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if moment.tzinfo is not None or moment.date() < _FIRST_DAY:
        _put_text(cell, str(value), file)
        return
    whole_day = (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
    cell.value = moment.date() if whole_day else moment.replace(microsecond=0)
    cell.number_format = "yyyy-mm-dd" if whole_day else "yyyy-mm-dd hh:mm:ss"
    cell.alignment = Alignment(vertical="top")


def _put_number(cell: Cell, value: int | float | np.integer | np.floating, file: str) -> None:
    number = int(value) if isinstance(value, int | np.integer) else float(value)
    if isinstance(number, int) and abs(number) >= _EXACT:
        _put_text(cell, str(number), file)
    elif math.isinf(number):
        _put_text(cell, "无上限" if number > 0 else "无下限", file)
    else:
        cell.value = number
        cell.alignment = Alignment(vertical="top")
