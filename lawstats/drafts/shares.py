"""Shares and rates inside a draft, divided again: 18件，占24.7%; 办结11件，办结率100%."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, uncheckable
from lawstats.drafts.recompute import agreement, proportion
from lawstats.drafts.rounding import Span, printed_span
from lawstats.judging.points import same_measure
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, PART, REQUIRED
from lawstats.telling.wording import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_rate", "check_share", "is_share"]

_SHARE = re.compile(r"(?:占(?:到|比)?|比重|比例|份额)(?P<of>[^,;。()]{0,18}?)(?:的|为|达到?|约|近|超过?|是|[::])*$")
_ASIDE = re.compile(r"^[((](?:约|近)?$")
_WHOLE_WORDS = re.compile(r"全部|所有|总数|总量|总件数|总额|总|的|比重|比例|数量|数|量|比|约|其")
_RATE = re.compile(r"(?P<stem>[一-龥]{1,8}?)率(?:为|达到?|是|均|都|约|近|超过?|保持在?|稳定在?|[::])*$")
_NO_COUNT = (CHANGE, REQUIRED)
_ALL = 100.0
_OPEN_RATES = ("满意", "知晓", "支持", "参与", "覆盖")


def is_share(item: Item) -> bool:
    """Whether a number is a part of a whole: 占24.7%, (24.7%), 占四分之一."""
    quantity = item.quantity
    part = quantity.measure == "" and ("分之" in quantity.text or "半" in quantity.text)
    if quantity.measure not in ("%", "‰") and not part:
        return False
    left = item.window.raw_left.replace(" ", "")
    return _SHARE.search(left) is not None or _ASIDE.match(left) is not None


def check_share(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome:
    """Divide a part by its whole."""
    at = passage.items.index(item)
    left = item.window.raw_left.replace(" ", "")
    said = _SHARE.search(left)
    of = _WHOLE_WORDS.sub("", said["of"]) if said else ""
    counts = [other for other in passage.items[:at] if _is_count(other)]
    if not counts:
        return _from_records(item, passage, said, namer, shelf)
    part = counts[-1]
    wholes = [other for other in (*_above(passage), *counts[:-1]) if _may_hold(other, part)]
    spans = [(printed_span(other.quantity), other.quantity.text) for other in wholes]
    for other in wholes:
        for code in other.codes:
            spans.extend((one.admits, one.words) for one in shelf.stated(code, other.year, other.period))
    for code in namer.of_words(of, passage, item.start - passage.sentence.start) if of else ():
        spans.extend((one.admits, one.words) for one in shelf.stated(code, part.year, part.period))
    outcome = _best(item, printed_span(part.quantity), spans, part.quantity.text)
    if outcome.verdict is not Agreement.CONTRADICTS:
        return outcome
    if of and not any(_shares_words(of, other) for other in wholes):
        return uncheckable(f"没有认出“{of}”的总数")
    return outcome


def _above(passage: Passage) -> list[Item]:
    """Give the numbers of the sentence before, where this one begins with 其中."""
    above = passage.previous
    if above is None or not passage.sentence.text.lstrip().startswith("其中"):
        return []
    return [item for item in above.items if _is_count(item)]


def _from_records(item: Item, passage: Passage, said: re.Match[str] | None, namer: Namer, shelf: Shelf) -> Outcome:
    """Check a share without its counts: both have to be on record under their own names."""
    if said is None:
        return uncheckable("没有认出是哪个数的占比")
    left = item.window.raw_left.replace(" ", "")
    words = left[: said.start()] or item.window.carried
    of = _WHOLE_WORDS.sub("", said["of"])
    position = item.start - passage.sentence.start
    parts = namer.of_words(words, passage, position) if words else ()
    wholes = namer.of_words(of, passage, position) if of else ()
    outcomes = []
    for part_code in parts:
        for whole_code in wholes:
            part, whole = shelf.stated(part_code, item.year), shelf.stated(whole_code, item.year)
            for one in part:
                for other in whole:
                    truth = proportion(one.admits, other.admits)
                    if truth is not None and part_code != whole_code:
                        record = "；".join((words_of(part), words_of(whole)))
                        verdict = agreement(item.quantity, truth, factor=_factor(item))
                        outcomes.append(
                            Outcome(verdict, record, sources_of(part, whole), _divided(one.words, other.words, truth))
                        )
    return kindest(outcomes) if outcomes else uncheckable("占比没有可用的分项和合计")


def _best(item: Item, part: Span, wholes: Sequence[tuple[Span, str]], words: str) -> Outcome:
    outcomes = []
    for whole, name in wholes:
        truth = proportion(part, whole)
        if truth is None:
            continue
        verdict = agreement(item.quantity, truth, factor=_factor(item))
        outcomes.append(Outcome(verdict, note=_divided(words, name, truth)))
    return kindest(outcomes) if outcomes else uncheckable("占比没有可用的合计")


def _factor(item: Item) -> float:
    return {"": 100.0, "‰": 0.1}.get(item.quantity.measure, 1.0)


def _divided(part: str, whole: str, truth: Span) -> str:
    if not truth.exact:
        return f"按{part}、{whole}重算"
    return f"按{part}、{whole}重算为{decimal(truth.low)}%"


def _is_count(item: Item) -> bool:
    measure = item.quantity.measure
    return bool(measure) and measure not in ("%", "‰", "倍", "个百分点", "年") and item.reason not in (
        *_NO_COUNT, BASE, OTHER_YEAR,
    )  # fmt: skip


def _may_hold(whole: Item, part: Item) -> bool:
    return same_measure(whole.quantity.measure, part.quantity.measure) and whole.quantity.high >= part.quantity.low


def _shares_words(of: str, item: Item) -> bool:
    words = f"{item.window.left}{item.window.carried}{item.window.right}"
    return any(of[at : at + 2] in words for at in range(len(of) - 1)) or of in words


def check_rate(item: Item, passage: Passage) -> Outcome | None:
    """Divide a rate's own counts: of 办结率 the number said to be 办结; None where the sentence does not hold them."""
    if item.quantity.measure != "%" or item.reason in _NO_COUNT:
        return None
    named = _RATE.search(item.window.raw_left.replace(" ", ""))
    if named is None:
        return None
    stem = named["stem"][-2:]
    if stem in _OPEN_RATES:
        return None  # the share of persons asked, not of the things counted here
    at = passage.items.index(item)
    counts = [other for other in passage.items[:at] if _is_count(other) and other.reason in ("", PART, "目录外")]
    done = [number for number, other in enumerate(counts) if stem in f"{other.window.left}{other.window.right}"]
    if not done or not done[-1]:
        return None
    part = counts[done[-1]]
    wholes = [other for other in counts[: done[-1]] if _may_hold(other, part)]
    if not wholes:
        return None
    spans = [(printed_span(other.quantity), other.quantity.text) for other in wholes]
    outcome = _best(item, printed_span(part.quantity), spans, part.quantity.text)
    if outcome.verdict is Agreement.CONTRADICTS and _other_base(
        item, part, max(other.quantity.high for other in wholes)
    ):
        return uncheckable(f"{outcome.note}；分母可能不是这个数，请写明")
    return outcome


def _other_base(item: Item, part: Item, most: float) -> bool:
    """Whether a whole number of cases between part and total gives the rate: of 141 received, 124 may be closed.

    100 % of part itself is no such reading.
    """
    rate, count = printed_span(item.quantity), part.quantity
    if count.low != count.high or item.quantity.value >= _ALL or rate.low <= 0 or math.isinf(most):
        return False
    least, largest = 100 * count.low / rate.high, min(100 * count.low / rate.low, most)
    return math.floor(largest) >= math.ceil(least)
