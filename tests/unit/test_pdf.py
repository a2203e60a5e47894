"""PDFs as offices lay them out: whatever the layout, the figures are those of the same words as plain text."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import Path

import docx
import matplotlib as mpl
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D

import lawstats.fonts
from lawstats import LawstatsError, read_report, read_text
from lawstats.reading.documents import read_document
from lawstats.reading.documents.pdf_letters import character

TITLE = "示例街道2024年法治政府建设年度报告"
PARAGRAPHS = (
    "一、2024年主要举措和成效",
    "（一）加强组织领导。全年召开法治建设专题会议4次，班子成员集体学法12次，开展法治专题培训3场，参训人员256人次。",
    "（二）化解矛盾纠纷。全年共排查矛盾纠纷1236件，调解成功1218件，调解成功率98.54%，其中邻里纠纷405件，同比下降12.5%。",
    "（三）深化法治宣传。开展法治宣传活动36场次，发放宣传资料2.35万份，接受法律咨询1860人次，培育“法律明白人”108名。",
    "（四）规范行政执法。办理行政处罚案件17件，罚没款合计10.6万元，行政复议案件1件，全年无行政诉讼案件。",
    "二、存在的不足和原因",
    "一是部分干部法治意识有待提高；二是执法力量不足，现有持证执法人员9名。",
    "三、2025年工作安排",
    "下一步，2025年召开法治建设专题会议不少于4次，开展法治宣传活动40场次以上，调解成功率保持在98%以上。",
)
TABLE = (
    ("指标", "单位", "2024年", "2023年"),
    ("法治讲座", "场", "14", "27"),
    ("发放宣传资料", "份", "23500", "18000"),
    ("行政执法检查", "次", "128", "96"),
    ("受理信访事项", "件", "57", "61"),
)
WIDE, HIGH, EM = 420.0, 595.0, 12.0  # points
LEFT, TOP, STEP = 40.0, 540.0, 20.0
LETTERS = 27
FONT = Path(lawstats.fonts.__file__).parent / "LawstatsSansSC-Regular.ttf"


def facts(report):
    """What was read, without where: figures, other numbers, promises."""
    figures = report.figures[["indicator", "value", "low", "high", "qualifier", "measure"]].fillna(-1)
    unplaced = report.unplaced[["value", "measure"]].fillna(-1)
    promises = report.commitments[["indicator", "target", "comparison"]].fillna(-1)
    return [Counter(map(tuple, table.to_numpy().tolist())) for table in (figures, unplaced, promises)]


def truth(*more):
    return facts(read_text("\n".join((TITLE, *PARAGRAPHS, *more))))


@cache
def advance(letter):
    """How wide a letter of the font is, in EM."""
    font = FT2Font(str(FONT))
    font.set_size(100, 72)
    return font.load_char(ord(letter)).linearHoriAdvance / 65536 / 100


def wrapped(words, first, letters, apart):
    """Lines as wide as so many letters, cut in the middle of words and numbers; the first one indented."""
    lines, room = [""], (letters - first) * (1 + apart)
    for letter in words:
        if room < advance(letter) + apart:
            lines.append("")
            room = letters * (1 + apart)
        lines[-1] += letter
        room -= advance(letter) + apart
    return lines


def body(letters=LETTERS, indent=2, apart=0.0):
    """The report's lines as (indent in letters, words)."""
    lines = [((letters - 17) / 2, TITLE)]
    for words in PARAGRAPHS:
        first, *others = wrapped(words, indent, letters, apart)
        lines += [(indent, first), *((0, line) for line in others)]
    return lines


def set_out(lines, on_page=100, apart=0.0, left=LEFT, step=STEP):
    """Place lines on pages letter by letter, so many EM between them."""
    pages = []
    for start in range(0, len(lines), on_page):
        page = []
        for number, (indent, words) in enumerate(lines[start : start + on_page]):
            x = left + indent * EM * (1 + apart)
            for letter in words:
                page.append((x, TOP - number * step, letter, EM))
                x += EM * (advance(letter) + apart)
        pages.append(page)
    return pages


