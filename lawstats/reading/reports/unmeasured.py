"""Promises of block ④ without a number: they are listed, and nobody can say later that they were kept."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from lawstats.reading.reports.promised import LEAD_IN, Commitment, object_of
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.claims import Item

__all__ = ["unmeasured"]

# A clause that sets something to be done opens with its verb.
_TO_DO = re.compile(
    r"(?:并|同时|进一步|持续|不断|全面|着力|切实|及时|积极|力争|努力|继续|加快|深入|扎实|逐步)*(?:健全|完善|建立|推进|推动|加强|强化|深化|落实"
    r"|优化|提升|提高|吸纳|打造|补齐|做好|做优|做强|启动|更新|拓展|扩大|引导|探索|培育|规范|研究解决|扩充|充实|修订|改进|加大|压实|营造)"
)
_SIGNED = re.compile(
    r"(?:特此报告|专此报告|以上报告|妥否).{0,12}|.{2,24}(?:政府|街道|办事处|[镇乡局]|委员会|党委|工委)|20\d\d年.{0,8}|"
)


def unmeasured(items: Sequence[Item], starts: Sequence[int], due_year: int) -> list[Commitment]:
    """List what the block promises without a number; its target is NaN.

    An item that promises nothing to be counted is listed once; beside a counted promise each further clause that sets
    something to be done: 调解成功率保持在98%以上,健全调解台账.

    Parameters
    ----------
    items : sequence of Item
        The items of the block.
    starts : sequence of int
        Where the promises begin that can be counted, in ascending order.
    due_year : int
        The year the block plans for.
    """
    found = []
    for item in items:
        inside = starts[bisect_left(starts, item.start) : bisect_left(starts, item.start + len(item.text))]
        words = re.split(r"(?<=[。;；])", item.text, maxsplit=1)[0].strip()
        if _SIGNED.fullmatch(plain(words)):
            continue
        if not inside:
            pieces = [piece for piece in re.split(r"[。,:，：]", LEAD_IN.sub("", words)) if plain(piece).strip()]
            about = object_of(pieces[0] if pieces else "", "")
            found.append(Commitment(f"other:{about}", words, math.nan, "", "", "", due_year, item.start, words))
            continue
        for clause in re.finditer(r"[^,，;；。:：\n]+", item.text):
            begin, end = item.start + clause.start(), item.start + clause.end()
            counted = bisect_left(inside, begin) < bisect_left(inside, end)
            if end > inside[0] and not counted and _TO_DO.match(clause[0].strip()):
                words = clause[0].strip()
                start = begin + clause[0].index(words)
                about = f"other:{object_of(words, '')}"
                found.append(Commitment(about, words, math.nan, "", "", "", due_year, start, words))
    return found
