"""Files into text: every kind, every encoding, and an error that tells a clerk what to do."""

from __future__ import annotations

import concurrent.futures
import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lawstats import LawstatsError
from lawstats.reading.documents import SUFFIXES, read_document
from lawstats.reading.documents.files import MAX_BYTES
from lawstats.reading.documents.word import MAX_UNPACKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "2024年，示例街道学法4次，发放资料1.2万份。\n第二段：㐂、镕、喆。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "gb18030"])
def test_text_of_every_encoding(tmp_path: Path, encoding: str) -> None:
    raw = b"\xff\xfe" + WORDS.encode("utf-16-le") if encoding == "utf-16-le-bom" else WORDS.encode(encoding)
    file = tmp_path / "报告.txt"
    file.write_bytes(raw)
    assert read_document(file).text == WORDS


def test_short_gb18030_is_not_taken_for_korean(tmp_path: Path) -> None:
    file = tmp_path / "短.txt"
    file.write_bytes("学法4次".encode("gb18030"))
    assert read_document(file).text == "学法4次"


def test_windows_line_ends_become_plain(tmp_path: Path) -> None:
    file = tmp_path / "报告.md"
    file.write_bytes("一、成效\r\n学法4次".encode())
    assert read_document(file).text == "一、成效\n学法4次"


PAGE = """<?xml version="1.0" encoding="GB2312"?><html><head>
<meta name="ArticleTitle" content="示例街道2024年法治政府建设年度报告">
<title>报告-示例区人民政府门户网站</title><style>p{{color:red}}</style></head><body>
<div class="top-nav"><a href="/">首页</a><a href="/zwgk">政务公开</a>
<p>今天是星期一，欢迎访问示例区人民政府门户网站，请注意安全。</p></div>
<div class="wz">当前位置：首页 &gt; 公开</div>
<div class="main">{body}</div>
<div class="footer"><p>版权所有：示例区人民政府，地址：示例路1号，邮编：000000，电话：0000-0000000。</p>
</div></body></html>"""
PARAGRAPHS = (
    "一、主要举措和成效",
    "　　全年召开法治建设专题会4次，发放宣传资料1.2万份。",
    "　　二是调解纠纷73件，成功率98%，群众满意。",
)


@pytest.mark.parametrize(
    "body",
    [
        "<div id='zoom'>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + "</div>",
        "<div class='TRS_Editor'>" + "".join(f"<div><span>{words}</span></div>" for words in PARAGRAPHS) + "</div>",
        "<table><tr><td class='con'>" + "<br>".join(PARAGRAPHS) + "</td></tr></table>",
        "<div>" + "".join(f"<section><p>{words}</p></section>" for words in PARAGRAPHS) + "</div>",
    ],
)
def test_article_of_a_government_page(tmp_path: Path, body: str) -> None:
    extra = (
        "<p><a href='/x/附件.docx'>附件：报告全文.docx</a></p><div class='bdsharebuttonbox'>分享到</div><p>打印本页</p>"
    )
    file = tmp_path / "报告.html"
    file.write_text(PAGE.format(body=body + extra), encoding="utf-8")
    document = read_document(file)
    assert document.text.split("\n") == [words.strip("　") for words in PARAGRAPHS]
    assert document.title == "示例街道2024年法治政府建设年度报告"


def test_page_keeps_a_table_row_on_one_line(tmp_path: Path) -> None:
    table = "<table><tr><td>化解纠纷</td><td>73件</td></tr></table>"
    body = "<div>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS) + table + "</div>"
    file = tmp_path / "报告.htm"
    file.write_bytes(PAGE.format(body=body).encode("gb18030"))
    assert "化解纠纷\t73件" in read_document(file).text


def test_deeply_nested_page_does_not_break(tmp_path: Path) -> None:
    file = tmp_path / "深.html"
    file.write_text("<div>" * 200 + "<p>学法4次，讲座7场。</p>" + "</div>" * 200, encoding="utf-8")
    assert "学法4次" in read_document(file).text
    file.write_text("<div>" * 9000 + "<p>学法4次，讲座7场。</p>" + "</div>" * 9000, encoding="utf-8")
    with pytest.raises(LawstatsError, match="没有成段的文字"):
        read_document(file)


def _word(path: Path, change: Callable[[docx.document.Document], None] | None = None) -> Path:
    document = docx.Document()
    document.add_paragraph("一、主要成效")
    document.add_paragraph("学法4次。")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("指标", "数量"), ("化解纠纷", "73件")), strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("二、存在不足")
    if change:
        change(document)
    document.save(str(path))
    return path


def test_word_in_reading_order(tmp_path: Path) -> None:
    text = read_document(_word(tmp_path / "报告.docx")).text
    assert text.split("\n") == ["一、主要成效", "学法4次。", "指标\t数量", "化解纠纷\t73件", "二、存在不足"]


