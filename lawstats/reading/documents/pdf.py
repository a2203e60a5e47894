"""A .pdf file with a text layer; lines wrapped by the page are joined again."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter

import pypdfium2  # type: ignore[import-untyped]  # ships no type stubs

from lawstats.errors import LawstatsError
from lawstats.reading.documents.files import Document

__all__ = ["MAX_PAGES", "join_lines", "pdf_document"]

#: More pages are refused.
MAX_PAGES = 500
# PDFium is not safe to call from two threads at once; reports may be read by a thread pool.
_ONE_AT_A_TIME = threading.Lock()
_PAGE_NUMBER = re.compile(r"[\s\-—–·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[\s\-—–·]*")
_STARTS = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:、|[.．](?!\d)))"
)
_FULL = 0.85
_SCAN_LETTERS = 20


def pdf_document(raw: bytes, file: str) -> Document:
    """Read the text layer of a PDF.

    Raises
    ------
    LawstatsError
        When the file is encrypted, damaged, too long, or a scan without text.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(raw, file)
    if sum(len(re.sub(r"\s", "", page)) for page in pages) < _SCAN_LETTERS:
        raise LawstatsError(
            f"{len(pages)} 页都没有文字，可能是扫描件", "请改用 Word 原件，或先做文字识别（OCR）", file=file
        )
    text, places = "", []
    width = _usual_width(pages)
    for number, lines in enumerate(_without_margins(pages), start=1):
        joined = join_lines(lines, width)
        if text and joined:
            # A paragraph may run on to the next page.
            text += "" if _runs_on(text.rpartition("\n")[2], joined, width) else "\n"
        places.append((len(text), f"第{number}页"))
        text += joined
    return Document(text, places=tuple(places))


def _pages(raw: bytes, file: str) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LawstatsError("PDF 已加密", "请去掉密码后另存", file=file) from error
        raise LawstatsError("PDF 不完整或已损坏", "请重新下载或重新导出", file=file) from error
    try:
        if len(document) > MAX_PAGES:
            raise LawstatsError(f"有 {len(document)} 页，超过 {MAX_PAGES} 页", "请只保留报告部分", file=file)
        pages = []
        for page in document:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        raise LawstatsError("PDF 内容已损坏", "请重新下载或重新导出", file=file) from error
    finally:
        document.close()


def _lines_of(page: str) -> list[str]:
    # U+FFFE and U+0002 mark a hyphen at the end of a line.
    page = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\ufeff]", "", page)
    return [line.rstrip() for line in re.split(r"\r\n|\r|\n", page) if line.strip()]


def _without_margins(pages: list[str]) -> list[list[str]]:
    """Leave out page numbers, and running heads and feet: the same line at the edge of most pages."""
    split = [_lines_of(page) for page in pages]
    edges = Counter(line.strip() for lines in split for line in {*lines[:1], *lines[-1:]})
    running = {line for line, times in edges.items() if len(split) >= 3 and times > len(split) / 2}
    return [
        [line for line in lines if not _PAGE_NUMBER.fullmatch(line) and line.strip() not in running] for lines in split
    ]


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line.rstrip())


def _usual_width(pages: list[str]) -> int:
    widths = sorted(_width(line) for page in pages for line in _lines_of(page))
    return widths[int(len(widths) * 0.9)] if widths else 0


def _runs_on(line: str, following: str, width: int) -> bool:
    # The last line built may hold a whole paragraph: what counts is that it does not end a sentence.
    return (
        not re.search(r"[。！？!?：:；;]$", line.rstrip())
        and _width(line) >= _FULL * width
        and not _STARTS.match(following)
    )


def join_lines(lines: list[str], width: int) -> str:
    r"""Join the lines of a page into paragraphs.

    A line ends its paragraph when it is short of the usual width, or when the next one opens an item.

    Parameters
    ----------
    lines : list of str
        The lines as printed.
    width : int
        The usual width of a full line, a Chinese character counting two.

    Examples
    --------
    >>> join_lines(["一、主要成效", "　　全年召开法治专题会", "议4次。", "　　二是学法。"], 22)
    '一、主要成效\n全年召开法治专题会议4次。\n二是学法。'
    """
    text = ""
    for number, line in enumerate(lines):
        words = line.strip()
        text += words
        if number + 1 == len(lines):
            break
        following = lines[number + 1]
        indented = following.startswith(("　　", "    "))
        ends = _width(line) < _FULL * width or _STARTS.match(following) is not None or indented
        if ends:
            text += "\n"
        elif re.search(r"[A-Za-z]$", words) and re.match(r"[A-Za-z]", following.strip()):
            text += " "
    return text
