"""An office's folder: what lies in its data/, cleaned into one table."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.indicators import use_vocabulary
from lawstats.judging.claim_files import use_claims
from lawstats.judging.ledger_figures import ledger_figures
from lawstats.judging.mentions import said_done
from lawstats.reading.documents import SUFFIXES
from lawstats.reading.ledgers import read_books
from lawstats.reading.reports import read_report
from lawstats.records import (
    combine,
    find_conflicts,
    load_breaks,
    load_records,
    save_records,
    save_table,
)
from lawstats.toml_files import parse_toml, read_bytes

if TYPE_CHECKING:
    from lawstats.reading.ledgers import Ledger
    from lawstats.reading.reports import Report

__all__ = ["CLEAN", "Workspace", "clean", "configured", "gather", "office_config", "open_workspace", "use_own_words"]

CLEAN = "clean"
REPORTS = "reports"
LEDGERS = "ledgers"
CONFIG = "office.toml"
#: An office's own words, beside its figures: `data/own/indicators.toml` and `data/own/claims.toml`.
OWN_INDICATORS = "own/indicators.toml"
OWN_CLAIMS = "own/claims.toml"
PROBLEMS = ["file", "place", "found", "advice"]
#: Lists that may lie beside the records, and the columns each has when nothing does.
LISTS = {
    "commitments": [
        *("office", "year", "source", "indicator", "text", "target", "comparison"),
        *("measure", "period", "due_year", "start", "evidence"),
    ],
    "claims": ["office", "year", "source", "text", "start"],
    "excluded": ["place", "unit", "year", "indicator", "value", "evidence", "reason"],
    "notes": ["office", "indicator", "year", "kind", "note"],
}
BREAKS = ["office", "indicator", "year", "reason", "source", "link"]


@dataclass(frozen=True)
class Workspace:
    """Everything a notebook needs, already validated.

    Attributes
    ----------
    office, year
        Whose figures, and of which reporting year.
    data, figures : Path
        Where the tables lie and where pictures go.
    records, breaks, conflicts, commitments, claims, excluded, notes, problems : DataFrame
        The clean tables (see data/README.md for their columns).
    reports : tuple of Report
        The reports of ``data/reports``, in order of file name.
    ledgers : tuple of Ledger
        The books of ``data/ledgers``.
    """

    office: str
    year: int
    data: Path
    figures: Path
    records: pd.DataFrame
    breaks: pd.DataFrame
    conflicts: pd.DataFrame
    commitments: pd.DataFrame
    claims: pd.DataFrame
    excluded: pd.DataFrame
    notes: pd.DataFrame
    problems: pd.DataFrame
    reports: tuple[Report, ...] = ()
    ledgers: tuple[Ledger, ...] = ()

    @cached_property
    def measures(self) -> pd.DataFrame:
        """What only ledgers can say (overdue cases, communities reached …), as `ledger_figures` counts it."""
        return ledger_figures(self.ledgers, self.office)

    @cached_property
    def said(self) -> pd.DataFrame:
        """What the office's reports say was done, in their own words, as `said_done` finds it."""
        return said_done([report for report in self.reports if report.office == self.office])


@dataclass(frozen=True)
class _Gathered:
    """What lies in a data folder, read once: the tables to write, and the reports and books they come from."""

    tables: dict[str, pd.DataFrame]
    reports: tuple[Report, ...]
    ledgers: tuple[Ledger, ...]


def _joined(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Put tables one under the other; with none there is still a table to ask."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def _read_list(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, encoding="utf-8-sig", keep_default_na=False, na_values={"target": [""]})


def _read_folder(folder: Path, office: str) -> tuple[list[Report], list[tuple[str, pd.DataFrame]]]:
    """Read every report of a folder: the reports, and the tables they fill; a problem for each that cannot be read."""
    reports: list[Report] = []
    found: list[tuple[str, pd.DataFrame]] = []
    for file in sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES):
        try:
            report = read_report(file)
            if _is_own(report.office, office):
                report = report if report.office == office else read_report(file, office=office)
            records = report.to_records()
        except LawstatsError as error:
            row = [error.file or file.name, error.place, error.found, error.advice]
            found.append(("problems", pd.DataFrame([row], columns=PROBLEMS)))
            continue
        reports.append(report)
        whose = {"office": report.office, "year": report.year, "source": file.stem}
        found.append(("records", records))
        found += [(name, getattr(report, name).assign(**whose)[LISTS[name]]) for name in ("commitments", "claims")]
        doubts = [[file.name, doubt.place, doubt.found, doubt.advice] for doubt in report.problems]
        found.append(("problems", pd.DataFrame(doubts, columns=PROBLEMS)))
    return reports, found


