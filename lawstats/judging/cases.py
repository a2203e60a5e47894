"""One comparison made ready for the rules: values, exposures and denominators, or why there is nothing to judge."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from lawstats.judging.points import MISSING, Point, break_between
from lawstats.quantities.measures import same_measure

if TYPE_CHECKING:
    import pandas as pd

    from lawstats.indicators import Indicator

__all__ = ["Case", "Denominators", "Phi", "Series", "count_ends", "make_case", "phi_given"]

#: (office, indicator) -> year -> point.
Series: TypeAlias = "Mapping[tuple[str, str], Mapping[int, Point]]"
#: Rate code -> (numerator code, denominator code).
Denominators: TypeAlias = "Mapping[str, tuple[str, str]]"
#: What is known of the dispersion: a number, one for each indicator, or whether to ask earlier years.
Phi: TypeAlias = "float | Mapping[str, float] | Literal['estimate', 'unknown'] | None"

#: Largest difference, in points, between a stated rate and its numerator over its denominator that rounding explains.
_ROUNDING = 0.5 + 1e-9


@dataclass(slots=True)
class Case:
    """One indicator of one office in two years.

    `reason` is empty when the rules may judge it; otherwise the first obstacle, with particulars in `detail`. Ends are
    whole numbers for counts and numerators for rates; `n1` and `n0` are denominators.
    """

    now: Point
    before: Point
    reason: str = ""
    detail: str = ""
    now_low: float = math.nan
    now_high: float = math.nan
    before_low: float = math.nan
    before_high: float = math.nan
    t1_low: float = 1.0
    t1_high: float = 1.0
    t0_low: float = 1.0
    t0_high: float = 1.0
    n1: float = math.nan
    n0: float = math.nan
    exposure_now: float = math.nan
    exposure_before: float = math.nan
    phi: float = math.nan
    phi_df: float = math.nan
    phi_source: str = field(default="")


def make_case(
    series: Series,
    office: str,
    indicator: Indicator | None,
    code: str,
    year: int,
    base_year: int | None,
    *,
    exposure: str | None,
    denominators: Denominators,
    breaks: pd.DataFrame | None,
    phi: Phi,
) -> Case:
    """Look the two years up and note the first obstacle, in the order of the rules."""
    of_code = series.get((office, code), {})
    kind = indicator.kind if indicator else ""
    parts = denominators.get(code) if kind == "rate" else None
    years = (year, base_year)
    pairs = [[series.get((office, part), {}).get(y, MISSING) if y else MISSING for y in years] for part in parts or ()]
    now, before = (of_code.get(y, MISSING) if y else MISSING for y in years)
    if pairs:
        now, before = (_worked_out(point, pairs, side) for side, point in enumerate((now, before)))
    case = Case(now, before)
    case.phi = phi_given(phi, code, kind)
    if not math.isnan(case.phi):
        case.phi_df, case.phi_source = math.inf, "given"
    case.reason = _gate(kind, case.phi)
    if case.reason:
        return case
    divisors = {*(parts or ()), *((exposure,) if exposure and kind != "rate" else ())}
    case.reason, case.detail = _obstacle(case, base_year)
    if not case.reason and base_year is not None:
        found = break_between(breaks, office, {code, *divisors}, base_year, year)
        if found is not None:
            case.reason, case.detail = "break", found
    if case.reason or base_year is None:
        return case
    if kind == "rate":
        _add_denominators(case, pairs)
    else:
        _add_counts(case)
        if exposure and not case.reason:
            _add_exposures(case, [series.get((office, exposure), {}).get(y, MISSING) for y in (year, base_year)])
    return case


def phi_given(phi: Phi, code: str, kind: str) -> float:
    """Return the dispersion the caller gives for an indicator, or NaN."""
    if isinstance(phi, Mapping):
        return float(phi.get(code, math.nan))
    if isinstance(phi, int | float) and kind in ("event", "bulk", "rate"):
        return float(phi)
    return math.nan


def count_ends(point: Point) -> tuple[float, float] | None:
    """Return the smallest and the largest whole number a figure admits; None when it admits none."""
    # Published figures in 万 carry rounding noise of the last binary digit; that is not half an event.
    low, high = _settled(point.low), _settled(point.high)
    low, high = math.ceil(low), high if math.isinf(high) else math.floor(high)
    return (float(low), float(high)) if low <= high else None


def _settled(end: float) -> float:
    whole = round(end) if math.isfinite(end) else end
    return float(whole) if math.isclose(end, whole, rel_tol=1e-12, abs_tol=1e-9) else end


def _gate(kind: str, phi: float) -> str:
    if kind in ("event", "rate") or (kind == "bulk" and not math.isnan(phi)):
        return ""
    return kind or "unknown_kind"


def _obstacle(case: Case, base_year: int | None) -> tuple[str, str]:
    if base_year is None:
        return "no_base_year", ""
    for point, side in ((case.now, ""), (case.before, "_base")):
        if point.problem:
            return point.problem + side, point.detail
    if not same_measure(case.now.measure, case.before.measure):
        return "measure", f"{case.before.measure}→{case.now.measure}"
    return "", ""


def _worked_out(point: Point, pairs: list[list[Point]], side: int) -> Point:
    """Return a rate nobody stated but whose numerator and denominator are on record."""
    x, n = (pair[side] for pair in pairs)
    if point.problem != "missing" or not (x.is_exact and n.is_exact and n.low > 0):
        return point
    rate = 100 * x.low / n.low
    return Point(rate, rate, rate, "exact", "%", n.source, n.place)


def _add_counts(case: Case) -> None:
    now, before = count_ends(case.now), count_ends(case.before)
    if now is None or before is None:
        case.reason = "not_a_count"
        return
    (case.now_low, case.now_high), (case.before_low, case.before_high) = now, before


def _add_exposures(case: Case, exposures: list[Point]) -> None:
    usable = all(not point.problem and point.low > 0 and math.isfinite(point.high) for point in exposures)
    if not usable or not same_measure(exposures[0].measure, exposures[1].measure):
        case.reason, case.detail = "missing_exposure", next((p.detail for p in exposures if p.detail), "")
        return
    now, before = exposures
    case.exposure_now, case.exposure_before = now.value, before.value
    case.t1_low, case.t1_high, case.t0_low, case.t0_high = now.low, now.high, before.low, before.high


def _add_denominators(case: Case, parts: list[list[Point]]) -> None:
    known = [point for pair in parts for point in pair]
    if not known or any(not point.is_exact for point in known):
        case.reason = "missing_denominator"
        return
    (x1, x0), (n1, n0) = ([point.low for point in pair] for pair in parts)
    if min(n1, n0) <= 0 or x1 > n1 or x0 > n0 or any(not end.is_integer() for end in (x1, x0, n1, n0)):
        case.reason, case.detail = "missing_denominator", f"{x1:g}/{n1:g}；{x0:g}/{n0:g}"
        return
    for point, x, n in ((case.now, x1, n1), (case.before, x0, n0)):
        if point.is_exact and abs(point.low - 100 * x / n) > _ROUNDING:
            case.reason, case.detail = "rate_disagrees", f"{point.low:g}% ≠ {x:g}/{n:g}"
            return
    case.now_low = case.now_high = x1
    case.before_low = case.before_high = x0
    case.n1, case.n0 = n1, n0
