"""Several figures of one indicator in one sentence: kinds side by side are no total, newcomers are no stock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.context import OUTSIDE, PART

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.indicators import Indicator
    from lawstats.quantities import Quantity
    from lawstats.reading.reports.windows import Window

__all__ = ["rivals_out"]

# What a stock grew by, against what it stands at.
_GREW = re.compile(
    r"新|增(?!至|到)|培[养育训]|取得|考取|通过|创[建成]|获评|评为|命名|获得?|领取|选聘|选任|发展(?!到|至)|成功|申报|审批"
)
_STANDS = re.compile(r"现有|共有|总数|总量|累计|总计|共计|合计|已有|现共|全部|达到?(?:了)?$|已达|增至|升至|增加[到至]")
_NOW = re.compile("目前|现已")


def rivals_out(
    found: Sequence[tuple[Indicator, Window]],
    listed: Mapping[str, re.Pattern[str] | None],
    earlier: Mapping[str, float],
) -> dict[int, str]:
    """Say which figures of a sentence are none, because another figure of their indicator stands beside them.

    Parameters
    ----------
    found : sequence of (Indicator, Window)
        The figures read from the sentence, in order.
    listed : dict of str to pattern
        The kinds an indicator may be listed by.
    earlier : dict of str to float
        The figures of the sentence before, by code.

    Returns
    -------
    dict of int to str
        The reason by the place in `found`.
    """
    out: dict[int, str] = {}
    by_code: dict[str, list[int]] = {}
    for at, (indicator, _) in enumerate(found):
        by_code.setdefault(indicator.code, []).append(at)
    for code, places in by_code.items():
        if len(places) < 2:
            continue
        first = _first_part([found[at][1].quantity for at in places], earlier.get(code))
        if first is not None:
            out |= dict.fromkeys(places[first:], PART)
            continue
        windows = [found[at][1] for at in places]
        kinds = listed.get(code)
        if found[places[0]][0].kind == "stock":
            out |= dict(zip(places, _of_a_stock(windows), strict=True))
        elif kinds is not None:
            out |= dict(zip(places, _of_kinds(windows, kinds), strict=True))
    return {at: why for at, why in out.items() if why}


def _first_part(items: Sequence[Quantity], before: float | None) -> int | None:
    """Find where parts begin that add up to the total before them: “行政处罚121起,事前处罚88起、事故处罚33起”."""
    for first, total in ((0, before), (1, items[0].value)):
        parts = items[first:]
        if len(parts) > 1 and sum(item.value for item in parts) == total and len({item.measure for item in parts}) == 1:
            return first
    return None


def _words(window: Window) -> str:
    return window.left or window.carried


def _of_a_stock(windows: Sequence[Window]) -> list[str]:
    """Tell what a stock stands at from what it grew by."""
    stands = [_STANDS.search(window.raw_left) is not None for window in windows]
    if not any(stands):
        stands = [_NOW.search(window.raw_left) is not None for window in windows]
    grew = [_GREW.search(_words(window) + window.right[:10]) is not None for window in windows]
    if any(stands):
        return [OUTSIDE if came and not there else "" for came, there in zip(grew, stands, strict=True)]
    return [""] * len(windows)


def _of_kinds(windows: Sequence[Window], kinds: re.Pattern[str]) -> list[str]:
    """Drop kinds without a total: “审查决策12件, …审查合同86份”."""
    named = [found[0] if (found := kinds.search(_words(window) + window.right)) else "" for window in windows]
    if all(named) and len(set(named)) == len(named) and not any(_STANDS.search(window.raw_left) for window in windows):
        return [PART] * len(windows)
    return [""] * len(windows)