def _is_own(named: str, office: str) -> bool:
    """Whether a report is the office's own: it names nobody, or the office by a longer or shorter form of its name."""
    return bool(office) and (not named or office.endswith(named) or named.endswith(office))


def office_config(data: Path) -> dict[str, Any]:
    """Read an office's own settings, in its data folder or beside it: its name, other names of its communities.

    Raises
    ------
    LawstatsError
        If the file is written wrongly: which key, and the reason.
    """
    places = (data / CONFIG, data.resolve().parent / CONFIG)
    return _config(next((place for place in places if place.is_file()), places[1]))


def _config(file: Path) -> dict[str, Any]:
    """Read an office's own settings: its name, and other names of its communities."""
    if not file.is_file():
        return {}
    return parse_toml(read_bytes(file, "配置"), file.name, "配置", ("office", "year", "[aliases]"))


def configured(folder: Path, office: str | None = None, year: int | None = None) -> tuple[str, int]:
    """Return whose report of which year a folder is for: what is asked for, else what its ``office.toml`` says.

    Raises
    ------
    LawstatsError
        If neither says it.
    """
    config = _config(folder / CONFIG)
    office = office or config.get("office")
    year = year or config.get("year")
    if not isinstance(office, str) or not office or not isinstance(year, int):
        lacking = "机关" if not isinstance(office, str) or not office else "年度"
        raise LawstatsError(
            f"不知道是哪个{lacking}", f"请写明{lacking}，或在 {CONFIG} 里写上 office 和 year", file=CONFIG
        )
    return office, year


def use_own_words(data: Path) -> None:
    """Put an office's own indicators and shortcomings in use, if they lie beside its data; else the packaged ones.

    Parameters
    ----------
    data : Path
        The data folder; the files are ``own/indicators.toml`` and ``own/claims.toml`` in it.

    Raises
    ------
    LawstatsError
        If a file is written wrongly: which file, which key, and the reason.
    """
    use_vocabulary(*(file for file in [data / OWN_INDICATORS] if file.is_file()))
    use_claims(*(file for file in [data / OWN_CLAIMS] if file.is_file()))


def _sources(data: Path) -> list[Path]:
    """Folders that hold records, in a fixed order; what ``clean`` itself wrote is no input."""
    if not data.is_dir():
        raise LawstatsError("没有这个数据文件夹", "请检查 DATA 参数或文件夹名", file=data.name)
    return sorted(folder for folder in data.iterdir() if folder.name != CLEAN and any(folder.glob("records*.csv")))


def clean(data: Path, office: str = "") -> dict[str, pd.DataFrame]:
    """Read everything in a data folder and write the clean tables into ``data/clean``.

    Parameters
    ----------
    data : Path
        A folder whose subfolders hold ``records*.csv`` (and, if any, ``breaks*.csv``,
        ``commitments*.csv``, ``claims*.csv``); reports lie in ``data/reports``, ledgers in ``data/ledgers``, the
        office's own words in ``data/own/indicators.toml`` and ``data/own/claims.toml``. An ``office.toml`` in the
        folder or beside it names the office and its communities' other names.
    office : str, optional
        Whose ledgers and reports they are where ``office.toml`` does not say.

    Returns
    -------
    dict of DataFrame
        ``records``, ``breaks``, ``conflicts``, ``problems`` and the lists, as written.

    Raises
    ------
    LawstatsError
        If there is no such folder, it holds nothing that can be read, the office's own words are written wrongly, or
        the office that ``office.toml`` names has no figure yet (what was read is written all the same).
    """
    tables = _gather(data, office, save=True).tables
    named = _config(data.parent / CONFIG).get("office", "")
    if named and named not in set(tables["records"]["office"]):
        unread = (
            f"；有{len(tables['problems'])}处没有读出，见 data/{CLEAN}/problems.csv" if len(tables["problems"]) else ""
        )
        raise LawstatsError(
            f"“{named}”还没有任何数字{unread}",
            "请把年度报告放进 data/reports，或填写 data/ledgers 里的台账，或在 data/own/records.csv 填数字；"
            "报告署名与这里的 office 不同的，改成一致",
            file=CONFIG,
        )
    return tables


