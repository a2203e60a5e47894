"""Cases by type, month, community or form; per household or grid; who reported nothing; themes against needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers.counts import bounds, year_of
from lawstats.reading.ledgers.measures import all_cases
from lawstats.reading.ledgers.places import STREET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.ledgers.ledger import Ledger

__all__ = ["activities", "breakdown", "community_reach", "per_exposure", "silent_communities", "themes_and_needs"]

#: Below this many cases a community's rate is mostly chance and may point at persons.
FEWEST_CASES = 10
_PER = {"households": 1000, "resident_population": 10_000, "registered_population": 10_000}


def _dated(ledgers: Ledger | Sequence[Ledger]) -> tuple[str, pd.DataFrame]:
    """Return the cases with the `year` and `month` of their filing."""
    kind, cases = all_cases(ledgers)
    date = next(count.date for count in load_ledger_words().kinds[kind].counts if count.date)
    year = year_of(cases, date)
    cases = cases[year.notna()].assign(year=year[year.notna()].astype("int64"))
    month = cases[date].dt.month
    if f"{date}_end" in cases:
        month = month.where(cases[f"{date}_end"].dt.month == month)
    return kind, cases.assign(month=month.astype("Int64"))


def breakdown(ledgers: Ledger | Sequence[Ledger], by: Sequence[str]) -> pd.DataFrame:
    """Count cases by year and any columns.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        One kind.
    by : sequence of str
        month, community, dispute_type, form, audience, matter, client_level, source, ...

    Returns
    -------
    DataFrame
        year, *by, count; empty cells stay a group of their own (NaN), so that the counts add up to the year's.
    """
    _, cases = _dated(ledgers)
    cases = cases.assign(**{key: cases[key].mask(cases[key].astype("str") == "") for key in by})
    table = cases.groupby(["year", *by], observed=True, dropna=False).size()
    return table.rename("count").reset_index()


def per_exposure(ledgers: Ledger | Sequence[Ledger], base: Ledger, exposure: str = "households") -> pd.DataFrame:
    """Relate each community's cases to its households, mediators or grids of the same year.

    Parameters
    ----------
    ledgers : Ledger or sequence of Ledger
        One kind with a community column.
    base : Ledger
        The base ledger.
    exposure : str
        A column of it: households, resident_population, grids, mediators, ...

    Returns
    -------
    DataFrame
        year, community, count, exposure, per (1 000 for households, 10 000 for people, else 1), rate, few (True below
        10 cases: the rate is given but should not be published). A year the base ledger lacks has no exposure and no
        rate: another year's is never put in its place.
    """
    counts = breakdown(ledgers, ["community"])
    counts = counts[counts["community"].notna() & (counts["community"] != STREET)]
    known = base.cases.loc[base.cases["community"] != "", ["year", "community", exposure]]
    years = sorted(set(counts["year"]))
    table = known[known["year"].isin(years)].merge(counts, on=["year", "community"], how="outer")
    # A community of the base ledger without a row in a year that has rows counted none.
    table["count"] = table["count"].fillna(0).astype("int64")
    table = table.rename(columns={exposure: "exposure"})
    table["per"] = _PER.get(exposure, 1)
    table["rate"] = table["count"] / table["exposure"] * table["per"]
    table["few"] = table["count"] < FEWEST_CASES
    order = ["year", "community", "count", "exposure", "per", "rate", "few"]
    return table[order].sort_values(["year", "community"], ignore_index=True)


def silent_communities(ledgers: Ledger | Sequence[Ledger], base: Ledger) -> pd.DataFrame:
    """Return the communities that registered nothing in a year the ledger covers.

    A year the base ledger lacks has the communities that stand in it both before and after.

    Returns
    -------
    DataFrame
        year, community: 需核实是否漏报, never taken for communities without disputes.
    """
    counts = breakdown(ledgers, ["community"])
    names = {
        year: set(base.cases.loc[base.cases["year"] == year, "community"]) - {""} for year in set(base.cases["year"])
    }
    rows = []
    for year in sorted(set(counts["year"])):
        heard = set(counts.loc[counts["year"] == year, "community"].dropna())
        rows += [(year, name) for name in sorted(_listed(names, year) - heard)]
    return pd.DataFrame(rows, columns=["year", "community"])


def _listed(names: dict[int, set[str]], year: int) -> set[str]:
    before, after = [y for y in names if y <= year], [y for y in names if y >= year]
    sides = [names[max(before)]] if before else []
    sides += [names[min(after)]] if after else []
    return set.intersection(*sides) if sides else set()


def activities(publicity: Ledger | Sequence[Ledger], by: Sequence[str] = ()) -> pd.DataFrame:
    """Sum publicity by year and form, community or audience; approximate attendance stays an interval.

    Returns
    -------
    DataFrame
        year, *by, events, then low and high of audience, materials and consultations; NaN where no row states one.
    """
    _, cases = _dated(publicity)
    cases = cases.assign(events=cases["sessions"].fillna(1) if "sessions" in cases else 1)
    sums: dict[str, tuple[str, Any]] = {"events": ("events", "sum")}
    for name, key in (("audience", "audience_count"), ("materials", "materials"), ("consultations", "consultations")):
        if key in cases:
            low, _, high, _ = bounds(cases, key)
            cases = cases.assign(**{f"{name}_low": low, f"{name}_high": high})
            sums |= {f"{name}_{end}": (f"{name}_{end}", _sum_known) for end in ("low", "high")}
    cases = cases.assign(**{key: cases[key].mask(cases[key].astype("str") == "") for key in by})
    return cases.groupby(["year", *by], observed=True, dropna=False).agg(**sums).reset_index()


def _sum_known(column: pd.Series) -> float:
    return float(column.sum(min_count=1))


def community_reach(publicity: Ledger | Sequence[Ledger], base: Ledger, form: str = "") -> pd.DataFrame:
    """Say how many of the communities had an activity.

    Parameters
    ----------
    publicity : Ledger or sequence of Ledger
        Publicity ledgers.
    base : Ledger
        Its communities of the same year are the denominator.
    form : str, optional
        Only activities of this form (lecture).

    Returns
    -------
    DataFrame
        year, reached, communities, share, missed (their names). Communities over communities: people are no measure of
        coverage.
    """
    _, cases = _dated(publicity)
    cases = cases[cases["form"] == form] if form else cases
    rows = []
    for year in sorted(set(base.cases["year"]) & set(_dated(publicity)[1]["year"])):
        every = sorted(set(base.cases.loc[base.cases["year"] == year, "community"]) - {""})
        had = set(cases.loc[cases["year"] == year, "community"])
        missed = [name for name in every if name not in had]
        reached = len(every) - len(missed)
        rows.append((year, reached, len(every), reached / len(every), "、".join(missed)))
    return pd.DataFrame(rows, columns=["year", "reached", "communities", "share", "missed"])


def themes_and_needs(
    publicity: Ledger | Sequence[Ledger], disputes: Ledger | Sequence[Ledger], form: str = "lecture"
) -> pd.DataFrame:
    """Set the dispute types of a year beside the lectures whose theme speaks to them.

    Returns
    -------
    DataFrame
        year, dispute_type, name, disputes, disputes_share (of the classified), lectures, lectures_share (of all
        lectures of the year). A lecture on two themes counts for each, so the lectures' shares need not add up to 1.
    """
    words = load_ledger_words()
    types_of = {theme.code: theme.types for theme in words.themes}
    _, talks = _dated(publicity)
    talks = talks[talks["form"] == form] if form and "form" in talks else talks
    themes = talks["theme"].str.split().map(lambda codes: sorted({t for code in codes for t in types_of.get(code, ())}))
    spoken = talks.assign(dispute_type=themes).explode("dispute_type")
    lectures = spoken.dropna(subset="dispute_type").groupby(["year", "dispute_type"]).size().rename("lectures")
    needs = breakdown(disputes, ["dispute_type"]).dropna(subset="dispute_type").astype({"dispute_type": "str"})
    table = needs.rename(columns={"count": "disputes"}).merge(
        lectures.reset_index(), on=["year", "dispute_type"], how="outer"
    )
    table = table[table["year"].isin(set(needs["year"]) & set(talks["year"]))]
    table[["disputes", "lectures"]] = table[["disputes", "lectures"]].fillna(0).astype("int64")
    table["disputes_share"] = table["disputes"] / table.groupby("year")["disputes"].transform("sum")
    table["lectures_share"] = table["lectures"] / table["year"].map(talks.groupby("year").size())
    table["name"] = [words.name_of("dispute_type", code) for code in table["dispute_type"]]
    order = ["year", "dispute_type", "name", "disputes", "disputes_share", "lectures", "lectures_share"]
    return table[order].sort_values(["year", "disputes"], ascending=[True, False], ignore_index=True)
