"""A report as data: its figures, every other number and why, its promises and its stated shortcomings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import Vocabulary, load_vocabulary
from lawstats.quantities import find_quantities
from lawstats.reading.documents import read_document
from lawstats.reading.reports.checks.labels import check_labels
from lawstats.reading.reports.checks.problems import Problem
from lawstats.reading.reports.checks.selfcheck import check_numbers
from lawstats.reading.reports.claims import find_claims
from lawstats.reading.reports.headings import find_headings
from lawstats.reading.reports.identity import find_office, find_title, find_year
from lawstats.reading.reports.periods import report_period
from lawstats.reading.reports.rows import commitment_table, figure_rows, figure_table, unplaced_table
from lawstats.reading.reports.sections import Section, find_sections
from lawstats.reading.reports.sentences import level
from lawstats.reading.reports.walk import walk
from lawstats.records import COLUMNS, validate
from lawstats.shortcomings import wordings_in_use

if TYPE_CHECKING:
    from lawstats.reading.reports.identity import YearLabel
    from lawstats.reading.reports.periods import Period
    from lawstats.reading.reports.walk import Findings

__all__ = ["Report", "check_named", "read_report", "read_text"]

_GENRE = ("法治", "依法行政", "依法治", "法制", "执法", "普法", "司法所", "调解")
_YEARS = range(1949, 2101)


@dataclass(frozen=True, eq=False)
class Report:
    """One annual report, read. Its tables and self-checks are made when they are first asked for.

    Attributes
    ----------
    office : str
        Whose report; ``""`` where the text does not say.
    year : int or None
        The year reported on.
    text, title : str
        The text read and its title.
    sections : tuple of Section
        The four blocks.
    source : str
        The name of the file, which the figures carry.
    figures : DataFrame
        Records columns, then ``start`` and ``end`` (offsets of the number in ``text``).
    unplaced : DataFrame
        Every other number, with its sentence and the reason it is no figure.
    commitments, claims : DataFrame
        Promises for the year to come; stated shortcomings, ``claim`` being the code in claims.toml (an office's own
        too, once in use) of the one an item states first, or ``""``.
    problems : tuple of Problem
        What does not agree with itself, each with every place concerned, for a person to check.
    """

    office: str
    year: int | None
    text: str = field(repr=False)
    title: str
    sections: tuple[Section, ...] = field(repr=False)
    source: str
    _flat: str = field(repr=False)
    _labels: tuple[YearLabel, ...] = field(repr=False)
    _findings: Findings = field(repr=False)
    _covered: Period | None = field(repr=False)

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Records columns, then ``start`` and ``end``."""
        return figure_table(self.rows())

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """Every other number, with its sentence and the reason."""
        return unplaced_table(self._findings.unplaced, self.text)

    @cached_property
    def commitments(self) -> pd.DataFrame:
        """Promises for the year to come."""
        return commitment_table(self._findings.promises, self.text)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Stated shortcomings."""
        found = [(item.text, item.start, _stated(item.text)) for item in find_claims(self.text, self.sections)]
        return pd.DataFrame(found, columns=["text", "start", "claim"])

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What does not agree with itself, and what the text does not say."""
        found: list[Problem] = []
        if self.year is not None:
            sentences = self._findings.sentences
            found += check_labels(self._flat, self.year, self._labels, self.sections, sentences, self._covered)
        found += check_numbers(self._flat, self._findings)
        if self.year is None:
            found.append(Problem("", "没有认出报告年份，数字都不记期间", "请用 year= 写明年份"))
        if not self.office:
            found.append(Problem("", "没有认出是哪个机关的报告", "请用 office= 写明机关"))
        return tuple(found)

    @property
    def has_figures(self) -> bool:
        """Whether anything was placed."""
        return bool(self._findings.placed)

    def rows(self) -> list[tuple[object, ...]]:
        """Give the figures as plain rows, for tables of many reports at once."""
        return figure_rows(self._findings, self.text, self.office, self.year, self.source, self._covered)

    def to_records(self) -> pd.DataFrame:
        """Give the figures as rows of the one table.

        Raises
        ------
        LawstatsError
            When the text names no office or no year, so that the rows could not be told apart.
        """
        check_named(self)
        return validate(self.figures[list(COLUMNS)], file=self.source)


def check_named(report: Report) -> None:
    """Refuse a report whose figures could not be told from another's.

    Raises
    ------
    LawstatsError
        When the text names no office or no year.
    """
    if not report.office:
        raise LawstatsError("没有认出是哪个机关的报告", "请用 office= 写明机关", file=report.source)
    if report.year is None:
        raise LawstatsError("没有认出报告年份", "请用 year= 写明年份", file=report.source)


def read_report(
    path: str | Path, office: str | None = None, year: int | None = None, *, vocabulary: Vocabulary | None = None
) -> Report:
    """Read an annual report from a file.

    Parameters
    ----------
    path : path
        A .txt, .md, .html, .docx or .pdf file.
    office, year : optional
        Where the text does not say, or says it wrongly.
    vocabulary : Vocabulary, optional
        The office's own, from `load_vocabulary`.

    Returns
    -------
    Report

    Raises
    ------
    LawstatsError
        When the file cannot be read, or is no report of this kind.
    """
    path = Path(path)
    document = read_document(path)
    report = _read(document.text, office, year, vocabulary or load_vocabulary(), path.name, document.title)
    if not report.has_figures and not any(word in document.text for word in _GENRE):
        raise LawstatsError(
            "不像法治政府建设年度报告（没有可用的数字，也没有这类报告的用语）", "请检查是否选错了文件", file=path.name
        )
    return report


def read_text(
    text: str, office: str | None = None, year: int | None = None, *, vocabulary: Vocabulary | None = None
) -> Report:
    """Read a report, or any passage of one, from its text; any text gives a Report.

    Parameters
    ----------
    text : str
        The words.
    office, year : optional
        Where the text does not say.
    vocabulary : Vocabulary, optional
        The office's own, from `load_vocabulary`.

    Returns
    -------
    Report

    Raises
    ------
    LawstatsError
        When ``year`` is no year.

    Examples
    --------
    >>> report = read_text("2024年，示例街道召开法治建设专题会议2次，全年无行政诉讼案件。")
    >>> report.figures[["indicator", "value", "measure"]].values.tolist()
    [['law_meetings', 2.0, '次'], ['administrative_litigation', 0.0, '件']]
    """
    return _read(text, office, year, vocabulary or load_vocabulary(), "文字", "")


def _stated(item: str) -> str:
    """Which recurring shortcoming an item states; of several the one it opens with."""
    return next(iter(wordings_in_use().recognise(item)), "")


def _read(text: str, office: str | None, year: int | None, vocabulary: Vocabulary, source: str, title: str) -> Report:
    if year is not None and year not in _YEARS:
        raise LawstatsError(f"年份是 {year!r}", "请写四位年份，如 2024", file=source)
    flat = level(text)
    title = title or find_title(flat)
    heads = find_headings(flat)
    found_year, labels = find_year(flat, title, heads)
    sections = find_sections(text, year or found_year, heads)
    office = office if office is not None else find_office(flat, title)
    of = year if year is not None else found_year
    findings = walk(flat, find_quantities(text), vocabulary, of, sections, heads, office)
    covered = report_period(flat, of) if of is not None else None
    return Report(office, of, text, title, sections, source, flat, labels, findings, covered)
