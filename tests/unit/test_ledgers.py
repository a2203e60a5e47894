"""Ledgers as offices keep them: small workbooks with every kind of dirt, read back. Everybody in them is invented."""

from __future__ import annotations

import datetime as dt
import io
import pickle
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers import Ledger, read_ledger
from lawstats.records import validate

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"only for tests, nothing to keep."
HEAD = ["序号", "卷号", "受理日期", "社区", "当事人", "纠纷类型", "涉及人数", "调解结果", "调解日期"]
DAY = dt.date(2024, 3, 5)


def case(
    number: int, day: object = DAY, place: str = "城东社区", party: str = "", kind: str = "邻里", **more: Any
) -> list[Any]:
    party = party or f"甲{'子丑寅卯辰巳午未申酉戌亥'[number % 12]}{number}"
    row = {"people": 2, "result": "成功", "ended": dt.date(2024, 3, 9), "file": f"(2024)测调字第{number}号"} | more
    return [number, row["file"], day, place, party, kind, row["people"], row["result"], row["ended"]]


@pytest.fixture
def book(tmp_path):
    """Write a workbook: its first sheet, further ones by name, and merged ranges of the first."""

    def write(rows, name="台账.xlsx", sheet="登记", merges=(), **sheets) -> Path:
        workbook = openpyxl.Workbook()
        for title, content in {sheet: rows, **sheets}.items():
            page = workbook.create_sheet(title)
            for row in content:
                page.append(row)
        del workbook["Sheet"]
        for area in merges:
            workbook[sheet].merge_cells(area)
        workbook.save(tmp_path / name)
        return tmp_path / name

    return write


def read(path: Path, *args: Any, **more: Any) -> Ledger:
    return read_ledger(path, *args, key=KEY, **more)


def figures(ledger: Ledger) -> dict[tuple[str, int], float]:
    records = validate(ledger.yearly())
    return {(row.indicator, row.year): row.value for row in records.itertuples()}


def said(ledger: Ledger, *, repaired: bool) -> dict[str, list[str]]:
    chosen = ledger.problems[ledger.problems["repaired"] == repaired]
    return {what: part["cell"].tolist() for what, part in chosen.groupby("what")}


#: A header and one row of every kind, and what they count to.
SAMPLES = {
    "mediation": (
        "序号 卷号 受理日期 调委会 案件来源 当事人A 当事人B 纠纷类型 涉及人数 涉案金额 简要情况 调解员 调解日期 结果 "
        "协议形式 履行 归档",
        "1 (2024)测字1号 2024.3.5 城东社区调委会 当事人申请 甲一 乙二 邻里 2 3万 事 丙三 2024.3.9 成功 书面 已履行 是",
        {"disputes_accepted": 1, "disputes_mediated": 1, "disputes_settled": 1, "mediation_agreements_written": 1},
    ),
    "screening": (
        "编号 排查日期 社区/网格 上报人 当事人 涉及人数 类型 规模(个体/群体) 风险等级 责任单位 责任人 化解时限 "
        "化解方式 化解日期 化解情况 销号",
        "1 2024.3.5 城东社区3网格 丙三 甲一等5人 5人 讨薪 群体 二级 司法所 丁四 30日内 调解 2024.3.20 已化解 是",
        {"disputes_screened": 1, "disputes_resolved": 1},
    ),
    "publicity": (
        "日期 主题/节点 形式 地点社区 主办 对象 场次 参加人数 发放资料(份) 解答咨询(人次) 讲师 标语/展板 阅读量",
        "2024年3月15日 3·15消费维权 讲座 城东社区 司法所 居民 2 200余人 60000余份 30人次 丙三 20条 1.2万",
        {
            "publicity_events": 2,
            "law_lectures": 2,
            "publicity_audience": 200,
            "publicity_materials": 60000,
            "publicity_consultations": 30,
            "publicity_slogans": 20,
        },
    ),
    "counsel": (
        "日期 服务对象 方式 事项 份数 法律意见书编号 采纳情况 律师 时长",
        "2024.3.5 城东社区 坐班 咨询 3次 法意1号 采纳 丙三 2小时",
        {"counsel_consultations": 3, "counsel_opinions": 1},
    ),
    "contracts": (
        "序号 合同编号 名称 相对方 金额 承办科室 送审日期 审查人 意见 采纳 签订日期 履行",
        "1 HT-1 采购合同 某公司 3.2万元 党政办 2024.3.1 丙三 通过 采纳 2024.3.5 已履行",
        {"contracts_signed": 1, "contracts_reviewed": 1, "contracts_reviewed_first": 1},
    ),
    "litigation": (
        "案号 申请人/原告 被申请人/被告 案由 受理日期 类别 审级 开庭次数 负责人出庭(姓名职务/未出庭理由) 结果 办结日期",
        "(2024)测行初1号 甲一 街道办 处罚 2024.3.5 行政诉讼 一审 2 丙某副主任 驳回 2024.6.1",
        {"administrative_litigation": 1, "court_appearances_due": 1, "court_appearances": 1},
    ),
    "base": (
        "年份 社区 户数 户籍人口 常住人口 网格数 网格员(专) 网格员(兼) 调委会 调解员(专) 调解员(兼) 法律明白人 法顾",
        "2024 城东社区 1,200 3000 3200 12 12 0 1 3 5 3 1",
        {
            "communities": 1,
            "households": 1200,
            "registered_population": 3000,
            "resident_population": 3200,
            "grids": 12,
            "grid_workers": 12,
            "mediation_committees": 1,
            "mediators": 8,
            "mediators_full_time": 3,
            "law_savvy_residents": 3,
            "counsel_headcount": 1,
        },
    ),
}


