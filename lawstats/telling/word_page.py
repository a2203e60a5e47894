"""An official A4 page in Word: its measures, what every page says at head and foot (GB/T 9704-2012, 5.2 and 7.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from lawstats.telling.word_fields import add_field
from lawstats.telling.word_styles import font_table, style_sheet

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["TEXT_HEIGHT", "TEXT_WIDTH", "new_document", "set_running_lines"]

TEXT_WIDTH, TEXT_HEIGHT = Mm(156), Mm(225)

# Parts of python-docx's template that a finished official paper has no use for.
_DROPPED = {RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.CUSTOM_XML, RELATIONSHIP_TYPE.THUMBNAIL}
_DROPPED |= {RELATIONSHIP_TYPE.EXTENDED_PROPERTIES}  # it names a program and a page count that are not ours
_DROPPED |= {"http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"}

# Footnotes are numbered ① ② ③, as Chinese papers do.
_FOOTNOTES = f'<w:footnotePr {nsdecls("w")}><w:numFmt w:val="decimalEnclosedCircleChinese"/></w:footnotePr>'
# In the order the schema asks for. Mode 15 is Word 2013 and later: without it Word shows 兼容模式.
_SETTINGS = f"""<w:settings {nsdecls("w")}>
<w:zoom w:percent="100"/>
<w:defaultTabStop w:val="420"/>
<w:evenAndOddHeaders/>
<w:characterSpacingControl w:val="compressPunctuation"/>
<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""


def new_document() -> WordDocument:
    """Open an empty A4 document in the house's styles.

    Returns
    -------
    docx.document.Document
        Paragraph styles: Title, 副标题行, Heading 1, Heading 2, Body Text, Caption, 插图, 资料来源, 表头, 表中文字,
        footnote text. Character styles: 判断, footnote reference. Table style: 数据表.

    Examples
    --------
    >>> section = new_document().sections[0]
    >>> round(section.page_width.mm), round(section.page_height.mm)
    (210, 297)
    """
    document = Document()
    for rels in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in _DROPPED]:
            rels.pop(key)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(25)  # the page number sits 7 mm under the text
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)  # LibreOffice reads a character grid as double width
    section._sectPr.find(qn("w:pgSz")).addprevious(parse_xml(_FOOTNOTES))
    document.settings.element[:] = parse_xml(_SETTINGS)[:]
    document.styles.element[:] = style_sheet()[:]
    document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = font_table()
    return document


def set_running_lines(document: WordDocument, mark: str) -> None:
    """Write the mark into the header, and — 1 — under the text: right on odd pages, left on even ones.

    Parameters
    ----------
    document : docx.document.Document
        A document from `new_document`.
    mark : str
        What every page says at its head; nothing if empty.
    """
    section = document.sections[0]
    sides = (
        (section.header, section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_header, section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    )
    for header, footer, side in sides:
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        header.paragraphs[0].add_run(mark)
        header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        number = footer.paragraphs[0]
        number.alignment = side
        # The standard leaves one character between the number and the text's edge.
        number.paragraph_format.left_indent = number.paragraph_format.right_indent = Pt(14)
        number.add_run("— ")
        add_field(number, "PAGE", "1")
        number.add_run(" —")
