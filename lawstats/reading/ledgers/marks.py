"""Marks by which two rows are known to be about the same thing: keyed hashes, alive only while a workbook is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.ledger_words import bare
from lawstats.reading.privacy.keys import keyed_hash
from lawstats.reading.privacy.names import split_names

if TYPE_CHECKING:
    from lawstats.reading.ledger_words import Kind
    from lawstats.reading.ledgers.table import Table

__all__ = ["Marks", "make_marks"]

_YEAR = re.compile(r"(?:19|20)\d\d")
#: 张某, 李XX: many people are written so, and an equal mark proves little.
_VEILED = re.compile(r"[某×XxX*]")
_DIGIT = re.compile(r"[\d一二三四五六七八九十]")
_NUMBER_KEYS = ("case_number", "contract_number")
_TEXT_KEYS = ("summary", "title", "theme", "place", "opinion_number")


@dataclass(frozen=True, slots=True)
class Marks:
    """A mark a row, '' or an empty set where the cell is empty.

    Attributes
    ----------
    parties : list of frozenset of str
        Keyed hashes of the names.
    veiled : list of bool
        Whether a name is itself half hidden.
    number : list of str
        Keyed hash of the case number.
    numbered_by_year : list of bool
        Whether that number names its year and so stands for one case in the whole ledger.
    text : dict of str to list of str
        Keyed hashes of other dropped columns.
    """

    parties: list[frozenset[str]]
    veiled: list[bool]
    number: list[str]
    numbered_by_year: list[bool]
    text: dict[str, list[str]]


def make_marks(table: Table, kind: Kind, key: bytes) -> Marks:
    """Hash what tells one case from another.

    Parameters
    ----------
    table : Table
        All rows.
    kind : Kind
        Its `same` says which columns matter.
    key : bytes
        The machine's key.
    """
    hashed: dict[str, str] = {}

    def mark(text: str) -> str:
        found = hashed.get(text)
        if found is None:
            plain = bare(text)
            found = hashed[text] = keyed_hash(plain, key) if plain else ""
        return found

    nobody: frozenset[str] = frozenset()
    parties, veiled = [nobody] * len(table), [False] * len(table)
    for cells in table.parties:
        for i, cell in enumerate(cells):
            names = split_names(cell)
            if names:
                parties[i] |= {found for name in names if (found := mark(name))}
                veiled[i] |= any(_VEILED.search(name) is not None for name in names)
    number_key = next((k for k in _NUMBER_KEYS if k in kind.same and k in table.cells), "")
    numbers = [_plain(cell) for cell in table.cells[number_key]] if number_key else [""] * len(table)
    return Marks(
        parties=parties,
        veiled=veiled,
        number=[mark(number) for number in numbers],
        numbered_by_year=[_YEAR.search(number) is not None for number in numbers],
        text={
            name: [mark(_plain(cell)) if name != "opinion_number" or _DIGIT.search(str(cell)) else "" for cell in cells]
            for name, cells in table.cells.items()
            if name in _TEXT_KEYS
        },
    )


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell == cell and cell == int(cell):
        return str(int(cell))
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip()
