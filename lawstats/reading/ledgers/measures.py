"""Rates with their numerators and denominators, what is open or overdue, and the time cases take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers.counts import year_of
from lawstats.reading.ledgers.ledger import Ledger

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence


__all__ = ["all_cases", "days_to_end", "open_cases", "rates"]

PROMPT_DAYS = 30
_CONCLUDED = ("success", "failure", "terminated")
_ADVISED = ("all", "part", "none")


@dataclass(frozen=True, slots=True)
class _Rate:
    """Which cases are asked about, which of them say anything, and which of those count."""

    code: str
    name: str
    means: str
    kinds: tuple[str, ...]
    date: str
    needs: tuple[str, ...]
    among: Callable[[pd.DataFrame], pd.Series]
    known: Callable[[pd.DataFrame], pd.Series]
    good: Callable[[pd.DataFrame], pd.Series]


def _settled(cases: pd.DataFrame) -> pd.Series:
    return cases["result"] == "success"


def _everything(cases: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=cases.index)


_RATES = (
    _Rate(
        "success", "调解成功率", "成功/当年调结（成功、不成功、终止）", ("mediation",), "ended_date", ("result",),
        lambda c: c["result"].isin(_CONCLUDED), _everything, _settled,
    ),
    _Rate(
        "written_agreement", "书面协议率", "制作书面协议/成功", ("mediation",), "ended_date",
        ("result", "agreement_form"), _settled, _everything, lambda c: c["agreement_form"] == "written",
    ),
    _Rate(
        "performance", "协议履行率", "已履行/成功", ("mediation",), "ended_date", ("result", "performance"),
        _settled, lambda c: c["performance"].notna(), lambda c: c["performance"] == "done",
    ),
    _Rate(
        "within_30_days", "30日内办结率", "自受理起30日内调结/起止日期齐全且不矛盾的当年调结", ("mediation",),
        "ended_date", ("result",), lambda c: c["result"].isin(_CONCLUDED), lambda c: c["days"] >= 0,
        lambda c: c["days"] <= PROMPT_DAYS,
    ),
    _Rate(
        "resolved", "化解率", "已化解/当年排查", ("screening",), "screened_date", ("status",),
        _everything, lambda c: c["status"].notna(), lambda c: c["status"] == "resolved",
    ),
    _Rate(
        "reviewed", "合同送审率", "送审（先审、后审、有审查意见）/当年签订", ("contracts",), "signed_date", ("review",),
        _everything, _everything, lambda c: c["review"].isin(["first", "late", "undated"]),
    ),
    _Rate(
        "reviewed_first", "先审后签率", "送审不晚于签订/当年签订", ("contracts",), "signed_date", ("review",),
        _everything, lambda c: c["review"] != "undated", lambda c: c["review"] == "first",
    ),
    _Rate(
        "advice_adopted", "意见采纳率", "全部采纳/提出意见", ("contracts",), "signed_date", ("adopted",),
        lambda c: c["adopted"].isin(_ADVISED), _everything, lambda c: c["adopted"] == "all",
    ),
    _Rate(
        "advice_adopted", "意见采纳率", "全部采纳/提出意见", ("counsel",), "date", ("adopted",),
        lambda c: c["adopted"].isin(_ADVISED), _everything, lambda c: c["adopted"] == "all",
    ),
    _Rate(
        "appearance", "负责人出庭应诉率", "出庭/应出庭的案件×审级", ("litigation",), "accepted_date",
        ("category", "leader_attended"), lambda c: c["due"], lambda c: c["leader_attended"].isin(["yes", "no"]),
        lambda c: c["leader_attended"] == "yes",
    ),
)  # fmt: skip


def all_cases(ledgers: Ledger | Sequence[Ledger]) -> tuple[str, pd.DataFrame]:
    """Put the cases of several files of one kind below each other; also return the kind.

    Raises
    ------
    LawstatsError
        When the files are of different kinds, or there is none.
    """
    ledgers = [ledgers] if isinstance(ledgers, Ledger) else ledgers
    kinds = list(dict.fromkeys(ledger.name for ledger in ledgers))
    if len(kinds) != 1:
        raise LawstatsError(f"要的是同一种台账，给的是{'、'.join(kinds) or '空表'}", "请一种一种地计算")
    parts = [ledger.cases.assign(file=ledger.file) for ledger in ledgers]
    return ledgers[0].kind, pd.concat(parts, ignore_index=True)


def rates(ledgers: Ledger | Sequence[Ledger], by: Sequence[str] = ()) -> pd.DataFrame:
    """Return the rates a ledger supports, a row a year (and group), always with numerator and denominator.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        One kind; several files are taken together.
    by : sequence of str, optional
        Further columns of the cases to group by: community, dispute_type, department, ...

    Returns
    -------
    DataFrame
        year, *by, rate, name, numerator, denominator, share (NaN where the denominator is 0: no case, nothing to
        compute), unknown (cases asked about whose cell is empty or contradicts itself, in neither figure), means.
    """
    kind, cases = all_cases(ledgers)
    possible = [rate for rate in _RATES if kind in rate.kinds and all(key in cases for key in rate.needs)]
    tables = [_rate(rate, cases, list(by)) for rate in possible]
    columns = ["year", *by, "rate", "name", "numerator", "denominator", "share", "unknown", "means"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def _rate(rate: _Rate, cases: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    year = year_of(cases, rate.date)
    asked = rate.among(cases) & year.notna()
    rows = cases[asked].assign(year=year[asked].astype("int64"))
    known = rate.known(rows)
    rows = rows.assign(denominator=known, numerator=known & rate.good(rows), unknown=~known)
    table = rows.groupby(["year", *by], observed=True, dropna=False)[["numerator", "denominator", "unknown"]].sum()
    table = table.astype("int64").reset_index()
    share = table["numerator"] / table["denominator"].where(table["denominator"] > 0)
    return table.assign(rate=rate.code, name=rate.name, means=rate.means, share=share)


def open_cases(ledgers: Ledger | Sequence[Ledger], as_of: dt.date, by: Sequence[str] = ()) -> pd.DataFrame:
    """Count on a day what was due and what is still open.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        Mediation or screening.
    as_of : date
        The day; cases filed later are not looked at, cases that ended later are still open.
    by : sequence of str, optional
        Columns to group by.

    Returns
    -------
    DataFrame
        *by, registered, open, overdue (open past the deadline), late (ended past it), in_time (ended within it),
        not_due (open, deadline not reached), no_deadline (立即, 长期 or empty), oldest_days (of the open cases). What
        was due by that day is in_time + late + overdue. One row when `by` is empty.
    """
    kind, cases = all_cases(ledgers)
    day = pd.Timestamp(as_of)
    cases = cases[cases["accepted_date" if kind == "mediation" else "screened_date"] <= day]
    filed = cases["accepted_date" if kind == "mediation" else "screened_date"]
    due = cases.get("due_date", pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]"))
    still = cases["ended_date"].isna() | (cases["ended_date"] > day)
    # An ending without its own day stands on the filing day here and says nothing about time.
    dated = ~still & ~cases["ended_undated"]
    table = cases[list(by)].assign(
        registered=1,
        open=still,
        overdue=still & (due < day),
        late=dated & (cases["ended_date"] > due),
        in_time=dated & (cases["ended_date"] <= due),
        not_due=still & (due >= day),
        no_deadline=due.isna(),
        oldest_days=(day - filed).dt.days.where(still),
    )
    groups = table.groupby(list(by), observed=True, dropna=False) if by else table.groupby(lambda _: 0)
    sums = groups[["registered", "open", "overdue", "late", "in_time", "not_due", "no_deadline"]].sum().astype("int64")
    return sums.assign(oldest_days=groups["oldest_days"].max()).reset_index(drop=not by)


def days_to_end(ledgers: Ledger | Sequence[Ledger], by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Describe how many days cases took from filing to ending.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        Mediation or screening.
    by : sequence of str
        Columns to group by; `year` is the year the case ended.

    Returns
    -------
    DataFrame
        *by, ended, known (both dates, in order), median, lower and upper quartile, longest, in days.
    """
    _, cases = all_cases(ledgers)
    cases = cases[cases["ended_date"].notna()].copy()
    cases["year"] = cases["ended_date"].dt.year
    cases["known"] = cases["days"].where(cases["days"] >= 0)
    groups = cases.groupby(list(by), observed=True, dropna=False)["known"]
    table = pd.DataFrame(
        {
            "ended": groups.size(),
            "known": groups.count(),
            "median": groups.median(),
            "lower_quartile": groups.quantile(0.25),
            "upper_quartile": groups.quantile(0.75),
            "longest": groups.max(),
        }
    )
    return table.reset_index()
