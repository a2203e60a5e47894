"""One phrase as a compiled rule, and the shelf on which the few rules worth trying on a number are found at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lawstats.reading.reports.light import LIGHT_LETTERS, TAIL
from lawstats.reading.reports.needles import Index, last_letters, needles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.indicators import Indicator
    from lawstats.reading.reports.windows import Window

__all__ = ["Left", "Rule", "Shelf"]

_TAIL = re.compile(TAIL)
_SAID_OF_IT = re.compile(r"全部|均|都|已|一律")


class Left:
    """The words at the left of a number: nothing but light words may stand between them and it."""

    def __init__(self, pattern: str) -> None:
        self.words = re.compile(pattern)
        self._pattern = pattern
        self.named, self.last = needles(pattern), last_letters(pattern)

    @cached_property
    def _to_the_number(self) -> re.Pattern[str]:
        # Compiled for few: light words are many, and hundreds of patterns that hold them all are slow to keep at hand.
        return re.compile(f"({self._pattern}){TAIL}")

    def length(self, left: str, first: re.Match[str]) -> int | None:
        """Give the number of letters found, None where nothing stands right; `first` is the first find of `words`."""
        # The first find, where it stands right, is the one; else another may.
        if first.end() == len(left) or _TAIL.match(left, first.end()):
            return len(first[0])
        found = self._to_the_number.search(left)
        return None if found is None else len(found[1])


@dataclass(frozen=True, slots=True)
class Rule:
    """The words at both sides of a number that name an indicator, and what else must or must not be there."""

    left: Left | None
    right: re.Pattern[str] | None
    #: What the words at the right cannot do without.
    right_named: frozenset[str] | None
    needs: re.Pattern[str] | None
    before: re.Pattern[str] | None
    topic: re.Pattern[str] | None
    never: re.Pattern[str] | None
    #: Whether the words may stand at some distance to the right of the number, behind a noun of its own.
    afar: bool

    def score(self, window: Window, left: str, around: str, first: re.Match[str] | None, *, another: bool) -> int:
        """Letters of the clause this rule explains; 0 when it does not hold.

        `first` is the first find of its words at the left; `another` says that the noun right after the number is
        another than the one the words at its left name.
        """
        if another and (self.right is None or self.afar):
            return 0
        score = 0
        if self.left is not None and first is not None:
            length = self.left.length(left, first)
            if length is None:
                return 0
            score = length
        if self.right is not None:
            found = self.right.match(window.right)
            if found is None:
                return 0
            # “重大行政决策5项全部经过合法性审查”: the noun before is counted, the rest is said of it.
            said_of_it = self.left is None and window.left and _SAID_OF_IT.match(window.right)
            score += 1 if said_of_it else len(found[1])
        if self.never is not None and self.never.search(f"{left}#{window.right}"):
            return 0
        if self.before is not None and not self.before.search(window.before):
            return 0
        if self.needs is not None and not self.needs.search(window.whole):
            return 0
        if self.topic is not None and not self.topic.search(around):
            return 0
        return score


class Shelf:
    """The rules that one measure word may be read by, looked up by what their patterns cannot do without.

    Most words around a number hold nothing of most patterns: they are told apart by a few characters, so that the time
    a number takes does not grow with the vocabulary.
    """

    def __init__(self, rules: Sequence[tuple[Indicator, Rule]]) -> None:
        # A rule with words at both sides is looked up by those at the left, if they name anything.
        self._lefts = [rule.left if rule.left is not None and rule.left.named else None for _, rule in rules]
        self._right = Index(
            rule.right_named if left is None else frozenset()
            for left, (_, rule) in zip(self._lefts, rules, strict=True)
        )
        self._letters = frozenset().union(*(left.last for left in self._lefts if left is not None and left.last))
        self._ending: dict[str, Index] = {}
        self._rows = [
            (item, rule, rule.left.words if rule.left else None, rule.right_named if left else None)
            for left, (item, rule) in zip(self._lefts, rules, strict=True)
        ]

    def worth_trying(self, left: str, right: str) -> list[tuple[Indicator, Rule, re.Match[str] | None]]:
        """Give the rules worth trying on the words beside a number, in order, with what they find at the left."""
        numbers = self._right.worth_trying(right)
        # What a phrase matches ends where light words begin, or among them.
        for letter in set(left[max(len(left.rstrip(LIGHT_LETTERS)) - 1, 0) :]):
            index = self._ending.get(letter if letter in self._letters else "") or self._ending_with(letter)
            numbers |= index.worth_trying(left)
        found = []
        for number in sorted(numbers):
            item, rule, words, named = self._rows[number]
            first = None if words is None else words.search(left)
            if first is None and words is not None:
                continue
            if named is None or any(needle in right for needle in named):
                found.append((item, rule, first))
        return found

    def _ending_with(self, letter: str) -> Index:
        """Look up the rules whose words at the left may end with a letter; compiled when first asked for."""
        if letter not in self._letters:
            letter = ""  # only rules that may end with any
        index = self._ending[letter] = Index(
            left.named if left is not None and (left.last is None or letter in left.last) else frozenset()
            for left in self._lefts
        )
        return index
