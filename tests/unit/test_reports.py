"""Reading reports: every number once, the right figures, promises and shortcomings, and nothing invented."""

from __future__ import annotations

import concurrent.futures
import csv
import json
import math
import re
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lawstats import LawstatsError, find_quantities, load_vocabulary, read_report, read_reports, read_text
from lawstats.reading.reports.identity import find_office, find_title, find_year, tidy_office
from lawstats.reading.reports.sections import find_sections
from lawstats.reading.reports.sentences import level
from lawstats.reading.reports.walk import walk
from lawstats.records import COLUMNS, load_records, save_records, validate

if TYPE_CHECKING:
    from collections.abc import Callable

    from lawstats.reading.reports import Report

GOLD = Path(__file__).resolve().parents[1] / "gold" / "passages.csv"
REPORT = """示例街道办事处
2024年法治政府建设年度报告
2024年，示例街道坚持以习近平法治思想为指导，现将情况报告如下：
一、主要举措和成效
（一）强化领导。全年召开法治专题会议4次，学法9次，上年为6次。
（二）化解纠纷。截至11月底调解矛盾纠纷73件，其中邻里纠纷30件；现有人民调解员69人。
二、存在的不足和原因
（一）法治意识不强。部分干部学法不深入。
（二）执法力量薄弱。
三、党政主要负责人履行推进法治建设第一责任人职责情况
主持召开法治建设领导小组会议2次，全年未发生行政诉讼案件。
四、2025年主要安排
（一）提升能力。一是每季度开展一次执法培训，对行政处罚案件开展评查。二是调解成功率达到98%以上。
（二）加强普法。创新宣传方式。
（三）未经合法性审查的文件，一律不得印发。
示例区人民政府示例街道办事处
2025年1月10日
"""


def _facts(report: Report) -> Counter[tuple[str, float | None, str]]:
    return Counter(
        (row.indicator, None if math.isnan(row.value) else row.value, row.qualifier)
        for row in report.figures.itertuples()
    )


# --- the gold passages ---------------------------------------------------------------------------------------------


def _passages(root: Path) -> list[dict[str, str]]:
    with (root / "tests" / "gold" / "passages.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _score(
    pairs: list[tuple[Counter[tuple[str, float | None, str]], Counter[tuple[str, float | None, str]]]],
) -> tuple[float, float]:
    hit = sum((want & got).total() for want, got in pairs)
    return hit / sum(got.total() for _, got in pairs), hit / sum(want.total() for want, _ in pairs)


def test_gold_passages(root: Path) -> None:
    rows = _passages(root)
    assert len(rows) >= 60
    pairs = []
    for row in rows:
        want = Counter((fact["indicator"], fact["value"], fact["qualifier"]) for fact in json.loads(row["expected"]))
        pairs.append((want, _facts(read_text(row["text"], office="示例街道", year=int(row["year"])))))
    precision, recall = _score(pairs)
    assert precision >= 0.99, precision
    assert recall >= 0.98, recall


def test_gold_passages_name_every_indicator(root: Path) -> None:
    named = {fact["indicator"] for row in _passages(root) for fact in json.loads(row["expected"])}
    assert named >= {code for code, entry in load_vocabulary().items() if entry.phrases}


