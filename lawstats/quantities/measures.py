"""Measure words: what stands behind a number and says what was counted."""

from __future__ import annotations

import tomllib
from importlib import resources

__all__ = [
    "CONTINUOUS",
    "COUNTABLE",
    "COUNTED_BY_ONE",
    "COUNTING_VERBS",
    "HAPPENING_VERBS",
    "LASTING_VERBS",
    "PERIODS",
    "find_measure",
    "same_measure",
]

with resources.files("lawstats").joinpath("vocabulary", "measures.toml").open("rb") as _file:
    _TABLE = tomllib.load(_file)

_ALIASES: dict[str, str] = _TABLE["aliases"]
_MEASURES = frozenset(_TABLE["counted"]) | frozenset(_TABLE["continuous"])
#: Measure words by their first character, the longest first.
_BY_HEAD = {
    head: tuple(sorted((word for word in _MEASURES if word[0] == head), key=len, reverse=True))
    for head in {word[0] for word in _MEASURES}
}
_NOUNS = frozenset(_TABLE["words"]["not_measures"])
_STILL = frozenset(_TABLE["words"]["still_measures"])
#: Measure words that count the same thing; any other change of measure is a change of definition.
_SAME = ({"件", "起", "宗"}, {"人", "名", "位"}, {"个", "家"}, {"场", "场次"})
_TIMES = ("/次", "·次", "（次）", "(次)")

CONTINUOUS = frozenset(_ALIASES.get(word, word) for word in _TABLE["continuous"])
PERIODS = frozenset(_TABLE["periods"]["words"])
COUNTED_BY_ONE = frozenset(_TABLE["words"]["counted_by_one"])
COUNTABLE = tuple(_TABLE["words"]["countable"])
COUNTING_VERBS = tuple(_TABLE["words"]["counting_verbs"])
LASTING_VERBS = tuple(_TABLE["words"]["lasting_verbs"])
HAPPENING_VERBS = tuple(_TABLE["words"]["happening_verbs"])


def find_measure(text: str, position: int) -> tuple[str, int]:
    """Find the measure word at a position, after at most two spaces.

    Parameters
    ----------
    text : str
        Half-width text.
    position : int
        Where the number ends.

    Returns
    -------
    measure : str
        In its usual spelling (平米 is 平方米, 人/次 is 人次); empty when none stands there.
    end : int
        Where the measure word ends; `position` when there is none.

    Examples
    --------
    >>> find_measure("800 人次", 3), find_measure("5部门联合", 1), find_measure("3名义务调解员", 1)
    (('人次', 6), ('', 1), ('名', 2))
    """
    start = position
    while start - position < 2 and text[start : start + 1] == " ":
        start += 1
    for word in _BY_HEAD.get(text[start : start + 1], ()):
        if not text.startswith(word, start):
            continue
        if len(word) == 1 and _opens_noun(text, start):
            return "", position
        end = start + len(word)
        if word in "人场户件台家期批班宗起例":
            for times in _TIMES:
                if text.startswith(times, end):
                    return word + "次", end + len(times)
        if word[0].isascii() and word[-1].isalnum() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue  # 5mm is not 5 m
        return _ALIASES.get(word, word), end
    return "", position


def same_measure(one: str, other: str) -> bool:
    """Tell whether two measure words count the same thing.

    Examples
    --------
    >>> same_measure("件", "起"), same_measure("人", "人次")
    (True, False)
    """
    return one == other or any({one, other} <= group for group in _SAME)


def _opens_noun(text: str, start: int) -> bool:
    if text[start : start + 2] not in _NOUNS:
        return False
    return text[start : start + 3] not in _STILL
