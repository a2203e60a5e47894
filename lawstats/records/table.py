"""Records put together and picked out."""

from __future__ import annotations

import pandas as pd

from lawstats.records.contract import DTYPES, validate

__all__ = ["ORDER", "annual", "combine", "empty", "part_period"]

ORDER = ["office", "indicator", "period_end", "period_start", "source"]


def empty() -> pd.DataFrame:
    """Return a records table without rows.

    Examples
    --------
    >>> list(empty().columns[:4])
    ['office', 'year', 'indicator', 'value']
    """
    return pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in DTYPES.items()})


def combine(*records: pd.DataFrame) -> pd.DataFrame:
    """Put records tables together, keeping every figure that any source states.

    Only rows alike in every column are taken for one; the same fact from two sources stays two rows, so that nobody's
    figure disappears and `find_conflicts` can set them side by side.

    Parameters
    ----------
    *records : DataFrame
        Records tables; none at all gives an empty table.

    Returns
    -------
    DataFrame
        Sorted by office, indicator, period and source; rows equal in these keep the order they came in.

    Raises
    ------
    LawstatsError
        When a table breaks the contract.

    Examples
    --------
    >>> len(combine(empty(), empty()))
    0
    """
    filled = [frame for frame in records if len(frame)]
    if not filled:
        return empty()
    together = pd.concat([validate(frame.drop_duplicates()) for frame in filled], ignore_index=True).drop_duplicates()
    ordered: pd.DataFrame = together.sort_values(ORDER, kind="stable", ignore_index=True)
    return ordered


def annual(records: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures that may stand as a point of a yearly series.

    A flow must cover 1 January to 31 December of one year; a stock stands for one day. Months, quarters, reports that
    stop in November and five-year totals are left out: they are true, but no yearly points.

    Parameters
    ----------
    records : DataFrame
        A records table.

    Returns
    -------
    DataFrame
        The rows kept, with a fresh index.

    Examples
    --------
    >>> len(annual(empty()))
    0
    """
    kept: pd.DataFrame = records[_stands_for_a_year(records)].reset_index(drop=True)
    return kept


def part_period(records: pd.DataFrame) -> pd.DataFrame:
    """Return what `annual` leaves out: figures of months, quarters, unfinished years, or several years together.

    Parameters
    ----------
    records : DataFrame
        A records table.

    Returns
    -------
    DataFrame
        The other rows, with a fresh index.

    Examples
    --------
    >>> len(part_period(empty()))
    0
    """
    kept: pd.DataFrame = records[~_stands_for_a_year(records)].reset_index(drop=True)
    return kept


def _stands_for_a_year(records: pd.DataFrame) -> pd.Series[bool]:
    start, end = records["period_start"].dt, records["period_end"].dt
    opens = (start.month == 1) & (start.day == 1)
    closes = (end.month == 12) & (end.day == 31)
    as_of = records["period_start"] == records["period_end"]
    stands: pd.Series[bool] = (opens & closes & (start.year == end.year)) | as_of
    return stands
