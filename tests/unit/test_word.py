"""The evidence file: page, fonts, captions, tables and pictures read back, and seen as LibreOffice lays it out."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import datetime

import docx
import pandas as pd
import pytest
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree
from matplotlib.figure import Figure

from lawstats.errors import LawstatsError
from lawstats.telling.cells import shown
from lawstats.telling.word import write_document
from lawstats.telling.word_page import TEXT_WIDTH, new_document
from lawstats.telling.word_parts import Evidence, Finding, Grid, Section
from lawstats.telling.word_tables import add_table, column_widths

# Orders of the schema (ECMA-376, wml.xsd): Word calls a file damaged whose children stand otherwise.
ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc "
    "outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "Reference footnotePr type pgSz pgMar cols docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat themeFontLang "
    "decimalSymbol listSeparator",
}
FACES = {
    "Title": ("方正小标宋简体", 22),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体_GB2312", 16),
    "Body Text": ("仿宋_GB2312", 16),
    "Caption": ("黑体", 12),
    "表中文字": ("仿宋_GB2312", 10.5),
}
ALT = "折线图：2020年51件，2024年73件。"


def draw(folder, name, *, width=15.0, height=8.5, **words):
    figure = Figure(figsize=(width / 2.54, height / 2.54))
    figure.add_subplot().plot([51, 60, 55, 60, 73])
    figure.savefig(folder / f"{name}.png", dpi=300, metadata={"Software": None})
    said = {"title": "纠纷图题", "subtitle": "件", "source": "台账", "caveat": "", "alt": ALT, "fictional": True}
    (folder / f"{name}.json").write_text(json.dumps(said | words, ensure_ascii=False), encoding="utf-8")


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    draw(folder, "disputes")
    draw(folder, "half", width=7.3, height=6, title="半幅图题", alt="半幅图的替代文字")
    draw(folder, "tall", width=20, height=40)
    draw(folder, "mute", alt=" ")
    draw(folder, "real", fictional=False)
    return folder


YEARS = pd.DataFrame(
    {"年份": [2023, 2024], "件数": [60, 73], "每千户": [3.21, float("nan")], "判断": ["—", "可能上升"]}
)
PROMISES = pd.DataFrame(
    {"承诺": [f"第{n}项承诺，全年开展模拟执法演练不少于两次并通报结果" for n in range(40)], "实际": ["1次"] * 40}
)
FINDINGS = (
    Finding("调解数量", "可能上升", "2024年73件。", YEARS, "disputes", ("调解登记簿。", "年度报告"), "近两年调解数量"),
    Finding("普法覆盖", "不作检验", "讲座7场", None, "half"),
    Finding("持证", "数据不足", "持证4人。", YEARS.head(1)),
    Finding("公开", "", "只有一句话。"),
)
EVIDENCE = Evidence(
    "示例街道",
    2024,
    fictional=True,
    sections=(
        Section("主要不足", ("先给判断，再给依据，承诺见{promised}。", *FINDINGS)),
        Section("下一年安排"),
        Section("上年承诺", (Grid("上年承诺完成情况对照", PROMISES, "promised"),)),
    ),
    method_note="采用条件精确检验。\n未知离散系数时按2复核。",
)


@pytest.fixture(scope="module")
def file(figures, tmp_path_factory):
    path = tmp_path_factory.mktemp("out") / "evidence.docx"
    write_document(path, EVIDENCE, figures)
    return path


@pytest.fixture(scope="module")
def document(file):
    return docx.Document(file)


def part(file, name):
    with zipfile.ZipFile(file) as package:
        return etree.fromstring(package.read(name))


def texts(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def write(folder, evidence, figures=None):
    write_document(folder / "e.docx", evidence, figures)
    return docx.Document(folder / "e.docx")


def one(finding):
    return Evidence("示例街道", 2024, fictional=True, sections=[Section("不足", [finding])])


def test_page_is_that_of_the_standard(document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert not section._sectPr.findall(qn("w:docGrid"))
    assert 22 * Pt(28.95) <= section.page_height - section.top_margin - section.bottom_margin < 23 * Pt(28.95)


@pytest.mark.parametrize(("name", "face"), FACES.items())
def test_faces_are_named_on_the_style(document, name, face):
    fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
    assert (fonts.get(qn("w:eastAsia")), document.styles[name].font.size.pt) == face


def test_no_theme_font_is_left_and_no_text_is_coloured(file):
    for name in ("word/styles.xml", "word/document.xml", "word/footnotes.xml"):
        root = part(file, name)
        assert not [key for element in root.iter(qn("w:rFonts")) for key in element.attrib if "heme" in key]
        assert not root.findall(f".//{qn('w:color')}")


def test_missing_faces_have_a_stand_in(file):
    fonts = part(file, "word/fontTable.xml").findall(qn("w:font"))
    named = {font.get(qn("w:name")): font.find(qn("w:altName")).get(qn("w:val")) for font in fonts}
    used = {f.get(qn("w:eastAsia")) for f in part(file, "word/styles.xml").iter(qn("w:rFonts"))} - {None}
    assert used <= named.keys()
    assert named["仿宋_GB2312"] == "仿宋"


def test_body_has_22_lines_of_28_signs(document):
    body, normal = document.styles["Body Text"], document.styles["Normal"]
    assert (body.paragraph_format.line_spacing_rule, body.paragraph_format.line_spacing) == (
        WD_LINE_SPACING.EXACTLY,
        Pt(28.95),
    )
    assert (body.paragraph_format.first_line_indent, normal.paragraph_format.first_line_indent) == (Pt(32), None)
    tight = Pt(int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20)
    assert 28 * (Pt(16) + tight) <= TEXT_WIDTH < 29 * (Pt(16) + tight)


def test_headings_are_numbered_as_official_papers_are(document):
    assert texts(document, "Heading 1") == ["一、主要不足", "二、下一年安排", "三、上年承诺"]
    assert texts(document, "Heading 2") == ["（一）调解数量", "（二）普法覆盖", "（三）持证", "（四）公开"]
    assert texts(document, "Title") == ["示例街道2024年\n法治政府建设年度报告数据依据"]


def test_numbers_of_the_caller_are_kept(tmp_path):
    section = Section("四、下一年安排", [Finding("（九）人员", "", "无。")])
    document = write(tmp_path, Evidence("甲", 2024, fictional=False, sections=[section]))
    assert texts(document, "Heading 1") + texts(document, "Heading 2") == ["四、下一年安排", "（九）人员"]


def test_more_than_ten_findings_are_counted_in_chinese(tmp_path):
    section = Section("不足", [Finding("项", "", "无。")] * 21)
    heads = texts(write(tmp_path, Evidence("甲", 2024, fictional=False, sections=[section])), "Heading 2")
    assert [heads[n] for n in (9, 10, 19, 20)] == ["（十）项", "（十一）项", "（二十）项", "（二十一）项"]


def test_verdict_stands_before_its_sentence(document):
    said = [text for text in texts(document, "Body Text") if text.startswith("【")]
    assert said == [
        "【可能上升】2024年73件（见表1、图1）。",
        "【不作检验】讲座7场（见图2）。",
        "【数据不足】持证4人（见表2）。",
    ]
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.style.name == "判断"]
    assert [run.text for run in runs] == ["【可能上升】", "【不作检验】", "【数据不足】"]
    assert "只有一句话。" in texts(document, "Body Text")


def test_a_section_without_content_says_so(document):
    assert "本部分没有可以列出的数据。" in texts(document, "Body Text")


def test_captions_count_themselves(document):
    captions = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert [p.text for p in captions] == [
        "表1\u3000近两年调解数量",
        "图1\u3000纠纷图题",
        "图2\u3000半幅图题",
        "表2\u3000持证",
        "表3\u3000上年承诺完成情况对照",
    ]
    codes = ["".join(e.text for e in p._p.iter(qn("w:instrText"))).strip() for p in captions]
    assert codes == [rf"SEQ {p.text[0]} \* ARABIC" for p in captions]


def test_every_field_is_whole_and_every_reference_has_its_bookmark(document):
    body = document.element.body
    kinds = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    identities = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert identities == [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]
    assert len(set(names)) == len(names) == len(set(identities)) == 5
    wanted = re.findall(r"REF (\S+)", "".join(code.text for code in body.iter(qn("w:instrText"))))
    assert len(wanted) == 5
    assert set(wanted) == set(names)


def test_every_picture_has_alternative_text_and_room(document):
    shapes = document.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [ALT, "半幅图的替代文字"]
    assert [round(shape.width.mm) for shape in shapes] == [156, 73]  # as wide as the text; half figures as drawn
    assert len({shape._inline.docPr.id for shape in shapes}) == 2
    holders = [p for p in document.paragraphs if p._p.findall(f".//{qn('w:drawing')}")]
    assert {p.style.name for p in holders} == {"插图"}
    picture = document.styles["插图"].paragraph_format
    assert (picture.line_spacing, picture.keep_with_next) == (1.0, True)


def test_a_tall_picture_fits_its_page(tmp_path, figures):
    (shape,) = write(tmp_path, one(Finding("高", "", "高图。", figure="tall")), figures).inline_shapes
    assert shape.height <= Mm(190)
    assert shape.width / shape.height == pytest.approx(0.5, rel=0.01)


def test_tables_are_tables(document):
    first, second, promises = document.tables
    assert [[cell.text for cell in row.cells] for row in first.rows] == [
        ["年份", "件数", "每千户", "判断"],
        ["2023", "60", "3.21", "—"],
        ["2024", "73", "缺", "可能上升"],
    ]
    assert len(second.rows) == 2
    assert [cell.text for cell in promises.rows[40].cells] == [PROMISES["承诺"][39], "1次"]
    for table in document.tables:
        assert (table.style.name, table.alignment) == ("数据表", WD_TABLE_ALIGNMENT.CENTER)
        assert [len(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in table.rows] == [1] * len(table.rows)
        assert [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in table.rows] == [True] + [False] * (
            len(table.rows) - 1
        )
        assert {p.style.name for cell in table.rows[0].cells for p in cell.paragraphs} == {"表头"}
        assert {p.style.name for cell in table.rows[1].cells for p in cell.paragraphs} == {"表中文字"}
        assert sum(column.width for column in table.columns) <= TEXT_WIDTH
    sides = [cell.paragraphs[0].alignment for cell in first.rows[1].cells]
    right, middle = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
    assert sides == [right, right, right, middle]
    assert promises.rows[1].cells[0].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_a_short_table_stays_together_and_a_long_one_may_break(document):
    short, _, long = document.tables
    assert [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in short.rows] == [True, True, None]
    held = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in long.rows]
    # The first two rows stay with the header, the last but one with the last: no row stands alone on a page.
    assert held == [True, True] + [False] * 37 + [True, False]


def test_widths_serve_short_columns_first():
    cells = [["甲", "字" * 30, "字" * 90]]
    short, middle, long = column_widths(cells)
    assert short < middle <= long
    assert short + middle + long <= TEXT_WIDTH
    # A number never breaks, be the page as full as may be.
    full = column_widths([["字" * 40, "字" * 30, "p"], ["字", "字", "0.8634−0.9123"]])
    assert full[2] >= 13 * Pt(5.25) + Pt(8)
    assert full[0] >= full[1] > full[2]
    assert sum(full) <= TEXT_WIDTH
    assert column_widths([["甲"] * 40])[0] == pytest.approx(TEXT_WIDTH / 40, abs=1)
    assert sum(column_widths([["年", "件"]])) < TEXT_WIDTH / 2


def test_an_index_with_a_name_becomes_a_column():
    frame = pd.DataFrame({"件数": [73]}, index=pd.Index([2024], name="年份"))
    table = add_table(new_document(), frame)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["年份", "件数"], ["2024", "73"]]


def test_values_read_as_a_report_prints_them():
    values = [0, 0.0, 73.0, 4.0501, 1494.25, 14_940_000.0, -2.5, -3, 0.000123, float("-inf"), True, None, pd.NaT]
    texts = ["0", "0", "73", "4.05", "1494", "14940000", "−2.5", "−3", "0.000123", "无下限", "是", "", ""]
    assert [shown(value) for value in values] == texts
    assert shown(datetime(2024, 3, 5)) == "2024-03-05"
    assert shown(pd.Timestamp(2024, 3, 5, 9, 30)) == "2024-03-05 09:30:00"
    assert shown("-1\x07") == "-1␇"


def test_sources_are_named_under_the_finding(document):
    assert "资料来源：调解登记簿；年度报告。" in texts(document, "资料来源")


def test_method_is_one_real_footnote(file, document):
    notes = part(file, "word/footnotes.xml").findall(qn("w:footnote"))
    assert [note.get(qn("w:id")) for note in notes] == ["-1", "0", "1"]
    lines = ["".join(t.text for t in p.iter(qn("w:t"))).strip() for p in notes[2].findall(qn("w:p"))]
    assert lines == EVIDENCE.method_note.split("\n")
    signs = [p for p in document.paragraphs if p._p.findall(f".//{qn('w:footnoteReference')}")]
    assert [p.text[:6] for p in signs] == ["【可能上升】"]


def test_a_method_without_findings_is_not_lost(tmp_path):
    write(tmp_path, Evidence("甲", 2024, fictional=False, method_note="方法"))
    assert len(part(tmp_path / "e.docx", "word/footnotes.xml")) == 3


def test_mark_and_number_on_odd_and_even_pages(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert [h.paragraphs[0].text for h in (section.header, section.even_page_header)] == ["虚构示例"] * 2
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        assert footer.paragraphs[0].text == "— 1 —"
        assert footer.paragraphs[0].alignment == side
        assert [code.text.strip() for code in footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert "（虚构示例，不得引用）" in texts(document, "副标题行")


def test_a_real_office_carries_no_mark(tmp_path, figures):
    evidence = Evidence("甲街道", 2024, fictional=False, sections=[Section("不足", [FINDINGS[3]])])
    document = write(tmp_path, evidence)
    assert document.sections[0].header.paragraphs[0].text == ""
    assert "虚构" not in "".join(p.text for p in document.paragraphs)


def test_a_fictional_figure_never_enters_a_real_file(tmp_path, figures):
    def evidence(name):
        return Evidence(
            "甲", 2024, fictional=False, sections=[Section("不足", [Finding("图", "", "见图。", figure=name)])]
        )

    with pytest.raises(LawstatsError, match="虚构示例的图"):
        write(tmp_path, evidence("disputes"), figures)
    assert len(write(tmp_path, evidence("real"), figures).inline_shapes) == 1


@pytest.mark.parametrize(("name", "word"), [("absent", r"absent\.png"), ("mute", r"mute\.json.替代文字")])
def test_a_figure_that_is_not_ready_is_named(tmp_path, figures, name, word):
    with pytest.raises(LawstatsError, match=word):
        write(tmp_path, one(Finding("图", "", "见图。", figure=name)), figures)


def test_a_broken_picture_is_named(tmp_path):
    draw(tmp_path, "broken")
    (tmp_path / "broken.png").write_bytes(b"GIF, or so it says")
    with pytest.raises(LawstatsError, match=r"broken\.png.图片读不出来"):
        write(tmp_path, one(Finding("图", "", "见图。", figure="broken")))


def test_empty_tables_are_left_out(tmp_path):
    evidence = Evidence(
        "甲",
        2024,
        fictional=False,
        sections=[Section("不足", [Finding("项", "数据不足", "无。", YEARS.head(0)), Grid("空表", YEARS.head(0))])],
    )
    document = write(tmp_path, evidence)
    assert not document.tables


def test_control_signs_do_not_break_the_file(tmp_path):
    document = write(tmp_path, one(Finding("甲\x07", "数据不足", "有\x00字。", pd.DataFrame({"a\x01": ["b\x02"]}))))
    assert texts(document, "Heading 2") == ["（一）甲␇"]
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == ["a␁", "b␂"]


def test_children_stand_in_the_order_of_the_schema(file):
    for name in ("document", "styles", "settings", "footnotes", "header1", "header2", "footer1", "footer2"):
        for element in part(file, f"word/{name}.xml").iter():
            known = ORDER.get(etree.QName(element).localname, "").split()
            found = [etree.QName(child).localname for child in element]
            found = [re.sub("^(header|footer)", "", name) if name.endswith("Reference") else name for name in found]
            if known:
                assert set(found) <= set(known), (name, found)
                assert found == sorted(found, key=known.index), (name, found)


def test_file_carries_nothing_of_the_template_or_the_clock(file):
    with zipfile.ZipFile(file) as package:
        names = package.namelist()
        core = package.read("docProps/core.xml").decode()
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if re.search(r"thumbnail|stylesWithEffects|customXml|numbering|app\.xml", name)]
    assert "python-docx" not in core
    assert "dcterms:" not in core
    assert "<dc:title>示例街道2024年" in core


def test_same_evidence_same_bytes_at_any_time(file, figures, tmp_path, monkeypatch):
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2031, 5, 6, 7, 8, 9).timetuple())
    write_document(tmp_path / "again.docx", EVIDENCE, figures)
    assert (tmp_path / "again.docx").read_bytes() == file.read_bytes()


# What LibreOffice makes of it ---------------------------------------------------------------------------------------


def lines_of(page):
    return [line.strip() for line in page.get_textpage().get_text_range().splitlines() if line.strip()]


def test_pages_as_laid_out(to_pdf, file):
    pdf = to_pdf(file)
    pages = [lines_of(page) for page in pdf]
    assert all(page.get_size() == pytest.approx((595.3, 841.9), abs=0.6) for page in pdf)
    everything = "".join(line for page in pages for line in page).replace(" ", "")
    for words in (
        "法治政府建设年度报告数据依据",
        "（一）调解数量",
        "（见表1、图1）",
        "图2　半幅图题".replace("　", ""),
        "未知离散系数",
    ):
        assert words in everything.replace("　", ""), words
    images = [len(list(page.get_objects(filter=[3]))) for page in pdf]
    assert sum(images) == 2
    for number, page in enumerate(pages, start=1):
        joined = "".join(page).replace(" ", "")
        assert "虚构示例" in joined
        assert f"—{number}—" in joined
    # The promises fill more than a page; their header comes again on each.
    holding = [page for page in pages if any("项承诺" in line for line in page)]
    assert len(holding) >= 2
    assert all(any(re.fullmatch(r"承诺\s*实际", line) or line == "承诺" for line in page) for page in holding)
    assert sum(line.count("项承诺") for page in pages for line in page) == 40


def test_a_full_page_has_22_lines_of_28_signs(to_pdf, tmp_path):
    paragraphs = ["法" * 26 + "治" * 28 + "完"] * 30
    write_document(
        tmp_path / "full.docx", Evidence("甲街道", 2024, fictional=False, sections=[Section("不足", paragraphs)])
    )
    page = lines_of(to_pdf(tmp_path / "full.docx")[1])
    body = [line for line in page if "—" not in line]
    assert len(body) == 22
    assert {len(line) for line in body} == {26, 28, 1}
