"""Reading a ledger: the steps, in order."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers.cases import find_same
from lawstats.reading.ledgers.checks import check_cases
from lawstats.reading.ledgers.columns import build_columns
from lawstats.reading.ledgers.counts import StatedZero
from lawstats.reading.ledgers.derived import add_before_merge, add_derived
from lawstats.reading.ledgers.headers import Header, find_header
from lawstats.reading.ledgers.ledger import Ledger
from lawstats.reading.ledgers.marks import make_marks
from lawstats.reading.ledgers.merging import merge_rows
from lawstats.reading.ledgers.notes import Notes
from lawstats.reading.ledgers.recognising import recognise_kind
from lawstats.reading.ledgers.repeats import case_keys
from lawstats.reading.ledgers.rows import SheetRows, clean_rows
from lawstats.reading.ledgers.sheets import read_sheets
from lawstats.reading.ledgers.table import gather
from lawstats.reading.ledgers.taking import is_summary
from lawstats.reading.ledgers.titles import Heading, find_year
from lawstats.reading.privacy.keys import load_key
from lawstats.reading.privacy.labels import shown_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lawstats.reading.ledger_words import Kind
    from lawstats.reading.ledgers.marks import Marks
    from lawstats.reading.ledgers.sheets import Sheet

__all__ = ["read_ledger"]

#: Sheets that are about the ledger and hold no cases.
_BESIDE = re.compile(r"说明|目录|封面|模板|样表|字典|选项")


def read_ledger(
    path: str | Path,
    kind: str | None = None,
    *,
    year: int | None = None,
    key: bytes | str | Path | None = None,
    aliases: Mapping[str, str] | None = None,
) -> Ledger:
    """Read a ledger as offices keep it and turn it into cases that can be counted.

    Parameters
    ----------
    path : str or Path
        .xlsx, .xls or .csv (UTF-8 or GB18030).
    kind : str, optional
        mediation, screening, publicity, counsel, contracts, litigation or base, or the kind's Chinese name; by default
        told from the header.
    year : int, optional
        The year of dates written without one, where neither title, sheet name, section row nor file name says it.
    key : bytes or path, optional
        The key under which parties are compared; by default the one of this machine (`load_key`).
    aliases : mapping, optional
        This office's own words and what they mean: headings (登记日 → 受理日期), communities (老街村 → 城东社区),
        dispute types (楼道纠纷 → 邻里纠纷).

    Returns
    -------
    Ledger
        `.cases` without personal data, `.problems` with every repair and doubt, `.yearly()` as records.

    Raises
    ------
    LawstatsError
        When the file is broken or locked, is no ledger or several, or lacks a column without which nothing can be
        counted; the message names file, sheet, what was found and what to do.
    """
    with _collector_paused():
        return _read(Path(path), kind, year, key, dict(aliases or {}))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the search for reference cycles: a grid of millions of cells has none, and walking it doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(
    path: Path, kind: str | None, year: int | None, key: bytes | str | Path | None, aliases: Mapping[str, str]
) -> Ledger:
    words, notes, file = load_ledger_words(), Notes(), shown_file(path.name)
    kind = next((code for code, entry in words.kinds.items() if kind == entry.name), kind)
    if kind is not None and kind not in words.kinds:
        known = "、".join(f"{code}（{entry.name}）" for code, entry in words.kinds.items())
        raise LawstatsError(f"不认识的台账种类“{kind}”", f"kind 可以是 {known}", file=file)
    sheets = read_sheets(path)
    code, headers = _headers(sheets, kind, words.kinds, aliases, file, notes, path.stem)
    notes.sheets_read([sheet for sheet in sheets if sheet.name in headers])
    wider = Heading(year=find_year(path.stem) or (year or 0))
    parts = [
        clean_rows(sheet, header, words.kinds[code], wider, notes)
        for sheet in sheets
        if sheet.name in headers
        for header in headers[sheet.name].by_year()
    ]
    text = any(sheet.encoding for sheet in sheets)
    return _assemble(file, words.kinds[code], parts, text, key, aliases, notes)


def _headers(
    sheets: Sequence[Sheet],
    kind: str | None,
    kinds: Mapping[str, Kind],
    aliases: Mapping[str, str],
    file: str,
    notes: Notes,
    stem: str,
) -> tuple[str, dict[str, Header]]:
    """Choose the kind, and the sheets that hold it."""
    considered = kinds if kind is None else {kind: kinds[kind]}
    visible = [sheet for sheet in sheets if not sheet.hidden]
    found = {sheet.name: find_header(sheet, considered.values(), aliases) for sheet in visible}
    titles = {sheet.name: f"{_title(sheet, found[sheet.name])} {stem}" for sheet in visible}
    code = kind or recognise_kind(found, kinds, file, titles)
    headers = {}
    for name, read in found.items():
        header = read.get(code)
        if header and set(kinds[code].required) <= header.keys:
            headers[name] = header
    if not headers:
        raise _no_header(found, kinds[code], file)
    for sheet in visible:
        if sheet.name in headers and is_summary(sheet, headers[sheet.name]):
            raise LawstatsError(
                "是汇总表：一行是许多件的件数，不是一行登记一件",
                "请给出汇总所依据的台账；只有汇总数时，填进 data/own/records.csv",
                file=file,
                place=f"工作表“{sheet.name}”" if sheet.name else "",
            )
    _note_unread(sheets, found, headers, kinds[code], file, notes)
    return code, headers


def _title(sheet: Sheet, found: Mapping[str, Header]) -> str:
    top = min((header.top for header in found.values()), default=0)
    return " ".join([sheet.title, *(cell for row in sheet.rows[:top] for cell in row if isinstance(cell, str))])


def _no_header(found: Mapping[str, Mapping[str, Header]], kind: Kind, file: str) -> LawstatsError:
    """Say which sheet comes nearest and which columns it lacks."""
    nearest = max(
        found, key=lambda name: len(found[name][kind.code].keys) if kind.code in found[name] else 0, default=""
    )
    header = found.get(nearest, {}).get(kind.code)
    if header is None:
        listed = "、".join(f"“{name}”" for name in found if name) or "全表"
        return LawstatsError(
            f"没有找到“{kind.name}”的表头", "请核对工作表，或改用 kind 指明别的台账", file=file, place=f"工作表{listed}"
        )
    missing = [kind.column(key) for key in kind.required if key not in header.keys]
    names = "、".join(column.name for column in missing)
    also = "；".join(f"“{column.name}”也可写作{'、'.join(column.names[1:4])}" for column in missing)
    return LawstatsError(
        f"“{kind.name}”缺少列{names}",
        f"请补上这一列，或用 aliases 说明哪一列就是它；{also}",
        file=file,
        place=f"工作表“{nearest}”" if nearest else "",
    )


def _note_unread(
    sheets: Sequence[Sheet],
    found: Mapping[str, Mapping[str, Header]],
    headers: Mapping[str, Header],
    kind: Kind,
    file: str,
    notes: Notes,
) -> None:
    """Say which sheets were not read; one that is this ledger but for a missing column is an error."""
    usual = max(len(header.keys) for header in headers.values())
    for sheet in sheets:
        if sheet.name in headers or not any(cell not in ("", None) for row in sheet.rows for cell in row):
            continue
        header = found.get(sheet.name, {}).get(kind.code)
        if header and len(header.keys) >= 0.6 * usual:
            raise _no_header({sheet.name: {kind.code: header}}, kind, file)
        if _BESIDE.search(sheet.title) and not sheet.hidden:
            notes.cell(sheet.name, -1, -1, "说明、目录一类的工作表，没有读取", repaired=True)
            continue
        why = "隐藏的工作表，没有读取" if sheet.hidden else f"不是“{kind.name}”的表头，没有读取"
        notes.cell(sheet.name, -1, -1, why, advice="如果其中有案件，请取消隐藏或补上表头")


def _assemble(
    file: str,
    kind: Kind,
    parts: Sequence[SheetRows],
    text: bool,
    key: bytes | str | Path | None,
    aliases: Mapping[str, str],
    notes: Notes,
) -> Ledger:
    table, words = gather(parts), load_ledger_words()
    table.text = text
    secret = key if isinstance(key, bytes) else load_key(key)
    columns = build_columns(table, kind, words, aliases, notes)
    marks = make_marks(table, kind, secret)
    frame = pd.DataFrame(columns, index=range(len(table)))
    frame = add_before_merge(kind.code, frame, table, notes)
    first = find_same(kind, table, marks, frame, notes)
    frame["heading_year"] = pd.Series(table.year, dtype="int64")
    if "opinion_number" in marks.text:
        # A cell that only says 有 has no number to compare: each such row is an opinion of its own.
        numbers = [mark or str(i) for i, mark in enumerate(marks.text["opinion_number"])]
        frame["opinion_number_mark"] = pd.factorize(pd.Series(numbers))[0]
    cases = add_derived(kind.code, merge_rows(frame, first, table, kind, notes))
    check_cases(kind, cases, marks, first, table, notes)
    for part in parts:
        if not part.rows and not part.zeros:
            notes.cell(part.name, -1, -1, "只有表头，没有登记行", advice="空表不等于零，需核实是没有案件还是漏填")
    return Ledger(
        kind.code,
        file,
        next((part.heading.office for part in parts if part.heading.office), ""),
        _tidy(cases),
        notes.frame(),
        tuple(_stated_zeros(parts)),
        {part.heading.until.year: part.heading.until for part in parts if part.heading.until},
        _parties_of_cases(marks, first),
        case_keys(kind.code, cases, marks, np.unique(first)),
    )


def _parties_of_cases(marks: Marks, first: np.ndarray) -> list[frozenset[str]]:
    """Return the parties of each case, those of all its rows together, in the order of the cases."""
    together: dict[int, frozenset[str]] = {}
    for head, parties in zip(first.tolist(), marks.parties, strict=True):
        together[head] = together.get(head, frozenset()) | parties
    return [together[head] for head in sorted(together)]


def _tidy(cases: pd.DataFrame) -> pd.DataFrame:
    """Drop companions that say nothing beyond the column they belong to, and every helper."""
    dropped = [name for name in cases.columns if name.endswith("_yearless")]
    for name in cases.columns:
        if f"{name}_end" in cases and cases[f"{name}_end"].equals(cases[name]):
            dropped.append(f"{name}_end")
        if f"{name}_qualifier" in cases and cases[f"{name}_qualifier"].isin(["", "exact"]).all():
            dropped += [f"{name}_low", f"{name}_high", f"{name}_qualifier"]
    return cases.drop(columns=dropped)


def _stated_zeros(parts: Sequence[SheetRows]) -> list[StatedZero]:
    zeros = []
    for part in parts:
        for row, text, heading in part.zeros:
            year = find_year(text) or heading.year
            # A month without cases is no year without cases.
            if not year or heading.month:
                continue
            place = f"{part.name}!第{row + 1}行" if part.name else f"第{row + 1}行"
            words = (("reconsideration", "复议"), ("litigation", "诉讼"))
            category = tuple(code for code, word in words if word in text) or tuple(
                code for code, word in words if word in part.title
            )
            zeros.append(StatedZero(year, place, text, category))
    return zeros