@pytest.fixture
def save(tmp_path):
    font = FontProperties(fname=str(FONT))

    def save(pages, rules=(), name="报告.pdf", change=None):
        """Draw words at (x, y, words, size, turned) on pages and straight rules on the first."""
        stored = io.BytesIO()
        with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(stored) as pdf:
            for number, page in enumerate(pages):
                figure = Figure(figsize=(WIDE / 72, HIGH / 72))
                for x, y, words, size, *turned in page:
                    own = font.copy()
                    own.set_size(size)
                    figure.text(
                        x / WIDE,
                        y / HIGH,
                        words,
                        fontproperties=own,
                        rotation=turned[0] if turned else 0,
                        va="baseline",
                    )
                for (x0, y0), (x1, y1) in rules if number == 0 else ():
                    figure.add_artist(Line2D((x0 / WIDE, x1 / WIDE), (y0 / HIGH, y1 / HIGH), color="black"))
                pdf.savefig(figure)
        file = tmp_path / name
        file.write_bytes(stored.getvalue())
        if change:
            document = pypdfium2.PdfDocument(stored.getvalue())
            change(document)
            document.save(str(file))
        return file

    return save


def test_lines_cut_anywhere_are_joined(save):
    file = save(set_out(body()))
    assert read_document(file).text.split("\n") == [TITLE, *PARAGRAPHS]
    assert facts(read_report(file)) == truth()


@pytest.mark.parametrize("letters", [19, 23, 31])
@pytest.mark.parametrize("indent", [0, 2])
def test_any_width_gives_the_same_figures(save, letters, indent):
    assert facts(read_report(save(set_out(body(letters, indent))))) == truth()


def test_lines_cut_at_a_number_of_letters(save):
    # Both first lines hold 30 letters; that with more digits ends four letters short of the other.
    lines = [
        (0, "全年组织集中学法，召开法治建设专题会议，听取工作汇报，取得成"),
        (0, "签订合同17份，复查2次，调解120件，咨询50次、审核19"),
        (0, "件。"),
    ]
    text = read_document(save(set_out([*lines, (0, "全年召开会议，研究法治建设工作。")]))).text
    assert "审核19件。" in text


@pytest.mark.parametrize("apart", [0.1, 0.3, 0.6])
def test_letters_set_far_apart(save, apart):
    assert facts(read_report(save(set_out(body(19, apart=apart), apart=apart)))) == truth()


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "— {n} —"),
        ("", "- {n} -"),
        ("", "第{n}页 共{all}页"),
        ("", "第 {n} 页"),
        ("", "{n}/{all}"),
        ("", "{n}"),
        (TITLE, "{n}"),
        ("示法发〔2024〕15号", "Page {n} of {all}"),
        ("示例街道办事处文件 第{n}页", ""),
        ("内部资料 共印30份", "— {n} —"),
    ],
)
def test_page_numbers_and_running_heads_are_no_figures(save, head, foot):
    pages = set_out(body(), on_page=5)
    for number, page in enumerate(pages, start=1):
        if head:
            page.insert(0, (60, 575, head.format(n=number), 9))
        if foot:
            page.append((200, 20, foot.format(n=number, all=len(pages)), 9))
    file = save(pages)
    assert read_document(file).text.split("\n") == [TITLE, *PARAGRAPHS]
    assert facts(read_report(file)) == truth()


def test_a_number_that_ends_a_page_is_no_page_number(save):
    lines = [(2, "全年召开法治建设专题会议4次，发放宣传资料共23"[:25]), (0, "5"), (0, "00份。")]
    pages = set_out(lines, on_page=2)
    assert "资料共23" in read_document(save(pages)).text
    assert "5" in read_document(save(pages)).text


def at_cells(rows, lefts=(50, 150, 210, 290), top=180.0):
    return [
        (x, top - number * STEP, words, EM)
        for number, row in enumerate(rows)
        for x, words in zip(lefts, row, strict=True)
        if words
    ]


def grid(count, xs=(45, 145, 205, 285, 375), top=180.0 + STEP * 0.7):
    ys = [top - number * STEP for number in range(count + 1)]
    return [((xs[0], y), (xs[-1], y)) for y in ys] + [((x, ys[0]), (x, ys[-1])) for x in xs]


@pytest.mark.parametrize("ruled", [True, False])
def test_table_is_read_as_a_table(save, ruled):
    pages = set_out(body())
    pages[0] = [piece for piece in pages[0] if piece[1] > 340]  # the results
    pages[0] += at_cells(TABLE)
    file = save(pages, grid(len(TABLE)) if ruled else ())
    text = read_document(file).text
    assert "\n".join("\t".join(row) for row in TABLE) in text
    assert facts(read_report(file)) == facts(read_text(text))
    placed = set(read_report(file).figures["value"])
    assert {14, 23500, 57} <= placed
    assert not {27, 18000, 61} & placed


