"""A folder of records and reports becomes one clean table; wrong parameters are refused at once."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor

import pandas as pd
import pytest

from lawstats import assess_claims, compare_years
from lawstats.errors import LawstatsError
from lawstats.reading.reports import read_report
from lawstats.telling.notebook import list_records
from lawstats.workspace import clean, gather, office_config, open_workspace

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


NAMELESS = """法治政府建设年度报告
2024年，我单位认真推进法治政府建设，全年化解矛盾纠纷81件。
"""
OWN_WORDS = """
[[indicator]]
code = "office_drills"
name = "执法演练"
measures = ["次"]
domain = "enforcement"
kind = "planned"
good_direction = "higher"
phrases = ["执法演练#"]
"""
OWN_CLAIMS = """
[[claim]]
code = "drills_few"
name = "执法演练偏少"
says = ["演练…(?:偏少|不足)"]
rule = "fell"
figures = ["office_drills"]
basis = "演练次数比上年减少的，支持"
"""


def test_a_report_that_names_nobody_does_not_stop_the_others(data):
    (data / "reports").mkdir()
    (data / "reports" / "甲.txt").write_text(REPORT, encoding="utf-8")
    (data / "reports" / "乙.txt").write_text(NAMELESS, encoding="utf-8")
    found = clean(data)
    assert list(found["problems"].file) == ["乙.txt"]
    assert "office=" in found["problems"].advice[0]
    assert 81 in set(found["records"].value)


def test_the_config_says_whose_reports_they_are(data):
    (data / "reports").mkdir()
    (data / "reports" / "甲.txt").write_text(REPORT, encoding="utf-8")
    (data / "reports" / "乙.txt").write_text(NAMELESS.replace("2024", "2023"), encoding="utf-8")
    (data / "reports" / "邻居.txt").write_text(REPORT.replace("示例街道", "乙丙街道"), encoding="utf-8")
    (data.parent / "office.toml").write_text('office = "示例街道"\n', encoding="utf-8")
    records = clean(data)["records"].query("indicator == 'disputes_mediated' and value == 81")
    assert dict(zip(records.source, records.office, strict=True)) == {
        "甲.txt": "示例街道",
        "乙.txt": "示例街道",
        "邻居.txt": "示例市示例区乙丙街道",
    }


def test_own_indicators_and_shortcomings_are_known_everywhere(data, tmp_path):
    (data / "reports").mkdir()
    for year, times in ((2023, 6), (2024, 3)):
        words = f"示例街道{year}年法治政府建设年度报告\n一、举措和成效\n全年开展执法演练{times}次。\n"
        (data / "reports" / f"{year}.txt").write_text(words + "二、存在的不足\n执法演练偏少。\n", encoding="utf-8")
    (data / "own" / "indicators.toml").write_text(OWN_WORDS, encoding="utf-8")
    (data / "own" / "claims.toml").write_text(OWN_CLAIMS, encoding="utf-8")
    ws = open_workspace("示例街道", 2024, data, tmp_path / "figures")
    drills = ws.records.query("indicator == 'office_drills'")
    assert dict(zip(drills.year, drills.value, strict=True)) == {2023: 6.0, 2024: 3.0}
    tested = assess_claims(ws.records, "示例街道", 2024, ws.claims, ws.measures)
    assert tested.loc[tested.stated, ["claim", "verdict"]].to_numpy().tolist() == [["drills_few", "支持"]]
    changes = compare_years(ws.records, 2024, office="示例街道")
    assert "执法演练" in changes.set_index("indicator").loc["office_drills", "sentence"]
    assert "执法演练" in repr(list_records(drills))
    path = data / "reports" / "2024.txt"
    with ProcessPoolExecutor(1) as pool:  # read elsewhere, known here all the same
        for report in (read_report(path), pool.submit(read_report, path).result()):
            assert report.claims["claim"].tolist() == ["drills_few"]
    (data / "own" / "indicators.toml").unlink()
    (data / "own" / "claims.toml").unlink()
    assert "office_drills" not in set(clean(data)["records"].indicator), "words that are gone are no longer in use"
    assert read_report(path).claims["claim"].tolist() == [""]


def test_a_mistake_in_own_words_names_file_key_and_reason(data):
    (data / "own" / "indicators.toml").write_text(OWN_WORDS.replace("planned", "plan"), encoding="utf-8")
    with pytest.raises(LawstatsError, match=r"indicators\.toml.*office_drills\.kind.*planned"):
        clean(data)


def test_a_workspace_holds_reports_books_and_what_they_say(data, root, tmp_path):
    for part in ("ledgers", "reports"):
        shutil.copytree(root / "data" / "example" / part, data / part)
    office = "示例市示例区示例街道"
    (data.parent / "office.toml").write_text(f'office = "{office}"\nyear = 2024\n', encoding="utf-8")
    ws = open_workspace(office, 2024, data, tmp_path / "figures")
    assert {report.year for report in ws.reports} == {2020, 2021, 2022, 2023, 2024}
    assert {ledger.kind for ledger in ws.ledgers} >= {"mediation", "screening", "contracts", "base"}
    assert set(ws.measures.office) == {office}
    assert set(ws.said.year) >= {2023, 2024}


def test_gathering_gives_what_cleaning_writes_and_writes_nothing(data):
    found = gather(data)
    assert not (data / "clean").exists()
    written = clean(data)
    assert found.keys() == written.keys()
    assert found["records"].equals(written["records"])


def test_the_config_may_lie_in_the_data_folder(data):
    (data / "office.toml").write_text('office = "甲街道"\n', encoding="utf-8")
    (data.parent / "office.toml").write_text('office = "乙街道"\n', encoding="utf-8")
    assert office_config(data)["office"] == "甲街道"


def test_breaks_may_lie_with_the_ledgers_they_are_about(data):
    (data / "ledgers").mkdir(exist_ok=True)
    header = "office,indicator,year,reason,source,link\n"
    (data / "ledgers" / "breaks.csv").write_text(header + "*,petitions,2024,改用新系统,大事记,\n", encoding="utf-8")
    assert "改用新系统" in set(gather(data)["breaks"]["reason"])
