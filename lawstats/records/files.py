"""Records on disk: any CSV an office has in, one kind of CSV out."""

from __future__ import annotations

import codecs
import csv
import io
import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.records.contract import validate
from lawstats.records.handkept import complete
from lawstats.records.table import combine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lawstats.indicators import Indicator

__all__ = ["load_breaks", "load_records", "save_records", "save_table"]

BREAK_COLUMNS = ("office", "indicator", "year", "reason", "source", "link")
_SAVE_AS = "请在Excel中另存为“CSV UTF-8（逗号分隔）”再试"


class _Line(NamedTuple):
    number: int
    cells: dict[str, str]


def load_records(path: Path | str, vocabulary: Mapping[str, Indicator] | None = None) -> pd.DataFrame:
    """Read a file of records, or every one in a folder.

    A file may be what `save_records` wrote or a table an office keeps by hand: office, year, indicator and value
    (机关、年份、指标、数值), the other columns completed openly as `lawstats.records.handkept` says.

    Parameters
    ----------
    path : Path or str
        A CSV file; or a folder, whose records*.csv files, there and one level below, are all read.
    vocabulary : mapping of str to Indicator, optional
        Indicators that may occur; the packaged vocabulary when left out.

    Returns
    -------
    DataFrame
        A records table, as `combine` gives it.

    Raises
    ------
    LawstatsError
        No such file, no records file in the folder, text that is neither UTF-8 nor GB18030, or a row that cannot be
        used: the message names the file and the row as Excel numbers it.

    Notes
    -----
    The encoding is decided by byte order mark, then strict UTF-8, then GB18030. The other order reads UTF-8 files as
    GB18030 without complaint and returns nonsense.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     typed = ["机关,年份,指标,数值", "甲街道,2024,mediators,69"]
    ...     _ = Path(folder, "records.csv").write_text(chr(10).join(typed), encoding="gb18030")
    ...     load_records(folder)[["office", "year", "indicator", "value", "source"]]
      office  year  indicator  value                  source
    0    甲街道  2024  mediators   69.0  手工录入（records.csv）
    """
    tables = []
    for file in _files(Path(path), "records*.csv"):
        lines = list(_lines(file))
        table = complete([line.cells for line in lines], [line.number for line in lines], file.name, vocabulary)
        tables.append(validate(table, file=file.name, lines=[line.number for line in lines]))
    return combine(*tables)


def save_records(records: pd.DataFrame, path: Path | str) -> None:
    """Write a records table as a CSV that Excel opens and git compares line by line; as Parquet where it is so named.

    The CSV is UTF-8 with byte order mark, line ends as one line feed, rows in the order of `combine`, dates as
    2024-12-31, whole numbers without a decimal point, no value as an empty cell, an open top as inf.

    Parameters
    ----------
    records : DataFrame
        A records table.
    path : Path or str
        The file, ``….csv`` or ``….parquet``; an older one is replaced.

    Raises
    ------
    LawstatsError
        When the table breaks the contract.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from lawstats.records import empty
    >>> with TemporaryDirectory() as folder:
    ...     save_records(empty(), Path(folder, "records.csv"))
    ...     Path(folder, "records.csv").read_text(encoding="utf-8-sig")[:20]
    'office,year,indicato'
    """
    if Path(path).suffix.lower() == ".parquet":
        combine(records).to_parquet(path, index=False)
        return
    save_table(combine(records), path)


def save_table(table: pd.DataFrame, path: Path | str) -> None:
    r"""Write any table the way records are written: for lists, breaks and conflicts, in their own order.

    Parameters
    ----------
    table : DataFrame
        Any columns of texts, numbers and dates; the index is left out.
    path : Path or str
        The file; an older one is replaced.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     save_table(pd.DataFrame({"text": ["4万余份"], "low": [40000.0]}), Path(folder, "claims.csv"))
    ...     Path(folder, "claims.csv").read_text(encoding="utf-8-sig")
    'text,low\n4万余份,40000\n'
    """
    rows = [list(table.columns), *table.itertuples(index=False)]
    text = "".join(",".join(_cell(cell) for cell in row) + "\n" for row in rows)
    Path(path).write_text(text, encoding="utf-8-sig", newline="")


