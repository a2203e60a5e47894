"""A .docx file: paragraphs with their automatic numbers, tables and text boxes in reading order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from lxml import etree

from lawstats.errors import LawstatsError
from lawstats.reading.documents.files import Document
from lawstats.reading.documents.word_numbers import Numbering, child, local_name, value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_TAGS", "MAX_UNPACKED", "word_document"]

#: The unpacked text part may not be larger: a small file can unpack to gigabytes.
MAX_UNPACKED = 64_000_000

#: More tags are refused before they are built: each takes far more memory than its own size.
MAX_TAGS = 2_000_000

# Deleted and moved words, the second copy of a text box for old readers, signs over characters.
_PASSED_OVER = frozenset(("del", "moveFrom", "Fallback", "pPr", "rPr", "rt"))
_WRITTEN = {"t": "", "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: Fields that write page numbers; a table of contents is one field around all its lines.
_NUMBERS_OF_PAGES = re.compile(r"\s*(?:TOC|PAGE|PAGEREF|NUMPAGES|SECTIONPAGES|SECTION)\b")
#: An instruction begins with its name.
_INSTRUCTION = 40
_CONTENTS = "Table of Contents"
_MOST_COLUMNS = 100

_BODY, _LISTS, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


def word_document(raw: bytes, file: str) -> Document:
    """Read the text of a Word file; deleted and hidden words, notes, comments, headers and tables of contents are not.

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
    body = child(root, "body")
    lines: list[str] = []
    if body is not None:
        lines, cut_off = _lines(body, roots, fields=True)
        if cut_off:
            lines, _ = _lines(body, roots, fields=False)
    return Document("\n".join(line for line in lines if line.strip()))


def _lines(body: Any, roots: dict[str, Any], *, fields: bool) -> tuple[list[str], bool]:
    """Give the lines of a body, and whether a field with page numbers never ended."""
    reader = _Reader(Numbering(roots.get(_LISTS), roots.get(_STYLES)), fields=fields)
    return [line for element in body for line in reader.block(element)], reader.cut_off


def _parsed(xml: bytes, file: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise LawstatsError("Word 文件内容已损坏", "请用 Word 打开后另存为 .docx", file=file) from error


class _Reader:
    """Takes the words out of a body; numbers of lists and fields run on from paragraph to paragraph."""

    def __init__(self, numbering: Numbering, *, fields: bool) -> None:
        self._numbering = numbering
        self._heeds_fields = fields
        self._fields: list[str] = []  # how the instructions of the fields begin that are open here, innermost last
        self._numbers_of_pages = 0  # how many of them write page numbers

    @property
    def cut_off(self) -> bool:
        """Whether a field with page numbers is still open: what followed it is not its result."""
        return self._numbers_of_pages > 0

    def block(self, element: Any) -> Iterator[str]:
        """Give the lines of a paragraph, a table or what holds them."""
        name = local_name(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tbl":
            for row in element:
                if local_name(row) == "tr" and child(row, "trPr", "del") is None:
                    yield "\t".join(self._row(row)).rstrip()
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
            for inner in element if value(gallery) != _CONTENTS else ():
                yield from self.block(inner)

    def _row(self, row: Any) -> Iterator[str]:
        for cell in row:
            if local_name(cell) != "tc":
                continue
            merged = child(cell, "tcPr", "vMerge")
            lines = [] if merged is not None and value(merged) != "restart" else list(self._cell(cell))
            yield " ".join(lines)
            span = value(child(cell, "tcPr", "gridSpan"))
            for _ in range(min(int(span), _MOST_COLUMNS) - 1 if span.isdecimal() else 0):
                yield ""

    def _cell(self, cell: Any) -> Iterator[str]:
        """Give the lines of a cell; those of a table inside it stay in the cell."""
        for inner in cell:
            for line in self.block(inner):
                if line.strip():
                    yield " ".join(line.split())

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        """Give the paragraph's own words, then those of the text boxes anchored in it."""
        pieces: list[str] = []
        boxes: list[Any] = []
        stack = list(reversed(list(paragraph)))
        while stack:
            element = stack.pop()
            name = local_name(element)
            if name == "instrText":
                self._instruct(element.text or "")
            elif name == "fldChar":
                self._mark(value(element, "fldCharType"))
            elif _passed_over(element, name):
                continue
            elif name == "txbxContent":
                boxes.append(element)
            elif name in _WRITTEN:
                if not self._numbers_of_pages:
                    pieces.append(_WRITTEN[name] if name != "t" else element.text or "")
            else:
                stack.extend(reversed(list(element)))
        words, label = "".join(pieces), self._numbering.label(paragraph)
        # An empty paragraph counts in Word too, but says nothing.
        yield f"{label}{words}" if words.strip() else words
        for box in boxes:
            for inner in box:
                yield from self.block(inner)

    def _mark(self, kind: str) -> None:
        if kind == "begin" and self._heeds_fields:
            self._fields.append("")
        elif kind == "end" and self._fields:
            self._numbers_of_pages -= _writes_pages(self._fields.pop())

    def _instruct(self, words: str) -> None:
        """Go on with the instruction of the innermost field, which may be cut in pieces."""
        if self._fields:
            before = self._fields[-1]
            self._fields[-1] = f"{before}{words}"[:_INSTRUCTION]
            self._numbers_of_pages += _writes_pages(self._fields[-1]) - _writes_pages(before)


def _writes_pages(instruction: str) -> bool:
    return _NUMBERS_OF_PAGES.match(instruction) is not None


def _passed_over(element: Any, name: str) -> bool:
    """Whether an element of a paragraph is not to be read: deleted, hidden, a page number."""
    if name == "fldSimple":
        return _writes_pages(value(element, "instr"))
    return name in _PASSED_OVER or (name == "r" and _hidden(element))


def _hidden(run: Any) -> bool:
    mark = child(run, "rPr", "vanish")
    return mark is not None and value(mark) not in ("0", "false", "off")
