"""A .pdf file with a text layer; lines wrapped by the page are joined again, tables keep their cells."""

from __future__ import annotations

import threading

import pypdfium2  # type: ignore[import-untyped]  # ships no type stubs

from lawstats.errors import LawstatsError
from lawstats.reading.documents.files import MAX_LETTERS, Document
from lawstats.reading.documents.pdf_letters import Page, page_of
from lawstats.reading.documents.pdf_lines import lines_of
from lawstats.reading.documents.pdf_paragraphs import paragraphs, without_margins
from lawstats.reading.documents.pdf_streams import MAX_UNPACKED, unpacks_too_large

__all__ = ["MAX_PAGES", "pdf_document"]

#: More pages are refused.
MAX_PAGES = 500
# PDFium is not safe to call from two threads at once; reports may be read by a thread pool.
_ONE_AT_A_TIME = threading.Lock()
_SCAN_LETTERS = 20
#: A page with a picture over it and fewer letters is a scan; a stamped page number has as many.
_PICTURE_LETTERS = 10
#: Signs of private use stand before items of a list; more of them than this share is text nobody can read.
_STRANGE_SHARE = 0.05


def pdf_document(raw: bytes, file: str) -> Document:
    """Read the text layer of a PDF.

    Raises
    ------
    LawstatsError
        When the file is encrypted, damaged, too long, a scan in part or as a whole, or its fonts do not say which
        characters they show.
    """
    if unpacks_too_large(raw):
        raise LawstatsError(f"解压后超过 {MAX_UNPACKED / 1e6:.0f} MB", "请重新导出，只保留报告部分", file=file)
    with _ONE_AT_A_TIME:
        pages = _pages(raw, file)
    _check_readable(pages, file)
    text, places = "", []
    for number, joined in enumerate(paragraphs(without_margins(lines_of(pages))), start=1):
        places.append((len(text), f"第{number}页"))
        for words, goes_on in joined:
            text += words if goes_on or not text else f"\n{words}"
    return Document(text, places=tuple(places))


def _pages(raw: bytes, file: str) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LawstatsError("PDF 已加密", "请去掉密码后另存", file=file) from error
        raise LawstatsError("PDF 不完整或已损坏", "请重新下载或重新导出", file=file) from error
    try:
        if len(document) > MAX_PAGES:
            raise LawstatsError(f"有 {len(document)} 页，超过 {MAX_PAGES} 页", "请只保留报告部分", file=file)
        pages: list[Page] = []
        letters = 0
        for page in document:
            pages.append(page_of(page, MAX_LETTERS))
            page.close()
            letters += len(pages[-1].letters)
            if letters > MAX_LETTERS:
                raise LawstatsError(f"文字超过 {MAX_LETTERS} 个", "请只保留报告正文", file=file)
        return pages
    except pypdfium2.PdfiumError as error:
        raise LawstatsError("PDF 内容已损坏", "请重新下载或重新导出", file=file) from error
    finally:
        document.close()


def _check_readable(pages: list[Page], file: str) -> None:
    printed = [sum(not letter.text.isspace() for letter in page.letters) for page in pages]
    strange = sum(page.strange for page in pages)
    if strange > _STRANGE_SHARE * (sum(printed) + strange):
        raise LawstatsError(
            f"有 {strange} 个字的字体没有注明是什么字，读出来是乱码",
            "请改用 Word 原件，或先做文字识别（OCR）",
            file=file,
        )
    if sum(printed) < _SCAN_LETTERS:
        raise LawstatsError(
            f"{len(pages)} 页都没有文字，可能是扫描件", "请改用 Word 原件，或先做文字识别（OCR）", file=file
        )
    # A cover and a back may be pictures.
    scanned = [
        number
        for number, (page, letters) in enumerate(zip(pages, printed, strict=True), start=1)
        if page.pictured and letters < _PICTURE_LETTERS and 1 < number < len(pages)
    ]
    if scanned:
        raise LawstatsError(
            f"第{'、'.join(map(str, scanned[:10]))}页只有图片，可能是扫描件",
            "请改用 Word 原件，或先做文字识别（OCR）",
            file=file,
        )
