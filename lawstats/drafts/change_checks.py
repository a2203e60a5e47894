"""A claimed change against both years' figures, worked out again."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from lawstats.drafts.changes import Manner
from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, noted, severest, uncheckable
from lawstats.drafts.recompute import DOUBLED, agreement, difference, growth, times
from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import Span
from lawstats.telling.wording import percent, plain, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.changes import Change
    from lawstats.drafts.onrecord import Shelf, Stated
    from lawstats.indicators import Indicator

__all__ = ["check_change", "weigh_change"]

_SMALL = 10


def check_change(change: Change, shelf: Shelf) -> Outcome:
    """Hold a change against the records of both years."""
    if change.chained:
        return _chained(change, shelf)
    if change.yearly:
        return uncheckable("年均变化有不止一种算法，不核对")
    if not change.codes:
        return uncheckable("没有认出是哪项指标的变化")
    if change.sign == 0 or change.manner is Manner.UNKNOWN:
        net = replace(change, sign=1, manner=Manner.DIFFERENCE)
        grown = kindest(_check_one(net, code, shelf) for code in change.codes)
        if change.item.quantity.measure and grown.verdict in (Agreement.AGREES, Agreement.ROUNDED):
            return noted(grown, "新增数与净增数相同")
        return uncheckable("没有认出是与上年相比的升降（新增数不等于净增）")
    outcomes = [_check_one(change, code, shelf) for code in change.codes]
    if change.also:
        other = replace(change, base=change.also)
        outcomes = [
            kindest((one, _check_one(other, code, shelf))) for one, code in zip(outcomes, change.codes, strict=True)
        ]
    return severest(outcomes) if change.together else kindest(outcomes)


def _chained(change: Change, shelf: Shelf) -> Outcome:
    """环比 is against the month or quarter before; said of the change against last year it is the wrong word."""
    yearly = check_change(replace(change, chained=False), shelf)
    if yearly.verdict in (Agreement.AGREES, Agreement.ROUNDED):
        return Outcome(Agreement.CONTRADICTS, yearly.record, yearly.source, "与上年相比应写“同比”，不是“环比”")
    return uncheckable("年度数据没有环比，请写同比")


def _check_one(change: Change, code: str, shelf: Shelf) -> Outcome:
    indicator = shelf.vocabulary.get(code)
    if change.of_share and not _is_rate(indicator):
        return uncheckable("占比的变化需要两年的分项和合计，记录里没有")
    now, base = shelf.stated(code, change.year), shelf.stated(code, change.base)
    if not now or not base:
        missing = change.base if not base else change.year
        listed = "；".join(filter(None, (words_of(now), words_of(base))))
        return uncheckable(f"没有{missing}年的记录，无法重算", listed, sources_of(now, base))
    outcome = weigh_change(change, indicator, now, base)
    if outcome.verdict is Agreement.CONTRADICTS:
        outcome = noted(outcome, *_reasons(change, code, indicator, now, base, shelf))
    return noted(outcome, *map(_disagreeing, (now, base)), shelf.break_note(code, change.base, change.year))


def _disagreeing(stated: Sequence[Stated]) -> str:
    """Point out a year of which the records hold two figures."""
    if len({one.value for one in stated}) < 2:
        return ""
    listed = "、".join(f"{one.words}（{one.source}）" for one in stated)
    return f"{stated[0].year}年的记录有{listed}，用哪个须说明"


def weigh_change(change: Change, indicator: Indicator | None, now: Sequence[Stated], base: Sequence[Stated]) -> Outcome:
    """Work a change out from every pair of figures; the pair that fits best counts."""
    record = "；".join((words_of(now), words_of(base)))
    outcomes = [_weigh(change, indicator, one, other) for one, other in product(now, base)]
    return replace(kindest(outcomes), record=record, source=sources_of(now, base))


def _weigh(change: Change, indicator: Indicator | None, now: Stated, base: Stated) -> Outcome:
    quantity, rate = change.item.quantity, _is_rate(indicator)
    vague = now.approximate or base.approximate
    moved = difference(now, base)
    if change.manner is Manner.DIFFERENCE and indicator is not None and not _counts(indicator, quantity.measure):
        return uncheckable("变化的单位与这项指标不同")
    if change.manner is Manner.POINTS and not rate:
        return Outcome(Agreement.CONTRADICTS, note="件数、人数的增幅是百分比，不是百分点")
    if change.manner in (Manner.DIFFERENCE, Manner.POINTS):
        centre = (now.centre - base.centre) * change.sign
        verdict = agreement(quantity, _signed(moved, change.sign), centre=centre, approximate=vague)
        wording = "绝对数宜用“增加、减少”" if "增长" in change.item.window.raw_left[-3:] and not rate else ""
        return _outcome(verdict, wording, now, base)
    ratio = times(now, base)
    grown = growth(now, base)
    if (ratio is None or grown is None) and base.admits.high > 0:
        return uncheckable(f"{base.year}年可能为0，定不出倍数和增幅")
    if ratio is None or grown is None:
        return Outcome(Agreement.CONTRADICTS, note=f"{base.year}年为0，没有倍数和增幅，只列绝对数")
    if change.manner is Manner.RATIO:
        return _weigh_ratio(change, ratio, vague, now, base)
    factor = 100.0 if quantity.measure in ("", "倍") else 0.1 if quantity.measure == "‰" else 1.0
    if quantity.measure == "倍" and change.sign < 0:
        return Outcome(Agreement.CONTRADICTS, note="下降不用倍数")
    verdict = agreement(quantity, _signed(grown, change.sign), approximate=vague, factor=factor)
    if rate:
        in_points = agreement(quantity, _signed(moved, change.sign), approximate=vague)
        nearer = abs(quantity.value - abs(_middle(moved))) < abs(quantity.value - abs(_middle(grown)))
        if in_points in (Agreement.AGREES, Agreement.ROUNDED) and nearer:
            return Outcome(Agreement.CONTRADICTS, note="两个百分率之差应说“个百分点”")
        return _outcome(verdict, "率的变化宜用百分点", now, base)
    small = "" if min(now.admits.low, base.admits.low) >= _SMALL else "基数不足10，宜只列绝对数"
    return _outcome(verdict, small, now, base)


def _weigh_ratio(change: Change, ratio: Span, vague: bool, now: Stated, base: Stated) -> Outcome:
    quantity = change.item.quantity
    if quantity.text.startswith("翻"):
        # 翻一番多 starts where doubled does and has no end.
        claimed = Span(DOUBLED.low * quantity.low / 2, DOUBLED.high * quantity.high / 2)
        if not claimed.meets(ratio):
            verdict = Agreement.CONTRADICTS
        elif ratio.exact:
            said = ratio.low == quantity.value or quantity.qualifier != "exact"
            verdict = Agreement.AGREES if said else Agreement.ROUNDED
        else:
            verdict = Agreement.ROUNDED if claimed.holds(ratio) else Agreement.NOT_ON_RECORD
        return _outcome(verdict, "", now, base)
    return _outcome(
        agreement(quantity, ratio, approximate=vague, factor=1.0 if quantity.measure == "倍" else 0.01), "", now, base
    )


def _outcome(verdict: Agreement, wording: str, now: Stated, base: Stated) -> Outcome:
    if verdict is Agreement.NOT_ON_RECORD:
        which = "、".join(f"{one.year}年" for one in (now, base) if one.approximate)
        return uncheckable(f"{which}是约数，不能据以定变化的大小")
    return Outcome(verdict, note=wording if verdict is not Agreement.CONTRADICTS else "")


def _signed(span: Span, sign: int) -> Span:
    return span if sign > 0 else Span(-span.high, -span.low)


def _middle(span: Span) -> float:
    return (span.low + span.high) / 2


def _is_rate(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.kind == "rate"


def _counts(indicator: Indicator, measure: str) -> bool:
    return measure in indicator.accepts or any(same_measure(measure, one) for one in indicator.measures)


def _reasons(
    change: Change,
    code: str,
    indicator: Indicator | None,
    now: Sequence[Stated],
    base: Sequence[Stated],
    shelf: Shelf,
) -> list[str]:
    """Say what the change is, and which mistake gives the printed number."""
    notes = [_truth(change, indicator, now[0], base[0])]
    turned = replace(change, sign=-change.sign)
    fits = (Agreement.AGREES, Agreement.ROUNDED)
    if change.manner is not Manner.RATIO and weigh_change(turned, indicator, now, base).verdict in fits:
        notes.append("方向相反")
    if change.manner is Manner.RELATIVE:
        as_ratio = replace(change, manner=Manner.RATIO)
        if weigh_change(as_ratio, indicator, now, base).verdict in fits:
            notes.append("把“为上年的几倍（百分之几）”写成了“增长”")
        swapped = replace(change, sign=-change.sign)
        if weigh_change(swapped, indicator, base, now).verdict in fits:
            notes.append("可能误以今年数作基数")
    for year in shelf.years(code):
        if year in (change.year, change.base):
            continue
        other = shelf.stated(code, year)
        if weigh_change(change, indicator, now, other).verdict in fits:
            notes.append(f"与{year}年相比才是这个数，可能用错了基期")
            break
    return list(dict.fromkeys(notes))


def _truth(change: Change, indicator: Indicator | None, now: Stated, base: Stated) -> str:
    moved = now.centre - base.centre
    if math.isnan(moved):
        return ""
    word = "上升" if moved > 0 else "下降" if moved < 0 else "没有变化"
    pair = f"{base.year}年{base.words}，{now.year}年{now.words}"
    if not moved:
        return f"{pair}，{word}"
    if _is_rate(indicator):
        return f"{pair}，{word}{points(moved)}"
    size = f"{word}{plain(abs(moved))}{now.measure}"
    if base.value <= 0:
        return f"{pair}，{size}"
    share = percent(moved / base.value)
    extra = f"，为{base.year}年的{now.value / base.value:.3g}倍" if change.manner is Manner.RATIO else ""
    return f"{pair}，{size}（{share}）{extra}"
