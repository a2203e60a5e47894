"""Zeros stated in words: 未制定规范性文件, 全年无行政诉讼案件, 行政复议为零."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from lawstats.indicators import Indicator, Vocabulary, spell_out
from lawstats.quantities import Quantity
from lawstats.reading.reports.needles import grams, needles

if TYPE_CHECKING:
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["StatedZero", "find_zeros", "negations"]

_NEGATION = re.compile(r"未|无|没有|零|不存在")
# A rule, an assurance or a quality is no count: 未经审查不得出台, 确保无遗漏, 无行政诉讼败诉.
_NO_COUNT = re.compile(r"未经|不得|确保|力争|争取|做到|避免|防止|杜绝|如无|若无|凡未|对未|是否")
_LOST = re.compile(r"败诉|纠错|被撤销|被纠正|违法|一败|投诉|纠正|被确认|程序瑕疵")
_REST = r"(?:应诉)?(?:案件|案|申请|情况|情形|事项|现象|发生)*"
_OUTSIDE = re.compile(
    r"[^,;。:]{0,8}(?:无一?|未(?:发生|出现|被)|没有)[^,;。:]{0,10}(?:败诉|纠错|被撤销|被纠正|违法)[^,;。:]{0,6}|[^,;。:]{0,14}均未(?:出现|发生)"
)


@dataclass(frozen=True, slots=True)
class StatedZero:
    """A zero in words; ``indicator`` is None for a zero outside the vocabulary."""

    indicator: Indicator | None
    quantity: Quantity
    sentence: Sentence


_Needed: TypeAlias = "tuple[re.Pattern[str], frozenset[str]]"


@lru_cache(maxsize=4)
def _patterns(vocabulary: Vocabulary) -> tuple[tuple[Indicator, tuple[_Needed, ...]], ...]:
    """Compile the zeros of every indicator, each with what its words cannot do without."""
    return tuple(
        (item, tuple(_compiled(spell_out(zero.say, vocabulary.words)) for zero in item.zeros))
        for item in vocabulary.values()
        if item.zeros
    )


def _compiled(pattern: str) -> _Needed:
    return re.compile(pattern + _REST), needles(pattern) or frozenset(("",))


def negations(text: str) -> list[int]:
    """Find every word that may state a zero, by its offset: sentences without one need no second look."""
    return [found.start() for found in _NEGATION.finditer(text)]


def find_zeros(sentence: Sentence, vocabulary: Vocabulary) -> list[StatedZero]:
    """Find every zero a sentence states in words.

    Examples
    --------
    >>> from lawstats.indicators import load_vocabulary
    >>> from lawstats.reading.reports.sentences import Sentence
    >>> words = "全年无行政复议案件。"
    >>> [zero.indicator.code for zero in find_zeros(Sentence(words, 0, len(words)), load_vocabulary())]
    ['administrative_reconsideration']
    """
    found: list[StatedZero] = []
    for clause in re.finditer(r"[^,;。:]+", sentence.text):
        words = clause[0]
        if not _NEGATION.search(words):
            continue
        if _NO_COUNT.search(words):
            continue
        there = grams(words) | {""}  # a pattern that can do without anything is always tried
        for item, patterns in _patterns(vocabulary):
            hit = next(
                (at for pattern, needed in patterns if not needed.isdisjoint(there) and (at := pattern.search(words))),
                None,
            )
            if hit is None or _LOST.search(words[hit.start() : hit.end() + 8]):
                continue
            found.append(
                StatedZero(item, _zero(item.measures[0], sentence, clause.start() + hit.start(), hit[0]), sentence)
            )
        if not any(zero.quantity.start >= sentence.start + clause.start() for zero in found):
            outside = _OUTSIDE.search(words)
            if outside:
                start = clause.start() + outside.start()
                found.append(StatedZero(None, _zero("件", sentence, start, outside[0]), sentence))
    return found


def _zero(measure: str, sentence: Sentence, start: int, words: str) -> Quantity:
    at = sentence.start + start
    return Quantity(0.0, 0.0, 0.0, measure, "exact", words, at, at + len(words))
