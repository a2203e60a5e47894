"""What claims and promises ask of ledgers beyond yearly counts: late cases, places reached, counts by type and place.

Takes tables of cases, as `lawstats.reading.ledgers` makes them, and knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from lawstats.judging.counted import Counted, count_parts, count_sure
from lawstats.judging.evidence import MEASURE_COLUMNS
from lawstats.judging.ledger_needs import by_year, themes, where_needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ledger_figures"]

#: A case or an activity of the street itself belongs to no community.
_STREET = "街道"
_FILED = {
    "mediation": "accepted_date",
    "screening": "screened_date",
    "publicity": "date",
    "counsel": "date",
    "contracts": "signed_date",
    "litigation": "accepted_date",
}
#: Columns every row of a ledger should fill; a helper column (has_…) says whether a dropped one was filled.
_COMPLETE = {
    "mediation": ("accepted_date", "community", "dispute_type", "result"),
    "screening": ("screened_date", "community", "dispute_type", "status"),
    "publicity": ("date", "form"),
    "counsel": ("date", "matter"),
    "contracts": ("signed_date", "has_title"),
    "litigation": ("accepted_date", "category"),
}


class _Ledger(Protocol):
    """What is asked of a ledger that was read."""

    kind: str
    file: str
    cases: pd.DataFrame


def ledger_figures(
    cases: Mapping[str, pd.DataFrame] | Iterable[_Ledger],
    office: str,
    *,
    speaks_to: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Count from cases what claims and promises ask for, each figure with the rows it was counted from.

    Parameters
    ----------
    cases : iterable of Ledger, or mapping of str to DataFrame
        Ledgers as `lawstats.read_ledger` returns them; or kind of ledger (mediation, screening, publicity, counsel,
        contracts, litigation, base) to its cases with a column `file`, several files below each other. Kinds and
        columns that are not there give no figures.
    office : str
        Whose ledgers they are.
    speaks_to : mapping, optional
        Theme of an activity -> dispute types it speaks to; a theme named as a type speaks to that type when left out.

    Returns
    -------
    DataFrame
        The columns of `lawstats.judging.evidence.MEASURE_COLUMNS`. A year without rows gives no figures; cases that
        cannot be told apart make an interval.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> signed = pd.DataFrame({"file": "合同.xlsx", "sheet": "2024年", "row": [3, 4], "rows": ["3", "4"],
    ...                        "signed_date": [day(2024, 3, 1), day(2024, 5, 1)], "heading_year": 2024,
    ...                        "department": "党政办公室", "review": ["first", "late"]})
    >>> found = ledger_figures({"contracts": signed}, "甲街道")
    >>> found.loc[found["indicator"] == "reviewed_by_department", ["part", "value", "place"]].values.tolist()
    [['党政办公室', 1.0, '2024年!3-4行']]
    """
    tables = cases if isinstance(cases, Mapping) else _together(cases)
    known = {kind: _with_year(kind, table) for kind, table in tables.items() if len(table)}
    found: list[Counted] = []
    if "mediation" in known:
        found += _mediation(known["mediation"])
    if "screening" in known:
        found += _screening(known["screening"])
    if "publicity" in known:
        found += _publicity(known["publicity"], known.get("base"), speaks_to)
    if "counsel" in known:
        found += _counsel(known["counsel"], known.get("base"))
    if "contracts" in known:
        found += _contracts(known["contracts"])
    if "litigation" in known:
        found += _litigation(known["litigation"])
    if "base" in known:
        found += _base(known["base"])
    found += _communities(known)
    found += where_needed(known, speaks_to)
    found += _entries(known)
    rows = [item.row(office) for item in found]
    return pd.DataFrame(rows, columns=list(MEASURE_COLUMNS)).astype({"year": "int64"})


def _together(ledgers: Iterable[_Ledger]) -> dict[str, pd.DataFrame]:
    parts: dict[str, list[pd.DataFrame]] = {}
    for ledger in ledgers:
        parts.setdefault(ledger.kind, []).append(ledger.cases.assign(file=ledger.file))
    return {kind: pd.concat(tables, ignore_index=True) for kind, tables in parts.items()}


def _with_year(kind: str, table: pd.DataFrame) -> pd.DataFrame:
    if kind == "base":
        return table[table["year"] > 0]
    date = table[_FILED[kind]]
    year = date.dt.year.astype("float64")
    heading = table["heading_year"].astype("float64")
    year = year.where(date.notna(), heading.where(heading > 0))
    dated: pd.DataFrame = table[year.notna()].assign(year=year[year.notna()].astype("int64"))
    return dated


def _own(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["community"] != _STREET]


def _mediation(table: pd.DataFrame) -> list[Counted]:
    found: list[Counted] = []
    for year, rows in by_year(table):
        if "dispute_type" in rows:
            found += count_parts(year, "disputes_by_type", rows, "dispute_type")
        if "community" in rows:
            found += count_parts(year, "disputes_by_community", _own(rows), "community")
    if {"performance", "result", "ended_date"} <= set(table.columns):
        ended = table[table["ended_date"].notna()]
        for year, rows in by_year(ended.assign(year=ended["ended_date"].dt.year)):
            won = rows[rows["result"] == "success"]
            if len(won):
                done = won["performance"] == "done"
                found.append(count_sure(year, "agreements_performed", won, done, won["performance"].isna()))
                found.append(count_sure(year, "agreements_made", won, pd.Series(True, index=won.index)))
    return found


