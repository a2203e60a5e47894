"""Every sentence of a trend and of a comparison of offices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from lawstats.telling.wording import decimal, percent, plain, points

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["office_sentence", "trend_sentence"]

#: Below this count no percentage is printed: it would be a statement about a handful.
_LEAST_BASE = 10

_REASONS = {
    "planned": "数量由单位自行安排，不作检验，只列数字。",
    "stock": "为某一时点的实有数，变化本身就是事实，不作检验。",
    "bulk": "成批发放或成批参加，各件之间不独立，不作检验，只列数字。",
    "unknown_kind": "指标未收入词表，不知能否检验，不作检验，只列数字。",
    "not_a_count": "所记数字不是整数，不能按件数检验。",
    "small_total": "件数太少，无论如何分布都不能判断趋势，只列绝对数。",
    "both_zero": "各年均为0，只列绝对数。",
    "open_end": "其中有的数字未写明上限或下限，取值不同，结论就不同，无法判断趋势。",
    "approximate": "其中有的不是确数，取值不同，结论就不同，无法判断趋势。",
}
_GAPS = {
    "missing": "未见记载",
    "not_whole_year": "不足全年",
    "conflict": "记录互相矛盾",
    "missing_exposure": "缺折算用的数字",
}


def trend_sentence(row: Mapping[str, Any], *, with_office: bool = False) -> str:
    """Write the sentence of one row of `lawstats.judging.verdicts.trend`.

    Parameters
    ----------
    row : mapping
        A row of the table.
    with_office : bool, default False
        Begin with the office's name, for tables of several.

    Returns
    -------
    str
        The years and the two ends of the series first, then what the verdict allows.

    Examples
    --------
    >>> trend_sentence({"office": "甲街道", "name": "信访", "k": 2, "first_year": 2023, "last_year": 2024,
    ...                 "missing_years": "", "first_value": 20.0, "last_value": 31.0, "measure": "件", "kind": "event",
    ...                 "per_name": "", "verdict": "年份不足", "reason": "few_years", "starts_with": "", "detail": ""})
    '信访2023—2024年共2个年份可比，由20件到31件；不足3年，不判断趋势。'
    """
    name = f"{row['office'] if with_office else ''}{row['name']}"
    opening = f"{name}{_start(row)}{_span(row)}"
    verdict, reason = str(row["verdict"]), str(row["reason"])
    if verdict == "年份不足":
        least = 5 if row["kind"] == "rate" else 3
        return f"{opening}；不足{least}年，不判断趋势。"
    if reason in _REASONS:
        return f"{opening}；{_REASONS[reason]}"
    if verdict == "未见明显趋势":
        return f"{opening}；{_compatible(row)}未见明显趋势，也不等于没有变化。"
    pace = _pace(row)
    if verdict.startswith("可能"):
        direction = "上升" if "上升" in verdict else "下降"
        return (
            f"{opening}；{pace}数量{direction}，超出纯随机波动；但若各年波动比纯随机大一倍即不能确认，"
            f"宜表述为‘{verdict}’，继续观察。"
        )
    return f"{opening}；{pace}超出各年自然波动，为{verdict}。"


def office_sentence(row: Mapping[str, Any], *, with_office: bool = True) -> str:
    """Write the sentence of one row of `lawstats.judging.verdicts.compare_offices`.

    Examples
    --------
    >>> row = {"office": "甲街道", "name": "信访", "measure": "件", "year": 2024, "value": 48.0, "expected": 25.0,
    ...        "exposure": float("nan"), "verdict": "明显偏高", "reason": "high_998_same_size", "offices": 3,
    ...        "per_name": "", "per_measure": ""}
    >>> office_sentence(row)
    '甲街道信访2024年48件，按3家同一水平（视为规模相同）应有25.0件左右，超出99.8%范围，明显偏高；差异的原因须另行核实，不作排名。'
    """
    verdict, measure = str(row["verdict"]), row["measure"]
    opening = f"{row['office'] if with_office else ''}{row['name']}{row['year']}年"
    opening += f"{plain(row['value'])}{measure}" if row["value"] == row["value"] else "没有单一可用的数字"
    if verdict in ("数据不足", "不作检验", "无法判断"):
        reason = str(row["reason"])
        why = _REASONS.get(reason, _OFFICE_REASONS.get(reason, _GAPS.get(reason, "")))
        return f"{opening}；{why.rstrip('。')}，{verdict}。" if why else f"{opening}；{verdict}。"
    divisor = "" if row["exposure"] != row["exposure"] else f"{plain(row['exposure'])}{row['per_measure']}"
    size = f"按{row['per_name']}{divisor}折算" if row["per_name"] else "视为规模相同"
    expected = f"按{row['offices']}家同一水平（{size}）应有{decimal(row['expected'])}{measure}左右"
    if verdict == "未见异常":
        return f"{opening}，{expected}，在随机波动范围内，未见异常。"
    side = "偏高" if str(row["reason"]).startswith("high") else "偏低"
    if verdict == "留意":
        return f"{opening}，{expected}，{side}，超出95%范围而未超出99.8%范围，留意即可，不据此下结论。"
    return f"{opening}，{expected}，超出99.8%范围，{verdict}；差异的原因须另行核实，不作排名。"


_OFFICE_REASONS = {
    "measure": "计量单位与别家不同",
    "few_offices": "可比的机关不足两家",
    "approximate": "所记不是确数",
}


def _start(row: Mapping[str, Any]) -> str:
    if not row["starts_with"]:
        return ""
    # A stretch without a usable year still begins with the first of those that cannot be used.
    year = row["first_year"] if row["k"] else str(row["missing_years"]).split(":")[0]
    what = "口径有变化" if row["starts_with"] == "break" else "计量单位不同"
    return f"（{year}年起{what}：{row['detail']}，另行判断）"


def _span(row: Mapping[str, Any]) -> str:
    left_out = _left_out(str(row["missing_years"]))
    if not row["k"]:
        return f"没有可用的全年数字{f'（{left_out}）' if left_out else ''}"
    measure = row["measure"]
    years = f"{row['first_year']}—{row['last_year']}年" if row["k"] > 1 else f"{row['first_year']}年"
    span = f"{years}共{row['k']}个年份可比{f'（{left_out}）' if left_out else ''}"
    first, last = row["first_value"], row["last_value"]
    if row["k"] > 1 and first == first and last == last:
        span += f"，由{plain(first)}{measure}到{plain(last)}{measure}"
    return span


def _left_out(missing_years: str) -> str:
    """Say which years are not there and why, neighbouring years of one reason together."""
    runs: list[list[Any]] = []
    for entry in filter(None, missing_years.split(",")):
        year, why = entry.split(":")
        if runs and runs[-1][2] == why and runs[-1][1] == int(year) - 1:
            runs[-1][1] = int(year)
        else:
            runs.append([int(year), int(year), why])
    return "、".join(f"{a}{f'—{b}' if b > a else ''}年{_GAPS[why]}" for a, b, why in runs)


def _pace(row: Mapping[str, Any]) -> str:
    """Say how fast, with the interval, where the counts carry a percentage."""
    if row["kind"] == "rate":
        return f"平均每年{'提高' if row['slope'] > 0 else '降低'}{points(row['slope'])}，" if row["slope"] else ""
    low, high = row["ci_low"], row["ci_high"]
    if not _carries_percent(row):
        return ""
    word, ends = ("上升", (low - 1, high - 1)) if "上升" in str(row["verdict"]) else ("下降", (1 - high, 1 - low))
    level = f"{plain(round(100 * (1 - row['alpha']), 6))}%"
    per = f"按{row['per_name']}折算，" if row["per_name"] else ""
    return (
        f"{per}平均每年{word}{percent(row['annual_ratio'] - 1)}"
        f"（{level}置信区间{percent(ends[0])}至{percent(ends[1])}），"
    )


def _compatible(row: Mapping[str, Any]) -> str:
    if row["kind"] == "rate" or not _carries_percent(row):
        return ""
    per = f"按{row['per_name']}折算，" if row["per_name"] else ""
    ends = [("上升" if end >= 1 else "下降") + percent(end - 1) for end in (row["ci_low"], row["ci_high"])]
    return f"{per}数据与平均每年{ends[0]}到{ends[1]}都相容，"


def _carries_percent(row: Mapping[str, Any]) -> bool:
    finite = all(math.isfinite(row[name]) for name in ("annual_ratio", "ci_low", "ci_high"))
    return finite and min(row["first_value"], row["last_value"]) >= _LEAST_BASE
