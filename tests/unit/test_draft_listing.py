"""The check on the screen and in the workbook: severity first, nothing lost, lines a screen can hold."""

from __future__ import annotations

import doctest

import pandas as pd
import pytest
from typer.testing import CliRunner

from lawstats.cli import app
from lawstats.drafts import check_draft, check_text
from lawstats.drafts.own_records import own_sources
from lawstats.reading.reports import read_report, read_text
from lawstats.records import combine, save_records
from lawstats.telling.cells import cell_width
from lawstats.telling.draft_listing import CHECK_NAMES, list_checks

BEFORE = "示例街道2023年法治政府建设年度报告。调解矛盾纠纷60件，调解成功率96.0%，集中学法10次，法治讲座12场。"
NOW = "示例街道2024年法治政府建设年度报告。调解矛盾纠纷73件，调解成功率97.4%，集中学法12次，法治讲座14场。"
DRAFT = (
    "示例街道2024年法治政府建设年度报告\n全年调解矛盾纠纷73件，比上年大幅增长12.7%；调解成功率97%，比上年提高1.4%。"
    "集中学法12次，走访560户。\n四、下一年度主要安排\n举办法治讲座20场。"
)


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    tables = [read_text(text, "示例街道").to_records() for text in (BEFORE, NOW)]
    return combine(*(table.assign(source=f"{table['year'].iloc[0]}年台账.xlsx") for table in tables))


@pytest.fixture(scope="module")
def checks(records) -> pd.DataFrame:
    return check_text(DRAFT, records, office="示例街道", year=2024)


def test_what_must_be_mended_comes_first_with_sentence_record_and_place(checks):
    shown = list_checks(checks, "草稿.docx")
    assert shown.startswith("草稿.docx：核对8处，不一致2处，表述过强1处，")
    mend, rest = shown.split("相符的：")
    assert mend.index("【不一致】12.7%") < mend.index("【不一致】1.4%") < mend.index("【表述过强】大幅增长")
    assert "原句：全年调解矛盾纠纷73件" in mend
    assert "记录：2024年：73件；2023年：60件" in mend
    assert "出处：2024年台账.xlsx，第2句，第27字" in mend
    assert "没有认出是哪项指标（1处）：560户" in rest
    assert "是今后的目标或要求，不作为结果核对（1处）：20场" in rest


def test_every_row_is_shown_once(checks):
    shown = list_checks(checks).replace("\n", "")
    assert all(words in shown for words in checks["words"])
    _, agreed = shown.split("相符的：")
    assert (
        agreed.split("没有核对的")[0].count("台账.xlsx") == (checks["verdict"].isin(["一致", "四舍五入内一致"])).sum()
    )


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_screen(checks, width):
    # A closing mark may hang over the edge, as in print.
    assert max(map(cell_width, list_checks(checks, "草稿.docx", width=width).splitlines())) <= width + 2


def test_no_claims_are_said_to_be_none():
    assert (
        list_checks(check_text("这里没有数字。", read_text(NOW, "示例街道").to_records()), "稿") == "稿：草稿里没有数字"
    )


# A draft is not held against itself


@pytest.fixture
def folder(tmp_path):
    """Reports of two years, read into records, the later one being the draft."""
    for year, text in ((2023, BEFORE), (2024, NOW)):
        (tmp_path / f"{year}年报告.txt").write_text(text, encoding="utf-8")
    tables = [read_report(file).to_records() for file in sorted(tmp_path.glob("*.txt"))]
    save_records(combine(*tables), tmp_path / "records.csv")
    return tmp_path


def test_records_read_from_the_draft_are_left_out(folder):
    records = combine(*(read_report(file).to_records() for file in sorted(folder.glob("*.txt"))))
    found = check_draft(folder / "2024年报告.txt", records)
    assert found.attrs["left_out"] == ["2024年报告.txt"]
    assert set(found["verdict"]) == {"无记录可核"}
    assert "2024年报告" not in "".join(found["source"])
    # Last year's report still speaks.
    assert "有记录的年份：2023" in found.loc[found["words"] == "73件", "note"].iloc[0]


@pytest.mark.parametrize("name", ["终稿.txt", "2024年报告.md"])
def test_the_same_words_or_name_under_another_name_are_the_same_draft(folder, name):
    records = combine(*(read_report(file).to_records() for file in sorted(folder.glob("*.txt"))))
    (folder / name).write_text(NOW, encoding="utf-8")
    assert check_draft(folder / name, records).attrs["left_out"] == ["2024年报告.txt"]


def test_a_draft_that_says_otherwise_is_held_to_the_report(folder):
    records = combine(*(read_report(file).to_records() for file in sorted(folder.glob("*.txt"))))
    (folder / "改稿.txt").write_text(NOW.replace("73件", "37件"), encoding="utf-8")
    found = check_draft(folder / "改稿.txt", records)
    assert found.attrs["left_out"] == []
    assert found.set_index("words").loc["37件", "verdict"] == "不一致"


def test_few_figures_may_agree_by_chance():
    records = read_text("调解矛盾纠纷73件。", "示例街道", 2024).to_records()
    assert own_sources(records, "调解矛盾纠纷73件。", 1) == []


# The command


def test_the_command_says_what_it_left_out(folder):
    done = CliRunner().invoke(app, ["check", str(folder / "2024年报告.txt"), "--records", str(folder / "records.csv")])
    assert done.exit_code == 0, done.output
    assert "取自这份稿子本身" in done.stdout
    assert "2024年报告.txt" in done.stdout


def test_the_workbook_has_headings_a_clerk_can_read(folder):
    (folder / "草稿.txt").write_text(DRAFT, encoding="utf-8")
    target = folder / "核对.xlsx"
    words = ["check", str(folder / "草稿.txt"), "--records", str(folder / "records.csv"), "--xlsx", str(target)]
    assert CliRunner().invoke(app, words).exit_code == 1
    sheet = pd.read_excel(target, sheet_name="核对", engine="openpyxl")
    assert list(sheet.columns) == list(CHECK_NAMES.values())
    assert "不一致" in set(sheet["结论"])


def test_the_example_of_the_page_is_what_is_written(root):
    found = doctest.testfile(str(root / "docs" / "checking.md"), module_relative=False, encoding="utf-8")
    assert found.attempted
    assert not found.failed
