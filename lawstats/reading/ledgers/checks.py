"""Checks that ask and never accuse: what an office should look at again before it signs."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.reading.ledgers.derived import FILING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.ledger_words import Kind
    from lawstats.reading.ledgers.marks import Marks
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.table import Table

__all__ = ["check_cases"]

#: Conventions, not laws: below these numbers a pattern is too easily chance to bother anybody with.
SHARE_CASES, SHARE_PLACES, SHARE_TIMES, SHARE_LEAST = 20, 3, 3.0, 0.30
BATCH_CASES, BATCH_SHARE = 5, 0.05
ALIKE_CASES = 3
PERFECT_CASES = 10
LATE_START_DAYS = 62
#: A denominator that moves more than this in a year is more often redrawn than grown.
MOVED = 0.05


@dataclass(slots=True)
class _Cases:
    kind: Kind
    cases: pd.DataFrame
    table: Table
    notes: Notes

    def ask(self, chosen: pd.Series | np.ndarray, key: str, what: str, found: Sequence[str] | str, advice: str) -> None:
        """Put one question for each chosen case, at the cell of `key`."""
        part = self.cases[np.asarray(chosen, dtype=bool)]
        position = self.table.positions
        self.notes.cells(
            part["sheet"].tolist(),
            [(row - 1, position.get((sheet, key), -1)) for sheet, row in zip(part["sheet"], part["row"], strict=True)],
            what,
            found,
            advice=advice,
        )


def check_cases(kind: Kind, cases: pd.DataFrame, marks: Marks, first: np.ndarray, table: Table, notes: Notes) -> None:
    """Ask about everything in a ledger that is possible and yet worth a second look.

    Parameters
    ----------
    kind : Kind
        The kind of ledger.
    cases : DataFrame
        A row a case.
    marks : Marks
        Of the rows, for descriptions that repeat.
    first : ndarray of int
        For every row the first row of its case.
    table : Table
        The rows.
    notes : Notes
        The questions go here; each says 需核实 and what to compare.
    """
    seen = _Cases(kind, cases, table, notes)
    _missing_fields(seen)
    _years_apart(seen)
    if kind.code in FILING:
        _ended_before_filed(seen)
    if kind.code in ("mediation", "screening"):
        _without_ending(seen)
        _large_share(seen)
        _batches(seen)
        _alike(seen, marks, first)
        _perfect(seen)
    if kind.code == "contracts" and "review" in cases:
        _signed_first(seen)
    if "advice_count" in cases and "adopted_count" in cases:
        more = cases["adopted_count"] > cases["advice_count"]
        seen.ask(more, "adopted_count", "采纳条数多于提出条数", "", "需核实两个数")
    if kind.code == "base":
        _denominators(seen)
    _starts_or_stops(seen)


def _missing_fields(seen: _Cases) -> None:
    for key in seen.kind.complete:
        if key not in seen.cases:
            continue
        cells = seen.cases[key]
        own = next((c for c in seen.kind.columns if key in (c.key, c.has)), None)
        empty = ~cells if cells.dtype == bool else cells.isna() | (cells.astype("str") == "")
        if own is not None:
            seen.ask(empty, own.key, "应填的没有填或读不出", own.name, "需核实后补填；这一行照常计数")


def _filed(seen: _Cases) -> str:
    return FILING.get(seen.kind.code) or next((c.date for c in seen.kind.counts if c.date), "")


def _years_apart(seen: _Cases) -> None:
    """Ask where the heading says one year and the date another: a slip in January, or a case carried over."""
    date = _filed(seen)
    if not date or date not in seen.cases:
        return
    year = seen.cases[date].dt.year
    apart = (seen.cases["heading_year"] > 0) & year.notna() & (year != seen.cases["heading_year"])
    found = [
        f"{int(y)}年的日期在{h}年的表里"
        for y, h in zip(year[apart], seen.cases.loc[apart, "heading_year"], strict=True)
    ]
    seen.ask(apart, date, "日期与标题的年份不同", found, "需核实是跨年案件还是年份写错；统计按日期计")


def _ended_before_filed(seen: _Cases) -> None:
    date = _filed(seen)
    for column in seen.kind.columns:
        if column.type == "date" and column.key != date and column.key in seen.cases:
            before = seen.cases[f"{column.key}_end"] < seen.cases[date]
            seen.ask(before, column.key, f"{column.name}早于登记日期", "", "需核实两个日期哪一个写错")


def _without_ending(seen: _Cases) -> None:
    if "ended_undated" in seen.cases:
        key = "resolved_date" if seen.kind.code == "screening" else "closed_date"
        what = "已化解而没有化解日期" if seen.kind.code == "screening" else "已结案而没有结案日期"
        if any(name in seen.cases for name in (key, "mediated_date")):
            seen.ask(seen.cases["ended_undated"], key, what, "", "需核实后补填；统计暂按登记日期所在年")


def _by_year(seen: _Cases) -> list[tuple[int, pd.DataFrame]]:
    year = seen.cases[_filed(seen)].dt.year
    return [(int(y), seen.cases[year == y]) for y in sorted(set(year.dropna().tolist()))]


def _large_share(seen: _Cases) -> None:
    if "community" not in seen.cases:
        return
    for year, part in _by_year(seen):
        counts = part.loc[part["community"] != "", "community"].value_counts()
        total, places = int(counts.sum()), len(counts)
        if total < SHARE_CASES or places < SHARE_PLACES:
            continue
        large = counts[
            (counts >= SHARE_LEAST * total) & ((counts >= SHARE_TIMES * total / places) | (counts > total / 2))
        ]
        for name, count in large.items():
            seen.notes.cell(
                "",
                -1,
                -1,
                "一个社区的件数远高于平均份额",
                f"{year}年{name}{count}件，占{total}件的{100 * count / total:.1f}%（共{places}个社区）",
                advice="需核实是人口多、辖区特殊还是登记口径不同",
            )


def _batches(seen: _Cases) -> None:
    date = _filed(seen)
    cases = seen.cases
    exact = cases[date].notna() & (cases[f"{date}_end"] == cases[date])
    keys = [cases[date], cases["community"]] if "community" in cases else [cases[date]]
    size = cases[date].where(exact).groupby(keys).transform("count")
    own = cases[date].groupby([cases[date].dt.year, *keys[1:]]).transform("count")
    batch = exact & (size >= BATCH_CASES) & (size >= BATCH_SHARE * own)
    firsts = batch & ~pd.concat(keys, axis=1).duplicated()
    found = [f"同一天登记{int(n)}件" for n in size[firsts]]
    seen.ask(firsts, date, "同一社区同一天成批登记", found, "需核实是集中补录还是一案拆成多件")


def _alike(seen: _Cases, marks: Marks, first: np.ndarray) -> None:
    """Ask about descriptions that stand word for word in several cases."""
    text = pd.Series(marks.text.get("summary", [""] * len(first)))
    heads = np.flatnonzero(first == np.arange(len(first)))
    own = text.iloc[heads].reset_index(drop=True)
    size = own.where(own != "").groupby(own).transform("count").fillna(0)
    chosen = (size >= ALIKE_CASES) & ~own.duplicated()
    found = [f"{int(n)}件的简要情况一字不差" for n in size[chosen]]
    seen.ask(chosen.to_numpy(), "summary", "简要情况完全相同", found, "需核实是套用范文还是重复登记")


def _perfect(seen: _Cases) -> None:
    key, good, done = (
        ("result", "success", ["success", "failure", "terminated"])
        if seen.kind.code == "mediation"
        else ("status", "resolved", ["resolved", "unresolved", "ongoing"])
    )
    if key not in seen.cases:
        return
    for year, part in _by_year(seen):
        concluded = part[part[key].isin(done)]
        if len(concluded) >= PERFECT_CASES and (concluded[key] == good).all():
            word = "成功率" if key == "result" else "化解率"
            seen.notes.cell(
                "",
                -1,
                -1,
                f"{word}恰为100%",
                f"{year}年{len(concluded)}件全部如此",
                advice="需核实不成功的是否都已登记",
            )


def _signed_first(seen: _Cases) -> None:
    late = (seen.cases["review"] == "late").to_numpy()
    seen.ask(late, "sent_date", "送审晚于签订", "", "需核实日期；统计计为未先审后签")
    undated = (seen.cases["review"] == "undated").to_numpy()
    seen.ask(undated, "opinion", "有审查意见而没有送审日期", "", "需核实后补填；计入送审，是否先审后签不能确认")


def _starts_or_stops(seen: _Cases) -> None:
    """Ask whether the last year is whole when its last row lies well before the year's end."""
    date = _filed(seen)
    if not date or date not in seen.cases or seen.cases[date].notna().sum() < SHARE_CASES:
        return
    last = seen.cases[date].max()
    left = (pd.Timestamp(last.year, 12, 31) - last).days
    if left > LATE_START_DAYS:
        seen.notes.cell(
            "",
            -1,
            -1,
            "最后一条登记离年末较远",
            f"{last:%Y-%m-%d}",
            advice=f"需核实{last.year}年是否登记到年底；不足全年的数不能与全年比",
        )


