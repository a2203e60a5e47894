"""An evidence file written as Word: numbered sections, captions that count, references that follow, sources, notes."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from docx.enum.text import WD_BREAK
from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Emu, Mm, Pt

from lawstats.errors import LawstatsError
from lawstats.telling.cells import cell_width, printable
from lawstats.telling.ooxml import save_package
from lawstats.telling.sidecars import MARK, Sidecar, read_sidecar
from lawstats.telling.word_fields import Label, add_caption, add_footnote, add_reference
from lawstats.telling.word_page import TEXT_HEIGHT, TEXT_WIDTH, new_document, set_running_lines
from lawstats.telling.word_parts import Finding, Grid, Picture
from lawstats.telling.word_tables import add_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.text.paragraph import Paragraph

    from lawstats.telling.word_parts import Evidence, Section

__all__ = ["write_document"]

_HIGHEST = Mm(190)  # a picture and its caption stay on one page
_NEARLY = 0.9  # of the text: what is drawn this wide is given the rest
_ROOM_TO_WRITE = 12  # full-width signs
_DIGITS = "〇一二三四五六七八九"
_NOTE_SIGN = "※"
_ABSTRACT_SIGNS = 62  # half-width signs of 14 points on a line
_KEYS = re.compile(r"\{\w+\}")
_PIECES = re.compile(r"(\{\w+\}|【[^】]*】|※)")
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


def write_document(path: str | Path, evidence: Evidence, figures: str | Path | None = None) -> None:
    """Write the evidence as a .docx after GB/T 9704-2012: editable text, real tables, pictures with alternative text.

    Parameters
    ----------
    path : str or Path
        The file to write.
    evidence : Evidence
        What it says. The same evidence gives the same bytes.
    figures : str or Path, optional
        The folder of saved figures; by default the one the file goes to.

    Raises
    ------
    LawstatsError
        If a figure is not in the folder or has no words beside it, if an example's figure would go into a real office's
        file, or if the file cannot be written.

    Examples
    --------
    >>> import tempfile, docx
    >>> from lawstats.telling.word_parts import Evidence, Section
    >>> file = Path(tempfile.mkdtemp()) / "evidence.docx"
    >>> note = Finding("矛盾纠纷调解", "未见明显变化", "2024年73件，2023年60件，不能据此称上升或下降。")
    >>> section = Section("存在的主要不足", [note])
    >>> write_document(file, Evidence("示例街道", 2024, fictional=True, sections=[section]))
    >>> [p.text for p in docx.Document(file).paragraphs if p.style.name.startswith("Heading")]
    ['一、存在的主要不足', '（一）矛盾纠纷调解']
    """
    path = Path(path)
    writer = _Writer(evidence, Path(figures) if figures is not None else path.parent)
    stream = BytesIO()
    writer.write()
    writer.document.save(stream)
    save_package(path, stream.getvalue())


@dataclass
class _Writer:
    """One file being written: the document, and how many figures, tables and sections it has so far."""

    evidence: Evidence
    figures: Path
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = new_document()
        self.note = self.evidence.method_note.strip()
        self.labels = {key: label for key, label in _labels(self.evidence) if key}

    def write(self) -> None:
        said = self.evidence
        properties = self.document.core_properties
        properties.title = printable(f"{said.office}{said.year}年法治政府建设年度报告数据依据")
        properties.author, properties.comments, properties.language = printable(said.office), "", "zh-CN"
        set_running_lines(self.document, MARK if said.fictional else "")
        self._front()
        for section in said.sections:
            self._section(section)
        if self.note:  # no verdict to hang it on
            add_footnote(self.document, self._say("本文件的统计方法见脚注。"), self.note)
        self._sign()

    def _sign(self) -> None:
        """Leave the lines to be filled in by hand together at the end."""
        if self.evidence.signing and self.document.paragraphs:
            # The lines to sign never stand alone on a page: the last words go with them, whole.
            last = self.document.paragraphs[-1].paragraph_format
            last.keep_with_next = last.keep_together = True
        for place, label in enumerate(self.evidence.signing, start=1):
            paragraph = self._say(f"{label}：")
            paragraph.add_run("　" * _ROOM_TO_WRITE).underline = True
            paragraph.paragraph_format.keep_with_next = place < len(self.evidence.signing)

    def _front(self) -> None:
        said = self.evidence
        title = self._say(f"{said.office}{said.year}年", "Title")
        title.add_run().add_break(WD_BREAK.LINE)  # two lines of sense, as the standard asks of long titles
        title.add_run("法治政府建设年度报告数据依据")
        if said.fictional:
            self._say(f"（{MARK}，不得引用）", "副标题行")
        if said.period:
            self._say(said.period, "统计期间")
        for text in said.summary:
            self._tell(text, "摘要")
        if said.cover is not None:
            self._picture(said.cover, highest=self._room_left())

    def _room_left(self) -> int:
        """Measure what the words of the front page leave for its figure, so that both share the page."""
        said = self.evidence
        lines = sum(math.ceil((cell_width(_KEYS.sub("表00", text)) + 4) / _ABSTRACT_SIGNS) for text in said.summary)
        # Title and the line under it; period and summary; the caption, with a line to spare for taller faces.
        used = Pt(28.95) * 3 + Pt(24) * (lines + 1) + Pt(72)
        return max(int(TEXT_HEIGHT - used), int(_HIGHEST / 3))

    def _section(self, section: Section) -> None:
        number = self._next("章")
        head = section.heading if _NUMBERED.match(section.heading) else f"{_chinese(number)}、{section.heading}"
        self._say(head, "Heading 1")
        found = 0
        for part in section.parts:
            if isinstance(part, Finding):
                found += 1
                self._finding(part, found)
            elif isinstance(part, Grid):
                self._grid(part)
            elif isinstance(part, Picture):
                self._picture(part)
            else:
                self._tell(part)
        if not section.parts:
            self._say("本部分没有可以列出的数据。")

    def _finding(self, finding: Finding, number: int) -> None:
        words = finding.title if _NUMBERED.match(finding.title) else f"（{_chinese(number)}）{finding.title}"
        self._say(words, "Heading 2")
        if finding.figure is not None:
            self._words_of(finding.figure)  # what is not ready is named before anything refers to it
        grid = finding.grid()
        labels = [Label("表", self.counts.get("表", 0) + 1)] if grid else []
        labels += [Label("图", self.counts.get("图", 0) + 1)] if finding.figure else []
        self._verdict(finding, labels)
        if grid is not None:
            self._grid(grid, followed=bool(finding.figure or finding.sources))
        if finding.figure is not None:
            self._picture(Picture(finding.figure, finding.figure_title))
        if finding.sources:
            self._say(f"资料来源：{'；'.join(source.rstrip('。；') for source in finding.sources)}。", "资料来源")
        for remark in finding.remarks:
            self._tell(remark)

    def _verdict(self, finding: Finding, labels: list[Label]) -> None:
        paragraph = self.document.add_paragraph(style="Body Text")
        if finding.verdict:
            paragraph.add_run(f"【{printable(finding.verdict)}】", style="判断")
        sentence = printable(finding.sentence)
        paragraph.add_run(sentence.rstrip("。") + "（见" if labels else sentence)
        for place, label in enumerate(labels):
            paragraph.add_run("、" if place else "")
            add_reference(paragraph, label)
        paragraph.add_run("）。" if labels else "")
        self._hang_note(paragraph)

    def _hang_note(self, paragraph: Paragraph) -> None:
        if self.note:
            add_footnote(self.document, paragraph, self.note)
            self.note = ""

    def _grid(self, grid: Grid, *, followed: bool = False) -> None:
        if not len(grid.table):
            return
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        add_caption(caption, Label("表", self._next("表")), grid.title)
        add_table(self.document, grid.table)
        if grid.note or not followed:
            self._say(grid.note, "资料来源")  # nothing may stick to a table's last rule

    def _words_of(self, name: str) -> Sidecar:
        words = read_sidecar(self.figures, name)
        if words.fictional and not self.evidence.fictional:
            raise LawstatsError(
                "虚构示例的图不能放进真实机关的材料", "请换成真实数据的图，或标明材料为虚构", file=f"{name}.png"
            )
        return words

    def _picture(self, picture: Picture, highest: int = _HIGHEST) -> None:
        words = self._words_of(picture.name)
        label = Label("图", self._next("图"))
        paragraph = self.document.add_paragraph(style="插图")
        file = self.figures / f"{words.name}.png"
        try:
            shape = paragraph.add_run().add_picture(str(file))
        except (UnrecognizedImageError, UnexpectedEndOfFileError) as error:
            raise LawstatsError("图片读不出来", "请重新保存这幅图", file=file.name) from error
        wide = int(TEXT_WIDTH) / int(shape.width)
        scale = min(wide if wide < 1 / _NEARLY else 1.0, highest / shape.height)
        shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
        shape._inline.docPr.set("name", str(label))
        shape._inline.docPr.set("descr", printable(words.alt))
        add_caption(self.document.add_paragraph(style="Caption"), label, picture.caption or words.title)
        if picture.note:
            self._say(picture.note, "资料来源")

    def _next(self, kind: str) -> int:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def _say(self, text: str, style: str = "Body Text") -> Paragraph:
        return self.document.add_paragraph(printable(text), style=style)

    def _tell(self, text: str, style: str = "Body Text") -> Paragraph:
        """Write a sentence; a verdict in 【】 stands out, {key} becomes a live reference, ※ hangs the method's note."""
        paragraph = self.document.add_paragraph(style=style)
        for piece in _PIECES.split(printable(text)):
            if piece == _NOTE_SIGN:
                self._hang_note(paragraph)
            elif piece.startswith("【"):
                paragraph.add_run(piece, style="判断")
            elif piece[1:-1] in self.labels and piece.startswith("{"):
                add_reference(paragraph, self.labels[piece[1:-1]])
            elif piece:
                paragraph.add_run(piece)
        return paragraph


def _labels(evidence: Evidence) -> Iterator[tuple[str, Label]]:
    """Count tables and figures as they will be written, so that a sentence may refer to what comes later."""
    counts = {"表": 0, "图": 0}

    def count(kind: Literal["表", "图"], key: str) -> tuple[str, Label]:
        counts[kind] += 1
        return key, Label(kind, counts[kind])

    if evidence.cover is not None:
        yield count("图", evidence.cover.key)
    for section in evidence.sections:
        for part in section.parts:
            if isinstance(part, Picture):
                yield count("图", part.key)
            elif isinstance(part, Grid):
                if len(part.table):
                    yield count("表", part.key)
            elif isinstance(part, Finding):
                if part.grid() is not None:
                    yield count("表", "")
                if part.figure is not None:
                    yield count("图", "")


def _chinese(number: int) -> str:
    """Write a number below a hundred in Chinese, for headings."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
