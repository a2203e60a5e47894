"""The contract of the one table: which columns a record has, and what every row must satisfy."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from lawstats.errors import LawstatsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["COLUMNS", "DTYPES", "QUALIFIERS", "WITHOUT_VALUE", "validate"]

#: Column -> dtype, in the order every records table has.
DTYPES = {
    "office": "str",
    "year": "int64",
    "indicator": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "qualifier": "str",
    "measure": "str",
    "period_start": "datetime64[us]",
    "period_end": "datetime64[us]",
    "source": "str",
    "link": "str",
    "place": "str",
    "evidence": "str",
}
COLUMNS = tuple(DTYPES)
QUALIFIERS = ("exact", "over", "under", "about", "at_least", "at_most", "range", "vague")
#: A range (10至12件) or a vague number (数十件) has no single value.
WITHOUT_VALUE = ("range", "vague")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a row must satisfy; `found` may name any column in braces."""

    column: str
    holds: Callable[[pd.DataFrame], pd.Series]
    found: str
    advice: str


def _filled(column: str, label: str, advice: str) -> _Rule:
    return _Rule(column, lambda frame: frame[column].str.strip() != "", f"{label}是空的", advice)


_RULES = (
    _filled("office", "机关", "请写明是哪个机关的数字"),
    _filled("indicator", "指标", "请写明是哪个指标"),
    _filled("source", "来源", "请写明数字出自哪份文件"),
    _filled("place", "位置", "请写明数字在来源中的位置，如第几句、哪个单元格"),
    _Rule(
        "qualifier",
        lambda f: f["qualifier"].isin(QUALIFIERS),
        "限定方式“{qualifier}”不认识",
        "只能是" + "、".join(QUALIFIERS) + "之一",
    ),
    _Rule(
        "value",
        lambda f: f["value"].notna() == ~f["qualifier"].isin(WITHOUT_VALUE),
        "数值为“{value}”，与限定方式“{qualifier}”不符",
        "区间（range）和概数（vague）不填数值，其余都要填；没有数字就不要留这一行",
    ),
    _Rule(
        "low",
        lambda f: f["low"] <= f["high"],
        "下限{low}与上限{high}不成区间",
        "下限不得大于上限，两者都要填；上不封顶填inf",
    ),
    _Rule("low", lambda f: f["low"] >= 0, "下限{low}小于零", "件数、人数不会是负数；增减幅度不是记录，请填当年的数"),
    _Rule(
        "value",
        lambda f: f["value"].isna() | ((f["value"] >= f["low"]) & (f["value"] <= f["high"])),
        "数值{value}不在下限{low}与上限{high}之间",
        "请核对三个数",
    ),
    _Rule(
        "value",
        lambda f: (f["qualifier"] != "exact") | ((f["value"] == f["low"]) & (f["value"] == f["high"])),
        "写明是确数（exact），上下限{low}、{high}却与数值{value}不同",
        "确数的上下限就是数值本身",
    ),
    _Rule(
        "value",
        lambda f: ~(f["value"].abs() == float("inf")),
        "数值是无穷大",
        "没有单一数值时请改用区间（range）或概数（vague）",
    ),
    _Rule(
        "period_start",
        lambda f: f["period_start"] <= f["period_end"],
        "起始日{period_start}晚于截止日{period_end}",
        "请核对统计期间",
    ),
    _Rule(
        "year",
        lambda f: f["year"] == f["period_end"].dt.year,
        "年份{year}与截止日{period_end}不是同一年",
        "年份一律取统计期间截止日所在的年",
    ),
    _Rule(
        "source",
        lambda f: ~f.duplicated(keep="first"),
        "与前面某行完全相同",
        "同一数字只留一行；用combine合并多张表时会自动去掉完全相同的行",
    ),
)


def _check(rule: _Rule) -> pa.Check:
    # Rows without a value are judged by the rule itself, so pandera must not set them aside.
    return pa.Check(rule.holds, ignore_na=False, error=str(_RULES.index(rule)))


_SCHEMA = pa.DataFrameSchema(
    {column: pa.Column(dtype, nullable=column == "value") for column, dtype in DTYPES.items()},
    checks=[_check(rule) for rule in _RULES],
    strict=True,
    ordered=True,
)


