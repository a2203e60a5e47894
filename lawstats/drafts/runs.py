"""Words that claim several years at once: 逐年上升, 稳步增长, 连续三年为零, 首次突破70件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawstats.drafts.adjectives import Strength
from lawstats.drafts.figures import figure_agreement
from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, uncheckable
from lawstats.drafts.recompute import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.adjectives import Adjective
    from lawstats.drafts.onrecord import Shelf, Stated

__all__ = ["judge_run"]

_LEAST_YEARS = 3
#: Without a period of its own 逐年 is held to the five years of a plan.
_MOST_YEARS = 5
_TREND = {1: "明显上升趋势", -1: "明显下降趋势"}


def judge_run(adjective: Adjective, code: str, year: int, since: int | None, shelf: Shelf) -> Outcome:
    """Hold a word that speaks of several years against every year on record.

    Parameters
    ----------
    adjective : Adjective
        A run, a first, or a steady or yearly movement.
    code : str
        The indicator it is read of.
    year : int
        The last year it speaks of.
    since : int or None
        The first, where the sentence names it (近三年, 2021年以来).
    shelf : Shelf
        The records.
    """
    if adjective.strength is Strength.FIRST:
        return _first(adjective, code, year, shelf)
    if adjective.strength is Strength.EXTREME:
        return _extreme(adjective, code, year, shelf)
    if adjective.strength is Strength.RUN:
        if adjective.sign:
            return _moving_run(adjective, code, year, shelf)
        return _level_run(adjective, code, year, shelf)
    return _movement(adjective, code, year, since, shelf)


def _with(outcome: Outcome, code: str, years: Sequence[int], shelf: Shelf) -> Outcome:
    stated = [shelf.stated(code, of) for of in years]
    record = "；".join(words_of(group) for group in stated if group)
    return Outcome(outcome.verdict, record, sources_of(*stated), outcome.note)


def _step(shelf: Shelf, code: str, year: int) -> int | None:
    """Which way a year moved from the one before; None where the words of the records leave it open."""
    found = set()
    for one in shelf.stated(code, year):
        for other in shelf.stated(code, year - 1):
            if one.approximate or other.approximate:
                span = difference(one, other)
                found.add(1 if span.low > 0 else -1 if span.high < 0 else None)
            else:
                found.add((one.value > other.value) - (one.value < other.value))
    return found.pop() if len(found) == 1 else None


def _moving_run(adjective: Adjective, code: str, year: int, shelf: Shelf) -> Outcome:
    """连续三年上升 is three steps up, or three years of which each is above the one before; one step is no run."""
    lengths = [length for length in (adjective.years - 1, adjective.years) if length > 1]
    readings = [_run_of(_steps(code, year, length, shelf), adjective.sign) for length in lengths]
    years = range(year - adjective.years, year + 1)
    return _with(kindest(readings), code, years, shelf) if readings else uncheckable("不足两年，说不上连续")


def _steps(code: str, year: int, number: int, shelf: Shelf) -> list[tuple[int, int | None, bool]]:
    return [
        (of, _step(shelf, code, of), bool(shelf.stated(code, of) and shelf.stated(code, of - 1)))
        for of in range(year - number + 1, year + 1)
    ]


def _run_of(steps: Sequence[tuple[int, int | None, bool]], sign: int) -> Outcome:
    for of, moved, known in steps:
        if known and moved is not None and moved != sign:
            return Outcome(Agreement.CONTRADICTS, note=f"{of}年{_moved(moved)}")
    gaps = [of for of, moved, known in steps if not known or moved is None]
    if gaps:
        return uncheckable(f"缺{'、'.join(f'{of}年' for of in gaps)}的升降")
    return Outcome(Agreement.AGREES)


def _moved(sign: int) -> str:
    return {1: "上升", -1: "下降", 0: "没有变化"}[sign]


def _level_run(adjective: Adjective, code: str, year: int, shelf: Shelf) -> Outcome:
    years = range(year - adjective.years + 1, year + 1)
    level = adjective.level
    if level is None and not adjective.zero:
        if adjective.words.endswith("持平"):
            steps = _steps(code, year, adjective.years - 1, shelf)
            return _with(_run_of(steps, 0), code, years, shelf)
        return uncheckable("没有认出连续几年的是什么")
    gaps = []
    for of in years:
        stated = shelf.stated(code, of)
        if not stated:
            gaps.append(of)
            continue
        fits = [_holds(one, adjective) for one in stated]
        if not any(fits):
            return _with(Outcome(Agreement.CONTRADICTS, note=f"{of}年为{stated[0].words}"), code, years, shelf)
    if gaps:
        return _with(uncheckable(f"缺{'、'.join(f'{of}年' for of in gaps)}的记录"), code, years, shelf)
    return _with(Outcome(Agreement.AGREES), code, years, shelf)


def _holds(one: Stated, adjective: Adjective) -> bool:
    if adjective.level is None:
        return one.admits.low <= 0
    return figure_agreement(adjective.level, one) is not Agreement.CONTRADICTS


def _first(adjective: Adjective, code: str, year: int, shelf: Shelf) -> Outcome:
    """Refute a first where records can; prove it they never can, for what came before them is unknown."""
    earlier = [of for of in shelf.years(code) if of < year]
    for of in earlier:
        stated = shelf.stated(code, of)
        if all(_had(one, adjective) for one in stated):
            found = Outcome(Agreement.CONTRADICTS, note=f"{of}年已有：{stated[0].words}")
            return _with(found, code, [of, year], shelf)
    if not earlier:
        return uncheckable("没有以前年份的记录，不能说是首次")
    return _with(uncheckable(f"{earlier[0]}年以来的记录里没有，更早的没有记录"), code, [*earlier, year], shelf)


def _extreme(adjective: Adjective, code: str, year: int, shelf: Shelf) -> Outcome:
    """历年最高 is refuted by one year above; proved only where the words say how many years, and all are on record."""
    now = shelf.stated(code, year)
    if not now:
        return uncheckable(f"没有{year}年的记录")
    first = year - adjective.years + 1 if adjective.years else 0
    earlier = [of for of in shelf.years(code) if first <= of < year]
    new = "新" in adjective.words
    for of in earlier:
        if all(_beyond(other, one, adjective.sign, ties=new) for one in now for other in shelf.stated(code, of)):
            found = Outcome(Agreement.CONTRADICTS, note=f"{of}年为{shelf.stated(code, of)[0].words}")
            return _with(found, code, [of, year], shelf)
    if any(one.approximate for of in (*earlier, year) for one in shelf.stated(code, of)):
        return _with(uncheckable("有的年份是约数，分不出高低"), code, [*earlier, year], shelf)
    if adjective.years and len(earlier) == adjective.years - 1:
        return _with(Outcome(Agreement.AGREES), code, [*earlier, year], shelf)
    if not earlier:
        return uncheckable("没有以前年份的记录，无从比较")
    return _with(uncheckable(f"{earlier[0]}年以来的记录里是这样，更早的没有记录"), code, [*earlier, year], shelf)


def _beyond(other: Stated, now: Stated, sign: int, *, ties: bool) -> bool:
    if sign > 0:
        return other.admits.low > now.admits.high or (ties and other.admits.low >= now.admits.high)
    return other.admits.high < now.admits.low or (ties and other.admits.high <= now.admits.low)


def _had(one: Stated, adjective: Adjective) -> bool:
    if adjective.zero:
        return one.admits.high <= 0
    if adjective.level is not None:
        limit = adjective.level.quantity.value
        return one.admits.high <= limit if adjective.sign < 0 else one.admits.low >= limit
    return one.admits.low > 0


def _movement(adjective: Adjective, code: str, year: int, since: int | None, shelf: Shelf) -> Outcome:
    """逐年 is every year; 稳步 is every year and a trend beyond chance."""
    first = year - _MOST_YEARS + 1 if since is None else since
    years = [of for of in _unbroken(code, year, shelf) if of >= first]
    if len(years) < 2:
        return _with(uncheckable("不足两年的记录"), code, years, shelf)
    if adjective.strength is Strength.TREND and len(years) >= _LEAST_YEARS:
        return _with(_trend(adjective, code, year, shelf), code, years, shelf)
    run = _run_of(_steps(code, year, len(years) - 1, shelf), adjective.sign)
    if run.verdict is not Agreement.AGREES:
        return _with(run, code, years, shelf)
    if len(years) < _LEAST_YEARS:
        few = "只有两年的记录，说不上趋势"
        steady = adjective.strength in (Strength.STEADY, Strength.TREND)
        return _with(Outcome(Agreement.TOO_STRONG, note=few) if steady else uncheckable(few), code, years, shelf)
    if adjective.strength is Strength.YEARLY:
        return _with(run, code, years, shelf)
    return _with(_trend(adjective, code, year, shelf), code, years, shelf)


def _trend(adjective: Adjective, code: str, year: int, shelf: Shelf) -> Outcome:
    """Hold a claimed trend to the verdict on the trend."""
    row = shelf.trend(code, year) or {}
    verdict = str(row.get("verdict", ""))
    said = f"趋势的判断为“{verdict}”"
    if verdict == "年份不足":
        return uncheckable(f"{said}，说不上趋势")
    if verdict == "不作检验":
        rises = float(row["last_value"]) - float(row["first_value"])
        fits = rises * adjective.sign > 0
        return Outcome(Agreement.AGREES if fits else Agreement.TOO_STRONG, note=f"{said}，只列各年数字即可")
    if verdict == _TREND[adjective.sign]:
        return Outcome(Agreement.AGREES, note=said)
    opposite = _TREND[-adjective.sign].removeprefix("明显")
    return Outcome(Agreement.CONTRADICTS if verdict.endswith(opposite) else Agreement.TOO_STRONG, note=said)


def _unbroken(code: str, year: int, shelf: Shelf) -> list[int]:
    """Give the years up to the one spoken of, without a gap or a break in definition."""
    years = [year] if shelf.stated(code, year) else []
    while years and shelf.stated(code, years[0] - 1) and not shelf.break_note(code, years[0] - 1, years[0]):
        years.insert(0, years[0] - 1)
    return years
