"""Section six: the numbered sources, where each figure stands in them, and how changes were judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.sources import merged, split_origin
from lawstats.telling.notes import method_note
from lawstats.telling.word_parts import Grid, Section

if TYPE_CHECKING:
    from lawstats.judging.evidence import Figure
    from lawstats.telling.evidence.material import Judged
    from lawstats.telling.word_parts import Part

__all__ = ["method", "origins_section"]


_READING = (
    "怎样读判断和区间。件数每年都会偶然地多几件、少几件；“95%区间”是与两年数字都相容的变化范围，整个范围都在上升（或下降）"
    "一侧，才说上升（或下降）。区间不包括漏记、重记和口径变化，也不说明原因。统计方法的全文见正文第一处脚注。"
)
_ONE_YEAR = (
    "怎样读“达到多少才算变化”。件数每年都会偶然地多几件、少几件，情况不变时一般不超出表中所列的界限；到了界限以外，才说上升或"
    "下降。界限不包括漏记、重记和口径变化，也不说明原因。统计方法的全文见正文第一处脚注。"
)
_MOST_FILES = 2
_DASH = "—"


def method(judged: Judged) -> str:
    """Write the note on method, with the level of the whole file."""
    if judged.base_year is None:
        return (
            "注：件数的偶然波动按泊松分布计算；“可能”按显著性水平5%、离散系数φ=1计算，“明显”按φ=2（方差大一倍）计算。"
            "只反映这类数字在情况不变时逐年的自然波动，不包括漏记、重记和口径变化，也不说明变化的原因。"
        )
    return method_note(judged.changes)


def origins_section(judged: Judged) -> Section:
    """Write the section. Build it last: sources are numbered as the sections before it refer to them."""
    located = _located(judged)
    sources = judged.sources.table()
    where = "；每个数在材料中的位置见{places}。" if len(located) else "。"
    parts: list[Part] = [
        f"本文件的数字出自{len(sources)}份材料（{{sources}}）。正文和表中方括号内的编号与此一致{where}",
        Grid("数据来源", sources, "sources"),
    ]
    if len(located):
        parts.append(
            Grid(
                "逐数出处",
                located,
                "places",
                f"注：只列{judged.base_year}、{judged.year}两年，更早各年的材料见有关图表下的资料来源；“第n句”指报告第n句；"
                "“表”指台账的工作表，行号为工作表行号。",
            )
        )
    parts.append(_READING if judged.base_year is not None else _ONE_YEAR)
    return Section("数据来源和方法", parts)


def _located(judged: Judged) -> pd.DataFrame:
    """List every figure of the sections before, each with its place this year and last."""
    if judged.base_year is None:  # with one year the tables themselves say where each figure stands
        return pd.DataFrame()
    years = [judged.base_year, judged.year]
    codes: dict[str, None] = dict.fromkeys(judged.changes["indicator"])
    rows: list[dict[str, str]] = []
    heads = [f"{year}年出处" for year in years]
    for code in codes:
        cells = [_place(judged, judged.figures.stated(code, year), code) for year in years]
        rows.append({"指标": judged.name_of(code), **dict(zip(heads, cells, strict=True))})
    for row in records_of(judged.tested[judged.tested["verdict"].isin(["支持", "不支持", "矛盾"])]):
        for code in dict.fromkeys(item.code for item in row["figures"]):
            if code in codes:
                continue
            codes[code] = None
            now = [item for item in row["figures"] if item.code == code and item.year == judged.year]
            before = [item for item in row["figures"] if item.code == code and item.year == judged.base_year]
            places = [_together(judged, before, code), _together(judged, now, code)]
            name = judged.name_of(code)
            if name not in {entry["指标"] for entry in rows}:
                rows.append({"指标": name, **dict(zip(heads, places, strict=True))})
    return pd.DataFrame(rows)


def _place(judged: Judged, figures: tuple[Figure, ...], code: str) -> str:
    if not figures:
        return _DASH
    return judged.sources.locate(figures[0].source, figures[0].place, judged.name_of(code))


def _together(judged: Judged, figures: list[Figure], code: str) -> str:
    """Say where figures kept by parts stand, all rows together: those of one part could point at persons."""
    if not figures:
        return _DASH
    files: dict[str, list[str]] = {}
    for item in figures:
        files.setdefault(item.source, []).append(item.place)
    name = judged.name_of(code)
    if len(split_origin(figures[0].source, figures[0].place)) > _MOST_FILES:
        return judged.sources.cite(figures[0].source, figures[0].place, name) + "各表"
    return "；".join(
        judged.sources.locate(file, places[0] if len(places) == 1 else merged(places), name)
        for file, places in files.items()
    )
