"""Finding the header of a ledger sheet: where it stands, how deep it is, what its headings mean."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawstats.reading.ledger_words import bare
from lawstats.reading.ledgers.matching import LONGEST_HEADING, NAME_PARTS, UNIT, Lexicon, Match, heading_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lawstats.reading.ledger_words import Column, Kind
    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["Header", "Heading", "find_header"]

#: A header stands within the first rows that hold anything; deeper rows are data.
SEARCHED_ROWS = 15
DEEPEST_HEADER = 3
_IN_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]\s*$")
_REMARKS = frozenset({"其他", "其它"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a sheet: where it stands and which column of the ledger it is (None: not known, not read).

    `options` are the places and words of a column spread over several headings with a tick under one of them; `year` is
    the one year a column of a table with the years side by side is about; `sure` whether the vocabulary has this very
    heading.
    """

    position: int
    text: str
    column: Column | None
    unit: str = ""
    options: tuple[tuple[int, str], ...] = ()
    year: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Header:
    """The header block of a sheet, rows `top` to `bottom` (zero-based, both included)."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]
    year: int = 0

    @property
    def keys(self) -> set[str]:
        """Columns found."""
        return {heading.column.key for heading in self.headings if heading.column}

    def by_year(self) -> list[Header]:
        """Return a header for each year when years stand side by side, else this one alone."""
        years = sorted({heading.year for heading in self.headings if heading.year})
        return [
            Header(self.top, self.bottom, tuple(h for h in self.headings if h.year in (0, year)), year)
            for year in years
        ] or [self]


@dataclass(slots=True)
class _Candidate:
    top: int
    bottom: int
    paths: list[tuple[str, ...]]
    known: int = 0
    matched: dict[str, list[Match | None]] = field(default_factory=dict)


def find_header(sheet: Sheet, kinds: Iterable[Kind], aliases: Mapping[str, str] | None = None) -> dict[str, Header]:
    """Find the header of a sheet, read once for each kind it could belong to.

    Parameters
    ----------
    sheet : Sheet
        The grid.
    kinds : iterable of Kind
        Kinds to look for.
    aliases : mapping, optional
        This office's own headings and the column name or key they mean.

    Returns
    -------
    dict of str to Header
        By kind code; kinds of which fewer than two telling columns are found are left out.
    """
    lexicons = {kind.code: Lexicon(kind, aliases) for kind in kinds}
    spread = _spread_merges(sheet)
    best: _Candidate | None = None
    filled = [index for index, row in enumerate(sheet.rows) if any(cell not in ("", None) for cell in row)]
    for top in filled[:SEARCHED_ROWS]:
        for bottom in range(top, min(top + DEEPEST_HEADER, len(sheet.rows))):
            if bottom > top and not _is_subheading(spread[bottom], spread[bottom - 1], sheet.rows[bottom], lexicons):
                break
            candidate = _read_block(spread, top, bottom, lexicons)
            # A title above the header adds nothing, so of two blocks that tell as much the lower one is the header.
            if best is None or (candidate.known, candidate.bottom == best.bottom) > (best.known, False):
                best = candidate
    if best is None:
        return {}
    # Headings merged down over both rows read the same in the lower row alone: the header begins where they begin.
    top = min((t for t, _, b, _ in sheet.merges if t < best.top <= b <= best.bottom), default=best.top)
    if best.bottom - DEEPEST_HEADER < top < best.top:
        best = _read_block(spread, top, best.bottom, lexicons)
    headers = {}
    for code, columns in best.matched.items():
        header = Header(best.top, best.bottom, tuple(_headings(best.paths, columns)))
        if len(header.keys - {"serial", "remarks"}) >= 2:
            headers[code] = header
    return headers


def _spread_merges(sheet: Sheet) -> list[list[str]]:
    """Return the first rows as text, with merged cells showing their text in every cell they cover."""
    first = next((index for index, row in enumerate(sheet.rows) if any(cell not in ("", None) for cell in row)), 0)
    reach = min(len(sheet.rows), first + 6 * SEARCHED_ROWS)
    texts = [[_text(cell) for cell in row] for row in sheet.rows[:reach]]
    for top, left, bottom, right in sheet.merges:
        if top < reach and bottom - top < DEEPEST_HEADER:
            for row, column in itertools.product(range(top, min(bottom + 1, reach)), range(left, right + 1)):
                if column < len(texts[row]):
                    texts[row][column] = texts[top][left]
    return texts + [[""] * len(row) for row in sheet.rows[reach : reach + 1]]


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else "" if cell is None else str(cell)


def _is_subheading(row: list[str], above: list[str], raw: list[object], lexicons: Mapping[str, Lexicon]) -> bool:
    """Whether a row looks like the lower row of a header: only short words, most of them known headings."""
    if any(not isinstance(cell, str) for cell in raw if cell not in ("", None)):
        return False
    groups = _filled_from_left(above, row)
    fresh = [
        position for position, part in enumerate(row) if part.strip() and part != groups[position] and raw[position]
    ]
    if not fresh:
        return False
    known = [_is_known(row, groups, position, lexicons.values()) for position in fresh]
    return all(len(row[position]) <= LONGEST_HEADING for position in fresh) and sum(known) >= 0.6 * len(fresh)


def _is_known(row: list[str], groups: list[str], position: int, lexicons: Iterable[Lexicon]) -> bool:
    part, group = row[position], groups[position]
    word = bare(part)
    if word in NAME_PARTS or UNIT.fullmatch(word) or heading_year(part):
        return True
    # Values to be ticked stand beside each other under one group; the values of a first case stand under their own.
    beside = [row[p] for p in (position - 1, position + 1) if 0 <= p < len(row) and group and groups[p] == group]
    return any(
        lexicon.column(part, group + part) is not None
        or any(other.strip() and lexicon.ticked((part, other)) for other in beside)
        or any(other != part and _both_options(lexicon, group, part, other) for other in beside)
        for lexicon in lexicons
    )


def _both_options(lexicon: Lexicon, group: str, part: str, other: str) -> bool:
    column = lexicon.column(group)
    options = lexicon.options.get(column.key, {}) if column else {}
    return bare(part) in options and bare(other) in options


def _filled_from_left(upper: list[str], lower: list[str]) -> list[str]:
    """Give the cells right of a group its name where a file without merges (CSV) leaves them empty."""
    filled = list(upper)
    for column in range(1, len(upper)):
        if not filled[column].strip() and lower[column].strip() and lower[column - 1].strip():
            filled[column] = filled[column - 1]
    return filled


def _read_block(texts: list[list[str]], top: int, bottom: int, lexicons: Mapping[str, Lexicon]) -> _Candidate:
    rows = [list(texts[index]) for index in range(top, bottom + 1)]
    for index in range(len(rows) - 1):
        rows[index] = _filled_from_left(rows[index], rows[index + 1])
    paths = []
    for column in range(len(rows[0])):
        parts = [row[column].strip() for row in rows if row[column].strip()]
        paths.append(tuple(part for index, part in enumerate(parts) if index == 0 or part != parts[index - 1]))
    shared = [_is_shared(rows, column) for column in range(len(paths))]
    candidate = _Candidate(top, bottom, paths)
    for code, lexicon in lexicons.items():
        matches = [lexicon.match(path, shared=among) for path, among in zip(paths, shared, strict=True)]
        candidate.matched[code] = _with_ticks(paths, matches, lexicon)
        # Distinct columns, so that a data row repeating one word is no header; depth must earn its place.
        distinct = {(found.column.key, found.option, found.year) for found in candidate.matched[code] if found}
        certain = sum(found is not None for found in candidate.matched[code])
        candidate.known = max(candidate.known, 2 * len(distinct) + certain)
    return candidate


def _is_shared(rows: list[list[str]], column: int) -> bool:
    """Whether a text above a column also stands above its neighbour."""
    return any(
        row[column].strip() and 0 <= beside < len(row) and row[beside] == row[column]
        for row in rows[:-1]
        for beside in (column - 1, column + 1)
    )


def _with_ticks(paths: list[tuple[str, ...]], matches: list[Match | None], lexicon: Lexicon) -> list[Match | None]:
    """Find columns spread over several headings that no group holds together: 成功 | 不成功 | 终止 side by side."""
    taken = {found.column.key for found in matches if found}
    result = list(matches)
    start = 0
    while start < len(paths):
        end = start
        while end < len(paths) and paths[end] and _may_be_tick(paths[end], result[end], started=end > start):
            end += 1
        words = [path[-1] for path in paths[start:end]]
        for last in range(len(words), 1, -1):
            column = lexicon.ticked(words[:last])
            if column and column.key not in taken:
                for offset, word in enumerate(words[:last]):
                    result[start + offset] = Match(column, option=word)
                end = start + last
                break
        start = max(end, start + 1)
    return result


def _may_be_tick(path: tuple[str, ...], found: Match | None, *, started: bool) -> bool:
    # 其他 at the end of a row of types is the last type, anywhere else a remark.
    return found is None or (started and bare(path[-1]) in _REMARKS)


def _headings(paths: list[tuple[str, ...]], matches: list[Match | None]) -> Iterable[Heading]:
    options: dict[str, list[tuple[int, str]]] = {}
    for position, found in enumerate(matches):
        if found and found.option:
            options.setdefault(found.column.key, []).append((position, found.option))
    for position, (path, found) in enumerate(zip(paths, matches, strict=True)):
        column, text = (found.column, "".join(path)) if found else (None, "".join(path))
        if found and found.option:
            spread = options[found.column.key]
            if position != spread[0][0]:
                column, text = None, ""
                yield Heading(position, text, column)
                continue
            yield Heading(position, "".join(path[:-1]) or found.column.name, column, options=tuple(spread))
            continue
        year, sure = (found.year, found.sure) if found else (0, True)
        yield Heading(position, text, column, _unit_of(path), year=year, sure=sure)


def _unit_of(path: tuple[str, ...]) -> str:
    for part in reversed(path):
        text = unicodedata.normalize("NFKC", part)
        inside = _IN_BRACKETS.search(text)
        found = UNIT.fullmatch(inside.group(1).strip()) if inside else UNIT.fullmatch(text) if len(path) > 1 else None
        if found:
            return found.group(1)
    return ""
