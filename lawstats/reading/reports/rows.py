"""Findings as tables: one row a figure, a promise, an unplaced number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.reading.reports.light import bare
from lawstats.reading.reports.periods import Period, whole_year
from lawstats.reading.reports.sentences import Sentence, level, plain
from lawstats.records import COLUMNS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from lawstats.reading.reports.figures import Placed, Unplaced
    from lawstats.reading.reports.promises.commitments import Commitment
    from lawstats.reading.reports.walk import Findings

__all__ = [
    "COMMITMENT_COLUMNS",
    "FIGURE_COLUMNS",
    "UNPLACED_COLUMNS",
    "commitment_table",
    "figure_rows",
    "figure_table",
    "unplaced_table",
]

FIGURE_COLUMNS = (*COLUMNS, "start", "end")
UNPLACED_COLUMNS = ("text", "value", "low", "high", "qualifier", "measure", "start", "end", "sentence", "reason")
COMMITMENT_COLUMNS = (
    "indicator", "text", "target", "comparison", "measure", "period", "due_year", "start", "evidence",
)  # fmt: skip
_DTYPES = {
    "year": "int64", "value": "float64", "low": "float64", "high": "float64",
    "period_start": "datetime64[us]", "period_end": "datetime64[us]", "start": "int64", "end": "int64",
}  # fmt: skip
#: Looked up by its name it would be looked for anew for every column.
_TEXT = pd.array([], dtype="str").dtype
_MARKS = ",;:。"


def figure_rows(
    findings: Findings, text: str, office: str, year: int | None, source: str, covered: Period | None
) -> list[tuple[object, ...]]:
    """Give a row a figure, in the order of `FIGURE_COLUMNS`.

    Parameters
    ----------
    findings : Findings
        What the walk found.
    text : str
        The text as printed.
    office, year, source
        Of the report; without a year no row has a period.
    covered : Period or None
        What the whole report covers, where it is not the year.
    """
    order = {sentence.start: number for number, sentence in enumerate(findings.sentences, start=1)}
    return [
        _figure(item, text, office, year, source, covered, order.get(item.sentence.start, 0))
        for item in sorted(findings.placed, key=lambda item: (item.quantity.start, item.indicator.code))
    ]


def figure_table(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Make the table of figures, of one report or of many at once."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(FIGURE_COLUMNS)
    # Column by column with its dtype: several times faster than a table of objects converted afterwards.
    return pd.DataFrame(
        {
            name: np.array(cells, dtype=_DTYPES[name]) if name in _DTYPES else pd.array(list(cells), dtype=_TEXT)
            for name, cells in zip(FIGURE_COLUMNS, columns, strict=True)
        }
    )


def _figure(
    item: Placed, text: str, office: str, year: int | None, source: str, covered: Period | None, number: int
) -> tuple[object, ...]:
    quantity = item.quantity
    begin, end = item.sentence.start, item.sentence.end
    if not item.cell:
        begin, end = _evidence(item.sentence, quantity.start, quantity.end, alone=not item.in_words)
    start_day: dt.date | None = None
    end_day: dt.date | None = None
    if year is not None:
        period = item.period or covered or whole_year(year)
        start_day, end_day = period.start, period.end
        if item.indicator.kind == "stock":  # a stock stands for the day it was counted
            start_day = end_day
    return (
        office,
        end_day.year if end_day else 0,
        item.indicator.code,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.qualifier,
        quantity.measure or item.indicator.measures[0],
        start_day,
        end_day,
        source,
        "",
        f"第{number}句，第{quantity.start + 1}字"
        + (f"（表格“{item.cell.row}”行、“{item.cell.column}”列）" if item.cell else ""),
        text[begin:end].strip(),
        quantity.start,
        quantity.end,
    )


def _evidence(sentence: Sentence, start: int, end: int, *, alone: bool) -> tuple[int, int]:
    """Find the clause that says it; with the clause before where the number stands alone in its own."""
    words, at, stop = sentence.text, start - sentence.start, end - sentence.start
    ends = [found for mark in _MARKS if (found := words.find(mark, stop)) >= 0]
    right = min(ends, default=len(words))
    left = at
    for _ in range(3):
        left = max(words.rfind(mark, 0, left) for mark in _MARKS)
        if not alone or left < 0 or not bare(plain(words[left + 1 : at])) or not bare(plain(words[stop:right])):
            break
    return sentence.start + left + 1, sentence.start + right


def unplaced_table(unplaced: Sequence[Unplaced], text: str) -> pd.DataFrame:
    """Make the table of every other number."""
    rows = [
        (
            item.quantity.text,
            item.quantity.value,
            item.quantity.low,
            item.quantity.high,
            item.quantity.qualifier,
            item.quantity.measure,
            item.quantity.start,
            item.quantity.end,
            text[item.sentence.start : item.sentence.end].strip(),
            item.reason,
        )
        for item in sorted(unplaced, key=lambda item: item.quantity.start)
    ]
    return pd.DataFrame(rows, columns=list(UNPLACED_COLUMNS))


def commitment_table(promises: Sequence[Commitment], text: str) -> pd.DataFrame:
    """Make the table of promises, worded as printed."""
    flat = level(text)
    rows = [
        (
            item.indicator,
            _printed(item.text, item.start, flat, text),
            item.target,
            item.comparison,
            item.measure,
            item.period,
            item.due_year,
            item.start,
            _printed(item.evidence, item.start, flat, text),
        )
        for item in promises
    ]
    return pd.DataFrame(rows, columns=list(COMMITMENT_COLUMNS))


def _printed(words: str, start: int, flat: str, text: str) -> str:
    """Give words with the punctuation they were printed with: they hold the offset or begin at it."""
    at = flat.rfind(words, max(0, start - len(words)), start + len(words))
    return text[at : at + len(words)] if at >= 0 else words