def validate(frame: pd.DataFrame, *, file: str = "", lines: Sequence[int] = ()) -> pd.DataFrame:
    """Check a records table against the contract.

    Parameters
    ----------
    frame : DataFrame, shape (n_figures, 14)
        The columns of `COLUMNS`. Whole numbers may come as any integer or float dtype and dates at any
        resolution; everything else must already be right.
    file : str, optional
        Name of the file the rows came from, for the message.
    lines : sequence of int, optional
        Each row's number in that file, for the message; counted from 1 when left out.

    Returns
    -------
    DataFrame
        The same rows with the dtypes of the contract and a fresh index.

    Raises
    ------
    LawstatsError
        Naming the first bad row, its column, what was found there, what to do, and how many more rows are bad.

    Examples
    --------
    >>> bad = pd.DataFrame(columns=list(COLUMNS))
    >>> bad.loc[0] = ["甲街道", 2024, "mediators", 69, 70, 69, "exact", "人",
    ...               pd.Timestamp(2024, 12, 31), pd.Timestamp(2024, 12, 31), "2024年报告", "", "第1句", "调解员69人"]
    >>> try:
    ...     validate(bad)
    ... except LawstatsError as error:
    ...     print(error.place, error.found, sep=" ")
    第1行，“low”列 下限70与上限69不成区间
    """
    frame = _with_dtypes(frame, file, lines)
    try:
        _SCHEMA.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        raise _explain(errors.failure_cases, frame, file, lines) from None
    return frame


def _with_dtypes(frame: pd.DataFrame, file: str, lines: Sequence[int]) -> pd.DataFrame:
    """Give every column its dtype where that loses nothing."""
    missing = [column for column in COLUMNS if column not in frame.columns]
    surplus = [str(column) for column in frame.columns if column not in COLUMNS]
    if missing:
        raise LawstatsError(f"缺少列{'、'.join(missing)}", "记录表须有" + "、".join(COLUMNS) + "各列", file=file)
    if surplus:
        raise LawstatsError(f"多出列{'、'.join(surplus)}", "请删去记录表以外的列", file=file)
    typed = {}
    for column, dtype in DTYPES.items():
        if _is_typed(frame[column], column, dtype):
            typed[column] = frame[column].reset_index(drop=True)
            continue
        fits, kind = _FITS["value" if column == "value" else dtype]
        bad = [position for position, cell in enumerate(frame[column]) if not fits(cell)]
        if bad:
            raise LawstatsError(
                f"这一格是“{_shown(frame[column].iloc[bad[0]])}”，应为{kind}",
                "请改正这一格" + (f"；另有{len(bad) - 1}行也不合规定" if len(bad) > 1 else ""),
                file=file,
                place=_place(bad[0], column, lines),
            )
        typed[column] = pd.Series(frame[column].to_numpy(), dtype=dtype)
    return pd.DataFrame(typed)


def _is_typed(cells: pd.Series, column: str, dtype: str) -> bool:
    """Whether a column has its dtype and no gap: what its cells are is then known without looking at each."""
    return bool(cells.dtype == dtype) and (column == "value" or not cells.hasnans)


def _is_number(cell: object) -> bool:
    return isinstance(cell, Real) and not isinstance(cell, bool)


#: dtype -> whether a cell can be stored so without loss, and what a reader would call the kind.
_FITS: dict[str, tuple[Callable[[object], bool], str]] = {
    "str": (lambda cell: isinstance(cell, str), "文字"),
    "int64": (lambda cell: _is_number(cell) and float(cell).is_integer(), "整数"),  # type: ignore[arg-type]
    "float64": (lambda cell: _is_number(cell) and not math.isnan(cell), "数字"),  # type: ignore[arg-type]
    "value": (_is_number, "数字或空"),
    "datetime64[us]": (lambda cell: isinstance(cell, date) and not pd.isna(cell), "日期"),
}


def _explain(failures: pd.DataFrame, frame: pd.DataFrame, file: str, lines: Sequence[int]) -> LawstatsError:
    """Say the first bad row in words."""
    rows = failures["index"].astype(int)
    position = int(rows.min())
    rule = _RULES[int(failures.loc[rows == position, "check"].iloc[0])]
    more = rows.nunique() - 1
    cells = {str(column): _shown(cell) for column, cell in frame.iloc[position].items()}
    return LawstatsError(
        rule.found.format(**cells),
        rule.advice + (f"；另有{more}行也不合规定" if more else ""),
        file=file,
        place=_place(position, rule.column, lines),
    )


def _place(position: int, column: str, lines: Sequence[int]) -> str:
    return f"第{lines[position] if lines else position + 1}行，“{column}”列"


def _shown(cell: object) -> str:
    """Return a cell as a reader would write it."""
    if isinstance(cell, pd.Timestamp):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float):
        return "空" if math.isnan(cell) else f"{cell:.15g}"
    return str(cell)
