"""Words that make two numbers prove something: 充分证明, 得益于, 使…下降."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.drafts.lexicon import FALL, RISE, SHORT, STRONG_FALL, STRONG_RISE
from lawstats.drafts.outcomes import Agreement, Outcome

if TYPE_CHECKING:
    from lawstats.drafts.passages import Passage

__all__ = ["find_causes"]

_MOVED = f"(?:{RISE}|{FALL}|{STRONG_RISE}|{STRONG_FALL})"
_PROOF = re.compile(r"(?:充分|有力|足以|雄辩|无可辩驳)地?(?:证明|说明|印证|证实|表明)|(?:由此|这)(?:就|也)?证明")
_CREDIT = re.compile(
    r"(?:主要|很大程度上?|完全|直接)?(?:得益于|归功于|得力于)|(?:直接|显著|有效)(?:导致|促成|带来)"
    r"|(?:由于|因为?)(?=[^,;。\d]{0,8}(?:加强|强化|推行|推进|深化|落实|实施|坚持|采取|到位|得力|努力|重视))"
)
_MADE = re.compile(rf"(?:使得?|促使|令)(?=[^,;。]{{0,14}}?(?:{_MOVED}|[由从]\d|{SHORT}\d))")
_COUNTS = re.compile(rf"{_MOVED}|(?:{SHORT})[到至为了]?\d|[由从][^,;。]{{0,10}}\d|[多少]\d")
_NOTE = "两个数的变化证明不了原因，只能说“同时”或列出数字"


def find_causes(passage: Passage) -> list[tuple[int, int, Outcome]]:
    """Find the words of cause and proof in a sentence that speaks of the change of something counted.

    Records never carry them: two years of figures show that a number changed, not why.
    """
    text, offset = passage.sentence.text, passage.sentence.start
    if not any(item.codes for item in passage.items) or not _COUNTS.search(text):
        return []
    found: list[tuple[int, int]] = []
    for pattern in (_PROOF, _CREDIT, _MADE):
        for at in pattern.finditer(text):
            # 得益于…，使…下降 is one claim.
            if not found or pattern is _PROOF:
                found.append((offset + at.start(), offset + at.end()))
    return [(start, end, Outcome(Agreement.TOO_STRONG, note=_NOTE)) for start, end in sorted(found)]