def test_word_text_box_is_read_once_and_deleted_words_never(tmp_path: Path) -> None:
    box = (
        "<w:r {w}><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<mc:Choice Requires='wps'><w:drawing><w:txbxContent><w:p><w:r><w:t>讲座7场。</w:t></w:r></w:p>"
        "</w:txbxContent></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>讲座7场。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ).format(w=nsdecls("w"))
    deleted = f"<w:del {nsdecls('w')} w:id='1' w:author='a'><w:r><w:delText>删去9次</w:delText></w:r></w:del>"

    def change(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("框外的话。")._p
        paragraph.append(parse_xml(box))
        paragraph.append(parse_xml(deleted))

    text = read_document(_word(tmp_path / "报告.docx", change)).text
    assert text.count("讲座7场") == 1
    assert text.index("框外") < text.index("讲座")
    assert "删去" not in text


def test_word_bomb_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "炸弹.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (MAX_UNPACKED + 10))
    assert file.stat().st_size < 1_000_000
    with pytest.raises(LawstatsError, match="解压后超过"):
        read_document(file)


def test_word_entities_are_not_expanded(tmp_path: Path) -> None:
    xml = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "拾"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<w:document xmlns:w='u'><w:body><w:p><w:r><w:t>学法&b;次</w:t></w:r></w:p></w:body></w:document>"
    )
    file = tmp_path / "实体.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", xml)
    assert "拾" not in read_document(file).text


@pytest.fixture(scope="module")
def pdf(root: Path) -> bytes:
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    font = FontProperties(fname=str(root / "lawstats" / "fonts" / "LawstatsSansSC-Regular.ttf"), size=12)
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = Figure(figsize=(6, 4))
        lines = (
            "一、主要成效",
            "全年召开法治建设专题会议4次，发放宣传资料合计1.",
            "2万份，调解矛盾纠纷73件。",
            "- 1 -",
        )
        for row, words in enumerate(lines):
            figure.text(0.1, 0.9 - row * 0.1, words, fontproperties=font)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="pdf")
    return buffer.getvalue()


def test_pdf_text_with_wrapped_lines_joined(tmp_path: Path, pdf: bytes) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(pdf)
    document = read_document(file)
    assert document.text.split("\n") == [
        "一、主要成效",
        "全年召开法治建设专题会议4次，发放宣传资料合计1.2万份，调解矛盾纠纷73件。",
    ]
    assert document.place_of(5) == "第1页"


def test_pdf_from_several_threads(tmp_path: Path, pdf: bytes) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(pdf)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert len({document.text for document in pool.map(read_document, [file] * 12)}) == 1


def _pdf_of(objects: list[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


PAGES = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
]
ENCRYPT = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)


@pytest.mark.parametrize(
    ("name", "raw", "found", "advice"),
    [
        ("旧.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "不能直接读取 .doc 文件", "另存为 .docx"),
        ("改名.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧版 Word", "另存为 .docx"),
        ("加密.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "已加密", "去掉密码"),
        ("金山.wps", b"\xd0\xcf\x11\xe0", "不能直接读取 .wps 文件", "另存为 .docx"),
        ("扫描.pdf", _pdf_of(PAGES, b""), "可能是扫描件", "文字识别"),
        ("加密.pdf", _pdf_of([*PAGES, ENCRYPT], b"/Encrypt 4 0 R /ID [<33><33>]"), "已加密", "去掉密码"),
        ("断.pdf", b"%PDF-1.7\n1 0 obj\n<<", "不完整或已损坏", "重新下载"),
        ("断.docx", b"PK\x03\x04" + b"\0" * 40, "不完整或已损坏", "重新下载"),
        ("假.docx", "只是文字".encode(), "内容却不是", "重新导出"),
        ("空.txt", b"", "文件是空的", "保存或上传完整"),
        ("白.txt", b" \n\t\n", "没有文字", "选错了文件"),
        ("二进制.txt", bytes(range(256)) * 4, "不是文字文件", "UTF-8"),
        ("零.txt", b"abc\0def", "不是文字文件", "UTF-8"),
        ("图.png", b"\x89PNG\r\n", "图片", "文字版"),
        ("图.txt", b"\x89PNG\r\n", "图片", "文字版"),
        ("某.xyz", "文字".encode(), "不认识的文件类型", ".docx"),
        ("空页.html", b"<html><body></body></html>", "没有成段的文字", "附件"),
    ],
)
def test_unreadable_file_says_what_to_do(tmp_path: Path, name: str, raw: bytes, found: str, advice: str) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    with pytest.raises(LawstatsError) as caught:
        read_document(file)
    assert caught.value.file == name
    assert found in caught.value.found
    assert advice in caught.value.advice
    assert str(tmp_path) not in str(caught.value)


def test_workbook_named_docx(tmp_path: Path) -> None:
    file = tmp_path / "表.docx"
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(LawstatsError, match="Excel"):
        read_document(file)


def test_missing_file_folder_and_oversize(tmp_path: Path) -> None:
    with pytest.raises(LawstatsError, match="没有这个文件"):
        read_document(tmp_path / "无.txt")
    with pytest.raises(LawstatsError, match="文件夹"):
        read_document(tmp_path)
    big = tmp_path / "大.txt"
    with big.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
    with pytest.raises(LawstatsError, match="超过 50 MB"):
        read_document(big)


def test_suffixes_are_those_the_readme_names() -> None:
    assert set(SUFFIXES) >= {".txt", ".md", ".html", ".docx", ".pdf"}
