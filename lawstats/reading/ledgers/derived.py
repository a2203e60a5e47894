"""Columns that follow from others: when a case ended, whether review came before signing, who had to appear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.reading.ledgers.values import read_department

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.table import Table

__all__ = ["add_before_merge", "add_derived"]

ENDING = {"mediation": ("closed_date", "mediated_date"), "screening": ("resolved_date",)}
FILING = {"mediation": "accepted_date", "screening": "screened_date", "litigation": "accepted_date"}
#: An ending this long before the filing is of the next year; less may be a slip of the pen and is asked about.
_ROLL_DAYS = 180


def add_before_merge(kind: str, frame: pd.DataFrame, table: Table, notes: Notes) -> pd.DataFrame:
    """Complete rows from their headings, before rows are compared.

    Parameters
    ----------
    kind : str
        Code of the kind.
    frame : DataFrame
        The typed columns, a row a row of the sheets.
    table : Table
        The headings above each row.
    notes : Notes
        What was completed.

    Returns
    -------
    DataFrame
    """
    frame = frame.copy()
    _complete_community(frame, table, notes)
    if kind == "publicity":
        _complete_organiser(frame, table, notes)
    if kind == "contracts":
        titles = table.cells.get("title", [""] * len(table))
        frame["supplement"] = [isinstance(title, str) and "补充" in title for title in titles]
    if kind == "litigation":
        _complete_category(frame, table)
    if kind == "base":
        own = frame.get("year", pd.Series(0, index=frame.index))
        frame["year"] = own.where(own > 0, pd.Series(table.year, dtype="int64"))
        _complete_staff(frame, notes)
    if kind in ENDING:
        _roll_over(kind, frame, table, notes)
    return frame


def _complete_community(frame: pd.DataFrame, table: Table, notes: Notes) -> None:
    heading = pd.Series(table.community, dtype="str")
    if "committee" in frame:
        own = frame.pop("committee")
        frame["community"] = frame["community"].where(frame["community"] != "", own) if "community" in frame else own
    if "community" not in frame:
        if not (heading != "").any():
            return
        frame["community"] = ""
    blank = ((frame["community"] == "") & (heading != "")).to_numpy()
    frame["community"] = frame["community"].where(~blank, heading)
    indices = np.flatnonzero(blank).tolist()
    notes.cells(
        [table.sheet[i] for i in indices],
        [(table.row[i], -1) for i in indices],
        "社区取自标题或工作表名",
        [table.community[i] for i in indices],
        repaired=True,
    )


def _complete_organiser(frame: pd.DataFrame, table: Table, notes: Notes) -> None:
    """Take the department from the sheet's name or title where no column says it: a sheet for each that reports."""
    if "organiser" in frame:
        return
    read = {title: _department_in(title) for title in dict.fromkeys(table.title)}
    found = [read[title] for title in table.title]
    if any(found):
        frame["organiser"] = pd.Series(found, dtype="str")
        notes.cell(
            "", -1, -1, "没有主办列，取自工作表名或标题", "、".join(sorted(set(filter(None, found)))), repaired=True
        )


def _department_in(title: str) -> str:
    for word in title.split():
        said = read_department(re.sub(r"(?:19|20)\d\d年?度?.*$|(?:普法|宣传|活动|台账|登记).*$", "", word))
        if said.code and not said.problem:
            return said.code
    return ""


def _complete_staff(frame: pd.DataFrame, notes: Notes) -> None:
    """Add full-time and part-time staff where a table gives only these."""
    for key, name in (("mediators", "调解员"), ("grid_workers", "网格员")):
        parts = [f"{key}_full_time", f"{key}_part_time"]
        if key not in frame and all(part in frame for part in parts):
            for end in ("", "_low", "_high"):
                frame[key + end] = frame[parts[0] + end] + frame[parts[1] + end]
            frame[f"{key}_qualifier"] = frame[f"{parts[0]}_qualifier"].where(frame[key].notna(), "")
            notes.cell("", -1, -1, "没有合计列，由专职、兼职相加", name, repaired=True)


def _complete_category(frame: pd.DataFrame, table: Table) -> None:
    """Take 复议 or 诉讼 from the sheet's name or title where no column says it and only one of them is named."""
    words = {"reconsideration": "复议", "litigation": "诉讼"}
    named = [[code for code, word in words.items() if word in title] for title in table.title]
    from_title = pd.Series([codes[0] if len(codes) == 1 else None for codes in named], dtype="object")
    own = (
        frame["category"].astype("object")
        if "category" in frame
        else pd.Series(None, index=frame.index, dtype="object")
    )
    frame["category"] = pd.Categorical(own.where(own.notna(), from_title), categories=list(words))


