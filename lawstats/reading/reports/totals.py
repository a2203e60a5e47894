"""Totals of a list of numbers: 合同11份、决策3项,合计14件; 各配1台,共11台; 专职6人、兼职61人,合计67人."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lawstats.reading.reports.context import COMBINED
from lawstats.reading.reports.light import bare
from lawstats.reading.reports.needles import scout
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import Match, PhraseBook
    from lawstats.reading.reports.windows import Window

__all__ = ["adds_up", "in_all", "names_a_total", "sums_up"]

_IN_ALL = re.compile(
    r"(?:合计|共计|总计|总共|累计|总数|拢共|合起来|共)(?:为|达|有|是|审[查核]|投放|配备|设立|建成|聘请?|培育|办理?|开展|举办)?$"
)
_IN_ALL_OF = re.compile(r"(?:合计|共计|总计|总共|共有)[^,;]{0,12}$")
_THE_YEAR = re.compile(r"(?:全年|一年|年内)(?:为|达)?$")
# Most numbers have none of these before them, which one look tells.
_CUES = scout(_IN_ALL, _IN_ALL_OF, _THE_YEAR)
_HEADED = re.compile(r"(?:^|[。;])(?:[一二三四五六七八九十]是)?([^,。;:0-9]{2,20})[:]")
_KINDS = re.compile(r"(?:专职|兼职|全职|男|女|在编|聘用|(?:适用)?(?:一般|普通|简易)程序(?:类)?(?:案件?)?)$")
_WITHIN = re.compile(r"[中里内]$")


def adds_up(window: Window) -> bool:
    """Whether a number may be the total of those before it, by the words right before it."""
    left = window.raw_left
    return _CUES.search(left) is not None and (_IN_ALL.search(left) is not None or _THE_YEAR.search(left) is not None)


def names_a_total(window: Window) -> bool:
    """Whether 共 or 合计 stands before a number, perhaps with the noun it counts."""
    left = window.raw_left
    return _CUES.search(left) is not None and (_IN_ALL.search(left) is not None or _IN_ALL_OF.search(left) is not None)


def in_all(
    matches: list[Match],
    before: Sequence[Window],
    window: Window,
    book: PhraseBook,
    around: str,
    context: str,
    counted: dict[int, list[Match]],
) -> tuple[list[Match], str]:
    """Say what a total without a noun of its own adds up: the numbers right before it.

    Of two things added together (建议7件、提案4件,共12件) it is a figure of neither. What each has (各配1台) is no
    figure itself, but the total of it is (共11台). `counted` keeps what each number was found to count, by its offset,
    so that many totals of one sentence look it up once.
    """
    text, offset = window.sentence.text, window.sentence.start
    between = text[before[-1].quantity.end - offset : window.quantity.start - offset]
    said = _IN_ALL.search(between)
    if not bare(plain(between[: said.start()] if said else between)):
        return matches, ""
    run: list[Window] = []
    for other in reversed(before):
        if other.quantity.measure in ("项", "类") and not run and between.startswith(("共", "合计", "总计")):
            continue  # 两项合计11件
        if other.quantity.measure != window.quantity.measure:
            break
        run.append(other)
    if not said and (len(run) < 2 or sum(other.quantity.value for other in run) != window.quantity.value):
        return matches, ""

    def counts(other: Window) -> list[Match]:
        if other.quantity.start not in counted:
            counted[other.quantity.start] = book.matches(other, other.left or other.carried, around, context)[:1]
        return counted[other.quantity.start]

    named = list(islice((match for other in run for match in counts(other)), 2))
    if len({match.indicator.code for match in named}) > 1 and run[0].joined:
        return [], COMBINED
    if matches or not run:
        return matches, ""
    for head in _heads_of(run, text[: run[-1].quantity.start - offset]):
        if named:
            break
        named = book.matches(window, head, around, context)
    return named[:1], ""


def _heads_of(run: Sequence[Window], before: str) -> list[str]:
    """Give the words that may say what a list of numbers counts: “调解员队伍中,专职6人”, “出庭应诉:书记1次”."""
    first = run[-1]
    kind = _KINDS.search(first.left)
    heads = [first.left[: kind.start()], first.carried] if kind else []
    clause = plain(before).rpartition(",")[0].rpartition(",")[2] if kind and not heads[0] else ""
    headed = _HEADED.findall(before)
    return [head for head in (*heads, _WITHIN.sub("", clause), plain(headed[-1]) if headed else "") if head]


def sums_up(parts: Sequence[Quantity], window: Window) -> bool:
    """Whether a number is the total of the list before it: 合同11份、决策3项，合计14件."""
    said = len(parts) > 1 and _IN_ALL.search(window.raw_left) is not None
    return said and sum(item.value for item in parts) == window.quantity.value
