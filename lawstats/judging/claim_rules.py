"""The rules that decide a shortcoming from one or two figures: fewer than last year, a share, a load per head."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from lawstats.judging.boxes import Box
from lawstats.judging.cases import count_ends
from lawstats.judging.outcomes import Outcome, certainty_of, decided, lost, strict_level
from lawstats.judging.points import Point, break_between
from lawstats.judging.proportions import proportion_ci
from lawstats.quantities.measures import same_measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lawstats.judging.claim_library import Claim
    from lawstats.judging.evidence import Evidence, Figure

__all__ = ["fell", "load", "share"]

_TOLERANCE = 1e-9


def fell(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Support the claim when the figure is lower than last year; anything else says nothing about it."""
    (code,) = claim.figures
    found = _two_years(evidence, (code,), year, breaks)
    if isinstance(found, Outcome):
        return found
    (now, before), used = found[code], (*found[code][0], *found[code][1])
    if evidence.library.kind_of(code) == "bulk":
        return lost("bulk", used)
    lean, reason = decided(
        _leans((a.high < b.low, "supports"), (a.low >= b.high, "undecided")) for a, b in product(now, before)
    )
    if lean != "supports":
        return Outcome("undecided" if lean == "undecided" else lean, reason or "says_nothing", figures=used)
    a, b = max(now, key=lambda figure: figure.high), min(before, key=lambda figure: figure.low)
    p, certainty = math.nan, "fact"
    if evidence.library.kind_of(code) == "event":
        p = _p_of(a, b)
        certainty = certainty_of(p, alpha) if not math.isnan(p) else ""
    size = (b.low - a.high) / b.low
    low, high = _reach(now)
    value = a.value if len(now) == 1 else low if low == high else math.nan
    return Outcome("supports", "", value, low, high, math.nan, math.nan, p, certainty, size, used)


