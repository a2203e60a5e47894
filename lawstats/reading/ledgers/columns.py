"""From cells to typed columns: a distinct cell is read once, every repair and doubt is noted with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from lawstats.reading.ledgers.dates import DateCell, read_date, read_deadline
from lawstats.reading.ledgers.numbers import Number, read_number
from lawstats.reading.ledgers.places import Places
from lawstats.reading.ledgers.values import (
    ValueCell,
    read_category,
    read_department,
    read_dispute_type,
    read_themes,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from lawstats.reading.ledger_words import Column, Kind, LedgerWords
    from lawstats.reading.ledgers.notes import Notes
    from lawstats.reading.ledgers.table import Table

__all__ = ["build_columns"]

_UNFILLED = frozenset({"", "-", "—", "/", "无", "否", "没有", "未出具"})
REVIEW = "请人工复核后在台账中改写"
_DATE_SIGNS = re.compile(r"[\d年月日号上中下旬初底末至到.\-/~—\s]{1,24}")
_DIGITS = re.compile(r"\d{7,}")


def build_columns(
    table: Table, kind: Kind, words: LedgerWords, aliases: Mapping[str, str], notes: Notes
) -> dict[str, pd.Series]:
    """Read every column of the allow-list.

    Parameters
    ----------
    table : Table
        All rows.
    kind : Kind
        Its columns say what each key holds.
    words : LedgerWords
        Closed lists.
    aliases : mapping
        This office's own words: communities, dispute types.
    notes : Notes
        Repairs and doubts.

    Returns
    -------
    dict of str to Series, each of length n_rows
        Dates give `key` and `key_end`, numbers `key`, `key_low`, `key_high` and `key_qualifier`.
    """
    reader = _Reader(table, words, aliases, notes)
    columns: dict[str, pd.Series] = {}
    for column in kind.columns:
        if column.key not in table.cells:
            continue
        if column.has:
            columns[column.has] = pd.Series([_filled(cell) for cell in table.cells[column.key]], dtype="bool")
        if column.keep:
            columns |= getattr(reader, f"read_{_READERS[column.type]}")(column)
    return columns


_READERS = {
    "date": "dates",
    "deadline": "deadlines",
    "count": "numbers",
    "money": "numbers",
    "category": "categories",
    "dispute_type": "dispute_types",
    "themes": "themes",
    "department": "departments",
    "community": "communities",
    "client": "communities",
    "year": "years",
}


def _filled(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or cell.strip() not in _UNFILLED)


class _Reader:
    """Reads one column at a time; a distinct cell is read once however many rows it stands in."""

    def __init__(self, table: Table, words: LedgerWords, aliases: Mapping[str, str], notes: Notes) -> None:
        self.table, self.words, self.notes = table, words, notes
        types = words.dispute_types
        names = dict(zip(types.codes, types.codes, strict=True)) | {value.name: value.code for value in types.entries}
        self.type_aliases = {old: names[new] for old, new in aliases.items() if new in names}
        self.place_aliases = {old: new for old, new in aliases.items() if new not in names}

    def read_dates(self, column: Column) -> dict[str, pd.Series]:
        cells = self.table.cells[column.key]
        keys = zip(cells, self.table.year, self.table.month, strict=True)
        codes, read = _each(keys, lambda key: read_date(*key))
        self._note(column, codes, [(r.repair, r.problem, _shown_date(r, k[0])) for k, r in read], "日期")
        start = _dates([r.start for _, r in read])[codes]
        end = _dates([r.end for _, r in read])[codes]
        stated = np.array([r.stated_year for _, r in read], dtype=bool)[codes]
        return {
            column.key: pd.Series(start),
            f"{column.key}_end": pd.Series(end),
            f"{column.key}_yearless": pd.Series(~stated),
        }

    def read_deadlines(self, column: Column) -> dict[str, pd.Series]:
        cells = self.table.cells[column.key]
        keys = zip(cells, self.table.year, self.table.month, strict=True)
        codes, read = _each(keys, lambda key: read_deadline(*key))
        shown = [f"{r.days}日" if r.days else str(r.day or "") for _, r in read]
        self._note(column, codes, [(r.repair, r.problem, s) for (_, r), s in zip(read, shown, strict=True)], "期限")
        return {
            column.key: pd.Series(_dates([r.day for _, r in read])[codes]),
            f"{column.key}_days": pd.Series(np.array([r.days for _, r in read], dtype=int)[codes]),
        }

    def read_numbers(self, column: Column) -> dict[str, pd.Series]:
        measure = "元" if column.type == "money" else column.measure
        units = [self.table.units.get((name, column.key), "") for name in self.table.sheet]
        keys = zip(self.table.cells[column.key], units, strict=True)
        codes, read = _each(keys, lambda key: read_number(key[0], measure, key[1]))
        usual = "文字型数字" if self.table.text else ""
        said = [
            (r.repair if r.repair != usual else "", r.problem or r.question, _shown_number(r, k[0])) for k, r in read
        ]
        self._note(column, codes, said, "数字")
        result = {
            name: pd.Series(np.array([getattr(r, part) for _, r in read], dtype=float)[codes])
            for name, part in ((column.key, "value"), (f"{column.key}_low", "low"), (f"{column.key}_high", "high"))
        }
        result[f"{column.key}_qualifier"] = _words(codes, [r.qualifier for _, r in read])
        if not measure:
            result[f"{column.key}_measure"] = _words(codes, [r.measure or key[1] for key, r in read])
        return result

    def read_categories(self, column: Column) -> dict[str, pd.Series]:
        category = self.words.categories[column.category]
        codes, read = _each(self.table.cells[column.key], lambda cell: read_category(cell, category))
        self._note(column, codes, [(r.repair, r.problem, r.shown) for _, r in read], "取值")
        return {column.key: _category(codes, read, category.codes)}

    def read_dispute_types(self, column: Column) -> dict[str, pd.Series]:
        aliases = {
            re.sub(r"(?:矛盾)?纠纷$", "", old): code for old, code in self.type_aliases.items()
        } | self.type_aliases
        codes, read = _each(self.table.cells[column.key], lambda cell: read_dispute_type(cell, self.words, aliases))
        self._note(column, codes, [(r.repair, r.problem, r.shown) for _, r in read], "纠纷类型")
        unread = np.array([bool(r.problem) for _, r in read], dtype=bool)
        return {
            column.key: _category(codes, read, self.words.dispute_types.codes),
            f"{column.key}_open": pd.Series(unread[codes]),
        }

    def read_themes(self, column: Column) -> dict[str, pd.Series]:
        codes, read = _each(self.table.cells[column.key], lambda cell: read_themes(cell, self.words))
        return {column.key: _words(codes, [r.code for _, r in read])}

    def read_departments(self, column: Column) -> dict[str, pd.Series]:
        codes, read = _each(self.table.cells[column.key], read_department)
        self._note(column, codes, [(r.repair, r.problem, r.code) for _, r in read], "单位")
        return {column.key: _words(codes, [r.code for _, r in read])}

    def read_communities(self, column: Column) -> dict[str, pd.Series]:
        cells = self.table.cells[column.key]
        places = Places(cells, self.place_aliases)
        if column.type == "client":
            return self._read_clients(column, places)
        codes, read = _each(cells, places.read)
        self._note(column, codes, [(r.repair, r.problem, r.name) for _, r in read], "社区")
        return {column.key: _words(codes, [r.name for _, r in read])}

    def _read_clients(self, column: Column, places: Places) -> dict[str, pd.Series]:
        """Read whom counsel served: the street, a community, or a department of the street."""

        def read(cell: object) -> ValueCell:
            place = places.read(cell)
            if place.name or not place.problem:
                return ValueCell(place.name, repair=place.repair)
            return read_department(cell)

        codes, cells = _each(self.table.cells[column.key], read)
        self._note(column, codes, [(r.repair, r.problem, r.code) for _, r in cells], "服务对象")
        level = [
            "" if not r.code else "community" if re.search(r"(?:社区|村)$", r.code) else "street" for _, r in cells
        ]
        return {column.key: _words(codes, [r.code for _, r in cells]), f"{column.key}_level": _words(codes, level)}

    def read_years(self, column: Column) -> dict[str, pd.Series]:
        def read(cell: object) -> int:
            found = re.search(r"(?:19|20)\d\d", str(cell))
            return int(found[0]) if found else 0

        codes, years = _each(self.table.cells[column.key], read)
        return {column.key: pd.Series(np.array([year for _, year in years], dtype=int)[codes])}

    def _note(self, column: Column, codes: np.ndarray, read: Sequence[tuple[str, str, str]], label: str) -> None:
        """Note repairs and problems: one block for each wording, a line for each cell."""
        for repaired, part in ((True, 0), (False, 1)):
            for wording in dict.fromkeys(r[part] for r in read if r[part]):
                chosen = np.array([r[part] == wording for r in read], dtype=bool)
                indices = np.flatnonzero(chosen[codes]).tolist()
                self.notes.cells(
                    [self.table.sheet[i] for i in indices],
                    self.table.places(indices, column.key),
                    wording if repaired else f"{label}：{wording}",
                    [read[codes[i]][2] for i in indices],
                    repaired=repaired,
                    advice="" if repaired else f"“{column.name}”需核实，{REVIEW}",
                )


def _each(cells: Iterable[Hashable], read: Callable[[Any], Any]) -> tuple[np.ndarray, list[tuple[Any, Any]]]:
    """Read each distinct cell once; return for every row the number of its reading."""
    index: dict[Hashable, int] = {}
    codes = np.fromiter((index.setdefault(cell, len(index)) for cell in cells), dtype=np.int64)
    return codes, [(cell, read(cell)) for cell in index]


def _dates(days: Sequence[dt.date | None]) -> np.ndarray:
    return np.array(days, dtype="datetime64[D]").astype("datetime64[us]")


def _words(codes: np.ndarray, words: Sequence[str]) -> pd.Series:
    return pd.Series(list(words), dtype="str").take(codes).reset_index(drop=True)


def _category(codes: np.ndarray, read: Sequence[tuple[Any, ValueCell]], order: list[str]) -> pd.Series:
    kept = [r.code or None for _, r in read]
    return pd.Series(pd.Categorical(kept, categories=order)).take(codes).reset_index(drop=True)


def _shown_date(read: DateCell, cell: object) -> str:
    if read.start:
        return str(read.start) if read.start == read.end else f"{read.start}至{read.end}"
    return _shape(cell, _DATE_SIGNS)


def _shown_number(read: Number, cell: object) -> str:
    if read.low == read.low:
        return f"{read.low:.12g}" if read.low == read.high else f"{read.low:.12g}至{read.high:.12g}"
    return _shape(cell, re.compile(r"[\d,.%‰万亿元人次件份名场条约余多近\s+-]{1,16}"))


def _shape(cell: object, harmless: re.Pattern[str]) -> str:
    """Describe a cell that could not be read: its text when it cannot name anybody, else only its length."""
    text = str(cell).strip()
    # 138 1234 5678 is a telephone however it is spaced.
    if harmless.fullmatch(text) and not _DIGITS.search(re.sub(r"[\s\-—~]", "", text)):
        return text
    return f"{len(text)}个字的内容"
