"""Which indicator each number of a report is a figure of, and why the others are none."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lawstats.reading.reports.context import COMBINED, OTHER_YEAR, OUTSIDE, PART, REQUIRED, SHARE, why_no_result
from lawstats.reading.reports.dealt_years import dealt_years
from lawstats.reading.reports.periods import Period, find_mentions, period_at
from lawstats.reading.reports.rivals import rivals_out
from lawstats.reading.reports.sentences import Sentence, Window, bare, plain
from lawstats.reading.reports.totals import adds_up, in_all, names_a_total, sums_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.indicators import Indicator
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import Match, PhraseBook

__all__ = ["Placed", "TablePlace", "Unplaced", "place_quantities"]

_JOINTS = frozenset("、和与及")
_JOIN = re.compile(r"、|和|及其?|与|以及|暨")
_OF_ITS_OWN = re.compile(r"等(?!系列|各类|多项)[一-龥]{2,8}活动$")
_SUCH_AS = re.compile(r"等[一-龥]{0,8}(?:活动|工作)$|等(?:形式|方式|载体|途径)?[^、]{0,4}(?:开展|举办|组织)")
_BY_WAY_OF = re.compile(r"(?:通过|以|利用|采取).*等")
_EACH = re.compile(r"(?:均|各|都|同为|一律|双双|皆|全部为)")
# Doings of their own that no indicator of publicity or study counts.
_ANOTHER = re.compile(
    r"(?:培训班?|警示教育|考试|竞赛|演练|检查|座谈会?|调研|走访|旁听(?:庭审)?|文艺演出|主题党日)(?:共|累计|合计)?$"
)
_OWN_YEAR = re.compile(r"[,;、]?\s*(?:其中)?[:,]?(?:(?:19|20)\d\d年(?:度|这一年)?|今年|本年度?|当年)(?:共|为|有|达)?")
_A_YEAR = 400
_DOINGS = frozenset(("次", "场", "场次", "期", "批次", "轮", "回"))
_ONE_EACH = re.compile(r"各(?:(?:召开|开展|组织|举办)(?:会议|活动|培训|讲座)?|有|为|达|配备?|派|投放|布设|设立?|建)?$")
_SPLIT = re.compile(r"分别(?:为|是|达到?|有|[^,,]{0,3})$")
_IS = re.compile(r"(?:为|是|达到?)?$")  # “面商率、办复率、满意率为98%、100%、97.5%”
_IS_WORDS = frozenset(("", "为", "是", "达", "达到"))
_OF_THESE = re.compile(r"\s*(?:其中|这其中)")
# “共公开300条。通过政府网站公开48条”: one of the ways the total went out.
_CHANNEL = re.compile(r"(?:通过|依托|利用|借助|运用)[^,;]{2,14}?(?:网站|公众号|平台|微博|微信|公开栏|客户端)[^,;]*$")
_SUMMED = re.compile(r"共|累计|总计|合计")
_CLOSED_ASIDE = re.compile(r"\([^()]*\)")
_PART = re.compile(r"其中|里面|当中|内[有含]|分为|包括|包含|分别[为是]|含")
_NEW = re.compile(r"新增|新聘|新培[养育]|新招|增加(?!到|至|为)|新发展|新选任|新吸纳|新(?:取得|考取|领|获|建|设)")
# A count of papers reviewed in the sentence before: what follows by kind of paper is a part or stands beside it.
_REVIEWED = re.compile(r"审[查核][^,。;]{0,14}(?:文件|合同|协议|事项|决策)[^,。;0-9]{0,4}\d+[余多]?[件份项]")
_IN_ASIDE = re.compile(r"\(([^()]{2,14})\)\s*$")  # 自助终端(机器人)3台
_CLAUSE = re.compile(r"[,;:。]")
_AFTER = re.compile(r"全部|均|都|已|得到|参与|参加|并|被")
_SUCCESS = re.compile(r"成功|调成|调好|完成|办结|审结|已")


class TablePlace(NamedTuple):
    """Where in a table a number stands, and the words of its line or column that say what it counts."""

    counted: str
    row: str
    column: str


class Placed(NamedTuple):
    """A number read as a figure of one indicator.

    ``in_words`` marks a zero without a numeral; ``cell`` names line and column of a number in a table.
    """

    indicator: Indicator
    quantity: Quantity
    sentence: Sentence
    period: Period | None
    in_words: bool = False
    cell: TablePlace | None = None


class Unplaced(NamedTuple):
    """A number read as none, and why."""

    quantity: Quantity
    sentence: Sentence
    reason: str


def place_quantities(
    windows: Sequence[Window],
    book: PhraseBook,
    year: int,
    heading: str = "",
    context: str = "",
    earlier: Mapping[str, float] = MappingProxyType({}),
    own: int = 0,
) -> tuple[list[Placed], list[Unplaced]]:
    """Place every quantity of a sentence exactly once (one number may speak for two indicators).

    Parameters
    ----------
    windows : sequence of Window
        Its quantities with the words around them, from `windows_of`.
    book : PhraseBook
        The compiled phrases.
    year : int
        The year reported on.
    heading, context : str
        The heading above and the sentence before.
    earlier : dict of str to float
        The figures of the sentence before by code, of which “其中…” names parts.
    own : int
        The rank of the office's place, from `places.own_level`.
    """
    placed: list[Placed] = []
    unplaced: list[Unplaced] = []
    if not windows:
        return placed, unplaced
    sentence = windows[0].sentence
    _deal_out(windows)
    mentions = find_mentions(sentence.text, year)
    spans = [(window.quantity.start - sentence.start, window.quantity.end - sentence.start) for window in windows]
    dealt = dealt_years(sentence.text, spans, year)
    around = f"{plain(heading)}。{plain(context)}。{windows[0].whole}"
    parts: list[Quantity] = []  # a list of kinds of `of` with no total before it
    of: Match | None = None
    spanning: list[Match] = []  # what the number before added up over years
    total: tuple[str, int] | None = None  # the indicator of the latest total, and where it ended
    goes_on = ""  # why the number before is no result
    totals: dict[str, int] = {}  # where the latest total of each indicator ended
    counted: dict[int, list[Match]] = {}  # what each number counts, where a total asks for it
    for number, window in enumerate(windows):
        item = window.quantity
        at = item.start - sentence.start
        year_of, period = period_at(mentions, at, sentence.text, year)
        if number in dealt:
            year_of, period = dealt[number], None
        reason = why_no_result(window, year_of, year, own)
        if not reason and goes_on in (SHARE, REQUIRED) and window.joined and item.measure != "%":
            # “每个社区至少配备3名明白人、1名法律顾问”: what is asked or told of each goes on.
            reason = goes_on if bare(window.left) and window.raw_left.rstrip()[-1:] in _JOINTS else ""
        goes_on = reason
        matches: list[Match] = []
        if not reason:
            matches, reason = _named(window, book, around, context)
            if not matches and not reason and (bare(window.right) or _AFTER.match(window.right)):
                said = book.done(window, around, context) if window.verb else []
                if not said and not number and window.alone and window.before == window.left:
                    said = _said_before(window, book, around, heading, context)
                if not said and window.alone:
                    said = _same_measure(window, windows[:number], book, around, context)
                # “收到申请102件,受理96件”: what was done with the number before is no number of its own.
                known = totals.keys() | earlier.keys()
                matches = [found for found in said if found.indicator.code not in known][:1]
            if not matches and not reason:
                known = totals.keys() | earlier.keys()
                matches = [found for found in book.gist(window, around, context) if found.indicator.code not in known]
            if matches and number + 1 < len(windows):
                matches = _not_the_next(matches, window, windows[number + 1], book, around, context)
        if not reason and number and adds_up(window):
            matches, reason = in_all(matches, windows[:number], window, book, around, context, counted)
        kept = []
        if not reason and not matches and spanning and _OWN_YEAR.fullmatch(window.raw_left):
            matches, period = spanning, None
        if not reason and of is not None and sums_up(parts, window):
            kept, matches = [of], []
        for match in matches:
            why = _why_not(match, window, windows, number, total, totals, earlier, book, context)
            if not why and match.indicator.code in earlier and _SUMMED.search(context):
                why = PART if _CHANNEL.search(sentence.text, 0, at) else ""
            if not why and _OF_THESE.match(sentence.text) and match.indicator.code in earlier:
                why = PART
            if why:
                reason = why
                if why == PART and not parts:
                    of = match
            else:
                kept.append(match)
        if not kept:
            part = not reason and total is not None and _is_part(window, total[1])
            unplaced.append(Unplaced(item, sentence, PART if part else reason or OUTSIDE))
            parts = [*parts, item] if of is not None and (window.joined or not parts) else []
            if reason == OTHER_YEAR and item.measure not in ("倍", "%"):
                total, totals = None, {}
            continue
        # Of what was added up over years, the year's own part is a figure of its own: 2021年以来860件,其中2025年190件.
        over_years = period is not None and _over_years(period)
        spanning = kept if over_years else []
        total, parts = None if over_years else (kept[0].indicator.code, item.end - sentence.start), []
        if over_years:
            totals = {}
        for match in kept:
            placed.append(Placed(match.indicator, item, sentence, period))
            if not over_years:
                totals[match.indicator.code] = item.end - sentence.start
        if names_a_total(window):
            _take_back(placed, unplaced, windows[:number])
    if len(placed) > 1:
        _settle_rivals(placed, unplaced, windows, book, earlier)
    return placed, unplaced


def _settle_rivals(
    placed: list[Placed],
    unplaced: list[Unplaced],
    windows: Sequence[Window],
    book: PhraseBook,
    earlier: Mapping[str, float],
) -> None:
    """Take back what another figure of the same indicator in the sentence shows to be no total."""
    by_start = {window.quantity.start: window for window in windows}
    out = rivals_out([(item.indicator, by_start[item.quantity.start]) for item in placed], book.listed, earlier)
    for at in sorted(out, reverse=True):
        old = placed.pop(at)
        unplaced.append(Unplaced(old.quantity, old.sentence, out[at]))


def _deal_out(windows: Sequence[Window]) -> None:
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


def _take_back(placed: list[Placed], unplaced: list[Unplaced], before: Sequence[Window]) -> None:
    """Make parts of what was placed before its total came: 来信23件、来访47批,共计70件."""
    code, whole = placed[-1].indicator.code, placed[-1].quantity.value
    comes_to = 0.0
    for number, window in enumerate(reversed(before)):
        comes_to += window.quantity.value
        if number and comes_to == whole:
            since = window.quantity.start
            parts = [old for old in placed[:-1] if old.indicator.code == code and old.quantity.start >= since]
            for old in parts:
                placed.remove(old)
                unplaced.append(Unplaced(old.quantity, old.sentence, PART))
            return


def _over_years(period: Period) -> bool:
    """Whether a time is longer than a year; thirteen months are still one report's."""
    return (period.end - period.start).days > _A_YEAR


