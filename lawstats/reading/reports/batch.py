"""Many reports at once: every readable figure in one table, every unreadable file in another."""

from __future__ import annotations

import sys
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import Vocabulary, load_vocabulary, packaged_vocabulary
from lawstats.reading.reports.report import check_named, read_report
from lawstats.reading.reports.rows import figure_table
from lawstats.records import COLUMNS, combine, empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

__all__ = ["PROBLEM_COLUMNS", "read_reports"]

PROBLEM_COLUMNS = ("file", "place", "found", "advice")
#: Files a task; fewer where there are few, so that every worker has some and progress is seen.
_MOST_AT_ONCE = 32
_LEAST_TASKS = 16
_Problem = tuple[str, str, str, str]


def read_reports(
    paths: Iterable[str | Path], executor: Executor | None = None, *, vocabulary: Vocabulary | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read many reports; one bad file does not stop the others.

    Parameters
    ----------
    paths : iterable of paths
        The files.
    executor : concurrent.futures.Executor, optional
        Where to read them: a pool of processes or threads, or a cluster's executor. Left out: here, one by one.
    vocabulary : Vocabulary, optional
        The office's own, from `load_vocabulary`; the one in use when left out. A worker reads its files again, so
        they must lie where the worker finds them, as the reports must.

    Returns
    -------
    (records, problems) : tuple of DataFrame
        The figures of all files, as by `combine`; and a row a file that could not be read, with columns file, place,
        found, advice. A report that disagrees with itself gives a row too, and keeps its figures.

    Examples
    --------
    >>> records, problems = read_reports(["没有这份报告.docx"])
    >>> problems[["file", "found"]].values.tolist()
    [['没有这份报告.docx', '没有这个文件']]
    """
    files = [Path(path) for path in paths]
    # Several files a task: handing a table to another process costs as much as reading a report.
    size = max(1, min(_MOST_AT_ONCE, len(files) // _LEAST_TASKS))
    groups = [files[at : at + size] for at in range(0, len(files), size)]
    own = (load_vocabulary() if vocabulary is None else vocabulary).files
    read = partial(_read_some, own=own)
    outcomes = map(read, groups) if executor is None else executor.map(read, groups)
    tables: list[pd.DataFrame] = []
    problems: list[_Problem] = []
    for table, found in _watched(outcomes, len(groups)):
        problems.extend(found)
        if len(table):
            tables.append(table)
    # Put together before the check: one check of a long table is many times faster than many of short ones.
    together = combine(pd.concat(tables, ignore_index=True)) if tables else empty()
    return together, pd.DataFrame(problems, columns=list(PROBLEM_COLUMNS))


@lru_cache(maxsize=4)
def _vocabulary(own: tuple[Path, ...]) -> Vocabulary:
    """Read a vocabulary once a process: its rules are compiled once too."""
    return load_vocabulary(*own) if own else packaged_vocabulary()


def _read_some(paths: list[Path], own: tuple[Path, ...]) -> tuple[pd.DataFrame, list[_Problem]]:
    rows: list[tuple[object, ...]] = []
    problems: list[_Problem] = []
    for path in paths:
        try:
            report = read_report(path, vocabulary=_vocabulary(own))
            problems.extend((path.name, doubt.place, doubt.found, doubt.advice) for doubt in report.problems)
            check_named(report)
            rows.extend(report.rows())
        except LawstatsError as error:
            problems.append((error.file or path.name, error.place, error.found, error.advice))
    return figure_table(rows)[list(COLUMNS)], problems


def _watched(
    outcomes: Iterable[tuple[pd.DataFrame, list[_Problem]]], total: int
) -> Iterator[tuple[pd.DataFrame, list[_Problem]]]:
    """Show progress where somebody watches: on a terminal, and for more than a handful."""
    if total < 5 or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, description="读取报告", total=total, console=Console(stderr=True), transient=True)
