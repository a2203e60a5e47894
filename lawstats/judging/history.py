"""The earlier years of an office: which may be compared or pooled, and how widely they scatter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.judging.cases import count_ends
from lawstats.judging.dispersion import Dispersion, estimate_dispersion
from lawstats.judging.points import Point, break_between

if TYPE_CHECKING:
    import pandas as pd

    from lawstats.indicators import Vocabulary
    from lawstats.judging.cases import Phi, Series

__all__ = ["dispersion_before", "latest_before", "poolable_years", "pooled"]


def latest_before(series: Series, office: str, year: int) -> int | None:
    """Return the latest year before `year` with any whole-year figure of the office."""
    usable = (
        y
        for (name, _), points in series.items()
        if name == office
        for y, p in points.items()
        if p.problem != "not_whole_year"
    )
    return max((y for y in usable if y < year), default=None)


def dispersion_before(
    series: Series,
    office: str,
    year: int,
    vocabulary: Vocabulary,
    exposure: str | None,
    breaks: pd.DataFrame | None,
    phi: Phi,
) -> Dispersion:
    """Pool the scatter of the office's event indicators over the years before `year`, each between its breaks."""
    if isinstance(phi, int | float) or phi == "unknown":
        return Dispersion(1.0, 0.0)
    stretches = []
    for (name, code), points in series.items():
        if name != office or code not in vocabulary or vocabulary[code].kind != "event":
            continue
        divisors = series.get((office, exposure), {}) if exposure else None
        stretch: list[tuple[float, int, float]] = []
        for y in sorted(y for y in points if y < year):
            divisor = divisors.get(y) if divisors is not None else None
            codes = {code, *([exposure] if exposure else [])}
            if stretch and break_between(breaks, office, codes, stretch[-1][1], y) is not None:
                stretches.append(stretch)
                stretch = []
            ends = count_ends(points[y]) if points[y].is_exact else None
            fits = divisors is None or (divisor is not None and divisor.is_exact and divisor.low > 0)
            if ends and fits:
                stretch.append((ends[0], y, divisor.low if divisor else 1.0))
        stretches.append(stretch)
    return estimate_dispersion(
        ([x for x, _, _ in stretch], [y for _, y, _ in stretch], [e for _, _, e in stretch]) for stretch in stretches
    )


def poolable_years(
    series: Series, office: str, code: str, year: int, exposure: str | None, breaks: pd.DataFrame | None
) -> list[int]:
    """Return the earlier years that may be pooled: without contradiction and after the last break."""
    points, divisors = series.get((office, code), {}), series.get((office, exposure or ""), {})
    codes = {code, *([exposure] if exposure else [])}
    return [
        y
        for y in sorted(points)
        if y < year
        and not points[y].problem
        and (not exposure or (y in divisors and not divisors[y].problem))
        and break_between(breaks, office, codes, y, year) is None
    ]


def pooled(series: Series, office: str, codes: list[str], years: list[int], year: int) -> Series:
    """Return series in which the first of `years` holds the total of them all."""
    found: dict[tuple[str, str], dict[int, Point]] = {}
    for code in codes:
        points = series.get((office, code), {})
        found[office, code] = {year: points[year]} if year in points else {}
        if years:
            parts = [points[y] for y in years]
            value, low, high = (float(sum(getattr(p, end) for p in parts)) for end in ("value", "low", "high"))
            qualifier = "exact" if all(p.is_exact for p in parts) else "range"
            sources = "；".join(dict.fromkeys(p.source for p in parts))
            found[office, code][years[0]] = Point(value, low, high, qualifier, parts[-1].measure, sources)
    return found
