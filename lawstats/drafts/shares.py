"""Shares inside a draft, divided again: 18件，占24.7%; 占比由18.3%上升到24.7%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from lawstats.drafts.onrecord import sources_of, words_of
from lawstats.drafts.outcomes import Agreement, Outcome, kindest, uncheckable
from lawstats.drafts.recompute import agreement
from lawstats.quantities.measures import same_measure
from lawstats.quantities.spans import Span, close, printed_span, proportion
from lawstats.reading.reports.checks import ratios
from lawstats.reading.reports.context import BASE, CHANGE, REQUIRED
from lawstats.telling.wording import decimal, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lawstats.drafts.changes import Change
    from lawstats.drafts.naming import Namer
    from lawstats.drafts.onrecord import Shelf, Stated
    from lawstats.drafts.passages import Item, Passage

__all__ = ["check_share", "check_share_change", "divided", "is_count", "is_share", "may_hold"]

_SHARE = re.compile(
    r"(?:占(?:到|比)?|比重|比例|份额)(?P<of>[^,;。()]{0,18}?)"
    r"(?:(?:由|从|(?:上升|下降|提高|降低|提升|增加|减少|升|降)[到至为])|的|为|达到?|约|近|超过?|接近|是|[::])*$"
)
_ON_TO = re.compile(r"(?:上升|下降|提高|降低|提升|增加|减少|增|升|降)?[到至为]了?")
_HALF = re.compile(r"半数|过半")
_COVERED = re.compile(r"覆盖率(?:均|已|达到?|为|是|实现|保持)*$")
_EACH = re.compile(r"分别|各占|依次")
_LISTED = re.compile(r"[、和与及,]?(?:以及)?")
_WHOLE_WORDS = re.compile(r"全部|所有|总数|总量|总件数|总额|总|的|比重|比例|数量|数|量|比|约|其")
_FITS = (Agreement.AGREES, Agreement.ROUNDED)


@dataclass(frozen=True, slots=True)
class _Number:
    """One number a share may be made of: from the draft (`stated` None) or from the records."""

    span: Span
    words: str
    code: str = ""
    stated: Stated | None = None


def is_share(item: Item, passage: Passage) -> bool:
    """Whether a number is a part of a whole: 占24.7%, (24.7%), 占四分之一, 占比由18.3%上升到24.7%."""
    if item.quantity.measure not in ("", "%", "‰"):
        return False
    left = item.window.raw_left.replace(" ", "")
    said = item.quantity.measure and (_SHARE.search(left) or "占" in item.quantity.text)
    if said or ratios.is_share(item) or _HALF.search(item.quantity.text) or _covers(left, item, passage):
        return True
    if _dealt(item, passage)[1] > 1:
        return True
    at = passage.items.index(item)
    last = passage.items[at - 1] if at else None
    return last is not None and last.reason == BASE and bool(_ON_TO.fullmatch(left)) and is_share(last, passage)


def _covers(left: str, item: Item, passage: Passage) -> bool:
    """8个社区配备法律顾问，覆盖率80%: of all the places there are."""
    earlier = passage.items[: passage.items.index(item)]
    return _COVERED.search(left) is not None and bool(earlier) and bool(earlier[-1].codes)


def _dealt(item: Item, passage: Passage) -> tuple[int, int]:
    """Of 分别占27.4%、24.7%、16.4% give which of how many a share is; (0, 1) where nothing is dealt out."""
    items, text, offset = passage.items, passage.sentence.text, passage.sentence.start

    def follows(number: int) -> bool:
        between = text[items[number - 1].end - offset : items[number].start - offset]
        return number > 0 and items[number].quantity.measure == "%" and _LISTED.fullmatch(between) is not None

    at = items.index(item)
    first = at
    while follows(first):
        first -= 1
    left = items[first].window.raw_left.replace(" ", "")
    if items[first].quantity.measure != "%" or not _SHARE.search(left) or not _EACH.search(left):
        return 0, 1
    last = at
    while last + 1 < len(items) and follows(last + 1):
        last += 1
    return at - first, last - first + 1


def check_share(item: Item, passage: Passage, namer: Namer, shelf: Shelf) -> Outcome:
    """Divide a part by its whole."""
    number, length = _dealt(item, passage)
    opening = passage.items[passage.items.index(item) - number]
    left = opening.window.raw_left.replace(" ", "")
    said = _SHARE.search(left + ("占" if "占" in item.quantity.text else ""))
    of = _WHOLE_WORDS.sub("", said["of"]) if said else ""
    position = item.start - passage.sentence.start
    counts = [other for other in passage.items[: passage.items.index(item)] if is_count(other, item.year)]
    if length > 1:
        if len(counts) < length:
            return uncheckable("没有认出各是哪个数的占比")
        chosen = counts[len(counts) - length + number]
        counts = [*(other for other in counts[:-length]), chosen]
    words = (left[: said.start()] if said else "") or item.window.carried
    parts = _parts(item, counts, words, passage, namer, shelf)
    if not parts:
        return uncheckable("没有认出是哪个数的占比")
    held = [other for other in (*_above(passage, item.year), *counts[:-1]) if may_hold(other, counts[-1])]
    wholes = [_Number(printed_span(other.quantity), other.quantity.text, _only(other.codes)) for other in held]
    named = namer.of_words(of, passage, position) if of else ()
    codes = [*named, *(code for other in held for code in other.codes)]
    if not (of or held):
        # 占比由18.3%上升到24.7%: of the whole the share before was of.
        before = passage.items[: passage.items.index(item)]
        codes += next(([other.share[1]] for other in reversed(before) if other.share), [])
    wholes += [one for code in codes for one in _recorded(code, item.year, shelf)]
    if not wholes and not of:
        wholes = [
            one for part in parts for code in namer.kind_of(part.code) for one in _recorded(code, item.year, shelf)
        ]
    outcome = _best(item, parts, wholes)
    if outcome.verdict in _FITS:
        return outcome
    if not of:
        # 18件，占24.7% without a word of what: a total on record that gives the share will be the one meant.
        meant = _best(item, parts, _totals(parts, item.year, shelf))
        if meant.verdict in _FITS:
            return meant
    if (
        outcome.verdict is Agreement.CONTRADICTS
        and of
        and not named
        and not any(ratios.shares_words(of, one) for one in held)
    ):
        return uncheckable(f"没有认出“{of}”的总数")
    return outcome


def check_share_change(change: Change, passage: Passage, shelf: Shelf) -> Outcome | None:
    """Work out how a share has changed from the counts of both years; None where the sentence has no share of records.

    From the counts themselves: 18 of 73 less 11 of 60 is 6.3 points, though 24.7 less 18.3 is 6.4.
    """
    at = passage.items.index(change.item)
    pair = next((item.share for item in reversed(passage.items[:at]) if item.share), None)
    if pair is None or not change.sign:
        return None
    groups = [[shelf.stated(code, year) for code in pair] for year in (change.year, change.base)]
    outcomes = []
    for part, whole, base_part, base_whole in product(*groups[0], *groups[1]):
        now, before = proportion(part.admits, whole.admits), proportion(base_part.admits, base_whole.admits)
        if now is None or before is None:
            continue
        moved = Span(now.low - before.high, now.high - before.low)
        signed = moved if change.sign > 0 else Span(-moved.high, -moved.low)
        verdict = agreement(change.item.quantity, signed)
        note = f"按原始数重算，{change.base}年{decimal(before.low)}%，{change.year}年{decimal(now.low)}%"
        if moved.exact:
            note += f"，{'上升' if moved.low > 0 else '下降'}{points(moved.low)}"
        if change.item.quantity.measure == "%" and verdict in _FITS:
            outcomes.append(Outcome(Agreement.CONTRADICTS, note=f"{note}；占比之差应说“个百分点”"))
            continue
        rounded = abs(round(now.low, 1) - round(before.low, 1))
        if verdict is Agreement.CONTRADICTS and close(rounded, change.item.quantity.value):
            note += "；稿中是用已舍入的占比相减"
        outcomes.append(Outcome(verdict, note=note))
    if not outcomes:
        return None
    record = "；".join(filter(None, (words_of(stated) for group in groups for stated in group)))
    best = kindest(outcomes)
    return Outcome(best.verdict, record, sources_of(*groups[0], *groups[1]), best.note)


def _parts(
    item: Item, counts: Sequence[Item], words: str, passage: Passage, namer: Namer, shelf: Shelf
) -> list[_Number]:
    """Find what the share is a share of the whole of: the count before it, or what its words name."""
    if counts:
        part = counts[-1]
        return [_Number(printed_span(part.quantity), part.quantity.text, _only(part.codes))]
    codes = namer.of_words(words, passage, item.start - passage.sentence.start) if words else ()
    if not codes:
        # 占比由18.3%上升到24.7%: the thing itself stands before the comma.
        before = passage.items[: passage.items.index(item)]
        codes = next((other.codes for other in reversed(before) if other.codes), ())
        codes = codes or next(((other.share[0],) for other in reversed(before) if other.share), ())
    return [one for code in codes for one in _recorded(code, item.year, shelf)]


def _recorded(code: str, year: int, shelf: Shelf) -> list[_Number]:
    return [_Number(one.admits, one.words, code, one) for one in shelf.stated(code, year)]


def _totals(parts: Sequence[_Number], year: int, shelf: Shelf) -> list[_Number]:
    """Every headline figure on record the part may be a part of."""
    vocabulary, found = shelf.vocabulary, []
    for code in {part.code for part in parts if part.code in vocabulary}:
        part = vocabulary[code]
        for whole in shelf.codes:
            item = vocabulary.get(whole)
            if item is None or whole == code or not item.phrases or item.domain != part.domain:
                continue
            if same_measure(item.measures[0], part.measures[0]):
                found.extend(_recorded(whole, year, shelf))
    return found


def _best(item: Item, parts: Iterable[_Number], wholes: Sequence[_Number]) -> Outcome:
    found: list[tuple[Outcome, tuple[str, str]]] = []
    for part, whole in product(parts, wholes):
        if part.code and part.code == whole.code:
            continue
        outcome = divided(item, part.span, [(whole.span, whole.words)], part.words)
        stated = [number.stated for number in (part, whole) if number.stated is not None]
        record = "；".join(words_of([one]) for one in stated)
        found.append((Outcome(outcome.verdict, record, sources_of(stated), outcome.note), (part.code, whole.code)))
    best = kindest(outcome for outcome, _ in found)
    if not found:
        return uncheckable("占比没有可用的分项和合计")
    if best.verdict in _FITS:
        item.share = next((pair for outcome, pair in found if outcome.verdict in _FITS and all(pair)), item.share)
    return best


def divided(item: Item, part: Span, wholes: Sequence[tuple[Span, str]], words: str) -> Outcome:
    """Divide a part by each of several wholes; the one that fits best counts."""
    outcomes = []
    for whole, name in wholes:
        truth = proportion(part, whole)
        if truth is None:
            continue
        verdict = agreement(item.quantity, truth, factor=ratios.per_cent(item))
        exact = f"重算为{decimal(truth.low)}%" if truth.exact else "重算"
        outcomes.append(Outcome(verdict, note=f"按{words}、{name}{exact}"))
    return kindest(outcomes) if outcomes else uncheckable("占比没有可用的合计")


def _above(passage: Passage, year: int) -> list[Item]:
    """Give the numbers of the sentence before, where this one begins with 其中."""
    above = passage.previous
    if above is None or not passage.sentence.text.lstrip().startswith("其中"):
        return []
    return [item for item in above.items if is_count(item, year)]


def _only(codes: Sequence[str]) -> str:
    return codes[0] if len(codes) == 1 else ""


def is_count(item: Item, year: int) -> bool:
    """Whether a number counts things of a year; what stands for another year counts for that one."""
    measure = item.quantity.measure
    if not measure or measure in ("%", "‰", "倍", "个百分点", "年") or item.reason in (CHANGE, REQUIRED):
        return False
    return item.year == year


def may_hold(whole: Item, part: Item) -> bool:
    """Whether one number may be the whole of another."""
    return same_measure(whole.quantity.measure, part.quantity.measure) and whole.quantity.high >= part.quantity.low
