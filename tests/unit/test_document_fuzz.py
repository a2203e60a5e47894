"""Whatever bytes a file holds: a document or our own error, within bounds of work and memory."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats import LawstatsError
from lawstats.reading.documents import SUFFIXES, pages, pdf, pdf_streams, read_document, word

_PAGE = (
    "<html><head><title>示例街道2024年法治政府建设年度报告</title></head><body><div class='nav'>首页</div>"
    "<div id='zoom'><p>一、主要成效</p><p>全年学法4次，调解纠纷73件。</p>"
    "<table><tr><td>学法</td><td>4次</td></tr></table></div></body></html>"
).encode()
# A guard, not a measure: processor seconds and bytes of memory that a run away reader exceeds by far.
_SECONDS, _MEMORY = 240, 4_000_000_000


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


def _word_of(xml: bytes | str, **parts: bytes) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", xml)
        for name, part in parts.items():
            package.writestr(f"word/{name}.xml", part)
    return stored.getvalue()


def _never(*_: object, **__: object) -> None:
    pytest.fail("opened although it is too large")


@pytest.mark.parametrize(
    "raw",
    [
        _word_of(b"\n" * (word.MAX_UNPACKED + 1)),
        _word_of("<w:document xmlns:w='u'/>", styles=b" " * (word.MAX_UNPACKED + 1)),
        _word_of("<w:p/>" * (word.MAX_TAGS + 1)),
    ],
    ids=["text", "styles", "tags"],
)
def test_word_bombs_are_refused_before_they_are_built(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(word.etree, "fromstring", _never)
    assert len(raw) < 1_000_000
    assert _reads_or_refuses(raw, ".docx") is None


def test_pictures_of_a_word_file_are_never_unpacked() -> None:
    stored = io.BytesIO(_WHOLE[".docx"])
    with zipfile.ZipFile(stored, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", b"\0" * 100_000_000)
    raw = bytearray(stored.getvalue())
    at = raw.index(b"word/media/image1.png") + len("word/media/image1.png")
    raw[at : at + 50] = b"\xff" * 50  # garbled: whoever opened it would stumble
    assert _reads_or_refuses(bytes(raw), ".docx")


def test_pages_of_too_many_tags_are_refused_before_they_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages.lxml.html, "document_fromstring", _never)
    assert _reads_or_refuses(b"<p>" * (pages.MAX_TAGS + 1), ".html") is None


def _pdf_bomb(layers: int) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(pdf_streams.MAX_UNPACKED // 1_000_000 + 1))
    packed += packer.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    filters = b"/FlateDecode" * layers
    whole = _WHOLE[".pdf"]
    at = whole.index(b"<</Length")
    return whole[:at] + b"<</Filter[%b]/Length %d>>stream\n%b\nendstream" % (filters, len(packed), packed) + whole[at:]


@pytest.mark.parametrize("layers", [1, 2])
def test_pdf_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch, layers: int) -> None:
    monkeypatch.setattr(pdf.pypdfium2, "PdfDocument", _never)
    raw = _pdf_bomb(layers)
    assert len(raw) < 1_000_000
    assert _reads_or_refuses(raw, ".pdf") is None


def test_too_many_letters_on_one_page_of_a_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_LETTERS", 30)
    assert _reads_or_refuses(_WHOLE[".pdf"], ".pdf") is None


_READ_ALL = """
import json, pathlib, sys
from lawstats import LawstatsError, read_report
for name in sys.argv[1:]:
    try:
        report = read_report(name)
        said = len(report.figures) + len(report.unplaced) + len(report.commitments) + len(report.problems)
    except LawstatsError as error:
        said = error.found
    print(json.dumps([pathlib.Path(name).name, said]), flush=True)
"""


def _read_within_bounds(files: list[Path]) -> dict[str, int | str]:
    """Read reports in a process of its own, which ends itself when it takes more than it may."""
    resource = pytest.importorskip("resource", reason="Windows has no limits for a process (RLIMIT_CPU, RLIMIT_AS)")

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        if sys.platform == "linux":  # macOS does not hold RLIMIT_AS
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *map(str, files)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        preexec_fn=bounded,
        check=False,
    )
    assert done.returncode == 0, (done.stdout[-100:], done.stderr[-600:])
    return dict(json.loads(line) for line in done.stdout.splitlines())


def _document_part(words: str) -> str:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    return f"<w:document xmlns:w='u'><w:body><w:p><w:r><w:t>{escaped}</w:t></w:r></w:p></w:body></w:document>"


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx"])
def test_ten_megabytes_of_one_letter(tmp_path: Path, suffix: str) -> None:
    files = []
    for number, letter in enumerate("一1(（万、，。《 \nA%<&法"):
        words = letter * (10_000_000 // len(letter.encode()))
        file = tmp_path / f"{number:02d}{suffix}"
        file.write_bytes(_word_of(_document_part(words)) if suffix == ".docx" else words.encode())
        files.append(file)
    said = _read_within_bounds(files)
    assert len(said) == len(files)
    assert all(isinstance(found, str) for found in said.values())  # no report: every one is refused


_RUNS = (
    "（一）加强学习\n", "一、主要成效\n", "二、存在问题\n三、下一步工作安排\n", "近三年", "分别为1件、", "其中1件，",
    "1件，占", "每季度一次，", "2025年，我们将召开会议4次。\n", "指标\t数量\n法治讲座\t14\n", "由1件上升到2件，", "无",
    "全年召开法治建设专题会议4次，调解纠纷73件，成功率98%。", "一、", "万", "1,", "“", "（", "打印", "\n\n",
)  # fmt: skip
_ELEMENTS = (
    "<p class='nav'>首页</p>法治", "<a href='x.doc'>附件</a>法治。", "<p><a href='/'>法</a></p>治", "<br>法",
    "<td>法</td>", "<li><p>法</p></li>", "<h1>法</h1>",
    "<p>" + "打印" * 40 + "法治建设专题会议",
    "<p>" + "【打印】【关闭】" * 20 + "法治建设专题会议",
)  # fmt: skip


def test_long_runs_of_the_same_words(tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02d}.txt" for number in range(len(_RUNS))]
    for file, words in zip(files, _RUNS, strict=True):
        file.write_text("法治" + words * (20_000 // len(words)), encoding="utf-8")
    assert sorted(_read_within_bounds(files)) == [file.name for file in files]


def test_pages_of_the_same_element(tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02d}.html" for number in range(len(_ELEMENTS))]
    for file, words in zip(files, _ELEMENTS, strict=True):
        file.write_text("<html><body><div>" + words * (500_000 // len(words.encode())), encoding="utf-8")
    assert sorted(_read_within_bounds(files)) == [file.name for file in files]