def sample(kind: str) -> list[list[str]]:
    head, row, _ = SAMPLES[kind]
    return [head.split(), row.split()]


@pytest.mark.parametrize("kind", SAMPLES)
def test_each_kind_is_recognised_by_its_header_and_counted(book, kind):
    ledger = read(book(sample(kind)))
    assert ledger.kind == kind
    assert {indicator: value for (indicator, year), value in figures(ledger).items() if year == 2024} == SAMPLES[kind][
        2
    ]


def test_records_name_sheet_rows_and_file(book):
    rows = [["2024年台账"], HEAD, case(1), case(2), ["小计"], case(3)]
    record = read(book(rows)).yearly("云溪街道").iloc[0]
    assert (record["office"], record["source"], record["place"]) == ("云溪街道", "台账.xlsx", "登记!3-4、6行")
    assert (record["period_start"], record["period_end"]) == (pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 12, 31))


def test_approximate_attendance_stays_an_interval(book):
    head = ["日期", "活动主题", "形式", "参加人数", "发放资料"]
    rows = [
        [DAY, "宪法", "讲座", "200余人", 100],
        [DAY, "禁毒", "集市", 50, "全覆盖"],
        [DAY, "反诈", "集市", "不详", "80余"],
    ]
    records = read(book([head, *rows]), "publicity").yearly().set_index("indicator")
    assert records.loc["publicity_audience", ["value", "low", "high", "qualifier"]].tolist() == [250, 250, 349, "over"]
    assert records.loc["publicity_materials", ["low", "high"]].tolist() == [180, 189]


def test_title_and_two_row_header_with_merges(book):
    top = [
        "序号",
        "受理日期",
        "社区",
        "当事人A",
        "",
        "",
        "当事人B",
        "",
        "纠纷类型",
        "司法确认",
        "",
        "涉案金额(万元)",
        "结果",
    ]
    low = ["", "", "", "姓名", "性别", "电话", "姓名", "电话", "", "是否", "日期", "", ""]
    row = [
        1,
        "3.5",
        "城东社区",
        "甲一",
        "女",
        "13900000001",
        "乙二",
        "13900000002",
        "邻里",
        "是",
        "3.20",
        "1.5",
        "成功",
    ]
    merges = ["A1:M1", "D3:F3", "G3:H3", "J3:K3", "A3:A4", "B3:B4", "C3:C4", "I3:I4", "L3:L4", "M3:M4"]
    path = book([["云溪街道2024年人民调解案件登记台账"], ["填报单位:司法所"], top, low, row], merges=merges)
    ledger = read(path)
    found = ledger.cases.iloc[0]
    assert ledger.office == "云溪街道"
    assert (found["accepted_date"], found["amount"]) == (pd.Timestamp(2024, 3, 5), 15000)
    assert (found["confirmed"], found["confirmed_date"]) == ("yes", pd.Timestamp(2024, 3, 20))
    assert len(ledger.parties[0]) == 2


