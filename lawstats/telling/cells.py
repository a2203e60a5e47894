"""What a value looks like in a cell, be it of Excel or of Word: its words, its heading, its width."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lawstats.records.handkept import HEADERS

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["cell_width", "heading", "printable", "shown", "with_index"]

# XML 1.0 section 2.2 allows no other control signs, no surrogates and neither of the two last code points.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_PICTURES = 0x2400
# Headings of the house's columns, for readers; the records' own are those a hand-kept table may use as well.
_HEADINGS = {column: words for words, column in HEADERS.items()} | {
    "text": "文字",
    "sentence": "所在句",
    "reason": "原因",
    "start": "起始字位",
    "end": "结束字位",
    "target": "目标",
    "comparison": "比较方式",
    "period": "周期",
    "due_year": "应完成年份",
    "file": "文件",
    "found": "发现的问题",
}


def printable(text: str) -> str:
    r"""Replace the signs XML cannot hold by visible ones, so that a stray control sign is seen and not lost.

    Examples
    --------
    >>> printable("调解\x07 3件\r\n")
    '调解␇ 3件\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FORBIDDEN.sub(lambda sign: _visible(ord(sign.group())), text)


def _visible(code: int) -> str:
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else "\ufffd"


def cell_width(text: str) -> int:
    r"""Measure a text's longest line in half-width columns; a Chinese sign takes two.

    Signs of ambiguous width (“ ” — …) take two in Chinese fonts and are counted so.

    Examples
    --------
    >>> cell_width("调解73件"), cell_width("a\n调解")
    (8, 4)
    """
    lines = text.split("\n")
    return max(sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line) for line in lines)


def heading(label: Hashable) -> str:
    """Give a column's heading as a reader sees it; a label of several levels is joined by ·.

    Examples
    --------
    >>> heading("office"), heading("纠纷类型"), heading(("2024", "件数"))
    ('机关', '纠纷类型', '2024·件数')
    """
    parts = label if isinstance(label, tuple) else (label,)
    return printable("·".join(_HEADINGS.get(str(part), str(part)) for part in parts if str(part)))


def with_index(frame: pd.DataFrame) -> pd.DataFrame:
    """Make an index with names the first columns; a mere row number is left out."""
    return frame if frame.index.names == [None] else frame.reset_index()


def shown(value: Any) -> str:
    """Write one value as a table in a report shows it.

    Numbers keep four significant figures and never lose whole digits; a missing number reads 缺, never 0, an open end
    无上限 or 无下限; a missing text or date is blank.

    Examples
    --------
    >>> [shown(value) for value in (73, 73.0, 0.04912, 1494.25, -2.5, float("nan"), float("inf"), None)]
    ['73', '73', '0.04912', '1494', '−2.5', '缺', '无上限', '']
    """
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return "、".join(shown(item) for item in value)
    if isinstance(value, bool | np.bool_):
        return "是" if value else "否"
    if isinstance(value, float | np.floating):
        return _number(float(value))
    if pd.isna(value):
        return ""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date):
        return str(value)
    return printable(str(value)).replace("-", "−") if isinstance(value, int | np.integer) else printable(str(value))


def _number(value: float) -> str:
    if math.isnan(value):
        return "缺"
    if math.isinf(value):
        return "无上限" if value > 0 else "无下限"
    if value == 0:
        return "0"
    digits = 3 - math.floor(math.log10(abs(value)))
    text = f"{value:.{max(0, digits)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
