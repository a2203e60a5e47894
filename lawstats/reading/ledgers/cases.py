"""Which rows are one case: parties entered apart, mediated again, carried over, reported by several departments."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from lawstats.reading.ledger_words import Kind
    from lawstats.reading.ledgers.marks import Marks
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.table import Table

__all__ = ["find_same"]

#: A document that comes back within half a year is the same document in another round.
ROUNDS_DAYS = 183
#: Parties and type alike within a quarter: perhaps one dispute mediated again; asked, not decided.
AGAIN_DAYS = 92
ASK = "需核实是否同一件"


@dataclass(slots=True)
class _Rows:
    """What the rules look at, a value a row."""

    kind: Kind
    table: Table
    marks: Marks
    day: np.ndarray
    type: list[str]
    community: list[str]
    frame: pd.DataFrame
    notes: Notes

    def note(self, indices: Sequence[int], what: str, *, repaired: bool, advice: str = "") -> None:
        self.notes.cells(
            [self.table.sheet[i] for i in indices],
            [(self.table.row[i], -1) for i in indices],
            what,
            repaired=repaired,
            advice=advice,
        )


class _Union:
    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, first: int, second: int) -> bool:
        a, b = sorted((self.find(first), self.find(second)))
        self.parent[b] = a
        return a != b


def find_same(kind: Kind, table: Table, marks: Marks, frame: pd.DataFrame, notes: Notes) -> np.ndarray:
    """Return for every row the number of the first row of its case.

    Parameters
    ----------
    kind : Kind
        Which rules hold.
    table : Table
        Where each row stands.
    marks : Marks
        Hashed parties, numbers and texts.
    frame : DataFrame, shape (n_rows, n_columns)
        The typed columns.
    notes : Notes
        Every row joined to another is noted; where evidence is not enough, a question is.

    Returns
    -------
    ndarray of int, shape (n_rows,)
    """
    date = kind.counts[0].date
    blank = [""] * len(table)
    rows = _Rows(
        kind,
        table,
        marks,
        frame[date].to_numpy("datetime64[D]") if date in frame else np.full(len(table), "NaT", "datetime64[D]"),
        frame["dispute_type"].astype("str").fillna("").tolist() if "dispute_type" in frame else blank,
        frame["community"].tolist() if "community" in frame else blank,
        frame,
        notes,
    )
    union = _Union(len(table))
    _RULES[kind.code](rows, union)
    return np.array([union.find(i) for i in range(len(table))], dtype=int)


def _groups(keys: Iterable[Hashable | None]) -> list[list[int]]:
    """Return the rows that share a key, for keys that stand more than once."""
    first: dict[Hashable, int] = {}
    found: dict[int, list[int]] = {}
    for index, key in enumerate(keys):
        if key is not None and (head := first.setdefault(key, index)) != index:
            found.setdefault(head, [head]).append(index)
    return list(found.values())


def _join(rows: _Rows, union: _Union, group: Sequence[int], what: str) -> None:
    joined = [i for i in group[1:] if union.join(group[0], i)]
    rows.note(joined, what, repaired=True)


def _disputes(rows: _Rows, union: _Union) -> None:
    _by_number(rows, union)
    _by_parties(rows, union)
    _by_neighbour(rows, union)


def _by_number(rows: _Rows, union: _Union) -> None:
    marks, table = rows.marks, rows.table

    def key(i: int) -> Hashable | None:
        if not marks.number[i]:
            return None
        # A number without its year starts again every year, in every community, often on every sheet.
        own = () if marks.numbered_by_year[i] else (table.sheet[i], rows.community[i])
        return (marks.number[i], *own)

    for group in _groups(map(key, range(len(table)))):
        first = group[0]
        same: list[int] = [first]
        other: list[int] = []
        for i in group[1:]:
            (same if _agree(rows, first, i) else other).append(i)
        _join(rows, union, same, "同一卷号的多行，合为一件")
        rows.note(other, "卷号相同而当事人、日期、类型都不同", repaired=False, advice=f"{ASK}，或是否编错了号")


def _agree(rows: _Rows, a: int, b: int) -> bool:
    """Whether two rows of one number say anything that speaks for one case."""
    marks = rows.marks
    shared = bool(marks.parties[a] & marks.parties[b])
    unnamed = not marks.parties[a] or not marks.parties[b]
    same_type = rows.type[a] == rows.type[b] or "" in (rows.type[a], rows.type[b])
    same_day = bool(rows.day[a] == rows.day[b]) or bool(np.isnat(rows.day[[a, b]]).any())
    if marks.numbered_by_year[a]:
        # Party B entered on a row of its own shares the day and the type with party A, not the name.
        return shared or (same_type and (same_day or unnamed))
    return shared or (same_day and same_type and unnamed)


def _by_parties(rows: _Rows, union: _Union) -> None:
    marks = rows.marks

    def key(i: int) -> Hashable | None:
        if not marks.parties[i] or np.isnat(rows.day[i]):
            return None
        extra = marks.text.get("summary", [""] * len(rows.table))[i] if marks.veiled[i] else ""
        return (marks.parties[i], rows.day[i], rows.type[i], rows.community[i], extra)

    for group in _groups(map(key, range(len(rows.table)))):
        numbers = {marks.number[i] for i in group if marks.number[i] and marks.numbered_by_year[i]}
        if len(numbers) > 1:
            if len({union.find(i) for i in group}) > 1:
                rows.note(group, "当事人、日期、类型相同而卷号不同", repaired=False, advice=ASK)
        elif len(group) and not (marks.veiled[group[0]] and not marks.text.get("summary")):
            _join(rows, union, group, "当事人、日期、类型相同的多行，合为一件")

    again = _groups(
        (p, rows.type[i]) if (p := marks.parties[i]) and not marks.veiled[i] else None for i in range(len(rows.table))
    )
    for group in again:
        ordered = sorted((i for i in group if not np.isnat(rows.day[i])), key=lambda i: rows.day[i])
        near = [
            b
            for a, b in itertools.pairwise(ordered)
            if union.find(a) != union.find(b) and (rows.day[b] - rows.day[a]).astype(int) <= AGAIN_DAYS
        ]
        rows.note(near, "当事人和类型与前不久一件相同，可能是同一纠纷再次调解", repaired=False, advice=ASK)


def _by_neighbour(rows: _Rows, union: _Union) -> None:
    """Join two adjacent rows alike in everything but the party: A and B of one case, entered apart without a number.

    Three or more such rows are no pair; they are left to the check of identical descriptions.
    """
    summary, marks = rows.marks.text.get("summary"), rows.marks
    if not summary or len(rows.table) < 2:
        return
    content = pd.util.hash_pandas_object(rows.frame, index=False).to_numpy()
    alike = [
        i > 0
        and bool(summary[i])
        and summary[i] == summary[i - 1]
        and content[i] == content[i - 1]
        and rows.table.sheet[i] == rows.table.sheet[i - 1]
        and not marks.number[i]
        and len(marks.parties[i]) == len(marks.parties[i - 1]) == 1
        and marks.parties[i] != marks.parties[i - 1]
        for i in range(len(rows.table))
    ]
    for i in range(1, len(alike)):
        pair = alike[i] and not alike[i - 1] and (i + 1 == len(alike) or not alike[i + 1])
        if pair and union.join(i - 1, i):
            rows.note([i], "相邻两行除当事人外全同，按双方各登一行合为一件", repaired=True)


def _activities(rows: _Rows, union: _Union) -> None:
    """Join what several departments report of one activity: same day, theme and place."""
    text, organiser = rows.marks.text, rows.frame.get("organiser", pd.Series([""] * len(rows.table))).tolist()
    theme = text.get("theme", [""] * len(rows.table))
    place = text.get("place", [""] * len(rows.table))

    def key(i: int) -> Hashable | None:
        known = not np.isnat(rows.day[i]) and theme[i] and (place[i] or rows.community[i])
        return (rows.day[i], theme[i], place[i] or rows.community[i]) if known else None

    for group in _groups(map(key, range(len(rows.table)))):
        reporters = [organiser[i] for i in group]
        if len(set(reporters)) == len(reporters) and all(reporters):
            _join(rows, union, group, "几个部门上报的同一活动，合为一场")
        else:
            rows.note(group[1:], "日期、主题、地点与另一行相同", repaired=False, advice="需核实是否同一活动重复登记")


def _documents(rows: _Rows, union: _Union) -> None:
    """Join the rounds of one document under review."""
    title = rows.marks.text.get("title")
    if not title:
        return
    matter = rows.frame["matter"].astype("str").tolist()
    reviewed = ("contract_review", "document_review")
    for group in _groups(
        (title[i], matter[i]) if title[i] and matter[i] in reviewed else None for i in range(len(title))
    ):
        ordered = sorted((i for i in group if not np.isnat(rows.day[i])), key=lambda i: rows.day[i])
        for a, b in itertools.pairwise(ordered):
            if (rows.day[b] - rows.day[a]).astype(int) <= ROUNDS_DAYS and union.join(a, b):
                rows.note([b], "同一文件的多轮修改，合为一件", repaired=True)


def _contracts(rows: _Rows, union: _Union) -> None:
    number, extra = rows.marks.number, rows.frame["supplement"].tolist()
    for group in _groups(number[i] if number[i] and not extra[i] else None for i in range(len(number))):
        first = group[0]
        same = [i for i in group if rows.day[i] == rows.day[first] or i == first]
        _join(rows, union, same, "同一合同的多行，合为一件")
        rest = [i for i in group if i not in same]
        rows.note(rest, "合同编号相同而签订日期不同", repaired=False, advice=f"{ASK}；补充协议请在名称中写明")


def _court_cases(rows: _Rows, union: _Union) -> None:
    instance = rows.frame.get("instance", pd.Series([""] * len(rows.table))).astype("str").tolist()
    number = rows.marks.number
    for group in _groups((number[i], instance[i]) if number[i] else None for i in range(len(number))):
        _join(rows, union, group, "同一案件的多次开庭，合为一件")


def _communities(rows: _Rows, union: _Union) -> None:
    year = rows.frame["year"].tolist()
    keys = ((year[i], rows.community[i]) if rows.community[i] else None for i in range(len(year)))
    for group in _groups(keys):
        numbers = rows.frame.loc[group].select_dtypes("number").drop_duplicates()
        if len(numbers) == 1:
            _join(rows, union, group, "同一社区同一年的重复行，合为一行")
        else:
            rows.note(
                group[1:], "同一社区同一年有两行，数字不同", repaired=False, advice="需核实以哪一行为准；统计取第一行"
            )
            for i in group[1:]:
                union.join(group[0], i)


_RULES: dict[str, Callable[[_Rows, _Union], None]] = {
    "mediation": _disputes,
    "screening": _disputes,
    "publicity": _activities,
    "counsel": _documents,
    "contracts": _contracts,
    "litigation": _court_cases,
    "base": _communities,
}
