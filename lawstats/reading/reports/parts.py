"""Why a number that names an indicator is no figure of it: a part of a total, an addition to a stock, one of a list."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawstats.reading.reports.context import OUTSIDE, PART, SHARE
from lawstats.reading.reports.light import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.reading.reports.phrases import Match, PhraseBook
    from lawstats.reading.reports.windows import Window

__all__ = ["Tally", "is_part", "why_no_figure"]

_SPLIT = re.compile(r"分别(?:为|是|达到?|有|[^,,]{0,3})$")
_CLOSED_ASIDE = re.compile(r"\([^()]*\)")
_PART = re.compile(r"其中|里面|当中|内[有含]|分为|包括|包含|分别[为是]|含")
_NEW = re.compile(r"新增|新聘|新培[养育]|新招|增加(?!到|至|为)|新发展|新选任|新吸纳|新(?:取得|考取|领|获|建|设)")
# A count of papers reviewed in the sentence before: what follows by kind of paper is a part or stands beside it.
_REVIEWED = re.compile(r"审[查核][^,。;]{0,14}(?:文件|合同|协议|事项|决策)[^,。;0-9]{0,4}\d+[余多]?[件份项]")
_SUCCESS = re.compile(r"成功|调成|调好|完成|办结|审结|已")


@dataclass(slots=True)
class Tally:
    """The figures of a sentence so far.

    Attributes
    ----------
    earlier : dict of str to float
        The figures of the sentence before, by code.
    total : (str, int) or None
        The code of the latest total, and the offset in the sentence where it ended.
    totals : dict of str to int
        Where the latest total of each code ended.
    """

    earlier: Mapping[str, float]
    total: tuple[str, int] | None = None
    totals: dict[str, int] = field(default_factory=dict)

    def add(self, codes: Sequence[str], end: int) -> None:
        """Take up the figures of one number, the first as the latest total."""
        self.total = codes[0], end
        self.totals |= dict.fromkeys(codes, end)

    def forget(self) -> None:
        """Start anew: what stood before was another year's, or of several years."""
        self.total, self.totals = None, {}


def is_part(window: Window, total_end: int) -> bool:
    """Whether the words since the total say that a part of it follows."""
    between = window.sentence.text[total_end : window.quantity.start - window.sentence.start]
    if "(" in between:
        between = _CLOSED_ASIDE.sub("", between)
    return window.in_aside or _PART.search(between) is not None


def why_no_figure(
    match: Match, window: Window, windows: Sequence[Window], number: int, tally: Tally, book: PhraseBook, context: str
) -> str:
    """Give the reason why the `number`-th of a sentence is no figure of an indicator it names, or ``""``."""
    indicator = match.indicator
    value = window.quantity.value
    if indicator.kind != "rate" and not math.isnan(value) and value != int(value):
        return SHARE  # nobody holds 3.2 lectures: an average
    near = window.left or window.carried
    again = tally.total is not None and tally.total[0] == indicator.code
    # “建议、提案满意率分别为100%和98%”: the second is of the other.
    if again and indicator.kind == "rate" and window.joined and bare(window.left):
        return PART if _SPLIT.search(windows[number - 1].left) else ""
    if indicator.kind == "event" and indicator.code in tally.earlier and _SUCCESS.search(near):
        return PART
    if indicator.code in tally.totals:
        if is_part(window, tally.totals[indicator.code]):
            return PART
        if indicator.kind in ("event", "planned") and _SUCCESS.search(near):
            return PART
    if tally.total is not None and tally.total[0] != indicator.code:
        papers = book.listed[tally.total[0]]
        # “审查涉法事项95件,其中行政处罚决定13件”: kinds of what was reviewed.
        if papers is not None and papers.search(near + window.right) and is_part(window, tally.total[1]):
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
