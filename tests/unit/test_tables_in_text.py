"""Tables pasted into a report: this year's column is figures, other numbers have their reason, lists are no tables."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.quantities import find_quantities
from lawstats.reading.reports import read_report, read_text
from lawstats.reading.reports.tables_in_text import find_rows

HEAD = "示例街道2024年法治政府建设报告\n一、主要成效\n"
LINES = [
    ("指标", "单位", "2024年", "2023年"),
    ("法治讲座", "场", "14", "27"),
    ("排查矛盾纠纷", "件", "156", "171"),
    ("调解成功率", "%", "97.4", "95.3"),
    ("行政诉讼", "件", "0", "1"),
    ("发放宣传资料", "份", "8000余", "1.5万"),
    ("人民调解员", "人", "四十六", "44"),
]
WANTED = {
    "law_lectures": (14, "场"), "disputes_screened": (156, "件"), "mediation_success_rate": (97.4, "%"),
    "administrative_litigation": (0, "件"), "publicity_materials": (8000, "份"), "mediators": (46, "人"),
}  # fmt: skip


def spaced(lines):
    return "\n".join(
        "".join(cell + " " * (20 - 2 * len(cell) if len(cell) < 9 else 2) for cell in line) for line in lines
    )


def ruled(lines):
    return "-" * 40 + "\n" + spaced(lines[:1]) + "\n" + "-" * 40 + "\n" + spaced(lines[1:]) + "\n" + "=" * 40


def tabbed(lines):
    return "\n".join("\t".join(line) for line in lines)


def barred(lines):
    rows = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([rows[0], "|---|:-:|--:|---|", *rows[1:]])


def wide(lines):
    return "\n".join("　　".join(line) for line in lines)


def figures(text, year=2024):
    read = read_text(text, "示例街道", year)
    return {row["indicator"]: (row["value"], row["measure"]) for row in read.figures.to_dict("records")}


def reasons(text, year=2024):
    read = read_text(text, "示例街道", year)
    return dict(zip(read.unplaced["text"], read.unplaced["reason"], strict=True))


@pytest.mark.parametrize("shape", [spaced, ruled, tabbed, barred, wide])
def test_this_years_column_is_figures_and_last_years_is_not(shape):
    text = HEAD + shape(LINES) + "\n"
    assert figures(text) == WANTED
    read = read_text(text)
    last = read.unplaced.query("reason == '上年或他年数'")
    assert last["text"].tolist() == ["27", "171", "95.3", "1", "1.5万", "44"]
    row = read.figures.query("indicator == 'law_lectures'").iloc[0]
    assert "表格“法治讲座”行、“2024年”列" in row["place"]
    assert "法治讲座" in row["evidence"]
    assert row["evidence"] in text
    assert text[row["start"] : row["end"]] == "14"
    assert read.problems == ()


def test_a_word_table_and_a_page_are_read_alike(tmp_path):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in line) + "</w:tr>"
        for line in LINES
    )
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in HEAD.split("\n"))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as package:
        body = f"<w:body>{paragraphs}<w:tbl>{rows}</w:tbl></w:body>"
        package.writestr("word/document.xml", f"<w:document {w}>{body}</w:document>")
    (tmp_path / "a.docx").write_bytes(raw.getvalue())
    cells = "".join("<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in line) + "</tr>" for line in LINES)
    page = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    (tmp_path / "a.html").write_text(f"<html><body><div>{page}<table>{cells}</table></div></body></html>", "utf-8")
    for name in ("a.docx", "a.html"):
        found = read_report(tmp_path / name, office="示例街道").figures
        assert dict(zip(found["indicator"], zip(found["value"], found["measure"], strict=True), strict=True)) == WANTED


@pytest.mark.parametrize(
    ("header", "line", "wanted"),
    [
        ("项目\t数量\t单位", "法治讲座\t14\t场", {"law_lectures": (14, "场")}),
        ("序号\t工作内容\t完成情况", "1\t法治讲座\t14场", {"law_lectures": (14, "场")}),
        ("项目\t本年数\t上年数", "法治讲座（场）\t14\t27", {"law_lectures": (14, "场")}),
        ("项目\t上年\t本年", "法治讲座（场）\t27\t14", {"law_lectures": (14, "场")}),
        ("指标\t2024年目标\t2024年\t同比", "法治讲座\t20\t14场\t5%", {"law_lectures": (14, "场")}),
        ("指标\t单位\t2023年", "法治讲座\t场\t27", {}),
        ("指标\t单位\t2023年\t2024年\t备注", "法治讲座\t场\t27\t14\t线上3场。", {"law_lectures": (14, "场")}),
        ("指标\t2024年1—11月", "法治讲座（场）\t14", {"law_lectures": (14, "场")}),
        ("年度\t法治讲座（场）\t信访（件）", "2024年\t14\t3", {"law_lectures": (14, "场"), "petitions": (3, "件")}),
        ("年度\t法治讲座（场）\t信访（件）", "2023年\t14\t3", {}),
        ("社区\t法治讲座（场）\t信访（件）", "示例社区\t14\t3", {}),
        ("社区\t法治讲座（场）\t信访（件）", "合计\t14\t3", {"law_lectures": (14, "场"), "petitions": (3, "件")}),
    ],
)
def test_columns_are_known_by_their_headings(header, line, wanted):
    assert figures(f"{HEAD}{header}\n{line}\n") == wanted


def test_a_period_in_the_heading_is_the_figures_period():
    row = read_text(f"{HEAD}指标\t2024年1—11月\n法治讲座（场）\t14\n", "示例街道", 2024).figures.iloc[0]
    assert f"{row['period_end']:%m-%d}" == "11-30"


def test_a_table_and_the_prose_above_it_are_held_against_each_other():
    problems = read_text(f"{HEAD}全年法治讲座13场。\n{tabbed(LINES)}\n").problems
    assert [problem.found for problem in problems] == ["“法治宣讲讲座”先后写作“13场”、“14”"]
    assert read_text(f"{HEAD}全年法治讲座14场。\n{tabbed(LINES)}\n").problems == ()


def test_a_line_under_of_these_is_a_part():
    text = HEAD + (
        "项目                单位    2024年\n排查矛盾纠纷        件      156\n其中：邻里          件      47\n"
        "　　　信访          件      9\n法治讲座            场      14\n"
    )
    assert figures(text) == {"disputes_screened": (156, "件"), "law_lectures": (14, "场")}
    assert reasons(text)["47"] == reasons(text)["9"] == "分项"


@pytest.mark.parametrize(
    "text",
    [
        "联系人  地址  电话\n示例甲  示例路12号  68000001\n示例乙  示例路14号  68000002\n",
        "姓名\t职务\t电话\n示例甲\t主任\t68000001\n示例乙\t书记\t68000002\n",
        "一、主要成效  二、存在问题\n全年讲座14场。  调解80件。\n",
        "普法讲座  14\n",
        "名单如下  共3人\n示例甲  1\n示例乙  2\n",
        "示例街道  2024年\n2024年12月1日  印发\n",
        "|",
        "\t\t\n\t1\n",
    ],
)
def test_lists_and_addresses_are_no_tables(text):
    assert not any(row.cells and row.label for row in find_rows(text) if "电话" not in row.cells[0].column.name)
    assert read_text(text, "示例街道", 2024).figures.query("place.str.contains('表格')").empty


def test_numbers_of_a_contact_list_are_no_figures():
    read = read_text(
        "序号  单位  信访  电话\n1  示例社区  某某  68000001\n2  示例二社区  某某  68000002\n", "示例街道", 2024
    )
    assert read.figures.empty


CELLS = [
    "指标",
    "单位",
    "2024年",
    "2023年",
    "法治讲座",
    "信访",
    "14",
    "97.4",
    "8000余",
    "3件",
    "场",
    "",
    "同比",
    "合计",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CELLS), max_size=5), max_size=6), st.sampled_from(["\t", "  ", " | "]))
def test_every_number_of_a_table_ends_once(lines, mark):
    text = "\n".join(mark.join(line) for line in lines)
    read = read_text(text, "示例街道", 2024)
    placed = set(zip(read.figures["start"], read.figures["end"], strict=True))
    left = list(zip(read.unplaced["start"], read.unplaced["end"], strict=True))
    spans = sorted([*placed, *left])
    assert len(spans) == len({start for start, _ in spans})
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    starts = {start for start, _ in spans}
    assert {item.start for item in find_quantities(text)} <= starts


_COUNTS = st.one_of(
    st.integers(0, 1899),
    st.integers(2100, 9_999_999),
    st.integers(12_000, 12_999),
    st.integers(95_000, 96_999),
    st.sampled_from([110, 119, 120, 12345, 12348, 96110]),
)
_HEADS = st.sampled_from(
    [("指标", "数量"), ("项目", "单位", "2024年"), ("指标", "2024年", "2023年"), ("社区", "件数"), ()]
)
_THINGS = ["发放资料", "法治讲座", "调解纠纷", "接待群众", "出警", "某某事项"]


@settings(max_examples=150, deadline=None)
@given(
    head=_HEADS,
    joint=st.sampled_from(["\t", "|", " | ", "  ", "│"]),
    rows=st.lists(st.tuples(st.sampled_from(_THINGS), _COUNTS, _COUNTS), min_size=1, max_size=5),
    tail=st.sampled_from(["", "件", "（含线上3）", "/27"]),
)
def test_no_number_of_a_table_is_lost(
    head: tuple[str, ...], joint: str, rows: list[tuple[str, int, int]], tail: str
) -> None:
    lines = [joint.join(head)] if head else []
    for name, one, other in rows:
        cells = [f"{one}{tail}", str(other)] if len(head) != 2 else [f"{one}{tail}"]
        lines.append(joint.join([name, *(["件", cells[0]] if "单位" in head else cells)]))
    text = "\n".join(lines) + "\n"
    report = read_text(text, office="示例街道", year=2024)
    told = [
        span for table in (report.figures, report.unplaced) for span in zip(table["start"], table["end"], strict=True)
    ]
    for digits in re.finditer(r"\d+", text[len(lines[0]) if head else 0 :]):
        at = digits.start() + (len(lines[0]) if head else 0)
        assert any(start <= at < end for start, end in told), (text, digits[0])


def test_a_column_of_counts_may_hold_what_is_elsewhere_a_hotline() -> None:
    report = read_text("指标|数量\n发放宣传资料|12345\n调解纠纷|120\n", office="示例街道", year=2024)
    assert report.figures.set_index("indicator").value.to_dict() == {
        "publicity_materials": 12345,
        "disputes_mediated": 120,
    }
    report = read_text("拨打12345热线，发放宣传资料12845份。", office="示例街道", year=2024)
    assert report.figures.value.tolist() == [12845]
    assert report.unplaced.empty
