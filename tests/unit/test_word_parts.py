"""What a Word file holds besides its plain paragraphs: read once, in place, or left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from lawstats import read_report
from lawstats.reading.documents import read_document

NAMES = (
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
)
TITLE = "示例街道2024年法治政府建设年度报告"


def run(words, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{words}</w:t></w:r>"


def paragraph(*pieces):
    return f"<w:p>{''.join(piece if piece.startswith('<') else run(piece) for piece in pieces)}</w:p>"


def cell(*pieces, properties=""):
    inside = "".join(piece if piece.startswith("<w:tbl") else paragraph(piece) for piece in pieces)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in rows)}</w:tbl>"


def field(instruction, result, *, ends=True):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in instruction)
    return mark("begin") + code + mark("separate") + result + (mark("end") if ends else "")


@pytest.fixture
def word(tmp_path):
    def word(*blocks):
        stored = io.BytesIO()
        with zipfile.ZipFile(stored, "w") as package:
            body = "".join(blocks)
            package.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
            package.writestr("word/footnotes.xml", f"<w:footnotes {NAMES}>{paragraph('注：另有99件。')}</w:footnotes>")
        file = tmp_path / "报告.docx"
        file.write_bytes(stored.getvalue())
        return file

    return word


def test_footnotes_are_left_out(word):
    text = read_document(word(paragraph("调解纠纷73件", "<w:r><w:footnoteReference w:id='1'/></w:r>", "。"))).text
    assert text == "调解纠纷73件。"


def test_tracked_changes_read_as_accepted(word):
    changed = paragraph(
        "调解纠纷",
        "<w:del>" + run("60").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ") + "</w:del>",
        "<w:ins>" + run("73") + "</w:ins>",
        "件，",
        "<w:moveFrom>" + run("学法9次，") + "</w:moveFrom>",
        "办结5件，",
        "<w:moveTo>" + run("学法9次") + "</w:moveTo>",
    )
    gone = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + cell("旧行") + cell("8件") + "</w:tr></w:tbl>"
    assert read_document(word(changed, gone)).text == "调解纠纷73件，办结5件，学法9次"


@pytest.mark.parametrize(("mark", "shown"), [("<w:vanish/>", False), ("<w:vanish w:val='0'/>", True), ("", True)])
def test_hidden_words_are_not_read(word, mark, shown):
    assert ("另有9件" in read_document(word(paragraph("调解73件，", run("另有9件", mark)))).text) is shown


def test_text_box_in_both_forms_is_read_once(word):
    box = "<w:txbxContent>" + paragraph("讲座7场。") + "</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read_document(word(paragraph("框外的话。", both))).text == "框外的话。\n讲座7场。"


def contents(ends=True):
    """A table of contents, one field around three lines with a page number in a field each."""
    lines = [
        paragraph(f"{words}<w:r><w:tab/></w:r>", field([" PAGEREF _Toc1 \\h "], run(page)))
        for words, page in ((run("一、主要成效"), "1"), (run("二、存在不足"), "3"), (run("三、下一步安排"), "12"))
    ]
    whole = "".join(lines).replace("<w:p>", "", 1).removesuffix("</w:p>")
    return "<w:p>" + field([" T", "OC \\o "], whole, ends=ends) + "</w:p>"


def test_table_of_contents_is_left_out(word):
    file = word(paragraph(TITLE), contents(), paragraph("一、主要成效"), paragraph("全年召开法治建设专题会议4次。"))
    report = read_report(file)
    assert read_document(file).text == f"{TITLE}\n一、主要成效\n全年召开法治建设专题会议4次。"
    assert report.figures["value"].tolist() == [4]
    assert report.unplaced.empty


def test_table_of_contents_of_the_gallery_is_left_out(word):
    gallery = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent>" + paragraph("目录") + paragraph("一、主要成效 1") + "</w:sdtContent></w:sdt>"
    )
    kept = "<w:sdt><w:sdtPr/><w:sdtContent>" + paragraph("学法4次。") + "</w:sdtContent></w:sdt>"
    assert read_document(word(gallery, kept)).text == "学法4次。"


def test_field_that_never_ends_swallows_nothing(word):
    file = word(contents(ends=False), paragraph("全年召开法治建设专题会议4次。"))
    assert "专题会议4次" in read_document(file).text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (field([" PAGE "], run("7")), "第页，学法4次。"),
        ("<w:fldSimple w:instr=' NUMPAGES '>" + run("9") + "</w:fldSimple>", "第页，学法4次。"),
        (field([" MERGEFIELD 数 "], run("8")), "第8页，学法4次。"),
        (field([" =SUM(ABOVE) "], run("8")), "第8页，学法4次。"),
    ],
)
def test_only_fields_of_page_numbers_are_left_out(word, written, text):
    assert read_document(word(paragraph("第", written, "页，学法4次。"))).text == text


def test_merged_cells_keep_their_columns(word):
    merged = table(
        [
            cell("指标", properties="<w:vMerge w:val='restart'/>"),
            cell("单位", properties="<w:vMerge w:val='restart'/>"),
            cell("数量", properties="<w:gridSpan w:val='2'/>"),
        ],
        [
            cell("旧字9", properties="<w:vMerge/>"),
            cell("", properties="<w:vMerge w:val='continue'/>"),
            cell("2024年"),
            cell("2023年"),
        ],
        [cell("法治讲座"), cell("场"), cell("14"), cell("27")],
        [cell("合计", properties="<w:gridSpan w:val='2'/>"), cell("14"), cell("27")],
    )
    text = read_document(word(paragraph(TITLE), merged)).text
    assert text.split("\n")[1:] == ["指标\t单位\t数量", "\t\t2024年\t2023年", "法治讲座\t场\t14\t27", "合计\t\t14\t27"]


def test_nested_table_stays_in_its_cell(word):
    inner = table([cell("调解"), cell("73件")], [cell("讲座"), cell("7场")])
    outer = table([cell("指标"), cell("2024年")], [cell("法治讲座"), cell("14", inner)])
    assert read_document(word(outer)).text.split("\n") == ["指标\t2024年", "法治讲座\t14 调解 73件 讲座 7场"]


def test_line_break_in_a_cell_does_not_break_the_line(word):
    broken = "<w:tc>" + paragraph("发放", "<w:r><w:br/></w:r>", "资料") + "</w:tc>"
    assert read_document(word(table([broken, cell("23500份")]))).text == "发放 资料\t23500份"