def test_two_row_header_of_a_csv_without_merges(tmp_path):
    text = (
        "2024年台账,,,,,,\n序号,受理日期,当事人A,,当事人B,,纠纷类型\n,,姓名,电话,姓名,电话,\n1,3.5,甲一,1,乙二,2,物业\n"
    )
    path = tmp_path / "调解.csv"
    path.write_text(text, encoding="gb18030")
    ledger = read(path)
    assert (
        ledger.cases[["dispute_type", "community" if "community" in ledger.cases else "row"]].iloc[0, 0] == "property"
    )
    assert len(ledger.parties[0]) == 2
    assert "GB18030" in ledger.problems["found"].tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_encoding(tmp_path, encoding):
    path = tmp_path / "排查.csv"
    path.write_text("编号,排查日期,社区,类型,化解情况\n1,2024/3/5,城东社区,镕记合同,未化解\n", encoding=encoding)
    ledger = read(path)
    assert ledger.cases.iloc[0]["community"] == "城东社区"
    assert figures(ledger)["disputes_screened", 2024] == 1


def test_subtotals_are_removed_and_checked(book):
    rows = [
        HEAD, case(1), case(2), ["", "小计", "", "", "", "", 4], case(3), ["", "3月小计", "", "", "", "", 5],
        ["合计", "", "", "", "", "", 6], ["总计:3件", "", "", "", "", "", 6],
    ]  # fmt: skip
    ledger = read(book(rows))
    assert figures(ledger)["disputes_accepted", 2024] == 3
    assert said(ledger, repaired=True)["小计、合计行，不作案件"] == ["第4行", "第6行", "第7行", "第8行"]
    assert said(ledger, repaired=False)["小计、合计与所列各行之和不符"] == ["G6"]


def test_a_right_subtotal_and_a_total_in_words_are_not_reported(book):
    head = ["日期", "活动主题", "形式", "发放资料"]
    rows = [
        head,
        [DAY, "宪法", "讲座", "500余"],
        [DAY, "禁毒", "讲座", 300],
        ["合计", "", "", "800余份"],
        ["合计", "", "", 1200],
    ]
    found = said(read(book(rows), "publicity"), repaired=False)
    assert found["小计、合计与所列各行之和不符"] == ["D5"]


def test_repeated_headers_footers_and_empty_rows(book):
    rows = [HEAD, case(1), [None] * 9, HEAD, case(2), [3], ["填表人:丙三", "", "审核人:丁四"], ["注:电话13900000001"]]
    ledger = read(book(rows))
    assert len(ledger.cases) == 2
    assert said(ledger, repaired=True)["重复的表头行，已去掉"] == ["第4行"]
    assert "丙三" not in ledger.problems.to_csv()


def test_merged_body_cells_are_filled_only_where_a_merge_says_so(book):
    rows = [
        HEAD,
        case(1),
        [2, "(2024)测调字第2号", dt.date(2024, 4, 2), "", "乙一", "合同", 5, "成功", None],
        case(3, place=""),
    ]
    merged = read(book(rows, merges=["D2:D3", "G2:G3"]))
    assert merged.cases["community"].tolist() == ["城东社区", "城东社区", ""]
    # One figure for the merged rows together, not one for each.
    assert merged.cases["people"].tolist()[0] == 2
    assert pd.isna(merged.cases["people"].tolist()[1])
    assert said(merged, repaired=True)["按合并单元格补填"] == ["D3"]


def test_years_from_section_rows_sheets_and_titles(book):
    rows = [HEAD, ["2022年"], case(1, "3.5", ended="3.9"), ["2023年"], case(2, "3月上旬", ended="3.20")]
    ledger = read(book(rows, name="登记.xlsx"))
    assert ledger.cases["accepted_date"].dt.year.tolist() == [2022, 2023]
    assert ledger.cases["accepted_date_end"].tolist()[1] == pd.Timestamp(2023, 3, 10)
    months = {"4月": [HEAD, case(2, "7日", ended="4.9")]}
    by_month = read(book([HEAD, case(1, "5日", ended="3.9")], name="2021年调解.xlsx", sheet="3月", **months))
    assert by_month.cases["accepted_date"].tolist() == [pd.Timestamp(2021, 3, 5), pd.Timestamp(2021, 4, 7)]


