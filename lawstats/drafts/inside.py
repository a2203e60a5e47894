"""What a draft says of a change with its own two numbers, whatever the records say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.drafts.change_checks import weigh_change
from lawstats.drafts.lexicon import FALL, RISE, SHORT, STRONG_FALL, STRONG_RISE, direction
from lawstats.drafts.onrecord import Stated
from lawstats.drafts.outcomes import Agreement, Outcome, noted
from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import Span, printed_span
from lawstats.reading.reports.context import BASE, CHANGE, OTHER_YEAR, REQUIRED

if TYPE_CHECKING:
    from lawstats.drafts.changes import Change
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_direction", "check_inside"]

_MOVED_TO = re.compile(rf"(?P<verb>{RISE}|{FALL}|{STRONG_RISE}|{STRONG_FALL}|{SHORT})(?:到|至|为|成)了?$")


def check_inside(change: Change, passage: Passage, shelf: Shelf) -> Outcome | None:
    """Work a change out from the sentence's own numbers; None where it does not hold both.

    The now is the nearest number before the change; the before is marked as another year's (上年500户, 由500户).
    """
    at = passage.items.index(change.item)
    earlier = [item for item in passage.items[:at] if item.reason not in (CHANGE, REQUIRED) and item.quantity.measure]
    now = [item for item in earlier if item.year == change.year and item.reason not in (BASE, OTHER_YEAR)]
    base = [item for item in earlier if item.year == change.base and item.reason in (BASE, OTHER_YEAR)]
    if not now or not base:
        return None
    one, other = now[-1], base[-1]
    if not same_measure(one.quantity.measure, other.quantity.measure):
        return None
    indicator = shelf.vocabulary.get(change.codes[0]) if change.codes else None
    outcome = weigh_change(change, indicator, [_as_stated(one)], [_as_stated(other)])
    if outcome.verdict is Agreement.NOT_ON_RECORD:
        return None
    note = f"按稿内{other.quantity.text}、{one.quantity.text}重算"
    note += "不符" if outcome.verdict is Agreement.CONTRADICTS else "相符，两数本身另核"
    return Outcome(outcome.verdict, note=noted(outcome, note).note)


def check_direction(item: Item, passage: Passage) -> Outcome | None:
    """由60件下降到73件 goes up; None where the words and the two numbers agree."""
    at = passage.items.index(item)
    moved = _MOVED_TO.search(item.window.raw_left.replace(" ", ""))
    if moved is None or not at or passage.items[at - 1].reason != BASE:
        return None
    base = passage.items[at - 1]
    change = printed_span(item.quantity), printed_span(base.quantity)
    sign = direction(moved["verb"])
    wrong = change[0].high < change[1].low if sign > 0 else change[0].low > change[1].high
    if not wrong or not same_measure(item.quantity.measure, base.quantity.measure):
        return None
    return Outcome(Agreement.CONTRADICTS, note=f"由{base.quantity.text}到{item.quantity.text}不是{moved['verb']}")


def _as_stated(item: Item) -> Stated:
    quantity, span = item.quantity, printed_span(item.quantity)
    approximate = quantity.qualifier != "exact" and quantity.low != quantity.high
    span = span if approximate or not span.exact else Span(quantity.value, quantity.value)
    return Stated(quantity.value, span, not span.exact, approximate, quantity.text, "稿内", item.year, quantity.measure)
