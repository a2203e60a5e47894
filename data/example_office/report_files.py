"""Reports as files: plain text in two encodings, a .docx with a table and a text box, a .pdf with a text layer."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure as Page
from matplotlib.font_manager import FontProperties

from example_office.names import NOTICE
from example_office.reports import GB18030_YEAR
from example_office.workbooks import freeze_package

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

    from example_office.reports import Report

__all__ = ["docx_bytes", "pdf_bytes", "write_report"]

_PER_LINE, _PER_PAGE = 36, 40
_MOMENT = datetime(2025, 1, 6, 8, tzinfo=UTC)


def write_report(report: Report, folder: Path) -> Path:
    """Write one report in the format its name asks for."""
    path = folder / report.file
    encoding = "gb18030" if report.year == GB18030_YEAR else "utf-8"
    makers = {".txt": lambda: report.text.encode(encoding), ".docx": lambda: docx_bytes(report)}
    makers[".pdf"] = lambda: pdf_bytes(report)
    path.write_bytes(makers[path.suffix]())
    return path


def docx_bytes(report: Report) -> bytes:
    """Return a report as .docx: headings, paragraphs, a table of figures, a text box; the same bytes every time."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.title = report.lines[0]
    document.core_properties.created = _MOMENT
    document.styles["Normal"].font.size = Pt(12)
    document.sections[0].footer.paragraphs[0].text = NOTICE
    document.add_paragraph(report.lines[0], style="Title")
    for line in report.lines[1:]:
        if line[:2] in {"一、", "二、", "三、", "四、"}:
            _end_of_part(document, report, line)
            document.add_paragraph(line, style="Heading 1")
        else:
            document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return freeze_package(buffer.getvalue())


def _end_of_part(document: Document, report: Report, heading: str) -> None:
    """Put the table and the text box at the end of section ①, where the office keeps them."""
    if not heading.startswith("二、") or not report.table:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for name, count in (("项目", "数量"), *report.table):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = name, count
    box = (
        f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict>"
        "<v:shape id='box1' type='#_x0000_t202' style='width:300pt;height:40pt'><v:textbox><w:txbxContent>"
        f"<w:p><w:r><w:t>{report.box}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph()._p.append(parse_xml(box))


def pdf_bytes(report: Report) -> bytes:
    """Return a report as .pdf whose text can be copied out; the same bytes every time."""
    with resources.as_file(resources.files("lawstats.fonts") / "LawstatsSansSC-Regular.ttf") as font_file:
        font = FontProperties(fname=font_file)
        lines = [piece for line in report.lines for piece in _wrap(line)]
        buffer = io.BytesIO()
        # Uncompressed, so that the bytes do not depend on the machine's zlib.
        with (
            rc_context({"pdf.fonttype": 42, "pdf.compression": 0}),
            PdfPages(buffer, metadata={"Title": report.lines[0], "CreationDate": None}) as pages,
        ):
            for start in range(0, len(lines), _PER_PAGE):
                page = Page(figsize=(8.27, 11.69))
                for i, line in enumerate(lines[start : start + _PER_PAGE]):
                    page.text(0.12, 0.93 - 0.0212 * i, line, fontproperties=font, fontsize=11.5)
                page.text(0.12, 0.04, NOTICE, fontproperties=font, fontsize=8)
                pages.savefig(page)
    return buffer.getvalue()


def _wrap(line: str) -> list[str]:
    """Break a line where a page would, never inside a number and never before a closing mark."""
    pieces = []
    while len(line) > _PER_LINE:
        cut = _PER_LINE
        while line[cut] in "，。；：、）%" or (line[cut].isascii() and line[cut - 1].isascii()):
            cut -= 1
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]
