"""Counting cases for a figure: what surely is and what may be, by parts, with the rows it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Counted", "count_parts", "count_sure"]

_SHOWN_STRETCHES = 6


@dataclass(slots=True)
class Counted:
    """One figure and the cases it was counted from."""

    year: int
    indicator: str
    cases: pd.DataFrame
    low: float
    high: float
    measure: str
    part: str = ""

    def row(self, office: str) -> tuple[object, ...]:
        """Return it as a row of the table of measures."""
        value = self.low if self.low == self.high else np.nan
        source = "、".join(dict.fromkeys(self.cases["file"]))
        return (
            office,
            self.year,
            self.indicator,
            self.part,
            value,
            self.low,
            self.high,
            self.measure,
            source,
            _place(self.cases),
        )


def count_sure(
    year: int, indicator: str, rows: pd.DataFrame, sure: pd.Series, maybe: pd.Series | None = None, measure: str = "件"
) -> Counted:
    """Count what surely is and what may be; a counted nought names the rows looked through."""
    low = int(sure.sum())
    high = low + (int((maybe & ~sure).sum()) if maybe is not None else 0)
    used = rows[sure] if maybe is None else rows[sure | maybe]
    return Counted(year, indicator, used if high else rows, low, high, measure)


def count_parts(
    year: int, indicator: str, rows: pd.DataFrame, column: str, weight: pd.Series | None = None, measure: str = "件"
) -> list[Counted]:
    """Count by the values of a column; cases without one stand under the part ""."""
    names = rows[column].astype("object")
    names = names.where(names.notna(), "").astype("str")
    found = []
    for name, group in rows.groupby(names):
        number = float(len(group)) if weight is None else float(weight[group.index].sum())
        found.append(Counted(year, indicator, group, number, number, measure, str(name)))
    return found


def _place(cases: pd.DataFrame) -> str:
    """Name sheets and rows; several files, or many stretches of rows, are shortened to first and last."""
    several = len(cases["file"].unique()) > 1
    parts = []
    for (file, sheet), group in cases.groupby(["file", "sheet"], sort=False):
        rows = sorted(set(group["row"].astype("int64")))
        stretches = _stretches(rows)
        if len(stretches) > _SHOWN_STRETCHES:
            words = f"{rows[0]}至{rows[-1]}行中的{len(rows)}行"
        else:
            words = "、".join(f"{a}" if a == b else f"{a}-{b}" for a, b in stretches) + "行"
        parts.append("!".join([*([str(file)] if several else []), *([str(sheet)] if sheet else []), words]))
    return "；".join(parts)


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    edges = [i for i, (a, b) in enumerate(pairwise(rows), start=1) if b != a + 1]
    return [(rows[a], rows[b - 1]) for a, b in pairwise([0, *edges, len(rows)])]
