"""The sentence of one promise: what was asked for, what was done, and what became of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lawstats.judging.mentions import plain_promise
from lawstats.telling.wording import decimal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["amount", "commitment_sentence", "done_words", "reason_words", "target_words"]

_REASONS = {
    "approximate": "所记为约数，取值不同结论就不同",
    "conflict": "来源之间数字不一致",
    "not_whole_year": "数字不足全年",
    "no_target": "没有可以计量的目标",
    "no_base": "缺上年的确数，算不出目标",
    "no_communities": "缺社区数，算不出全年目标",
    "no_number": "报告提到而没有写出数字",
    "no_year": "当年没有任何记录",
    "no_text": "没有对应指标，须查当年报告文字或补建台账",
}
_SIGNS = {">=": "不少于", "<=": "不超过", "==": ""}


def amount(value: float, measure: str) -> str:
    """Write an amount of a promise; percentages with one decimal where they need it.

    Examples
    --------
    >>> amount(78.571428, "%"), amount(100.0, "%"), amount(4.0, "次")
    ('78.6%', '100%', '4次')
    """
    number = decimal(value).removesuffix(".0") if measure in ("%", "‰") else plain(round(value, 2))
    return f"{number}{measure}"


def target_words(target: float, comparison: str, measure: str) -> str:
    """Write what is asked for.

    Examples
    --------
    >>> target_words(4.0, ">=", "次"), target_words(100.0, ">=", "%"), target_words(0.0, "<=", "件")
    ('不少于4次', '100%', '0件')
    """
    if measure == "%" and comparison == ">=":
        return amount(target, measure) if target >= 100 else f"不低于{amount(target, measure)}"
    sign = "" if target == 0 else _SIGNS.get(comparison, "")
    return f"{sign}{amount(target, measure)}"


def commitment_sentence(row: Mapping[str, Any], *, style: str = "full") -> str:
    """Write the sentence of one row of `lawstats.judging.commitments.track_commitments`.

    Parameters
    ----------
    row : mapping
        A row of the table.
    style : {"full", "terse"}, default "full"
        Full quotes the promise and says where the figure stands.

    Returns
    -------
    str

    Examples
    --------
    >>> row = {"name": "执法培训", "text": "组织执法培训不少于6次", "year": 2023, "due_year": 2024, "target": 6.0,
    ...        "comparison": ">=", "measure": "次", "done": 5.0, "done_low": 5.0, "done_high": 5.0, "gap": 1.0,
    ...        "outcome": "部分完成", "reason": "", "certainty": "", "rows": "2024年报告：第3句"}
    >>> commitment_sentence(row)
    '2023年提出“组织执法培训不少于6次”：目标不少于6次，2024年完成5次，差1次，部分完成（2024年报告：第3句）。'
    """
    outcome, reason = str(row["outcome"]), str(row["reason"])
    measure, known = str(row["measure"]), not math.isnan(row["done_low"])
    parts = []
    if not math.isnan(row["target"]):
        parts.append(f"目标{target_words(row['target'], str(row['comparison']), measure)}")
    if known:
        parts.append(f"{row['due_year']}年完成{done_words(row, measure)}")
    if row["gap"] == row["gap"] and row["gap"] > 0:
        lacking = "差" if row["comparison"] == ">=" else "超出"
        points = "个百分点" if measure == "%" else measure
        parts.append(f"{lacking}{amount(row['gap'], '%')[:-1] if measure == '%' else plain(row['gap'])}{points}")
    parts.append(outcome or f"{row['due_year']}年尚未结束")
    if reason in _REASONS and outcome == "无法核实":
        parts[-1] += f"（{_REASONS[reason]}）"
    if row["certainty"] == "within_chance":
        parts[-1] += "，但变化在偶然波动范围内，不能说明改进"
    said = "，".join(parts)
    if style == "terse":
        return f"{row['name']}：{said}。"
    where = f"（{row['rows']}）" if row["rows"] else ""
    return f"{row['year']}年提出“{plain_promise(str(row['text']))}”：{said}{where}。"


def reason_words(reason: str) -> str:
    """Write why a promise cannot be checked; "" for a reason that is none.

    Examples
    --------
    >>> reason_words("no_number")
    '报告提到而没有写出数字'
    """
    return _REASONS.get(reason, "")


def done_words(row: Mapping[str, Any], measure: str) -> str:
    """Write what was done: one amount, or from where to where.

    Examples
    --------
    >>> done_words({"done_low": 21465.0, "done_high": 23332.0}, "份")
    '21465至23332份'
    """
    low, high = row["done_low"], row["done_high"]
    if low == high:
        return amount(low, measure)
    return f"{amount(low, measure)}以上" if math.isinf(high) else f"{amount(low, '')}至{amount(high, measure)}"
