"""A promise for each of a stated number of places: 12个社区每季度各1场 are forty-eight a year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.promises.no_promises import is_base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.sentences import Sentence
    from lawstats.reading.reports.windows import Window

__all__ = ["is_for_each", "so_many_places"]

_PLACES = r"(?:行政)?(?:村[(]?(?:社区|居)[)]?|社区|村|网格|学校|中小学|调委会|企业|站点|科室|部门)"
_OF_EACH = (
    rf"{_PLACES}[^,;。:]{{0,10}}?,?[^,;。:]{{0,8}}?(?:每一?[个所家]?(?:{_PLACES}|校)|各(?![类项级界族种])|均|分别)"
)
_SAYS_EACH = re.compile(_OF_EACH)
_EACH = re.compile(rf"{_OF_EACH}[^,;。:]*$")


def so_many_places(sentence: Sentence, earlier: Sequence[Window], item: Quantity) -> tuple[float, int]:
    """Give for how many places a promise is made, where the words say so, and where in the sentence they do.

    Parameters
    ----------
    sentence : Sentence
        A sentence of block ④.
    earlier : sequence of Window
        The quantities before the promised one.
    item : Quantity
        The promised one.

    Returns
    -------
    tuple of (float, int)
        1 and the place of the number itself where no number of places is stated just before.
    """
    at = item.start - sentence.start
    for window in reversed(earlier):
        places = window.quantity
        begin, end = places.start - sentence.start, places.end - sentence.start
        known = places.qualifier == "exact" and places.value > 1
        if known and _EACH.match(sentence.text, end, at) and not is_base(sentence, places):
            return places.value, begin
    return 1.0, at


def is_for_each(sentence: Sentence, window: Window, later: Sequence[Window]) -> bool:
    """Whether a number says for how many places one of those after it is promised."""
    # Told by the words right after it, before every number behind it is tried.
    if _SAYS_EACH.match(sentence.text, window.quantity.end - sentence.start) is None:
        return False
    return any(so_many_places(sentence, [window], other.quantity)[0] > 1 for other in later)