def share(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Hold a share of the year's full list against a threshold: below it, or above it, supports the claim."""
    part_code, whole_code = claim.figures
    parts, wholes = evidence.stated(part_code, year), evidence.stated(whole_code, year)
    zeros = evidence.stated(claim.zero, year) if claim.zero else ()
    if zeros and all(figure.high == 0 for figure in zeros):
        return lost("no_cases", zeros)
    if wholes and all(figure.high == 0 for figure in wholes):
        return lost("no_cases", wholes)
    missing = [(code, year) for code, known in ((part_code, parts), (whole_code, wholes)) if not known]
    if missing:
        return lost("missing", (*parts, *wholes), missing)
    used, limit, below = (*parts, *wholes), claim.threshold, claim.rule == "below"
    if any(part.low > whole.high for part, whole in product(parts, wholes)):
        return Outcome("contradicts", "part_exceeds_whole", figures=used)
    worlds = []
    for part, whole in product(parts, wholes):
        most = min(part.high, whole.high)
        ends = [(part.low, whole.high), (most, max(whole.low, most))]
        bad = [_beyond(x, n, limit, below) for x, n in ends]
        worlds.append(frozenset("supports" if one else "refutes" for one in bad))
    lean, reason = decided(worlds)
    if lean not in ("supports", "refutes"):
        return Outcome(lean, reason, figures=used)
    (least, most), (smallest, largest) = _reach(parts), _reach(wholes)
    low = least / largest
    high = min(1.0, most / smallest) if smallest > 0 else math.nan
    value = low if low == high else math.nan
    # The end nearest the threshold: whatever is said of it holds for every other value.
    nearest = high if below == (lean == "supports") else low
    distance = abs(limit - nearest) if below else abs(nearest - limit) / (limit or 1.0)
    ci_low, ci_high, certainty = _sureness(claim, parts[0], wholes[0], lean, alpha)
    size = distance if lean == "supports" else 0.0
    return Outcome(lean, "", value, low, high, ci_low, ci_high, math.nan, certainty, size, used)


def load(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Compare a count per head with last year's."""
    found = _two_years(evidence, claim.figures, year, breaks)
    if isinstance(found, Outcome):
        return found
    (count_now, count_before), (heads_now, heads_before) = (found[code] for code in claim.figures)
    used = (*count_now, *heads_now, *count_before, *heads_before)
    worlds, ratios = [], []
    rising = claim.rule == "load_up"
    limit = claim.threshold if rising else 1.0
    for x1, t1, x0, t0 in product(count_now, heads_now, count_before, heads_before):
        if not (t1.low > 0 and t0.low > 0 and x0.low > 0):
            return lost("zero_base", used)
        low, high = (x1.low / t1.high) / (x0.high / t0.low), (x1.high / t1.low) / (x0.low / t0.high)
        ratios.append((low, high))
        worlds.append(_load_leans(low, high, limit, rising=rising))
    lean, reason = decided(worlds)
    if lean not in ("supports", "refutes"):
        return Outcome(lean, reason or "says_nothing", figures=used)
    low, high = min(r[0] for r in ratios), max(r[1] for r in ratios)
    value = low if low == high else math.nan
    size = (low - 1 if rising else 1 - high) if lean == "supports" else 0.0
    p, ci_low, ci_high, certainty = math.nan, math.nan, math.nan, "fact"
    if evidence.library.kind_of(claim.figures[0]) == "event":
        p, ci_low, ci_high = _load_test(count_now[0], heads_now[0], count_before[0], heads_before[0], alpha)
        certainty = certainty_of(p, alpha) if not math.isnan(p) else ""
    return Outcome(lean, "", value, low, high, ci_low, ci_high, p, certainty, size, used)


def _two_years(
    evidence: Evidence, codes: Sequence[str], year: int, breaks: pd.DataFrame | None
) -> dict[str, tuple[tuple[Figure, ...], tuple[Figure, ...]]] | Outcome:
    """Return the figures of a year and the one before, or why they cannot be set against each other."""
    found = {code: (evidence.stated(code, year), evidence.stated(code, year - 1)) for code in codes}
    used = tuple(figure for pair in found.values() for side in pair for figure in side)
    missing = [
        (code, y) for code, pair in found.items() for y, side in zip((year, year - 1), pair, strict=True) if not side
    ]
    if missing:
        return lost("missing", used, missing)
    if break_between(breaks, evidence.office, set(codes), year - 1, year) is not None:
        return lost("break", used)
    for now, before in found.values():
        if not all(same_measure(a.measure, b.measure) for a, b in product(now, before)):
            return lost("measure", used)
    return found


def _reach(figures: Sequence[Figure]) -> tuple[float, float]:
    """Return from where to where the figures of all sources reach together."""
    return min(figure.low for figure in figures), max(figure.high for figure in figures)


def _beyond(x: float, n: float, limit: float, below: bool) -> bool:
    if math.isinf(n):  # a whole known only from below: its share can be as small as one likes
        return below
    return x < limit * n - _TOLERANCE if below else x > limit * n + _TOLERANCE


def _leans(*cases: tuple[bool, str]) -> frozenset[str]:
    """Return the one lean that holds for every value, or all of them where it depends on the value."""
    for holds, lean in cases:
        if holds:
            return frozenset({lean})
    return frozenset(lean for _, lean in cases)


def _load_leans(low: float, high: float, limit: float, *, rising: bool) -> frozenset[str]:
    if rising:
        return _leans((low >= limit - _TOLERANCE, "supports"), (high < limit - _TOLERANCE, "refutes"))
    return _leans((high < limit - _TOLERANCE, "supports"), (low >= limit - _TOLERANCE, "undecided"))


def _sureness(claim: Claim, part: Figure, whole: Figure, lean: str, alpha: float) -> tuple[float, float, str]:
    """Grade a share of a full list: at 0 or 100 % a fact; elsewhere chance moves it from year to year."""
    fact = not claim.chance or claim.threshold in (0.0, 1.0)
    x, n = _whole(part), _whole(whole)
    if x is None or n is None or n[0] <= 0 or n[0] < max(n[1], x[1]):
        return math.nan, math.nan, "fact" if fact else ""
    below = claim.rule == "below"
    # The least favourable count for what is claimed.
    count = x[1] if below == (lean == "supports") else x[0]
    ends = proportion_ci(count, n[0], alpha)
    low, high = float(np.asarray(ends.ci_low)), float(np.asarray(ends.ci_high))
    if fact:
        return low, high, "fact"
    strict = proportion_ci(count, n[0], strict_level(alpha))
    if not float(np.asarray(strict.ci_low)) <= claim.threshold <= float(np.asarray(strict.ci_high)):
        return low, high, "clear"
    return low, high, "within_chance" if low <= claim.threshold <= high else "likely"


def _whole(figure: Figure) -> tuple[float, float] | None:
    ends = count_ends(Point(figure.value, figure.low, figure.high))
    return ends if ends is not None and math.isfinite(ends[1]) else None


def _p_of(now: Figure, before: Figure) -> float:
    a, b = (count_ends(Point(f.value, f.low, f.high)) for f in (now, before))
    return float(np.asarray(Box.of(*a, *b).p_value())) if a is not None and b is not None else math.nan


def _load_test(x1: Figure, t1: Figure, x0: Figure, t0: Figure, alpha: float) -> tuple[float, float, float]:
    a, b = (count_ends(Point(f.value, f.low, f.high)) for f in (x1, x0))
    if a is None or b is None or not math.isfinite(t1.high) or not math.isfinite(t0.high):
        return math.nan, math.nan, math.nan
    box = Box.of(*a, *b, t1.low, t0.low, exposure_now_high=t1.high, exposure_before_high=t0.high)
    ends = box.ratio_ci(alpha)
    p, low, high = (float(np.asarray(number)) for number in (box.p_value(), ends.ci_low, ends.ci_high))
    return p, low, high
