"""A ledger cell that should hold a number: what it admits, and what is wrong with it."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from lawstats.quantities import find_quantities

__all__ = ["MISSING", "Number", "read_number"]

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
#: So much for each year, time or head is no total.
_EACH = re.compile(r"/(?:年|月|次|人|份|场|户|天|日|季|个|套)|每(?:年|月|次|人|户|天|季|场)|%$")
#: A remark in brackets that holds no figure of its own.
_ASIDE = re.compile(r"\([^()\d一二三四五六七八九十百千万两]*\)$")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
#: Nothing was counted, or nobody knows: missing, which is not nought.
_MISSING_WORDS = frozenset(
    {"", "-", "--", "—", "——", "/", "\\", "、", "不详", "未统计", "待定", "未知", "空", "…", "暂无数据"}
)
#: A clerk who writes these has counted and found none.
_ZERO_WORDS = frozenset({"无", "零", "没有", "未发放", "未涉及"})
_UNCOUNTED_WORDS = frozenset({"面议", "全覆盖", "若干", "随时", "多", "少量", "全体", "按实结算", "据实结算"})
#: What a cell may call the measure of its column; 人次 and 人, 次 and 件 are different things and never added.
_ACCEPTED = {
    "人次": {"人次", "人", "名", "位"},
    "人": {"人", "名", "位"},
    "名": {"人", "名", "位"},
    "份": {"份", "册", "本", "张", "件", "套"},
    "种": {"种", "类", "样"},
    "场": {"场", "场次", "次", "期"},
    "条": {"条", "幅"},
    "块": {"块", "个"},
    "次": {"次", "场"},
    "件": {"件", "起", "宗"},
    "户": {"户"},
    "个": {"个"},
    "小时": {"小时"},
    "元": {"元", "万元", "亿元", "块"},
}


#: More than any street counts or pays: what stands there is a telephone, card or identity number.
MOST, MOST_MONEY = 1e8, 1e9
TOO_LARGE = "数字大得不可能，像是号码"


@dataclass(frozen=True, slots=True)
class Number:
    """What a cell says.

    Attributes
    ----------
    value, low, high : float
        NaN when there is no number; `value` alone is NaN for a range or a vague number.
    qualifier : str
        As in the records table; '' when there is no number.
    measure : str
        The cell's own measure, '' when it states none.
    repair : str
        What was repaired in reading it, in Chinese.
    problem : str
        Why there is no number although something is written, in Chinese.
    question : str
        What to ask about a number that was read, in Chinese.
    """

    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    qualifier: str = ""
    measure: str = ""
    repair: str = ""
    problem: str = ""
    question: str = ""


MISSING = Number()


def read_number(cell: object, measure: str = "", unit: str = "") -> Number:
    """Read a cell of a counting or money column.

    Parameters
    ----------
    cell : object
        The cell as it stands.
    measure : str
        The column's measure ('元' for money, '' when every row has its own).
    unit : str
        The unit in the heading's brackets ('万元'), if any.

    Returns
    -------
    Number
        An approximate number keeps its interval.

    Examples
    --------
    >>> read_number("1,200", "份").value
    1200.0
    >>> read_number("3", "元", "万元").value
    30000.0
    >>> read_number("不详", "人").problem, read_number("全覆盖", "人次").problem
    ('', '不是数字')
    """
    if isinstance(cell, bool) or cell is None:
        return MISSING if cell is None else Number(problem="不是数字")
    scale = 10_000.0 if unit == "万元" else 1.0
    if isinstance(cell, (int, float)):
        return MISSING if math.isnan(cell) else _exact(float(cell) * scale, measure)
    if not isinstance(cell, str):
        return Number(problem="是日期，不是数字")
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", cell))
    if text in _MISSING_WORDS:
        return MISSING
    if text in _ZERO_WORDS:
        return Number(0.0, 0.0, 0.0, "exact", repair="“无”读作0")
    if text in _UNCOUNTED_WORDS:
        return Number(problem="不是数字")
    if _PLAIN.fullmatch(text):
        repair = "文字型数字" if text == cell.strip() else "全角或带空格的数字"
        return _exact(float(text) * scale, measure, repair)
    if _THOUSANDS.fullmatch(text):
        return _exact(float(text.replace(",", "")) * scale, measure, "带千分位的数字")
    return _read_words(text, measure, unit)


def _exact(value: float, measure: str, repair: str = "") -> Number:
    if not math.isfinite(value) or value < 0:
        return Number(problem="是负数或无穷大")
    if value > (MOST_MONEY if measure == "元" else MOST):
        return Number(problem=TOO_LARGE)
    # Binary fractions of 万元 (3.2 × 10 000) come out a hair off; money has two decimals.
    value = round(value, 2)
    if measure not in ("元", "小时", "") and value != int(value):
        return Number(problem="不是整数")
    return Number(value, value, value, "exact", repair=repair)


def _read_words(text: str, measure: str, unit: str) -> Number:
    if _EACH.search(text):
        return Number(problem="是单价或比率，不是总数")
    text = _ASIDE.sub("", text) or text
    if _PLAIN.fullmatch(text) or _THOUSANDS.fullmatch(text):
        return _exact(float(text.replace(",", "")) * (10_000.0 if unit == "万元" else 1.0), measure, "带附注的数字")
    found = find_quantities(text)
    accepted = _ACCEPTED.get(measure)
    fitting = [q for q in found if not accepted or q.measure in accepted or q.measure == ""]
    if not found:
        return Number(problem="不是数字")
    if not fitting:
        return Number(measure=found[0].measure, problem=f"单位是“{found[0].measure}”，不能与“{measure}”相加")
    if len(fitting) > 1:
        return Number(problem="一格里有几个数字")
    quantity = fitting[0]
    if quantity.low > (MOST_MONEY if measure == "元" else MOST):
        return Number(problem=TOO_LARGE)
    if quantity.low < 0:
        return Number(problem="是负数或无穷大")
    own = {"万元": 10_000.0, "亿元": 100_000_000.0}.get(quantity.measure, 1.0)
    scale = own if own != 1.0 or quantity.measure or unit != "万元" else 10_000.0
    value, low, high = (round(x * scale, 2) for x in (quantity.value, quantity.low, quantity.high))
    if quantity.qualifier == "exact" and measure not in ("元", "小时", "") and value != int(value):
        return Number(problem="不是整数")
    question = "表头是人次，格内写人" if unit == "人次" and quantity.measure in ("人", "名", "位") else ""
    repair = "文字写的数字" if quantity.qualifier == "exact" else "约数，保留为区间"
    return Number(value, low, high, quantity.qualifier, quantity.measure, repair, question=question)
