"""Several offices in one year: who stands outside what a common rate would give. Never a rank."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.layout import divisor_columns
from lawstats.judging.points import MISSING, yearly_points
from lawstats.judging.units import funnel_limits, homogeneity
from lawstats.quantities.measures import same_measure

if TYPE_CHECKING:
    from lawstats.indicators import Vocabulary

__all__ = ["OFFICE_COLUMNS", "compare_offices"]

#: Columns of a comparison of offices, in order.
OFFICE_COLUMNS = (
    "office",
    "indicator",
    "name",
    "measure",
    "year",
    "value",
    "per",
    "per_name",
    "per_measure",
    "exposure",
    "expected",
    "ratio",
    "ci_low",
    "ci_high",
    "verdict",
    "reason",
    "detail",
    "offices",
    "homogeneity_p",
    "phi",
    "phi_used",
    "source",
)
#: With this many units that differ beyond chance, the limits widen by their dispersion.
_UNITS_FOR_PHI = 10
_ALPHA = 0.05
_WORDS = {
    "inside": "未见异常",
    "low_95": "留意",
    "high_95": "留意",
    "low_998": "明显偏低",
    "high_998": "明显偏高",
}


def compare_offices(
    records: pd.DataFrame,
    indicator: str,
    year: int,
    exposure: str | None = None,
    *,
    assume_digit: bool = True,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """Compare offices in one year by a funnel: each against its share of the total.

    Parameters
    ----------
    records : DataFrame
        A records table of several offices.
    indicator : str
        Code of an event count.
    year : int
        The year.
    exposure : str, optional
        Code of the indicator whose figures make offices of different size comparable. Without it all are taken to be
        of one size, which `reason` then says.
    assume_digit : bool, default True
        As in `compare_years`.
    vocabulary : Vocabulary, optional
        Indicators; the packaged ones when left out.

    Returns
    -------
    DataFrame
        A row an office, in the order of their names: `expected` events, `ratio` of observed to expected with its exact
        95 % interval, `verdict` (明显偏高 or 明显偏低 beyond 99.8 %, 留意 between 95 and 99.8 %, 未见异常 inside,
        无法判断 for approximate figures, 数据不足 without figures, 不作检验 by kind), `homogeneity_p` and `phi` of all
        offices, and `phi_used` for the limits (above 1 from 10 offices that differ beyond chance).

    Raises
    ------
    LawstatsError
        When the records break their contract, or fewer than two offices report the indicator.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp
    >>> rows = [[o, 2024, "petitions", n, n, n, "exact", "件", day(2024, 1, 1), day(2024, 12, 31), f"{o}报告", "",
    ...          "第1句", f"信访{n}件"] for o, n in (("甲街道", 12.0), ("乙街道", 15.0), ("丙街道", 48.0))]
    >>> from lawstats.records import COLUMNS
    >>> compare_offices(pd.DataFrame(rows, columns=COLUMNS), "petitions", 2024)["verdict"].tolist()
    ['明显偏高', '留意', '留意']
    """
    vocabulary = load_vocabulary() if vocabulary is None else vocabulary
    series = yearly_points(records, assume_digit=assume_digit)
    offices = sorted(office for (office, code), points in series.items() if code == indicator and year in points)
    if len(offices) < 2:
        raise LawstatsError(f"{year}年有“{indicator}”的机关只有{len(offices)}家", "至少两家才能比较")
    entry = vocabulary.get(indicator)
    rows = []
    for office in offices:
        point = series[office, indicator][year]
        divisor = series.get((office, exposure), {}).get(year, MISSING) if exposure else None
        rows.append(
            {
                "office": office,
                "indicator": indicator,
                "name": entry.name if entry else indicator,
                "measure": point.measure,
                "year": year,
                "value": point.value,
                **divisor_columns(exposure, vocabulary),
                "exposure": divisor.value if divisor else math.nan,
                "verdict": "",
                "reason": point.problem,
                "detail": point.detail,
                "source": point.source,
            }
        )
        row = rows[-1]
        if entry is None or entry.kind != "event":
            row["verdict"], row["reason"] = "不作检验", entry.kind if entry else "unknown_kind"
        elif point.problem:
            row["verdict"] = "数据不足"
        elif divisor is not None and (divisor.problem or not divisor.low > 0):
            row["verdict"], row["reason"] = "数据不足", "missing_exposure"
        elif not point.is_exact or not point.low.is_integer() or (divisor is not None and not divisor.is_exact):
            row["verdict"], row["reason"] = "无法判断", "approximate"
        elif not same_measure(point.measure, series[offices[0], indicator][year].measure or point.measure):
            row["verdict"], row["reason"] = "数据不足", "measure"
    return _placed(pd.DataFrame(rows).reindex(columns=list(OFFICE_COLUMNS)), bool(exposure))


def _placed(table: pd.DataFrame, has_exposure: bool) -> pd.DataFrame:
    """Place the offices that can be judged in the funnel of their common rate."""
    judged = table["verdict"] == ""
    counts = table.loc[judged, "value"].to_numpy()
    exposures = table.loc[judged, "exposure"].to_numpy() if has_exposure else None
    table["offices"] = int(judged.sum())
    if judged.sum() < 2 or counts.sum() == 0:
        table.loc[judged, ["verdict", "reason"]] = ["数据不足", "few_offices" if judged.sum() < 2 else "both_zero"]
        return table
    together = homogeneity(counts, exposures)
    phi = max(1.0, together.dispersion) if together.p_value < _ALPHA and len(counts) >= _UNITS_FOR_PHI else 1.0
    funnel = funnel_limits(counts, exposures, phi=phi)
    table["homogeneity_p"], table["phi"], table["phi_used"] = together.p_value, together.dispersion, phi
    table.loc[judged, "expected"] = funnel.expected
    table.loc[judged, "ratio"] = funnel.ratio
    table.loc[judged, "ci_low"] = funnel.low_95
    table.loc[judged, "ci_high"] = funnel.high_95
    table.loc[judged, "verdict"] = [_WORDS[flag] for flag in funnel.flag]
    table.loc[judged, "reason"] = [flag if has_exposure else f"{flag}_same_size" for flag in funnel.flag]
    return table
