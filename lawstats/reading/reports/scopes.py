"""Words that say a number covers only part of the year, part of the kind, or another place than the office's own."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

__all__ = ["ELSEWHERE", "HALVES", "PART"]

with resources.files("lawstats").joinpath("vocabulary", "changes.toml").open("rb") as _file:
    _WORDS = tomllib.load(_file)

#: 宪法宣传周期间, 涉及农民工: what follows is no figure of the whole.
PART = re.compile("|".join([*_WORDS["part_of_year"]["words"], *_WORDS["part_of_kind"]["words"]]))
#: 全市, 全国: not the office's own.
ELSEWHERE = re.compile("|".join(_WORDS["elsewhere"]["words"]))
#: Two words that part a whole in two, so that the parts must add up: 专职 and 兼职.
HALVES: tuple[tuple[str, str], ...] = tuple((one, other) for one, other in _WORDS["halves"]["pairs"])
