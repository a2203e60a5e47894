"""Which indicator a promise is about: the words around its number, or those of the clause before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.reading.reports.light import bare
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from lawstats.reading.reports.phrases import PhraseBook
    from lawstats.reading.reports.windows import Window

__all__ = ["FRAME", "changing", "clause_before", "indicator_of"]

_ADDED = re.compile(r"新增|新建|新聘|新培育|新发展|\d+年底?前?")
#: How often and how much at least: said of every promise.
FRAME = re.compile(
    r"(?:每(?:季度|月|周|年|半年|两个月|旬)|逐[月季]|按季度|至少|不少于|不低于|不得少于|原则上|力争|争取|确保|再|全年|年内)+(?:再|各)?"
)


def indicator_of(window: Window, book: PhraseBook) -> str:
    """Give the code of the indicator a number is promised for, or ``""``."""
    left = FRAME.sub("", window.left)
    carried = window.carried
    if left != window.left and bare(left):  # “开展送法下乡活动,每月至少1场”
        left, carried = "", carried or clause_before(window)
    matches = [] if left else book.matches(window, "", window.whole, "")  # 9个社区法律顾问全覆盖: named behind it
    matches = matches or book.matches(window, left or carried, window.whole, "")
    if not matches and carried and bare(left):
        matches = book.matches(window, _ADDED.sub("", carried), window.whole, "")
    if not matches and not bare(window.left) and window.right:
        # 听取一次法治建设汇报 is 听取法治建设汇报一次.
        turned = f"{left}{window.right}"
        matches = book.matches(replace(window, left=turned, right=""), turned, window.whole, "")
    return matches[0].indicator.code if matches else ""


def clause_before(window: Window) -> str:
    """Give the words of the clause before the one a number stands in."""
    clauses = re.split(r"[,;。:]", window.sentence.text[: window.quantity.start - window.sentence.start])
    return plain(clauses[-2]) if len(clauses) > 1 else ""


def changing(window: Window, words: str, book: PhraseBook) -> str:
    """Give the indicator that is to rise or fall: 信访总量 of 信访总量下降10%."""
    left = plain(words)
    for measure in ("%", "件", "次", "场", "起", "名", "人次", "份"):
        moved = replace(window, quantity=replace(window.quantity, measure=measure), left=left)
        matches = book.matches(moved, left, window.whole, "")
        if matches:
            return matches[0].indicator.code
    return ""