def test_a_date_without_any_year_is_not_given_one(book):
    path = book([HEAD, case(1, "3.5", ended="3.9")])
    assert read(path).yearly().empty
    assert figures(read(path, year=2020))["disputes_accepted", 2020] == 1


def test_a_case_across_the_new_year(book):
    late = case(1, "12.20", ended="1.8")
    stated = case(2, dt.date(2023, 12, 25), ended=dt.date(2024, 1, 4))
    ledger = read(book([["2023年台账"], HEAD, late, stated]))
    assert figures(ledger) == {
        ("disputes_accepted", 2023): 2,
        ("disputes_mediated", 2024): 2,
        ("disputes_settled", 2024): 2,
    }


def test_an_open_case_is_accepted_and_not_mediated(book):
    rows = [HEAD, case(1), case(2, result="调解中", ended=None), case(3, result="不成功")]
    found = figures(read(book(rows)))
    assert (found["disputes_accepted", 2024], found["disputes_mediated", 2024]) == (3, 2)
    assert found["disputes_settled", 2024] == 1


def test_sheets_by_community_give_the_community(book):
    head = [name for name in HEAD if name != "社区"]
    row = [cell for position, cell in enumerate(case(1)) if position != 3]
    other = [2, "(2024)测调字第2号", *row[2:]]
    ledger = read(book([head, row], sheet="城东社区", 城西社区=[["云溪街道城西社区2024年台账"], head, other]))
    assert ledger.cases["community"].tolist() == ["城东社区", "城西社区"]


def test_an_office_names_its_own_headings_communities_and_types(book):
    rows = [["登记日", "村居", "当事人", "纠纷类型", "结果"], [DAY, "老街", "甲一", "楼道纠纷", "成功"]]
    path = book(rows)
    with pytest.raises(LawstatsError, match="缺少列受理日期"):
        read(path, "mediation")
    found = read(
        path, "mediation", aliases={"登记日": "受理日期", "老街": "城东社区", "楼道纠纷": "邻里纠纷"}
    ).cases.iloc[0]
    assert (found["community"], found["dispute_type"]) == ("城东社区", "neighbour")


def test_a_review_list_for_ambiguous_types(book):
    ledger = read(book([HEAD, case(1, kind="漏水"), case(2, kind="邻里")]))
    open_ = ledger.problems[ledger.problems["what"].str.contains("待人工复核")]
    assert open_[["cell", "found"]].to_numpy().tolist() == [["F2", "漏水（邻里纠纷/物业纠纷）"]]
    assert ledger.cases["dispute_type"].isna().tolist() == [True, False]
    assert ledger.cases["dispute_type_open"].tolist() == [True, False]


# ------------------------------------------------------------------------------------------------ zero and absence


def test_a_stated_nought_is_a_figure_and_an_empty_table_is_none(book):
    head = ["案号", "原告", "受理日期", "类别", "审级", "结果"]
    stated = figures(read(book([["2023年行政复议行政诉讼台账"], head, ["全年无行政诉讼案件"]])))
    assert stated == {("administrative_litigation", 2023): 0}
    one_kind = figures(read(book([["2023年行政复议台账"], head, ["无"]])))
    assert one_kind == {("administrative_reconsideration", 2023): 0}
    empty = read(book([["2023年行政复议行政诉讼台账"], head]))
    assert empty.yearly().empty
    assert "只有表头，没有登记行" in said(empty, repaired=False)


def test_a_rate_of_nothing_is_asked_about(book):
    head = ["案号", "原告", "受理日期", "类别", "审级", "结果"]
    ledger = read(book([["2023年台账"], head, ["本年度无行政诉讼案件，出庭应诉率100%"]]), "litigation")
    assert "没有案件却写了比率" in said(ledger, repaired=False)


def test_a_month_without_cases_is_no_year_without(book):
    ledger = read(book([HEAD, ["无"]], name="2024年.xlsx", sheet="3月"))
    assert ledger.yearly().empty


def test_no_settled_case_among_classified_ones_is_a_counted_nought(book):
    found = figures(read(book([HEAD, case(1, result="不成功")])))
    assert found["disputes_settled", 2024] == 0


