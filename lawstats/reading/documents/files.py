"""A file into text: .txt .md .html .docx .pdf, bounded in size, or an error that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lawstats.errors import LawstatsError
from lawstats.reading.documents.encodings import decode

__all__ = ["MAX_BYTES", "MAX_LETTERS", "SUFFIXES", "Document", "read_document"]

#: What can be read, and where each comes from.
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
#: Larger files are refused: a report of 20 000 letters with pictures stays far below.
MAX_BYTES = 50_000_000
#: Of a longer text only an error is given; no annual report comes near it.
MAX_LETTERS = 2_000_000

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"%PDF", ".pdf"),
    (b"PK\x03\x04", ".docx"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"MIME-Version:", "mht"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_SAVE_AS = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx",
    ".wps": "请用 WPS 打开，另存为 .docx",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx",
    ".odt": "请用 Word 或 WPS 打开，另存为 .docx",
    ".ofd": "请用 OFD 阅读器导出为 .pdf 或 .txt",
    ".xlsx": "表格请用台账功能读取；报告请另存为 .docx",
    ".xls": "表格请用台账功能读取；报告请另存为 .docx",
    ".mht": "请在浏览器中打开后另存为“网页，仅 HTML”，或复制正文为 .txt",
    ".mhtml": "请在浏览器中打开后另存为“网页，仅 HTML”，或复制正文为 .txt",
    "mht": "请在浏览器中打开后另存为“网页，仅 HTML”，或复制正文为 .txt",
    "picture": "图片里的字无法读取，请改用文字版或先做文字识别",
    "archive": "请先解压，再逐个读取里面的文件",
}
_NAMES = {
    ".doc": "旧版 Word 文件（.doc）",
    ".rtf": "RTF 文件",
    "picture": "图片",
    "archive": "压缩包",
    "mht": "单个文件网页（.mht）",
}


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file.

    Attributes
    ----------
    text : str
        Paragraphs, one a line.
    title : str
        The title the file names (an HTML page's, else ``""``).
    places : tuple of (int, str)
        Where each part of the text begins in the file: offset and, say, ``"第2页"``.
    """

    text: str
    title: str = ""
    places: tuple[tuple[int, str], ...] = ()

    def place_of(self, offset: int) -> str:
        """Name the part of the file an offset lies in, or ``""``."""
        named = ""
        for start, name in self.places:
            if start > offset:
                break
            named = name
        return named


def read_document(path: str | Path) -> Document:
    """Read a file's text.

    The kind is told by what the file is, not only by what it is called: a .doc renamed .docx is found out.

    Parameters
    ----------
    path : path
        A .txt, .md, .html, .docx or .pdf file of at most 50 MB.

    Raises
    ------
    LawstatsError
        Naming the file, what was found (old Word, scan, encrypted, cut off, empty, too large) and what to do.
    """
    path = Path(path)
    raw = _bytes_of(path)
    suffix = path.suffix.lower()
    found = next((kind for mark, kind in _SIGNATURES if raw.startswith(mark)), "")
    if found == ".doc" and _ENCRYPTED in raw:
        raise LawstatsError("Word 文件已加密", "请去掉密码后另存为 .docx", file=path.name)
    if suffix in _SAVE_AS:
        raise LawstatsError(f"不能直接读取 {suffix} 文件", _SAVE_AS[suffix], file=path.name)
    if found in _SAVE_AS:
        raise LawstatsError(f"内容其实是{_NAMES[found]}", _SAVE_AS[found], file=path.name)
    if found == ".pdf":
        from lawstats.reading.documents.pdf import pdf_document

        document = pdf_document(raw, path.name)
    elif found == ".docx":
        from lawstats.reading.documents.word import word_document

        document = word_document(raw, path.name)
    elif suffix in (".docx", ".pdf"):
        raise LawstatsError(f"名为 {suffix}，内容却不是", "文件可能没有传完或已损坏，请重新导出", file=path.name)
    elif suffix in (".html", ".htm"):
        from lawstats.reading.documents.pages import html_document

        document = html_document(decode(raw, path.name), path.name)
    elif suffix in SUFFIXES:
        document = Document(decode(raw, path.name))
    else:
        raise LawstatsError(
            f"不认识的文件类型 {suffix or '（无扩展名）'}", f"可读：{'、'.join(SUFFIXES)}", file=path.name
        )
    if not document.text.strip():
        raise LawstatsError("文件里没有文字", "请检查是否选错了文件，或内容是否都是图片", file=path.name)
    if len(document.text) > MAX_LETTERS:
        raise LawstatsError(
            f"文字有 {len(document.text)} 个，超过 {MAX_LETTERS} 个", "请只保留报告正文", file=path.name
        )
    return document


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise LawstatsError("这是文件夹，不是文件", "请指明其中的文件", file=path.name)
        if size > MAX_BYTES:
            raise LawstatsError(
                f"文件有 {size / 1e6:.0f} MB，超过 {MAX_BYTES / 1e6:.0f} MB", "请压缩其中的图片后再试", file=path.name
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise LawstatsError("没有这个文件", "请检查文件名和位置", file=path.name) from error
    except PermissionError as error:
        raise LawstatsError("没有权限打开", "请关闭正在使用它的程序，或检查权限", file=path.name) from error
    except OSError as error:
        raise LawstatsError(f"打不开（{error.strerror}）", "请检查文件和磁盘", file=path.name) from error
    if not raw:
        raise LawstatsError("文件是空的", "请检查是否保存或上传完整", file=path.name)
    return raw
