"""A workbook or CSV as plain grids: the cells as they stand, at their own addresses, with the merged ranges."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers.webtables import read_web_tables
from lawstats.reading.privacy.labels import shown_file, shown_sheet

__all__ = ["WORKBOOKS", "Sheet", "cell_name", "column_name", "decode", "read_sheets"]

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
TEXTS = (".csv", ".tsv", ".txt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = re.compile(r"<(?:html|table|!doctype html)", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from A1 on.

    Attributes
    ----------
    name : str
        The sheet's name as it may be shown, its number where the name may name a person; a CSV file has one sheet named
        after nothing, ''.
    rows : list of list
        Cells as text, number, date or ''; every row has the same width.
    merges : tuple of (top, left, bottom, right)
        Merged ranges, zero-based, ends included.
    hidden : bool
        Whether the sheet is hidden in the workbook.
    encoding : str
        Of a text file: utf-8, utf-8-sig, utf-16 or gb18030; '' for workbooks.
    disguise : str
        What the file is, where its name says otherwise.
    title : str
        The sheet's name as it stands, to be read for year and community and never shown.
    """

    name: str
    rows: list[list[object]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    encoding: str = ""
    disguise: str = ""
    title: str = field(default="", repr=False)


def read_sheets(path: str | Path) -> list[Sheet]:
    """Read every sheet of a workbook, or the one table of a CSV file.

    Parameters
    ----------
    path : str or Path
        .xlsx, .xlsm, .xls, .et, .csv, .tsv or .txt.

    Returns
    -------
    list of Sheet
        In the workbook's order; chart sheets are left out.

    Raises
    ------
    LawstatsError
        When the file is absent, empty, of another kind, broken or protected by a password.
    """
    path = Path(path)
    file = shown_file(path.name)
    if not path.is_file():
        raise LawstatsError("没有这个文件", "请核对文件名和所在文件夹", file=file)
    data = path.read_bytes()
    if not data:
        raise LawstatsError("文件是空的", "请检查是否上传或复制完整", file=file)
    suffix = path.suffix.lower()
    if suffix not in (*WORKBOOKS, *TEXTS):
        raise LawstatsError(
            f"不能读取扩展名为“{suffix or '无'}”的文件", "请另存为 .xlsx、.xls 或 .csv 后再读", file=file
        )
    # What a file is stands in its first bytes; its name may have been changed by hand or given by the exporting system.
    packed = data.startswith((b"PK", _OLE))
    if packed:
        sheets, disguise = _read_workbook(data, file), "工作簿" if suffix in TEXTS else ""
    elif suffix in TEXTS:
        text, encoding = decode(data, file)
        sheets, disguise = [Sheet("", _read_csv(text, file), encoding=encoding)], ""
    else:
        sheets, disguise = _read_text_named_workbook(data, file)
    return [replace(sheet, disguise=disguise) for sheet in sheets] if disguise else sheets


def _read_text_named_workbook(data: bytes, file: str) -> tuple[list[Sheet], str]:
    """Read what systems export under the name .xls although it is a page or a text file."""
    if data.startswith(b"%PDF") or data.count(b"\0") > len(data) // 3:
        raise LawstatsError(_what_it_is(data), "请用 Excel 或 WPS 打开并另存为 .xlsx", file=file)
    text, encoding = decode(data, file)
    if _WEB.search(text[:4096]):
        tables = read_web_tables(text)
        if not tables:
            raise LawstatsError("内容是网页，里面没有表格", "请用 Excel 或 WPS 打开并另存为 .xlsx", file=file)
        names = [""] if len(tables) == 1 else [f"表{number}" for number in range(1, len(tables) + 1)]
        return [
            Sheet(name, _square(rows), merges) for name, (rows, merges) in zip(names, tables, strict=True)
        ], "网页表格"
    if not any(delimiter in text for delimiter in ",\t;"):
        raise LawstatsError(_what_it_is(data), "请用 Excel 或 WPS 打开并另存为 .xlsx", file=file)
    return [Sheet("", _read_csv(text, file), encoding=encoding)], "文字表格"


def column_name(column: int) -> str:
    """Return the letters of a zero-based column.

    Examples
    --------
    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the address of a zero-based cell.

    Examples
    --------
    >>> cell_name(4, 2)
    'C5'
    """
    return f"{column_name(column)}{row + 1}"


def decode(data: bytes, file: str = "") -> tuple[str, str]:
    """Decode text as Chinese offices save it: byte-order mark, else strict UTF-8, else GB18030.

    The order matters: nearly any bytes are some GB18030 text, while UTF-8 read strictly refuses what it is not.

    Returns
    -------
    tuple of (str, str)
        The text and its encoding.

    Raises
    ------
    LawstatsError
        When the bytes are none of these.

    Examples
    --------
    >>> decode("社区".encode("gb18030")), decode("社区".encode())
    (('社区', 'gb18030'), ('社区', 'utf-8'))
    """
    encodings = [encoding for mark, encoding in _BOMS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise LawstatsError(
        "文字编码既不是 UTF-8 也不是 GB18030", "请用 Excel 或 WPS 打开后另存为“CSV UTF-8”或 .xlsx", file=file
    )


def _read_csv(text: str, file: str) -> list[list[object]]:
    if "\0" in text:
        raise LawstatsError(
            "内容不是文字，可能是改了扩展名的表格文件", "请用 Excel 或 WPS 打开后另存为 .xlsx", file=file
        )
    head = text[:4096]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise LawstatsError("不是完整的 CSV 表格", "请检查引号是否成对，或用 Excel 另存为 .xlsx", file=file) from None
    return _square(rows)


def _read_workbook(data: bytes, file: str) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return [
                _read_one(book, index, meta.visible != SheetVisibleEnum.Visible)
                for index, meta in enumerate(book.sheets_metadata)
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError:
        raise _locked(file) from None
    except CalamineError:
        if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
            raise _locked(file) from None
        raise LawstatsError(
            _what_it_is(data), "请用 Excel 或 WPS 打开并另存为 .xlsx；打不开时请向提供者重新索取", file=file
        ) from None


def _read_one(book: CalamineWorkbook, index: int, hidden: bool) -> Sheet:
    sheet = book.get_sheet_by_index(index)
    merges = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    rows = _square(sheet.to_python(skip_empty_area=False))
    return Sheet(shown_sheet(sheet.name, index + 1), rows, merges, hidden, title=sheet.name)


def _square(rows: list[list[Any]]) -> list[list[object]]:
    width = max((len(row) for row in rows), default=0)
    return [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]


def _locked(file: str) -> LawstatsError:
    return LawstatsError("工作簿设有打开密码，无法读取", "请在 Excel 或 WPS 中取消密码后另存一份", file=file)


def _what_it_is(data: bytes) -> str:
    if data.lstrip().startswith(b"<?xml"):
        return "内容是 XML 表格，不是 .xls 或 .xlsx 工作簿"
    if data.startswith((b"PK", _OLE)):
        return "工作簿已损坏，或里面不是表格"
    return "内容不是 Excel 工作簿"
