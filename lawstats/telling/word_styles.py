"""The style sheet of an official paper in Word: which face, how large, how far apart (GB/T 9704-2012).

Every face is named on the style itself and no theme is: a theme attribute would win over the Chinese face. What a
machine lacks is replaced by what the font table names beside it, not by whatever comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

__all__ = ["font_table", "style_sheet"]

_SONG, _FANGSONG, _HEI, _KAI, _TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
# The stand-ins are faces that every Chinese Windows and WPS has, or the same face under its English name.
_STAND_INS = {_FANGSONG: "仿宋", _KAI: "楷体", _TITLE: "宋体", _HEI: "SimHei", _SONG: "SimSun"}
_ROMAN = "Times New Roman"

# Twentieths of a point. 28.95 points a line give the 22 lines in 225 mm that the standard asks for; 29 give 21.
_EXACT = 'w:line="579" w:lineRule="exact"'
_NARROW = 'w:line="480" w:lineRule="exact"'  # 24 points: the summary and the first figure share the front page
_SINGLE = 'w:line="240" w:lineRule="auto"'  # a picture on an exact line would be cropped to that line
_TWO_SIGNS = '<w:ind w:firstLine="640"/>'
# 28 characters of 16 points are wider than 156 mm by 5.8 points, so each gives up a quarter point.
_TIGHT = '<w:spacing w:val="-5"/>'
_KEEP, _CENTRE = "<w:keepNext/>", '<w:jc w:val="center"/>'


def style_sheet() -> BaseOxmlElement:
    """Make the styles part: Word's own names where it has one, ours in Chinese otherwise.

    Returns
    -------
    BaseOxmlElement
        ``w:styles``. Children stand in the order the schema asks for; Word refuses files that have them otherwise.
    """
    body = f'<w:spacing {_EXACT}/>{_TWO_SIGNS}<w:jc w:val="both"/>'
    small = f'<w:spacing w:before="{{}}" w:after="{{}}" {_SINGLE}/>'.format
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face(_FANGSONG)}{_size(16)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        # A page holds its 22 lines whether or not the last one begins a paragraph.
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>',
        # No indent in Normal: table cells inherit it.
        _style("Normal", "Normal", f"<w:spacing {_EXACT}/>", _face(_FANGSONG) + _size(16), base="", default=True),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
        _style("Title", "Title", f"<w:spacing {_EXACT}/>{_CENTRE}", _face(_TITLE) + _size(22)),
        _style("Subline", "副标题行", f"<w:spacing {_EXACT}/>{_CENTRE}", _face(_KAI) + _size(16)),
        _style("Period", "统计期间", f'<w:spacing w:after="120" {_NARROW}/>{_CENTRE}', _face(_FANGSONG) + _size(14)),
        _style(
            "Abstract",
            "摘要",
            f'<w:spacing {_NARROW}/><w:ind w:firstLine="560"/><w:jc w:val="both"/>',
            _face(_KAI) + _size(14),
        ),
        _heading(1, _HEI),
        _heading(2, _KAI),
        _style("BodyText", "Body Text", body, _face(_FANGSONG) + _TIGHT + _size(16)),
        _style("Caption", "caption", small(120, 120) + _CENTRE, _face(_HEI) + _size(12)),
        _style("Picture", "插图", _KEEP + small(120, 0) + _CENTRE, _face(_FANGSONG) + _size(12)),
        _style("Source", "资料来源", small(120, 120), _face(_FANGSONG) + _size(12)),
        _style("TableHead", "表头", small(0, 0), _face(_HEI) + _size(10.5)),
        _style("TableHeadSmall", "表头小字", small(0, 0), _face(_HEI) + _size(9)),
        _style("TableTextSmall", "表中小字", small(0, 0), _face(_FANGSONG) + _size(9)),
        _style("TableText", "表中文字", small(0, 0), _face(_FANGSONG) + _size(10.5)),
        _style("Header", "header", small(0, 0), _face(_HEI) + _size(12)),
        _style("Footer", "footer", small(0, 0), _face(_SONG, _SONG) + _size(14)),
        _style("FootnoteText", "footnote text", small(0, 0), _face(_FANGSONG) + _size(9)),
        _style("FootnoteReference", "footnote reference", "", '<w:vertAlign w:val="superscript"/>', kind="character"),
        _style("Verdict", "判断", "", _face(_HEI), kind="character"),
        _table_style(),
    ]
    sheet: BaseOxmlElement = parse_xml(f"<w:styles {nsdecls('w')}>{''.join(parts)}</w:styles>")
    return sheet


def font_table() -> bytes:
    """Make the part that tells Word what to take for a face the machine lacks."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{stand_in}"/><w:charset w:val="86"/></w:font>'
        for name, stand_in in _STAND_INS.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()


def _style(
    identity: str,
    name: str,
    paragraph: str,
    run: str,
    *,
    base: str = "Normal",
    kind: str = "paragraph",
    default: bool = False,
) -> str:
    on = "DefaultParagraphFont" if kind == "character" else base
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"{_flag("default", default)}'
        f"{_flag('customStyle', not name.isascii())}>"
        f'<w:name w:val="{name}"/>{f"""<w:basedOn w:val="{on}"/>""" if on else ""}<w:qFormat/>'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}<w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, face: str) -> str:
    layout = f'{_KEEP}<w:keepLines/><w:spacing {_EXACT}/>{_TWO_SIGNS}<w:outlineLvl w:val="{level - 1}"/>'
    style = _style(f"Heading{level}", f"heading {level}", layout, _face(face) + _size(16))
    return style.replace("<w:qFormat/>", '<w:next w:val="BodyText"/><w:qFormat/>')


def _table_style() -> str:
    """Three rules as in a printed table, and a hair between rows for the eye."""
    rule = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'.format
    margin = '<w:{} w:w="{}" w:type="dxa"/>'.format
    borders = rule("top", 12, "000000") + rule("bottom", 12, "000000") + rule("insideH", 4, "BFBFBF")
    margins = "".join(
        margin(side, 40 if side in ("top", "bottom") else 50) for side in ("top", "left", "bottom", "right")
    )
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="EvidenceTable"><w:name w:val="数据表"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{rule('bottom', 8, '000000')}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def _flag(name: str, stands: bool) -> str:
    return f' w:{name}="1"' if stands else ""


def _face(east: str, latin: str = _ROMAN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"/>'


def _size(points: float) -> str:
    halves = round(2 * points)
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'
