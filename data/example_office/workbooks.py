"""Sheets as files: .xlsx with nothing in it that changes from run to run, .csv in GB18030."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from pathlib import Path

    from example_office.grid import Book, Cell, Sheet

__all__ = ["csv_bytes", "freeze_package", "write_book", "xlsx_bytes"]

_MOMENT = "2025-01-06T08:00:00Z"


def write_book(book: Book, folder: Path) -> Path:
    """Write one book in the format its name asks for."""
    path = folder / book.file
    path.write_bytes(csv_bytes(book.sheets[0]) if path.suffix == ".csv" else xlsx_bytes(book))
    return path


def xlsx_bytes(book: Book) -> bytes:
    """Return a book as .xlsx, the same bytes every time."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = book.creator
    workbook.properties.title = book.file.rsplit(".", 1)[0]
    for sheet in book.sheets:
        _fill(workbook, sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return freeze_package(buffer.getvalue())


def _fill(workbook: Workbook, sheet: Sheet) -> None:
    page = workbook.create_sheet(sheet.name)
    for line in sheet.grid():
        page.append(line)
    for cells in page.iter_rows():
        for cell in cells:
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    for area in sheet.merged_ranges():
        page.merge_cells(area)
    page["A1"].font = Font(bold=True)
    page["A1"].alignment = Alignment(horizontal="center")
    for row, column, text in sheet.comments:
        page[sheet.place(row, column)].comment = Comment(text, workbook.properties.creator)
    for column in sheet.hidden:
        page.column_dimensions[get_column_letter(sheet.columns.index(column) + 1)].hidden = True


def freeze_package(package: bytes) -> bytes:
    """Take every moment of writing out of an Office file: member times and the dates in its properties."""
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(frozen, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(\w+)[^>]*>)[^<]*", rb"\g<1>" + _MOMENT.encode(), content)
            member = zipfile.ZipInfo(name, date_time=(2025, 1, 6, 8, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            # The system that wrote the file would otherwise be told in every member.
            member.create_system = 3
            new.writestr(member, content)
    return frozen.getvalue()


def csv_bytes(sheet: Sheet) -> bytes:
    """Return a sheet as a text table in GB18030, the way Excel saves it here."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([_plain(cell) for cell in line] for line in sheet.grid())
    return buffer.getvalue().encode("gb18030")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.year}/{cell.month}/{cell.day}"
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
