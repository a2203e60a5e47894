"""One case in two books: carried over into next year's file, reported by two departments, or a file saved twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.reading.ledgers.notes import NOTE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from lawstats.reading.ledgers.ledger import Ledger
    from lawstats.reading.ledgers.marks import Marks

__all__ = ["case_keys", "without_repeats"]

_DATE = {
    "mediation": "accepted_date", "screening": "screened_date", "publicity": "date", "contracts": "signed_date",
    "litigation": "accepted_date",
}  # fmt: skip
#: Of the rows of one case the one that tells its ending is kept.
_ENDINGS = ("ended_date", "closed_date", "reviewed_date")


def case_keys(kind: str, cases: pd.DataFrame, marks: Marks, heads: np.ndarray) -> list[str]:
    """Return what makes a case the same case in another file, '' where too little is known to say so.

    Parameters
    ----------
    kind : str
        Code of the kind.
    cases : DataFrame, shape (n_cases, n_columns)
        The cases.
    marks : Marks
        Hashes of the rows.
    heads : ndarray of int, shape (n_cases,)
        The first row of each case.

    Returns
    -------
    list of str, length n_cases
        Made of keyed hashes; as long-lived as they are.
    """
    if kind == "base":
        return [f"{y}|{place}" if place else "" for y, place in zip(cases["year"], cases["community"], strict=True)]
    if kind not in _DATE or _DATE[kind] not in cases:
        return [""] * len(cases)
    blank = pd.Series("", index=cases.index)
    days = cases[_DATE[kind]].dt.strftime("%Y-%m-%d").fillna("").tolist()
    places = cases.get("community", blank).astype("object").fillna("").tolist()
    kinds = cases.get("dispute_type", cases.get("instance", blank)).astype("object").fillna("").tolist()
    keys = []
    for day, place, said, row in zip(days, places, kinds, heads.tolist(), strict=True):
        own = _own(kind, marks, row, place, said)
        keys.append("|".join((day, *own)) if day and own else "")
    return keys


def _own(kind: str, marks: Marks, row: int, place: str, said: str) -> tuple[str, ...]:
    """Return what tells a case from the others of its day."""
    if kind == "publicity":
        theme, spot = (marks.text.get(name, [""] * (row + 1))[row] for name in ("theme", "place"))
        return (theme, spot or place) if theme and (spot or place) else ()
    if kind in ("contracts", "litigation"):
        return (marks.number[row], said) if marks.number[row] else ()
    if marks.number[row] and marks.numbered_by_year[row]:
        return (marks.number[row],)
    parties = sorted(marks.parties[row])
    return (*parties, place, said) if parties and not marks.veiled[row] else ()


def without_repeats(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return the ledgers with each case in one of them only; what is taken out is noted where it stood.

    Parameters
    ----------
    ledgers : sequence of Ledger
        As `read_ledger` returned them in this run and with one key.

    Returns
    -------
    list of Ledger
        In the same order. Of a case in several files the row that tells its ending is kept, else the later file's.
    """
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for number, ledger in enumerate(ledgers):
        for case, key in enumerate(ledger.keys):
            if key:
                places[ledger.kind, key].append((number, case))
    dropped: dict[int, dict[int, int]] = defaultdict(dict)
    for found in places.values():
        files = [number for number, _ in found]
        # Twice in one file is that file's own question, asked there.
        if len(files) > 1 and len(set(files)) == len(files):
            kept = max(found, key=lambda at: (_ended(ledgers[at[0]], at[1]), at[0]))
            for number, case in found:
                if (number, case) != kept:
                    dropped[number][case] = kept[0]
    return [
        _without(ledger, {case: ledgers[other].file for case, other in dropped[number].items()})
        if dropped.get(number)
        else ledger
        for number, ledger in enumerate(ledgers)
    ]


def _ended(ledger: Ledger, case: int) -> bool:
    return any(name in ledger.cases and pd.notna(ledger.cases[name].iloc[case]) for name in _ENDINGS)


def _without(ledger: Ledger, dropped: dict[int, str]) -> Ledger:
    rows = ledger.cases.iloc[list(dropped)]
    notes = pd.DataFrame(
        {
            "sheet": rows["sheet"].tolist(),
            "cell": [f"第{row}行" for row in rows["row"]],
            "what": "另一本台账也登记了这一件，只计一次",
            "found": list(dropped.values()),
            "repaired": True,
            "advice": "",
        }
    )[list(NOTE_COLUMNS)].astype(ledger.problems.dtypes)
    kept = [case for case in range(len(ledger.cases)) if case not in dropped]
    return replace(
        ledger,
        cases=ledger.cases.iloc[kept].reset_index(drop=True),
        problems=pd.concat([ledger.problems, notes], ignore_index=True),
        parties=[ledger.parties[case] for case in kept],
        keys=[ledger.keys[case] for case in kept],
    )
