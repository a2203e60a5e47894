"""Layouts clerks choose without asking: ticks under several headings, 同上, years side by side, other words.

Everybody in these workbooks is invented.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers import Ledger, read_ledger
from lawstats.reading.ledgers.matching import Lexicon

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"only for tests, nothing to keep."


def workbook(rows: list[list[Any]], merges: tuple[str, ...] = (), sheet: str = "登记") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    for area in merges:
        page.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def read(tmp_path):
    def call(data: bytes | list[list[Any]], *merges: str, name: str = "台账.xlsx", **more: Any) -> Ledger:
        path: Path = tmp_path / name
        path.write_bytes(workbook(data, merges) if isinstance(data, list) else data)
        return read_ledger(path, key=KEY, **more)

    return call


def figures(ledger: Ledger) -> dict[tuple[str, int], float]:
    return {(row.indicator, row.year): row.value for row in ledger.yearly().itertuples()}


def whats(ledger: Ledger, *, repaired: bool) -> list[str]:
    return ledger.problems.loc[ledger.problems["repaired"] == repaired, "what"].tolist()


TICK_TOP = ["序号", "受理日期", "社区", "当事人", "纠纷类型", "", "", "调解结果", "", "", "结案日期"]
TICK_LOW = ["", "", "", "", "婚姻家庭", "邻里", "其他", "成功", "不成功", "终止", ""]
TICK_ROWS = [
    [1, "2024.3.5", "城东社区", "甲一", "√", "", "", "√", "", "", "2024.3.9"],
    [2, "2024.3.6", "城东社区", "甲二", "", "✓", "", "", "√", "", "2024.3.9"],
    [3, "2024.3.7", "城西社区", "甲三", "", "", 1, "", "", "是", "2024.3.9"],
    [4, "2024.3.8", "城西社区", "甲四", "√", "√", "", "", "", "", ""],
]
TICK_MERGES = ("E1:G1", "H1:J1", "A1:A2", "B1:B2", "C1:C2", "D1:D2", "K1:K2")


@pytest.mark.parametrize("merges", [TICK_MERGES, ()], ids=["merged", "blank cells"])
def test_ticks_under_a_group_are_one_column(read, merges):
    ledger = read([TICK_TOP, TICK_LOW, *TICK_ROWS], *merges)
    assert ledger.cases["dispute_type"].astype("object").tolist()[:3] == ["family", "neighbour", "other"]
    assert ledger.cases["result"].astype("object").tolist()[:3] == ["success", "failure", "terminated"]
    assert figures(ledger)["disputes_accepted", 2024] == 4
    assert figures(ledger)["disputes_settled", 2024] == 1
    # Two ticks are a question, no tick is an open case.
    assert "纠纷类型：待人工复核" in whats(ledger, repaired=False)
    assert ledger.cases["result"].isna().tolist() == [False, False, False, True]


def test_ticks_without_a_group_are_one_column(read):
    head = ["编号", "排查日期", "社区", "类型", "已化解", "化解中", "未化解", "化解日期"]
    rows = [
        [1, "2024.3.5", "城东社区", "邻里", "√", "", "", "2024.3.9"],
        [2, "2024.4.5", "城东社区", "物业", "", "", "√", ""],
    ]
    ledger = read([head, *rows])
    assert ledger.cases["status"].tolist() == ["resolved", "unresolved"]
    assert figures(ledger)["disputes_resolved", 2024] == 1


def test_a_short_text_row_below_a_header_is_a_case_not_a_second_header(read):
    """Words of closed lists in the first case stand under headings of their own and make no group."""
    ledger = read("受理日期,纠纷类型,调解结果\n2024.3.5,邻里,成功\n2024.4.5,物业,不成功\n".encode(), name="台账.csv")
    assert figures(ledger)["disputes_accepted", 2024] == 2


def test_a_mark_that_is_no_tick_is_asked_about(read):
    rows = [[1, "2024.3.5", "城东社区", "甲一", "√", "", "", "稍后", "", "", ""]]
    ledger = read([TICK_TOP, TICK_LOW, *rows], *TICK_MERGES)
    assert ledger.cases["result"].isna().all()
    assert "取值：不在词表中" in whats(ledger, repaired=False)
    assert "稍后" not in ledger.problems.to_csv()


def test_the_cell_above_said_again(read):
    head = ["序号", "卷号", "受理日期", "社区", "当事人", "纠纷类型", "调解结果"]
    rows = [
        [1, "(2024)测1号", "2024.3.5", "城东社区", "甲一", "邻里", "成功"],
        ["〃", "〃", "同上", "同上", "甲二", "同上", "〃"],
        [2, "(2024)测2号", "同上", "同上", "甲三", "物业", "同上"],
    ]
    ledger = read([head, *rows])
    assert len(ledger.cases) == 2
    assert ledger.cases["accepted_date"].notna().all()
    assert ledger.cases["community"].tolist() == ["城东社区", "城东社区"]
    assert ledger.cases["dispute_type"].tolist() == ["neighbour", "property"]
    assert "“同上”按上一行补填" in whats(ledger, repaired=True)


def test_nothing_stands_above_the_first_row(read):
    ledger = read([["受理日期", "纠纷类型", "社区"], ["同上", "邻里", "城东社区"]])
    assert "日期：不是日期" in whats(ledger, repaired=False)


@pytest.mark.parametrize(
    ("kind", "heading", "key"),
    [
        ("mediation", "民间纠纷受理时间", "accepted_date"),
        ("mediation", "案件纠纷性质", "dispute_type"),
        ("mediation", "申请人的姓名", "party_a"),
        ("litigation", "行政机关负责人是否出庭", "leader_attended"),
        ("counsel", "意见书文号", "opinion_number"),
        ("publicity", "开展形式", "form"),
        ("contracts", "合同相对人", "counterparty"),
        ("base", "网格个数", "grids"),
    ],
)
def test_a_heading_in_other_words(kind, heading, key):
    found = Lexicon(load_ledger_words().kinds[kind]).match((heading,))
    assert found is not None
    assert found.column.key == key


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("mediation", "日期"),
        ("mediation", "司法确认申请日期"),
        ("screening", "工作单位名"),
        ("screening", "所在单位"),
        ("screening", "登记日"),
        ("contracts", "审核"),
        ("base", "2023年"),
    ],
)
def test_a_heading_that_only_looks_alike(kind, heading):
    found = Lexicon(load_ledger_words().kinds[kind]).match((heading,))
    assert found is None or not found.column.keep


def test_of_two_headings_the_plainer_is_read(read):
    head = ["受理日期", "案由", "纠纷类型", "社区"]
    ledger = read([head, ["2024.3.5", "楼上漏水要求赔偿", "邻里纠纷", "城东社区"]])
    assert ledger.cases["dispute_type"].tolist() == ["neighbour"]
    assert "两列表头意思相同，这一列没有读取" in whats(ledger, repaired=False)


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        (
            [
                ["社区", "户数", "", "调解员", ""],
                ["", "2023年", "2024年", "2023年", "2024年"],
                ["城东社区", 900, 950, 4, 5],
            ],
            ("A1:A2", "B1:C1", "D1:E1"),
        ),
        ([["社区", "2023年户数", "2024年户数", "调解员(2023年)", "调解员(2024年)"], ["城东社区", 900, 950, 4, 5]], ()),
    ],
    ids=["two rows", "one row"],
)
def test_years_side_by_side(read, rows, merges):
    found = figures(read(rows, *merges))
    assert (found["households", 2023], found["households", 2024]) == (900, 950)
    assert (found["mediators", 2023], found["mediators", 2024]) == (4, 5)
    assert {year for _, year in found} == {2023, 2024}


def test_a_file_is_what_its_first_bytes_say(read):
    rows = [["受理日期", "纠纷类型", "社区"], ["2024.3.5", "邻里", "城东社区"]]
    page = (
        "<html><body><table>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table></body></html>"
    )
    text = "\n".join(",".join(row) for row in rows)
    for name, data in {
        "工作簿.csv": workbook(rows),
        "新格式.xls": workbook(rows),
        "文字.xlsx": text.encode("gb18030"),
        "网页.xls": page.encode("gb18030"),
    }.items():
        ledger = read(data, name=name)
        assert figures(ledger)["disputes_accepted", 2024] == 1, name
        assert ("扩展名与内容不符，按内容读取" in whats(ledger, repaired=True)) == (name != "新格式.xls"), name


def test_spans_of_a_web_table_are_merges(read):
    page = (
        "<table><tr><th rowspan=2>受理日期</th><th rowspan=2>纠纷类型</th><th colspan=2>调解结果</th></tr>"
        "<tr><th>成功</th><th>不成功</th></tr><tr><td>2024-3-5</td><td>邻里</td><td>√</td><td>&nbsp;</td></tr></table>"
    )
    assert figures(read(page.encode(), name="导出.xls"))["disputes_settled", 2024] == 1


@pytest.mark.parametrize("data", [b"%PDF-1.7 x,y,z", bytes(range(256)) * 8, b"<?xml version='1.0'?><Workbook/>"])
def test_what_is_no_table_is_refused(read, data):
    with pytest.raises(LawstatsError) as caught:
        read(data, name="台账.xlsx")
    assert caught.value.advice


def test_a_register_silent_about_review_says_nothing_about_it(read):
    ledger = read([["合同名称", "合同编号", "签订日期", "金额"], ["采购", "H1", dt.date(2024, 3, 5), 500]])
    assert figures(ledger) == {("contracts_signed", 2024): 1}


def test_an_opinion_without_a_date_proves_review_and_no_order(read):
    head = ["合同名称", "合同编号", "签订日期", "审查意见"]
    ledger = read([head, ["采购", "H1", dt.date(2024, 3, 5), "同意"], ["租赁", "H2", dt.date(2024, 3, 6), ""]])
    assert figures(ledger) == {("contracts_signed", 2024): 2, ("contracts_reviewed", 2024): 1}
    assert "有审查意见而没有送审日期" in whats(ledger, repaired=False)


def test_a_table_of_totals_is_no_ledger(read):
    top = ["受理日期", "社区", "纠纷类型", "", "", "调解结果", ""]
    low = ["", "", "婚姻家庭", "邻里", "其他", "成功", "不成功"]
    rows = [[f"2024年{month}月", "城东社区", 3, 5, 4, 11, 1] for month in (1, 2, 3)]
    with pytest.raises(LawstatsError, match="汇总表"):
        read([top, low, *rows], "C1:E1", "F1:G1", "A1:A2", "B1:B2")


ALIKE = ["登记日期", "发生地", "纠纷当事人", "纠纷类型", "办理结果"]
ALIKE_ROW = ["2024.3.5", "城东社区", "甲一", "邻里", "调解成功"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("2024年人民调解台账", "mediation"), ("2024年矛盾纠纷排查台账", "screening"), ("2024年台账", "")],
)
def test_a_title_decides_between_kinds_the_headings_leave_alike(read, title, kind):
    if kind:
        assert read([[title], ALIKE, ALIKE_ROW]).kind == kind
    else:
        with pytest.raises(LawstatsError, match="分不清"):
            read([[title], ALIKE, ALIKE_ROW])


def test_the_kind_that_knows_one_heading_more(read):
    assert read([[*ALIKE, "案由"], [*ALIKE_ROW, ""]], name="甲.xlsx").kind == "mediation"


def test_one_activity_on_the_sheets_of_several_departments(tmp_path):
    book = openpyxl.Workbook()
    for department, day in (("司法所", 8), ("派出所", 9)):
        page = book.create_sheet(department)
        for row in (
            [f"{department}2024年普法活动台账"],
            ["开展时间", "宣传内容", "宣传形式", "活动地点", "参与人次"],
            ["2024.3.5", "民法典宣传", "集中宣传", "中心广场", 300],
            [f"2024.4.{day}", "禁毒宣传", "讲座", "中心广场", 50],
        ):
            page.append(row)
    del book["Sheet"]
    book.save(tmp_path / "普法.xlsx")
    ledger = read_ledger(tmp_path / "普法.xlsx", key=KEY)
    assert figures(ledger)["publicity_events", 2024] == 3
    assert figures(ledger)["publicity_audience", 2024] == 400


def test_a_header_of_two_rows_repeated_for_every_quarter(read):
    rows: list[list[Any]] = []
    merges = []
    for quarter, month in (("一", 2), ("二", 5)):
        at = len(rows) + 2
        rows += [
            [f"2024年第{quarter}季度汇总"],
            ["受理日期", "当事人", "", "纠纷类型", "调解结果"],
            ["", "甲方", "乙方", "", ""],
            [f"{month}.5", "甲一", "甲二", "邻里", "成功"],
            [f"{month}.9", "甲三", "甲四", "物业", "成功"],
        ]
        merges += [f"B{at}:C{at}", f"A{at}:A{at + 1}", f"D{at}:D{at + 1}", f"E{at}:E{at + 1}"]
    assert figures(read(rows, *merges))["disputes_accepted", 2024] == 4
