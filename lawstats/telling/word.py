"""The evidence for sections two and four of the annual report, as a Word file the office can edit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.text import WD_BREAK
from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Mm

from lawstats.errors import LawstatsError
from lawstats.telling.cells import printable
from lawstats.telling.ooxml import save_package
from lawstats.telling.sidecars import MARK, Sidecar, read_sidecar
from lawstats.telling.word_fields import Label, add_caption, add_footnote, add_reference
from lawstats.telling.word_page import new_document, set_running_lines
from lawstats.telling.word_tables import add_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from docx.text.paragraph import Paragraph

__all__ = ["Evidence", "Finding", "Section", "write_evidence"]

_WIDEST, _HIGHEST = Mm(150), Mm(190)  # a picture and its caption stay on one page
_DIGITS = "〇一二三四五六七八九"
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")


@dataclass(frozen=True)
class Finding:
    """One finding: what is claimed, how sure it is, and what it rests on.

    Attributes
    ----------
    title : str
        Its heading, without a number.
    verdict : str
        The verdict word, such as 可能上升; empty where nothing is judged.
    sentence : str
        The sentence an office can sign, as rendered from the records.
    table : DataFrame, optional
        The figures; one without rows is left out.
    figure : str, optional
        Name of a saved figure, without ending.
    sources : sequence of str
        Where the figures come from.
    table_title : str
        The table's caption; the finding's title if empty.
    """

    title: str
    verdict: str
    sentence: str
    table: pd.DataFrame | None = None
    figure: str | None = None
    sources: Sequence[str] = ()
    table_title: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the file: a heading without a number, opening paragraphs, findings."""

    heading: str
    paragraphs: Sequence[str] = ()
    findings: Sequence[Finding] = ()


@dataclass(frozen=True)
class Evidence:
    """All that goes into one file.

    Attributes
    ----------
    office : str
        The office whose report it is.
    year : int
        The reporting year.
    fictional : bool
        Whether the figures are an example's; every page then says so.
    sections : sequence of Section
        The parts, in order.
    commitments : DataFrame, optional
        Last year's commitments against what was done.
    method_note : str
        How changes were judged; a footnote at the first verdict.
    """

    office: str
    year: int
    fictional: bool
    sections: Sequence[Section] = ()
    commitments: pd.DataFrame | None = None
    method_note: str = ""


def write_evidence(path: str | Path, evidence: Evidence, figures: str | Path | None = None) -> None:
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
    >>> file = Path(tempfile.mkdtemp()) / "evidence.docx"
    >>> note = Finding("矛盾纠纷调解", "未见明显变化", "2024年73件，2023年60件，不能据此称上升或下降。")
    >>> section = Section("存在的主要不足", findings=[note])
    >>> write_evidence(file, Evidence("示例街道", 2024, fictional=True, sections=[section]))
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

    def write(self) -> None:
        said = self.evidence
        properties = self.document.core_properties
        properties.title = printable(f"{said.office}{said.year}年法治政府建设年度报告数据依据")
        properties.author, properties.comments, properties.language = printable(said.office), "", "zh-CN"
        set_running_lines(self.document, MARK if said.fictional else "")
        self._title()
        for section in said.sections:
            self._section(section)
        if said.commitments is not None:
            self._commitments(said.commitments)
        if self.note:  # no verdict to hang it on
            add_footnote(self.document, self._say("本文件的统计方法见脚注。"), self.note)

    def _title(self) -> None:
        title = self._say(f"{self.evidence.office}{self.evidence.year}年", "Title")
        title.add_run().add_break(WD_BREAK.LINE)  # two lines of sense, as the standard asks of long titles
        title.add_run("法治政府建设年度报告数据依据")
        self._say(f"（{MARK}，不得引用）" if self.evidence.fictional else "", "副标题行")

    def _section(self, section: Section) -> None:
        self._heading(section.heading)
        for text in section.paragraphs:
            self._say(text)
        for number, finding in enumerate(section.findings, start=1):
            self._finding(finding, number)
        if not section.paragraphs and not section.findings:
            self._say("本部分没有可以列出的数据。")

    def _heading(self, text: str) -> None:
        number = self._next("章")
        self._say(text if _NUMBERED.match(text) else f"{_chinese(number)}、{text}", "Heading 1")

    def _finding(self, finding: Finding, number: int) -> None:
        words = finding.title if _NUMBERED.match(finding.title) else f"（{_chinese(number)}）{finding.title}"
        self._say(words, "Heading 2")
        picture = self._words_of(finding.figure) if finding.figure is not None else None
        frame = finding.table if finding.table is not None and len(finding.table) else None
        table = Label("表", self._next("表")) if frame is not None else None
        figure = Label("图", self._next("图")) if picture is not None else None
        self._verdict(finding, [label for label in (table, figure) if label])
        if frame is not None and table is not None:
            self._table(frame, table, finding.table_title or finding.title)
        if picture is not None and figure is not None:
            self._picture(picture, figure)
        if finding.sources:
            self._say(f"资料来源：{'；'.join(source.rstrip('。；') for source in finding.sources)}。", "资料来源")
        elif table and not figure:
            self._say("", "资料来源")  # nothing may stick to a table's last rule

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
        if self.note:
            add_footnote(self.document, paragraph, self.note)
            self.note = ""

    def _table(self, frame: pd.DataFrame, label: Label, title: str) -> None:
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        add_caption(caption, label, title)
        add_table(self.document, frame)

    def _words_of(self, name: str) -> Sidecar:
        words = read_sidecar(self.figures, name)
        if words.fictional and not self.evidence.fictional:
            raise LawstatsError(
                "虚构示例的图不能放进真实机关的材料", "请换成真实数据的图，或标明材料为虚构", file=f"{name}.png"
            )
        return words

    def _picture(self, words: Sidecar, label: Label) -> None:
        paragraph = self.document.add_paragraph(style="插图")
        file = self.figures / f"{words.name}.png"
        try:
            shape = paragraph.add_run().add_picture(str(file))
        except (UnrecognizedImageError, UnexpectedEndOfFileError) as error:
            raise LawstatsError("图片读不出来", "请重新保存这幅图", file=file.name) from error
        scale = min(1.0, _WIDEST / shape.width, _HIGHEST / shape.height)
        shape.width, shape.height = round(shape.width * scale), round(shape.height * scale)
        shape._inline.docPr.set("name", str(label))
        shape._inline.docPr.set("descr", printable(words.alt))
        add_caption(self.document.add_paragraph(style="Caption"), label, words.title)

    def _commitments(self, frame: pd.DataFrame) -> None:
        self._heading("上年承诺完成情况")
        if not len(frame):
            self._say("上年报告中没有可以逐项对照的承诺。")
            return
        label = Label("表", self._next("表"))
        paragraph = self._say("上年报告中的承诺与本年实际逐项对照，见")
        add_reference(paragraph, label)
        paragraph.add_run("。")
        self._table(frame, label, "上年承诺完成情况对照")
        self._say("", "资料来源")

    def _next(self, kind: str) -> int:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def _say(self, text: str, style: str = "Body Text") -> Paragraph:
        return self.document.add_paragraph(printable(text), style=style)


def _chinese(number: int) -> str:
    """Write a number below a hundred in Chinese, for headings."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
