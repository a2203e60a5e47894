"""Every figure an office has for a code and a year, from records and from ledgers, with the rows it stands in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from lawstats.errors import LawstatsError
from lawstats.judging.points import yearly_points
from lawstats.records import COLUMNS, annual

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from lawstats.judging.claim_library import Library

__all__ = ["MEASURE_COLUMNS", "Evidence", "Figure"]

#: Columns of a table of measures: what ledgers give beyond records. Of a figure of the whole office `part` is "";
#: of one kept by parts it is a community, department, type or theme, and "" where the ledger did not say which.
MEASURE_COLUMNS = ("office", "year", "indicator", "part", "value", "low", "high", "measure", "source", "place")
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one year with what its words admit and where it stands.

    `of` holds the two figures a share was worked out from. A share lies between 0 and 100.
    """

    code: str
    year: int
    value: float
    low: float
    high: float
    qualifier: str = "exact"
    measure: str = ""
    source: str = ""
    place: str = ""
    words: str = ""
    part: str = ""
    of: tuple[Figure, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether one single value is known."""
        return self.low == self.high

    @property
    def rows(self) -> str:
        """Source and place, of both figures where it is a share."""
        if self.of:
            return "；".join(dict.fromkeys(figure.rows for figure in self.of if figure.rows))
        return f"{self.source}：{self.place}" if self.place else self.source


class Evidence:
    """The figures of one office.

    Parameters
    ----------
    records : DataFrame
        A records table; other offices are set aside.
    office : str
        The office.
    library : Library
        Which measures are shares or parts of others.
    measures : DataFrame, optional
        A table with the columns of `MEASURE_COLUMNS`.
    assume_digit : bool, default True
        As in `lawstats.judging.points.yearly_points`.

    Raises
    ------
    LawstatsError
        When the records break their contract or the measures lack a column.
    """

    def __init__(
        self,
        records: pd.DataFrame,
        office: str,
        library: Library,
        measures: pd.DataFrame | None = None,
        *,
        assume_digit: bool = True,
    ) -> None:
        self.office, self.library = office, library
        own = records.loc[records["office"] == office, [name for name in records.columns if name in COLUMNS]]
        self._points = yearly_points(own, assume_digit=assume_digit)
        self._rows = _rows_of(annual(own))
        self._all = _rows_of(own)
        self._measures = _measures_of(measures, office)

    def stated(self, code: str, year: int) -> tuple[Figure, ...]:
        """Return the figure of a year; several when sources contradict each other, none when nothing is known."""
        point = self._points.get((self.office, code), {}).get(year)
        if point is not None and point.problem in ("", "conflict"):
            rows = self._rows[code, year]
            latest = max(row["period_end"] for row in rows)
            rows = [row for row in rows if row["period_end"] == latest]
            if point.problem:
                return _different(_figure(row) for row in rows)
            words = next(
                (row["evidence"] for row in rows if (row["source"], row["place"]) == (point.source, point.place)), ""
            )
            ends = (point.value, point.low, point.high, point.qualifier)
            return (Figure(code, year, *ends, point.measure, point.source, point.place, str(words)),)
        measure = self.library.measures.get(code)
        counted = self._measures.get((code, year), {}).get("", ())
        if counted or measure is None:
            return counted
        if measure.share:
            return _shares(code, self.stated(measure.share[0], year), self.stated(measure.share[1], year))
        return self._one_part(measure.of, measure.only, code, year) if measure.of else ()

    def partial(self, code: str, year: int) -> tuple[Figure, ...]:
        """Return figures of that year which cover only part of it; a count can only grow beyond them."""
        point = self._points.get((self.office, code), {}).get(year)
        if point is None or point.problem != "not_whole_year":
            return ()
        return tuple(_figure(row) for row in self._all[code, year] if row["period_start"].year == year)

    def parts(self, code: str, year: int) -> dict[str, Figure]:
        """Return a figure kept by parts: community, department or type to figure; "" where no part was written."""
        return {part: figures[0] for part, figures in self._measures.get((code, year), {}).items()}

    def years(self, code: str) -> list[int]:
        """Return the years with a figure, in order."""
        known = set(self._points.get((self.office, code), {})) | {year for name, year in self._measures if name == code}
        measure = self.library.measures.get(code)
        for base in (measure.share or (measure.of,)) if measure else ():
            known |= set(self.years(base)) if base else set()
        return sorted(year for year in known if self.stated(code, year))

    @property
    def last_year(self) -> int:
        """Return the last year anything is known of; 0 when nothing is."""
        known = {year for points in self._points.values() for year in points} | {year for _, year in self._measures}
        return max(known, default=0)

    def has_year(self, year: int) -> bool:
        """Return whether anything at all is known of a year."""
        return any(year in points for points in self._points.values()) or any(y == year for _, y in self._measures)

    def _one_part(self, of: str, only: str, code: str, year: int) -> tuple[Figure, ...]:
        parts = self.parts(of, year)
        if not parts:
            return ()
        unknown = parts.get("")
        spare = unknown.high if unknown else 0.0
        rest = next(iter(parts.values()))
        found = parts.get(only, Figure(of, year, 0.0, 0.0, 0.0, measure=rest.measure, source=rest.source))
        # A case whose type nobody could read may be one of these.
        value = found.value if not spare else math.nan
        ends = (found.low, found.high + spare, "exact" if not spare else "range")
        return (Figure(code, year, value, *ends, found.measure, found.source, found.place),)


def _rows_of(records: pd.DataFrame) -> dict[tuple[str, int], list[dict[Any, Any]]]:
    found: dict[tuple[str, int], list[dict[Any, Any]]] = {}
    for row in records.to_dict("records"):
        found.setdefault((row["indicator"], int(row["year"])), []).append(row)
    return found


def _measures_of(measures: pd.DataFrame | None, office: str) -> dict[tuple[str, int], dict[str, tuple[Figure, ...]]]:
    found: dict[tuple[str, int], dict[str, tuple[Figure, ...]]] = {}
    if measures is None or not len(measures):
        return found
    for column in MEASURE_COLUMNS:
        if column not in measures.columns:
            raise LawstatsError(f"台账算出的数缺少列 {column}", f"须有{'、'.join(MEASURE_COLUMNS)}", place=column)
    for row in measures[measures["office"] == office].to_dict("records"):
        low, high, value = float(row["low"]), float(row["high"]), float(row["value"])
        qualifier = "exact" if low == high else "at_least" if math.isinf(high) else "range"
        code, year, part = str(row["indicator"]), int(row["year"]), str(row["part"])
        figure = Figure(
            code,
            year,
            value,
            low,
            high,
            qualifier,
            str(row["measure"]),
            str(row["source"]),
            str(row["place"]),
            part=part,
        )
        of_year = found.setdefault((code, year), {})
        of_year[part] = _different((*of_year.get(part, ()), figure))
    return found


def _figure(row: dict[Any, Any]) -> Figure:
    ends = (float(row["value"]), float(row["low"]), float(row["high"]), str(row["qualifier"]))
    measure, source, place, words = (str(row[name]) for name in ("measure", "source", "place", "evidence"))
    return Figure(str(row["indicator"]), int(row["year"]), *ends, measure, source, place, words)


def _different(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Keep one of those that admit the same values."""
    return tuple({(figure.low, figure.high): figure for figure in reversed(list(figures))}.values())[::-1]


def _shares(code: str, parts: tuple[Figure, ...], wholes: tuple[Figure, ...]) -> tuple[Figure, ...]:
    found = []
    for part, whole in product(parts, wholes):
        if not whole.high > 0:
            continue
        low = _PERCENT * part.low / whole.high
        high = _PERCENT * part.high / whole.low if whole.low > 0 else math.inf
        low, high = min(low, _PERCENT), min(high, _PERCENT)
        exact = low == high
        ends = (low if exact else math.nan, low, high, "exact" if exact else "range")
        found.append(Figure(code, part.year, *ends, "%", of=(part, whole)))
    return tuple(found)
