"""What each number and each word of change of a sentence is said of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.drafts.adjectives import Adjective, Strength
from lawstats.drafts.lexicon import ADVERBS, FALL, RISE, SHORT, STRONG_FALL, STRONG_RISE
from lawstats.drafts.likeness import by_ending, by_value
from lawstats.drafts.naming import Namer, core
from lawstats.drafts.onrecord import TOGETHER
from lawstats.reading.reports.context import BASE, CHANGE, COMBINED, OTHER_YEAR, OUTSIDE, PART, SHARE
from lawstats.reading.reports.light import bare

if TYPE_CHECKING:
    from lawstats.drafts.passages import Item, Passage

__all__ = ["said_of_change", "said_of_word", "settle"]

_VERBS = f"(?:{RISE}|{FALL}|{SHORT}|{STRONG_RISE}|{STRONG_FALL})"
_MOVED = re.compile(rf"{_VERBS}了?$")
_MOVED_TO = re.compile(rf"(?:{'|'.join(ADVERBS.values())})?{_VERBS}(?:到|至|为|成)了?$")
_ON_TO = re.compile(r"[^\d,;。]{0,4}[到至为成]了?(?:(?:今|本|当|(?:19|20)\d\d)年度?)?的?")
_CONTINUES = re.compile(
    r"(?:[近最一二两三四五六七八九十]{0,3}年来)?(?:首次|第一次|首度|一举|已经?|再次|并)*(?:突破|超过|达到).*"
)
#: Shares and lengths of time stand between a figure and its change without becoming what the change is said of.
_NO_SUBJECT = ("%", "‰", "倍", "个百分点", "年", "")
#: 未调解成功2件, 尚未化解3件: what was not done is no figure of what was.
_UNDONE = re.compile(
    r"(?:未|没有|尚未|不)(?:能)?(?:成功)?(?:化解|调解|调处|办结|办理|完成)(?:成功)?|(?:调解|化解)(?:不|未)成功|正在"
)
_OF_SEVERAL = re.compile(r"(?:以上)?(?:[两二三四五]|\d)[项者类](?:工作|事项)?(?:合计|共计|总计|共)(?:为|达)?$")
_MEAN = re.compile(r"[年人户场件]均(?!衡|等|可|已|为零|未|无)[^,;。\d]{0,10}$|平均")
_SUMMED = re.compile(r"(?:合计|共计|总计|一共|共|[两二三四五]类|[两二三四五]项)")
_RESPECTIVELY = re.compile(r"(?:数量|件数)?分别(?:为|是|有|达到?|化解|调解)?$")
_JOIN = re.compile(r"、|以及|和|与|及")
_AMONG = re.compile(r"^(?:其中|包括|含|分别[为是]|[:,、])+")
_THIS_YEAR = re.compile(r"(?:(?:19|20)\d\d年度?|今年|本年度?|当年)(?:为|有)?$")
_VERB = 4


def settle(passage: Passage, namer: Namer) -> None:
    """Give every number of a sentence the indicators it is said of, as far as words tell.

    The reader of reports has placed this year's figures; here come those it leaves out on purpose (last year's, the
    ones before a change) and indicators it knows by name only.
    """
    for number, item in enumerate(passage.items):
        if item.codes and item.quantity.high > 0 and _UNDONE.search(item.window.left):
            item.codes, item.reason = (), OUTSIDE
        if item.codes and number > 1 and _of_several(passage, number):
            item.codes, item.reason = (), COMBINED
        if item.codes and item.quantity.measure != "%" and _MEAN.search(item.window.raw_left):
            item.codes, item.reason = (), SHARE  # 年均70件 is a whole number by chance
        if item.codes:
            _more_particular(item, passage, namer)
        elif item.reason in (OUTSIDE, PART, COMBINED):
            _by_name(passage, number, namer)
    _deal_out(passage, namer)
    for number, item in enumerate(passage.items):
        if not item.codes and number:
            _of_a_sum(item, passage.items[number - 1], passage.items[:number], passage, namer)
    for number, item in enumerate(passage.items):
        if item.codes or item.reason not in (OUTSIDE, BASE, OTHER_YEAR):
            continue
        found = _reached(passage, number, namer) or _again(passage, number)
        if not found and item.reason != OUTSIDE:
            found = _beside(passage, number, namer)
        item.codes = namer.accepted(found, item)
        if not item.codes and item.reason == OUTSIDE:
            item.codes = namer.accepted(namer.unsaid(item, passage) or by_ending(item, namer), item)
        if not item.codes and not _UNDONE.search(f"{item.window.left}{item.quantity.text}{item.window.right}"):
            item.codes = by_value(item, passage, namer)
        if item.codes and item.reason == OUTSIDE:
            item.reason = ""


def said_of_change(item: Item, words: str, passage: Passage, namer: Namer) -> tuple[str, ...]:
    """Find what a change is said of: its own words, else the number before it, else the one after."""
    if core(words):
        return namer.of_words(words, passage, max(0, item.start - passage.sentence.start - 1))
    at = passage.items.index(item)
    for other in reversed(passage.items[:at]):
        if other.codes:
            return other.codes
        if other.quantity.measure not in _NO_SUBJECT and other.reason != CHANGE:
            return ()  # 合计14件，同比增加2件: of the fourteen, which are no indicator
    return next((other.codes for other in passage.items[at + 1 :] if other.codes), ())


def said_of_word(adjective: Adjective, passage: Passage, namer: Namer) -> tuple[str, ...]:
    """Find what a word of change is said of: its clause, else the numbers round it, else the clauses before."""
    if adjective.level is not None and adjective.level.codes:
        return adjective.level.codes
    before = [item for item in passage.items if item.end <= adjective.start and item.codes]
    after = [item for item in passage.items if item.start >= adjective.end and item.codes]
    if adjective.strength is Strength.FIRST and after and adjective.level is None:
        return after[0].codes  # 首次制定规范性文件1件
    words = adjective.left
    if "分别" in words:
        return ()  # 调委会、网格数分别持平和增加4个: which is which is not for a pattern to say
    if adjective.strength is Strength.FIRST and not after:
        clause = re.split(r"[,;:。()]", passage.sentence.text[adjective.end - passage.sentence.start :])[0]
        named = namer.of_words(clause, passage, adjective.end - passage.sentence.start + len(clause))
        if named:
            return named  # 首次发生行政复议案件
    inside = [item for item in before if item.start >= adjective.start - len(words)]
    if inside:
        return inside[-1].codes
    at = adjective.start - passage.sentence.start
    if core(words):
        return namer.of_words(words, passage, at)
    if before or after:
        return (before[-1:] or after)[0].codes
    return namer.of_clauses(passage.sentence.text[: at - len(words)])


def _more_particular(item: Item, passage: Passage, namer: Namer) -> None:
    """物业纠纷18件 is not 调解矛盾纠纷18件: the more particular name wins."""
    others = {code for other in passage.items if other is not item and other.quantity.high > 0 for code in other.codes}
    if item.quantity.value == 0 and item.quantity.text[:1] not in "0０" and others & set(item.codes):
        item.codes = ()  # 复议6宗，复议无纠错: what there was none of is something else
    named = namer.by_name(item.window.left)
    if named and named not in item.codes and namer.accepted((named,), item):
        item.codes = (named,)


def _by_name(passage: Passage, number: int, namer: Namer) -> None:
    item = passage.items[number]
    words = item.window.carried if bare(item.window.left) else item.window.left
    summed = item.reason == COMBINED or _SUMMED.search(item.window.raw_left) is not None
    if item.reason != PART and item.quantity.measure not in _NO_SUBJECT:
        together = namer.together(words, passage, item.start - passage.sentence.start)
        item.codes = namer.accepted(together, item) if summed or not namer.by_name(words) else ()
        item.reason = "" if item.codes else item.reason
    if not item.codes:
        named = namer.by_name(words)
        item.codes = namer.accepted((named,), item) if named else ()
    if not item.codes and number and _CONTINUES.fullmatch(f"{item.window.left}{item.quantity.text[:2]}"):
        item.codes = namer.accepted(passage.items[number - 1].codes, item)  # 73件，首次突破70件
        item.reason = "" if item.codes else item.reason


def _of_several(passage: Passage, number: int) -> bool:
    """两项合计110件次: of neither of the two before."""
    offset = passage.sentence.start
    return _OF_SEVERAL.search(passage.sentence.text[: passage.items[number].start - offset]) is not None


def _deal_out(passage: Passage, namer: Namer) -> None:
    """邻里、物业纠纷分别为20件、18件; …，上年分别为0件、2件: the first is the first's, the second the second's."""
    items, number = passage.items, 0
    while number < len(items):
        run = [items[number]]
        while _RESPECTIVELY.search(run[0].window.raw_left) and number + len(run) < len(items):
            following = items[number + len(run)]
            same = following.quantity.measure == run[0].quantity.measure and following.reason != CHANGE
            if not same or not bare(following.window.left):
                break
            run.append(following)
        if len(run) > 1 and run[0].reason != CHANGE:
            names = _heads_of(run[0], len(run), namer) if not any(item.codes for item in run) else []
            before = [other.codes for other in items[:number] if other.codes and other.reason != CHANGE]
            if not names and run[0].reason in (BASE, OTHER_YEAR) and len(before) >= len(run):
                names = before[-len(run) :]
            for item, codes in zip(run, names, strict=False):
                item.codes = namer.accepted(codes, item)
                item.reason = "" if item.codes and item.reason == OUTSIDE else item.reason
        number += len(run)


def _heads_of(item: Item, length: int, namer: Namer) -> list[tuple[str, ...]]:
    """Name every head of 邻里、物业、婚姻家庭纠纷; none where one has no name of its own."""
    left = _RESPECTIVELY.sub("", item.window.raw_left)
    heads = [head for head in _JOIN.split(left) if head][-length:]
    if len(heads) < length:
        return []
    endings = ["", *(heads[-1][-size:] for size in (2, 3, 4))]
    named = [next((code for end in endings if (code := namer.by_name(head + end))), "") for head in heads]
    return [(code,) for code in named] if all(named) else []


def _sister(item: Item, code: str, named: tuple[str, ...], namer: Namer) -> tuple[str, ...]:
    """人大代表建议12件、政协提案3件: what the list before counts is no whole of the other, but its like."""
    vocabulary = namer.shelf.vocabulary
    if len(named) != 1 or named[0] == code or {code, named[0]} - set(vocabulary):
        return ()
    one, other = vocabulary[code], vocabulary[named[0]]
    alike = one.domain == other.domain and one.measures[0] == other.measures[0] and other.phrases
    return namer.accepted(named, item) if alike else ()


def _of_a_sum(item: Item, last: Item, earlier: list[Item], passage: Passage, namer: Namer) -> None:
    """Name the parts of a sum by what sets them apart: 建议提案16件，其中建议10件; 2021年以来245件，其中2024年73件."""
    if item.quantity.measure in _NO_SUBJECT or item.reason == CHANGE:
        return
    left, position = _AMONG.sub("", item.window.left), item.start - passage.sentence.start
    whole = next((other.codes[0] for other in reversed(earlier) if other.codes and TOGETHER in other.codes[0]), "")
    named = [code for code in whole.split(TOGETHER) if code and len(left) > 1 and left in namer.name(code)]
    if len(named) == 1:
        item.codes = namer.accepted((named[0],), item)
        item.reason = "" if item.codes else item.reason
    if item.reason == PART and not item.codes and len(left) > 1 and last.codes:
        item.codes = _sister(item, last.codes[0], namer.of_words(left, passage, position), namer)
        item.reason = "" if item.codes else item.reason
    several = last.period is not None and last.period.start.year < last.period.end.year
    if item.reason == PART and several and _THIS_YEAR.search(item.window.raw_left):
        item.codes, item.period, item.reason = last.codes, None, ""


def _reached(passage: Passage, number: int, namer: Namer) -> tuple[str, ...]:
    """行政复议激增至8件; 信访件明显下降，由45件降至32件: what is counted stands before the verb."""
    item = passage.items[number]
    position = item.start - passage.sentence.start
    left, to = item.window.left, _MOVED_TO.search(item.window.left)
    if to is not None and core(left[: to.start()]):
        return namer.of_words(left[: to.start()], passage, position)
    if item.quantity.text.startswith(("突破", "超过")):
        return namer.of_words(left, passage, position)
    if (
        number
        and passage.items[number - 1].reason in (BASE, OTHER_YEAR)
        and (to is not None or _ON_TO.fullmatch(item.window.raw_left))
    ):
        return passage.items[number - 1].codes
    if to is None and not bare(left):
        return ()
    if _MOVED.search(item.window.carried):
        return namer.of_words(item.window.carried, passage, position)
    return ()


def _again(passage: Passage, number: int) -> tuple[str, ...]:
    """2023年受理信访件38件，2024年受理32件: the same verb of another year counts the same."""
    item, words = passage.items[number], passage.items[number].window.left
    other = next((other for other in reversed(passage.items[:number]) if other.codes), None)
    if other is None or other.year == item.year or not 0 < len(words) <= _VERB:
        return ()
    return other.codes if words in other.window.left else ()


def _beside(passage: Passage, number: int, namer: Namer) -> tuple[str, ...]:
    """上年60件 counts what the number beside it counts."""
    item, items = passage.items[number], passage.items
    position = item.start - passage.sentence.start
    found: tuple[str, ...] = ()
    if core(item.window.left):
        found = namer.of_words(item.window.left, passage, position)
    if not found:
        found = next((other.codes for other in reversed(items[:number]) if other.codes), ())
    if not found and item.window.carried:
        found = namer.of_words(item.window.carried, passage, position)
    return found or next((other.codes for other in items[number + 1 :] if other.codes), ())
