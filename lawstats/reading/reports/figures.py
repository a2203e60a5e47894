"""Which indicator each number of a report is a figure of, and why the others are none."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lawstats.reading.reports.context import OTHER_YEAR, OUTSIDE, PART, REQUIRED, SHARE, why_no_result
from lawstats.reading.reports.dealt_years import dealt_years
from lawstats.reading.reports.light import bare
from lawstats.reading.reports.naming import Surroundings, deal_out, name
from lawstats.reading.reports.parts import Tally, is_part, why_no_figure
from lawstats.reading.reports.periods import Period, find_mentions, period_at
from lawstats.reading.reports.rivals import rivals_out
from lawstats.reading.reports.sentences import Sentence, plain
from lawstats.reading.reports.totals import adds_up, in_all, names_a_total, sums_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.indicators import Indicator
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import Match, PhraseBook
    from lawstats.reading.reports.windows import Window

__all__ = ["Above", "Placed", "TablePlace", "Unplaced", "place_quantities"]

_JOINTS = frozenset("、和与及")
_OWN_YEAR = re.compile(r"[,;、]?\s*(?:其中)?[:,]?(?:(?:19|20)\d\d年(?:度|这一年)?|今年|本年度?|当年)(?:共|为|有|达)?")
_A_YEAR = 400
_OF_THESE = re.compile(r"\s*(?:其中|这其中)")
# “共公开300条。通过政府网站公开48条”: one of the ways the total went out.
_CHANNEL = re.compile(r"(?:通过|依托|利用|借助|运用)[^,;]{2,14}?(?:网站|公众号|平台|微博|微信|公开栏|客户端)[^,;]*$")
_SUMMED = re.compile(r"共|累计|总计|合计")


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


class Above(NamedTuple):
    """What stands before a sentence: its heading, the sentence before with its figures, and of whom the text speaks.

    ``earlier`` holds the figures of the sentence before by code, ``own`` is from `places.own_level`.
    """

    heading: str = ""
    context: str = ""
    earlier: Mapping[str, float] = MappingProxyType({})
    own: int = 0


def place_quantities(
    windows: Sequence[Window], book: PhraseBook, year: int, above: Above | None = None
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
    above : Above, optional
        What stands before the sentence.
    """
    placed: list[Placed] = []
    unplaced: list[Unplaced] = []
    if not windows:
        return placed, unplaced
    heading, context, earlier, own = above or Above()
    sentence = windows[0].sentence
    deal_out(windows)
    mentions = find_mentions(sentence.text, year)
    spans = [(window.quantity.start - sentence.start, window.quantity.end - sentence.start) for window in windows]
    dealt = dealt_years(sentence.text, spans, year)
    of = Surroundings(heading, context, f"{plain(heading)}。{plain(context)}。{windows[0].whole}")
    tally = Tally(earlier)
    listed: list[Quantity] = []  # kinds of `kind` with no total before them
    kind: Match | None = None
    spanning: list[Match] = []  # what the number before added up over years
    goes_on = ""  # why the number before is no result
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
            following = windows[number + 1] if number + 1 < len(windows) else None
            known = tally.totals.keys() | earlier.keys()
            matches, reason = name(window, windows[:number], following, book, of, known)
        if not reason and number and adds_up(window):
            matches, reason = in_all(matches, windows[:number], window, book, of.around, context, counted)
        kept = []
        if not reason and not matches and spanning and _OWN_YEAR.fullmatch(window.raw_left):
            matches, period = spanning, None
        if not reason and kind is not None and sums_up(listed, window):
            kept, matches = [kind], []
        for match in matches:
            why = why_no_figure(match, window, windows, number, tally, book, context)
            if not why and match.indicator.code in earlier and _SUMMED.search(context):
                why = PART if _CHANNEL.search(sentence.text, 0, at) else ""
            if not why and _OF_THESE.match(sentence.text) and match.indicator.code in earlier:
                why = PART
            if why:
                reason = why
                if why == PART and not listed:
                    kind = match
            else:
                kept.append(match)
        if not kept:
            part = not reason and tally.total is not None and is_part(window, tally.total[1])
            unplaced.append(Unplaced(item, sentence, PART if part else reason or OUTSIDE))
            listed = [*listed, item] if kind is not None and (window.joined or not listed) else []
            if reason == OTHER_YEAR and item.measure not in ("倍", "%"):
                tally.forget()
            continue
        placed.extend(Placed(match.indicator, item, sentence, period) for match in kept)
        listed = []
        # Of what was added up over years, the year's own part is a figure of its own: 2021年以来860件,其中2025年190件.
        over_years = period is not None and _over_years(period)
        spanning = kept if over_years else []
        if over_years:
            tally.forget()
        else:
            tally.add([match.indicator.code for match in kept], item.end - sentence.start)
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
