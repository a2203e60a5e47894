"""What one office has on record: by indicator and year, ready to be held against a claim."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Any

from lawstats.judging.points import break_between
from lawstats.judging.verdicts import compare_years, trend
from lawstats.quantities.spans import Span
from lawstats.records import COLUMNS, annual
from lawstats.records.printed import recorded_unit
from lawstats.telling.wording import figure

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import pandas as pd

    from lawstats.indicators import Vocabulary
    from lawstats.reading.reports.periods import Period

__all__ = ["TOGETHER", "Shelf", "Stated", "sources_of", "words_of"]

#: Between codes whose figures are counted together: 建议提案15件.
TOGETHER = "+"


@dataclass(frozen=True, slots=True)
class Stated:
    """One figure on record.

    `admits` is what its words admit; `rounded` says that an exact figure was printed rounded (4.2万), `approximate`
    that the words themselves are (4万余).
    """

    value: float
    admits: Span
    rounded: bool
    approximate: bool
    words: str
    source: str
    year: int
    measure: str = ""
    place: str = ""

    @property
    def centre(self) -> float:
        """The single value stated, NaN where there is none."""
        return math.nan if self.approximate else self.value


class Shelf:
    """The records of one office.

    Parameters
    ----------
    records : DataFrame
        A records table that satisfies the contract.
    office : str
        Whose records; ``""`` holds none.
    vocabulary : Vocabulary
        Indicators.
    breaks : DataFrame or None
        Breaks in definition.
    """

    def __init__(
        self, records: pd.DataFrame, office: str, vocabulary: Vocabulary, breaks: pd.DataFrame | None = None
    ) -> None:
        self.office, self.vocabulary, self.breaks = office, vocabulary, breaks
        self.records = records.loc[records["office"] == office, list(COLUMNS)].reset_index(drop=True)
        self._yearly: dict[tuple[str, int], list[Stated]] = {}
        for row in annual(self.records).to_dict("records"):
            self._yearly.setdefault((row["indicator"], int(row["year"])), []).append(_stated(row))
        self._verdicts: dict[tuple[int, int], dict[str, dict[Hashable, Any]]] = {}
        self._trends: dict[tuple[str, int], dict[Hashable, Any]] = {}

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every indicator with a yearly figure."""
        return frozenset(code for code, _ in self._yearly)

    @cached_property
    def _dated(self) -> dict[tuple[str, Any, Any], list[Stated]]:
        found: dict[tuple[str, Any, Any], list[Stated]] = {}
        for row in self.records.to_dict("records"):
            key = (row["indicator"], row["period_start"].date(), row["period_end"].date())
            found.setdefault(key, []).append(_stated(row))
        return found

    def stated(self, code: str, year: int, period: Period | None = None) -> list[Stated]:
        """Give every figure on record for a year, or for a part of it."""
        if TOGETHER in code:
            return _added([self.stated(part, year, period) for part in code.split(TOGETHER)])
        if period is None:
            return self._yearly.get((code, year), [])
        return self._dated.get((code, period.start, period.end), []) or self._dated.get(
            (code, period.end, period.end), []
        )

    def years(self, code: str) -> list[int]:
        """Give the years with a figure."""
        parts = code.split(TOGETHER)
        found = [{year for of, year in self._yearly if of == part} for part in parts]
        return sorted(set.intersection(*found))

    def verdict(self, code: str, year: int, base: int) -> dict[Hashable, Any] | None:
        """Give the row of `compare_years`; None where it has none."""
        key = (year, base)
        if key not in self._verdicts:
            known = {of for _, of in self._yearly}
            rows: dict[str, dict[Hashable, Any]] = {}
            if base < year and year in known:
                table = compare_years(
                    self.records, year, base, self.office, breaks=self.breaks, vocabulary=self.vocabulary
                )
                rows = {str(row["indicator"]): row for row in table.to_dict("records")}
            self._verdicts[key] = rows
        return self._verdicts[key].get(code)

    def trend(self, code: str, year: int) -> dict[Hashable, Any] | None:
        """Give the last stretch of `trend` up to a year; None where nothing is on record."""
        key = (code, year)
        if key not in self._trends:
            if not any(of <= year for of in self.years(code)):
                return None
            table = trend(self.records, code, self.office, breaks=self.breaks, end=year, vocabulary=self.vocabulary)
            rows = table.to_dict("records")
            self._trends[key] = rows[-1] if rows else {}
        return self._trends[key] or None

    def break_note(self, code: str, base: int, year: int) -> str:
        """Point out a break in definition between two years."""
        reason = break_between(self.breaks, self.office, set(code.split(TOGETHER)), base, year)
        return f"两年之间口径有变化（{reason}），不可直接比较" if reason else ""


def _added(parts: Sequence[Sequence[Stated]]) -> list[Stated]:
    """Add one figure of each part; none where a part has none."""
    return [
        Stated(
            sum(one.value for one in chosen),
            Span(sum(one.admits.low for one in chosen), sum(one.admits.high for one in chosen)),
            any(one.rounded for one in chosen),
            any(one.approximate for one in chosen),
            "＋".join(one.words for one in chosen),
            "；".join(dict.fromkeys(one.source for one in chosen)),
            chosen[0].year,
            chosen[0].measure,
        )
        for chosen in product(*parts)
    ]


def _stated(row: dict[Hashable, Any]) -> Stated:
    value, low, high = float(row["value"]), float(row["low"]), float(row["high"])
    year, source = int(row["year"]), str(row["source"])
    words = figure(value, low, high, row["qualifier"], row["measure"])
    measure, place = str(row["measure"]), str(row["place"])
    if row["qualifier"] != "exact":
        return Stated(value, Span(low, high), False, low != high, words, source, year, measure, place)
    half = recorded_unit(value, measure, str(row["evidence"])) / 2
    return Stated(value, Span(value - half, value + half), half > 0, False, words, source, year, measure, place)


def words_of(stated: Sequence[Stated]) -> str:
    """Write figures of one year with where they come from.

    Examples
    --------
    >>> words_of([Stated(74, Span(74, 74), False, False, "74件", "2023年报告", 2023)])
    '2023年：74件（2023年报告）'
    """
    if not stated:
        return ""
    return f"{stated[0].year}年：" + "；".join(dict.fromkeys(f"{one.words}（{one.source}）" for one in stated))


def sources_of(*groups: Sequence[Stated]) -> str:
    """List sources once each, with the place where the figure stands.

    Examples
    --------
    >>> sources_of([Stated(74, Span(74, 74), False, False, "74件", "2023年报告.docx", 2023, "件", "第3句，第9字")])
    '2023年报告.docx，第3句，第9字'
    """
    return "；".join(
        dict.fromkeys("，".join(filter(None, (one.source, one.place))) for group in groups for one in group)
    )
