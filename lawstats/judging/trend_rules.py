"""The verdict rules of a trend: what may be said of the years between two breaks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.cases import count_ends
from lawstats.judging.dispersion import p_of_score
from lawstats.judging.ranks import mann_kendall
from lawstats.judging.trends import poisson_trend_test, quasi_poisson_trend, trend_score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lawstats.judging.points import Point

__all__ = ["Stretch", "TrendVerdict", "judge_stretch"]


class TrendVerdict(StrEnum):
    """Every word a trend may end in."""

    NOT_TESTED = "不作检验"
    INSUFFICIENT = "数据不足"
    TOO_FEW_YEARS = "年份不足"
    CLEAR_RISE = "明显上升趋势"
    CLEAR_FALL = "明显下降趋势"
    LIKELY_RISE = "可能上升趋势"
    LIKELY_FALL = "可能下降趋势"
    UNDECIDED = "无法判断"
    NONE_SEEN = "未见明显趋势"


#: Years from which the scatter round the line can be judged, and from which ranks can reach significance at all.
_YEARS_FOR_SCATTER, _YEARS_FOR_RANKS, _LEAST_YEARS = 5, 5, 3
_DOUBLE = 2.0
#: Approximate years up to which every combination of their ends is tried (1024 series).
_MOST_APPROXIMATE = 10


@dataclass(slots=True)
class Stretch:
    """Years between two breaks, and what was found in them."""

    office: str
    years: list[int] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    exposures: list[float] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)
    starts_with: str = ""
    detail: str = ""
    method: str = ""
    annual_ratio: float = math.nan
    ci_low: float = math.nan
    ci_high: float = math.nan
    slope: float = math.nan
    p_exact: float = math.nan
    p_quasi: float = math.nan
    p_value: float = math.nan
    phi: float = math.nan
    phi_source: str = ""
    verdict: str = ""
    reason: str = ""


def judge_stretch(stretch: Stretch, kind: str, phi: float, alpha: float) -> None:
    """Fill in what was found in a stretch, and the first rule that applies."""
    k = len(stretch.years)
    if kind not in ("event", "rate") and not (kind == "bulk" and not math.isnan(phi)):
        stretch.verdict, stretch.reason = TrendVerdict.NOT_TESTED, kind or "unknown_kind"
    elif k < (_YEARS_FOR_RANKS if kind == "rate" else _LEAST_YEARS):
        stretch.verdict, stretch.reason = TrendVerdict.TOO_FEW_YEARS, "few_years"
    elif kind == "rate":
        _judge_ranks(stretch, alpha)
    else:
        _judge_counts(stretch, phi, alpha)


def _judge_ranks(stretch: Stretch, alpha: float) -> None:
    if not all(point.is_exact for point in stretch.points):
        stretch.verdict, stretch.reason = TrendVerdict.UNDECIDED, "approximate"
        return
    found = mann_kendall([point.low for point in stretch.points], stretch.years)
    stretch.p_value, stretch.slope, stretch.method = found.p_value, found.slope, found.method
    stretch.verdict, stretch.reason = _word(found.s > 0, found.p_value < alpha, likely=False)


def _judge_counts(stretch: Stretch, phi: float, alpha: float) -> None:
    ends = [count_ends(point) for point in stretch.points]
    known = [pair for pair in ends if pair is not None]
    if len(known) < len(ends):
        stretch.verdict, stretch.reason = TrendVerdict.INSUFFICIENT, "not_a_count"
        return
    years, exposures = np.array(stretch.years), np.array(stretch.exposures)
    total = sum(high for _, high in known)
    edge_share = min(exposures[0], exposures[-1]) / exposures.sum()
    if edge_share**total >= alpha:
        stretch.verdict, stretch.reason = TrendVerdict.INSUFFICIENT, "small_total" if total else "both_zero"
        return
    if math.isinf(total):
        stretch.verdict, stretch.reason = TrendVerdict.UNDECIDED, "open_end"
        return
    if sum(low < high for low, high in known) > _MOST_APPROXIMATE:
        stretch.verdict, stretch.reason = TrendVerdict.UNDECIDED, "approximate"
        return
    corners = np.array(list(product(*(sorted({low, high}) for low, high in known))))
    scatter = len(years) >= _YEARS_FOR_SCATTER
    scores = np.array([trend_score(counts, years, exposures) for counts in corners])
    exact, quasi = _at(scores, 1.0), _own_scatter(corners, years, exposures, scatter)
    stretch.phi = phi
    stretch.phi_source = "given" if not math.isnan(phi) else "own_scatter" if scatter else "unknown"
    weak = _at(scores, 1.0 if math.isnan(phi) else phi)
    strict = weak if scatter or not math.isnan(phi) else _at(scores, _DOUBLE)
    weak, strict = np.maximum(weak, quasi), np.maximum(strict, quasi)
    # Column 0 holds each series' p for a rise, column 1 for a fall; a claim has to hold at every corner.
    risen = bool(exact[:, 0].max() < exact[:, 1].max())
    side = 0 if risen else 1
    stretch.p_exact = float(exact[:, side].max())
    stretch.p_quasi = float(quasi[:, side].max()) if scatter else math.nan
    stretch.p_value = float(weak[:, side].max())
    stretch.method = "exact mid-P and quasi-Poisson t, larger p" if scatter else "exact mid-P"
    _measure(stretch, corners, years, exposures, scatter, alpha)
    clear, likely = strict[:, side].max() < alpha, weak[:, side].max() < alpha
    stretch.verdict, stretch.reason = _word(risen, bool(clear), likely=bool(likely))
    if not likely and len(corners) > 1 and weak.min() < alpha:
        stretch.verdict, stretch.reason = TrendVerdict.UNDECIDED, "approximate"


def _at(scores: NDArray[np.float64], phi: float) -> NDArray[np.float64]:
    """Return p-values for a rise (column 0) and for a fall (column 1) of every series at a dispersion."""
    return np.asarray(np.minimum(1.0, p_of_score(np.column_stack([scores, -scores]), phi)))


def _own_scatter(
    corners: NDArray[np.float64], years: NDArray[np.int64], exposures: NDArray[np.float64], scatter: bool
) -> NDArray[np.float64]:
    """Return the same from the scatter round each series' own line; 0, which decides nothing, for too few years."""
    if not scatter:
        return np.zeros((len(corners), 2))
    found = quasi_poisson_trend(corners, years, exposures)
    p, slope = np.atleast_1d(found.p_value), np.atleast_1d(found.log_slope)
    return np.column_stack([np.where(slope > 0, p, 1.0), np.where(slope < 0, p, 1.0)])