def test_labelled_passages(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = []
    lines = (shared / "labelled" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        want = Counter(
            (fact["indicator"], fact["value"], {"approx": "about"}.get(fact["qualifier"], fact["qualifier"]))
            for fact in row["facts"]
            if not fact["indicator"].startswith("other:") and fact.get("year", row["year"]) == row["year"]
        )
        pairs.append((want, _facts(read_text(row["text"], office=row["unit"], year=row["year"]))))
    precision, recall = _score(pairs)
    with capsys.disabled():
        print(f"\nlabelled passages: precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201 - the number is the point
    assert precision >= 0.97
    assert recall >= 0.90


def test_sample_report(shared: Path) -> None:
    folder = shared / "reports"
    truth = json.loads((folder / "白石江街道_2024.facts.json").read_text(encoding="utf-8"))
    report = read_report(folder / "白石江街道_2024.txt")
    assert (report.office, report.year) == (truth["unit"], truth["year"])
    assert [section.kind for section in report.sections] == ["measures", "shortcomings", "leadership", "plans"]
    rows = {row.indicator: row for row in report.figures.itertuples()}
    assert len(report.figures) == len(rows) == len(truth["facts"]) == 28
    for fact in truth["facts"]:
        row = rows[fact["indicator"]]
        assert (row.value, row.low, row.qualifier, row.measure) == (
            fact["value"], fact["low"], fact["qualifier"], fact["unit"],
        )  # fmt: skip
        assert fact["evidence"] in row.evidence
    assert report.unplaced.empty
    for promise in truth["commitments"]:
        found = report.commitments.query("start == @promise['start'] and target == @promise['target']")
        found = found[(found["comparison"] == promise["comparison"])]
        assert any(promise["evidence"] in words for words in found["evidence"]), promise["evidence"]
        assert set(found["due_year"]) == {truth["commitment_year"]}
    assert report.commitments["target"].notna().sum() == len(truth["commitments"])
    assert report.claims["claim"].tolist() == ["study_weak", "uneven", "mechanism_weak"]
    assert len(report.to_records()) == 28


def test_sample_report_reads_the_same_from_word_and_web(shared: Path, tmp_path: Path) -> None:
    text = (shared / "reports" / "白石江街道_2024.txt").read_text(encoding="utf-8")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "报告.docx"))
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<html><body><div class='nav'><a>首页</a></div><div id='zoom'>{body}</div></body></html>"
    (tmp_path / "报告.html").write_text(page, encoding="utf-8")
    plain = read_text(text)
    for name in ("报告.docx", "报告.html"):
        report = read_report(tmp_path / name)
        assert _facts(report) == _facts(plain)
        assert (report.office, report.year, len(report.commitments)) == (plain.office, 2024, len(plain.commitments))


# --- the whole report ----------------------------------------------------------------------------------------------


def test_report_as_data() -> None:
    report = read_text(REPORT)
    assert (report.office, report.year, report.problems) == ("示例区示例街道", 2024, ())
    assert report.title == "示例街道办事处2024年法治政府建设年度报告"
    assert [section.kind for section in report.sections] == ["measures", "shortcomings", "leadership", "plans"]
    assert _facts(report) == Counter(
        {
            ("law_meetings", 4.0, "exact"): 1,
            ("law_study_sessions", 9.0, "exact"): 1,
            ("disputes_mediated", 73.0, "exact"): 1,
            ("mediators", 69.0, "exact"): 1,
            ("law_meetings", 2.0, "exact"): 1,
            ("administrative_litigation", 0.0, "exact"): 1,
        }
    )
    assert report.unplaced[["text", "reason"]].to_numpy().tolist() == [["6次", "上年或他年数"], ["30件", "分项"]]
    assert report.claims["text"].tolist() == ["（一）法治意识不强。部分干部学法不深入。", "（二）执法力量薄弱。"]
    assert report.claims["claim"].tolist() == ["study_weak", "staff_short"]
    for row in report.claims.itertuples():
        assert REPORT[row.start :].startswith(row.text)


def test_promises() -> None:
    promises = read_text(REPORT).commitments
    rows = promises[["indicator", "target", "comparison", "measure", "period", "due_year"]].to_numpy().tolist()
    assert rows[:3] == [
        ["enforcement_trainings", 4.0, ">=", "次", "每季度", 2025],
        ["other:对行政处罚案件开展评查", 4.0, ">=", "次", "每季度", 2025],
        ["mediation_success_rate", 98.0, ">=", "%", "", 2025],
    ]
    assert math.isnan(rows[3][1])
    assert rows[4][1:3] == [0.0, "=="]
    assert promises["evidence"].iloc[1].startswith("每季度")
    assert all(REPORT[row.start :].startswith(row.evidence[:4]) for row in promises.itertuples() if row.period)


@pytest.mark.parametrize(
    ("office", "figures"),
    [
        ("乙县司法局", [186]),  # a county's own report speaks of towns and their offices too
        ("乙县", [186]),
        ("", [186]),
        ("示例市乙县甲镇", []),
        ("甲街道", []),
    ],
)
def test_the_numbers_of_the_county_are_the_countys(office: str, figures: list[int]) -> None:
    text = "指导各街道办事处、镇人民政府推进工作。全县共有调委会186个。"
    read = read_text(text, office=office, year=2024).figures
    assert read["value"].tolist() == figures


def test_a_promise_to_add_is_no_level_to_reach() -> None:
    promises = "新增法律明白人20名，总数达到110名；组建2支普法队伍和1个法律工作室。"
    text = f"一、2024年工作成效\n全年学法4次。\n二、2025年工作安排\n{promises}"
    found = read_text(text, year=2024).commitments[["indicator", "target"]].to_numpy().tolist()
    assert found == [
        ["other:新增法律明白人", 20.0],
        ["law_savvy_residents", 110.0],
        ["other:组建普法队伍", 2.0],
        ["other:法律工作室", 1.0],
    ]


@pytest.mark.parametrize(
    ("words", "target", "comparison"),
    [
        ("每月组织1次集中学法", 12, ">="),
        ("每周推送普法短视频", 52, ">="),
        ("每半年开展一次执法培训", 2, ">="),
        ("每年组织不少于两次模拟执法演练", 2, ">="),
        ("全年开展普法活动30场以上", 30, ">="),
        ("行政诉讼败诉率控制在5%以内", 5, "<="),
        ("重复信访量不超过10件", 10, "<="),
        ("凡未经法律顾问审核的合同，不得签订", 0, "=="),
        ("实现行政复议纠错零发生", 0, "=="),
        ("杜绝行政诉讼败诉案件发生", 0, "=="),
        ("确保不发生重大涉法信访案件", 0, "=="),
        ("逐月通报执法案件办理情况", 12, ">="),
        ("按季度开展执法案卷评查", 4, ">="),
        ("每两周组织一次业务学习", 26, ">="),
        ("每周三安排律师坐班", 52, ">="),
        ("把普法讲座从每年6场增加到12场", 12, ">="),
        ("满意率由95%提高到98%", 98, ">="),
        ("实现村（社区）法律顾问全覆盖", 100, ">="),
        ("实现执法全过程记录制度全覆盖", None, None),
        ("加大对25个网格的走访力度", None, None),
        ("不断创新宣传方式", None, None),
    ],
)
def test_targets(words: str, target: float | None, comparison: str | None) -> None:
    report = read_text(f"一、2024年工作成效\n全年学法4次。\n二、2025年工作安排\n一是{words}。", year=2024)
    measured = report.commitments.dropna(subset="target")
    if target is None:
        assert measured.empty
        assert len(report.commitments) == 1
        return
    assert measured[["target", "comparison"]].to_numpy().tolist() == [[target, comparison]]
    assert measured["due_year"].tolist() == [2025]


def test_plans_are_never_results() -> None:
    text = "一、2024年成效\n学法4次。\n二、2025年重点安排\n召开法治专题会6次，调解纠纷200件。"
    assert read_text(text, year=2024).figures["value"].tolist() == [4.0]


# --- periods -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024年全年调解纠纷73件。", "2024-01-01", "2024-12-31"),
        ("截至11月底，调解纠纷73件。", "2024-01-01", "2024-11-30"),
        ("1—11月调解纠纷73件。", "2024-01-01", "2024-11-30"),
        ("截止12月3日，调解纠纷73件。", "2024-01-01", "2024-12-03"),
        ("上半年调解纠纷73件。", "2024-01-01", "2024-06-30"),
        ("2022年以来累计调解纠纷73件。", "2022-01-01", "2024-12-31"),
        ("近三年共调解纠纷73件。", "2022-01-01", "2024-12-31"),
        ("本报告数据统计截至2024年10月31日。全年调解纠纷73件。", "2024-01-01", "2024-10-31"),
        ("截至2024年底，共有人民调解员73人。", "2024-12-31", "2024-12-31"),
        ("截至9月30日，人民调解员73人。", "2024-09-30", "2024-09-30"),
    ],
)
def test_period(text: str, start: str, end: str) -> None:
    figures = read_text(text, office="示例街道", year=2024).figures
    assert figures["value"].tolist() == [73.0]
    assert figures[["period_start", "period_end"]].astype(str).to_numpy().tolist() == [[start, end]]


