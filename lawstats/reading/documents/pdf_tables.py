"""Tables drawn with rules on a page of a PDF: which cell each letter stands in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.documents.pdf_letters import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawstats.reading.documents.pdf_letters import Letter

__all__ = ["Grid", "find_grids"]

#: Ends of rules this close, in points, meet.
_NEAR = 3.0
#: With more rules a page shows a drawing.
_MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: where its columns and its lines are parted, and by which rules.

    Attributes
    ----------
    across : list of float
        Where columns are parted, from left to right.
    down : list of float
        Where lines are parted, from top to bottom (falling heights).
    upright, level : dict of int to list of Rule
        The rules at each of these places.
    """

    across: list[float]
    down: list[float]
    upright: dict[int, list[Rule]]
    level: dict[int, list[Rule]]

    def cell(self, letter: Letter) -> tuple[int, int] | None:
        """Give line and column of the cell a letter stands in; of merged cells those of the first."""
        x, y = (letter.left + letter.right) / 2, letter.base + 0.3 * letter.size
        if not (self.across[0] < x < self.across[-1] and self.down[-1] < y < self.down[0]):
            return None
        column = bisect_right(self.across, x) - 1
        line = bisect_right(self.down, -y, key=lambda height: -height) - 1
        while column and not _covers(self.upright[column], y):
            column -= 1
        while line and not _covers(self.level[line], x):
            line -= 1
        return line, column


def find_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Find the ruled tables of a page: at least two columns, parted by upright rules.

    Parameters
    ----------
    level, upright : sequence of Rule
        The strokes of the page; bars give two each.
    """
    if len(level) + len(upright) > _MOST_RULES:
        return []
    grids = []
    for bottom, top in _bands(upright):
        standing = [rule for rule in upright if bottom - _NEAR <= rule.start and rule.end <= top + _NEAR]
        lying = [rule for rule in level if bottom - _NEAR <= rule.at <= top + _NEAR]
        if not lying:
            continue
        # The outer sides of a table are often left open.
        sides = [Rule(side, bottom, top) for side in (min(r.start for r in lying), max(r.end for r in lying))]
        ends = [Rule(end, sides[0].at, sides[1].at) for end in (bottom, top)]
        across, by_column = _clustered([*standing, *sides])
        up, by_line = _clustered([*lying, *ends])
        if len(across) > 2 and len(up) > 1:
            last = len(up) - 1
            grids.append(Grid(across, up[::-1], by_column, {last - at: rules for at, rules in by_line.items()}))
    return grids


def _bands(upright: Iterable[Rule]) -> list[tuple[float, float]]:
    """Heights that upright rules run through without a break."""
    bands: list[tuple[float, float]] = []
    for rule in sorted(upright, key=lambda rule: rule.start):
        if bands and rule.start <= bands[-1][1] + _NEAR:
            bands[-1] = (bands[-1][0], max(bands[-1][1], rule.end))
        else:
            bands.append((rule.start, rule.end))
    return bands


def _clustered(rules: Iterable[Rule]) -> tuple[list[float], dict[int, list[Rule]]]:
    """Take rules side by side as one place."""
    places: list[float] = []
    at: dict[int, list[Rule]] = {}
    for rule in sorted(rules):
        if not places or rule.at - places[-1] > _NEAR:
            places.append(rule.at)
        at.setdefault(len(places) - 1, []).append(rule)
    return places, at


def _covers(rules: Iterable[Rule], position: float) -> bool:
    return any(rule.start - _NEAR <= position <= rule.end + _NEAR for rule in rules)