def test_an_unread_result_leaves_no_nought(book):
    found = figures(read(book([HEAD, case(1, result="见附件")])))
    assert ("disputes_settled", 2024) not in found


# -------------------------------------------------------------------------------------------------------- refusals


def fails(path: Path, *args: Any) -> LawstatsError:
    with pytest.raises(LawstatsError) as caught:
        read(path, *args)
    assert caught.value.file == path.name
    assert caught.value.advice
    return caught.value


def test_broken_files(tmp_path, book):
    good = book([HEAD, case(1)])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", "x")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    contents = {
        "半截.xlsx": (good.read_bytes()[:2000], "损坏"),
        "空.xlsx": (b"", "空的"),
        "文字.xlsx": (b"hello", "不是 Excel"),
        "网页.xls": (b"<html><table></table></html>", "里面没有表格"),
        "压缩包.xlsx": (archive.getvalue(), "损坏"),
        "加密.xlsx": (locked, "密码"),
        "报告.docx": (b"PK", "扩展名"),
    }
    for name, (data, word) in contents.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert word in fails(path).found, name
    assert "没有这个文件" in fails(tmp_path / "无.xlsx").found


def test_a_missing_column_names_sheet_column_and_synonyms(book):
    error = fails(book([[n for n in HEAD if n != "受理日期"], [c for i, c in enumerate(case(1)) if i != 2]]))
    assert "受理日期" in error.found
    assert "登记" in error.place
    assert "aliases" in error.advice


def test_a_sheet_that_lacks_a_column_its_neighbours_have_is_not_skipped(book):
    path = book(
        [HEAD, case(1)], 二月=[[n for n in HEAD if n != "受理日期"], [c for i, c in enumerate(case(2)) if i != 2]]
    )
    assert "二月" in fails(path).place


def test_a_wrong_sheet_and_an_unknown_kind(book):
    assert "表头" in fails(book([["姓名", "得分"], ["甲一", 3]])).found
    assert "登记" in fails(book([HEAD, case(1)]), "publicity").place
    assert "mediation" in fails(book([HEAD, case(1)]), "调解").advice


def test_ambiguity_names_the_candidates(book):
    error = fails(book([["日期", "社区", "对象", "内容", "备注", "事项"], [DAY, "城东社区", "居民", "x", "", "咨询"]]))
    assert "普法宣传活动台账" in error.found
    assert "法律顾问工作日志" in error.found
    assert 'kind="counsel"' in error.advice


def test_two_ledgers_in_one_file_must_be_told_apart(book):
    path = book([HEAD, case(1)], 普法=sample("publicity"))
    assert "几种台账" in fails(path).found
    assert len(read(path, "publicity").cases) == 1
    assert "普法" in read(path, "mediation").problems["sheet"].tolist()


def test_hidden_sheets_are_not_read_and_said_so(book):
    path = book([HEAD, case(1)], 旧=[HEAD, case(2)])
    workbook = openpyxl.load_workbook(path)
    workbook["旧"].sheet_state = "hidden"
    workbook.save(path)
    ledger = read(path)
    assert len(ledger.cases) == 1
    assert "隐藏的工作表，没有读取" in said(ledger, repaired=False)


# ---------------------------------------------------------------------------------------------------------- checks


def test_every_question_asks_and_none_accuses(book):
    rows = [[*HEAD, "简要情况"]]
    rows += [[*case(n, DAY, "城东社区"), "因琐事争执"] for n in range(1, 25)]
    rows += [[*case(n, dt.date(2024, 5, n % 28 + 1), f"城{'西南北'[n % 3]}社区"), ""] for n in range(25, 37)]
    rows += [
        [*case(40, dt.date(2024, 6, 1), ended=dt.date(2024, 5, 1)), ""],
        [*case(41, dt.date(2024, 6, 2), kind=""), ""],
    ]
    ledger = read(book(rows))
    asked = ledger.problems[~ledger.problems["repaired"]]
    whats = set(asked["what"])
    assert {
        "一个社区的件数远高于平均份额",
        "同一社区同一天成批登记",
        "简要情况完全相同",
        "成功率恰为100%",
        "调解日期早于登记日期",
        "应填的没有填或读不出",
        "最后一条登记离年末较远",
    } <= whats
    assert asked["advice"].str.contains("需核实").all()
    assert not asked["what"].str.contains("造假|虚报|作假|违规").any()


