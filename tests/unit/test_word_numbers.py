"""Word's automatic numbers stand in the text read, as they stand on the page; pages leave out what is only links."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats import LawstatsError, read_report
from lawstats.reading.documents import read_document
from lawstats.reading.documents.word import word_document
from lawstats.reading.documents.word_numbers import written

if TYPE_CHECKING:
    from pathlib import Path

_W = nsdecls("w")
_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "·"))


def _listed(document: docx.document.Document, extra: str = "") -> None:
    """Add the lists of a government paper to a new document: numId 90, and 91 with `extra` of its own."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(_LEVELS)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    for number, own in ((90, ""), (91, extra)):
        root.append(parse_xml(f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="90"/>{own}</w:num>'))


def _add(document: docx.document.Document, words: str, level: int, number: int = 90) -> None:
    reference = f'<w:numPr {_W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    document.add_paragraph(words)._p.get_or_add_pPr().append(parse_xml(reference))


def _lines(document: docx.document.Document) -> list[str]:
    stored = io.BytesIO()
    document.save(stored)
    return word_document(stored.getvalue(), "报告.docx").text.split("\n")


def test_headings_numbered_by_word_open_their_sections(tmp_path: Path) -> None:
    document = docx.Document()
    _listed(document)
    document.add_paragraph("示例街道2024年法治政府建设年度报告")
    for words, level in (
        ("主要举措和成效", 0), ("学法4次。", 1), ("调解纠纷73件。", 1), ("邻里纠纷30件。", 2), ("普法20场。", 1),
        ("存在的不足和原因", 0), ("学法不够深入。", 1), ("2025年主要安排", 0), ("每季度学法一次。", 1),
    ):  # fmt: skip
        _add(document, words, level)
    assert _lines(document)[1:] == [
        "一、主要举措和成效", "（一）学法4次。", "（二）调解纠纷73件。", "1.邻里纠纷30件。", "（三）普法20场。",
        "二、存在的不足和原因", "（一）学法不够深入。", "三、2025年主要安排", "（一）每季度学法一次。",
    ]  # fmt: skip
    file = tmp_path / "报告.docx"
    document.save(str(file))
    report = read_report(file)
    assert [section.kind for section in report.sections] == ["measures", "shortcomings", "plans"]
    assert report.claims["text"].tolist() == ["（一）学法不够深入。"]


def test_numbers_by_style_restarts_bullets_and_empty_paragraphs() -> None:
    document = docx.Document()
    _listed(document, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {_W}><w:numId w:val="90"/></w:numPr>'))
    document.add_paragraph("成效", style="Heading 1")
    _add(document, "", 0)  # counts, and shows nothing here
    _add(document, "圆点", 3)
    _add(document, "不足", 0)
    _add(document, "安排", 0, number=91)
    document.add_paragraph("正文。")
    _add(document, "没有这个列表", 0, number=77)
    assert [line for line in _lines(document) if line] == [
        "一、成效", "圆点", "三、不足", "五、安排", "正文。", "没有这个列表",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (20, "chineseCountingThousand", "二十"),
        (105, "chineseCounting", "一百零五"),
        (1010, "chineseCounting", "一千零一十"),
        (2, "chineseLegalSimplified", "贰"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (2, "upperLetter", "B"),
        (7, "of a later Word", "7"),
        (7, "none", ""),
        (10**12, "decimal", ""),
    ],
)
def test_how_a_number_is_written(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


_PIECES = st.sampled_from(
    ["<w:abstractNum w:abstractNumId='1'>", "</w:abstractNum>", "<w:num w:numId='1'>", "</w:num>", "<w:lvl w:ilvl='0'>",
     "</w:lvl>", "<w:lvlText w:val='%1%9、'/>", "<w:numFmt w:val='decimal'/>", "<w:start w:val='x'/>", "字",
     "<w:abstractNumId w:val='1'/>", "<!-- -->", "<w:start w:val='999999999999'/>"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=40), st.booleans())
def test_any_lists_and_styles_are_read_or_refused(inner: str, closed: bool) -> None:
    lists = f"<w:numbering xmlns:w='u'>{inner}{'</w:numbering>' if closed else ''}"
    properties = "<w:pPr><w:pStyle w:val='a'/><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"
    body = f"<w:p>{properties}<w:r><w:t>学法</w:t></w:r></w:p>"
    styles = "<w:styles xmlns:w='u'><w:style w:styleId='a'><w:basedOn w:val='a'/></w:style></w:styles>"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr("word/document.xml", f"<w:document xmlns:w='u'><w:body>{body * 2}</w:body></w:document>")
        package.writestr("word/numbering.xml", lists.encode("utf-8", "replace"))
        package.writestr("word/styles.xml", styles)
    try:
        text = word_document(stored.getvalue(), "报告.docx").text
    except LawstatsError as error:
        text = f"{error.advice}学法学法"
    assert text.count("学法") == 2


_SITE = """<html><head><title>示例街道2024年法治政府建设年度报告-示例区人民政府</title></head><body>
<div class="position">您当前的位置：<a>首页</a>&gt;<a>公开</a></div>
<div class="main"><h1>示例街道2024年法治政府建设年度报告</h1>
<p>语音播报</p><div class="txt">一、主要成效<br>学法4次，调解纠纷73件。<br><br>二、存在不足<br>学法不深。</div>
<table><tr><td>项目</td><td>数量</td></tr><tr><td>讲座</td><td>7场</td></tr></table>
<p>附件：<a href="a.docx">2024年统计表.docx</a></p><p>【打印本页】【关闭窗口】</p>
<div class="xg"><h3>相关文档</h3>
<ul><li><a>示例街道2023年法治政府建设年度报告</a></li><li><a>示例街道2022年报告</a></li></ul></div>
</div><div class="footer">ICP备1号</div></body></html>"""


def test_a_page_without_its_links_and_buttons(tmp_path: Path) -> None:
    file = tmp_path / "报告.html"
    file.write_text(_SITE, encoding="gb18030")
    assert read_document(file).text.split("\n") == [
        "示例街道2024年法治政府建设年度报告", "一、主要成效", "学法4次，调解纠纷73件。", "二、存在不足", "学法不深。",
        "项目\t数量", "讲座\t7场",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["报告.mht", "报告.html"])
def test_a_web_archive_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n")
    with pytest.raises(LawstatsError, match="另存为"):
        read_document(file)
