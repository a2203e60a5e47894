"""A table of figures kept by hand: four columns are enough, and what is completed is completed openly."""

from __future__ import annotations

import difflib
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.records.contract import COLUMNS, WITHOUT_VALUE
from lawstats.records.table import empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.indicators import Indicator

__all__ = ["HEADERS", "complete"]

#: Chinese header -> column; the English column names themselves are accepted too.
HEADERS = {
    "机关": "office",
    "年份": "year",
    "指标": "indicator",
    "数值": "value",
    "下限": "low",
    "上限": "high",
    "限定方式": "qualifier",
    "计量单位": "measure",
    "起始日": "period_start",
    "截止日": "period_end",
    "来源": "source",
    "链接": "link",
    "位置": "place",
    "原文": "evidence",
}
_NEEDED = {"office": "机关", "year": "年份", "indicator": "指标", "value": "数值"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


class _Row(NamedTuple):
    """One row of the file under the columns' own names, and where it stands."""

    cells: dict[str, str]
    headers: dict[str, str]
    file: str
    line: int

    def error(self, column: str, found: str, advice: str) -> LawstatsError:
        place = f"第{self.line}行，“{self.headers.get(column, column)}”列"
        return LawstatsError(found, advice, file=self.file, place=place)


class _Figure(NamedTuple):
    value: float
    low: float
    high: float
    qualifier: str
    measure: str


def complete(
    rows: Sequence[Mapping[str, str]],
    lines: Sequence[int],
    file: str,
    vocabulary: Mapping[str, Indicator] | None = None,
) -> pd.DataFrame:
    """Turn the rows of a hand-kept table into records.

    Needed: office, year, indicator (code or exact Chinese name) and value, a number or the words (4万余). Completed
    where the column is missing or, except for texts, the cell is empty:

    - low, high, qualifier from the words of the value; a plain number is exact;
    - measure from those words, else the indicator's own;
    - period: the whole year, for a stock its last day;
    - source 手工录入（file）, place the row, evidence the value as typed, link empty.

    Parameters
    ----------
    rows : sequence of mapping
        Header -> cell, as text.
    lines : sequence of int
        Row numbers in the file, one a row.
    file : str
        The file's name.
    vocabulary : mapping of str to Indicator, optional
        Indicators that may occur; the packaged vocabulary when left out.

    Returns
    -------
    DataFrame
        The columns of `lawstats.records.COLUMNS`, in the order of the rows, not yet validated.

    Raises
    ------
    LawstatsError
        A needed column missing, a header or indicator unknown (close ones are suggested), a cell that cannot be read.

    Examples
    --------
    >>> table = complete([{"机关": "甲街道", "年份": "2024", "指标": "mediators", "数值": "69"}], [2], "手工.csv")
    >>> table[["value", "qualifier", "measure", "place"]]
       value qualifier measure place
    0   69.0     exact       人   第2行
    """
    if not rows:
        return empty()
    headers = _headers(list(rows[0]), file)
    known = load_vocabulary() if vocabulary is None else vocabulary
    codes = {indicator.name: code for code, indicator in known.items()} | {code: code for code in known}
    completed = []
    for line, cells in zip(lines, rows, strict=True):
        given = {column: cells[header] for column, header in headers.items()}
        completed.append(_complete(_Row(given, headers, file, line), known, codes))
    return pd.DataFrame(completed, columns=list(COLUMNS))


def _headers(given: list[str], file: str) -> dict[str, str]:
    """Return column -> header as typed."""
    found: dict[str, str] = {}
    for header in given:
        column = HEADERS.get(header, header)
        if column not in COLUMNS:
            close = difflib.get_close_matches(header, [*HEADERS, *COLUMNS], 3)
            advice = f"是不是{'、'.join(close)}" if close else f"可用的列名有{'、'.join(HEADERS)}"
            raise LawstatsError(f"不认识“{header}”这一列", advice, file=file, place="表头")
        if column in found:
            raise LawstatsError(f"“{found[column]}”与“{header}”是同一列", "请留一列", file=file, place="表头")
        found[column] = header
    missing = [label for column, label in _NEEDED.items() if column not in found]
    if missing:
        raise LawstatsError(
            f"缺少列{'、'.join(missing)}", "至少要有机关、年份、指标、数值四列", file=file, place="表头"
        )
    return found


def _complete(row: _Row, known: Mapping[str, Indicator], codes: Mapping[str, str]) -> dict[str, object]:
    code = _code(row, codes)
    year = _year(row)
    figure = _figure(row)
    low, high = (_bound(row, end, default) for end, default in (("low", figure.low), ("high", figure.high)))
    start, end = _period(row, year, stock=known[code].kind == "stock")
    texts = {
        "measure": figure.measure or next(iter(known[code].measures), ""),
        "source": f"手工录入（{row.file}）",
        "link": "",
        "place": f"第{row.line}行",
        "evidence": row.cells["value"],
    }
    texts = {column: row.cells.get(column, default) for column, default in texts.items()}
    return {
        "office": row.cells["office"].strip(),
        "year": year,
        "indicator": code,
        "value": figure.value,
        "low": low,
        "high": high,
        "qualifier": figure.qualifier,
        "period_start": start,
        "period_end": end,
        **texts,
    }


def _code(row: _Row, codes: Mapping[str, str]) -> str:
    typed = row.cells["indicator"].strip()
    if typed not in codes:
        close = difflib.get_close_matches(typed, list(codes), 3, cutoff=0.5)
        advice = f"是不是{'、'.join(close)}" if close else "请用词表中的指标代码或名称；自有指标请先写入自己的词表"
        raise row.error("indicator", f"词表里没有“{typed}”这个指标", advice)
    return codes[typed]


def _year(row: _Row) -> int:
    match = _YEAR.fullmatch(_plain(row.cells["year"]))
    if not match:
        raise row.error("year", f"“{row.cells['year']}”不是年份", "请填四位数字，如2024")
    return int(match[1])


def _figure(row: _Row) -> _Figure:
    """Read the value cell, a number or the words, with the qualifier if one is given."""
    typed, qualifier = _plain(row.cells["value"]), row.cells.get("qualifier", "").strip()
    if qualifier in WITHOUT_VALUE and not typed:
        return _Figure(float("nan"), float("nan"), float("nan"), qualifier, "")
    if not typed:
        raise row.error("value", "数值是空的", "没有这个数字就删去这一行，确实为零请填0；空格不会当作0")
    if _NUMBER.fullmatch(typed):
        value = float(typed.replace(",", ""))
        ends = (value, value) if qualifier in ("", "exact") else (float("nan"), float("nan"))
        return _Figure(value, *ends, qualifier or "exact", "")
    read = find_quantities(row.cells["value"])
    if len(read) != 1:
        found = f"“{row.cells['value']}”里读不出数字" if not read else f"“{row.cells['value']}”里有{len(read)}个数字"
        raise row.error("value", found, "一格只填一个数，如73、4万余、100%")
    return _Figure(read[0].value, read[0].low, read[0].high, qualifier or read[0].qualifier, read[0].measure)


def _bound(row: _Row, column: str, default: float) -> float:
    typed = _plain(row.cells.get(column, "")).lower()
    if typed == "inf":
        return float("inf")
    if _NUMBER.fullmatch(typed):
        return float(typed.replace(",", ""))
    if typed:
        raise row.error(column, f"“{row.cells[column]}”不是数字", "请填数字，上不封顶填inf")
    if default != default:
        raise row.error(column, "是空的", "数值带限定方式时，请填下限和上限，或在数值里直接写原话，如4万余")
    return default


def _period(row: _Row, year: int, *, stock: bool) -> tuple[pd.Timestamp, pd.Timestamp]:
    end = _date(row, "period_end") or date(year, 12, 31)
    start = _date(row, "period_start") or (end if stock else date(year, 1, 1))
    return pd.Timestamp(start), pd.Timestamp(end)


def _date(row: _Row, column: str) -> date | None:
    typed = _plain(row.cells.get(column, ""))
    if not typed:
        return None
    match = _DATE.fullmatch(typed)
    try:
        return date(*map(int, match.groups())) if match else date.fromisoformat(typed)
    except ValueError:
        raise row.error(column, f"“{row.cells[column]}”不是日期", "请写成2024-12-31的样子") from None


def _plain(cell: str) -> str:
    """Return the cell without outer blanks and with full-width digits as plain ones."""
    return unicodedata.normalize("NFKC", cell).strip()