# --- reasons -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("2023年学法6次，2024年学法9次。", "6次", "上年或他年数"),
        ("学法9次，比上年增加3次。", "3次", "变化幅度"),
        ("调解纠纷73件，同比增长20%。", "20%", "变化幅度"),
        ("成功率98%，提高1.2个百分点。", "1.2个百分点", "变化幅度"),
        ("行政复议由12件下降到5件。", "12件", "变化前的数"),
        ("每年学法不少于4次。", "不少于4次", "目标或要求"),
        ("要求各社区开展普法活动不少于6场。", "不少于6场", "目标或要求"),
        ("调解纠纷73件，其中调解纠纷成功30件。", "30件", "分项"),
        ("邻里纠纷占比40%。", "40%", "占比或平均数"),
        ("办理人大代表建议和政协提案22件。", "22件", "几项合计"),
        ("旁听庭审3次。", "3次", "目录外"),
        ("去年全年调解纠纷73件，今年为80件。", "73件", "上年或他年数"),
        ("计划全年开展普法活动20场。", "20场", "目标或要求"),
    ],
)
def test_reason(text: str, number: str, reason: str) -> None:
    unplaced = read_text(text, office="示例街道", year=2024).unplaced
    found = dict(zip(unplaced["text"], unplaced["reason"], strict=True))
    assert found[number] == reason


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2022年、2023年、2024年行政复议案件分别为8件、6件、5件。", [5.0]),
        ("近三年行政复议案件分别为8件、6件和5件。", [5.0]),
        ("2022—2024年行政复议案件分别为8件、6件、5件。", [5.0]),
        ("2024年、2023年分别调解纠纷5件、6件。", [5.0]),
        ("2024年行政复议、行政诉讼案件分别为8件、6件。", [8.0, 6.0]),
    ],
)
def test_years_dealt_out(text: str, values: list[float]) -> None:
    assert read_text(text, office="示例街道", year=2024).figures["value"].tolist() == values


