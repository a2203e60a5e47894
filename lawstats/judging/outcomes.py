"""What a rule finds: whether the figures speak for a shortcoming, by how much, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lawstats.judging.dispersion import alpha_eff, p_with_phi

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lawstats.judging.evidence import Figure

__all__ = ["CERTAINTIES", "Outcome", "certainty_of", "decided", "lost", "strict_level"]

#: How sure a result is, surest first: a fact of the year's full list · beyond chance even at double variance · beyond
#: pure chance · inside chance · not known.
CERTAINTIES = ("fact", "clear", "likely", "within_chance", "")
#: "Still significant if the variance were double", as for 明显 in the verdict rules.
_DOUBLE = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found.

    Attributes
    ----------
    lean : str
        supports, refutes, undecided or contradicts.
    reason : str
        Why it is undecided or contradictory; "" when decided.
    value, low, high : float
        What the rule looked at (a share, a ratio, ...), and from where to where it reaches.
    ci_low, ci_high, p_value : float
        Its interval or test, where chance has a part in it; NaN otherwise.
    certainty : str
        One of `CERTAINTIES`.
    size : float
        How far from where it should be, as a fraction; 0 and above, for ranking.
    figures : tuple of Figure
        Everything used.
    missing : tuple of (code, year)
        What was looked for and not found.
    """

    lean: str
    reason: str = ""
    value: float = math.nan
    low: float = math.nan
    high: float = math.nan
    ci_low: float = math.nan
    ci_high: float = math.nan
    p_value: float = math.nan
    certainty: str = ""
    size: float = math.nan
    figures: tuple[Figure, ...] = ()
    missing: tuple[tuple[str, int], ...] = ()


def decided(worlds: Iterable[frozenset[str]]) -> tuple[str, str]:
    """Say what holds for every value the figures admit, and for every source where sources contradict each other.

    Parameters
    ----------
    worlds : iterable of frozenset of str
        For each combination of sources, the leans that some admitted value gives.

    Returns
    -------
    tuple of str
        Lean and reason: undecided for ``approximate`` figures, contradicts for a ``conflict`` of sources.

    Examples
    --------
    >>> decided([frozenset({"supports"})]), decided([frozenset({"supports", "refutes"})])
    (('supports', ''), ('undecided', 'approximate'))
    >>> decided([frozenset({"supports"}), frozenset({"refutes"})])
    ('contradicts', 'conflict')
    """
    worlds = list(worlds)
    if any(len(world) > 1 for world in worlds):
        return "undecided", "approximate"
    leans = frozenset().union(*worlds)
    return (next(iter(leans)), "") if len(leans) == 1 else ("contradicts", "conflict")


def lost(reason: str, figures: Iterable[Figure] = (), missing: Iterable[tuple[str, int]] = ()) -> Outcome:
    """Return an outcome that decides nothing."""
    return Outcome("undecided", reason, figures=tuple(figures), missing=tuple(missing))


def certainty_of(p_value: float, alpha: float) -> str:
    """Grade a p-value as the verdict rules do: at double variance, at pure chance, or not at all.

    Examples
    --------
    >>> certainty_of(0.001, 0.05), certainty_of(0.04, 0.05), certainty_of(0.4, 0.05)
    ('clear', 'likely', 'within_chance')
    """
    if float(np.asarray(p_with_phi(p_value, _DOUBLE))) < alpha:
        return "clear"
    return "likely" if p_value < alpha else "within_chance"


def strict_level(alpha: float) -> float:
    """Return the level at which an interval keeps `alpha` at double variance."""
    return float(np.asarray(alpha_eff(_DOUBLE, alpha)))