def test_wrapped_and_merged_cells_of_a_ruled_table(save):
    words = [
        *at_cells(TABLE[:2]),
        (50, 180 - 2 * STEP + 5, "发放宣", 7),
        (50, 180 - 2 * STEP - 3, "传资料", 7),
        (150, 140, "份", EM),
        (210, 140, "23500", EM),
        (290, 140, "18000", EM),
    ]
    rules = [rule for rule in grid(4) if rule != ((205, 194.0), (205, 114.0))]
    rules.append(((205, 194.0), (205, 134.0)))  # the last line joins its second and third cell
    words += [(50, 120, "合计", EM), (150, 120, "另行公布", EM), (290, 120, "无", EM)]
    text = read_document(save([[*set_out(body())[0][:60], *words]], rules)).text
    assert text.split("\n")[-4:] == [
        "指标\t单位\t2024年\t2023年",
        "法治讲座\t场\t14\t27",
        "发放宣传资料\t份\t23500\t18000",
        "合计\t另行公布\t\t无",
    ]


def test_numbers_side_by_side_are_never_fused(save):
    words = [(50 + 9 * number, 300, digit, EM) for number, digit in enumerate("123456")]
    words += [(50 + 14 * number, 280, digit, EM) for number, digit in enumerate("789")]
    text = read_document(save([[*set_out(body())[0][:60], *words]])).text
    assert "789" not in text


def test_lines_of_a_table_set_close_are_not_run_together(save):
    rows = [
        ("1", "发放宣传资料", "23500", "18000"),
        ("2", "受理信访事项", "57341", "61902"),
        ("3", "行政执法检查", "31845", "46707"),
    ]
    close = [40, 58, 142, 190]
    file = save([[*set_out([(0, TITLE), (0, "一、主要成效")])[0], *at_cells(rows, close, top=450)]])
    values = read_report(file).unplaced["value"].tolist() + read_report(file).figures["value"].tolist()
    assert {23500, 18000, 57341, 61902, 31845, 46707} <= set(values)


def test_two_columns(save):
    lines = body(letters=13)[1:]
    half = (len(lines) + 1) // 2
    columns = set_out(lines[:half], step=14)[0] + set_out(lines[half:], left=LEFT + 15 * EM, step=14)[0]
    page = [(100, 565, TITLE, EM), *columns]
    assert facts(read_report(save([page]))) == truth()


@pytest.mark.parametrize("leader", ["." * 20, "·" * 20, "…" * 6])
def test_table_of_contents_is_left_out(save, leader):
    contents = [(LEFT, 560 - 18 * n, f"{words}{leader}{n}", 9) for n, words in enumerate(("一、成效", "二、不足"), 1)]
    pages = [[(200, 575, "目录", EM), *contents], *set_out(body())]
    file = save(pages)
    assert read_document(file).text.split("\n") == ["目录", TITLE, *PARAGRAPHS]
    assert facts(read_report(file)) == truth()


def test_watermarks_are_left_out(save):
    pages = set_out(body(), on_page=8)
    for page in pages:
        page.insert(0, (100, 200, "示例街道 绝密 第88份", 30, 45))
        page.insert(0, (60, 330, "样本 共99份", 40))
    file = save(pages)
    assert facts(read_report(file)) == truth()
    assert "份" in read_document(file).text
    assert not re.search("88|99", read_document(file).text)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(save, turn):
    def change(document):
        for page in document:
            page.set_rotation(turn)

    assert facts(read_report(save(set_out(body()), change=change))) == truth()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_words(save, turn):
    x, y = {90: (30.0, 30.0), 180: (390.0, 60.0), 270: (390.0, 560.0)}[turn]
    along = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
    down = {90: (1, 0), 180: (0, 1), 270: (-1, 0)}[turn]
    page = [
        (x + down[0] * fall + along[0] * way, y + down[1] * fall + along[1] * way, letter, EM, turn)
        for letter, way, fall in (
            (letter, way - LEFT, TOP - height) for way, height, letter, _ in set_out(body(letters=24), step=14)[0]
        )
    ]
    assert facts(read_report(save([page]))) == truth()


def test_columns_of_upright_letters(save):
    page = [
        (380.0 - number * 18, 560.0 - (indent + at) * 14, letter, EM)
        for number, (indent, words) in enumerate(body(letters=36))
        for at, letter in enumerate(words)
    ]
    assert facts(read_report(save([page]))) == truth()


def test_radicals_stand_for_their_characters():
    assert [character(ord(letter)) for letter in "⼀⼗⻓⾏法4"] == ["一", "十", "长", "行", "法", "4"]


def test_sign_of_a_note_is_no_digit_of_the_number(save):
    pages = set_out([(0, "全年召开法治建设专题会议4次，发放宣传资料23500")])
    x, y, _, _ = pages[0][-1]
    pages[0] += [(x + 0.6 * EM, y + 5, "1", 6), (x + EM, y, "份。", EM)]
    assert "23500份" in read_document(save(pages)).text


