"""The rules that look inside a year: whether places or departments differ beyond chance, whether supply meets need."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from lawstats.judging.outcomes import Outcome, certainty_of, decided, lost
from lawstats.judging.units import homogeneity

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from lawstats.judging.claim_library import Claim
    from lawstats.judging.evidence import Evidence, Figure

__all__ = ["mismatch", "uneven", "uneven_share"]

_SIMULATIONS = 20_000
_LEAST_EXPECTED = 5.0
_DOUBLE = 2.0


def uneven(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Test whether counts by place are out of proportion to the size of the places (Pearson's chi-squared).

    Counts whose place nobody wrote down may belong to any place: the claim must hold wherever they do.
    """
    counts, sizes = (evidence.parts(code, year) for code in claim.figures)
    missing = [
        (code, year) for code, parts in zip(claim.figures, (counts, sizes), strict=True) if not any(map(bool, parts))
    ]
    if missing:
        return lost("missing", (*counts.values(), *sizes.values()), missing)
    places = [place for place in sizes if place]
    strangers = [place for place in counts if place and place not in sizes]
    used = (*counts.values(), *sizes.values())
    if len(places) < 2 or not all(sizes[place].is_exact and sizes[place].low > 0 for place in places):
        return lost("few_parts", used)
    known = [counts[place] for place in places if place in counts]
    if strangers or not all(figure.is_exact for figure in known):
        return lost("unknown_part" if strangers else "approximate", used)
    x = np.array([counts[place].low if place in counts else 0.0 for place in places])
    size = np.array([sizes[place].low for place in places])
    unknown = int(counts[""].high) if "" in counts else 0
    if x.sum() + unknown == 0:
        return lost("no_cases", used)
    tests = [homogeneity(x + extra, size) for extra in _spread(x, size, unknown)]
    lean, reason = decided([frozenset("supports" if test.p_value < alpha else "refutes" for test in tests)])
    if lean not in ("supports", "refutes"):
        return Outcome(lean, reason, figures=used)
    # The least favourable way to give out the unknown ones.
    worst = max(tests, key=lambda test: test.p_value if lean == "supports" else -test.p_value)
    certainty = "within_chance"
    if lean == "supports":
        # Clustered cases: the statistic itself is divided by the dispersion.
        clear = float(stats.chi2.sf(worst.chi2 / _DOUBLE, worst.df)) < alpha
        certainty = "clear" if clear else "likely"
    apart = _apart(x, x.sum() * size / size.sum())
    extent = apart if lean == "supports" else 0.0
    return Outcome(lean, "", apart, apart, apart, math.nan, math.nan, worst.p_value, certainty, extent, used)