def test_an_ordinary_year_raises_no_pattern(book):
    rows = [HEAD]
    for n in range(1, 49):
        day = dt.date(2024, (n - 1) % 12 + 1, n % 27 + 1)
        result = "不成功" if n == 7 else "成功"
        rows.append(case(n, day, f"城{'东西南北'[n % 4]}社区", result=result, ended=day + dt.timedelta(days=3)))
    assert read(book(rows)).problems["repaired"].all()


def test_late_review_and_base_changes_are_asked_about(book):
    head, row = sample("contracts")
    row[head.index("送审日期")] = "2024.4.1"
    assert "送审晚于签订" in said(read(book([head, row])), repaired=False)
    base = [
        ["年份", "社区", "户数", "网格数"],
        [2021, "城东社区", 900, 9],
        [2021, "城西社区", 800, 8],
        [2023, "城东社区", 1700, 9],
    ]
    found = said(read(book(base)), repaired=False)
    assert {"缺少一年的基础数", "社区名单与前一份不同", "网格数合计变动超过5%"} <= set(found)


# --------------------------------------------------------------------------------------------------------- privacy


def test_nothing_personal_leaves_the_file(book):
    secrets = {
        "序号": 1,
        "卷号": "(2024)测调字第77号",
        "受理日期": "2024.3.5",
        "社区": "城东社区",
        "当事人A": "戊己庚",
        "电话": "13912345678",
        "身份证号": "530302199001011234",
        "住址": "云溪街道城东社区3栋2单元501室",
        "当事人B": "辛壬癸等5人",
        "纠纷类型": "戊己庚家的事",
        "涉及人数": "戊己庚",
        "涉案金额": "卡号6222020200112233445",
        "简要情况": "戊己庚打伤辛壬癸",
        "调解员": "甲乙丙",
        "调解日期": "戊己庚说改天",
        "调解结果": "戊己庚不肯",
        "履行情况": "辛壬癸已履行",
        "备注": "云A12345",
        "微信": "wugengji",
    }
    ledger = read(book([list(secrets), list(secrets.values())]), "mediation")
    everything = "\n".join(
        [
            ledger.cases.to_csv(),
            ledger.problems.to_csv(),
            ledger.yearly().to_csv(),
            ledger.shown().to_csv(),
            repr(ledger),
        ]
    )
    for value in ("戊己庚", "辛壬癸", "甲乙丙", "139", "530302", "501", "6222", "12345", "77号", "wugengji"):
        assert value not in everything, value


def test_columns_are_kept_by_allow_list_only(book):
    ledger = read(book([[*HEAD, "其他情况说明表"], [*case(1), "某事"]]))
    allowed = {column.key for column in load_ledger_words().kinds["mediation"].columns if column.keep}
    allowed |= {column.has for column in load_ledger_words().kinds["mediation"].columns if column.has}
    helpers = {
        "sheet",
        "row",
        "rows",
        "n_rows",
        "heading_year",
        "ended_undated",
        "ended_date",
        "days",
        "dispute_type_open",
    }
    assert set(ledger.cases) <= allowed | helpers
    assert "J1" in said(ledger, repaired=False)["表头不认识，整列没有读取"]


def test_errors_do_not_quote_cells(book):
    error = fails(book([["姓名", "得分"], ["戊己庚", 3]]))
    assert "戊己庚" not in str(error)


def test_hashes_do_not_leave_the_process(book):
    ledger = read(book([HEAD, case(1)]))
    assert ledger.parties[0]
    again = pickle.loads(pickle.dumps(ledger))
    assert again.parties == []
    pd.testing.assert_frame_equal(again.cases, ledger.cases)


def test_shown_speaks_chinese(book):
    shown = read(book([HEAD, case(1)])).shown()
    assert shown[["纠纷类型", "调解结果"]].iloc[0].tolist() == ["邻里纠纷", "成功"]


def test_repairs_are_counted(book):
    ledger = read(book([HEAD, case(1, "2024.3.5"), case(2, "2024年3月6日"), case(3, place="城东居委会")]))
    times = ledger.repairs.set_index("what")["times"]
    assert times["文字日期"] == 2
    assert times["社区别名统一"] == 1
