"""Shares and rates with the counts they are made of, in one sentence: 18件，占24.7%; 办结11件，办结率100%."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import printed_span
from lawstats.reading.reports.checks.sums import Counted, CountedT
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, OUTSIDE, PART, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Ratio",
    "find_rate",
    "find_share",
    "find_share_of",
    "is_share",
    "of_words",
    "other_base",
    "over_whole",
    "per_cent",
    "shares_words",
]

_SHARE = re.compile(r"(?:占(?:到|比)?|比重|比例|份额)(?P<of>[^,;。()]{0,18}?)(?:的|为|达到?|约|近|超过?|是|[::])*$")
_ASIDE = re.compile(r"[((]?(?:约|近)?")
_OF_IT = re.compile(r"的(?:约|近)?")
_WHOLE_WORDS = re.compile(r"全部|所有|总数|总量|总件数|总额|总|的|比重|比例|数量|数|量|比|约|其")
_RATE = re.compile(r"(?P<stem>[一-龥]{1,8}?)率(?:为|达到?|是|均|都|约|近|超过?|保持在?|稳定在?|[::])*$")
_ALL = 100.0
#: A rate of these is of a whole and ends at 100 %; 增长率, 完成率 and 利用率 do not.
_OF_A_WHOLE = re.compile(
    r"(?:出庭|应诉|办结|办复|结案|审结|成功|化解|调解|审核|审查|覆盖|知晓|满意|合格|及时|规范|回复|答复|回访|履行|备案|公开|参与|参训"
    r"|持证|采纳|送达|归档)率"
)
#: 出庭应诉率 is of the cases appeared in, whose number says 出庭; 持证率 of those said to 持有执法证.
_DONE_AS = {"应诉": "出庭", "持证": "证"}
#: The whole of a share is one of so many counts at the head of a sentence or right before it, which holds the time of
#: a sentence that is all numbers.
_FIRST, _NEAR = 8, 24
#: The share of persons asked, not of the things counted beside it.
_OPEN_RATES = ("满意", "知晓", "支持", "参与", "覆盖")


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ratio(Generic[CountedT]):
    """A printed share or rate, the count it is of, and every count that may be its whole, the nearest last.

    `of` are the words that name the whole (占全部纠纷的), `""` where they say nothing.
    """

    share: CountedT
    part: CountedT
    wholes: tuple[CountedT, ...]
    of: str


def _left(item: Counted) -> str:
    return item.window.raw_left.replace(" ", "")


def is_share(item: Counted) -> bool:
    """Whether a number is a part of a whole: 占24.7%, (24.7%), 占四分之一."""
    quantity = item.quantity
    part = quantity.measure == "" and ("分之" in quantity.text or "半" in quantity.text)
    if quantity.measure not in ("%", "‰") and not part:
        return False
    left = _left(item)
    if _SHARE.search(left) is not None:
        return True
    before = item.window.sentence.text[: item.start - item.window.sentence.start].rstrip("约近 ")
    return _ASIDE.fullmatch(left) is not None and before.endswith(("(", "（"))


def of_words(item: Counted) -> tuple[str, str] | None:
    """Give the words before 占 and those that name the whole; None where no 占 or 比重 stands there."""
    left = _left(item)
    said = _SHARE.search(left)
    return None if said is None else (left[: said.start()], _WHOLE_WORDS.sub("", said["of"]))


def find_share(item: CountedT, items: Sequence[CountedT], above: Sequence[CountedT] = ()) -> Ratio[CountedT] | None:
    """Find the counts of a share; None where the sentence holds no count before it.

    Parameters
    ----------
    item : Counted
        The share, see `is_share`.
    items : sequence of Counted
        The numbers of its sentence, in order.
    above : sequence of Counted
        Those of the sentence before, where this one begins with 其中.
    """
    counts = [at for at, other in enumerate(items) if other.start < item.start and _is_count(other)]
    if not counts:
        return None
    part = items[counts[-1]]
    before = (
        *(other for other in above if _is_count(other)),
        *(items[at] for at in _about(counts[:-1]) if not _stands_beside(items[at], items[at + 1], part)),
    )
    said = of_words(item)
    return Ratio(item, part, tuple(other for other in before if _may_hold(other, part)), said[1] if said else "")


def find_share_of(item: CountedT, items: Sequence[CountedT]) -> Ratio[CountedT] | None:
    """Find the counts of a share whose whole is printed in it: 网上办件230件，占总办件300件的76.7%."""
    if item.quantity.measure != "%" or _OF_IT.fullmatch(_left(item)) is None:
        return None
    counts = [other for other in items if other.start < item.start and _is_count(other)]
    if len(counts) < 2:
        return None
    part, whole = counts[-2:]
    if "占" not in _left(whole) or not same_measure(whole.quantity.measure, part.quantity.measure):
        return None
    return Ratio(item, part, (whole,), "")


def find_rate(item: CountedT, items: Sequence[CountedT]) -> Ratio[CountedT] | None:
    """Find the counts of a rate: of 办结率 the number said to be 办结, and those it may be of."""
    if item.quantity.measure != "%" or item.reason in (CHANGE, REQUIRED):
        return None
    named = _RATE.search(_left(item))
    if named is None:
        return None
    stem = named["stem"][-2:]
    if stem in _OPEN_RATES:
        return None
    counts = [
        other
        for other in items
        if other.start < item.start and _is_count(other) and other.reason in ("", PART, OUTSIDE)
    ]
    stem = _DONE_AS.get(stem, stem)
    numbers = range(len(counts) - 1, -1, -1)
    done = next((at for at in numbers if stem in f"{counts[at].window.left}{counts[at].window.right}"), 0)
    if not done:
        return None
    part = counts[done]
    wholes = tuple(other for other in _about(counts[:done]) if _may_hold(other, part))
    return Ratio(item, part, wholes, "") if wholes else None


def _about(counts: list[T]) -> list[T]:
    """Leave of many counts the first and the nearest."""
    return counts if len(counts) <= _FIRST + _NEAR else [*counts[:_FIRST], *counts[-_NEAR:]]


def over_whole(item: Counted) -> bool:
    """Whether a number is a rate of a whole above 100 %: 出庭应诉率200%."""
    if item.quantity.measure != "%" or item.quantity.low <= _ALL or item.reason in (CHANGE, REQUIRED):
        return False
    named = _RATE.search(_left(item))
    return named is not None and _OF_A_WHOLE.search(named[0]) is not None


def per_cent(item: Counted) -> float:
    """Say what a printed share is multiplied by to be in per cent."""
    return {"": 100.0, "‰": 0.1}.get(item.quantity.measure, 1.0)


def shares_words(of: str, item: Counted) -> bool:
    """Whether the words round a count have two letters running of those that name a whole."""
    words = f"{item.window.left}{item.window.carried}{item.window.right}"
    return any(of[at : at + 2] in words for at in range(len(of) - 1)) or of in words


def other_base(item: Counted, part: Counted, most: float) -> bool:
    """Whether a whole number of cases between part and total gives the rate: of 141 received, 124 may be closed.

    100 % of part itself is no such reading.
    """
    rate, count = printed_span(item.quantity), part.quantity
    if count.low != count.high or item.quantity.value >= _ALL or rate.low <= 0 or math.isinf(most):
        return False
    least, largest = 100 * count.low / rate.high, min(100 * count.low / rate.low, most)
    return math.floor(largest) >= math.ceil(least)


def _stands_beside(item: Counted, after: Counted, part: Counted) -> bool:
    """Whether a count has a share of its own, and so is a part as later ones are (邻里88件，占33.3%；婚姻61件，占…).

    其中 between the two makes the earlier one the whole after all.
    """
    if not is_share(after) or item.start >= part.start:
        return False
    offset = part.window.sentence.start
    return "其中" not in part.window.sentence.text[max(0, item.start - offset) : part.start - offset]


def _is_count(item: Counted) -> bool:
    measure = item.quantity.measure
    return (
        bool(measure)
        and measure not in ("%", "‰", "倍", "个百分点", "年")
        and item.reason not in (CHANGE, REQUIRED, BASE, OTHER_YEAR)
    )


def _may_hold(whole: Counted, part: Counted) -> bool:
    return same_measure(whole.quantity.measure, part.quantity.measure) and whole.quantity.high >= part.quantity.low
