"""The truth as files beside the mess: what a reader of the ledgers and reports must get back."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from example_office.claims import claims_truth
from example_office.commitments import commitments_truth
from example_office.facts import CommunityCount, Rate, TypeCount, Yearly, communities, rates, types, yearly
from example_office.names import MERGER_YEAR, NOTICE, OFFICE, REDRAWN_YEAR
from example_office.reports import conflicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from example_office.grid import Planted
    from example_office.mess import Mess
    from example_office.reports import Report
    from example_office.truth import Truth

__all__ = ["breaks", "planted_rows", "write_table", "write_truth"]

_PLANTED = ("id", "dirt", "must", "ledger", "file", "sheet", "place", "rows", "written", "truth", "says")

#: What stands in these columns is not repeated outside the ledgers, not even here.
_PERSONAL = {"a_name", "mediator", "parties"}


def write_table(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]], *, notice: bool = True) -> None:
    """Write a table for Excel; its first line says that all is invented."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        if notice:
            file.write(f"# {NOTICE}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_plain(cell) for cell in row] for row in rows)


def _plain(cell: object) -> object:
    if isinstance(cell, bool):
        return int(cell)
    return f"{cell:g}" if isinstance(cell, float) and abs(cell) < 1e6 else cell


def planted_rows(mess: Mess) -> Iterator[tuple[str, ...]]:
    """Yield every piece of dirt with its file, sheet and cell."""
    for i, p in enumerate(mess.planted, start=1):
        place = p.sheet.place(p.row, p.column) if p.row is not None else ""
        where = (p.sheet.ledger, mess.file_of(p), p.sheet.name, place, _rows(p))
        words = ("（个人信息）",) * 2 if p.column in _PERSONAL else (p.written, p.truth)
        yield f"D{i:03d}", p.dirt, p.must, *where, *words, p.says


def _rows(planted: Planted) -> str:
    """Name every row of the sheet that tells of the same thing: a reader may report at any of them."""
    if planted.row is None:
        return ""
    key, rows = planted.row.key, planted.sheet.rows
    return "、".join(
        str(planted.sheet.first_row + i)
        for i, row in enumerate(rows)
        if row is planted.row or (key != "" and row.key == key)
    )


def breaks() -> list[tuple[str, str, int, str, str, str]]:
    """Return the breaks that the office knows of, in the columns of the records' breaks table."""
    source = f"示例街道大事记（{NOTICE}）"
    return [
        (OFFICE, "administrative_reconsideration", 2024, "修订后的行政复议法自2024年1月1日起施行", source, ""),
        (OFFICE, "communities", MERGER_YEAR, "两个社区合并为一个", source, ""),
        (OFFICE, "mediation_committees", MERGER_YEAR, "两个社区合并为一个", source, ""),
        (OFFICE, "grids", REDRAWN_YEAR, "网格重新划分，每格户数增加", source, ""),
    ]


def _written(truth: Truth, mess: Mess) -> list[str]:
    """Return the personal values that stand in some ledger, comment or file property."""
    words = [book.creator for book in mess.books]
    for book in mess.books:
        for sheet in book.sheets:
            words += [cell for line in sheet.grid() for cell in line if isinstance(cell, str)]
            words += [text for _, _, text in sheet.comments]
    everything = "\n".join(words)
    return sorted(value for value in truth.people.kinds if value in everything)


def write_truth(folder: Path, truth: Truth, mess: Mess, reports: list[Report]) -> None:
    """Write every table of the truth."""
    figures = yearly(truth, mess)
    write_table(folder / "true_yearly.csv", Yearly._fields, figures)
    write_table(folder / "true_types.csv", TypeCount._fields, types(truth, mess))
    write_table(folder / "true_communities.csv", CommunityCount._fields, communities(truth, mess))
    write_table(folder / "true_rates.csv", Rate._fields, rates(truth, mess))
    found = conflicts(reports, figures)
    write_table(folder / "true_conflicts.csv", found[0]._fields, found)
    claims = claims_truth(truth)
    write_table(folder / "true_claims.csv", claims[0]._fields, claims)
    promises = commitments_truth(truth, figures)
    write_table(folder / "true_commitments.csv", promises[0]._fields, promises)
    write_table(folder / "planted.csv", _PLANTED, planted_rows(mess))
    facts = {
        "notice": NOTICE,
        "office": OFFICE,
        "reports": [
            {"year": r.year, "file": r.file, "facts": [asdict(figure) for figure in r.figures]} for r in reports
        ],
    }
    (folder / "report_facts.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    personal = [f"# {NOTICE}", *_written(truth, mess)]
    (folder / "personal_values.txt").write_text("\n".join(personal) + "\n", encoding="utf-8", newline="\n")
