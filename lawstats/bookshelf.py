"""Open an office's ledgers for the ledger part of a notebook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers import read_books
from lawstats.records import load_breaks
from lawstats.telling.bookshelf import Bookshelf
from lawstats.workspace import BREAKS, CLEAN, CONFIG, LEDGERS, office_config

__all__ = ["open_bookshelf"]


def open_bookshelf(folder: str | Path, office: str, year: int, figures: str | Path = "../figures") -> Bookshelf:
    """Read the ledgers of a folder, and say whose they are.

    Parameters
    ----------
    folder : str or Path
        A data folder, with the books in ``ledgers``. An ``office.toml`` in it (not beside it) names another office
        than the notebook's, as the example's does.
    office, year : str, int
        Whose ledgers they are else, and the reporting year.
    figures : str or Path
        Where pictures go.

    Returns
    -------
    Bookshelf
        With no ledger at all it is empty: every section then says what to put where.

    Raises
    ------
    LawstatsError
        If there is no such folder, or its ``office.toml`` or breaks are written wrongly.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise LawstatsError("没有这个台账文件夹", "请检查 BOOKS 参数或文件夹名", file=folder.name)
    config = office_config(folder)
    if (folder / CONFIG).is_file():
        office, year = config.get("office") or office, config.get("year") or year
    # What `clean` wrote repeats the others.
    beside = [path for path in sorted(folder.iterdir()) if path.name != CLEAN and any(path.glob("breaks*.csv"))]
    breaks = [load_breaks(path) for path in beside]
    return Bookshelf(
        office=office,
        year=year,
        books=read_books(folder / LEDGERS, office, config.get("aliases") or None),
        breaks=pd.concat(breaks, ignore_index=True) if breaks else pd.DataFrame(columns=BREAKS),
        figures=Path(figures),
    )
