"""A folder of records and reports becomes one clean table; wrong parameters are refused at once."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from lawstats.errors import LawstatsError
from lawstats.workspace import clean, open_workspace

TYPED = "机关,年份,指标,数值,来源\n示例街道,2023,disputes_mediated,60,示例\n示例街道,2024,disputes_mediated,73,示例\n"
REPORT = """示例市示例区示例街道2024年法治政府建设年度报告
2024年，示例街道认真推进法治政府建设。
一、主要举措和成效
全年化解矛盾纠纷81件，开展法治讲座6场，未制定行政规范性文件。
二、存在的不足
法治宣传形式单一。
四、2025年工作安排
每季度开展一次法治专题学习。
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "数据 文件夹"
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "records.csv").write_text(TYPED, encoding="utf-8")
    return folder


def test_typed_figures_and_reports_meet_in_one_table(data):
    (data / "reports").mkdir()
    (data / "reports" / "报告.txt").write_text(REPORT, encoding="utf-8")
    records = clean(data)["records"]
    mediated = records[records.indicator == "disputes_mediated"]
    assert sorted(mediated.value) == [60, 73, 81]
    assert (data / "clean" / "records.csv").is_file()


def test_what_clean_wrote_is_never_read_as_input(data):
    once = clean(data)["records"]
    again = clean(data)["records"]
    pd.testing.assert_frame_equal(once, again)


def test_an_unreadable_report_is_told_and_the_others_are_read(data):
    (data / "reports").mkdir()
    (data / "reports" / "甲.txt").write_text(REPORT, encoding="utf-8")
    (data / "reports" / "乙.docx").write_bytes(b"")
    found = clean(data)
    assert list(found["problems"].file) == ["乙.docx"]
    assert 81 in set(found["records"].value)


def test_an_empty_folder_is_an_error_that_says_what_to_put_there(tmp_path):
    with pytest.raises(LawstatsError, match="reports"):
        clean(tmp_path)
    with pytest.raises(LawstatsError, match="没有这个数据文件夹"):
        clean(tmp_path / "nowhere")


def test_two_builds_write_the_same_bytes(data):
    clean(data)
    before = {file.name: file.read_bytes() for file in (data / "clean").iterdir()}
    shutil.rmtree(data / "clean")
    clean(data)
    assert before == {file.name: file.read_bytes() for file in (data / "clean").iterdir()}


def test_parameters_are_checked_at_once(data, tmp_path):
    figures = tmp_path / "figures"
    assert open_workspace("示例街道", 2024, data, figures).office == "示例街道"
    with pytest.raises(LawstatsError, match="示例街道"):
        open_workspace("示例街", 2024, data, figures)
    with pytest.raises(LawstatsError, match="2023、2024"):
        open_workspace("示例街道", 2022, data, figures)
    with pytest.raises(LawstatsError, match="YEAR"):
        open_workspace("示例街道", "2024", data, figures)


def test_ledgers_are_counted_and_a_disagreement_with_the_report_is_a_conflict(data, root):
    shutil.copytree(root / "data" / "example" / "ledgers", data / "ledgers")
    (data.parent / "office.toml").write_text('office = "示例街道"\nyear = 2024\n', encoding="utf-8")
    found = clean(data)
    records = found["records"]
    counted = records[(records.indicator == "disputes_mediated") & records.source.str.contains("台账")]
    assert set(counted.year) == {2020, 2021, 2022, 2023, 2024}
    assert set(counted.office) == {"示例街道"}
    both = found["conflicts"].query("indicator == 'disputes_mediated' and year == 2024")
    assert len(both) == 1, "73 typed by hand, another number in the ledger: both stay and are listed"


def test_a_spoilt_config_is_named(data):
    (data.parent / "office.toml").write_text('office = "示例街道', encoding="utf-8")
    with pytest.raises(LawstatsError, match=r"office\.toml"):
        clean(data)
