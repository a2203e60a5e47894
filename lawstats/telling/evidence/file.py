"""Put an evidence file together and write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawstats.telling.evidence.changes import changes_section
from lawstats.telling.evidence.cover import period_line, summary
from lawstats.telling.evidence.material import Judged
from lawstats.telling.evidence.origins import method, origins_section
from lawstats.telling.evidence.pictures import draw_pictures, overview_rows
from lawstats.telling.evidence.plans import gaps_section, plans_section
from lawstats.telling.evidence.promises import promises_section
from lawstats.telling.evidence.shortcomings import shortcomings_section
from lawstats.telling.evidence.sources import each_once
from lawstats.telling.sheets import write_workbook
from lawstats.telling.tables import COLUMN_NAMES
from lawstats.telling.word import write_document
from lawstats.telling.word_parts import Evidence, Picture

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from lawstats.telling.evidence.material import Material

__all__ = ["compose_evidence", "write_evidence"]

#: What may stand on the front page, the first that could be drawn.
_COVERS = {"overview": "主要指标逐年概览", "loads": "调解员人均化解纠纷：与别处并列"}
_LONGEST_SHEET = 31
#: Who answers for the file; filled in by hand.
_SIGNING = ("编制单位", "编制人", "复核人", "日期")


def compose_evidence(judged: Judged, pictures: Mapping[str, str]) -> Evidence:
    """Put the sections together.

    Parameters
    ----------
    judged : Judged
        What can be said of an office and year.
    pictures : mapping
        What `draw_pictures` returned.

    Returns
    -------
    Evidence
        A front page and six sections: what changed, what is lacking, what was promised, what is proposed, what cannot
        be judged, where every figure comes from.
    """
    drawn = dict(pictures)
    key = next((key for key in _COVERS if key in drawn), "")
    cover = Picture(drawn[key], _COVERS[key] + (_sources(judged) if key == "overview" else ""), key) if key else None
    said = summary(judged)
    if key == "overview":
        said[0] += "逐年的数见{overview}。"
    sections = [
        changes_section(judged, drawn),
        shortcomings_section(judged, drawn),
        promises_section(judged, drawn),
        plans_section(judged),
        gaps_section(judged),
    ]
    return Evidence(
        judged.office,
        judged.year,
        fictional=judged.fictional,
        sections=[*sections, origins_section(judged)],
        method_note=method(judged),
        period=period_line(judged),
        summary=said,
        cover=cover,
        signing=_SIGNING,
    )


def _sources(judged: Judged) -> str:
    """Name every file the years on the front page come from."""
    cited = [
        judged.sources.cite(item.source, item.place, judged.name_of(code))
        for code in map(str, overview_rows(judged)["indicator"])
        for year in judged.figures.years(code)
        if year <= judged.year
        for item in judged.figures.stated(code, year)
    ]
    return f"（资料来源：{''.join(each_once(cited))}）"


def write_evidence(
    material: Material | Judged, docx: str | Path, *, xlsx: str | Path | None = None, figures: str | Path | None = None
) -> Evidence:
    """Write the evidence of an office and year as a Word file, and its tables as a workbook.

    Parameters
    ----------
    material : Material or Judged
        A workspace from `lawstats.open_workspace`, or what was judged of it.
    docx : str or Path
        The Word file. The same workspace gives the same bytes.
    xlsx : str or Path, optional
        The workbook: every table of the file, and every number behind the comparison.
    figures : str or Path, optional
        Folder for the pictures; by default one beside the Word file with its name.

    Returns
    -------
    Evidence
        What was written.

    Raises
    ------
    LawstatsError
        If the office has no records of the year, or a file cannot be written.
    """
    docx = Path(docx)
    folder = Path(figures) if figures is not None else docx.with_suffix("")
    judged = material if isinstance(material, Judged) else Judged(material)
    judged.check()
    judged.renumber()
    evidence = compose_evidence(judged, draw_pictures(judged, folder))
    write_document(docx, evidence, folder)
    if xlsx is not None:
        write_workbook(xlsx, _sheets(evidence, judged))
    return evidence


def _sheets(evidence: Evidence, judged: Judged) -> dict[str, pd.DataFrame]:
    """Return the tables by name, numbered as in the Word file."""
    sheets = {
        f"表{number} {grid.title}"[:_LONGEST_SHEET]: grid.table for number, grid in enumerate(evidence.grids(), start=1)
    }
    if len(judged.changes):
        sheets["比较的全部数字"] = judged.changes.rename(columns=COLUMN_NAMES)
    return sheets
