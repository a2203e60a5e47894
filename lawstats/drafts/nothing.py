"""Zeros in words that the reader of reports does not know: 全年未举办法治讲座."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.quantities import Quantity
from lawstats.reading.reports.light import bare
from lawstats.reading.reports.sentences import plain

if TYPE_CHECKING:
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Passage

__all__ = ["find_nothing"]

_NOTHING = re.compile(
    r"(?:^|[,;:])(?P<subject>[^,;:。]{0,16}?)(?P<words>(?:尚|均|都|并|从)?(?:未|没有)(?:再)?"
    r"(?P<what>(?:组织|举办|开展|召开|进行|发生|收到|受理|接到|办理|制定|出台|出具|审查|审核|发放)(?:过|任何|一[次场件份])?[^,;:。\d]{2,14}?))(?=[,;。]|$)"
)
#: What was not done well, in time or everywhere is no zero.
_MANNER = re.compile(r"全面|有效|深入|及时|充分|完全|有针对性|系统|真正|专门|按时|按期|的$")


def find_nothing(passage: Passage, namer: Namer, shelf: Shelf) -> list[tuple[Quantity, tuple[str, ...]]]:
    """Find the zeros a sentence states in words of indicators on record.

    Only where nobody but the office is spoken of: in 三个社区未开展讲座 the office may have held some.
    """
    found: list[tuple[Quantity, tuple[str, ...]]] = []
    for at in _NOTHING.finditer(passage.sentence.text):
        start, end = passage.sentence.start + at.start("words"), passage.sentence.start + at.end("words")
        if any(item.start < end and start < item.end for item in passage.items) or _MANNER.search(at["what"]):
            continue
        if not bare(plain(at["subject"])):
            continue
        codes = namer.of_words(at["what"], passage, at.end("words"))
        kinds = {shelf.vocabulary[code].kind for code in codes if code in shelf.vocabulary}
        if len(codes) == 1 and kinds and not kinds & {"rate", "stock"} and shelf.stated(codes[0], namer.draft.year):
            measure = shelf.vocabulary[codes[0]].measures[0]
            found.append((Quantity(0.0, 0.0, 0.0, measure, "exact", at["words"], start, end), codes))
    return found
