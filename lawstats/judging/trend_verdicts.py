"""Trends of one indicator on record, stretch by stretch between breaks, each with its verdict."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.cases import phi_given
from lawstats.judging.layout import divisor_columns
from lawstats.judging.points import MISSING, Point, break_between, yearly_points
from lawstats.judging.trend_rules import Stretch, judge_stretch
from lawstats.quantities.measures import same_measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lawstats.indicators import Vocabulary
    from lawstats.judging.cases import Phi

__all__ = ["TREND_COLUMNS", "trend"]

#: Columns of a trend table, in order.
TREND_COLUMNS = (
    "office",
    "indicator",
    "name",
    "kind",
    "measure",
    "segment",
    "first_year",
    "last_year",
    "k",
    "years",
    "missing_years",
    "first_value",
    "last_value",
    "per",
    "per_name",
    "per_measure",
    "annual_ratio",
    "ci_low",
    "ci_high",
    "slope",
    "p_exact",
    "p_quasi",
    "p_value",
    "phi",
    "phi_source",
    "verdict",
    "reason",
    "starts_with",
    "detail",
    "method",
    "alpha",
)


def trend(
    records: pd.DataFrame,
    indicator: str,
    office: str | None = None,
    *,
    exposure: str | None = None,
    breaks: pd.DataFrame | None = None,
    start: int | None = None,
    end: int | None = None,
    phi: Phi = None,
    alpha: float = 0.05,
    assume_digit: bool = True,
    vocabulary: Vocabulary | None = None,
) -> pd.DataFrame:
    """Judge the trend of one indicator over the years on record.

    Parameters
    ----------
    records : DataFrame
        A records table. Only whole-year figures and stocks enter; a missing year is a gap, never 0.
    indicator : str
        Its code.
    office : str, optional
        One office; every office with this indicator when left out, each by itself.
    exposure : str, optional
        Code of the indicator that counts are divided by.
    breaks : DataFrame, optional
        Breaks in definition; no trend runs across one.
    start, end : int, optional
        First and last year to look at.
    phi : float or mapping, optional
        Known dispersion. Without it 3 or 4 years have to hold at dispersion 2 for a clear trend; 5 or more show their
        own scatter.
    alpha : float, default 0.05
        Level of the claim.
    assume_digit : bool, default True
        As in `compare_years`.
    vocabulary : Vocabulary, optional
        Indicators; the packaged ones when left out.

    Returns
    -------
    DataFrame
        A row a stretch between breaks, the columns of `TREND_COLUMNS`: `k` usable years and which, `missing_years`
        between them, `annual_ratio` with the interval of every ratio neither test rejects, `p_exact` (Poisson),
        `p_quasi` (scatter round the line, 5 years or more), `p_value` the larger of the two, the verdict and a code for
        why. Percentages without denominators: `slope` in points a year and the exact rank test.

    Raises
    ------
    LawstatsError
        When the records break their contract or do not hold the indicator.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp
    >>> rows = [["甲街道", y, "petitions", n, n, n, "exact", "件", day(y, 1, 1), day(y, 12, 31), f"{y}年报告", "",
    ...          "第1句", f"信访{n}件"] for y, n in zip(range(2020, 2025), (20.0, 26.0, 31.0, 44.0, 50.0))]
    >>> from lawstats.records import COLUMNS
    >>> found = trend(pd.DataFrame(rows, columns=COLUMNS), "petitions")
    >>> found[["k", "verdict"]].values.tolist()
    [[5, '明显上升趋势']]
    """
    vocabulary = load_vocabulary() if vocabulary is None else vocabulary
    series = yearly_points(records, assume_digit=assume_digit)
    kind = vocabulary[indicator].kind if indicator in vocabulary else ""
    offices = sorted(name for name, code in series if code == indicator and office in (None, name))
    if not offices:
        raise LawstatsError(f"记录中没有{office or ''}“{indicator}”的数字", "请核对指标代码和机关名称")
    rows = []
    for name in offices:
        divisors = series.get((name, exposure), {}) if exposure and kind != "rate" else None
        years = [y for y in series[name, indicator] if (start is None or y >= start) and (end is None or y <= end)]
        codes = {indicator, *([exposure] if exposure else [])}
        stretches = _stretches(series[name, indicator], divisors, sorted(years), name, codes, breaks)
        for number, stretch in enumerate(stretches, start=1):
            judge_stretch(stretch, kind, phi_given(phi, indicator, kind), alpha)
            rows.append(_row(stretch, number, indicator, kind, vocabulary, exposure, alpha))
    table = pd.DataFrame(rows, columns=list(TREND_COLUMNS))
    return table.astype({"first_year": "Int64", "last_year": "Int64"})


def _stretches(
    points: Mapping[int, Point],
    divisors: Mapping[int, Point] | None,
    years: list[int],
    office: str,
    codes: set[str],
    breaks: pd.DataFrame | None,
) -> list[Stretch]:
    found = [Stretch(office)]
    for year in years:
        point = points[year]
        divisor = divisors.get(year, MISSING) if divisors is not None else None
        last = found[-1]
        if last.years:
            broken = break_between(breaks, office, codes, last.years[-1], year)
            remeasured = not point.problem and not same_measure(point.measure, last.points[-1].measure)
            if broken is not None or remeasured:
                detail = f"{last.points[-1].measure}→{point.measure}" if broken is None else broken
                found.append(Stretch(office, starts_with="measure" if broken is None else "break", detail=detail))
        problem = point.problem or ("missing_exposure" if divisor is not None and not _divides(divisor) else "")
        if problem:
            found[-1].unusable.append(f"{year}:{problem}")
            continue
        found[-1].years.append(year)
        found[-1].points.append(point)
        found[-1].exposures.append(divisor.low if divisor is not None else 1.0)
    return found


def _divides(divisor: Point) -> bool:
    return divisor.is_exact and divisor.low > 0


def _row(
    stretch: Stretch, number: int, code: str, kind: str, vocabulary: Vocabulary, exposure: str | None, alpha: float
) -> dict[str, object]:
    years, points = stretch.years, stretch.points
    gaps = [str(y) for y in range(years[0], years[-1]) if y not in years] if years else []
    noted = {entry.split(":")[0] for entry in stretch.unusable}
    indicator = vocabulary.get(code)
    found = {name: getattr(stretch, name) for name in _COPIED}
    return found | {
        "indicator": code,
        "name": indicator.name if indicator else code,
        "kind": kind,
        "measure": points[-1].measure if points else "",
        "segment": number,
        "first_year": years[0] if years else None,
        "last_year": years[-1] if years else None,
        "k": len(years),
        "years": ",".join(map(str, years)),
        "missing_years": ",".join(sorted([*stretch.unusable, *(f"{y}:missing" for y in gaps if y not in noted)])),
        "first_value": points[0].value if points else math.nan,
        "last_value": points[-1].value if points else math.nan,
        **divisor_columns(None if kind == "rate" else exposure, vocabulary),
        "verdict": str(stretch.verdict),
        "alpha": alpha,
    }


_COPIED = (
    "office",
    "annual_ratio",
    "ci_low",
    "ci_high",
    "slope",
    "p_exact",
    "p_quasi",
    "p_value",
    "phi",
    "phi_source",
    "reason",
    "starts_with",
    "detail",
    "method",
)