def _is_part(window: Window, total_end: int) -> bool:
    """Whether the words since the total say that a part of it follows."""
    between = window.sentence.text[total_end : window.quantity.start - window.sentence.start]
    if "(" in between:
        between = _CLOSED_ASIDE.sub("", between)
    return window.in_aside or _PART.search(between) is not None


def _why_not(
    match: Match,
    window: Window,
    windows: Sequence[Window],
    number: int,
    total: tuple[str, int] | None,
    totals: Mapping[str, int],
    earlier: Mapping[str, float],
    book: PhraseBook,
    context: str,
) -> str:
    """Reasons that need the neighbours: a part of a total, an addition to a stock, one of a list."""
    indicator = match.indicator
    value = window.quantity.value
    if indicator.kind != "rate" and not math.isnan(value) and value != int(value):
        return SHARE  # nobody holds 3.2 lectures: an average
    near = window.left or window.carried
    again = total is not None and total[0] == indicator.code
    # “建议、提案满意率分别为100%和98%”: the second is of the other.
    if again and indicator.kind == "rate" and window.joined and bare(window.left):
        return PART if _SPLIT.search(windows[number - 1].left) else ""
    if indicator.kind == "event" and indicator.code in earlier and _SUCCESS.search(near):
        return PART
    if indicator.code in totals:
        if _is_part(window, totals[indicator.code]):
            return PART
        if indicator.kind in ("event", "planned") and _SUCCESS.search(near):
            return PART
    if total is not None and total[0] != indicator.code and book.listed[total[0]] is not None:
        papers = book.listed[total[0]]
        # “审查涉法事项95件,其中行政处罚决定13件”: kinds of what was reviewed.
        if papers is not None and papers.search(near + window.right) and _is_part(window, total[1]):
            return PART
    if indicator.kind == "stock" and (_NEW.search(near) or _NEW.search(window.right[:6])):
        return OUTSIDE
    listed = book.listed[indicator.code]
    if listed is not None and listed.search(near + window.right):
        # “审查规范性文件2件、合同35件” counts each kind of paper; neither is the number of reviews.
        beside = [windows[number - 1]] if window.joined and number else []
        beside += [other for other in windows[number + 1 : number + 2] if other.joined]
        if any(listed.search(other.left + other.right) for other in beside) or _REVIEWED.search(context):
            return PART
    return ""
