"""What an office's counsel and contract ledgers show, and all its ledgers on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from lawstats.judging.proportions import proportion_ci
from lawstats.reading.ledgers.measures import rates
from lawstats.telling import charts
from lawstats.telling.bookshelf import LeftOutError, Section, section
from lawstats.telling.comparisons import trend
from lawstats.telling.fact_titles import rates_title
from lawstats.telling.ledger_disputes import year_on_year
from lawstats.telling.notebook import list_rows
from lawstats.telling.titles import trends_title

if TYPE_CHECKING:
    from lawstats.telling.bookshelf import Bookshelf

__all__ = ["counsel_on_year", "one_page", "reviewed_first"]

_COUNSEL = ("counsel_consultations", "counsel_documents_reviewed", "counsel_opinions")
_CORRECTED = "共比较{n}项，判断已按Holm法校正，所以有的区间不含“持平”而判断仍为不能称有变化。"
_COVER = (
    "disputes_accepted",
    "disputes_screened",
    "counsel_consultations",
    "counsel_documents_reviewed",
    "contracts_signed",
    "administrative_reconsideration",
)
_CONTRACTS = "先审后签的合同"


def counsel_on_year(shelf: Bookshelf) -> Section:
    """Compare the counsel's work with that of the last year on record."""
    return year_on_year(shelf, _COUNSEL, "counsel_changes", ("counsel",), _CORRECTED)


@section("table")
def reviewed_first(shelf: Bookshelf) -> Section:
    """Draw the share of contracts reviewed before they were signed, with its interval, year by year."""
    first = rates(shelf.need("contracts", "signed_date")).query("rate == 'reviewed_first' and denominator > 0")
    first = first[first["year"] <= shelf.year]
    if first.empty:
        raise LeftOutError("合同登记台账里没有既有签订日期又有送审日期的合同，本节从略：补填后重新运行。")
    ends = proportion_ci(first["numerator"], first["denominator"])
    first = first.assign(
        percent=100 * first["share"],
        ci_low=100 * ends.ci_low,
        ci_high=100 * ends.ci_high,
        label=first["year"].astype(str) + "年",
        words=first["numerator"].astype(str) + "/" + first["denominator"].astype(str),
    )
    shown = {
        "label": "年份",
        "words": "先审后签／签订",
        "percent": "百分比",
        "ci_low": "区间下限",
        "ci_high": "区间上限",
    }
    title = rates_title(first, _CONTRACTS)
    picture = shelf.save(
        charts.peers(first, value="percent", label="label", words="words", unit="%"),
        "review_first",
        ("contracts",),
        title=title,
        what="先审后签合同占当年签订合同的百分比 · 横线为95%置信区间",
        alt="；".join(first["label"] + first["words"]) + "。",
        data=first[["year", "numerator", "denominator", "share", "ci_low", "ci_high"]],
        caveat="每年十几份合同，区间很宽，各年之间不比高低。"
        if first["denominator"].max() < 20
        else "各年之间不比高低。",
    )
    return Section(title, table=list_rows(first, shown), picture=picture)


@section("picture")
def one_page(shelf: Bookshelf) -> Section:
    """Draw the years of every main count, each with its trend."""
    records = shelf.of_years(*_COVER)
    codes = [code for code in _COVER if code in set(records["indicator"])]
    judged = [trend(records, code, shelf.office, breaks=shelf.breaks) for code in codes]
    cover = pd.concat(judged, ignore_index=True)
    picture = shelf.save(
        charts.overview(records, codes, cover, office=shelf.office, breaks=shelf.breaks),
        "overview",
        ("mediation", "screening", "counsel", "contracts", "litigation"),
        title=trends_title(cover),
        what=f"各指标逐年件数与走势判断 · {cover['first_year'].min()}—{cover['last_year'].max()}年",
        alt="".join(cover["sentence"]),
        data=cover[["name", "first_year", "last_year", "first_value", "last_value", "verdict"]],
        caveat="竖线为95%置信区间；有判断的年份着色，灰线为未见明显趋势；各指标分别判断。",
    )
    return Section(trends_title(cover), picture=picture)
