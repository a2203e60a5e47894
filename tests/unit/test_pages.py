"""Published pages: the article with its tables, without what the site puts around and into it."""

from __future__ import annotations

import pytest

from lawstats import read_report
from lawstats.reading.documents import read_document

TITLE = "示例街道2024年法治政府建设年度报告"
PROSE = (
    "一、主要举措和成效",
    "全年召开法治建设专题会议4次，发放宣传资料1.2万份。",
    "二是调解纠纷73件，成功率98%，群众满意。",
)


@pytest.fixture
def read(tmp_path):
    def read(body, head="", encoding="utf-8"):
        file = tmp_path / "报告.html"
        file.write_bytes(f"<html><head>{head}<title>{TITLE}</title></head><body>{body}</body></html>".encode(encoding))
        return read_document(file).text.split("\n")

    return read


def article(*more):
    blocks = [words if words.startswith("<") else f"<p>{words}</p>" for words in (*PROSE, *more)]
    return f"<div id='zoom'>{''.join(blocks)}</div>"


def rows(*lines):
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def test_rowspan_and_colspan_keep_the_columns(read):
    table = rows(
        "<th rowspan='2'>类别</th><th rowspan=2>指标</th><th colspan=2>数量</th>",
        "<th>2024年</th><th>2023年</th>",
        "<td rowspan='2'>宣传</td><td>法治讲座（场）</td><td>14</td><td>27</td>",
        "<td>发放资料（份）</td><td>23500</td><td>18000</td>",
        "<td>信访</td><td>受理信访事项（件）</td><td>57</td><td>61</td>",
    )
    assert read(article(table))[3:] == [
        "类别\t指标\t数量",
        "\t\t2024年\t2023年",
        "宣传\t法治讲座（场）\t14\t27",
        "\t发放资料（份）\t23500\t18000",
        "信访\t受理信访事项（件）\t57\t61",
    ]


def test_table_gives_figures(tmp_path):
    table = rows("<th>指标</th><th>2024年</th><th>2023年</th>", "<td>法治讲座（场）</td><td>14</td><td>27</td>",
                 "<td>受理信访事项（件）</td><td>57</td><td>61</td>")  # fmt: skip
    file = tmp_path / "报告.html"
    file.write_text(f"<title>{TITLE}</title>" + article(table), encoding="utf-8")
    values = set(read_report(file).figures["value"])
    assert {14, 57} <= values
    assert not {27, 61} & values


def test_last_column_that_runs_down_takes_no_other_place(read):
    table = rows("<td>指标</td><td rowspan=2>说明</td>", "<td>讲座</td>", "<td>资料</td><td>3份</td>")
    assert read(article(table))[3:] == ["指标\t说明", "讲座", "资料\t3份"]


def test_table_inside_a_cell_stays_on_its_line(read):
    inner = rows("<td>调解</td><td>73件</td>", "<td>讲座</td><td>7场</td>")
    table = rows("<td>指标</td><td>2024年</td>", f"<td>其中</td><td>{inner}</td>")
    lines = read(article(table))[3:]
    assert lines[0] == "指标\t2024年"
    assert [words.split() for words in lines[1:]] == [["其中", "调解", "73件", "讲座", "7场"]]


def test_article_laid_out_in_a_table_keeps_its_paragraphs(read):
    long = "深入学习贯彻习近平法治思想，" * 5
    cells = f"<td></td><td><p>{long}</p>" + "".join(f"<p>{words}</p>" for words in PROSE) + "</td><td> </td>"
    assert read(rows(cells)) == [long, *PROSE]


def test_text_between_line_breaks_with_a_signed_paragraph(read):
    body = "<div class='TRS_Editor'>" + "<br/>".join(PROSE) + "<p align=right>示例街道办事处</p></div>"
    assert read(body) == [*PROSE, "示例街道办事处"]


def test_text_that_stands_in_the_body_itself(read):
    assert read("<br>".join(PROSE) + "<p>示例街道办事处</p>") == [*PROSE, "示例街道办事处"]


def test_entities_are_letters(read):
    words = "<p>调解&nbsp;73&nbsp;件，占 &gt; 90&#37;，“&#27861;治”&ldquo;讲座&rdquo;&mdash;7场&middot;。</p>"
    assert read(article(words))[3] == "调解 73 件，占 > 90%，“法治”“讲座”—7场·。"


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var hits = 99; document.write('调解88件，讲座77场。')</script>",
        "<style>p:before{content:'调解88件'}</style>",
        "<!-- 调解88件，讲座77场。 -->",
        "<noscript>请启用脚本，已访问88次。</noscript>",
        "<div class='pagination'>共88页 第1页 <a href='2.html'>下一页</a></div>",
        "<ul class='attachment'><li><a href='a.docx'>附件1：88件清单.docx</a></li></ul>",
        "<p><a href='/x/a.pdf'>附件：2024年88件清单.pdf</a></p>",
        "<p>浏览次数：88次</p>",
        "<p>责任编辑：88</p>",
        "<div class='footer'>版权所有 示例区政府 电话：0000-88888888</div>",
        "<p>上一篇：示例区2023年报告，办结88件</p>",
        "<div class='share'>分享到88</div>",
        "<p>打印本页</p>",
        "<p>字体：大 中 小 88</p>",
    ],
)
def test_what_no_reader_counts_as_the_report(read, unseen):
    for body in (article() + unseen, article(unseen), unseen + article()):
        assert not [line for line in read(body) if "88" in line or "打印" in line]


@pytest.mark.parametrize(
    "words", ["打印店执法检查4次。", "收藏品市场检查12次", "上一季度办结3件。", "来源于群众的建议7条。"]
)
def test_words_of_the_report_that_look_like_the_site_s(read, words):
    assert words in read(article(words))


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_declared_encoding_is_not_trusted(read, declared, encoding):
    head = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>"
    assert read(article("含镕字的人名。"), head, encoding) == [*PROSE, "含镕字的人名。"]
