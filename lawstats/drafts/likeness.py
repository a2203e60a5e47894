"""Numbers in unusual words: what has a record of just that value and shares its nouns is what is meant.

A record that equals a number says strongly what the number counts. It can confirm the number, and say what a change
beside it is a change of; that a number is wrong it never says, for then nothing would have pointed to the record.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.drafts.figures import figure_agreement
from lawstats.drafts.naming import core
from lawstats.drafts.outcomes import Agreement
from lawstats.quantities.measures import same_measure
from lawstats.reading.reports.context import BASE, OTHER_YEAR, OUTSIDE

if TYPE_CHECKING:
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.passages import Item, Passage

__all__ = ["by_ending", "by_value"]

_FITS = (Agreement.AGREES, Agreement.ROUNDED)
_CLAUSE = re.compile(r"[;。]")
#: Words in so many names that they tell none.
_COMMON = re.compile(
    r"法治|法律|行政|案件|人民|公共|服务|活动|办理|社区|建设|工作|制定|机关|人员|文件|专题|受理|发放|开展|化解|解答"
)
#: Endings of names that end many other names: 征求意见, 报送信息, 干部培训.
_SHARED = re.compile(r"意见|信息|活动|会议|培训|人员|案件|文件|决策|咨询|纠纷|人数|社区|合同|规范性文件")
_VERBS = re.compile(
    r"(?:一?共|总共|全年|已|也|都|均|仅|只|办理?|开展?|举办|组织|审理?|出具?|发放?|设|划|有|达到?|为|是|到|了)+$"
)
_OPENING = re.compile(
    r"^(?:全年|今年|本年度?|[我全](?:街道|镇|乡)|各类|各种|街道|辖区|共|设有?|现?有|办理?|开展?|举办)+"
)
_PAIR = 2


def by_value(item: Item, passage: Passage, namer: Namer) -> tuple[str, ...]:
    """Find the indicators on record with just this value whose nouns stand in the sentence: 把四万余份资料送到居民手上.

    The one whose name shares most with the sentence; several where they share as much.
    """
    quantity, measure = item.quantity, item.quantity.measure
    if item.reason not in (OUTSIDE, BASE, OTHER_YEAR) or item.period is not None or quantity.value <= 0:
        return ()
    words = _sentence(passage, item)
    scores: dict[str, int] = {}
    for code in namer.shelf.codes:
        indicator = namer.shelf.vocabulary.get(code)
        if indicator is None or not measure:
            continue
        if measure not in indicator.accepts and not same_measure(measure, indicator.measures[0]):
            continue
        if not any(figure_agreement(item, one) in _FITS for one in namer.shelf.stated(code, item.year)):
            continue
        name = namer.name(code)
        pairs = {name[at : at + _PAIR] for at in range(len(name) - 1)}
        shared = sum(pair in words and not _COMMON.fullmatch(pair) for pair in pairs)
        if item.window.right.startswith(name) or item.window.left.endswith(name):
            shared += len(name)
        if shared:
            scores[code] = shared
    top = max(scores.values(), default=0)
    return tuple(sorted(code for code, score in scores.items() if score == top))


def by_ending(item: Item, namer: Namer) -> tuple[str, ...]:
    """Find the indicator whose name the words before a number end: 讲座18场 is 法治宣讲讲座, no other name ends so."""
    if item.reason != OUTSIDE or not item.quantity.measure:
        return ()
    words = _OPENING.sub("", core(_VERBS.sub("", item.window.left)))
    if len(words) < _PAIR or _SHARED.fullmatch(words):
        return ()
    vocabulary = namer.shelf.vocabulary
    ends = [code for code, one in vocabulary.items() if one.phrases and namer.name(code).endswith(words)]
    return tuple(code for code in ends if code in namer.shelf.codes) if len(ends) == 1 else ()


def _sentence(passage: Passage, item: Item) -> str:
    """Give the part of the sentence a number stands in, between semicolons."""
    text, at = passage.sentence.text, item.start - passage.sentence.start
    opening = max((mark.end() for mark in _CLAUSE.finditer(text, 0, at)), default=0)
    stop = _CLAUSE.search(text, at)
    return text[opening : stop.start() if stop else len(text)]
