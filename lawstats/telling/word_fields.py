"""What Word numbers by itself: pages, captions, references to them, footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from lawstats.telling.cells import printable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

__all__ = ["Label", "add_caption", "add_field", "add_footnote", "add_reference"]

_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The two rules Word draws above footnotes; the settings part names them as -1 and 0.
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a figure or table, such as 图1.

    Examples
    --------
    >>> str(Label("表", 2)), Label("表", 2).bookmark
    ('表2', '_Ref_table_2')
    """

    kind: Literal["图", "表"]
    number: int

    def __str__(self) -> str:
        return f"{self.kind}{self.number}"

    @property
    def bookmark(self) -> str:
        """Name of the place in the file; the underline keeps it out of Word's list of bookmarks."""
        return f"_Ref_{'figure' if self.kind == '图' else 'table'}_{self.number}"


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    r"""Append a field: what Word is to compute, and what it shows until then.

    Parameters
    ----------
    paragraph : docx.text.paragraph.Paragraph
        Where it goes.
    instruction : str
        A field code such as ``PAGE`` or ``SEQ 图 \* ARABIC``.
    shown : str
        The result stored in the file, so that it reads right in programs that compute no fields.
    """
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    for part in (_mark("begin"), code, _mark("separate")):
        paragraph.add_run()._r.append(part)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_mark("end"))


def _mark(kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def add_caption(paragraph: Paragraph, label: Label, text: str) -> None:
    """Write a caption that Word counts itself, so that inserting another figure renumbers them all."""
    # Identities need only differ from each other: even ones for figures, odd ones for tables.
    identity = str(2 * label.number + (label.kind == "表"))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), identity)
    start.set(qn("w:name"), label.bookmark)
    paragraph._p.append(start)
    paragraph.add_run(label.kind)
    add_field(paragraph, rf"SEQ {label.kind} \* ARABIC", str(label.number))
    paragraph._p.append(end)
    paragraph.add_run(f"\u3000{printable(text)}")


def add_reference(paragraph: Paragraph, label: Label) -> None:
    """Write 图1 or 表1 as a live reference to its caption."""
    add_field(paragraph, rf"REF {label.bookmark} \h", str(label))


def add_footnote(document: WordDocument, paragraph: Paragraph, text: str) -> None:
    """Append a footnote's sign to a paragraph and its text to the foot of the page.

    Parameters
    ----------
    document : docx.document.Document
        A document with the styles ``footnote text`` and ``footnote reference``.
    paragraph : docx.text.paragraph.Paragraph
        Where the sign goes.
    text : str
        The note; each line is a paragraph of its own.
    """
    notes = _notes(document)
    number = str(len(notes) - 1)  # the two rules come first
    body = OxmlElement("w:footnote")
    body.set(qn("w:id"), number)
    for place, line in enumerate(text.splitlines()):
        body.append(_note_line(printable(line), signed=place == 0))
    notes.append(body)
    sign = OxmlElement("w:footnoteReference")
    sign.set(qn("w:id"), number)
    run = paragraph.add_run(style="footnote reference")
    run._r.append(sign)


def _notes(document: WordDocument) -> BaseOxmlElement:
    """Find the part of the file that holds the notes, or make it: python-docx knows none."""
    for rel in document.part.rels.values():
        if rel.reltype == _FOOTNOTES and isinstance(rel.target_part, XmlPart):
            root: BaseOxmlElement = rel.target_part.element
            return root
    root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_RULES}</w:footnotes>")
    part = XmlPart(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, root, document.part.package)
    document.part.relate_to(part, _FOOTNOTES)
    return root


def _note_line(text: str, *, signed: bool) -> BaseOxmlElement:
    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>' if signed else ""
    line: BaseOxmlElement = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{sign}'
        '<w:r><w:t xml:space="preserve"/></w:r></w:p>'
    )
    line.findall(f".//{qn('w:t')}")[-1].text = f" {text}" if signed else text
    return line
