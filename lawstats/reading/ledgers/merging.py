"""Rows of one case become one row: first filing, last ending, highest figure, and a question where they contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from lawstats.reading.ledger_words import Column, Kind
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.table import Table

__all__ = ["merge_rows"]

#: A case begins with its first filing and ends with its last mediation or hearing.
_LAST_DATES = frozenset(
    {"mediated_date", "closed_date", "resolved_date", "agreement_date", "confirmed_date", "visit_date", "reviewed_date"}
)
#: Rows of one case may well differ here: each organiser, hearing or round has its own.
_MAY_DIFFER = frozenset(
    {"organiser", "sessions", "hearings", "leader_attended", "department", "opinion", "outcome", "quantity", "hours"}
)
#: A column's own companions: the end of a period, the bounds of an interval.
_BELONGING = ("_end", "_yearless", "_days", "_low", "_high", "_qualifier", "_measure", "_level")
_FIGURES = ("count", "money")
_DATES = ("date", "deadline")


def merge_rows(frame: pd.DataFrame, first: np.ndarray, table: Table, kind: Kind, notes: Notes) -> pd.DataFrame:
    """Merge rows that `find_same` found to be one case.

    Parameters
    ----------
    frame : DataFrame, shape (n_rows, n_columns)
        The typed columns.
    first : ndarray of int, shape (n_rows,)
        For every row the first row of its case.
    table : Table
        Where each row stands.
    kind : Kind
        Its columns.
    notes : Notes
        Rows of one case that contradict each other are noted.

    Returns
    -------
    DataFrame, shape (n_cases, n_columns + 4)
        With `sheet`, `row` (of the first row, as Excel numbers it), `rows` (all of them, 3、4) and `n_rows`.
    """
    rows = frame.copy()
    rows.insert(0, "sheet", pd.Series(table.sheet, dtype="str"))
    rows.insert(1, "row", np.array(table.row, dtype=int) + 1)
    rows.insert(2, "rows", rows["row"].astype("str"))
    rows.insert(3, "n_rows", 1)
    several = np.bincount(first, minlength=len(frame))[first] > 1
    if not several.any():
        return rows
    part = rows[several].copy()
    group = pd.Series(first[several], index=part.index)
    heads = part[~group.duplicated()].copy()
    ended = next((key for key in ("closed_date", "mediated_date") if key in part), "")
    for column in kind.columns:
        if column.key in part and column.keep:
            _merge_column(column, part, group, heads, ended)
    _note_contradictions(kind, part, group, ended, table, notes)
    for name in part.select_dtypes("bool").columns:
        if not name.endswith("_yearless"):
            heads[name] = part[name].groupby(group).any()
    if "dispute_type_open" in heads:
        # What one row leaves open another does not settle: the two words may contradict each other.
        heads["dispute_type"] = heads["dispute_type"].mask(heads["dispute_type_open"])
    heads["rows"] = _rows_text(part, group)
    heads["n_rows"] = group.value_counts()
    merged: pd.DataFrame = pd.concat([rows[~several], heads]).sort_index()
    return merged.reset_index(drop=True)


def _merge_column(column: Column, part: pd.DataFrame, group: pd.Series, heads: pd.DataFrame, ended: str) -> None:
    """Take a column, with what belongs to it, from the row of the case that tells it best."""
    by, highest = column.key, True
    if column.type in _DATES:
        highest = column.key in _LAST_DATES
    elif column.type in _FIGURES:
        by = f"{column.key}_high"
    elif column.key == "leader_attended":
        # One appearance in an instance is an appearance: `yes` stands first in its list.
        highest = False
    elif column.type == "category" and ended:
        by = ended
    else:
        by = ""
    said = part[column.key] if column.type not in _FIGURES else part[by]
    known = part[said.notna() & (said.astype("str") != "")]
    if by:
        known = known.sort_values(by, kind="stable", na_position="first" if highest else "last")
    kept = group[known.index].drop_duplicates(keep="last" if by and highest else "first")
    for name in (column.key + ending for ending in ("", *_BELONGING) if column.key + ending in part):
        heads.loc[kept.to_numpy(), name] = part.loc[kept.index, name].to_numpy()


def _rows_text(part: pd.DataFrame, group: pd.Series) -> pd.Series:
    home = part["sheet"].groupby(group).transform("first")
    # A case carried over stands on two sheets; rows of another sheet are shown with its name.
    text = part["row"].astype("str").where(part["sheet"] == home, part["sheet"] + "!" + part["row"].astype("str"))
    return text.groupby(group).agg("、".join)


def _note_contradictions(
    kind: Kind, part: pd.DataFrame, group: pd.Series, ended: str, table: Table, notes: Notes
) -> None:
    several_days = part[ended].groupby(group).nunique().gt(1) if ended else None
    places = _rows_text(part, group)
    for column in kind.columns:
        key = column.key
        if key not in part or key in _MAY_DIFFER or column.type in (*_DATES, "themes"):
            continue
        said = part[key].astype("object").where(part[key].astype("str") != "")
        differs = said.groupby(group).nunique().gt(1)
        if several_days is not None and column.type == "category":
            differs &= ~several_days
        heads = differs[differs].index.tolist()
        taken = "最大的数" if column.type in _FIGURES else "第一行"
        for head in heads:
            notes.cells(
                [table.sheet[head]],
                table.places([head], key),
                "同一件的几行所填不同",
                column.name,
                advice=f"需核实（第{places[head]}行）；统计取{taken}",
            )
