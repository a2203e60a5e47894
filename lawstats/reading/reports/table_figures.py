"""Which indicator each number of a table is a figure of: its line or its column names it, the other dates it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.quantities import find_quantities
from lawstats.reading.reports.context import CHANGE, OTHER_YEAR, OUTSIDE, PART, REQUIRED, SHARE
from lawstats.reading.reports.figures import Above, Placed, TablePlace, Unplaced, place_quantities
from lawstats.reading.reports.periods import Period, find_mentions, period_at
from lawstats.reading.reports.sentences import Sentence
from lawstats.reading.reports.windows import windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.quantities import Quantity
    from lawstats.reading.reports.phrases import PhraseBook
    from lawstats.reading.reports.tables_in_text import Cell, Row

__all__ = ["place_row"]

_ROLES = {"before": OTHER_YEAR, "change": CHANGE, "goal": REQUIRED, "share": SHARE}


def place_row(
    row: Row, sentence: Sentence, quantities: Sequence[Quantity], book: PhraseBook, year: int, topic: str = ""
) -> tuple[list[Placed], list[Unplaced]]:
    """Place every number of one line of a table exactly once.

    Parameters
    ----------
    row : Row
        The line.
    sentence : Sentence
        The same line, as a sentence of the report.
    quantities : sequence of Quantity
        The numbers found in it; a bare 97.4 is one only here, under its heading.
    book : PhraseBook
        The compiled phrases.
    year : int
        The year reported on.
    topic : str
        The heading above the table and the line above this one.
    """
    placed: list[Placed] = []
    unplaced: list[Unplaced] = []
    read: list[tuple[int, int]] = []
    for cell in row.cells:
        item = _quantity(cell)
        if item is None or not sentence.start <= item.start < sentence.end:
            continue
        read.append((cell.start, cell.end))
        label, reason, period = _meaning(row, cell, year)
        found: list[Placed] = []
        if not reason:
            found, reason = _placed(label, item, cell.unit, book, year, topic)
            if not found and row.thing and row.named:
                found, reason = _placed(_with_thing(label, row.thing), item, cell.unit, book, year, topic)
        where = TablePlace(label, row.label, cell.column.name)
        placed.extend(
            one._replace(quantity=item, sentence=sentence, period=period or one.period, cell=where) for one in found
        )
        if not found:
            unplaced.append(Unplaced(item, sentence, reason or OUTSIDE))
    unplaced.extend(
        Unplaced(item, sentence, OUTSIDE)
        for item in quantities
        if not any(start < item.end and item.start < end for start, end in read)
    )
    return placed, unplaced


def _with_thing(label: str, thing: str) -> str:
    """Say of what a column counts the 排查 or 化解: 排查矛盾纠纷."""
    return label if thing in label else f"{label}{thing}"


def _quantity(cell: Cell) -> Quantity | None:
    """Read a cell with the unit of its line or column, as if the two stood together."""
    # With no unit at all 十二 and 97.4 are read as if they counted something; what, stays open.
    for words, own in ((cell.text, True), (cell.text + cell.unit, True), (cell.text + "个", False)):
        found = find_quantities(words)
        if len(found) != 1 or found[0].end != len(words) or (not found[0].measure and cell.unit):
            continue
        measure = found[0].measure if own else ""
        return replace(found[0], measure=measure, text=cell.text, start=cell.start, end=cell.end)
    return None


def _meaning(row: Row, cell: Cell, year: int) -> tuple[str, str, Period | None]:
    """Give the words that name what a cell counts, or why it is no figure, and its period."""
    label, dated = (cell.column.name, row.label) if row.named else (row.label, cell.column.name)
    reason = _ROLES.get(cell.column.role, "")
    mentions = find_mentions(dated, year)
    year_of, period = period_at(mentions, len(dated), dated, year)
    if not reason and year_of != year:
        reason = REQUIRED if year_of > year else OTHER_YEAR
    if not reason and row.part:
        reason = PART
    if not reason and row.named and not mentions and row.label and not row.total:
        reason = PART  # a line for one community or one kind of case
    return label, reason, period


def _placed(label: str, item: Quantity, unit: str, book: PhraseBook, year: int, topic: str) -> tuple[list[Placed], str]:
    """Place a number by the words “法治讲座14场”, which its line or column stands for."""
    measure = item.measure or ("%" if label.endswith("率") else "")
    joint = "" if measure else "数量为"
    words = f"{label}{joint}{item.text}{'' if item.text.endswith(measure) else unit or measure}"
    start = len(label) + len(joint)
    moved = replace(item, measure=measure, start=start, end=len(words))
    windows = windows_of(Sentence(words, 0, len(words)), [moved], book.verbs)
    found, left = place_quantities(windows, book, year, Above(topic))
    return found, left[0].reason if left else OUTSIDE
