"""Words of change against what two years on record allow: 明显上升 needs the verdict 明显上升."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from lawstats.drafts.adjectives import Strength
from lawstats.drafts.onrecord import TOGETHER, sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, noted, uncheckable
from lawstats.drafts.recompute import DOUBLED, difference, times
from lawstats.quantities.spans import close
from lawstats.telling.wording import percent, plain, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.adjectives import Adjective
    from lawstats.drafts.onrecord import Shelf, Stated

__all__ = ["judge_strength"]

_CLEAR = ("明显上升", "明显下降")
_AS_CLEAR = re.compile(r"大幅|显著|较大")
_MOVED = (*_CLEAR, "小幅上升", "小幅下降", "可能上升", "可能下降")
_UNTESTED = "不作检验"
#: Conventions of practice where no test speaks: below 30 cases two more or fewer may be called 基本持平, from there on
#: a twentieth, and a hundredth 持平; what is planned or counted one by one may be called clear from a fifth on.
_FEW, _TWO = 30, 2.0
_FIFTH, _TWENTIETH, _HUNDREDTH = 0.20, 0.05, 0.01
#: No use of 持平 covers a difference of more than a tenth, none of 基本持平 of more than a quarter from ten on.
_QUARTER, _TENTH, _TEN = 0.25, 0.10, 10
_TINY_COUNT = 1e-12


def judge_strength(adjective: Adjective, code: str, year: int, base: int, shelf: Shelf) -> Outcome:
    """Hold a word of change between two years against their figures and the verdict on them.

    Parameters
    ----------
    adjective : Adjective
        The word.
    code : str
        The indicator it is read of.
    year, base : int
        The years compared.
    shelf : Shelf
        The records.
    """
    if TOGETHER in code and adjective.strength not in (Strength.PLAIN, Strength.STRONG, Strength.DOUBLE):
        return uncheckable("几项合在一起，没有两年比较的判断")
    now, before = shelf.stated(code, year), shelf.stated(code, base)
    if not now or not before:
        missing = base if not before else year
        listed = "；".join(filter(None, (words_of(now), words_of(before))))
        return uncheckable(f"没有{missing}年的记录", listed, sources_of(now, before))
    row = shelf.verdict(code, year, base) or {}
    verdict = str(row.get("verdict", ""))
    outcome = _judge(adjective, _rate(shelf, code), now, before, verdict)
    outcome = replace(outcome, record="；".join((words_of(now), words_of(before))), source=sources_of(now, before))
    return noted(outcome, _size(now, before, rate=_rate(shelf, code)), shelf.break_note(code, base, year))


def _judge(adjective: Adjective, rate: bool, now: Sequence[Stated], before: Sequence[Stated], verdict: str) -> Outcome:
    signs = _signs(now, before)
    if adjective.strength is Strength.UNCHANGED:
        return _unchanged(adjective, verdict)
    if adjective.strength is Strength.FLAT:
        return _flat(adjective, rate, now, before, verdict)
    if adjective.sign and adjective.sign not in signs and None not in signs:
        return Outcome(Agreement.CONTRADICTS, note="方向相反" if 0 not in signs else "两年相同")
    if adjective.strength is Strength.DOUBLE:
        return _doubled(now, before)
    if adjective.strength is Strength.STRONG and not _carried(adjective, now, before, verdict):
        return Outcome(Agreement.TOO_STRONG, note=f"{_said(verdict)}，不足以说“{adjective.words}”")
    if adjective.strength is Strength.STRONG:
        return Outcome(Agreement.AGREES, note=f"{_said(verdict)}，可以这样说，宜写“明显”")
    if adjective.strength is Strength.PLAIN:
        return _direction(signs, verdict)
    if adjective.strength is Strength.SLIGHT:
        if verdict in _CLEAR and not adjective.words.startswith("有所"):
            return Outcome(Agreement.CONTRADICTS, note=f"{_said(verdict)}，不是“略有”")
        return _direction(signs, verdict)
    if adjective.strength is Strength.LIKELY:
        if verdict in _MOVED:
            return Outcome(Agreement.AGREES, note=_said(verdict))
        return Outcome(Agreement.TOO_STRONG, note=_said(verdict))
    return _clear(signs, now, before, verdict, rate=rate)


def _carried(adjective: Adjective, now: Sequence[Stated], before: Sequence[Stated], verdict: str) -> bool:
    """Whether 大幅, 显著 says no more than 明显: a clear change of a fifth or more; 激增, 井喷式 always say more."""
    share = _relative(now[0], before[0])
    return verdict in _CLEAR and share is not None and share >= _FIFTH and _AS_CLEAR.search(adjective.words) is not None


def _doubled(now: Sequence[Stated], before: Sequence[Stated]) -> Outcome:
    outcomes = []
    for one, other in product(now, before):
        ratio = times(one, other)
        if ratio is None:
            outcomes.append(Outcome(Agreement.CONTRADICTS, note=f"{other.year}年为0，没有倍数"))
        elif not DOUBLED.meets(ratio):
            outcomes.append(Outcome(Agreement.CONTRADICTS, note=f"为{other.year}年的{plain(round(ratio.low, 2))}倍"))
        elif not DOUBLED.holds(ratio):
            outcomes.append(uncheckable("两年为约数，看不出是否翻番"))
        else:
            exact = ratio.exact and close(ratio.low, 2)
            outcomes.append(Outcome(Agreement.AGREES if exact else Agreement.ROUNDED))
    return kindest(outcomes)


def _clear(
    signs: set[int | None], now: Sequence[Stated], before: Sequence[Stated], verdict: str, *, rate: bool
) -> Outcome:
    if verdict in _CLEAR:
        return Outcome(Agreement.AGREES, note=_said(verdict))
    if verdict == _UNTESTED and not rate and None not in signs:
        # What the office plans and what it counts one by one has no chance in it: the change itself is a fact.
        share = _relative(now[0], before[0])
        if share is not None and share >= _FIFTH and not (now[0].approximate or before[0].approximate):
            return Outcome(Agreement.AGREES, note="不作检验，变化在20%以上，可以这样说")
        return Outcome(Agreement.TOO_STRONG, note="不作检验，变化不到20%或为约数，只列数字即可")
    return Outcome(Agreement.TOO_STRONG, note=_said(verdict))


def _direction(signs: set[int | None], verdict: str) -> Outcome:
    if None in signs and len(signs) == 1:
        return uncheckable("两年为约数，看不出升降")
    return Outcome(Agreement.AGREES, note=_said(verdict))


def _unchanged(adjective: Adjective, verdict: str) -> Outcome:
    # 未见明显上升 is true of a fall.
    denied = {1: "上升", -1: "下降", 0: ""}[adjective.sign]
    if verdict in _MOVED and verdict.endswith(denied):
        return Outcome(Agreement.CONTRADICTS, note=_said(verdict))
    if verdict == _UNTESTED:
        return uncheckable("这项指标不作检验，只列数字")
    return Outcome(Agreement.AGREES, note=_said(verdict))


def _flat(adjective: Adjective, rate: bool, now: Sequence[Stated], before: Sequence[Stated], verdict: str) -> Outcome:
    if any(_level(one, other, adjective, rate) for one, other in product(now, before)):
        return Outcome(Agreement.AGREES)
    if verdict == "基本持平":
        return Outcome(Agreement.AGREES, note=_said(verdict))
    if all(one.approximate or other.approximate for one, other in product(now, before)):
        return uncheckable("两年为约数，看不出是否持平")
    if verdict in _MOVED or verdict == _UNTESTED:
        return Outcome(Agreement.CONTRADICTS, note=_said(verdict))
    if not rate and all(_apart(one, other, adjective) for one, other in product(now, before)):
        return Outcome(Agreement.CONTRADICTS, note=f"两个数相差较多，不是“{adjective.words}”")
    return Outcome(Agreement.TOO_STRONG, note=f"{_said(verdict)}，没有看出变化不等于持平")


def _apart(now: Stated, before: Stated, adjective: Adjective) -> bool:
    """Whether two figures differ by more than any use of 持平 covers."""
    if now.approximate or before.approximate:
        return False
    moved = abs(now.value - before.value)
    beyond = _TENTH if adjective.words == "持平" else _QUARTER
    few = adjective.words != "持平" and (moved <= _TWO or min(now.value, before.value) < _TEN)
    return before.value > 0 and not few and moved / before.value > beyond


def _level(now: Stated, before: Stated, adjective: Adjective, rate: bool) -> bool:
    if now.approximate or before.approximate:
        return now.admits == before.admits
    moved = abs(now.value - before.value)
    if close(moved, 0):
        return True
    if rate:
        return moved < 1
    if adjective.words in ("一致", "相同", "相等"):
        return False
    strict = adjective.words == "持平"
    if not strict and moved <= _TWO and max(now.value, before.value) < _FEW and min(now.value, before.value) > 0:
        return True
    loose = _HUNDREDTH if strict else _TWENTIETH
    return before.value > 0 and moved / before.value <= loose + _TINY_COUNT and max(now.value, before.value) >= _FEW


def _signs(now: Sequence[Stated], before: Sequence[Stated]) -> set[int | None]:
    """Every direction some pair of figures gives; None where their words leave it open."""
    found: set[int | None] = set()
    for one, other in product(now, before):
        if not one.approximate and not other.approximate:
            moved = one.value - other.value
            found.add(0 if close(moved, 0) else 1 if moved > 0 else -1)
            continue
        span = difference(one, other)
        found.add(1 if span.low > 0 else -1 if span.high < 0 else None)
    return found


def _relative(now: Stated, before: Stated) -> float | None:
    return abs(now.value - before.value) / before.value if before.value > 0 else None


def _said(verdict: str) -> str:
    return f"两年比较的判断为“{verdict}”" if verdict else "两年无法比较"


def _size(now: Sequence[Stated], before: Sequence[Stated], *, rate: bool) -> str:
    one, other = now[0], before[0]
    if one.approximate or other.approximate or close(one.value, other.value):
        return ""
    moved = one.value - other.value
    word = "上升" if moved > 0 else "下降"
    if rate:
        return f"{word}{points(moved)}"
    share = f"，{percent(moved / other.value)}" if other.value > 0 else ""
    return f"{word}{plain(abs(moved))}{one.measure}{share}"


def _rate(shelf: Shelf, code: str) -> bool:
    indicator = shelf.vocabulary.get(code)
    return indicator is not None and indicator.kind == "rate"