def test_years_before_the_calendar_are_no_crash() -> None:
    assert read_text("近三年来调解纠纷73件。").year is None


# --- nothing lost, nothing invented --------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "2024年",
        "上年",
        "2023年",
        "截至11月底",
        "学法",
        "召开法治专题会",
        "会议",
        "调解",
        "化解",
        "矛盾纠纷",
        "排查",
        "行政诉讼",
        "行政复议",
        "办复率",
        "和",
        "满意率",
        "均达到",
        "法律顾问",
        "审核",
        "合同",
        "人民调解员",
        "社区",
        "网格",
        "发放",
        "宣传资料",
        "4次",
        "73件",
        "100%",
        "0件",
        "4万余份",
        "三五次",
        "10至12场",
        "数十件",
        "不少于",
        "每季度",
        "其中",
        "分别为",
        "增长",
        "无",
        "未发生",
        "未制定规范性文件",
        "，",
        "。",
        "、",
        "；",
        "：",
        "（",
        "）",
        "\n",
        "一、主要成效\n",
        "二、存在不足\n",
        "三、2025年工作安排\n",
        "（一）",
        "1.",
        "一是",
        "“",
        "”",
        "目标",
        "确保",
        "12人次",
        "Ａ",
        "９",
        "𠮷",
        "😀",
    ]
)


