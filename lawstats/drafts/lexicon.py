"""The words of change, from vocabulary/changes.toml, as patterns."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

__all__ = [
    "ADVERBS",
    "AFTER_CLEAR",
    "AFTER_STRONG",
    "COMPARED",
    "FALL",
    "GENERIC",
    "QUALITY",
    "RHETORICAL",
    "RISE",
    "SHORT",
    "STRONG_FALL",
    "STRONG_RISE",
    "TOGETHER_WORDS",
    "direction",
]

with resources.files("lawstats").joinpath("vocabulary", "changes.toml").open("rb") as _file:
    _WORDS: dict[str, Any] = tomllib.load(_file)


def _any(*names: str) -> str:
    words = [word for name in names for word in _WORDS[name]]
    return "|".join(sorted(words, key=len, reverse=True))


RISE, FALL = _any("rise"), _any("fall")
SHORT = _any("rise_short", "fall_short")
STRONG_RISE, STRONG_FALL = _any("strong_rise"), _any("strong_fall")
AFTER_STRONG, AFTER_CLEAR = _any("after_strong"), _any("after_clear")
#: How strongly a change is claimed, by kind of adverb.
ADVERBS = {name: _any(name) for name in ("strong", "clear", "likely", "slight", "steady", "yearly")}
RHETORICAL = tuple(_WORDS["rhetorical"])
GENERIC = re.compile(f"(?:{_any('generic')})")
#: 比上年, 较2022年同期, 同比: what a change is measured against.
COMPARED = (
    r"(?:(?:[与和同]|相较于?|相比于?|对比|[比较])?(?:[上头前]一?年度?|去年|往年|(?:19|20)\d\d年度?)(?:的?同期)?(?:相比|相较|比较|比)?"
    r"|同期相比|同比|环比)"
)
#: Ends of subjects that are no count: 化解纠纷能力.
QUALITY = re.compile(f"(?:{_any('qualities')})$")

#: Words for several indicators counted together, and their codes.
TOGETHER_WORDS = tuple((re.compile(f"(?:{one['words']})$"), tuple(one["codes"])) for one in _WORDS["together"])

_FALLING = re.compile(f"{FALL}|{STRONG_FALL}|{_any('fall_short')}|[少低降减]")


def direction(verb: str) -> int:
    """Say whether a verb rises (1) or falls (−1).

    Examples
    --------
    >>> direction("增长"), direction("减少"), direction("多")
    (1, -1, 1)
    """
    return -1 if _FALLING.match(verb) else 1
