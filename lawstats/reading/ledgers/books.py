"""All the books of an office: every ledger file of a folder, one set of yearly figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers.read import read_ledger
from lawstats.reading.ledgers.repeats import without_repeats
from lawstats.reading.ledgers.sheets import WORKBOOKS
from lawstats.reading.privacy.labels import shown_file
from lawstats.records import COLUMNS, combine, empty

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lawstats.reading.ledgers.ledger import Ledger

__all__ = ["Books", "count_together", "read_books"]

SUFFIXES = (*WORKBOOKS, ".csv", ".tsv")
PROBLEM_COLUMNS = ["file", "place", "found", "advice"]
#: One year of one indicator as one book counts it.
_SAME = ["office", "year", "indicator", "measure"]


@dataclass(frozen=True)
class Books:
    """The ledgers of a folder, the yearly figures of all of them together, and the files that could not be read."""

    ledgers: tuple[Ledger, ...]
    records: pd.DataFrame
    problems: pd.DataFrame

    @property
    def repairs(self) -> pd.DataFrame:
        """How often each repair was made in all books: `what`, `times`, most frequent first."""
        return _tallied([ledger.repairs for ledger in self.ledgers])

    @property
    def questions(self) -> pd.DataFrame:
        """How often each doubt arose in all books: `what`, `times`, most frequent first."""
        return _tallied([ledger.questions for ledger in self.ledgers])

    def of_kind(self, kind: str) -> list[Ledger]:
        """Return the books of one kind, in order of file name."""
        return [ledger for ledger in self.ledgers if ledger.kind == kind]


def _tallied(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not tables:
        return pd.DataFrame({"what": pd.Series(dtype="str"), "times": pd.Series(dtype="int64")})
    together = pd.concat(tables).groupby("what")["times"].sum().rename("times").reset_index()
    return together.sort_values(["times", "what"], ascending=[False, True], ignore_index=True)


def read_books(folder: str | Path, office: str = "", aliases: Mapping[str, str] | None = None) -> Books:
    """Read every ledger of a folder; one that cannot be read is told and does not stop the others.

    Parameters
    ----------
    folder : str or Path
        Where the books lie, in subfolders too. Files named ``breaks*.csv`` and ``records*.csv`` are no ledgers.
    office : str, optional
        Whose books they are; what each book says of itself when left out.
    aliases : mapping, optional
        As in `read_ledger`.

    Returns
    -------
    Books
        `records` has one row a year and indicator: counts of several books of one kind are added up, because a case of
        one book may end in the next year; of head-counts those of the latest day stand. A case that stands in two books
        is counted once and noted in the problems of the ledger it was taken out of.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as empty_folder:
    ...     len(read_books(empty_folder).records)
    0
    """
    ledgers, problems = [], []
    for file in sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in SUFFIXES):
        if file.name.startswith(("breaks", "records", "~$")):
            continue
        try:
            ledgers.append(read_ledger(file, aliases=aliases))
        except LawstatsError as error:
            problems.append((error.file or shown_file(file.name), error.place, error.found, error.advice))
    books = without_repeats(ledgers)
    return Books(tuple(books), count_together(books, office), pd.DataFrame(problems, columns=PROBLEM_COLUMNS))


def count_together(ledgers: Sequence[Ledger], office: str = "") -> pd.DataFrame:
    """Count several ledgers by year as one: a file for each year, community or department.

    Laying the `yearly()` of two files side by side instead would give two figures for one year.

    Parameters
    ----------
    ledgers : sequence of Ledger
        Of any kinds; of a case in two files one is counted (`without_repeats`).
    office : str, optional
        Whose they are.

    Returns
    -------
    DataFrame
        Records, one row a year and indicator.
    """
    tables = [ledger.yearly(office) for ledger in without_repeats(ledgers)]
    records = pd.concat([empty(), *tables], ignore_index=True) if tables else empty()
    together = [_added_up(rows) for _, rows in records.groupby(_SAME, sort=False)]
    return combine(pd.DataFrame(together, columns=list(COLUMNS)).astype(records.dtypes)) if together else empty()


def _added_up(rows: pd.DataFrame) -> pd.Series:
    """Make one record of what several books count for one year."""
    one = rows.sort_values("period_end", kind="stable").iloc[-1].copy()
    if one["period_start"] == one["period_end"]:
        # Head-counts of one day are of different communities and add up; an earlier day's are out of date.
        rows = rows[rows["period_end"] == one["period_end"]]
    if len(rows) == 1:
        return one
    one[["value", "low", "high"]] = rows[["value", "low", "high"]].sum(skipna=False)
    if len(set(rows["qualifier"])) > 1:
        one["qualifier"] = "range"
        one["value"] = float("nan")
    one["period_start"], one["period_end"] = rows["period_start"].min(), rows["period_end"].max()
    one["source"] = "、".join(rows["source"])
    one["place"] = "；".join(rows["source"] + "：" + rows["place"])
    one["evidence"] = "；".join(rows["evidence"])
    return one
