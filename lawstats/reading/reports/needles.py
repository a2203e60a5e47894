"""Which short strings a pattern cannot do without, so that most patterns need not be tried on most texts."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["grams", "needles"]

#: One atom of a pattern: a group's opening, an escape, a class, or a character.
_ATOM = re.compile(r"\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})[?+]?")
_SPECIAL = frozenset(".^$|()[]{}?*+\\")
#: Longer strings tell little more.
_LENGTH = 2


def grams(words: str) -> set[str]:
    """Give every character of a text and every two that stand side by side.

    Examples
    --------
    >>> sorted(grams("学法"))
    ['学', '学法', '法']
    """
    return {*words, *map("".join, pairwise(words))}


def needles(pattern: str) -> frozenset[str] | None:
    """Find strings of at most two characters of which every match of a pattern holds at least one.

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
    found, end = _alternatives(pattern, 0)
    return found if end == len(pattern) else None


def _alternatives(pattern: str, at: int) -> tuple[frozenset[str] | None, int]:
    """Read alternatives up to a closing bracket or the end: every one of them must name something."""
    union: frozenset[str] | None = frozenset()
    while True:
        found, at = _sequence(pattern, at)
        union = None if union is None or found is None else union | found
        if at >= len(pattern) or pattern[at] != "|":
            return union, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[frozenset[str] | None, int]:
    """Read one alternative: of what it names, the choice that says most is kept."""
    best: frozenset[str] | None = None
    run = ""
    while at < len(pattern) and pattern[at] not in "|)":
        atom = _ATOM.match(pattern, at)
        if atom is None or (atom[0] == "(" and pattern.startswith("?", atom.end())):
            return None, len(pattern) + 1  # (?i) and what else is not known here
        at = atom.end()
        literal = atom[0] if atom[0] not in _SPECIAL and len(atom[0]) == 1 else ""
        inner: frozenset[str] | None = None
        if atom[0].startswith("("):
            inner, at = _alternatives(pattern, at)
            if at >= len(pattern):
                return None, len(pattern) + 1
            at += 1
            if atom[0][1:] in ("?=", "?!", "?<=", "?<!"):
                inner = None  # looked at, not matched
        often = _QUANTIFIER.match(pattern, at)
        if often:
            at = often.end()
            if often[0][0] in "?*" or often[0].startswith(("{0", "{,")):
                literal, inner = "", None
        # A repeated character begins or ends a run of them, but does not go on with it.
        if literal and not often:
            run += literal
            continue
        best = _better(best, _of_run(run))
        best = _better(best, inner if inner is not None else _of_run(literal))
        run = ""
    return _better(best, _of_run(run)), at


def _of_run(run: str) -> frozenset[str] | None:
    return frozenset((run[-_LENGTH:],)) if run else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Prefer longer strings, then fewer of them."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other, key=lambda strings: (-min(map(len, strings), default=0), len(strings)))
