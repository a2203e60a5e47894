"""The words round the picture of one series: the finding as its title, what is shown, where from, what not to read."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from lawstats.telling.captions import breaks_caveat, figure_words
from lawstats.telling.charts.points import YearPoint, value_text
from lawstats.telling.wording import decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

__all__ = ["per_words", "series_alt", "series_caveat", "series_source", "series_title"]

_SCALES = {1: "", 1000: "千", 10_000: "万", 100_000: "十万"}
_NOT_COMPARED = {
    "conflict": "{year}年各来源的数字不一致，核对之前不比较",
    "conflict_base": "{base_year}年各来源的数字不一致，核对之前不比较",
    "not_whole_year": "{year}年没有全年数字，不比较",
    "not_whole_year_base": "{base_year}年没有全年数字，不比较",
    "break": "{base_year}年与{year}年口径不同，不可比",
    "measure": "{base_year}年与{year}年计量单位不同，不可比",
}
_FEW = {"small_total": "，件数太少，不作判断", "few_years": "，更早的年份不足3年，不作比较"}
_SHOWN_SOURCES = 2


def series_title(row: Mapping[Any, Any], *, with_office: bool = True) -> str:
    """Say the finding of a comparison as a title: the verdict where one stands, the figures alone where none does.

    Parameters
    ----------
    row : mapping
        A row of `lawstats.compare_years` or `lawstats.against_earlier`.
    with_office : bool, default True
        Begin with the office's name.

    Examples
    --------
    >>> row = dict(office="甲街道", name="法治讲座", measure="场", year=2024, value=7.0, low=7.0, high=7.0, per_name="",
    ...            qualifier="exact", base_year=2023, base_count=1, base_value=6.0, base_low=6.0, base_high=6.0,
    ...            base_qualifier="exact", verdict="不作检验", reason="planned", kind="planned")
    >>> series_title(row)
    '甲街道法治讲座：2023年6场，2024年7场'
    """
    name = f"{row['office'] if with_office else ''}{row['name']}"
    verdict, reason = str(row["verdict"]), str(row["reason"])
    if reason in _NOT_COMPARED:
        return f"{name}：" + _NOT_COMPARED[reason].format(year=row["year"], base_year=row["base_year"])
    if verdict in ("不作检验", "数据不足"):
        return f"{name}：{_figures(row)}{_FEW.get(reason, '')}"
    pooled = int(row["base_count"]) > 1
    before = f"此前{row['base_count']}年平均" if pooled else f"{row['base_year']}年"
    divided = f"按{row['per_name']}折算，" if row["per_name"] and row["kind"] != "rate" else ""
    return f"{name}：{divided}{row['year']}年与{before}相比{verdict}"


def series_source(sources: Sequence[str]) -> str:
    """Name where the figures come from, the first few in full and how many in all.

    Examples
    --------
    >>> series_source(["2023年报告", "2024年报告", "台账"])
    '2023年报告；2024年报告；等3种，逐条见图中数据'
    """
    different = list(dict.fromkeys(sources))
    if len(different) <= _SHOWN_SOURCES:
        return "；".join(different)
    return "；".join(different[:_SHOWN_SOURCES]) + f"；等{len(different)}种，逐条见图中数据"


def series_caveat(
    points: Sequence[YearPoint], *, office: str, indicator: str, breaks: pd.DataFrame | None, left_out: bool, per: str
) -> str:
    """Say what the marks of the picture mean and what is not in it.

    Parameters
    ----------
    points : sequence of YearPoint
        The years drawn, in order.
    office, indicator : str
        Which series.
    breaks : DataFrame, optional
        Breaks in definition.
    left_out : bool
        Whether there are figures of parts of years, which are not drawn.
    per : str
        Name of what the counts are divided by; empty when they are not.

    Examples
    --------
    >>> two = [YearPoint(2021, 40000, 40000, 49999, "over"), YearPoint(2024, 5, 5, 5, "exact")]
    >>> series_caveat(two, office="甲街道", indicator="petitions", breaks=None, left_out=False, per="")
    '粗竖条为约数所包括的范围。斜纹为没有数字的年份，不是零。'
    """
    parts = []
    if any(point.high > point.low and not point.readings for point in points):
        parts.append("粗竖条为约数所包括的范围。")
    if any(point.readings for point in points):
        parts.append("两个菱形为互相矛盾的两个来源。")
    if any(after.year - before.year > 1 for before, after in pairwise(points)):
        parts.append("斜纹为没有数字的年份，不是零。" if not per else f"斜纹为没有数字或缺{per}的年份，不是零。")
    if breaks is not None and points:
        inside = breaks[(breaks["year"] > points[0].year) & (breaks["year"] <= points[-1].year)]
        parts.append(breaks_caveat(inside, indicator, office))
    if left_out:
        parts.append("不足全年或跨年合计的数字没有画。")
    return "".join(parts)


def series_alt(name: str, points: Sequence[YearPoint], unit: str) -> str:
    """Read the picture out, year by year.

    Examples
    --------
    >>> series_alt("甲街道信访件", [YearPoint(2024, 0, 0, 0, "exact")], "件")
    '甲街道信访件逐年：2024年0件。'
    """
    said = "，".join(f"{point.year}年{_seen(point, unit)}" for point in points)
    return f"{name}逐年：{said or '没有数字'}。"


def per_words(per: float, measure: str) -> str:
    """Name what a rate is counted per.

    Examples
    --------
    >>> per_words(1000, "户"), per_words(1, "人")
    ('千户', '人')
    """
    return f"{_SCALES[round(per)]}{measure}"


def _seen(point: YearPoint, unit: str) -> str:
    if point.readings:
        return "各来源不一致：" + "或".join(_seen(reading, unit) for reading in point.readings)
    if "／" in unit:
        ends = [decimal(end, 2) for end in (point.low, point.high) if math.isfinite(end)]
        return "至".join(dict.fromkeys(ends)) + unit
    return value_text(point) + unit


def _figures(row: Mapping[Any, Any]) -> str:
    """List the figures without judging them; what is missing is said, never left to look like nothing."""
    now, before = _figure(row, ""), _figure(row, "base_")
    if not before:
        return f"{row['year']}年{now or '没有可用的数字'}" + ("，没有更早的年份可比" if now else "")
    if int(row["base_count"]) > 1:
        return f"此前{row['base_count']}年合计{before}，{row['year']}年{now or '没有可用的数字'}"
    return f"{row['base_year']}年{before}，{row['year']}年{now or '没有可用的数字'}"


def _figure(row: Mapping[Any, Any], side: str) -> str:
    low, high = row[f"{side}low"], row[f"{side}high"]
    if low is None or math.isnan(low):
        return ""
    words = figure_words(
        {
            "value": row[f"{side}value"],
            "low": low,
            "high": high,
            "qualifier": row[f"{side}qualifier"],
            "measure": row["measure"],
        }
    )
    return words.split("（")[0]