def _measure(
    stretch: Stretch,
    corners: NDArray[np.float64],
    years: NDArray[np.int64],
    exposures: NDArray[np.float64],
    scatter: bool,
    alpha: float,
) -> None:
    """Fill in the annual ratio and every ratio that neither test rejects; left out for approximate counts."""
    if len(corners) > 1:
        return
    exact = poisson_trend_test(corners[0], years, exposures, alpha=alpha)
    low, high = exact.ci_low, exact.ci_high
    if scatter:
        own = quasi_poisson_trend(corners[0], years, exposures)
        stretch.phi = float(own.dispersion) if math.isnan(stretch.phi) else stretch.phi
        if own.p_value < 1:
            half = float(stats.t.isf(alpha / 2, own.df_resid) * own.se)
            low = min(low, math.exp(own.log_slope - half))
            high = max(high, math.exp(own.log_slope + half))
    stretch.annual_ratio, stretch.ci_low, stretch.ci_high = exact.annual_ratio, low, high


def _word(risen: bool, clear: bool, *, likely: bool) -> tuple[str, str]:
    if clear:
        return (TrendVerdict.CLEAR_RISE if risen else TrendVerdict.CLEAR_FALL), ""
    if likely:
        return (TrendVerdict.LIKELY_RISE if risen else TrendVerdict.LIKELY_FALL), "phi_unknown"
    return TrendVerdict.NONE_SEEN, "within_chance"
