"""Rows that are one case, and what is measured of the cases: rates, deadlines, denominators, reach, themes."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers import merge_ledgers, read_ledger
from lawstats.reading.ledgers.breakdowns import (
    activities,
    breakdown,
    community_reach,
    per_exposure,
    silent_communities,
    themes_and_needs,
)
from lawstats.reading.ledgers.measures import days_to_end, open_cases, rates

KEY = b"only for tests, nothing to keep."
MEDIATION = [
    "卷号",
    "受理日期",
    "社区",
    "当事人A",
    "当事人B",
    "纠纷类型",
    "简要情况",
    "调解日期",
    "调解结果",
    "协议形式",
    "履行情况",
]
SCREENING = ["编号", "排查日期", "社区", "当事人", "类型", "化解时限", "化解日期", "化解情况"]
PUBLICITY = ["日期", "主题", "形式", "社区", "地点", "主办单位", "参加人数", "发放资料"]
COUNSEL = ["日期", "服务对象", "事项", "文件名称", "份数", "法律意见书编号", "采纳情况"]
CONTRACTS = ["合同编号", "合同名称", "送审日期", "审查意见", "采纳情况", "签订日期"]
COURT = ["案号", "原告", "受理日期", "类别", "审级", "开庭次数", "负责人出庭情况", "结果"]
BASE = ["年份", "社区", "户数", "网格数", "调解员"]


def day(month: int, of_month: int, year: int = 2024) -> dt.date:
    return dt.date(year, month, of_month)


@pytest.fixture
def ledger(tmp_path):
    def write(head, *rows, kind=None, name="台账.xlsx"):
        workbook = openpyxl.Workbook()
        for row in (head, *rows):
            workbook.active.append(list(row))
        workbook.save(tmp_path / name)
        return read_ledger(tmp_path / name, kind, key=KEY)

    return write


def dispute(number="", filed=None, a="甲一", b="乙二", kind="邻里", text="", ended=None, **more):
    row = {"place": "城东社区", "result": "成功", "form": "书面", "done": "已履行"} | more
    filed = filed or day(3, 5)
    return [number, filed, row["place"], a, b, kind, text, ended or day(3, 9), row["result"], row["form"], row["done"]]


def asked(read, word: str) -> bool:
    chosen = read.problems[~read.problems["repaired"]]
    return bool(chosen["what"].str.contains(word).any())


# -------------------------------------------------------------------------------------------- rows that are one case


def test_party_b_on_a_row_of_its_own_is_the_same_case(ledger):
    number = "(2024)测调字第1号"
    read = ledger(
        MEDIATION, dispute(number, b=""), dispute(number, a="乙二", b=""), dispute("(2024)测调字第2号", day(4, 1))
    )
    assert read.cases["rows"].tolist() == ["2、3", "4"]
    assert len(read.parties[0]) == 2


def test_parties_exchanged_without_a_number_are_the_same_case(ledger):
    read = ledger(MEDIATION, dispute(), dispute(a="乙二", b="甲一"))
    assert len(read.cases) == 1


def test_the_same_parties_with_two_numbers_are_two_cases_and_asked_about(ledger):
    read = ledger(MEDIATION, dispute("(2024)测调字第1号"), dispute("(2024)测调字第2号"))
    assert len(read.cases) == 2
    assert asked(read, "卷号不同")


def test_one_number_for_two_disputes_is_not_one_case(ledger):
    number = "(2024)测调字第1号"
    read = ledger(MEDIATION, dispute(number), dispute(number, day(9, 1), a="丙三", b="丁四", kind="合同"))
    assert len(read.cases) == 2
    assert asked(read, "卷号相同")


def test_several_mediations_are_one_case_that_ends_with_the_last(ledger):
    number = "(2024)测调字第1号"
    read = ledger(MEDIATION, dispute(number, result="不成功"), dispute(number, result="成功", ended=day(4, 2)))
    case = read.cases.iloc[0]
    assert (len(read.cases), case["result"], case["ended_date"]) == (1, "success", pd.Timestamp(2024, 4, 2))
    assert not asked(read, "所填不同")


def test_a_case_on_two_sheets_of_two_years_is_one(tmp_path):
    workbook = openpyxl.Workbook()
    number = "(2023)测调字第9号"
    for title, row in (
        ("2023年", dispute(number, day(12, 20, 2023), result="调解中", ended=day(12, 22, 2023))),
        ("2024年", dispute(number, day(12, 20, 2023), ended=day(1, 9))),
    ):
        sheet = workbook.create_sheet(title)
        sheet.append(MEDIATION)
        sheet.append(row)
    del workbook["Sheet"]
    workbook.save(tmp_path / "调解.xlsx")
    read = read_ledger(tmp_path / "调解.xlsx", key=KEY)
    found = read.yearly().set_index(["indicator", "year"])["value"].to_dict()
    assert read.cases["rows"].tolist() == ["2、2024年!2"]
    assert found[("disputes_accepted", 2023)] == found[("disputes_mediated", 2024)] == 1


def test_unnumbered_neighbours_alike_but_for_the_party_are_one_case_three_are_not(ledger):
    text = "因楼道堆放杂物发生争执,经调解约定三日内清理"
    pair = ledger(MEDIATION, dispute(b="", text=text), dispute(a="乙二", b="", text=text))
    assert len(pair.cases) == 1
    three = ledger(MEDIATION, *(dispute(a=name, b="", text=text) for name in ("甲一", "乙二", "丙三")))
    assert len(three.cases) == 3
    assert asked(three, "简要情况完全相同")


def test_rows_of_one_case_that_contradict_are_asked_about(ledger):
    number = "(2024)测调字第1号"
    read = ledger(MEDIATION, dispute(number), dispute(number, place="城西社区"))
    assert asked(read, "所填不同")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 12), st.integers(1, 28)), min_size=1, max_size=12))
def test_doubling_rows_never_changes_the_count(ledger, cases):
    rows = []
    for index, (doubled, month, of_month) in enumerate(cases):
        row = dispute(f"(2024)测调字第{index}号", day(month, of_month), a=f"甲{index}", b=f"乙{index}")
        rows += [row, [*row[:3], row[4], row[3], *row[5:]]] if doubled else [row]
    found = ledger(MEDIATION, *rows).yearly()
    assert found.loc[found["indicator"] == "disputes_accepted", "value"].sum() == len(cases)


def test_joint_activities_count_once_with_the_largest_figure(ledger):
    row = [day(3, 15), "3·15消费维权", "集市", "城东社区", "广场", "司法所", 120, "200份"]
    other = [*row[:5], "妇联", 150, "200份"]
    again = [day(3, 16), *row[1:]]
    read = ledger(PUBLICITY, row, other, again, kind="publicity")
    found = read.yearly().set_index("indicator")["value"]
    assert found[["publicity_events", "publicity_audience", "publicity_materials"]].tolist() == [2, 270, 400]
    assert asked(read, "所填不同")


def test_the_same_activity_twice_by_one_department_is_asked_about(ledger):
    row = [day(3, 15), "3·15消费维权", "集市", "城东社区", "广场", "司法所", 120, "200份"]
    read = ledger(PUBLICITY, row, row, kind="publicity")
    assert len(read.cases) == 2
    assert asked(read, "日期、主题、地点与另一行相同")


def test_counsel_people_are_not_times_and_rounds_are_not_documents(ledger):
    read = ledger(
        COUNSEL,
        [day(3, 1), "街道", "咨询", "", "3次", "", ""],
        [day(3, 2), "城东社区", "咨询", "", "5人次", "", ""],
        [day(3, 3), "街道", "咨询", "", "", "", ""],
        [day(3, 4), "街道", "合同审查", "保洁合同", "1份", "法意1号", "采纳"],
        [day(4, 4), "街道", "合同审查", "保洁合同", "1份", "法意1号", "采纳"],
        [day(4, 5), "街道", "合同审查", "绿化合同", "2份", "", "未采纳"],
    )
    found = read.yearly().set_index("indicator")["value"]
    assert found[["counsel_consultations", "counsel_documents_reviewed", "counsel_opinions"]].tolist() == [5, 3, 1]
    assert breakdown(read, ["client_level"]).set_index("client_level")["count"].to_dict() == {
        "community": 1,
        "street": 4,
    }


def test_several_hearings_are_one_case_and_instances_are_two(ledger):
    number = "(2024)测行初1号"
    read = ledger(
        COURT,
        [number, "甲一", day(3, 1), "行政诉讼", "一审", 1, "未出庭", "驳回"],
        [number, "甲一", day(3, 1), "行政诉讼", "一审", 2, "副主任出庭", "驳回"],
        ["(2024)测行终8号", "甲一", day(9, 1), "行政诉讼", "二审", 1, "委托代理人", "维持"],
        ["(2024)测行初5号", "乙二", day(9, 1), "行政诉讼", "一审", 0, "未开庭", "撤诉"],
        ["测政复2号", "丙三", day(9, 1), "行政复议", "", "", "", "维持"],
    )
    found = read.yearly().set_index("indicator")["value"]
    assert found.to_dict() == {
        "administrative_litigation": 3,
        "administrative_reconsideration": 1,
        "court_appearances_due": 2,
        "court_appearances": 1,
    }
    assert rates(read)[["numerator", "denominator"]].iloc[0].tolist() == [1, 2]


# ------------------------------------------------------------------------------------------------------ two ledgers


def both(ledger):
    filed = ledger(
        MEDIATION,
        dispute("(2024)测调字第1号", day(3, 5)),
        dispute("(2024)测调字第2号", day(1, 3), a="丙三", b="丁四"),
        dispute("(2024)测调字第3号", day(6, 1), a="戊五", b="己六"),
        name="调解.xlsx",
    )
    found = ledger(
        SCREENING,
        ["1", day(3, 1), "城东社区", "甲一、乙二", "邻里", "", day(3, 9), "已化解"],
        ["2", day(12, 30, 2023), "城东社区", "丙三", "邻里", "", day(1, 9), "已化解"],
        # Another type, another time: the same person with another dispute.
        ["3", day(6, 1), "城东社区", "戊五", "合同", "", "", "正在化解"],
        ["4", day(11, 1), "城东社区", "戊五", "邻里", "", "", "未化解"],
        name="排查.xlsx",
    )
    return filed, found


def test_a_dispute_in_two_ledgers_counts_once_in_the_year_it_was_found(ledger):
    joint = merge_ledgers(*both(ledger))
    assert joint.matches[["mediation_row", "screening_row", "days"]].to_numpy().tolist() == [[2, 2, 4], [3, 3, 4]]
    assert joint.yearly("某街道").set_index("year")["value"].to_dict() == {2023: 1, 2024: 4}
    assert "parties" not in joint.cases


def test_ledgers_in_the_wrong_order_or_without_hashes_are_refused(ledger):
    filed, found = both(ledger)
    with pytest.raises(LawstatsError, match="顺序"):
        merge_ledgers(found, filed)
    filed.parties = []
    with pytest.raises(LawstatsError, match="重新读取"):
        merge_ledgers(filed, found)


# --------------------------------------------------------------------------------------------------------- measures


def test_mediation_rates_show_both_figures_and_what_is_unknown(ledger):
    read = ledger(
        MEDIATION,
        dispute("(2024)测调字第1号"),
        dispute("(2024)测调字第2号", form="口头", done="未履行", a="丙三"),
        dispute("(2024)测调字第3号", day(3, 5), ended=day(4, 30), done="", a="丁四"),
        dispute("(2024)测调字第4号", result="不成功", form="", done="", a="戊五"),
        dispute("(2024)测调字第5号", result="调解中", a="己六"),
        dispute("(2024)测调字第6号", day(3, 5), ended=day(2, 1), a="庚七"),
    )
    table = rates(read).set_index("rate")
    assert table.loc["success", ["numerator", "denominator"]].tolist() == [4, 5]
    assert table.loc["written_agreement", ["numerator", "denominator"]].tolist() == [3, 4]
    assert table.loc["performance", ["numerator", "denominator", "unknown"]].tolist() == [2, 3, 1]
    # An ending before the filing says nothing about the time it took.
    assert table.loc["within_30_days", ["numerator", "denominator", "unknown"]].tolist() == [3, 4, 1]
    assert table.loc["success", "means"].startswith("成功/")


def test_rates_by_community(ledger):
    rows = [dispute(f"(2024)测调字第{n}号", a=f"甲{n}", place=f"城{'东西'[n % 2]}社区") for n in range(5)]
    table = rates(ledger(MEDIATION, *rows), by=["community"])
    assert table.loc[table["rate"] == "success", ["community", "denominator"]].to_numpy().tolist() == [
        ["城东社区", 3],
        ["城西社区", 2],
    ]


def test_review_first_late_or_not_at_all(ledger):
    read = ledger(
        CONTRACTS,
        ["H1", "保洁", day(3, 1), "通过", "", day(3, 5)],
        ["H2", "绿化", day(3, 5), "修改", "采纳", day(3, 5)],
        ["H3", "采购", day(3, 9), "修改", "未采纳", day(3, 5)],
        ["H4", "租赁", "", "", "", day(3, 5)],
        ["H1", "保洁补充协议", day(6, 1), "通过", "", day(6, 5)],
    )
    assert read.cases["review"].tolist() == ["first", "first", "late", "none", "first"]
    table = rates(read).set_index("rate")
    assert table.loc["reviewed", ["numerator", "denominator"]].tolist() == [4, 5]
    assert table.loc["reviewed_first", ["numerator", "denominator"]].tolist() == [3, 5]
    assert table.loc["advice_adopted", ["numerator", "denominator"]].tolist() == [1, 2]
    assert read.yearly().set_index("indicator")["value"]["contracts_signed"] == 5


def test_open_overdue_and_in_time(ledger):
    read = ledger(
        SCREENING,
        ["1", day(3, 1), "城东社区", "甲一", "邻里", "30日内", day(3, 20), "已化解"],
        ["2", day(3, 1), "城东社区", "乙二", "邻里", "10天", day(3, 20), "已化解"],
        ["3", day(3, 1), "城东社区", "丙三", "邻里", day(4, 1), "", "正在化解"],
        ["4", day(12, 1), "城西社区", "丁四", "合同", day(1, 31, 2025), "", "未化解"],
        ["5", day(12, 2), "城西社区", "戊五", "合同", "长期", "", "正在化解"],
        ["6", day(3, 1), "城西社区", "己六", "合同", day(3, 9), "", "已化解"],
        ["7", day(1, 2, 2025), "城西社区", "庚七", "合同", "", "", "未化解"],
    )
    now = open_cases(read, day(12, 31)).iloc[0]
    assert now.drop("oldest_days").to_dict() == {
        "registered": 6, "open": 3, "overdue": 1, "late": 1, "in_time": 1, "not_due": 1, "no_deadline": 1,
    }  # fmt: skip
    assert now["oldest_days"] == 305
    # In the middle of March the case that ended on the 20th was still open.
    assert open_cases(read, day(3, 15)).iloc[0]["open"] == 3
    assert open_cases(read, day(12, 31), by=["community"])["open"].tolist() == [1, 2]


def test_days_to_end(ledger):
    rows = [dispute(f"(2024)测调字第{n}号", a=f"甲{n}", ended=day(3, 5 + n)) for n in (1, 3, 9)]
    assert days_to_end(ledger(MEDIATION, *rows)).iloc[0].tolist() == [2024, 3, 3, 3, 2, 6, 9]


@pytest.fixture
def base(ledger):
    rows = [[2024, "城东社区", 2000, 5, 4], [2024, "城西社区", 500, 2, 0], [2024, "城南社区", 800, 3, 3]]
    return ledger(BASE, *rows, name="基础.xlsx")


def test_counts_per_household_name_small_numbers_and_silence(ledger, base):
    rows = [dispute(f"(2024)测调字第{n}号", a=f"甲{n}", place="城东社区" if n < 12 else "城西社区") for n in range(14)]
    read = ledger(MEDIATION, *rows)
    table = per_exposure(read, base).set_index("community")
    assert table["rate"].to_dict() == {"城东社区": 6, "城西社区": 4, "城南社区": 0}
    assert table["few"].to_dict() == {"城东社区": False, "城西社区": True, "城南社区": True}
    assert per_exposure(read, base, "grids").set_index("community")["rate"]["城东社区"] == pytest.approx(12 / 5)
    assert silent_communities(read, base).to_numpy().tolist() == [[2024, "城南社区"]]


def test_a_year_without_denominators_borrows_none(ledger, base):
    read = ledger(MEDIATION, dispute("(2023)测调字第1号", day(3, 5, 2023), ended=day(3, 9, 2023)))
    table = per_exposure(read, base)
    assert table["exposure"].isna().all()
    assert table["rate"].isna().all()


def test_activities_reach_and_themes(ledger, base):
    rows = [
        [day(3, 1), "物业纠纷怎么办", "讲座", "城东社区", "", "司法所", "50余人", ""],
        [day(4, 1), "宪法宣传", "讲座", "城西社区", "", "司法所", 40, 100],
        [day(5, 1), "反诈集市", "集市", "城南社区", "", "派出所", 60, 100],
    ]
    publicity = ledger(PUBLICITY, *rows, kind="publicity", name="普法.xlsx")
    by_form = activities(publicity, ["form"]).set_index("form")
    assert by_form.loc["lecture", ["events", "audience_low", "audience_high"]].tolist() == [2, 90, 99]
    reached = community_reach(publicity, base, "lecture").iloc[0]
    assert reached[["reached", "communities", "missed"]].tolist() == [2, 3, "城南社区"]
    disputes = ledger(MEDIATION, *(dispute(f"(2024)测调字第{n}号", a=f"甲{n}", kind="物业") for n in range(3)))
    table = themes_and_needs(publicity, disputes).set_index("dispute_type")
    assert table.loc["property", ["disputes", "disputes_share", "lectures", "lectures_share"]].tolist() == [
        3,
        1,
        1,
        0.5,
    ]


def test_breakdowns_add_up_to_the_year(ledger):
    kinds = ["邻里", "漏水", "合同", ""]
    rows = [dispute(f"(2024)测调字第{n}号", day(n + 1, 2), a=f"甲{n}", kind=kind) for n, kind in enumerate(kinds)]
    read = ledger(MEDIATION, *rows)
    for by in (["dispute_type"], ["month"], ["community", "dispute_type"]):
        assert breakdown(read, by)["count"].sum() == 4
    assert breakdown(read, ["dispute_type"])["dispute_type"].isna().sum() == 1


def test_different_kinds_are_not_measured_together(ledger, base):
    with pytest.raises(LawstatsError, match="同一种"):
        rates([ledger(MEDIATION, dispute()), base])
