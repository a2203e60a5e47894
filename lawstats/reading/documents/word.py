"""A .docx file: paragraphs with their automatic numbers, tables and text boxes in reading order."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from lxml import etree

from lawstats.errors import LawstatsError
from lawstats.reading.documents.files import Document
from lawstats.reading.documents.word_numbers import Numbering

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_TAGS", "MAX_UNPACKED", "word_document"]

#: The unpacked text part may not be larger: a small file can unpack to gigabytes.
MAX_UNPACKED = 64_000_000

#: More tags are refused before they are built: each takes far more memory than its own size.
MAX_TAGS = 2_000_000

_BODY, _LISTS, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


def word_document(raw: bytes, file: str) -> Document:
    """Read the text of a Word file; deleted words, comments, footnotes, headers and footers are left out.

    Raises
    ------
    LawstatsError
        When the file is cut off, no Word file, unpacks to more than 64 MB or holds too many tags.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = package.namelist()
            if _BODY not in names:
                kind = "Excel 表格" if any(name.startswith("xl/") for name in names) else "压缩包，不是 Word 文件"
                raise LawstatsError(f"内容其实是{kind}", "请检查文件；报告请另存为 .docx", file=file)
            parts = {}
            for name in (_BODY, _LISTS, _STYLES):
                if name in names:
                    with package.open(name) as part:
                        parts[name] = part.read(MAX_UNPACKED + 1)
    # zipfile says NotImplementedError of a compression it does not know, as garbled bytes may name one.
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise LawstatsError("Word 文件不完整或已损坏", "请重新下载，或用 Word 打开后另存为 .docx", file=file) from error
    except RuntimeError as error:  # zipfile: "password required for extraction"
        raise LawstatsError("文件已加密", "请去掉密码后另存", file=file) from error
    if any(xml.count(b"<") > MAX_TAGS for xml in parts.values()):
        raise LawstatsError(f"内容的标签超过 {MAX_TAGS} 个", "请只保留报告正文，另存为新的 .docx", file=file)
    if any(len(xml) > MAX_UNPACKED for xml in parts.values()):
        raise LawstatsError(f"解压后超过 {MAX_UNPACKED / 1e6:.0f} MB", "请只保留报告正文，另存为新的 .docx", file=file)
    roots = {name: _parsed(xml, file) for name, xml in parts.items()}
    root = roots[_BODY]
    numbering = Numbering(roots.get(_LISTS), roots.get(_STYLES))
    body = next((element for element in root if _name(element) == "body"), None)
    lines: list[str] = []
    if body is not None:
        lines = [line for element in body for line in _block(element, numbering)]
    return Document("\n".join(line for line in lines if line.strip()))


def _parsed(xml: bytes, file: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise LawstatsError("Word 文件内容已损坏", "请用 Word 打开后另存为 .docx", file=file) from error


def _name(element: Any) -> str:
    # Transitional and strict files use different namespaces for the same names.
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _block(element: Any, numbering: Numbering) -> Iterator[str]:
    name = _name(element)
    if name == "p":
        yield from _paragraph(element, numbering)
    elif name == "tbl":
        for row in element:
            if _name(row) == "tr":
                cells = [" ".join(_cell(cell, numbering)) for cell in row if _name(cell) == "tc"]
                yield "\t".join(cells).rstrip()
    elif name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"):
        for child in element:
            yield from _block(child, numbering)


def _cell(cell: Any, numbering: Numbering) -> Iterator[str]:
    for child in cell:
        for line in _block(child, numbering):
            if line.strip():
                yield line.strip()


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    """Give the paragraph's own words, then those of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        element = stack.pop()
        name = _name(element)
        if name in ("del", "moveFrom", "Fallback", "instrText", "pPr", "rPr"):
            continue  # deleted words; the second copy of a text box for old readers; field codes
        if name == "txbxContent":
            boxes.append(element)
            continue
        if name == "t":
            pieces.append(element.text or "")
        elif name in ("tab", "ptab"):
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
        else:
            stack.extend(reversed(list(element)))
    words, label = "".join(pieces), numbering.label(paragraph)
    # An empty paragraph counts in Word too, but says nothing.
    yield f"{label}{words}" if words.strip() else words
    for box in boxes:
        for child in box:
            yield from _block(child, numbering)
