"""The pictures of an evidence file, drawn from what was judged and saved beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.judging.loads import loads
from lawstats.judging.mentions import plain_promise
from lawstats.judging.proportions import proportion_ci
from lawstats.reading.ledgers.measures import all_cases
from lawstats.telling import charts
from lawstats.telling.captions import alt_of_loads
from lawstats.telling.evidence.changes import carries_interval, in_changes_picture, judged_rows
from lawstats.telling.evidence.material import records_of
from lawstats.telling.evidence.promises import counted_outcomes
from lawstats.telling.evidence.shortcomings import community_counts, type_needs, yearly_shares
from lawstats.telling.gallery import save_figure
from lawstats.telling.sidecars import MARK
from lawstats.telling.wording import short_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matplotlib.axes import Axes

    from lawstats.telling.evidence.material import Judged

__all__ = ["draw_pictures", "overview_rows"]

_PANELS = 2  # one row: as wide as the text, and still on the front page with the words
_LEAST_YEARS = 3
_NEAR_YEARS = 8
_CHANCE = "横线为95%置信区间"


@dataclass
class _Saver:
    """Where pictures go, and what all of them say."""

    judged: Judged
    folder: Path

    def save(
        self,
        axes: Axes,
        name: str,
        title: str,
        what: str,
        alt: str,
        data: pd.DataFrame,
        caveat: str = "",
        source: str = "",
    ) -> str:
        fictional = self.judged.fictional
        figure = axes.get_figure(root=True)
        if figure is None:
            return ""
        mark = f"{MARK}，不得引用。" if fictional else ""
        save_figure(
            figure,
            self.folder,
            name,
            title=title,
            subtitle=f"{short_office(self.judged.office)} · {what}",
            source=source or "本机关年度报告和台账，逐数出处见本文件第六部分",
            caveat=mark + caveat,
            alt=alt,
            data=data,
            fictional=fictional,
        )
        return name


def draw_pictures(judged: Judged, folder: Path) -> dict[str, str]:
    """Draw and save what the figures allow.

    Parameters
    ----------
    judged : Judged
        What can be said.
    folder : Path
        Where the pictures go.

    Returns
    -------
    dict of str to str
        What a picture shows (``overview``, ``changes``, ``promises``, ``loads`` or the code of a shortcoming) to its
        name. What there are too few figures for is not there.
    """
    saver = _Saver(judged, folder)
    drawn = {"overview": _overview(saver), "changes": _changes(saver), "promises": _promises(saver)}
    if judged.base_year is None:
        drawn["loads"] = _loads(saver)
    rows = judged.tested[judged.tested["verdict"] == "支持"]
    for row in records_of(rows):
        drawn[str(row["claim"])] = _of_claim(saver, row)
    return {key: name for key, name in drawn.items() if name}


def _of_claim(saver: _Saver, row: dict[str, Any]) -> str:
    if row["claim"] == "mechanism_weak":
        return _timeliness(saver)
    by_rule: dict[str, Callable[[_Saver, dict[str, Any]], str]] = {
        "uneven": _communities,
        "mismatch": _needs,
        "below": _shares,
        "above": _shares,
    }
    draw = by_rule.get(str(row["rule"]))
    return draw(saver, row) if draw else ""


def overview_rows(judged: Judged) -> pd.DataFrame:
    """Choose the indicators of the front page; fewer than two are not worth a picture."""
    rows = judged_rows(judged.changes)
    years = {code: len(judged.figures.years(str(code))) for code in rows["indicator"]}
    rows = rows[rows["indicator"].map(years) >= _LEAST_YEARS]
    # What moved comes first; then what the report itself publishes; then the larger counts, which say more.
    unseen = rows["verdict"].str.startswith("未见")
    published = rows["source"].str.contains("报告")
    order = pd.DataFrame({"unseen": unseen, "rate": rows["kind"] == "rate", "other": ~published}, index=rows.index)
    order = order.assign(size=-rows["value"].fillna(0)).sort_values([*order.columns, "size"], kind="stable")
    return rows.loc[order.index].head(_PANELS)


def _overview(saver: _Saver) -> str:
    judged = saver.judged
    chosen = overview_rows(judged)
    if len(chosen) < 2:
        return ""
    codes = [str(code) for code in chosen["indicator"]]
    moved = chosen[~chosen["verdict"].str.startswith("未见")]
    title = "；".join(moved["name"] + moved["verdict"]) or f"主要指标：{judged.year}年与上年相比均未见明显变化"
    first = min(judged.figures.years(code)[0] for code in codes)
    axes = charts.overview(
        judged.own, codes, chosen.drop(columns="sentence"), office=judged.office, breaks=judged.material.breaks
    )
    what = f"{first}—{judged.year}年 · 竖线为95%置信区间"
    data = judged.own[judged.own["indicator"].isin(codes)][["indicator", "year", "value", "low", "high", "measure"]]
    return saver.save(axes, "overview", title, what, "；".join(chosen["sentence"]), data)


def _changes(saver: _Saver) -> str:
    rows = judged_rows(saver.judged.changes)
    rows = rows[rows.index.isin(in_changes_picture(saver.judged).index)]
    if len(rows) < 2:
        return ""
    # What the table gives no interval for, the picture draws none for.
    vague = pd.Series([not carries_interval(row) for row in records_of(rows)], index=rows.index)
    rows = rows.assign(ci_low=rows["ci_low"].mask(vague), ci_high=rows["ci_high"].mask(vague))
    moved = rows[~rows["verdict"].str.startswith("未见")]
    title = "；".join(moved["name"] + moved["verdict"]) or "各项件数的变化都在偶然波动范围内"
    judged = saver.judged
    axes = charts.this_year_last_year(rows)
    return saver.save(
        axes,
        "changes",
        title,
        f"{judged.year}年与{judged.base_year}年之比 · {_CHANCE}",
        "；".join(rows["name"] + rows["verdict"]) + "。",
        rows[["name", "value", "base_value", "ratio", "ci_low", "ci_high", "verdict"]],
        "横线越过“持平”的，升和降都有可能。" + ("空心点只画倍数，不给区间。" if vague.any() else ""),
    )


def _promises(saver: _Saver) -> str:
    due = saver.judged.due
    if not len(due):
        return ""
    table = due.assign(text=[plain_promise(str(text)) for text in due["text"]])
    return saver.save(
        charts.commitments(table),
        "promises",
        f"上年对{saver.judged.year}年的承诺{len(due)}项：{counted_outcomes(due.assign(name=''))}".replace(
            "（）", ""
        ).replace("（、）", ""),
        "实际占目标的比例",
        "；".join(table["text"] + table["outcome"]) + "。",
        table[["text", "comparison", "target", "done", "measure", "outcome"]],
        "没有记录不等于没有做。",
    )


def _loads(saver: _Saver) -> str:
    judged = saver.judged
    table = loads(judged.material.records, "disputes_mediated", "mediators")
    table = table[(table["year"] - judged.year).abs() <= _NEAR_YEARS].sort_values(["office", "year"])
    if judged.office not in set(table["office"]) or len(table) < 2:
        return ""
    label = [f"{office}{year}年" for office, year in zip(table["office"], table["year"], strict=True)]
    words = [f"{rate:.2f}件" if rate == rate else "约数" for rate in table["rate"]]
    table = table.assign(label=label, words=words)
    mine = [name for name in label if name.startswith(judged.office)]
    axes = charts.peers(table, value="rate", label="label", words="words", highlight=mine, unit="件／人")
    return saver.save(
        axes,
        "loads",
        f"调解员人均化解纠纷{words[label.index(mine[-1])]}，与别处并列",
        f"化解矛盾纠纷÷人民调解员 · 件／人 · {_CHANCE}",
        alt_of_loads(table, "件"),
        table[["office", "year", "count", "exposure", "rate", "ci_low", "ci_high"]],
        "各机关、各年统计口径未必一致，只供参照，不排名次。",
        source="；".join(dict.fromkeys(table["source"])),
    )


def _communities(saver: _Saver, row: dict[str, Any]) -> str:
    table = community_counts(row)
    return saver.save(
        charts.communities(table, public=True),
        "communities",
        "各社区每千户受理纠纷：相差超出偶然波动",
        f"{saver.judged.year}年 · 件／千户 · {_CHANCE}",
        "各社区每千户件数；一至四件的社区和防推算的社区不显示具体数。",
        table[["community", "households"]],
        "<5为一至四件；…为防止由合计推算而一并遮住，不限于一至四件。不排名次。",
    )


def _needs(saver: _Saver, row: dict[str, Any]) -> str:
    table = type_needs(saver.judged)
    if not len(table):
        return ""
    # One row each for the need and for what was offered: two dots to compare, type by type.
    rows = [
        {"label": f"{kind}：{what}", "value": float(share.rstrip("%")), "words": share, "own": what == "占讲座"}
        for kind, _, need, _, supply in table.itertuples(index=False, name=None)
        for what, share in (("占受理", need), ("占讲座", supply))
        if share.endswith("%")
    ]
    both = pd.DataFrame(rows)
    offered = [str(label) for label in both.loc[both["own"], "label"]]
    axes = charts.peers(both, value="value", label="label", words="words", highlight=offered, unit="%")
    top = table.iloc[0]
    return saver.save(
        axes,
        "needs",
        f"{top['纠纷类型']}占受理{top['占受理']}，相关讲座{top['相关讲座']}",
        f"{saver.judged.year}年 · 件数最多的几类纠纷 · 占受理和占讲座的百分比",
        "；".join(f"{entry['label']}{entry['words']}" for entry in rows) + "。",
        table,
    )


def _shares(saver: _Saver, row: dict[str, Any]) -> str:
    judged = saver.judged
    years = [
        (year, part.low, whole.low)
        for year, part, whole in yearly_shares(row, judged)
        if part.is_exact and whole.is_exact and part.low <= whole.low
    ]
    if len(years) < _LEAST_YEARS:
        return ""
    table = pd.DataFrame(years, columns=["year", "part", "whole"])
    ends = proportion_ci(table["part"], table["whole"])
    table = table.assign(
        label=table["year"].astype(str) + "年",
        percent=100 * table["part"] / table["whole"],
        ci_low=100 * ends.ci_low,
        ci_high=100 * ends.ci_high,
        words=[f"{part:.0f}/{whole:.0f}" for _, part, whole in years],
    )
    part, whole = (judged.name_of(code) for code in dict.fromkeys(item.code for item in row["figures"]))
    axes = charts.peers(table, value="percent", label="label", words="words", highlight=f"{judged.year}年", unit="%")
    return saver.save(
        axes,
        f"share_{row['claim']}",
        f"{part}占{whole}：{judged.year}年{years[-1][1]:.0f}/{years[-1][2]:.0f}",
        f"{years[0][0]}—{judged.year}年 · % · {_CHANCE}",
        "；".join(table["label"] + table["words"]) + "。",
        table,
        "区间重叠的年份之间不比高低。",
    )


def _timeliness(saver: _Saver) -> str:
    books = [ledger for ledger in saver.judged.material.ledgers if ledger.kind == "screening"]
    if not books:
        return ""
    cases = all_cases(books)[1]
    cases = cases[cases["screened_date"].dt.year == saver.judged.year]
    if not len(cases) or "resolved_date" not in cases:
        return ""
    waits = charts.waiting_times(cases, "screened_date", f"{saver.judged.year}-12-31")
    still = int(waits["open"].sum())
    return saver.save(
        charts.timeliness(waits),
        "timeliness",
        f"{saver.judged.year}年排查的纠纷多少天化解：按已等待天数估计",
        f"累计化解比例的估计 · 截至{saver.judged.year}年底",
        f"共{len(waits)}件，其中未办结{still}件；曲线为各天数内化解的累计比例，未办结的按已等待天数估计。",
        waits,
        f"年底{still}件未化解，其中登记不久的还没有等到那么多天：曲线是估计，不是已化解件数占{len(waits)}件的比例。"
        if still
        else "全部已化解。",
    )
