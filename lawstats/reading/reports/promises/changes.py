"""Promises against the year before: 下降10%, 减少一半, 翻一番, 达到去年的1.2倍, 不低于上年."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from lawstats.quantities import Quantity
from lawstats.reading.reports.promises.indicators import changing
from lawstats.reading.reports.promises.promised import Commitment, object_of, without_mark
from lawstats.reading.reports.promises.times import due_in, when_due
from lawstats.reading.reports.sentences import plain
from lawstats.reading.reports.windows import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.phrases import PhraseBook
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["CHANGES", "against_last_year", "find_no_worse", "what_changes"]

CHANGES = re.compile(
    r"(?:(?:比|较)?(?:上年|去年|同期)?(?:同比)?(?:(?P<down>下降|减少|降低|压降|压减|压缩|缩短|缩减|减)|(?P<up>增长|上升|提高|提升|增加|递增))"
    r"(?:了|约|至少|不少于|不低于|超过)?)$"
)
_LAST_YEAR = r"(?:上年|去年|上一年)度?(?:同期)?"
_OF_LAST_YEAR = re.compile(rf"{_LAST_YEAR}的$")
_FRAME = re.compile(rf"(?:力争|争取|确保|实现|达到?|(?:较|比|与|是|为)?{_LAST_YEAR}(?:相比)?的?)+$")
_CLAUSE = re.compile(r"[^,;。:]+")
_NO_WORSE = re.compile(
    rf"(?P<what>[^,;。:]{{2,24}}?)(?:(?:不低于|不少于|不亚于)|(?P<most>不高于|不超过|不多于)){_LAST_YEAR}(?:的)?(?:水平|总量|数量|$)"
    r"|(?P<whose>[^,;。:]{2,24}?)只(?:[增升]不[减降]|(?P<down>[降减]不[升增]))"
)


def against_last_year(item: Quantity, own: str) -> float:
    """Give the change, in per cent, that a fraction or a multiple promises; NaN for any other number.

    Parameters
    ----------
    item : Quantity
        The number promised.
    own : str
        The words of its clause before it.
    """
    change = CHANGES.search(own)
    if change is not None and not item.measure and 0 < item.low < 1:
        return round((-100 if change["down"] else 100) * item.low, 2)
    if item.measure == "倍" and (item.text.startswith("翻") or _OF_LAST_YEAR.search(own)):
        return round((item.low - 1) * 100, 2)
    return math.nan


def what_changes(window: Window, own: str, book: PhraseBook) -> str:
    """Give the indicator that is to be a multiple of last year's: 讲座场次 of 讲座场次达到去年的1.2倍."""
    return changing(window, _FRAME.sub("", own), book)


def find_no_worse(sentence: Sentence, numbers: Sequence[int], book: PhraseBook, due_year: int) -> list[Commitment]:
    """Find what is to be no worse than last year; a change of at least, or at most, nothing.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    numbers : sequence of int
        Where numbers stand in it: the clause of one is promised by that.
    book : PhraseBook
        The compiled phrases.
    due_year : int
        The year the block plans for.
    """
    found = []
    for clause in _CLAUSE.finditer(sentence.text):
        said = _NO_WORSE.search(clause[0])
        if said is None or any(clause.start() <= at < clause.end() for at in numbers):
            continue
        words = without_mark(clause[0]).strip()
        about = without_mark(said["what"] or said["whose"])
        before = sentence.text[: clause.end()]
        at = sentence.start + clause.start()
        nothing = Quantity(0.0, 0.0, 0.0, "%", "exact", "", at, at)
        whole = plain(sentence.text)
        window = Window(nothing, sentence, plain(about), "", "", whole, whole, about, in_aside=False, joined=False)
        found.append(
            Commitment(
                changing(window, about, book) or f"other:{object_of(about, '')}",
                words,
                0.0,
                "<=" if said["most"] or said["down"] else ">=",
                "%",
                when_due(before),
                due_in(before, due_year),
                at + clause[0].index(words),
                words,
            )
        )
    return found
