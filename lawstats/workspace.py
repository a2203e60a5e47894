"""An office's folder: what lies in its data/, cleaned into one table."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from lawstats.errors import LawstatsError
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

__all__ = ["Workspace", "clean", "open_workspace"]

CLEAN = "clean"
REPORTS = "reports"
LEDGERS = "ledgers"
CONFIG = "office.toml"
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
    records, breaks, conflicts, commitments, claims, problems : DataFrame
        The clean tables (see data/README.md for their columns).
    data, figures : Path
        Where the tables lie and where pictures go.
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


def _joined(tables: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """Put tables one under the other; with none there is still a table to ask."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=columns)


def _read_list(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, encoding="utf-8-sig", keep_default_na=False, na_values={"target": [""]})


def _read_folder(folder: Path) -> dict[str, list[pd.DataFrame]]:
    """Read every report of a folder: its records, promises and claims, and a problem for each that cannot be read."""
    found: dict[str, list[pd.DataFrame]] = {"records": [], "commitments": [], "claims": [], "problems": []}
    for file in sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES):
        try:
            report = read_report(file)
        except LawstatsError as error:
            row = [error.file or file.name, error.place, error.found, error.advice]
            found["problems"].append(pd.DataFrame([row], columns=PROBLEMS))
            continue
        whose = {"office": report.office, "year": report.year, "source": file.stem}
        found["records"].append(report.to_records())
        for name in ("commitments", "claims"):
            found[name].append(getattr(report, name).assign(**whose)[LISTS[name]])
        doubts = [[file.name, "", problem, ""] for problem in report.problems]
        found["problems"].append(pd.DataFrame(doubts, columns=PROBLEMS))
    return found


def _config(file: Path) -> dict[str, Any]:
    """Read an office's own settings: its name, and other names of its communities."""
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawstatsError("配置文件写错了", "请检查引号和等号是否成对，并存为 UTF-8", file=file.name) from error


def _sources(data: Path) -> list[Path]:
    """Folders that hold records, in a fixed order; what ``clean`` itself wrote is no input."""
    if not data.is_dir():
        raise LawstatsError("没有这个数据文件夹", "请检查 DATA 参数或文件夹名", file=data.name)
    return sorted(folder for folder in data.iterdir() if folder.name != CLEAN and any(folder.glob("records*.csv")))


def clean(data: Path) -> dict[str, pd.DataFrame]:
    """Read everything in a data folder and write the clean tables into ``data/clean``.

    Parameters
    ----------
    data : Path
        A folder whose subfolders hold ``records*.csv`` (and, if any, ``breaks*.csv``,
        ``commitments*.csv``, ``claims*.csv``); reports lie in ``data/reports``, ledgers in ``data/ledgers``. An
        ``office.toml`` beside the folder names the office and its communities' other names.

    Returns
    -------
    dict of DataFrame
        ``records``, ``breaks``, ``conflicts``, ``problems`` and the lists, as written.

    Raises
    ------
    LawstatsError
        If there is no such folder, or it holds nothing that can be read.
    """
    folders = _sources(data)
    tables = [load_records(folder) for folder in folders]
    read = _read_folder(data / REPORTS)
    config = _config(data.parent / CONFIG)
    books = read_books(data / LEDGERS, config.get("office", ""), config.get("aliases") or None)
    records = combine(*tables, *read["records"], books.records)
    if records.empty:
        raise LawstatsError("没有找到任何记录", "请放入 records*.csv，或把年度报告放进 reports 文件夹", file=data.name)
    found = {"records": records, "conflicts": find_conflicts(records)}
    found["problems"] = _joined([*read["problems"], books.problems], PROBLEMS)
    found["breaks"] = _joined([load_breaks(folder) for folder in folders], BREAKS)
    for name, columns in LISTS.items():
        files = (file for folder in folders for file in sorted(folder.glob(f"{name}*.csv")))
        found[name] = _joined([*map(_read_list, files), *read.get(name, [])], columns)
    target = data / CLEAN
    target.mkdir(exist_ok=True)
    for name, table in found.items():
        save = save_records if name == "records" else save_table
        save(table, target / f"{name}.csv")
    return found


def open_workspace(
    office: str, year: int, data: str | Path = "../data", figures: str | Path = "../figures"
) -> Workspace:
    """Check a notebook's parameters at once and load what ``clean`` wrote.

    Raises
    ------
    LawstatsError
        If a parameter is wrong: it names the parameter, what was found and what there is.
    """
    data, figures = Path(data), Path(figures)
    if not isinstance(year, int) or not 1949 <= year <= 2100:
        raise LawstatsError(f"YEAR 应是四位年份，现在是 {year!r}", "请改参数单元格")
    tables = clean(data)
    known = sorted(tables["records"]["office"].unique())
    if office not in known:
        near = get_close_matches(office, known, n=3, cutoff=0.3) or known[:3]
        raise LawstatsError(f"记录里没有机关“{office}”", f"请改 OFFICE 参数，相近的有：{'、'.join(near)}")
    years = sorted(tables["records"].query("office == @office")["year"].unique())
    if year not in years:
        raise LawstatsError(f"{office}没有{year}年的记录", f"有记录的年份：{'、'.join(map(str, years))}")
    figures.mkdir(parents=True, exist_ok=True)
    return Workspace(office=office, year=year, data=data, figures=figures, **tables)
