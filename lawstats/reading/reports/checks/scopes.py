"""Words of scope and of change: part of the year or of the kind, another place than the office's own, up and down."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

__all__ = ["ELSEWHERE", "FALLS", "HALVES", "PART", "RISES"]

with resources.files("lawstats").joinpath("vocabulary", "changes.toml").open("rb") as _file:
    _WORDS = tomllib.load(_file)

#: 宪法宣传周期间, 涉及农民工: what follows is no figure of the whole.
PART = re.compile("|".join([*_WORDS["part_of_year"]["words"], *_WORDS["part_of_kind"]["words"]]))
#: 全市, 全国: not the office's own.
ELSEWHERE = re.compile("|".join(_WORDS["elsewhere"]["words"]))
#: Two words that part a whole in two, so that the parts must add up: 专职 and 兼职.
HALVES: tuple[tuple[str, str], ...] = tuple((one, other) for one, other in _WORDS["halves"]["pairs"])
#: Verbs that a number of change stands behind: 增长20%, 降三成.
RISES = "|".join(sorted([*_WORDS["rise"], *_WORDS["rise_short"], *_WORDS["strong_rise"]], key=len, reverse=True))
FALLS = "|".join(sorted([*_WORDS["fall"], *_WORDS["fall_short"], *_WORDS["strong_fall"]], key=len, reverse=True))