@lru_cache(maxsize=1)
def _genre() -> list[str]:
    """What reports are made of: clauses of the gold passages, words of the vocabulary's own phrases, headings."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        clauses = [part for row in csv.DictReader(file) for part in re.split(r"(?<=[，。；：、（）\n])", row["text"])]
    words = [word for item in load_vocabulary().values() for word in (item.name, *item.measures, *item.cues)]
    marks = ["，", "。", "；", "：", "、", "（", "）", "\n", " ", "　", "“", "”", "——"]
    numbers = [
        "4",
        "９",
        "３万余",
        "10至12",
        "三",
        "数十",
        "0",
        "零",
        "98.5",
        "百分之三",
        "半数",
        "1,050",
        "2024年",
        "每季度",
    ]
    heads = [
        "一、主要成效\n",
        "二、存在的不足和原因\n",
        "（二）下一步打算\n",
        "三、2025年工作安排\n",
        "今后，",
        "其中",
        "均",
    ]
    return [*clauses, *words * 2, *marks * 40, *numbers * 40, *heads * 20]


@settings(max_examples=250, deadline=None)
@given(
    st.lists(_PIECES, max_size=40).map("".join)
    | st.text(max_size=80)
    | st.lists(st.deferred(lambda: st.sampled_from(_genre())), max_size=40).map("".join)
)
@example("三、2025年工作安排\n1.4次")  # no number of a heading
@example("全区有0律师")
def test_every_quantity_ends_in_exactly_one_place(text: str) -> None:
    quantities = find_quantities(text)
    findings = walk(level(text), quantities, load_vocabulary(), 2024, find_sections(text, 2024), office="示例街道")
    # A number may speak for two indicators, and zeros in words are no numerals; otherwise each has one home, once.
    placed = {item.quantity.start for item in findings.placed if item.quantity in quantities}
    words = {item.quantity.start for item in findings.placed if item.quantity not in quantities}
    left = [item.quantity for item in findings.unplaced if item.quantity in quantities]
    homes = Counter([*placed, *(item.start for item in left), *(item.start for item in findings.promised)])
    assert homes == Counter(item.start for item in quantities)
    assert len({(item.indicator.code, item.quantity.start) for item in findings.placed}) == len(findings.placed)
    assert len(set(findings.unplaced)) == len(findings.unplaced)
    assert not words & placed

    report = read_text(text, office="示例街道", year=2024)
    assert set(report.figures["start"]) == placed | words
    assert Counter(report.unplaced["start"]) == Counter(item.quantity.start for item in findings.unplaced)
    for item in findings.promised:
        assert any(item.text in row.evidence for row in report.commitments.itertuples())
    for table in (report.figures, report.unplaced):
        assert all(0 <= start < end <= len(text) for start, end in zip(table["start"], table["end"], strict=True))


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_figures_obey_the_contract_of_records(text: str) -> None:
    report = read_text(text, office="示例街道", year=2024)
    figures = report.figures
    assert list(figures.columns) == [*COLUMNS, "start", "end"]
    assert len(report.to_records()) == len(figures)
    for row in figures.itertuples():
        assert text[row.start : row.end] in row.evidence or "\n" in text[row.start : row.end]


def test_figures_without_a_year_are_no_records() -> None:
    report = read_text("示例街道学法4次。")
    assert report.year is None
    assert report.figures["value"].tolist() == [4.0]
    assert any("年份" in problem.found for problem in report.problems)
    with pytest.raises(LawstatsError, match="year="):
        read_text("示例街道学法4次。", office="示例街道").to_records()
    with pytest.raises(LawstatsError, match="office="):
        read_text("学法4次。", year=2024).to_records()
    with pytest.raises(LawstatsError, match="四位年份"):
        read_text("学法4次。", year=24)


def test_empty_text_is_an_empty_report() -> None:
    report = read_text("")
    assert report.figures.empty
    assert report.unplaced.empty
    assert report.commitments.empty
    assert report.figures["period_end"].dtype == "datetime64[us]"


def test_wide_and_narrow_punctuation_read_alike() -> None:
    wide = "２０２４年，学法４次（含线上），办复率、满意率均为１００％：办理人大代表建议５件。"
    narrow = "2024年,学法4次(含线上),办复率、满意率均为100%:办理人大代表建议5件。"
    assert _facts(read_text(wide)) == _facts(read_text(narrow))


# --- title, office, year, blocks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("甲市乙区人民政府丙街道办事处", "甲市乙区丙街道"),
        ("中共乙区丙镇委员会、乙区丙镇人民政府", "乙区丙镇"),
        ("乙县人民政府", "乙县人民政府"),
        ("乙县司法局", "乙县司法局"),
    ],
)
def test_office_names_meet(name: str, tidy: str) -> None:
    assert tidy_office(name) == tidy


@pytest.mark.parametrize(
    ("text", "office", "year"),
    [
        ("示例县司法局2023年法治政府建设工作总结\n一、成效\n", "示例县司法局", 2023),
        (
            "关于2025年度法治政府建设情况的报告\n2025年，示例镇学法6次。\n示例县示例镇人民政府\n2026年1月5日",
            "示例县示例镇",
            2025,
        ),
        ("2024年，示例街道在区委领导下开展工作。", "示例街道", 2024),
        ("示例镇2024年法治政府建设工作情况报告\n2024年，示例镇始终坚持学法。", "示例镇", 2024),
        ("虚构乡2025年度法治政府建设报告\n学法4次。", "虚构乡", 2025),
        ("虚构县2025年法治政府建设情况报告\n中共示例州委：\n2025年，县委、县政府学法4次。", "虚构县", 2025),
        ("示例镇法治政府建设年度报告（2024年度）\n2024年，示例镇在镇委、镇政府领导下学法4次。", "示例镇", 2024),
        ("2025年度示例街行政执法工作情况报告\n为落实要求，示例街道在党工委领导下执法。", "示例街道", 2025),
        ("2024年调解数据统计\n来源：虚构市司法局　时间：2025-01-14\n全市调解纠纷73件。", "虚构市司法局", 2024),
        ("2024年工作报告\n深入推进乡镇法治建设，全镇学法4次，城镇面貌一新。", "", 2024),
        ("示例区人民政府示例街道办事处关于2024年法治政府建设情况的报告\n正文。", "示例区示例街道", 2024),
        ("今天天气很好。", "", None),
    ],
)
def test_office_and_year(text: str, office: str, year: int | None) -> None:
    title = find_title(text)
    assert find_office(text, title) == office
    assert find_year(text, title)[0] == year


def test_year_left_over_from_last_years_file_is_reported() -> None:
    report = read_text("示例街道2025年法治政府建设年度报告\n一、2024年法治政府建设基本情况\n学法4次。\n")
    assert report.year == 2025
    assert any("2024" in problem.found for problem in report.problems)
    plan = read_text("示例街道2024年法治政府建设年度报告\n一、工作成效\n学法4次。\n二、2025年工作安排\n一是学法。\n")
    assert plan.problems == ()


@pytest.mark.parametrize(
    ("numbers", "kinds"),
    [
        (("一、", "二、", "三、", "四、"), None),
        (("（一）", "（二）", "（三）", "（四）"), None),
        (("1.", "2.", "3.", "4."), None),
        (("第一部分 ", "第二部分 ", "第三部分 ", "第四部分 "), None),
        (("", "", "", ""), None),
    ],
)
def test_blocks_whatever_the_numbering(numbers: tuple[str, ...], kinds: None) -> None:
    titles = ("主要举措和成效", "存在的不足和原因", "党政主要负责人履行第一责任人职责情况", "下一年度主要安排")
    text = "".join(
        f"{number}{title}\n这里是一段正文，说明情况。\n" for number, title in zip(numbers, titles, strict=True)
    )
    assert [section.kind for section in find_sections(text)] == ["measures", "shortcomings", "leadership", "plans"]


def test_a_measure_about_problems_is_no_shortcoming() -> None:
    text = (
        "一、聚焦突出问题，化解矛盾\n正文。\n二、补齐短板弱项\n正文。\n三、存在问题\n正文。\n四、下一步打算\n正文。\n"
    )
    assert [section.kind for section in find_sections(text)] == ["measures", "measures", "shortcomings", "plans"]


def test_common_block_of_shortcomings_and_plans() -> None:
    text = (
        "一、成效\n学法4次。\n二、存在问题及下一步打算\n（一）存在问题。一是意识不强；二是力量不足。\n"
        "（二）下步打算。一是每月学法1次。\n"
    )
    report = read_text(text, year=2024)
    assert report.claims["text"].tolist() == ["一是意识不强；", "二是力量不足。"]
    assert report.claims["claim"].tolist() == ["", ""]  # whose awareness, what strength: the words do not say
    assert report.commitments["target"].tolist() == [12.0]


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for year in (2022, 2023, 2024):
        text = REPORT.replace("2025年", "明年", 1).replace("2024", str(year)).replace("2025", str(year + 1))
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "菜谱.txt").write_text("先放盐，再放糖，小火慢炖。", encoding="utf-8")
    return tmp_path


def test_reports_of_a_folder(folder: Path) -> None:
    files = sorted(folder.iterdir())
    records, problems = read_reports(files)
    assert sorted(set(records["year"])) == [2022, 2023, 2024]
    assert set(records["source"]) == {"2022.txt", "2023.txt", "2024.txt"}
    assert problems["file"].tolist() == ["坏.docx", "菜谱.txt"]
    assert list(problems.columns) == ["file", "place", "found", "advice"]
    assert "不像" in problems["found"].iloc[1]


@pytest.mark.parametrize("pool", [concurrent.futures.ThreadPoolExecutor, concurrent.futures.ProcessPoolExecutor])
def test_any_executor_gives_the_same(folder: Path, pool: type[concurrent.futures.Executor]) -> None:
    files = sorted(folder.iterdir())
    alone = read_reports(files)
    with pool(2) as executor:  # type: ignore[call-arg]
        together = read_reports(files, executor)
    for one, other in zip(alone, together, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_an_own_vocabulary_reaches_every_worker(tmp_path: Path) -> None:
    own = tmp_path / "本街道指标.toml"
    own.write_text(
        '[[indicator]]\ncode = "office_drills"\nname = "执法演练"\nmeasures = ["次"]\ndomain = "enforcement"\n'
        'kind = "planned"\ngood_direction = "higher"\nphrases = ["执法演练#"]\n',
        encoding="utf-8",
    )
    report = tmp_path / "报告.txt"
    report.write_text("示例街道2024年法治政府建设年度报告\n2024年，示例街道开展执法演练3次。", encoding="utf-8")
    vocabulary = load_vocabulary(own)
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        for records, _ in (
            read_reports([report], vocabulary=vocabulary),
            read_reports([report], executor, vocabulary=vocabulary),
        ):
            assert records[["indicator", "value"]].to_numpy().tolist() == [["office_drills", 3.0]]
    assert read_reports([report])[0].empty


def test_a_dask_cluster_gives_the_same(folder: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="没有安装 distributed（可选：lawstats[cluster]）")
    files = sorted(folder.iterdir())
    alone = read_reports(files)
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        together = read_reports(files, client.get_executor())
    for one, other in zip(alone, together, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_the_records_of_many_reports_survive_csv_and_parquet(folder: Path, tmp_path: Path) -> None:
    records, _ = read_reports(sorted(folder.iterdir()))
    assert len(records)
    save_records(records, tmp_path / "records.parquet")
    pd.testing.assert_frame_equal(validate(pd.read_parquet(tmp_path / "records.parquet")), records)
    (tmp_path / "csv").mkdir()
    save_records(records, tmp_path / "csv" / "records.csv")
    pd.testing.assert_frame_equal(load_records(tmp_path / "csv"), records)


def test_no_report_at_all_is_refused(folder: Path) -> None:
    with pytest.raises(LawstatsError, match="不像法治政府建设年度报告"):
        read_report(folder / "菜谱.txt")
    assert len(read_reports([])[0]) == 0


def _steps(text: str) -> int:
    """Count the lines of Python run in reading a text, tables and self-checks included."""
    steps = 0

    def count(*_: object) -> Callable[..., object]:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        report = read_text(text, office="示例街道", year=2024)
        report.figures, report.unplaced, report.commitments, report.claims, report.problems  # noqa: B018 - made now
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    "words",
    [
        "一、主要成效\n", "三、2025年工作安排\n每季度培训1次。\n", "二、存在不足\n（一）学法不深。\n", "学法4次，",
        "召开法治专题会议4次。\n召开法治专题会议5次。\n", "调解137起，其中甲51起、乙60起、其他26起。", "（一）学法。",
        "二、问题和打算\n（一）学法不深。\n（二）下一步打算\n",
    ],
)  # fmt: skip
def test_work_grows_with_length_alone(words: str) -> None:
    _steps(words)  # what is compiled once is compiled
    short, long = (_steps(words * (letters // len(words))) for letters in (2000, 8000))
    assert long < 5 * short  # four times the text; what grows with its square would be sixteen
