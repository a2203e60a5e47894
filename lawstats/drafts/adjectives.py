"""Words of change without a number of their own: 明显上升, 基本持平, 连续三年下降, 首次."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lawstats.drafts.lexicon import (
    ADVERBS,
    AFTER_CLEAR,
    AFTER_STRONG,
    COMPARED,
    FALL,
    RHETORICAL,
    RISE,
    STRONG_FALL,
    STRONG_RISE,
    direction,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawstats.drafts.passages import Item, Passage

__all__ = ["Adjective", "Strength", "find_adjectives"]


class Strength(StrEnum):
    """How much a word of change claims."""

    STRONG = "strong"
    CLEAR = "clear"
    LIKELY = "likely"
    SLIGHT = "slight"
    STEADY = "steady"
    YEARLY = "yearly"
    TREND = "trend"
    DOUBLE = "double"
    FLAT = "flat"
    UNCHANGED = "unchanged"
    RUN = "run"
    FIRST = "first"
    EXTREME = "extreme"
    PLAIN = "plain"


@dataclass(slots=True)
class Adjective:
    """One word of change.

    Attributes
    ----------
    strength : Strength
        What it claims.
    sign : int
        1 rises, −1 falls, 0 neither.
    words : str
        As printed.
    start, end : int
        Offsets into the draft.
    left : str
        The words of its clause before it.
    years : int
        Of a run (连续三年) its length, of an extreme (近三年最高) how many years it speaks of, 0 for all.
    level : Item or None
        Of a run or a first the number claimed (连续三年保持100%, 首次突破70件).
    zero : bool
        Whether what is claimed is that there was none (连续两年为零).
    """

    strength: Strength
    sign: int
    words: str
    start: int
    end: int
    left: str
    years: int = 0
    level: Item | None = None
    zero: bool = False
    covers: list[Item] = field(default_factory=list)


_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_VERB = f"(?P<verb>{RISE}|{FALL})"
_ADVERB = "|".join(f"(?P<{name}>{words})" for name, words in ADVERBS.items())
_NEGATED = re.compile(
    rf"(?:未见|没有|无|未有|尚无|并无|不存在)(?:明显|显著|大|较大)的?(?:变化|差异|变动|波动|增减|{_VERB})(?:趋势)?"
    r"|(?:变化|变动|差异|波动|增减)并?不(?:明显|显著|大)|(?:变化)?在(?:偶然|随机|正常)波动范围之?内"
    r"|尚?不能(?:据此)?(?:称|判断为?|认为)[^,;。]{0,4}(?:上升|下降|变化)(?:或(?:上升|下降))?"
)
_RUN = re.compile(
    r"(?:已)?连续(?P<n>\d{1,2}|[一二两三四五六七八九十])(?:个)?年度?(?:间|来)?"
    rf"(?:(?P<moved>(?:实现|保持|呈现?)?(?:明显|稳步|持续|逐年|大幅|小幅)?(?:正|负)?{_VERB})"
    r"|(?P<flat>(?:保持)?(?:基本)?持平)"
    r"|(?P<at>(?:均|都|全部|实现|保持|维持|稳定|达到?|为|是|在|超过?)*))"
)
_NIL = re.compile(r"零(?:[一-龥]{2})?|(?:未|没有|无)[一-龥]{1,8}")
_FIRST = re.compile(r"首次(?!(?:轻微)?违法|执法|不罚|免罚|申请)|第一次|首度")
_EXTREME = re.compile(
    r"(?:创(?:下|出|造)?了?)?(?:(?P<ever>历年|历史|有记录以来|有统计以来|历来)|(?:近|最近)(?P<n>\d|[二两三四五六七八九十])年|(?P<m>[二两三四五六七八九十])年|近年|近几年)"
    r"(?:之?[来中间内])?(?:的|同期)*(?:(?P<high>最高|最多|新高|高点|峰值)|(?P<low>最低|最少|新低|低点))(?:点|值|水平|位|纪录)?"
    r"|创(?:下|出)?了?(?:(?P<new_high>新高)|(?P<new_low>新低))"
)
_REACHED = re.compile(
    r"(?:突破|超过|超|达到?|升至|升到|增至|增加到|(?P<below>低于|少于|不足|降至|降到|下降到|减少到))了?"
)
_FLAT = re.compile(
    rf"(?P<word>(?:基本|大体|总体|大致)?持平)|(?P<steady>(?:总体|基本)?(?:保持|维持)(?:总体|基本)?(?:平稳|稳定)|(?:总体|基本)平稳|变化不大)"
    rf"|{COMPARED}(?P<same>(?:基本|大体)?(?:相当|一致|相同|相等))"
)
_STRONG_ITSELF = re.compile(f"(?P<up>{STRONG_RISE})|(?P<down>{STRONG_FALL})|(?P<many>成倍(?:增长|增加|上升))")
_DOUBLE = re.compile(r"翻番|翻倍(?:增长|增加|上升)?")
_SLIGHTLY = re.compile(r"(?:稳中有|稳中略|略|微|小幅)(?P<verb>[升降增减])(?![级序格])")
_BEFORE_VERB = re.compile(rf"(?:{_ADVERB})(?:的|地|性)?(?:呈)?{_VERB}")
_AFTER_VERB = re.compile(
    rf"(?P<verb>[增降涨跌]幅|{RISE}|{FALL})(?:幅度|趋势|势头|态势|数量)?(?:较为|比较|十分|非常|更加|很|较)?"
    rf"(?:(?P<strong>{AFTER_STRONG})|(?P<clear>{AFTER_CLEAR}))"
)
_TREND = re.compile(rf"呈现?(?:出)?(?:(?:{_ADVERB})的?)?{_VERB}(?:的)?(?:趋势|态势|势头)")
_PLAIN = re.compile(rf"{COMPARED}(?:也|都|均|又|则|总体|数量|有)*{_VERB}(?=[,;。、)]|$)")
_THAN = re.compile(
    r"(?P<verb>高于|多于|大于|超过|低于|少于|小于|不及|不如)(?:上一?年度?|去年|前年|(?:19|20)\d\d年度?)(?:的?同期)?(?:水平)?"
)
_LESS = ("低于", "少于", "小于", "不及", "不如")
#: What stands further before a word is not its subject.
_LONGEST_CLAUSE = 60
_BREAKS = re.compile(r"[,;:。()]")


def find_adjectives(passage: Passage) -> list[Adjective]:
    """Find the words of change of a sentence, in order and without overlap."""
    text, taken = passage.sentence.text, [False] * (len(passage.sentence.text) + 1)
    breaks = [mark.end() for mark in _BREAKS.finditer(text)]
    found: list[Adjective] = []
    for adjective in _candidates(passage):
        start, end = adjective.start - passage.sentence.start, adjective.end - passage.sentence.start
        if any(taken[start:end]):
            continue
        taken[start:end] = [True] * (end - start)
        at = bisect_right(breaks, start) - 1
        adjective.left = text[max(breaks[at] if at >= 0 else 0, start - _LONGEST_CLAUSE) : start]
        adjective.covers = [
            item for item in passage.items if adjective.start <= item.start and item.end <= adjective.end
        ]
        found.append(adjective)
    return sorted(found, key=lambda adjective: adjective.start)


def _candidates(passage: Passage) -> Iterator[Adjective]:
    """Every word of change, those that hold others first."""
    text, items = passage.sentence.text, passage.items
    for at in _NEGATED.finditer(text):
        yield _made(passage, at, Strength.UNCHANGED, direction(at["verb"]) if at["verb"] else 0)
    for at in _RUN.finditer(text):
        yield _run(passage, at)
    for at in _TREND.finditer(text):
        strength = Strength.YEARLY if _adverb(at) == "yearly" else Strength.TREND
        yield _made(passage, at, strength, direction(at["verb"]))
    for at in _DOUBLE.finditer(text):
        yield _made(passage, at, Strength.DOUBLE, 1)
    for at in _SLIGHTLY.finditer(text):
        yield _made(passage, at, Strength.SLIGHT, direction(at["verb"]))
    for at in _STRONG_ITSELF.finditer(text):
        yield _made(passage, at, Strength.STRONG, -1 if at["down"] else 1)
    for at in _BEFORE_VERB.finditer(text):
        yield _made(passage, at, Strength(_adverb(at)), direction(at["verb"]))
    for at in _AFTER_VERB.finditer(text):
        sign = -1 if at["verb"] in ("降幅", "跌幅") else direction(at["verb"])
        yield _made(passage, at, Strength.STRONG if at["strong"] else Strength.CLEAR, sign)
    for at in _FLAT.finditer(text):
        group = next(name for name in ("word", "steady", "same") if at[name])
        yield _made(passage, at, Strength.FLAT, 0, group)
    for at in _FIRST.finditer(text):
        yield _first(passage, at)
    for at in _EXTREME.finditer(text):
        yield _extreme(passage, at)
    for at in _THAN.finditer(text):
        yield _made(passage, at, Strength.PLAIN, -1 if at["verb"] in _LESS else 1)
    for at in _PLAIN.finditer(text):
        if not _numbered(passage, items, at.end()):
            yield _made(passage, at, Strength.PLAIN, direction(at["verb"]), "verb")


def _made(passage: Passage, at: re.Match[str], strength: Strength, sign: int, group: str | int = 0) -> Adjective:
    start, end = passage.sentence.start + at.start(group), passage.sentence.start + at.end(group)
    return Adjective(strength, sign, at[group], start, end, "")


def _adverb(at: re.Match[str]) -> str:
    return next((name for name in ADVERBS if at[name]), "")


def rhetorical(adjective: Adjective) -> bool:
    """Whether a word is so much a phrase that it is worth a row only when it speaks of an indicator.

    Examples
    --------
    >>> rhetorical(Adjective(Strength.STEADY, 1, "不断提升", 0, 4, ""))
    True
    """
    if adjective.strength is Strength.PLAIN or (adjective.strength is Strength.FLAT and "稳" in adjective.words):
        return True
    return adjective.words.startswith(RHETORICAL)


def _run(passage: Passage, at: re.Match[str]) -> Adjective:
    years = int(at["n"]) if at["n"].isdigit() else _NUMERALS[at["n"]]
    if at["moved"]:
        made = _made(passage, at, Strength.RUN, direction(at["verb"]))
    else:
        made = _made(passage, at, Strength.RUN, 0)
        made.level = next((item for item in passage.items if item.start == made.end), None)
        nil = _NIL.match(passage.sentence.text, at.end())
        made.zero = made.level is None and nil is not None
        if made.level is not None:
            made.end = made.level.end
        elif nil is not None:
            made.end = passage.sentence.start + nil.end()
    made.years = years
    made.words = passage.sentence.text[at.start() : made.end - passage.sentence.start]
    return made


def _first(passage: Passage, at: re.Match[str]) -> Adjective:
    made = _made(passage, at, Strength.FIRST, 0)
    rest = passage.sentence.text[at.end() :]
    stop = _BREAKS.search(rest)
    clause = rest[: stop.start()] if stop else rest
    limit = made.end + len(clause)
    level = next((item for item in passage.items if made.end <= item.start < limit), None)
    reached = _REACHED.match(clause)
    if level is not None and reached is not None:
        below = reached["below"] or level.quantity.qualifier in ("at_most", "under")
        made.level, made.sign = level, -1 if below else 1
    made.zero = re.search(r"零[一-龥]|为零|为0|无[一-龥]{2}", clause) is not None
    return made


def _extreme(passage: Passage, at: re.Match[str]) -> Adjective:
    made = _made(passage, at, Strength.EXTREME, 1 if at["high"] or at["new_high"] else -1)
    years = at["n"] or at["m"]
    if years:
        made.years = int(years) if years.isdigit() else _NUMERALS[years]
    return made


def _numbered(passage: Passage, items: Sequence[Item], end: int) -> bool:
    """Whether a number follows a verb at once: it then speaks for itself."""
    return any(0 <= item.start - passage.sentence.start - end <= 2 for item in items)
