"""Measure how the time to read grows: twice the size should take about twice the time, whatever a file holds.

    python benchmarks/growth.py              # 50 000 and 100 000 letters; files of half a megabyte and one
    python benchmarks/growth.py --letters 1000000   # the longest texts that are read have two million

What no report would hold is read all the same: the same heading a thousand times, one letter only, cells without end.
A ratio that stays well above 2 as sizes grow means that some step goes over the text again and again; the last column
sets a text beside ordinary sentences of the same length, since a sentence without a stop is parted at 800 letters and
what is slow within it shows there alone. Times are processor seconds of one reading with all its tables and
self-checks.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from lawstats.errors import LawstatsError
from lawstats.reading.documents import read_document
from lawstats.reading.reports import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

ORDINARY = "常见的句子"
TEXTS = {
    **{f"只有“{letter}”": letter for letter in ("一", "1", "(", "万", "、", "A")},
    "只有空格": " ",
    "只有换行": "\n",
    "数后许多空格": "14" + " " * 25_000,
    "同一标题": "（一）加强学习\n",
    "两个标题": "二、存在问题\n三、下一步工作安排\n",
    "标题和段落": "一、主要成效\n全年召开法治建设专题会议4次。\n",
    "一行表格": "法治讲座\t14\n",
    "一句承诺": "2025年，我们将召开会议4次。\n",
    "没有句号的数": "合计17件，",
    "没有句号的分项": "其中5件、",
    "没有句号的合计": "共5件、",
    "没有句号的占比": "其中5件，占5%，",
    "没有句号的升降": "比上年5件增长5%，",
    "没有句号的安排": "下一步，将举办执法培训4期、普法讲座12场、",
    "没有句号的五位数": "12845、",
    "近三年": "近三年",
    ORDINARY: "全年召开法治建设专题会议4次，调解纠纷73件，成功率98%。",
}
PAGES = {
    "网页：段落": "<p>全年学法4次。</p>",
    "网页：不要的元素": "<p class='nav'>首页</p>法治",
    "网页：附件": "<a href='x.doc'>附件</a>法治。",
    "网页：单元格": "<td>法</td>",
    "网页：嵌套": "<div>",
}
WORDS = {
    "Word：段落": "<w:p><w:r><w:t>全年学法4次。</w:t></w:r></w:p>",
    "Word：表格": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "Word：只有一段": "<w:r><w:t>法</w:t></w:r>",
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work; a refusal is an answer too."""
    begun = time.process_time()
    with contextlib.suppress(LawstatsError):
        work()
    return time.process_time() - begun


def read_all(text: str) -> tuple[object, ...]:
    """Read a text with everything that is otherwise made when asked for."""
    report = read_text(text, office="示例街道", year=2024)
    return report.figures, report.unplaced, report.commitments, report.claims, report.problems


def page_of(words: str, size: int) -> bytes:
    """A page of so many bytes."""
    return f"<html><body><div>{words * (size // len(words.encode()))}".encode()


def word_file(words: str, size: int) -> bytes:
    """A Word file whose text part has so many bytes."""
    inside = words * (size // len(words.encode()))
    whole = inside if inside.startswith(("<w:p>", "<w:tbl>")) else f"<w:p>{inside}</w:p>"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document xmlns:w='u'><w:body>{whole}</w:body></w:document>")
    return stored.getvalue()


def pdf_file(size: int) -> bytes:
    """A PDF whose one page has so many bytes of words, packed."""
    line = b"BT /F1 9 Tf 72 %d Td (Annual report 2024, 73 disputes settled.) Tj ET\n"
    words = b"".join(line % (at % 800) for at in range(size // len(line)))
    packed = zlib.compress(words)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    objects = b"".join(b"%d 0 obj%b endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + objects + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def timed_file(folder: Path, suffix: str, raw: bytes) -> float:
    """Seconds to read a file of these bytes."""
    file = folder / f"报告{suffix}"
    file.write_bytes(raw)
    return seconds(lambda: read_document(file))


def measured(letters: int, size: int, folder: Path) -> list[tuple[str, float, float]]:
    """Name of each case and its seconds, at the size and at twice the size."""
    found = []
    for name, words in TEXTS.items():
        once, twice = (words * (count // len(words)) for count in (letters, 2 * letters))
        found.append((name, seconds(lambda text=once: read_all(text)), seconds(lambda text=twice: read_all(text))))  # type: ignore[misc]
    makers: list[tuple[str, str, Callable[[int], bytes]]] = [
        *((name, ".html", lambda count, words=words: page_of(words, count)) for name, words in PAGES.items()),
        *((name, ".docx", lambda count, words=words: word_file(words, count)) for name, words in WORDS.items()),
        ("PDF：一页", ".pdf", pdf_file),
    ]
    for name, suffix, make in makers:
        found.append((name, timed_file(folder, suffix, make(size)), timed_file(folder, suffix, make(2 * size))))
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=50_000, help="letters of a text")
    parser.add_argument("--bytes", type=int, default=500_000, help="bytes of a page, or of what a file unpacks to")
    options = parser.parse_args()
    read_all("全年学法4次。")  # what is compiled once
    print(f"| 内容 | 用时（秒） | 长一倍 | 倍数 | 是{ORDINARY}的几倍 |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        found = measured(options.letters, options.bytes, Path(folder))
    ordinary = next(once for name, once, _ in found if name == ORDINARY)
    for name, once, twice in found:
        grown = f"{twice / once:.1f}" if once > 0.005 else ""
        beside = f"{once / ordinary:.1f}" if name in TEXTS else ""
        print(f"| {name} | {once:.3f} | {twice:.3f} | {grown} | {beside} |")


if __name__ == "__main__":
    main()
