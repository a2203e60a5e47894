"""Whatever bytes a file holds: a document or our own error, in bounded time."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats import LawstatsError, read_text
from lawstats.reading.documents import SUFFIXES, read_document
from lawstats.reading.documents.word import MAX_UNPACKED
from lawstats.reading.reports import read_report

_PAGE = (
    "<html><head><title>示例街道2024年法治政府建设年度报告</title></head><body><div class='nav'>首页</div>"
    "<div id='zoom'><p>一、主要成效</p><p>全年学法4次，调解纠纷73件。</p>"
    "<table><tr><td>学法</td><td>4次</td></tr></table></div></body></html>"
).encode()
_BOUND = 20.0  # seconds, for 1 MB on a busy machine; what takes quadratic time takes hours


def _word_bytes() -> bytes:
    document = docx.Document()
    document.add_paragraph("示例街道2024年法治政府建设年度报告")
    document.add_paragraph("全年学法4次，调解纠纷73件。")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "学法"
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def _pdf_bytes() -> bytes:
    words = b"BT /F1 12 Tf 72 700 Td (Annual report 2024, 73 disputes settled, 4 meetings held.) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%b endobj\n" % (n, part) for n, part in enumerate(parts, 1))
        + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"
    )


_WHOLE = {".docx": _word_bytes(), ".pdf": _pdf_bytes(), ".html": _PAGE, ".txt": "全年学法4次。".encode("gb18030")}
_MAGIC = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"<html>"]
)


def _reads_or_refuses(raw: bytes, suffix: str) -> str | None:
    """Text of a file of these bytes, or None where it was refused as our errors do: file, finding and advice."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"报告{suffix}"
        file.write_bytes(raw)
        try:
            return read_document(file).text
        except LawstatsError as error:
            refused = error
    assert (refused.file, bool(refused.found), bool(refused.advice)) == (file.name, True, True)
    return None


@pytest.mark.parametrize("suffix", sorted(_WHOLE))
def test_whole_files_are_read(suffix: str) -> None:
    text = _reads_or_refuses(_WHOLE[suffix], suffix)
    assert text
    assert "4" in text


@settings(max_examples=120, deadline=None)
@given(_MAGIC, st.binary(max_size=400), st.sampled_from([*SUFFIXES, ".doc", ".wps", ".xyz", ""]))
def test_random_bytes(magic: bytes, rest: bytes, suffix: str) -> None:
    _reads_or_refuses(magic + rest, suffix)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(_WHOLE)), st.floats(0, 1), st.integers(0, 255), st.booleans())
def test_cut_off_and_garbled_files(suffix: str, place: float, byte: int, cut: bool) -> None:
    whole = _WHOLE[suffix]
    at = int(place * (len(whole) - 1))
    _reads_or_refuses(whole[:at] if cut else whole[:at] + bytes([byte]) + whole[at + 1 :], suffix)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=120).map(lambda words: f"<w:p>{words}</w:p>".encode()))
def test_any_text_part_in_a_word_file(xml: bytes) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr("word/document.xml", xml)
    _reads_or_refuses(stored.getvalue(), ".docx")


@pytest.mark.parametrize("tag", ["w:tbl><w:tr><w:tc", "w:sdt", "w:p><w:txbxContent"])
@pytest.mark.parametrize("depth", [20, 5000])
def test_deep_nesting_in_a_word_file(tag: str, depth: int) -> None:
    names = tag.split("><")
    opened = "".join(f"<{name}>" for name in names) * depth
    closed = "".join(f"</{name}>" for name in reversed(names)) * depth
    words = "<w:p><w:r><w:t>学法4次</w:t></w:r></w:p>"
    xml = f"<w:document xmlns:w='u'><w:body>{opened}{words}{closed}</w:body></w:document>"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as package:
        package.writestr("word/document.xml", xml)
    text = _reads_or_refuses(stored.getvalue(), ".docx")
    assert (text is None) is (depth == 5000)


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "span", "ul><li"])
def test_deep_nesting_in_a_page(tag: str) -> None:
    opened = "".join(f"<{name}>" for name in tag.split("><"))
    _reads_or_refuses((opened * 20_000 + "<p>学法4次，讲座7场。</p>").encode(), ".html")


def test_bombs_are_not_unpacked() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\n" * (MAX_UNPACKED + 1))
        package.writestr("word/media/image1.png", b"\0" * 10_000_000)  # never opened
    begun = time.perf_counter()
    assert _reads_or_refuses(stored.getvalue(), ".docx") is None
    assert time.perf_counter() - begun < _BOUND


@pytest.mark.parametrize("letter", ["法", "1", "《", "（", " ", "\n", "，", "\x00", "<", "&", "%"])
@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_a_megabyte_of_one_letter(tmp_path: Path, letter: str, suffix: str) -> None:
    file = tmp_path / f"报告{suffix}"
    file.write_bytes((letter * (1_000_000 // len(letter.encode()))).encode())
    begun = time.perf_counter()
    with pytest.raises(LawstatsError):  # no report: every one is refused, none takes for ever
        read_report(file)
    assert time.perf_counter() - begun < _BOUND


@pytest.mark.parametrize("words", ["（一）\n", "近三年", "分别为1件、", "无", "一、"])
def test_a_long_run_of_the_same_words(words: str) -> None:
    begun = time.perf_counter()
    read_text(words * (20_000 // len(words)))
    assert time.perf_counter() - begun < _BOUND
