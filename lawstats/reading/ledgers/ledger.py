"""A ledger as read: its cases, what was repaired and what needs a look, and its yearly figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers.counts import StatedZero, count_years

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Ledger"]

#: What records are signed with when neither the caller nor a title names the office.
UNNAMED = "本机关"


@dataclass(slots=True)
class Ledger:
    """A ledger, read.

    Attributes
    ----------
    kind : str
        Code of the kind: mediation, screening, publicity, counsel, contracts, litigation, base.
    file : str
        Name of the file.
    office : str
        The office a title names, '' when none does.
    cases : DataFrame
        A row a case, with the columns of the allow-list only and where it stands (`sheet`, `row`, `rows`). Nothing in
        it names a person.
    parties : list of frozenset of str
        Keyed hashes of the parties of each case, for `merge_ledgers` in the same run; never saved, never shown.
    keys : list of str
        What makes each case the same case in another file (`without_repeats`); kept as little as `parties`.
    problems : DataFrame
        `sheet`, `cell`, `what`, `found`, `repaired`, `advice`: everything that was repaired or needs a look.
    """

    kind: str
    file: str
    office: str
    cases: pd.DataFrame
    problems: pd.DataFrame
    zeros: tuple[StatedZero, ...] = ()
    until: dict[int, dt.date] = field(default_factory=dict)
    parties: list[frozenset[str]] = field(default_factory=list, repr=False)
    keys: list[str] = field(default_factory=list, repr=False)

    @property
    def name(self) -> str:
        """The kind's Chinese name."""
        return load_ledger_words().kinds[self.kind].name

    @property
    def repairs(self) -> pd.DataFrame:
        """How often each repair was made: `what`, `times`, most frequent first."""
        return self._tally(repaired=True)

    @property
    def questions(self) -> pd.DataFrame:
        """How often each doubt arose that only the office can settle: `what`, `times`."""
        return self._tally(repaired=False)

    def _tally(self, *, repaired: bool) -> pd.DataFrame:
        chosen = self.problems.loc[self.problems["repaired"] == repaired, "what"]
        return chosen.value_counts(sort=True).rename_axis("what").rename("times").reset_index()

    def yearly(self, office: str = "") -> pd.DataFrame:
        """Count the ledger by year.

        Parameters
        ----------
        office : str, optional
            Whose figures these are; by default the office the title names, else 本机关.

        Returns
        -------
        DataFrame
            Records; `place` names sheet and rows, `source` the file.
        """
        kind = load_ledger_words().kinds[self.kind]
        return count_years(self.cases, kind, self.zeros, self.until, office or self.office or UNNAMED, self.file)

    def shown(self) -> pd.DataFrame:
        """Return the cases as a reader sees them: Chinese headings, Chinese values."""
        words = load_ledger_words()
        kind = words.kinds[self.kind]
        table = pd.DataFrame({"工作表": self.cases["sheet"], "行": self.cases["rows"]})
        for column in kind.columns:
            if not column.keep or column.key not in self.cases:
                continue
            cells = self.cases[column.key]
            closed = words.dispute_types if column.type == "dispute_type" else words.categories.get(column.category)
            if closed:
                cells = cells.astype("object").map({value.code: value.name for value in closed.entries})
            table[column.name] = cells
        return table

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """Leave the marks behind: a hash of a party never leaves the process that made it."""
        return None, {name: getattr(self, name) for name in self.__slots__} | {"parties": [], "keys": []}
