"""What a number counts: the indicators that its own words name, or else the words around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lawstats.reading.reports.context import COMBINED, SHARE
from lawstats.reading.reports.light import bare
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lawstats.reading.reports.phrases import Match, PhraseBook
    from lawstats.reading.reports.windows import Window

__all__ = ["Surroundings", "deal_out", "name"]

_SPLIT = re.compile(r"分别(?:为|是|达到?|有|[^,,]{0,3})$")
_JOIN = re.compile(r"、|和|及其?|与|以及|暨")
_OF_ITS_OWN = re.compile(r"等(?!系列|各类|多项)[一-龥]{2,8}活动$")
_SUCH_AS = re.compile(r"等[一-龥]{0,8}(?:活动|工作)$|等(?:形式|方式|载体|途径)?[^、]{0,4}(?:开展|举办|组织)")
_BY_WAY_OF = re.compile(r"(?:通过|以|利用|采取).*等")
_EACH = re.compile(r"(?:均|各|都|同为|一律|双双|皆|全部为)")
# Doings of their own that no indicator of publicity or study counts.
_ANOTHER = re.compile(
    r"(?:培训班?|警示教育|考试|竞赛|演练|检查|座谈会?|调研|走访|旁听(?:庭审)?|文艺演出|主题党日)(?:共|累计|合计)?$"
)
_DOINGS = frozenset(("次", "场", "场次", "期", "批次", "轮", "回"))
_ONE_EACH = re.compile(r"各(?:(?:召开|开展|组织|举办)(?:会议|活动|培训|讲座)?|有|为|达|配备?|派|投放|布设|设立?|建)?$")
_IS = re.compile(r"(?:为|是|达到?)?$")  # “面商率、办复率、满意率为98%、100%、97.5%”
_IS_WORDS = frozenset(("", "为", "是", "达", "达到"))
_IN_ASIDE = re.compile(r"\(([^()]{2,14})\)\s*$")  # 自助终端(机器人)3台
_CLAUSE = re.compile(r"[,;:。]")
_AFTER = re.compile(r"全部|均|都|已|得到|参与|参加|并|被")


class Surroundings(NamedTuple):
    """The words around a sentence: its heading, the sentence before, and both with it for the topic."""

    heading: str
    context: str
    around: str


def name(
    window: Window,
    before: Sequence[Window],
    following: Window | None,
    book: PhraseBook,
    of: Surroundings,
    known: Collection[str],
) -> tuple[list[Match], str]:
    """Find the indicators a number is of; several when it speaks for each of them, with the reason when it is of none.

    Parameters
    ----------
    window : Window
        The number.
    before, following
        The numbers before it in the sentence, in order, and the next one.
    book : PhraseBook
        The compiled phrases.
    of : Surroundings
        The words around the sentence.
    known : collection of str
        Codes with a figure already: what is only borrowed from the words before (“收到102件,受理96件”) is none again.
    """
    matches, reason = _named(window, book, of.around, of.context)
    if not matches and not reason:
        said: list[Match] = []
        if bare(window.right) or _AFTER.match(window.right):
            said = _borrowed(window, before, book, of)
            said = [match for match in said if match.indicator.code not in known][:1]
        matches = said or [
            match for match in book.gist(window, of.around, of.context) if match.indicator.code not in known
        ]
    if matches and following is not None:
        matches = _not_the_next(matches, window, following, book, of.around, of.context)
    return matches, reason


def _borrowed(window: Window, before: Sequence[Window], book: PhraseBook, of: Surroundings) -> list[Match]:
    """Find what a number without a noun counts in the words before it, the nearest first."""
    said = book.done(window, of.around, of.context) if window.verb else []
    if not said and not before and window.alone and window.before == window.left:
        said = _said_before(window, book, of.around, of.heading, of.context)
    if not said and window.alone:
        said = _same_measure(window, before, book, of.around, of.context)
    return said


def deal_out(windows: Sequence[Window]) -> None:
    """Give each number of “A、B分别为1件、2件” its own head."""
    for number, window in enumerate(windows):
        shares = window.quantity.measure == "%"
        if "分别" not in window.left and not shares:
            continue
        split = _SPLIT.search(window.left) or (_IS.search(window.left) if shares else None)
        if split is None:
            continue
        heads = [head for head in _JOIN.split(window.left[: split.start()]) if head]
        following = windows[number : number + len(heads)]
        if split[0] in _IS_WORDS and any(item.quantity.measure != "%" or not item.joined for item in following[1:]):
            continue
        if len(heads) < 2 or len(following) < len(heads) or not all(bare(item.left) for item in following[1:]):
            continue
        for head, item in zip(heads, following, strict=True):
            item.left, item.carried = head, ""


def _named(window: Window, book: PhraseBook, around: str, context: str) -> tuple[list[Match], str]:
    """Find the indicators the words name; several when one number speaks for each of them."""
    left = window.left
    matches = book.matches(window, left, around, context)
    if (
        not matches
        and window.carried
        and (not window.verb or bare(window.left))
        and (window.joined or bare(window.right) or _AFTER.match(window.right))
    ):
        left = window.carried
        matches = book.matches(window, left, around, context)
    if not matches and (aside := _IN_ASIDE.search(window.raw_left)) is not None:
        left = aside[1]
        matches = book.matches(window, left, around, context)
    heads = [head for head in _JOIN.split(left) if head]
    one_each = "各" in window.raw_left and _ONE_EACH.search(window.raw_left) is not None
    if len(heads) < 2:
        return ([], SHARE) if one_each else (matches[:1], "")
    item = window.quantity
    if one_each:
        found = [match for head in heads for match in book.matches(window, head, around, context)[:1]]
        each = {match.indicator.code: match for match in found}
        # “宪法、民法典宣讲各1场” are two in all, and nobody says so.
        return (list(each.values()), "") if len(each) == len(heads) else ([], SHARE)
    if _SUCH_AS.search(heads[-1]) is not None:
        # “通过宣讲等开展法治活动40场”: how it was done, not what; “警示教育、执法培训等活动4场”: several things.
        each_of = [book.matches(window, head, around, context)[:1] for head in heads]
        if _BY_WAY_OF.search(window.raw_left) is not None or _OF_ITS_OWN.search(heads[-1]) is not None:
            return each_of[-1], ""
        one = each_of[-1] and all(found == each_of[-1] for found in each_of)
        return (each_of[-1], "") if one else ([], COMBINED)
    shared = item.value == 0 or item.measure == "%" or _EACH.search(heads[-1]) is not None
    last = book.matches(window, heads[-1], around, context)
    if item.measure in _DOINGS and any(_ANOTHER.search(head) for head in heads) and not _EACH.search(heads[-1]):
        alone = [head for head in heads if book.matches(window, head, around, context)]
        if alone and any(_ANOTHER.search(head) for head in heads if head not in alone):
            return [], COMBINED  # “业务培训和法治讲座46场”: how many of them were lectures nobody says
    if matches and not last:
        return matches[:1], ""  # the name itself holds a “和” or “、”
    named = {match.indicator.code: match for match in ([*matches[:1], *last[:1]] if shared else (matches or last)[:1])}
    if named or shared:
        for head in heads[-4:-1]:
            for match in book.matches(window, head, around, context)[:1]:
                named.setdefault(match.indicator.code, match)
    if shared:
        return list(named.values()), ""
    if len(named) < 2:
        return matches[:1], ""
    return [], COMBINED


def _said_before(window: Window, book: PhraseBook, around: str, heading: str, context: str) -> list[Match]:
    """Find what a number without a noun counts, in the sentence before or the heading: “做好复议。全年受理37件。”."""
    for clause in (*reversed(_CLAUSE.split(plain(context))), plain(heading)):
        if bare(clause):
            continue
        window.carried = clause
        found = book.done(window, around, context) if window.verb else book.matches(window, clause, around, context)
        if found:
            return found
    window.carried = ""
    return []


def _same_measure(window: Window, before: Sequence[Window], book: PhraseBook, around: str, context: str) -> list[Match]:
    """Find what the last number of the same measure counted: “讲座20场,受众3万人次;今年举办12场”."""
    for other in reversed(before):
        if other.quantity.measure == window.quantity.measure:
            return book.matches(window, other.left or other.carried, around, context)
    return []


def _not_the_next(
    matches: list[Match], window: Window, following: Window, book: PhraseBook, around: str, context: str
) -> list[Match]:
    """Drop what the next number counts: in “12个社区遴选法律明白人148名” the 12 are communities."""
    if not following.joined or not window.right:
        return matches
    named = book.matches(replace(following, right=""), following.left, around, context)
    taken = {match.indicator.code for match in named[:1]}
    if not any(match.indicator.code in taken for match in matches):
        return matches
    alone = {match.indicator.code for match in book.matches(replace(window, right=""), window.left, around, context)}
    return [match for match in matches if match.indicator.code not in taken or match.indicator.code in alone]
