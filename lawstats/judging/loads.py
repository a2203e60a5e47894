"""How much falls on each: a count divided by what it falls on, year by year and office by office, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.indicators import load_vocabulary
from lawstats.judging.points import yearly_points
from lawstats.judging.rates import poisson_ci

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["loads"]

COLUMNS = (
    "office",
    "year",
    "count",
    "count_low",
    "count_high",
    "exposure",
    "exposure_low",
    "exposure_high",
    "rate",
    "ci_low",
    "ci_high",
    "source",
    "exposure_source",
)


def loads(
    records: pd.DataFrame, count: str, exposure: str, *, offices: Sequence[str] = (), alpha: float = 0.05
) -> pd.DataFrame:
    """Divide one indicator by another wherever an office has both in the same year.

    Parameters
    ----------
    records : DataFrame
        A records table.
    count : str
        Code of what is counted, e.g. ``"disputes_mediated"``.
    exposure : str
        Code of what it falls on, e.g. ``"mediators"``.
    offices : sequence of str, optional
        Offices wanted, in the order wanted; all when left out.
    alpha : float, default 0.05
        1 minus the confidence level.

    Returns
    -------
    DataFrame
        One row an office and year, by office and year: both figures with what they admit and ``rate`` (NaN when either
        has no single value). ``ci_low`` and ``ci_high`` hold for every value an approximate figure admits; where events
        are counted they are the ends of the Garwood interval, for head-counts and other settled facts of the quotient
        itself. Years in which either figure is missing, disputed or no whole year have no row.

    Examples
    --------
    >>> import pandas as pd
    >>> from lawstats.records import COLUMNS
    >>> day = pd.Timestamp
    >>> end, said = day(2024, 12, 31), ("2024年报告", "", "第1句", "")
    >>> rows = [["甲街道", 2024, code, n, n, n, "exact", measure, start, end, *said]
    ...         for code, n, measure, start in (("disputes_mediated", 73.0, "件", day(2024, 1, 1)),
    ...                                         ("mediators", 69.0, "人", end))]
    >>> found = loads(pd.DataFrame(rows, columns=COLUMNS), "disputes_mediated", "mediators")
    >>> found[["count", "exposure", "rate", "ci_low", "ci_high"]].round(2).values.tolist()
    [[73.0, 69.0, 1.06, 0.83, 1.33]]
    """
    indicator = load_vocabulary().get(count)
    by_chance = indicator is not None and indicator.kind == "event"
    series = yearly_points(records)
    rows = []
    for office in offices or sorted({office for office, _ in series}):
        divisors = series.get((office, exposure), {})
        for year, point in sorted(series.get((office, count), {}).items()):
            divisor = divisors.get(year)
            if point.problem or divisor is None or divisor.problem or divisor.low <= 0:
                continue
            low, high = point.low, point.high
            if by_chance:
                low = float(np.asarray(poisson_ci(np.floor(low), alpha=alpha).ci_low))
                high = high if np.isinf(high) else float(np.asarray(poisson_ci(np.ceil(high), alpha=alpha).ci_high))
            ends = (low / divisor.high, high / divisor.low)
            figures = (point.value, point.low, point.high, divisor.value, divisor.low, divisor.high)
            rows.append((office, year, *figures, point.value / divisor.value, *ends, point.source, divisor.source))
    return pd.DataFrame(rows, columns=list(COLUMNS))
