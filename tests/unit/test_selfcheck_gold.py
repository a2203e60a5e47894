"""Passages that must be listed and passages that must not, and changes and tables that never fire while they agree."""

from __future__ import annotations

import csv
import io
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats import read_report, read_text
from lawstats.reading.reports.checks.table_sums import find_wrong_totals

GOLD = Path(__file__).resolve().parents[1] / "gold" / "selfcheck.csv"


def passages(fires: str) -> list[Any]:
    rows = csv.DictReader(io.StringIO(GOLD.read_text(encoding="utf-8"), newline=""))
    return [pytest.param(row["text"], row["found"], id=row["text"][:20]) for row in rows if row["fires"] == fires]


def found(text: str) -> str:
    return "；".join(problem.found for problem in read_text(text, office="示例街道", year=2024).problems)


@pytest.mark.parametrize(("text", "wanted"), passages("yes"))
def test_what_does_not_agree_is_listed(text: str, wanted: str) -> None:
    assert found(text) == wanted
    for problem in read_text(text, office="示例街道", year=2024).problems:
        assert "请核对" in problem.advice
        assert all(0 <= start < len(text) for start in problem.starts)


@pytest.mark.parametrize(("text", "wanted"), passages("no"))
def test_what_may_be_right_is_not(text: str, wanted: str) -> None:
    assert found(text) == wanted == ""


def test_the_sheet_is_large_enough() -> None:
    assert len(passages("yes")) >= 40
    assert len(passages("no")) >= 60


# --- changes that were worked out never fire ------------------------------------------------------------------------

COUNTS = st.integers(1, 9000)
FRAMES = (
    "全年调解纠纷{now}件，较2023年的{base}件{verb}{by}。",
    "调解纠纷由{base}件{verb}到{now}件，{verb}{by}。",
    "2023年调解纠纷{base}件，2024年调解纠纷{now}件，同比{verb}{by}。",
    "全年调解纠纷{now}件（上年{base}件），{verb}{by}。",
    "全年调解纠纷{now}件，较上年{verb}{step}件，{verb}{by}。",
)


def grown(now: int, base: int, places: int) -> str:
    share = abs(Decimal(100 * (now - base)) / Decimal(base))
    return f"{share.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


@settings(max_examples=150, deadline=None)
@given(COUNTS, COUNTS, st.sampled_from(FRAMES), st.integers(0, 2))
def test_a_change_that_was_worked_out_never_fires(now: int, base: int, frame: str, places: int) -> None:
    if now == base:
        return
    verb = "增长" if now > base else "下降"
    by = grown(now, base, places)
    assert found(frame.format(now=now, base=base, verb=verb, by=by, step=abs(now - base))) == ""


@settings(max_examples=100, deadline=None)
@given(COUNTS, COUNTS, st.sampled_from(FRAMES), st.integers(1, 300))
def test_a_change_by_another_size_always_fires(now: int, base: int, frame: str, off: int) -> None:
    if now == base:
        return
    verb = "增长" if now > base else "下降"
    wrong = round(abs(100 * (now - base)) / base) + 1 + off
    assert found(frame.format(now=now, base=base, verb=verb, by=f"{wrong}%", step=abs(now - base))) != ""


@settings(max_examples=60, deadline=None)
@given(st.integers(300, 1000), st.integers(300, 1000), st.booleans())
def test_points_between_two_rates_never_fire(old: int, new: int, whole: bool) -> None:
    one, other = (f"{rate // 10}" if whole else f"{rate / 10:.1f}" for rate in (old, new))
    moved = abs(Decimal(other) - Decimal(one))
    if not moved:
        return
    verb = "提高" if Decimal(other) > Decimal(one) else "下降"
    assert found(f"满意率由{one}%{verb}到{other}%，{verb}{moved}个百分点。") == ""


# --- tables ---------------------------------------------------------------------------------------------------------

CELLS = st.lists(st.lists(st.integers(0, 900), min_size=3, max_size=3), min_size=2, max_size=6)


def table(rows: list[list[int]]) -> list[list[str]]:
    lines = [[f"{name}社区", *map(str, row), str(sum(row))] for name, row in zip("甲乙丙丁戊己", rows, strict=False)]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    return [["社区", "邻里", "物业", "家庭", "合计"], *lines, ["合计", *map(str, sums), str(sum(sums))]]


@settings(max_examples=80, deadline=None)
@given(CELLS, st.sampled_from(["\t", " | ", "    "]))
def test_a_table_that_adds_up_never_fires(rows: list[list[int]], gap: str) -> None:
    assert find_wrong_totals("\n".join(gap.join(line) for line in table(rows))) == []


@settings(max_examples=80, deadline=None)
@given(CELLS, st.integers(0, 2), st.integers(1, 50))
def test_one_wrong_total_is_found(rows: list[list[int]], column: int, off: int) -> None:
    lines = table(rows)
    lines[-1][column + 1] = str(int(lines[-1][column + 1]) + off)
    wrong = find_wrong_totals("\n".join("\t".join(line) for line in lines))
    assert lines[0][column + 1] in [one.name for one in wrong]


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_table_of_a_document_is_added_up(tmp_path: Path, kind: str) -> None:
    lines = table([[12, 8, 3], [5, 7, 1]])
    lines[-1][1] = "18"
    file = tmp_path / f"示例.{kind}"
    if kind == "docx":
        document = Document()
        document.add_paragraph("示例街道2024年法治政府建设年度报告")
        document.add_paragraph("2024年，示例街道召开法治建设专题会议4次。")
        grid = document.add_table(len(lines), len(lines[0]))
        for row, line in zip(grid.rows, lines, strict=True):
            for cell, words in zip(row.cells, line, strict=True):
                cell.text = words
        document.save(str(file))
    else:
        cells = "".join("<tr>" + "".join(f"<td>{words}</td>" for words in line) + "</tr>" for line in lines)
        words = "<p>2024年，示例街道召开法治建设专题会议4次。</p>" * 9
        title = "<h1>示例街道2024年法治政府建设年度报告</h1>"
        file.write_text(
            f"<html><body><div>{title}{words}<table>{cells}</table></div></body></html>",
            "utf-8",
        )
    said = "；".join(problem.found for problem in read_report(file, office="示例街道").problems)
    assert "表中“邻里”的“12”、“5”相加为17，少于合计“18”" in said
