"""What an office's mediation and screening ledgers show: years, types, months, communities and days taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lawstats.judging.units import funnel_limits
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers import breakdowns
from lawstats.reading.ledgers.measures import all_cases
from lawstats.reading.privacy import suppress_small
from lawstats.telling import charts
from lawstats.telling.bookshelf import LeftOutError, Section, section
from lawstats.telling.captions import alt_of_years
from lawstats.telling.comparisons import compare_years, trend
from lawstats.telling.fact_titles import months_title, waiting_title
from lawstats.telling.notebook import list_rows, say
from lawstats.telling.tables import show
from lawstats.telling.titles import changes_title, same_months_title, stretches_title, units_title

if TYPE_CHECKING:
    from lawstats.reading.ledgers import Ledger
    from lawstats.telling.bookshelf import Bookshelf

__all__ = ["by_community", "by_month", "by_type", "days_taken", "same_months", "year_on_year", "years_together"]

_COUNTS = ("disputes_accepted", "disputes_mediated", "disputes_screened", "disputes_settled")
_RECEIVED = "disputes_accepted"


@section("table")
def year_on_year(
    shelf: Bookshelf,
    indicators: tuple[str, ...] = _COUNTS,
    name: str = "disputes_changes",
    kinds: tuple[str, ...] = ("mediation", "screening"),
    caveat: str = "",
) -> Section:
    """Compare the year with the last on record, several counts together.

    Parameters
    ----------
    shelf : Bookshelf
        The ledgers.
    indicators : tuple of str
        Codes of the counts; corrected together.
    name, kinds, caveat
        What the picture is called, which ledgers it comes from, and what must not be read from it (``{n}`` is the
        number of counts).
    """
    compared = compare_years(shelf.of_years(*indicators), shelf.year, office=shelf.office, breaks=shelf.breaks)
    base = int(compared["base_year"].max())
    before = "上一年" if base == shelf.year - 1 else f"{base}年"
    picture = shelf.save(
        charts.this_year_last_year(compared),
        name,
        kinds,
        title=changes_title(compared),
        what=f"{shelf.year}年与{before}之比 · 横线为95%置信区间",
        alt="；".join(compared["sentence"]),
        data=compared[["name", "value", "base_value", "ratio", "ci_low", "ci_high", "verdict"]],
        caveat=caveat.format(n=len(compared)),
    )
    return Section(changes_title(compared), table=show(compared), picture=picture)


@section("picture")
def years_together(shelf: Bookshelf) -> Section:
    """Judge all years of disputes received together."""
    received = shelf.of_years(_RECEIVED).sort_values("year")
    judged = trend(received, _RECEIVED, shelf.office, breaks=shelf.breaks)
    axes = charts.year_trend(received, _RECEIVED, office=shelf.office, breaks=shelf.breaks, trends=judged, unit="件")
    picture = shelf.save(
        axes,
        "disputes_trend",
        ("mediation",),
        title=stretches_title(judged),
        what=f"受理矛盾纠纷 · 件 · {received['year'].min()}—{received['year'].max()}年 · 竖线为95%置信区间",
        alt=alt_of_years(received, _RECEIVED, shelf.office),
        data=received[["year", "value", "low", "high", "qualifier", "source"]],
        caveat="着色的是有判断的年份；受理多了是好是坏，数字本身不说明。",
    )
    return Section(stretches_title(judged), picture=picture, said=say(*judged["sentence"]))


@section("table")
def by_type(shelf: Bookshelf) -> Section:
    """Count the disputes of each type and year, small cells hidden."""
    words = load_ledger_words()
    types = breakdowns.breakdown(shelf.need("mediation", "dispute_type"), ["dispute_type"]).dropna()
    types = types[types["year"] <= shelf.year]
    if types.empty:
        raise LeftOutError("人民调解案件登记台账里没有既有日期又有类型的案件，本节从略：补填后重新运行。")
    order = {value.name: place for place, value in enumerate(words.dispute_types.entries)}
    types = types.assign(kind=[words.name_of("dispute_type", str(code)) for code in types["dispute_type"]])
    grid = types.pivot_table("count", "kind", "year", aggfunc="sum", fill_value=0).astype(int)
    grid = suppress_small(grid.sort_index(key=lambda names: names.map(order)))
    headings = {"kind": "类型", **{str(year): f"{year}年" for year in grid.columns}}
    return Section(table=list_rows(grid.rename(columns=str).reset_index(), headings))


def _monthly(shelf: Bookshelf) -> pd.DataFrame:
    """Count cases received by month: zeros between the first and the last of a year that has any, else no row."""
    day = all_cases(shelf.need("mediation", "accepted_date"))[1]["accepted_date"].dropna()
    day = day[day.dt.year <= shelf.year]
    if day.empty:
        raise LeftOutError(f"人民调解案件登记台账里没有{shelf.year}年以前受理的案件，本节从略：补填后重新运行。")
    counts = day.groupby([day.dt.year, day.dt.month]).size().rename_axis(["year", "month"])
    years = sorted(set(day.dt.year))
    whole = pd.MultiIndex.from_product([years, range(1, 13)], names=["year", "month"])
    first, last = (years[0], day.min().month), (years[-1], day.max().month)
    whole = whole[(whole >= first) & (whole <= last)]
    months: pd.DataFrame = counts.reindex(whole, fill_value=0).rename("count").reset_index().astype(int)
    return months


@section("picture")
def by_month(shelf: Bookshelf) -> Section:
    """Draw the calendar of disputes received."""
    months = _monthly(shelf)
    first, last = months["year"].min(), months["year"].max()
    picture = shelf.save(
        charts.month_heatmap(months),
        "disputes_months",
        ("mediation",),
        title=months_title(months, "受理纠纷"),
        what=f"件 · {first}—{last}年" if first != last else f"件 · {first}年",
        alt="；".join(f"{year}年{month}月{count}件" for year, month, count in months.to_numpy()) + "。",
        data=months,
    )
    return Section(months_title(months, "受理纠纷"), picture=picture)


@section("picture")
def same_months(shelf: Bookshelf) -> Section:
    """Draw each month beside the same month of the last year; the verdict is on the years."""
    shelf.of_years(_RECEIVED)
    # Corrected for all counts together, as in the section that compares them: a year has one verdict.
    together = compare_years(shelf.of_years(*_COUNTS), shelf.year, office=shelf.office, breaks=shelf.breaks)
    received = together[together["indicator"] == _RECEIVED].iloc[0]
    if pd.isna(received["base_value"]):
        raise LeftOutError(
            f"台账里数不出{int(received['base_year'])}年受理的件数，本节从略：放入 data/ledgers 后重新运行。"
        )
    base, title = int(received["base_year"]), same_months_title(received.to_dict())
    months = _monthly(shelf)
    pair = months[months["year"].isin([base, shelf.year])]
    picture = shelf.save(
        charts.month_comparison(pair, shelf.year, base, verdict=received["verdict"], unit="件"),
        "same_months",
        ("mediation",),
        title=title,
        what=f"每月受理件数 · {base}、{shelf.year}年 · 竖线为95%置信区间",
        alt="；".join(f"{year}年{month}月{count}件" for year, month, count in pair.to_numpy()) + "。",
        data=pair,
        caveat="判断按全年合计作出；各月件数少，逐月的高低不作解释。",
    )
    return Section(title, picture=picture, said=say(received["sentence"]))


@section("picture")
def by_community(shelf: Bookshelf) -> Section:
    """Draw each community's disputes per 1 000 households, in the order of their names."""
    disputes = shelf.need("mediation", "community")
    every = breakdowns.per_exposure(disputes, shelf.base("households"))
    every = every[every["year"] == shelf.year]
    known = every[every["exposure"] > 0].rename(columns={"exposure": "households"})
    if len(known) < 2 or not known["count"].sum():
        raise LeftOutError(f"{shelf.year}年受理的案件和社区户数对不上，本节从略：两本台账都填写社区后重新运行。")
    flags = funnel_limits(known["count"], known["households"]).flag
    title = units_title(known.assign(name=known["community"], flag=flags), "每千户受理纠纷")
    unknown = len(every) - len(known)
    picture = shelf.save(
        charts.communities(known, public=True, flags=list(flags)),
        "communities",
        ("mediation", "base"),
        title=title,
        what=f"{shelf.year}年 · 件／千户 · 横线为95%置信区间",
        alt="各社区每千户件数；一至四件的社区和防推算的社区不显示具体数。",
        data=suppress_small(known.set_index("community")["count"]).reset_index(),
        caveat="<5为一至四件，…为防止由合计推算而一并遮住。不排名次。"
        + (f"另有{unknown}个社区缺户数，未列。" if unknown else ""),
    )
    return Section(title, picture=picture)


@section("picture")
def days_taken(shelf: Bookshelf) -> Section:
    """Draw how many days the disputes found took to be resolved, open ones counted in."""
    waits = _waits(shelf, shelf.need("screening", "screened_date"))
    picture = shelf.save(
        charts.timeliness(waits),
        "timeliness",
        ("screening",),
        title=waiting_title(waits, "排查出的纠纷"),
        what=f"累计化解比例 · 截至{shelf.year}年底",
        alt=f"共{len(waits)}件，其中未办结{int(waits['open'].sum())}件，曲线为各天数内已化解的比例。",
        data=waits,
        caveat="未办结的按已等待天数计入。",
    )
    return Section(waiting_title(waits, "排查出的纠纷"), picture=picture)


def _waits(shelf: Bookshelf, screening: list[Ledger]) -> pd.DataFrame:
    cases = all_cases(screening)[1]
    waits = charts.waiting_times(cases, "screened_date", f"{shelf.year}-12-31") if "ended_date" in cases else None
    if waits is None or not waits["days"].notna().any():
        raise LeftOutError("矛盾纠纷排查化解台账里算不出天数，本节从略：补填排查和化解日期后重新运行。")
    return waits
