"""What an office's folder holds, wherever in it one points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.records import load_breaks, load_records
from lawstats.workspace import CLEAN, gather, office_config, use_own_words

__all__ = ["Material", "open_material"]


@dataclass(frozen=True)
class Material:
    """Records to look at, and where pictures go.

    Attributes
    ----------
    records, breaks, problems : DataFrame
        As by `lawstats.workspace.gather`.
    figures : Path
        The folder for pictures; made when the first is saved.
    office : str
        The office whose folder it is, where ``office.toml`` says so.
    """

    records: pd.DataFrame
    breaks: pd.DataFrame
    problems: pd.DataFrame
    figures: Path
    office: str = ""


def open_material(folder: str | Path = ".", figures: str | Path | None = None, office: str = "") -> Material:
    r"""Read an office's folder, its data folder, or a folder of records; nothing is written.

    Parameters
    ----------
    folder : str or Path
        A folder with ``data`` in it; a data folder (reports, ledgers, folders of ``records*.csv``); or a folder that
        holds ``records*.csv`` itself, such as ``data/clean``.
    figures : str or Path, optional
        Where pictures go; by default ``figures`` beside ``data``.
    office : str, optional
        Whose reports and ledgers they are where ``office.toml`` does not say.

    Raises
    ------
    LawstatsError
        If there is no such folder, or nothing in it can be read.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as desk:
    ...     _ = Path(desk, "records.csv").write_text("机关,年份,指标,数值\n甲街道,2024,信访件,7\n", encoding="utf-8")
    ...     open_material(desk).records["value"].tolist()
    [7.0]
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise LawstatsError("没有这个文件夹", "请检查文件夹名，或换成绝对路径", file=folder.name or str(folder))
    data = folder / "data" if (folder / "data").is_dir() else folder
    if any(data.glob("records*.csv")):
        cleaned = data.resolve().name == CLEAN
        use_own_words(data.resolve().parent if cleaned else data)
        records, breaks, problems = load_records(data), load_breaks(data), pd.DataFrame()
        if records.empty:
            raise LawstatsError("记录表里没有一行数字", "请先填上数字，或换一个文件夹", file=data.name)
        beside = data.resolve().parent.parent if cleaned else data.resolve()
    else:
        found = gather(data, office)
        records, breaks, problems = found["records"], found["breaks"], found["problems"]
        beside = data.resolve().parent
    target = beside / "figures" if figures is None else Path(figures)
    return Material(records, breaks, problems, target, str(office_config(data).get("office", "")))
