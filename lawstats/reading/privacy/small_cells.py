"""Counts too small to show: 1 to 4 people can be recognised, and so can they by subtracting what is shown beside them.

Statistical confidentiality covers any table that lets a single subject be inferred (统计法第二十五条); the threshold
is a convention. Primary and complementary suppression follow Cox (1980), Suppression Methodology and Statistical
Disclosure Control, JASA 75; every hidden cell is audited by linear programming as in Fischetti & Salazar (2001).
"""

from __future__ import annotations

from typing import overload

import numpy as np
import pandas as pd

from lawstats.errors import LawstatsError

__all__ = ["suppress_small"]

HIDDEN = "…"
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "全街道", "total", "Total", "All", "all"})
_Cell = tuple[int, int]


@overload
def suppress_small(table: pd.DataFrame, threshold: int = 5) -> pd.DataFrame: ...
@overload
def suppress_small(table: pd.Series, threshold: int = 5) -> pd.Series: ...
def suppress_small(table: pd.DataFrame | pd.Series, threshold: int = 5) -> pd.DataFrame | pd.Series:
    """Hide small counts, and as many others as it takes that nobody can work them out.

    Row and column sums are taken as known to the reader, whether the table shows them or not: they usually stand in the
    same report. A row or column called 合计 is checked against the sums and shown; a total that is itself small is
    hidden as well, and so is the one that would give it away.

    The reader also knows that '<5' is 1 to 4 and '…' is not. Where that would give a cell away (1 beside 5 and nothing
    else, 6 together), every hidden cell of the table reads '…'.

    Parameters
    ----------
    table : DataFrame or Series of counts
        Whole numbers of cases, for instance community by dispute type. NaN (no figure) stays NaN.
    threshold : int, default 5
        The smallest count that may be shown; 0 is shown.

    Returns
    -------
    DataFrame or Series of object
        Numbers as they were, '<5' for small cells, '…' for the cells hidden to protect them (or for both, see above).
        A table too small to protect (one case in all) is given away by its sums alone.

    Raises
    ------
    LawstatsError
        When a cell is negative or no whole number, or a total is not the sum of its cells.

    Examples
    --------
    >>> counts = pd.DataFrame({"a": [12, 3, 9], "b": [7, 8, 20]}, index=["x", "y", "z"])
    >>> suppress_small(counts)
        a   b
    x  12   7
    y  <5   …
    z   …   …
    """
    if isinstance(table, pd.Series):
        shown = suppress_small(pd.DataFrame({0: table}), threshold)[0]
        shown.name = table.name
        return shown
    counts = table.to_numpy(dtype="float64")
    rows = np.array([str(name) not in _TOTALS for name in table.index], dtype=bool)
    columns = np.array([str(name) not in _TOTALS for name in table.columns], dtype=bool)
    body = counts[np.ix_(rows, columns)]
    if (counts < 0).any() or (np.nan_to_num(counts) % 1).any():
        raise LawstatsError("表里有负数或小数", "小单元抑制只用于件数、人数")
    _check_totals(table, counts, rows, columns)
    hidden = np.zeros(counts.shape, dtype=bool)
    shape = np.nan_to_num(body)
    inner, told = _hide(shape, threshold, labelled=True)
    if not told:
        inner, _ = _hide(shape, threshold, labelled=False)
    hidden[np.ix_(rows, columns)] = inner
    hidden |= _hide_totals(counts, rows, columns, threshold)
    cells = table.to_numpy(dtype="object").copy()
    cells[hidden] = HIDDEN
    if told:
        cells[(counts > 0) & (counts < threshold)] = f"<{threshold}"
    return pd.DataFrame(cells, index=table.index, columns=table.columns)


def _hide_totals(counts: np.ndarray, rows: np.ndarray, columns: np.ndarray, threshold: int) -> np.ndarray:
    """Hide small totals, and the further ones that it takes beside a grand total."""
    hidden = np.zeros(counts.shape, dtype=bool)
    for position in np.flatnonzero(~columns).tolist():
        hidden[rows, position] = _hide(np.nan_to_num(counts[rows, position])[:, None], threshold, labelled=False)[0][
            :, 0
        ]
    for position in np.flatnonzero(~rows).tolist():
        hidden[position, columns] = _hide(np.nan_to_num(counts[position, columns])[None], threshold, labelled=False)[0][
            0
        ]
    grand = np.ix_(~rows, ~columns)
    hidden[grand] = (counts[grand] > 0) & (counts[grand] < threshold)
    return hidden


