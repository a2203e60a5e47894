"""Personal values put wherever a clerk may put them: none leaves the reader. Everybody and every number is invented."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from lawstats.errors import LawstatsError
from lawstats.reading.ledgers import read_books, read_ledger
from lawstats.reading.privacy.labels import shown_file, shown_sheet

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"only for tests, nothing to keep."
#: Names that stand nowhere else, and numbers in every spelling.
SECRETS = [
    "甄某隐", "欧阳某某", "530302199003071234", "530302900307123", "53030219900307123X", "13887654321",
    "138 8765 4321", "138-8765-4321", "08743123456", "云D12345", "云AD12345", "6222021234567890123", "wxid_abc123",
    "翠湖小区3栋2单元501",
]  # fmt: skip
HEAD = [
    "受理日期",
    "社区",
    "当事人",
    "纠纷类型",
    "简要情况",
    "调解员",
    "调解结果",
    "结案日期",
    "涉及人数",
    "涉案金额",
    "备注",
    "签名",
]
KEPT = [0, 1, 3, 6, 7, 8, 9]


def case(**more: Any) -> list[Any]:
    day = dt.date(2024, 3, 5)
    row = dict(zip(HEAD, [day, "城东社区", "甲一、乙二", "邻里", "", "", "成功", day, 2, 500, "", ""], strict=True))
    return list((row | more).values())


def save(folder: Path, name: str, sheets: dict[str, list[list[Any]]]) -> Path:
    book = openpyxl.Workbook()
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
        page.column_dimensions["E"].hidden = True
        page["A1"].comment = Comment(SECRETS[0], SECRETS[0])
    del book["Sheet"]
    book.properties.creator = SECRETS[0]
    book.save(folder / name)
    return folder / name


def everything(path: Path) -> str:
    ledger = read_ledger(path, key=KEY)
    frames = (ledger.cases, ledger.problems, ledger.yearly(), ledger.shown(), ledger.repairs, ledger.questions)
    return "\n".join([repr(ledger), ledger.file, ledger.office, repr(ledger.zeros), *(f.to_csv() for f in frames)])


def assert_clean(text: str, *more: str) -> None:
    found = [secret for secret in (*SECRETS, *more) if secret in text]
    assert not found, [line for line in text.splitlines() if found[0] in line][:3]


@pytest.mark.parametrize("position", KEPT, ids=[HEAD[i] for i in KEPT])
def test_in_every_column_that_is_kept(tmp_path, position):
    forms = [
        form.format(secret) for secret in SECRETS for form in ("{}", "{}城东社区", "邻里 {}", "成功({})", "3万元{}")
    ]
    rows = [HEAD, *([case()] * 40), *(case(**{HEAD[position]: form}) for form in forms)]
    assert_clean(everything(save(tmp_path, "台账.xlsx", {"登记": rows})))


def test_in_titles_sheet_names_file_names_headings_and_footers(tmp_path):
    rows = [
        ["甄某隐调解室13887654321"], ["填报人:甄某隐"], [*HEAD[:-1], "甄某隐签字13887654321"], case(),
        ["甄某隐"], ["甄某隐2024年"],
        ["合计", "甄某隐"], ["全年无甄某隐行政案件"], ["注:530302199003071234"],
    ]  # fmt: skip
    path = save(tmp_path, "甄某隐13887654321.xlsx", {"甄某隐诉讼": rows, "欧阳某某": [["甄某隐"]]})
    assert_clean(everything(path))
    books = read_books(tmp_path)
    assert_clean(books.records.to_csv() + books.problems.to_csv())


def test_in_departments_clients_and_units(tmp_path):
    head = ["日期", "服务对象", "方式", "事项", "份数", "法律意见书编号", "采纳情况", "律师", "时长"]
    named = ["甄某隐公司", "甄某隐律师事务所", "甄某隐工作室", "社区居民甄某隐", "司法所甄某隐"]
    rows = [[dt.date(2024, 3, 5), x, f"电话{x}", f"咨询{x}", x, x, f"采纳{x}", x, x] for x in (*SECRETS, *named)]
    assert_clean(everything(save(tmp_path, "日志.xlsx", {"登记": [head, *rows]})))


def test_persons_under_the_heading_of_a_community(tmp_path):
    rows = [HEAD, *(case(社区=name) for name in ("甄某隐", "甄某隐", "陈某某", "陈某某", "甄某隐城东社区"))]
    text = everything(save(tmp_path, "台账.xlsx", {"登记": rows}))
    assert_clean(text, "陈某某")
    assert "社区名称无法确认" in text


def test_communities_without_their_word_are_still_read(tmp_path):
    rows = [HEAD, *(case(社区=name) for name in ("城东", "城东", "石桥", "石桥", "东湖", "东湖"))]
    ledger = read_ledger(save(tmp_path, "台账.xlsx", {"登记": rows}), key=KEY)
    assert set(ledger.cases["community"]) == {"城东", "石桥", "东湖"}


@pytest.mark.parametrize(
    "sheets",
    [{"甄某隐": [["甄某隐 13887654321"]]}, {"甄某隐": [HEAD[:1], ["甄某隐"]], "欧阳某某": [["530302199003071234"]]}],
)
def test_in_what_cannot_be_read(tmp_path, sheets):
    path = save(tmp_path, "甄某隐.xlsx", sheets)
    with pytest.raises(LawstatsError) as caught:
        read_ledger(path, key=KEY)
    assert_clean(str(caught.value))


@pytest.mark.parametrize(
    "name", ["2024年", "1月", "城东社区", "登记簿", "Sheet1", "已结案", "2024-03", "石桥", "汇总表"]
)
def test_an_ordinary_sheet_keeps_its_name(name):
    assert shown_sheet(name, 2) == name


@pytest.mark.parametrize("name", ["甄某隐", "张某某调解室", "3月陈某某", "陈某某离婚案", "13887654321", "zhangmou88"])
def test_a_sheet_named_after_a_person_is_shown_by_its_number(name):
    assert shown_sheet(name, 2) == "第2张表"


def test_a_file_keeps_what_names_nobody():
    assert shown_file("云溪街道2024年调解台账(最终版).xlsx") == "云溪街道2024年调解台账(最终版).xlsx"
    assert shown_file("甄某隐诉讼2024.xls") == "某某诉讼2024.xls"