def _denominators(seen: _Cases) -> None:
    """Ask about years the base ledger lacks, communities that come or go, and totals that jump."""
    cases = seen.cases[seen.cases["community"] != ""]
    years = sorted(set(cases["year"]) - {0})
    lost = [year for year in range(years[0], years[-1]) if year not in years] if years else []
    for year in lost:
        seen.notes.cell("", -1, -1, "缺少一年的基础数", f"{year}年", advice="需核实能否补齐；不得用别的年份代替")
    for before, after in itertools.pairwise(years):
        old, new = (cases[cases["year"] == year] for year in (before, after))
        gone, come = (sorted(set(a["community"]) - set(b["community"])) for a, b in ((old, new), (new, old)))
        if gone or come:
            found = "；".join(f"{word}{'、'.join(names)}" for word, names in (("少", gone), ("多", come)) if names)
            advice = "需核实是合并、拆分还是改名；是则登记口径断点"
            seen.notes.cell("", -1, -1, "社区名单与前一份不同", f"{before}→{after}年：{found}", advice=advice)
        for column in seen.kind.columns:
            if column.type != "count" or column.key not in cases:
                continue
            totals = [float(part[column.key].sum(min_count=1)) for part in (old, new)]
            if totals[0] and abs(totals[1] / totals[0] - 1) > MOVED * (after - before):
                found = f"{before}年{totals[0]:g},{after}年{totals[1]:g}"
                advice = "需核实是增减、重划还是口径变了；重划或口径变了请登记断点"
                seen.notes.cell("", -1, -1, f"{column.name}合计变动超过5%", found, advice=advice)