def uneven_share(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Test whether a share differs between departments beyond chance (chi-squared, simulated where cells are small)."""
    parts, wholes = (evidence.parts(code, year) for code in claim.figures)
    missing = [
        (code, year) for code, found in zip(claim.figures, (parts, wholes), strict=True) if not any(map(bool, found))
    ]
    used = (*parts.values(), *wholes.values())
    if missing:
        return lost("missing", used, missing)
    if any(figure.high > 0 for found in (parts, wholes) for place, figure in found.items() if not place):
        return lost("unknown_part", used)
    names = [name for name, figure in wholes.items() if name and figure.high > 0]
    if len(names) < 2 or not all(f.is_exact for f in used) or any(name not in wholes for name in parts):
        return lost("few_parts" if len(names) < 2 else "approximate", used)
    n = np.array([wholes[name].low for name in names])
    x = np.array([parts[name].low if name in parts else 0.0 for name in names])
    if np.any(x > n):
        return Outcome("contradicts", "part_exceeds_whole", figures=used)
    p = _share_p(x, n)
    apart = float(np.max(x / n) - np.min(x / n))
    lean = "supports" if p < alpha else "refutes"
    extent = apart if lean == "supports" else 0.0
    return Outcome(lean, "", apart, apart, apart, math.nan, math.nan, p, certainty_of(p, alpha), extent, used)


def mismatch(claim: Claim, evidence: Evidence, year: int, breaks: pd.DataFrame | None, alpha: float) -> Outcome:
    """Set the supply for the largest need against its share: less than `threshold` of it supports the claim.

    Where several needs may be the largest (a tie, or cases whose type nobody could read), all of them must agree.
    """
    needs, supplies = (evidence.parts(code, year) for code in claim.figures)
    missing = [
        (code, year) for code, parts in zip(claim.figures, (needs, supplies), strict=True) if not any(map(bool, parts))
    ]
    used_all = (*needs.values(), *supplies.values())
    if missing:
        return lost("missing", used_all, missing)
    unknown = needs[""].high if "" in needs else 0.0
    total = sum(figure.low for figure in needs.values())
    most = max(figure.low for part, figure in needs.items() if part)
    # A lecture may speak to several types; what is shared out is the lectures, so the total is kept apart.
    whole = _total(supplies)
    if total <= 0 or whole <= 0:
        return lost("no_cases", used_all)
    leans, found = set(), []
    for part, figure in needs.items():
        if not part or figure.low + unknown < most:
            continue
        supply = supplies[part].low if part in supplies else 0.0
        for extra in {0.0, unknown}:
            if figure.low + extra < most:
                continue
            need = (figure.low + extra) / total
            leans.add("supports" if supply / whole < claim.threshold * need - 1e-9 else "refutes")
        found.append((figure.low, part, supply))
    lean, reason = decided([frozenset(leans)])
    count, part, supply = max(found, key=lambda item: (item[0], item[1]))
    used = _shown(needs, supplies, part, year, claim)
    if lean not in ("supports", "refutes"):
        return Outcome(lean, reason, figures=used)
    need, got = count / total, supply / whole
    size = max(0.0, 1 - got / need) if lean == "supports" else 0.0
    return Outcome(lean, "", got / need, got / need, got / need, certainty="fact", size=size, figures=used)


def _shown(
    needs: dict[str, Figure], supplies: dict[str, Figure], part: str, year: int, claim: Claim
) -> tuple[Figure, ...]:
    """Return the four figures of the comparison: the largest need, all needs, its supply, all supply."""
    total_need, total_supply = sum(figure.low for figure in needs.values()), _total(supplies)
    some_need, some_supply = needs[part], next(iter(supplies.values()))
    none = replace(some_supply, value=0.0, low=0.0, high=0.0, part=part)
    return (
        some_need,
        replace(some_need, value=total_need, low=total_need, high=total_need, part="*"),
        supplies.get(part, none),
        replace(some_supply, value=total_supply, low=total_supply, high=total_supply, part="*"),
    )


def _total(supplies: dict[str, Figure]) -> float:
    return supplies["*"].low if "*" in supplies else sum(figure.low for figure in supplies.values())


def _spread(x: NDArray[np.float64], size: NDArray[np.float64], unknown: int) -> list[NDArray[np.float64]]:
    """Return the ways to give out counts of unknown place that make the places most alike and most apart."""
    none = np.zeros_like(x)
    if not unknown:
        return [none]
    expected = (x.sum() + unknown) * size / size.sum()
    apart = none.copy()
    apart[int(np.argmax(x / size))] = unknown
    alike = none.copy()
    for _ in range(unknown):
        alike[int(np.argmin((x + alike + 1) / expected))] += 1
    return [none, apart, alike]


def _apart(x: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    """Share of all cases that would have to happen elsewhere for the places to be alike (index of dissimilarity)."""
    return float(np.abs(x - expected).sum() / (2 * x.sum())) if x.sum() else 0.0


def _share_p(x: NDArray[np.float64], n: NDArray[np.float64], seed: int = 0) -> float:
    total, hits = n.sum(), x.sum()
    if hits in (0.0, total):
        return 1.0
    table = np.vstack([x, n - x])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / total
    chi2 = float(((table - expected) ** 2 / expected).sum())
    if expected.min() >= _LEAST_EXPECTED:
        return float(stats.chi2.sf(chi2, n.size - 1))
    # Margins fixed: as many hits in all, shared out at random among the contracts of all departments.
    drawn = np.random.default_rng(seed).multivariate_hypergeometric(n.astype(int), int(hits), size=_SIMULATIONS)
    apart = ((drawn - expected[0]) ** 2 * (1 / expected[0] + 1 / expected[1])).sum(axis=1)
    return float(((apart >= chi2 * (1 - 1e-12)).sum() + 1) / (_SIMULATIONS + 1))