def _check_totals(table: pd.DataFrame, counts: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> None:
    for position in np.flatnonzero(~columns).tolist():
        if not np.allclose(counts[rows, position], np.nansum(counts[np.ix_(rows, columns)], axis=1)):
            raise LawstatsError(f"“{table.columns[position]}”列不等于各列之和", "请先核对合计")
    for position in np.flatnonzero(~rows).tolist():
        if not np.allclose(counts[position, columns], np.nansum(counts[np.ix_(rows, columns)], axis=0)):
            raise LawstatsError(f"“{table.index[position]}”行不等于各行之和", "请先核对合计")


def _hide(body: np.ndarray, threshold: int, *, labelled: bool) -> tuple[np.ndarray, bool]:
    """Choose the cells to hide: small ones, then others until every small one is uncertain; say whether all are."""
    small = (body > 0) & (body < threshold)
    hidden = small.copy()
    protected = True
    for cell in _cells(small):
        # A cell once uncertain stays so: hiding more only leaves the reader with more possibilities.
        while not _uncertain(body, hidden, cell, threshold if labelled else 0):
            more = _next_to_hide(body, hidden, cell, labelled=labelled)
            if more is None:
                # All is hidden and the sums alone give it away (a table of one case): nothing more can be done here.
                protected = False
                break
            hidden[more] = True
    return hidden, protected


def _cells(mask: np.ndarray) -> list[_Cell]:
    return [(int(i), int(j)) for i, j in np.argwhere(mask)]


def _uncertain(body: np.ndarray, hidden: np.ndarray, cell: _Cell, threshold: int) -> bool:
    """Whether a reader who knows every sum and the rule still cannot tell a small cell exactly.

    `threshold` is 0 where small and other hidden cells look the same.
    """
    # Slow to import, and wanted here alone: reading a ledger does not wait for it.
    from scipy.optimize import linprog

    cells = _cells(hidden)
    # A line of one cell has no sum apart from the cell itself.
    axes = [axis for axis in (0, 1) if body.shape[1 - axis] > 1]
    lines = [(axis, line) for axis in axes for line in sorted({c[axis] for c in cells})]
    sums = np.array([[1.0 if c[axis] == line else 0.0 for c in cells] for axis, line in lines]).reshape(-1, len(cells))
    values = np.array([body[c] for c in cells])
    # Labels tell small cells from others; a hidden nought, which could only be 0 or large, is taken for known.
    limits: list[tuple[int, int | None]] = [
        (0, None)
        if not threshold
        else (1, threshold - 1)
        if 0 < value < threshold
        else (threshold, None)
        if value
        else (0, 0)
        for value in values
    ]
    aim = np.array([1.0 if c == cell else 0.0 for c in cells])
    lowest, highest = (
        sign * linprog(sign * aim, A_eq=sums, b_eq=sums @ values, bounds=limits, method="highs").fun
        for sign in (1.0, -1.0)
    )
    # The constraints are those of a transport problem, so the ends are whole numbers: two values must remain possible.
    return bool(highest - lowest > 0.5)


def _next_to_hide(body: np.ndarray, hidden: np.ndarray, exposed: _Cell, *, labelled: bool) -> _Cell | None:
    """Return the cell to hide next: where the exposed one stands alone in its line, the one that costs least."""
    row, column = exposed
    in_row = hidden[row].sum() if body.shape[1] > 1 else 0
    in_column = hidden[:, column].sum() if body.shape[0] > 1 else 0
    open_cells = _cells(~hidden & (body > 0)) if labelled else _cells(~hidden)
    beside = [c for c in open_cells if c[0] == row and in_row == 1] or [
        c for c in open_cells if c[1] == column and in_column == 1
    ]
    # With company in both lines it is the company that is given away: help a cell that stands alone somewhere.
    lonely = [c for c in open_cells if hidden[c[0]].sum() == 1 or hidden[:, c[1]].sum() == 1]
    around = [c for c in open_cells if c[0] == row or c[1] == column]

    def cost(cell: _Cell) -> tuple[bool, int, float]:
        company = int(hidden[cell[0]].any()) + int(hidden[:, cell[1]].any())
        return (body[cell] == 0, -company, float(body[cell]))

    return min(beside or lonely or around or open_cells, key=cost, default=None)
