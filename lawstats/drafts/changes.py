"""Numbers of change (增长21.7%, 增加13件, 提高1.4个百分点, 是上年的2倍) and what they claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lawstats.drafts.figures import figure_agreement
from lawstats.drafts.lexicon import COMPARED, FALL, RISE, SHORT, STRONG_FALL, STRONG_RISE, direction
from lawstats.drafts.naming import core
from lawstats.drafts.outcomes import Agreement
from lawstats.drafts.shares import is_share
from lawstats.drafts.subjects import said_of_change
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, REQUIRED

if TYPE_CHECKING:
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.passages import Item, Passage

__all__ = ["Change", "Manner", "find_changes"]


class Manner(StrEnum):
    """What a number of change is a number of."""

    DIFFERENCE = "absolute"
    RELATIVE = "relative"
    POINTS = "points"
    RATIO = "ratio"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Change:
    """A claimed change.

    Attributes
    ----------
    item : Item
        The number.
    manner : Manner
        13件 is a difference, 21.7% relative, 是上年的2倍 a ratio.
    sign : int
        1 or −1.
    codes : tuple of str
        Readings of what it is said of.
    year, base : int
        The year it speaks of and the one it compares with.
    together : bool
        The codes are not readings but several things, each of which changed so (均增加1件).
    of_share : bool
        It is the change of a share (占比提高), which counts alone do not give.
    chained : bool
        Compared with the month or quarter before (环比), which yearly figures do not give.
    also : int
        Another year it may as well compare with: 三年提高2.4个百分点 is three steps, or three years.
    yearly : bool
        An average of several years (年均增长9%), for which there is more than one reckoning.
    """

    item: Item
    manner: Manner
    sign: int
    codes: tuple[str, ...]
    year: int
    base: int
    together: bool = False
    of_share: bool = False
    chained: bool = False
    yearly: bool = False
    also: int = 0


_LINK = r"(?:了|约|近|达到?|为|是|超过?|接近|出|[:：+＋])*"
_VERB = rf"(?P<verb>{RISE}|{FALL}|{STRONG_RISE}|{STRONG_FALL}|{SHORT})"
_BY = re.compile(rf"{_VERB}(?P<by>的?(?:比例|百分比|速度|幅度|速|幅|率)){_LINK}$")
_MOVED = re.compile(rf"{_VERB}(?P<to>到|至|为|成)?{_LINK}$")
_MORE = re.compile(r"(?P<verb>[多少高低])(?:了|出|办理?|开展?|举办|召开|化解|调解|受理|接待|发放?|审核?|学|讲)*$")
_MORE_OF = re.compile(rf"{COMPARED}[^,;。\d]{{0,4}}?(?P<verb>[多少])[^,;。\d]{{1,12}}$")
#: What came new is not what it grew by: others may have gone.
_NEW = re.compile(r"新增加?了?$")
_NEWLY = re.compile(r"(?:新(?!时代|型|媒体|兴|区|城|村|市|冠|居民|业态|就业)|增[设配聘添划])[^,;。\d]{0,16}$")
_TURNED = re.compile(r"翻了?[近约]?$")  # 翻了一倍
_PLUS = re.compile(r"[新净又再还共]$")
_ALONE = re.compile(r"(?:同比|环比)(?:[:+＋]|为|约)*$")
_OF_LAST = re.compile(
    rf"(?:为|是|相当于|达到?|等于){COMPARED}的?(?:约|近)?$|(?:仅|只有|不足|不到){COMPARED}的(?:约|近)?$"
)
_OF = re.compile(r"(?:的?同期)?的?(?:约|近)?")
_TIMES_OVER = re.compile(r"(?:是|为|达到?|相当于|等于)[^,;。]{0,16}的?(?:约|近)?$")
_AND = re.compile(r"[、和与及,，]?(?:以及)?")
_NEXT = re.compile(rf"[、和与及,]?(?:以及)?(?:(?:{RISE}|{FALL}|{SHORT}|[多少])了?)?")
_EXPLICIT = re.compile(COMPARED)
_SHARE = re.compile(r"占比|比重|所占比例|占[^,;。]{0,8}的?比例")
_MOST_YEARS = 10
_OVER = re.compile(rf"(?:[来间内共]|累计|合计|总共)*{_VERB}了?")
_A_YEAR = re.compile(r"年均|年平均|平均每年|每年平均")
_EACH = re.compile(r"分别|各")
_ALL = re.compile(r"均|都|双双|同为")


def find_changes(passage: Passage, namer: Namer) -> dict[int, Change]:
    """Find the changes a sentence claims in numbers, by the offset of their number."""
    found: dict[int, Change] = {}
    items = passage.items
    for number, item in enumerate(items):
        if item.reason == REQUIRED and item.quantity.measure != "个百分点":
            continue
        last = items[number - 1] if number else None
        read = _read(item, last)
        if read is None and last is not None and last.start in found and _AND.fullmatch(_between(passage, last, item)):
            inherited = found[last.start]
            if item.quantity.measure in (inherited.item.quantity.measure, "%", "个百分点"):
                read = (inherited.sign, _manner(item), "")
        newly = read is None and _came_new(item, namer)
        if read is None and not newly and item.reason != CHANGE and item.quantity.measure != "个百分点":
            continue
        sign, manner, subject = read or (0, Manner.UNKNOWN, "")
        change = Change(item, manner, sign, (), 0, 0)
        change.chained = "环比" in item.window.raw_left
        change.yearly = _A_YEAR.search(item.window.raw_left) is not None
        on_share = manner is Manner.POINTS and last is not None and not core(subject) and is_share(last, passage)
        change.of_share = on_share or _SHARE.search(item.window.raw_left) is not None
        change.codes = item.codes if newly else said_of_change(item, subject, passage, namer)
        _date(change, passage, number, namer.draft.year)
        found[item.start] = change
        item.codes, item.reason = change.codes, CHANGE
    _deal_out(passage, found)
    for change in found.values():
        change.item.codes = change.codes
    return found


def _read(item: Item, last: Item | None) -> tuple[int, Manner, str] | None:
    """Read sign, manner and subject from the words before a number; `last` is the number before it."""
    left = item.window.raw_left.replace(" ", "")
    if item.quantity.text.startswith("翻"):
        return 1, Manner.RATIO, left
    if item.quantity.measure in ("%", "倍") and (found := _OF_LAST.search(left)):
        return 1, Manner.RATIO, left[: found.start()]
    by = _BY.search(left)
    if by:
        return _signed(item, by["verb"]), _manner(item), left[: by.start()]
    new = _NEW.search(left)
    if new and not (new[0].startswith("新增") and _EXPLICIT.search(left)):
        return 0, Manner.UNKNOWN, ""
    moved = _MOVED.search(left)
    if moved:
        if moved["to"]:
            return (1, Manner.RATIO, left[: moved.start()]) if item.quantity.measure == "倍" else None
        return _signed(item, moved["verb"]), _manner(item), _PLUS.sub("", left[: moved.start()])
    alone = _ALONE.search(left)
    if alone:
        return _signed(item, ""), _manner(item), left[: alone.start()]
    if item.quantity.measure == "倍" and item.quantity.value == 1 and (twice := _TURNED.search(left)):
        return 1, Manner.RELATIVE, left[: twice.start()]
    more = _MORE.search(left)
    beside = last is not None and last.reason in (BASE, OTHER_YEAR) and left in "多少高低"
    if more and (beside or _EXPLICIT.search(left) or left[more.start() + 1 :]):
        return _signed(item, more["verb"]), _manner(item), left[: more.start()]
    of = _MORE_OF.search(left)
    if of:
        return _signed(item, of["verb"]), _manner(item), left[of.start() :].replace(of["verb"], "", 1)
    if item.quantity.measure == "倍" and _TIMES_OVER.search(left):
        return 1, Manner.RATIO, ""
    return None


def _came_new(item: Item, namer: Namer) -> bool:
    """新添法律服务机器人2台，总数11台: the two are no figure of what there is in all."""
    shelf = namer.shelf
    if not item.codes or not _NEWLY.search(item.window.raw_left.replace(" ", "")):
        return False
    kinds = {shelf.vocabulary[code].kind for code in item.codes if code in shelf.vocabulary}
    stated = [one for code in item.codes for one in shelf.stated(code, item.year)]
    return kinds == {"stock"} and all(figure_agreement(item, one) is Agreement.CONTRADICTS for one in stated)


def _signed(item: Item, verb: str) -> int:
    sign = direction(verb) if verb else 1
    return -sign if item.quantity.value < 0 else sign


def _manner(item: Item) -> Manner:
    measure = item.quantity.measure
    if measure == "个百分点":
        return Manner.POINTS
    if measure in ("%", "‰", "倍") or (measure == "" and ("分之" in item.quantity.text or "半" in item.quantity.text)):
        return Manner.RELATIVE
    return Manner.DIFFERENCE if measure else Manner.UNKNOWN


def _between(passage: Passage, one: Item, other: Item) -> str:
    offset = passage.sentence.start
    return passage.sentence.text[one.end - offset : other.start - offset].replace(" ", "")


def _date(change: Change, passage: Passage, number: int, year: int) -> None:
    """Say which two years a change compares."""
    at = change.item.start - passage.sentence.start
    opening = max(passage.sentence.text.rfind(mark, 0, at) for mark in ";。") + 1
    mentions = [mention for mention in passage.mentions if opening <= mention.start < at]
    before = [item for item in passage.items[:number] if item.start - passage.sentence.start >= opening]
    figures = [item for item in before if item.reason not in (BASE, CHANGE, OTHER_YEAR, REQUIRED)]
    bases = [item for item in before if item.reason in (BASE, OTHER_YEAR)]
    now = [mention.year for mention in mentions if not mention.compared] + [item.year for item in figures + bases]
    change.year = max(now) if now else year
    if change.manner is Manner.RATIO and mentions and _OF.fullmatch(passage.sentence.text[mentions[-1].end : at]):
        # 是2022年的1.04倍: the year before 的 is the one compared with.
        change.base = mentions[-1].year
        spoken = [mention.year for mention in mentions[:-1] if not mention.compared]
        change.year = max([*spoken, *(item.year for item in figures)], default=year)
        return
    compared = [mention for mention in mentions if mention.compared and mention.year < change.year]
    last = passage.items[number - 1] if number else None
    lasting = last is not None and last.quantity.measure == "年" and 1 < last.quantity.value <= _MOST_YEARS
    if last is not None and lasting and _OVER.fullmatch(_between(passage, last, change.item)):
        long = int(last.quantity.value)
        change.base, change.also = change.year - long, change.year - long + 1 if long > 2 else 0
        return
    on_year = change.item.window.raw_left.rfind("同比") >= 0
    if on_year:
        change.base = change.year - 1
    elif compared:
        change.base = compared[-1].year
    elif [item for item in bases if item.year < change.year]:
        change.base = [item.year for item in bases if item.year < change.year][-1]
    else:
        change.base = change.year - 1


def _deal_out(passage: Passage, found: dict[int, Change]) -> None:
    """同比分别增加6件、1件: the first is the first's, the second the second's; 均增加1件 is everyone's."""
    items = passage.items
    number = 0
    while number < len(items):
        change = found.get(items[number].start)
        if change is None:
            number += 1
            continue
        run = [items[number]]
        while number + len(run) < len(items):
            following = items[number + len(run)]
            if following.start not in found or not _NEXT.fullmatch(_between(passage, run[-1], following)):
                break
            run.append(following)
        left = run[0].window.raw_left
        subjects = [item for item in items[:number] if item.codes and item.start not in found]
        if len(run) > 1 and _EACH.search(left) and len(subjects) >= len(run):
            for item, subject in zip(run, subjects[-len(run) :], strict=True):
                found[item.start].codes = subject.codes
        elif len(run) == 1 and _ALL.search(left) and len(subjects) > 1:
            change.codes = tuple(dict.fromkeys(code for subject in subjects for code in subject.codes))
            change.together = True
        number += len(run)
