"""The words of ledgers, read from `vocabulary/ledgers.toml`: kinds, columns, closed lists, dispute types and themes."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

__all__ = ["Category", "Column", "Count", "Kind", "LedgerWords", "Theme", "Value", "bare", "load_ledger_words"]

_NOT_WORD = re.compile(r"[\W_]+")


def bare(text: object) -> str:
    r"""Return a heading or short cell without width, case, spaces and punctuation, for comparing.

    Examples
    --------
    >>> bare("村(社区)\n名 称:")
    '村社区名称'
    """
    plain = unicodedata.normalize("NFKC", str(text))
    return (plain if plain.isalnum() else _NOT_WORD.sub("", plain)).upper()


@dataclass(frozen=True, slots=True)
class Column:
    """One column a kind of ledger may have; `keep` is the allow-list."""

    key: str
    names: tuple[str, ...]
    type: str
    keep: bool
    category: str = ""
    measure: str = ""
    has: str = ""
    party: bool = False

    @property
    def name(self) -> str:
        """The column's Chinese name, as it is shown and as a new ledger heads it."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Count:
    """How rows become one yearly figure."""

    indicator: str
    date: str = ""
    where: tuple[tuple[str, tuple[object, ...]], ...] = ()
    sum: str = ""
    each: float | None = None
    measure: str = ""
    distinct: str = ""
    zero: bool = False
    stock: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of ledger."""

    code: str
    name: str
    required: tuple[str, ...]
    complete: tuple[str, ...]
    same: tuple[str, ...]
    columns: tuple[Column, ...]
    counts: tuple[Count, ...]
    title_words: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """Return the column of that key."""
        return next(column for column in self.columns if column.key == key)

    @property
    def by_heading(self) -> dict[str, Column]:
        """Columns by every bare synonym of their heading."""
        return {bare(name): column for column in self.columns for name in column.names}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a closed list, with the words that mean it; those of `whole` only when they are the whole cell."""

    code: str
    name: str
    words: tuple[str, ...]
    whole: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Category:
    """A closed list of values."""

    code: str
    entries: tuple[Value, ...]

    @property
    def codes(self) -> list[str]:
        """Codes in the order of the list."""
        return [value.code for value in self.entries]


@dataclass(frozen=True, slots=True)
class Theme:
    """What an activity can be about, and the dispute types it speaks to."""

    code: str
    name: str
    words: tuple[str, ...]
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """Everything `ledgers.toml` holds."""

    kinds: dict[str, Kind]
    categories: dict[str, Category]
    dispute_types: Category
    ambiguous: dict[str, tuple[str, ...]]
    themes: tuple[Theme, ...]

    def name_of(self, category: str, code: str) -> str:
        """Return the Chinese name of a value."""
        entries = self.dispute_types.entries if category == "dispute_type" else self.categories[category].entries
        return next(value.name for value in entries if value.code == code)


@lru_cache(maxsize=1)
def load_ledger_words() -> LedgerWords:
    """Read the packaged vocabulary of ledgers.

    Examples
    --------
    >>> words = load_ledger_words()
    >>> len(words.dispute_types.entries), words.kinds["mediation"].column("amount").type
    (15, 'money')
    """
    source = resources.files("lawstats").joinpath("vocabulary", "ledgers.toml")
    raw = tomllib.loads(source.read_text(encoding="utf-8"))
    return LedgerWords(
        kinds={entry["code"]: _kind(entry) for entry in raw["kind"]},
        categories={
            entry["code"]: Category(entry["code"], tuple(_value(value, "words") for value in entry["values"]))
            for entry in raw["category"]
        },
        dispute_types=Category("dispute_type", tuple(_value(entry, "names") for entry in raw["dispute_type"])),
        ambiguous={entry["word"]: tuple(entry["candidates"]) for entry in raw["ambiguous"]},
        themes=tuple(
            Theme(entry["code"], entry["name"], tuple(entry["words"]), tuple(entry.get("types", ())))
            for entry in raw["theme"]
        ),
    )


def _value(entry: dict[str, Any], words: str) -> Value:
    return Value(entry["code"], entry["name"], tuple(entry[words]), tuple(entry.get("whole", ())))


def _kind(entry: dict[str, Any]) -> Kind:
    columns = tuple(Column(**{**column, "names": tuple(column["names"])}) for column in entry["columns"])
    return Kind(
        entry["code"],
        entry["name"],
        tuple(entry["required"]),
        tuple(entry["complete"]),
        tuple(entry["same"]),
        columns,
        tuple(_count(count) for count in entry["counts"]),
        tuple(entry["title_words"]),
    )


def _count(entry: dict[str, Any]) -> Count:
    where = tuple((key, tuple(values)) for key, values in entry.get("where", {}).items())
    return Count(**{**entry, "where": where})
