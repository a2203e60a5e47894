"""A copy of a Word draft with a comment at each place that was checked."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from lxml import etree

from lawstats.errors import LawstatsError
from lawstats.reading.documents import read_document
from lawstats.telling.cells import printable
from lawstats.telling.ooxml import save_package

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import pandas as pd
    from docx.document import Document

__all__ = ["COMMENTED", "write_comments"]

#: Verdicts that get a comment; what simply agrees would only bury them.
COMMENTED = ("不一致", "表述过强", "无记录可核", "四舍五入内一致")
_AUTHOR, _INITIALS = "lawstats", "核"
_SKIPPED = ("del", "moveFrom", "Fallback", "instrText", "pPr", "rPr")


@dataclass(frozen=True, slots=True)
class _Letter:
    """One letter of the document: the element that holds it, and its place there."""

    sign: str
    element: Any
    at: int


def write_comments(
    draft: str | Path, checks: pd.DataFrame, target: str | Path, *, verdicts: Collection[str] = COMMENTED
) -> int:
    """Write a copy of a .docx draft with Word comments beside the words that were checked.

    The draft's own words stay as they are. A place in a text box, where Word takes no comment, is marked at the box; a
    place that cannot be found is told in one comment at the beginning, so that none is lost.

    Parameters
    ----------
    draft : path
        The .docx file the checks were made of.
    checks : DataFrame
        As by `lawstats.drafts.check_draft`: start, end, words, verdict, record, source and note are used.
    target : path
        The copy.
    verdicts : collection of str
        Which verdicts get a comment.

    Returns
    -------
    int
        The number of places commented on.

    Raises
    ------
    LawstatsError
        When the draft is no .docx file or cannot be read, or the copy would overwrite it or cannot be written.
    """
    draft, target = Path(draft), Path(target)
    if draft.suffix.lower() != ".docx":
        raise LawstatsError("只有 .docx 文件能写批注", "请用 Word 或 WPS 另存为 .docx 后再核对", file=draft.name)
    if target.resolve() == draft.resolve():
        raise LawstatsError("批注副本与原稿同名", "请换一个文件名，原稿不改", file=draft.name)
    text = read_document(draft).text
    document = _opened(draft)
    chosen = checks[checks["verdict"].isin(list(verdicts))].sort_values(["start", "end"])
    rows = chosen.to_dict("records")
    letters = list(_letters(document.element.body))
    places = _places(text, letters)
    anchors: list[tuple[Any, Any] | None] = []
    # From the end, so that cutting a run leaves the places before it where they were.
    for row in reversed(rows):
        inside = [places[at] for at in range(int(row["start"]), int(row["end"])) if at in places]
        anchors.append(_cut_out(letters[inside[0]], letters[inside[-1]]) if inside else None)
    lost = []
    for row, anchor in zip(rows, reversed(anchors), strict=True):
        if anchor is None:
            lost.append(f"“{row['words']}”{_told(row)}")
        else:
            _comment(document, anchor, _told(row))
    if lost:
        _comment_at_start(document, letters, "以下各处在文中没有找到位置：\n" + "\n".join(lost))
    package = BytesIO()
    document.save(package)
    save_package(target, package.getvalue())
    return len(rows)


def _opened(draft: Path) -> Document:
    try:
        return docx.Document(BytesIO(draft.read_bytes()))
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        # Strict Open XML and half-written packages can be read, but not written to.
        raise LawstatsError(
            "这个 Word 文件不能写入批注", "请用 Word 或 WPS 打开，另存为 .docx 后再试", file=draft.name
        ) from error


def _letters(element: Any) -> Iterator[_Letter]:
    """Give the letters of a part of the document in the order in which they are read."""
    boxes = []
    stack = list(reversed(list(element)))
    while stack:
        child = stack.pop()
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in _SKIPPED:
            continue
        if name == "txbxContent":
            boxes.append(child)
        elif name == "p":
            yield from _letters(child)
        elif name == "t":
            for at, sign in enumerate(child.text or ""):
                if not sign.isspace():
                    yield _Letter(sign, child, at)
        elif name == "noBreakHyphen":
            yield _Letter("-", child, 0)
        else:
            stack.extend(reversed(list(child)))
    for box in boxes:
        yield from _letters(box)


def _places(text: str, letters: list[_Letter]) -> dict[int, int]:
    """Lay the text that was checked over the letters of the document, spaces aside: offset to letter."""
    signs = "".join(letter.sign for letter in letters)
    places: dict[int, int] = {}
    at = 0
    for line_start, line in _lines(text):
        offsets = [line_start + place for place, sign in enumerate(line) if not sign.isspace()]
        squeezed = "".join(text[offset] for offset in offsets)
        found = signs.find(squeezed, at)
        if not squeezed or found < 0:
            continue  # a line the document does not hold in one piece stays without a place
        places.update(zip(offsets, range(found, found + len(squeezed)), strict=True))
        at = found + len(squeezed)
    return places


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _cut_out(first: _Letter, last: _Letter) -> tuple[Any, Any] | None:
    """Cut the letters out into runs of their own and give the first and the last of these."""
    boxed = [_box_run(letter.element) for letter in (first, last)]
    if any(run is not None for run in boxed):
        run = boxed[0] if boxed[0] is not None else boxed[1]
        return run, run
    if not all(_in_run(letter.element) for letter in (first, last)):
        return None
    _split(last.element, last.at + 1)
    begin = _split(first.element, first.at)
    end = begin if first.element is last.element else last.element.getparent()
    return begin, end


def _in_run(element: Any) -> bool:
    return bool(element.tag == qn("w:t") and element.getparent().tag == qn("w:r"))


def _box_run(element: Any) -> Any | None:
    """Find the run a text box hangs on; None for words outside boxes."""
    box = next((above for above in element.iterancestors() if etree.QName(above).localname == "txbxContent"), None)
    if box is None:
        return None
    runs = [above for above in box.iterancestors() if above.tag == qn("w:r")]
    return runs[-1] if runs else None


def _split(element: Any, at: int) -> Any:
    """Cut a run before a letter; give the run that begins there."""
    run = element.getparent()
    text = element.text or ""
    before = [child for child in element.itersiblings(preceding=True) if child.tag != qn("w:rPr")]
    if at == 0 and not before:
        return run
    after = list(element.itersiblings())
    if at == len(text) and not after:
        return run
    rest = OxmlElement("w:r")
    if run.rPr is not None:
        rest.append(deepcopy(run.rPr))
    if at == 0:
        rest.append(element)
    elif at < len(text):
        tail = OxmlElement("w:t")
        tail.text, element.text = text[at:], text[:at]
        for part in (tail, element):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        rest.append(tail)
    for child in after:
        rest.append(child)
    run.addnext(rest)
    return rest


def _told(row: dict[Any, Any]) -> str:
    lines = [f"【{row['verdict']}】{row['note']}"]
    if row["record"]:
        lines.append(f"记录：{row['record']}")
    if row.get("source"):
        lines.append(f"出处：{row['source']}")
    return printable("\n".join(lines))


def _comment(document: Document, anchor: tuple[Any, Any], words: str) -> None:
    runs = [Run(element, document) for element in anchor]
    comment = document.add_comment(runs, words, author=_AUTHOR, initials=_INITIALS)
    # The clock would make every copy another file; the date of a comment is optional.
    comment._comment_elm.attrib.pop(qn("w:date"), None)


def _comment_at_start(document: Document, letters: list[_Letter], words: str) -> None:
    held = [letter.element.getparent() for letter in letters if _in_run(letter.element)]
    run = held[0] if held else document.add_paragraph().add_run("")._r
    _comment(document, (run, run), words)
