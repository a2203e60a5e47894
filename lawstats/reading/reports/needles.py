"""What a pattern cannot do without, so that most patterns need not be tried on most texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Index", "last_letters", "needles", "scout"]

#: One atom of a pattern: a group's opening, an escape, a class, or a character.
_ATOM = re.compile(r"\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_SPECIAL = frozenset(".^$|()[]{}?*+\\")


class _Part(NamedTuple):
    """What is known of a part of a pattern.

    `named`: strings of which every match holds at least one; None where it names none. `last`: the letters it may end
    with; None where that may be any. `empty`: whether it may match nothing.
    """

    named: frozenset[str] | None
    last: frozenset[str] | None
    empty: bool


def needles(pattern: str) -> frozenset[str] | None:
    """Find strings of which every match of a pattern holds at least one.

    Parameters
    ----------
    pattern : str
        A regular expression as vocabularies hold them.

    Returns
    -------
    frozenset of str or None
        None where the pattern names none, as ``.*`` does, or is written in a way not understood here: it then has
        to be tried always.

    Examples
    --------
    >>> sorted(needles("(?:法治|依法行政).{0,16}?会议"))
    ['会议']
    >>> sorted(needles("学法|(?:普法)?宣[讲传]")), needles("(?:学法)?")
    (['学法', '宣'], None)
    """
    part = _read(pattern)
    return None if part is None else part.named


def last_letters(pattern: str) -> frozenset[str] | None:
    """Find the letters of which every match of a pattern has one at its end.

    Parameters
    ----------
    pattern : str
        A regular expression as vocabularies hold them.

    Returns
    -------
    frozenset of str or None
        None where it may end with any letter or match nothing, or is written in a way not understood here.

    Examples
    --------
    >>> sorted(last_letters("(?:法治|普法)宣[讲传](?:活动)?"))
    ['传', '动', '讲']
    >>> last_letters("学法.{0,4}") is None
    True
    """
    part = _read(pattern)
    return None if part is None or part.empty else part.last


def scout(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """Make the pattern that finds something wherever any of several patterns does: one quick look before trying them.

    Raises
    ------
    ValueError
        When one of them names nothing it cannot do without.

    Examples
    --------
    >>> quick = scout(re.compile("(?:增长|下降)了?$"), re.compile("每[^,]{0,12}$"))
    >>> quick.search("调解纠纷") is None, quick.search("同比下降") is None
    (True, False)
    """
    named: set[str] = set()
    for pattern in patterns:
        found = needles(pattern.pattern)
        if found is None:
            raise ValueError(f"{pattern.pattern} names nothing")
        named |= found
    told = sorted(needle for needle in named if len(needle) == 1 or named.isdisjoint(needle))
    return re.compile("|".join(map(re.escape, told)))


class Index:
    """Patterns by number, looked up by what they cannot do without.

    The time a look takes grows with what the words hold, not with how many patterns there are.

    Parameters
    ----------
    named : iterable of (frozenset of str or None)
        The `needles` of each pattern.
    """

    def __init__(self, named: Iterable[frozenset[str] | None]) -> None:
        self._always: list[int] = []
        numbers: dict[str, list[int]] = {}
        for number, strings in enumerate(named):
            if strings is None:
                self._always.append(number)
                continue
            for needle in strings:
                numbers.setdefault(needle, []).append(number)
        self._by_letter: dict[str, list[tuple[str, list[int]]]] = {}
        shared = Counter(letter for needle in numbers for letter in needle)
        for needle, those in numbers.items():
            # Under the letter that fewest of them hold.
            self._by_letter.setdefault(min(needle, key=shared.__getitem__), []).append((needle, those))
        self._letters = frozenset(self._by_letter)

    def worth_trying(self, words: str) -> set[int]:
        """Give the numbers of the patterns that may match these words."""
        numbers = set(self._always)
        for letter in self._letters.intersection(words):
            for needle, those in self._by_letter[letter]:
                if needle in words:
                    numbers.update(those)
        return numbers


def _read(pattern: str) -> _Part | None:
    part, end = _alternatives(pattern, 0)
    return part if end == len(pattern) else None


def _alternatives(pattern: str, at: int) -> tuple[_Part, int]:
    """Read alternatives up to a closing bracket or the end: every one of them must name something."""
    union = _Part(frozenset(), frozenset(), empty=False)
    while True:
        part, at = _sequence(pattern, at)
        union = _Part(_both(union.named, part.named), _both(union.last, part.last), empty=union.empty or part.empty)
        if at >= len(pattern) or pattern[at] != "|":
            return union, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[_Part, int]:
    """Read one alternative: of what it names, the choice that says most is kept."""
    best: frozenset[str] | None = None
    last: frozenset[str] | None = frozenset()
    empty = True
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        atom = _ATOM.match(pattern, at)
        if atom is None or (atom[0] == "(" and pattern.startswith("?", atom.end())):
            return _Part(None, None, empty=True), len(pattern) + 1  # (?i) and what else is not known here
        at = atom.end()
        literal = atom[0] if atom[0] not in _SPECIAL and len(atom[0]) == 1 else ""
        letters = _one_of(atom[0])
        part = _Part(letters or None, letters, empty=atom[0] in "^$")
        if atom[0].startswith("("):
            part, at = _alternatives(pattern, at)
            if at >= len(pattern):
                return part, len(pattern) + 1
            at += 1
            if atom[0][1:] in ("?=", "?!", "?<=", "?<!"):
                part = _Part(None, frozenset(), empty=True)  # looked at, not matched
        often = _QUANTIFIER.match(pattern, at)
        if often:
            at = often.end()
            if often[0][0] in "?*" or often[0].startswith(("{0", "{,")):
                literal, part = "", part._replace(named=None, empty=True)
        last = _both(last, part.last) if part.empty else part.last
        empty = empty and part.empty
        # A repeated character begins or ends a run of them, but does not go on with it.
        if literal and not often:
            run += literal
            continue
        best = _better(best, _of_run(run))
        best = _better(best, part.named)
        run = ""
    return _Part(_better(best, _of_run(run)), last, empty=empty), at


def _one_of(atom: str) -> frozenset[str] | None:
    """Give the letters one of which a single atom matches; none of a place, None where they are not listed."""
    if atom in "^$":
        return frozenset()
    if atom.startswith("[") and not any(sign in atom for sign in "^-\\"):
        return frozenset(atom[1:-1])
    return frozenset(atom) if len(atom) == 1 and atom not in _SPECIAL else None


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _of_run(run: str) -> frozenset[str] | None:
    return frozenset((run,)) if run else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Prefer longer strings, then fewer of them."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other, key=lambda strings: (-min(map(len, strings), default=0), len(strings)))