def gather(data: Path, office: str = "") -> dict[str, pd.DataFrame]:
    """Read everything in a data folder as `clean` does, and write nothing.

    Parameters
    ----------
    data, office
        As in `clean`.

    Returns
    -------
    dict of DataFrame
        The tables `clean` would write.

    Raises
    ------
    LawstatsError
        As `clean`.
    """
    return _gather(data, office, save=False).tables


def _gather(data: Path, office: str, *, save: bool) -> _Gathered:
    """Read, put together, write if asked, and keep the reports and books at hand."""
    folders = _sources(data)
    use_own_words(data)
    config = office_config(data)
    office = config.get("office", "") or office
    tables = [load_records(folder) for folder in folders]
    reports, read = _read_folder(data / REPORTS, office)
    books = read_books(data / LEDGERS, office, config.get("aliases") or None)
    records = combine(*tables, *(table for name, table in read if name == "records"), books.records)
    if records.empty:
        raise LawstatsError("没有找到任何记录", "请放入 records*.csv，或把年度报告放进 reports 文件夹", file=data.name)
    found = {"records": records, "conflicts": find_conflicts(records)}
    problems = [table for name, table in read if name == "problems"]
    found["problems"] = _joined([*problems, books.problems], PROBLEMS)
    noted = [*folders, *(folder for folder in [data / LEDGERS] if folder.is_dir())]  # breaks may lie beside the ledgers
    found["breaks"] = _joined([load_breaks(folder) for folder in noted], BREAKS)
    for name, columns in LISTS.items():
        files = (file for folder in folders for file in sorted(folder.glob(f"{name}*.csv")))
        found[name] = _joined([*map(_read_list, files), *(table for of, table in read if of == name)], columns)
    if save:
        target = data / CLEAN
        target.mkdir(exist_ok=True)
        for name, table in found.items():
            write = save_records if name == "records" else save_table
            write(table, target / f"{name}.csv")
    return _Gathered(found, tuple(reports), books.ledgers)


def open_workspace(
    office: str, year: int, data: str | Path = "../data", figures: str | Path = "../figures", *, save: bool = True
) -> Workspace:
    """Check a notebook's parameters at once and load what ``clean`` wrote.

    Parameters
    ----------
    office, year : str, int
        Whose figures, and of which reporting year.
    data, figures : str or Path
        Where the data lie and where pictures go.
    save : bool, default True
        Whether to write the clean tables into ``data/clean``; False only reads.

    Raises
    ------
    LawstatsError
        If a parameter is wrong: it names the parameter, what was found and what there is.
    """
    data, figures = Path(data), Path(figures)
    if not isinstance(year, int) or not 1949 <= year <= 2100:
        raise LawstatsError(f"YEAR 应是四位年份，现在是 {year!r}", "请改参数单元格")
    gathered = _gather(data, office, save=save)
    tables = gathered.tables
    known = sorted(tables["records"]["office"].unique())
    if office not in known:
        near = get_close_matches(office, known, n=3, cutoff=0.3) or known[:3]
        raise LawstatsError(f"记录里没有机关“{office}”", f"请改 OFFICE 参数，相近的有：{'、'.join(near)}")
    years = sorted(tables["records"].query("office == @office")["year"].unique())
    if year not in years:
        raise LawstatsError(f"{office}没有{year}年的记录", f"有记录的年份：{'、'.join(map(str, years))}")
    figures.mkdir(parents=True, exist_ok=True)
    return Workspace(
        office=office,
        year=year,
        data=data,
        figures=figures,
        reports=gathered.reports,
        ledgers=gathered.ledgers,
        **tables,
    )