def load_breaks(path: Path | str) -> pd.DataFrame:
    """Read the years from which figures are no longer comparable with earlier ones.

    Parameters
    ----------
    path : Path or str
        A CSV file; or a folder, whose breaks*.csv files, there and one level below, are all read. A folder without any
        has no known break.

    Returns
    -------
    DataFrame
        office, indicator ("*" for every), year (the break lies before it), reason, source, link.

    Raises
    ------
    LawstatsError
        No such file or folder, a column missing, or a row without office, indicator, reason or a four-figure year.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     load_breaks(folder).columns.tolist()
    ['office', 'indicator', 'year', 'reason', 'source', 'link']
    """
    rows = []
    for file in _files(Path(path), "breaks*.csv", needed=False):
        for number, cells in _lines(file):
            missing = [column for column in BREAK_COLUMNS if column not in cells]
            if missing:
                raise LawstatsError(
                    f"缺少列{'、'.join(missing)}", f"须有{'、'.join(BREAK_COLUMNS)}各列", file=file.name
                )
            for column in ("office", "indicator", "reason"):
                if not cells[column].strip():
                    raise LawstatsError(
                        "是空的",
                        "请填写；对全部机关或指标都适用时填*",
                        file=file.name,
                        place=f"第{number}行，“{column}”列",
                    )
            if not (cells["year"].isascii() and cells["year"].isdigit() and len(cells["year"]) == 4):
                raise LawstatsError(
                    f"“{cells['year']}”不是年份",
                    "请填四位数字，如2024",
                    file=file.name,
                    place=f"第{number}行，“year”列",
                )
            rows.append({column: cells[column] for column in BREAK_COLUMNS} | {"year": int(cells["year"])})
    breaks = pd.DataFrame(rows, columns=list(BREAK_COLUMNS)).astype(dict.fromkeys(BREAK_COLUMNS, "str"))
    return breaks.astype({"year": "int64"}).drop_duplicates(ignore_index=True)


def _files(path: Path, pattern: str, *, needed: bool = True) -> list[Path]:
    """Return the file, or the folder's files in an order that does not depend on the machine."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise LawstatsError("没有这个文件或文件夹", "请核对路径", file=path.name)
    files = sorted([*path.glob(pattern), *path.glob(f"*/{pattern}")], key=lambda file: file.relative_to(path).parts)
    if needed and not files:
        raise LawstatsError(
            "文件夹里没有记录表", f"请放入文件名形如{pattern}的表格，文件夹本身或下一层均可", file=path.name
        )
    return files


def _lines(file: Path) -> Iterator[_Line]:
    """Read the rows of a CSV, numbered as Excel numbers them; rows without any entry are passed over."""
    reader = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    header: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [cell.strip() for cell in cells]
                while header and not header[-1]:
                    header.pop()
                continue
            if any(cell.strip() for cell in cells[len(header) :]):
                raise LawstatsError(
                    f"有{len(cells)}格，表头只有{len(header)}格",
                    "格内有逗号时请用英文双引号括起来，或在Excel中编辑",
                    file=file.name,
                    place=f"第{number}行",
                )
            padded = cells[: len(header)] + [""] * (len(header) - len(cells))
            yield _Line(number, dict(zip(header, padded, strict=True)))
    except csv.Error:
        raise LawstatsError("双引号不成对，不能分格", _SAVE_AS, file=file.name, place=f"第{number + 1}行") from None
    if not header:
        raise LawstatsError("文件是空的", "请检查是否保存完整", file=file.name)


def _text(file: Path) -> str:
    raw = file.read_bytes()
    marks = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
    marked = [encoding for mark, encoding in marks if raw.startswith(mark)]
    row = 1
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            # The encoding that got further is the one the file was meant in.
            row = max(row, raw.count(b"\n", 0, error.start) + 1)
    raise LawstatsError("文字编码既不是UTF-8也不是GB18030", _SAVE_AS, file=file.name, place=f"第{row}行")


def _cell(cell: object) -> str:
    text = _written(cell)
    # csv.writer leaves a lone carriage return unquoted, and the row would break there.
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(sign in text for sign in ',"\r\n') else text


def _written(cell: object) -> str:
    if cell is None or cell is pd.NaT:
        return ""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        if math.isnan(cell):
            return ""
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else repr(float(cell))
    return str(cell)
