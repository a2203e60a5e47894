"""The claims of one sentence, each with its outcome: which check a number or word is given to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.drafts.adjectives import Adjective, Strength, find_adjectives, rhetorical
from lawstats.drafts.averages import check_average, is_average
from lawstats.drafts.causes import find_causes
from lawstats.drafts.change_checks import check_change
from lawstats.drafts.changes import Change, Manner, find_changes
from lawstats.drafts.figures import OTHERS, about_others, check_figure
from lawstats.drafts.inside import check_direction, check_inside
from lawstats.drafts.naming import names_quality
from lawstats.drafts.nothing import find_nothing
from lawstats.drafts.onrecord import TOGETHER
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, noted, uncheckable
from lawstats.drafts.own_rates import check_rate
from lawstats.drafts.passages import Item
from lawstats.drafts.runs import judge_run
from lawstats.drafts.shares import check_share, check_share_change, is_share
from lawstats.drafts.strengths import judge_strength
from lawstats.drafts.subjects import said_of_word, settle
from lawstats.drafts.sums import check_sum
from lawstats.quantities.measures import PERIODS
from lawstats.reading.reports.checks.sums import find_sums
from lawstats.reading.reports.context import (
    BASE,
    CHANGE,
    COMBINED,
    ELSEWHERE,
    OTHER_YEAR,
    PART,
    PRESENT,
    REQUIRED,
    SHARE,
)
from lawstats.reading.reports.windows import windows_of

if TYPE_CHECKING:
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Passage
    from lawstats.reading.reports.checks.sums import Sum

__all__ = ["Claim", "claims_of"]

_AHEAD = "是今后的目标或要求，不作为结果核对"
_WHY = {
    REQUIRED: _AHEAD,
    PRESENT: "说的是现状，不作为结果核对",
    PART: "分项没有记录",
    COMBINED: "几项合在一起的数，记录里分列",
    SHARE: "平均数，没有可用的分子分母",
    ELSEWHERE: "上级或他处的数，本机关没有记录",
}
_FITS = (Agreement.AGREES, Agreement.ROUNDED)
_AFTER = ("后", "之后", "以后", "的基础上")
_SEVERAL_YEARS = (Strength.RUN, Strength.FIRST, Strength.EXTREME, Strength.STEADY, Strength.YEARLY, Strength.TREND)


@dataclass(slots=True)
class Claim:
    """One row of the check."""

    passage: Passage
    start: int
    end: int
    kind: str
    codes: tuple[str, ...]
    says: str
    outcome: Outcome


def claims_of(passage: Passage, namer: Namer, shelf: Shelf) -> list[Claim]:
    """Check every claim of a sentence."""
    settle(passage, namer)
    sums = {} if passage.ahead else find_sums(passage.sentence, passage.items)
    for made in sums.values():
        if made.after:
            # “两项合计14件” is a figure of neither of the two, but of both together.
            alone = [part.codes[0] for part in made.parts if len(part.codes) == 1]
            made.total.codes = (TOGETHER.join(alone),) if len(alone) == len(made.parts) == len(set(alone)) else ()
    changes = {} if passage.ahead else find_changes(passage, namer)
    claims: list[Claim] = []
    covered: set[int] = set()  # 连续三年 is one claim with its 三年
    for adjective in find_adjectives(passage):
        claim = _adjective(adjective, passage, changes, namer, shelf)
        if claim is not None:
            claims.append(claim)
            covered |= {item.start for item in adjective.covers}
    for item in passage.items:
        if item.start in covered:
            continue
        if passage.ahead:
            claims.append(_claim(passage, item, "数字", "今后的安排", uncheckable(_AHEAD)))
        elif item.start in changes:
            claims.append(_change(changes[item.start], passage, shelf))
        else:
            claims.append(_number(item, passage, sums.get(item.start), namer, shelf))
    if not passage.ahead:
        for quantity, codes in find_nothing(passage, namer, shelf):
            window = windows_of(passage.sentence, [quantity])[0]
            item = Item(quantity, window, codes, "", namer.draft.year)
            says = f"{item.year}年{quantity.text}"
            claims.append(_claim(passage, item, "数字", says, check_figure(item, passage, shelf)))
        for start, end, outcome in find_causes(passage):
            says = passage.sentence.text[start - passage.sentence.start : end - passage.sentence.start]
            claims.append(Claim(passage, start, end, "形容词", (), says, outcome))
    for made in sums.values():
        _blame_part(made, {claim.start: claim for claim in claims if claim.kind != "形容词"})
    return claims


def _blame_part(made: Sum[Item], claims: dict[int, Claim]) -> None:
    """Lay a sum that does not come out at the door of a part where the total itself is as on record."""
    total, added = claims.get(made.total.start), check_sum(made)
    if total is None or added is None or made.after or added.verdict is not Agreement.CONTRADICTS:
        return
    if total.outcome.verdict not in _FITS:
        return
    parts = [claims[part.start] for part in made.parts if part.start in claims]
    open_parts = [claim for claim in parts if claim.outcome.verdict not in _FITS]
    # One mistake, one flag: which part is wrong the words cannot say.
    blamed = open_parts[-1] if open_parts else total
    outcome = noted(added, "合计与记录相符，请核对各分项")
    blamed.outcome = Outcome(Agreement.CONTRADICTS, total.outcome.record, total.outcome.source, outcome.note)


def _claim(passage: Passage, item: Item, kind: str, says: str, outcome: Outcome) -> Claim:
    return Claim(passage, item.start, item.end, kind, item.codes, says, outcome)


def _change(change: Change, passage: Passage, shelf: Shelf) -> Claim:
    item = change.item
    if about_others(passage, item.start, shelf):
        outcome = uncheckable(OTHERS)
    else:
        outcome = check_change(change, shelf)
        if outcome.verdict is Agreement.NOT_ON_RECORD and not (change.chained or change.yearly) and change.sign:
            inside = check_share_change(change, passage, shelf) if change.of_share else None
            outcome = inside or check_inside(change, passage, shelf) or outcome
    word = "" if change.manner is Manner.RATIO else "上升" if change.sign > 0 else "下降"
    says = f"{change.year}年比{change.base}年{word}{item.quantity.text}"
    return _claim(passage, item, "变化", says, outcome)


def _number(item: Item, passage: Passage, made: Sum[Item] | None, namer: Namer, shelf: Shelf) -> Claim:
    period = item.period
    when = f"{period.start:%Y-%m-%d}至{period.end:%Y-%m-%d}" if period else f"{item.year}年"
    says = f"{when}{item.quantity.text}"
    if item.reason == REQUIRED:
        return _claim(passage, item, "数字", "目标或要求", uncheckable(_AHEAD))
    if not item.codes and is_share(item, passage):
        return _claim(passage, item, "占比", item.quantity.text, check_share(item, passage, namer, shelf))
    if not item.codes and is_average(item):
        return _claim(passage, item, "平均数", says, check_average(item, passage, namer, shelf))
    added = check_sum(made) if made is not None else None
    if made is not None and made.after and added is not None:
        return _claim(passage, item, "数字", f"合计{item.quantity.text}", added)
    if item.codes:
        outcome = check_figure(item, passage, shelf)
    else:
        lasting = "是时间长短，不核对" if item.quantity.measure in PERIODS else ""
        outcome = uncheckable(lasting or _WHY.get(item.reason, "没有认出是哪项指标"))
    outcome = _with_sum(outcome, added)
    turned = check_direction(item, passage)
    if turned is not None:
        outcome = noted(turned, outcome.note)
    divided = check_rate(item, passage)
    if divided is not None:
        outcome = _with_rate(outcome, divided)
    return _claim(passage, item, "数字", says, outcome)


def _with_sum(outcome: Outcome, added: Outcome | None) -> Outcome:
    """Hold a total to the record and to its parts."""
    if added is None:
        return outcome
    if added.verdict is Agreement.CONTRADICTS and outcome.verdict in _FITS:
        return noted(outcome, "与分项之和不符")
    if added.verdict is Agreement.CONTRADICTS and outcome.verdict is not Agreement.CONTRADICTS:
        return Outcome(Agreement.CONTRADICTS, outcome.record, outcome.source, noted(added, outcome.note).note)
    if outcome.verdict is Agreement.NOT_ON_RECORD and added.verdict is Agreement.AGREES:
        return noted(added, outcome.note)
    return noted(outcome, added.note)


def _with_rate(outcome: Outcome, divided: Outcome) -> Outcome:
    """Hold a rate to the record, and one without a record to the counts beside it."""
    if outcome.verdict is Agreement.NOT_ON_RECORD and divided.verdict is not Agreement.NOT_ON_RECORD:
        return noted(divided, outcome.note)
    if outcome.verdict is Agreement.CONTRADICTS and divided.verdict in (Agreement.AGREES, Agreement.ROUNDED):
        # 化解率 of what was screened is another rate than that of what was accepted.
        return Outcome(
            divided.verdict, outcome.record, outcome.source, noted(divided, "与记录的分母可能不同", outcome.note).note
        )
    if divided.verdict is Agreement.CONTRADICTS:
        return noted(outcome, divided.note, "请核对分母")
    return outcome


def _adjective(
    adjective: Adjective, passage: Passage, changes: dict[int, Change], namer: Namer, shelf: Shelf
) -> Claim | None:
    codes = said_of_word(adjective, passage, namer)
    inferred = adjective.strength in (Strength.CLEAR, Strength.STRONG) and _drawn(adjective, passage)
    if not codes and rhetorical(adjective) and not inferred:
        return None
    year, base = _years(adjective, passage, changes, namer.draft.year)
    if passage.ahead:
        outcome = uncheckable(_AHEAD)
    elif about_others(passage, adjective.start, shelf):
        outcome = uncheckable(OTHERS)
    elif not codes and adjective.strength is Strength.STRONG and names_quality(adjective.left):
        outcome = Outcome(Agreement.TOO_STRONG, note="能力、水平一类的说法没有数字，“大幅、显著”无从依据")
    elif not codes and inferred:
        outcome = Outcome(Agreement.TOO_STRONG, note="前面的件数说明不了能力、水平的高低")
    elif not codes:
        outcome = uncheckable("没有认出说的是哪项指标")
    else:
        outcome = kindest(_judge(adjective, code, year, base, passage, shelf) for code in codes)
    says = adjective.words if adjective.strength in _SEVERAL_YEARS else f"{year}年比{base}年{adjective.words}"
    return Claim(passage, adjective.start, adjective.end, "形容词", codes, says, outcome)


def _drawn(adjective: Adjective, passage: Passage) -> bool:
    """诉讼由3件降为1件，依法行政水平明显提高: a quality inferred from the change of a count."""
    before = [item for item in passage.items if item.end <= adjective.start]
    return names_quality(adjective.left) and any(
        item.codes and (item.reason in (BASE, CHANGE) or adjective.strength is Strength.STRONG) for item in before
    )


def _judge(adjective: Adjective, code: str, year: int, base: int, passage: Passage, shelf: Shelf) -> Outcome:
    if adjective.strength in _SEVERAL_YEARS:
        since = next(
            (found.period.start.year for found in passage.mentions if found.period and found.period.start.year < year),
            None,
        )
        if since is None:
            # 由2021年的44件逐年下降至32件
            since = next((found.year for found in passage.mentions if found.compared and found.year < year - 1), None)
        return judge_run(adjective, code, year, since, shelf)
    return judge_strength(adjective, code, year, base, shelf)


def _years(adjective: Adjective, passage: Passage, changes: dict[int, Change], year: int) -> tuple[int, int]:
    """Say which years a word of change compares: those of the number it stands with, else those named before it."""
    near = [change for start, change in changes.items() if 0 <= start - adjective.end <= 2]
    if near:
        return near[0].year, near[0].base
    at = adjective.start - passage.sentence.start
    opening = max(passage.sentence.text.rfind(mark, 0, at) for mark in ";。") + 1
    mentions = [mention for mention in passage.mentions if opening <= mention.start < at]
    now = [mention.year for mention in mentions if not mention.compared]
    figures = [
        item.year
        for item in passage.items
        if opening <= item.start - passage.sentence.start < at and item.reason not in (BASE, OTHER_YEAR)
    ]
    of = max([*now, *figures], default=year)
    if adjective.strength in _SEVERAL_YEARS and passage.sentence.text[at + len(adjective.words) :].startswith(_AFTER):
        of -= 1  # 在连续三年下降后有所回升
    inside = range(at, at + len(adjective.words))  # 低于上年
    compared = [mention.year for mention in mentions if mention.compared and mention.year < of]
    compared += [mention.year for mention in passage.mentions if mention.start in inside and mention.year < of]
    return of, compared[-1] if compared and "同比" not in adjective.left else of - 1