def test_hyphen_at_the_end_of_a_line(save):
    lines = [(0, "本街道推广")]
    page = [
        *set_out(lines)[0],
        (LEFT + 5 * EM, TOP, "Common admin-", EM),
        (LEFT, TOP - STEP, "istration网格平台。", EM),
    ]
    page += [(LEFT, TOP - 3 * STEP, "示例街道法治政府建设年度报告" * 2, 6)]
    assert "administration" in read_document(save([page])).text


def without_characters(file):
    raw = file.read_bytes()
    assert b"/ToUnicode" in raw
    file.write_bytes(raw.replace(b"/ToUnicode", b"/ToUnicodX"))


def test_fonts_that_name_no_characters_are_refused(save):
    file = save(set_out(body()))
    without_characters(file)
    with pytest.raises(LawstatsError, match=r"字体没有注明.*Word 原件"):
        read_document(file)


@pytest.fixture
def scan(save):
    """Make a file of pages of words, and of pages that are pictures (None)."""

    def scan(pages):
        stored = io.BytesIO()
        figure = Figure(figsize=(WIDE / 72, HIGH / 72))
        axes = figure.add_axes((0, 0, 1, 1))
        axes.imshow([[0, 1], [1, 0]], aspect="auto")
        axes.axis("off")
        figure.savefig(stored, format="pdf")
        picture = pypdfium2.PdfDocument(stored.getvalue())
        file = save([page or [] for page in pages])
        whole, words = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(file.read_bytes())
        for number, page in enumerate(pages):
            whole.import_pages(picture if page is None else words, [0 if page is None else number])
        whole.save(str(file))
        return file

    return scan


def test_pictures_of_pages_are_refused_not_read_in_part(scan):
    cover = [(100, 300, TITLE, 14)]
    first, second = set_out(body(), on_page=12)[:2]
    with pytest.raises(LawstatsError, match="可能是扫描件"):
        read_document(scan([cover, None, None]))
    with pytest.raises(LawstatsError, match="第2页只有图片"):
        read_document(scan([first, None, second]))
    assert "专题会议4次" in read_document(scan([None, first, second])).text  # a printed cover


def test_cover_with_words_on_a_scan(scan):
    words = set_out([(2, "示例街道2024年法治政府建设年度报告"), (2, "示例街道办事处"), (2, "2025年1月")])[0]
    with pytest.raises(LawstatsError, match="第2、3页只有图片"):
        read_document(scan([words, None, None, None]))


# What LibreOffice makes of a Word file, where it is installed --------------------------------------------------------


def field(paragraph, code):
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = code
        run._r.append(mark)


def word_file(path, wide=21.0, high=29.7, margin=2.8, size=16, spacing=0, columns=1, style=""):
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(size), "Times New Roman"
    normal.element.get_or_add_rPr().find(qn("w:rFonts")).set(qn("w:eastAsia"), "仿宋_GB2312")
    title = document.add_paragraph(TITLE)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].font.size = Pt(22)
    for number, words in enumerate(PARAGRAPHS):
        if style and number == 5:
            table = document.add_table(rows=0, cols=4, style=style)
            for row in TABLE:
                for cell, cell_words in zip(table.add_row().cells, row, strict=True):
                    cell.text = cell_words
        paragraph = document.add_paragraph(words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
        if spacing:
            apart = OxmlElement("w:spacing")
            apart.set(qn("w:val"), str(spacing))
            paragraph.runs[0]._r.get_or_add_rPr().append(apart)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("第")
    field(foot, "PAGE")
    foot.add_run("页 共")
    field(foot, "NUMPAGES")
    foot.add_run("页")
    section.header.paragraphs[0].add_run("示法发〔2024〕15号")
    if columns > 1:
        section._sectPr.find(qn("w:cols")).set(qn("w:num"), str(columns))
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {"wide": 14.8, "high": 13, "margin": 2},
        {"wide": 10, "high": 14, "margin": 1.5, "size": 14},
        {"spacing": 80},
        {"columns": 2, "size": 12},
        {"style": "Table Grid"},
        {"style": "Normal Table"},
        {"style": "Table Grid", "wide": 14.8, "high": 12, "margin": 2},
    ],
    ids=lambda layout: ",".join(f"{k}={v}" for k, v in layout.items()) or "A4",
)
def test_word_file_and_the_pdf_of_it_say_the_same(to_pdf, tmp_path, layout):
    file = word_file(tmp_path / "报告.docx", **layout)
    to_pdf(file).save(str(file.with_suffix(".pdf")))
    assert facts(read_report(file.with_suffix(".pdf"))) == facts(read_report(file))