def _screening(table: pd.DataFrame) -> list[Counted]:
    found = []
    for year, rows in by_year(table):
        resolved = rows["status"] == "resolved"
        if "due_date" not in rows or "resolved_date" not in rows:
            continue
        # Resolved, but on no day, before it was found, or without a deadline: in time or not, nobody can tell.
        undated = rows["resolved_date"].isna() | (rows["resolved_date"] < rows["screened_date"])
        unknown = rows["status"].isna() | (resolved & (undated | rows["due_date"].isna()))
        late = ~unknown & (~resolved | (rows["resolved_date"] > rows["due_date"]))
        found.append(count_sure(year, "disputes_found", rows, pd.Series(True, index=rows.index)))
        found.append(count_sure(year, "disputes_late", rows, late, unknown))
        found.append(count_sure(year, "disputes_in_time", rows, ~late & ~unknown, unknown))
    return found


def _publicity(
    table: pd.DataFrame, base: pd.DataFrame | None, speaks_to: Mapping[str, Sequence[str]] | None
) -> list[Counted]:
    found: list[Counted] = []
    for year, rows in by_year(table):
        sessions = rows["sessions"].fillna(1) if "sessions" in rows else pd.Series(1.0, index=rows.index)
        if "community" in rows:
            found.append(_reached(year, "communities_reached", rows, rows["community"], base))
        if "form" not in rows:
            continue
        forms = count_parts(year, "", rows[rows["form"].notna()], "form", sessions, "场")
        if forms:
            top = max(forms, key=lambda item: (item.low, item.part))
            found.append(Counted(year, "activities_top_form", top.cases, top.low, top.low, "场"))
            all_forms = rows[rows["form"].notna()]
            total = float(sessions[all_forms.index].sum())
            found.append(Counted(year, "activities_with_form", all_forms, total, total, "场"))
        lectures = rows[rows["form"] == "lecture"]
        if "theme" in rows and len(lectures):
            found += themes(year, lectures, sessions, speaks_to)
    return found


def _counsel(table: pd.DataFrame, base: pd.DataFrame | None) -> list[Counted]:
    if "client_level" not in table:
        return []
    found = []
    for year, rows in by_year(table):
        served = rows["client"].where(rows["client_level"] == "community", "")
        found.append(_reached(year, "communities_counselled", rows, served, base))
    return found


def _reached(year: int, indicator: str, rows: pd.DataFrame, names: pd.Series, base: pd.DataFrame | None) -> Counted:
    """Count communities; one the base ledger does not list may be an old name of one it does."""
    named = ~names.isin(["", _STREET]) & names.notna()
    listed = set(base.loc[base["year"] == year, "community"]) - {""} if base is not None else set()
    reached = set(names[named])
    strangers = reached - listed if listed else set()
    low = len(reached - strangers)
    high = min(low + len(strangers), len(listed)) if listed else low
    return Counted(year, indicator, rows[named] if named.any() else rows, low, high, "个")


def _contracts(table: pd.DataFrame) -> list[Counted]:
    found: list[Counted] = []
    if "department" not in table:
        return found
    for year, rows in by_year(table):
        found += count_parts(year, "signed_by_department", rows, "department")
        if "review" not in rows:
            continue
        first = (rows["review"] == "first").astype("float64")
        found += count_parts(year, "reviewed_by_department", rows, "department", first)
    return found


def _litigation(table: pd.DataFrame) -> list[Counted]:
    if "outcome" not in table:
        return []
    found = []
    for year, rows in by_year(table):
        open_or_unread = rows["outcome"].isna() | (rows["outcome"] == "pending")
        found.append(count_sure(year, "cases_decided", rows, ~open_or_unread))
        unread = rows["outcome"].isna()
        found.append(count_sure(year, "cases_reversed", rows, rows["outcome"] == "reversed", unread))
    return found


def _base(table: pd.DataFrame) -> list[Counted]:
    found: list[Counted] = []
    if "households" not in table:
        return found
    for year, rows in by_year(table):
        stated = rows[rows["households"].notna() & (rows["community"] != "")]
        found += count_parts(year, "households_by_community", stated, "community", stated["households"], "户")
    return found


def _communities(known: Mapping[str, pd.DataFrame]) -> list[Counted]:
    """Where the base ledger lacks a year, other ledgers still name communities: at least so many there were."""
    listed = set(known["base"]["year"]) if "base" in known else set()
    named = [table for kind, table in known.items() if kind != "base" and "community" in table]
    if not named:
        return []
    columns = ["file", "sheet", "row", "rows", "year", "community"]
    together = pd.concat([table[columns] for table in named], ignore_index=True)
    together = together[~together["community"].isin(["", _STREET]) & ~together["year"].isin(listed)]
    return [
        Counted(year, "communities", rows, float(rows["community"].nunique()), np.inf, "个")
        for year, rows in by_year(together)
    ]


def _entries(known: Mapping[str, pd.DataFrame]) -> list[Counted]:
    parts = []
    for kind, table in known.items():
        needed = [column for column in _COMPLETE.get(kind, ()) if column in table]
        if needed:
            empty = table[needed].isna() | table[needed].astype("object").isin(["", False])
            parts.append(table[["file", "sheet", "row", "rows", "year"]].assign(incomplete=empty.any(axis=1)))
    if not parts:
        return []
    together = pd.concat(parts, ignore_index=True)
    found = []
    for year, rows in by_year(together):
        found.append(count_sure(year, "entries", rows, pd.Series(True, index=rows.index), measure="行"))
        found.append(count_sure(year, "entries_incomplete", rows, rows["incomplete"], measure="行"))
    return found