def _roll_over(kind: str, frame: pd.DataFrame, table: Table, notes: Notes) -> None:
    """Move an ending written without its year into the next year when it would else lie long before the filing."""
    filed = frame.get(FILING[kind])
    for key in ENDING[kind]:
        if key not in frame or filed is None:
            continue
        early = frame[f"{key}_yearless"] & ((filed - frame[key]).dt.days > _ROLL_DAYS)
        for name in (key, f"{key}_end"):
            frame[name] = frame[name].where(~early, frame[name] + pd.DateOffset(years=1))
        indices = np.flatnonzero(early.to_numpy()).tolist()
        notes.cells(
            [table.sheet[i] for i in indices],
            table.places(indices, key),
            "没有写年份的办结日期早于登记，读作下一年",
            [str(frame[key].iloc[i].date()) for i in indices],
            repaired=True,
            advice="跨年案件，请补写年份",
        )


def add_derived(kind: str, cases: pd.DataFrame) -> pd.DataFrame:
    """Add what follows from the columns of a case.

    Returns
    -------
    DataFrame
        mediation and screening gain `ended_date` and `days`; contracts `review`; litigation `due`.
    """
    derive = _DERIVED.get(kind)
    return derive(cases.copy()) if derive else cases


def _mediation(cases: pd.DataFrame) -> pd.DataFrame:
    ended = pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]")
    keys = [key for key in ENDING["mediation"] if key in cases]
    for key in keys:
        ended = ended.where(ended.notna(), cases[key])
    concluded = cases["result"].isin(["success", "failure", "terminated"]) if "result" in cases else ended.notna()
    # Not concluded is not ended, whatever day the last attempt was; concluded without a day counts where it was filed.
    ended = ended.where(concluded)
    cases["ended_undated"] = concluded & ended.isna()
    cases["ended_date"] = ended.where(ended.notna() | ~concluded, cases["accepted_date"])
    cases["days"] = (ended - cases["accepted_date"]).dt.days
    return cases


def _screening(cases: pd.DataFrame) -> pd.DataFrame:
    resolved = cases["status"] == "resolved"
    ended = cases.get("resolved_date", pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]"))
    cases["ended_undated"] = resolved & ended.isna()
    cases["ended_date"] = ended.where(resolved).where(~cases["ended_undated"], cases["screened_date"])
    cases["days"] = (ended.where(resolved) - cases["screened_date"]).dt.days
    if "due_date" in cases:
        days = pd.to_timedelta(cases.pop("due_date_days"), unit="D")
        cases["due_date"] = cases["due_date"].where(days == pd.Timedelta(0), cases["screened_date"] + days)
    return cases


def _contracts(cases: pd.DataFrame) -> pd.DataFrame:
    """Say of each contract whether it was sent for review first, late (倒签), or not at all.

    A register without any column about review says nothing about it: the contracts are not said to be unreviewed.
    """
    if not {"sent_date", "reviewed_date", "opinion"} & set(cases.columns):
        return cases
    blank = pd.Series(pd.NaT, index=cases.index, dtype="datetime64[us]")
    sent = cases.get("sent_date", blank)
    sent = sent.where(sent.notna(), cases.get("reviewed_date", blank))
    signed = cases["signed_date"]
    opinion = cases.get("opinion", pd.Series(pd.NA, index=cases.index))
    review = pd.Series("none", index=cases.index, dtype="str")
    # An opinion without any date proves review, but not that it came first.
    review = review.mask(opinion.isin(["pass", "amend", "refuse", "reviewed"]), "undated")
    review = review.mask(sent.notna() & signed.notna() & (sent <= signed), "first")
    review = review.mask(sent.notna() & signed.notna() & (sent > signed), "late")
    review = review.mask(sent.notna() & signed.isna(), "unsigned")
    cases["review"] = pd.Categorical(review, categories=["first", "late", "undated", "none", "unsigned"])
    cases["reviewed_first"] = review.map({"first": True, "late": False, "none": False}).astype("object")
    return cases


def _litigation(cases: pd.DataFrame) -> pd.DataFrame:
    """Say where the head has to appear: where a court hears a case; an instance counts once however often it sits."""
    # A case without a hearing (withdrawn, decided in writing) has nothing to appear at.
    hearings = cases.get("hearings", pd.Series(np.nan, index=cases.index))
    attended = cases.get("leader_attended", pd.Series(pd.NA, index=cases.index))
    heard = (hearings > 0) | (hearings.isna() & ~attended.isin(["not_due"]))
    cases["due"] = (cases["category"] == "litigation") & heard
    return cases


_DERIVED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "mediation": _mediation,
    "screening": _screening,
    "contracts": _contracts,
    "litigation": _litigation,
}
