"""One text, however its bytes were written, reads the same; Big5 says what to do."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawstats import LawstatsError
from lawstats.reading.documents.encodings import decode

GOLD = Path(__file__).resolve().parents[1] / "gold" / "passages.csv"
with GOLD.open(encoding="utf-8", newline="") as file:
    PASSAGES = [row["text"] for row in csv.DictReader(file)]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
TRADITIONAL = "示例區政府法務局2024年度依法行政工作報告，全年召開專題會議4次，調解糾紛73件，成功率達98%。"


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_passage_comes_back(encoding):
    assert [words for words in PASSAGES if decode(words.encode(encoding), "报告.txt") != words] == []


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(
    st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=6), st.integers(10, 200), st.sampled_from(["\n", "\r\n"])
)
def test_passages_strung_together_and_cut_short_come_back(encoding, passages, letters, line_end):
    text = "\n".join(passages)[:letters]
    assert decode(text.replace("\n", line_end).encode(encoding), "报告.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "words", ["学法4次", "学习", "联通", "有", "Annual report 2024, 73 cases", "㐂镕喆犇", TRADITIONAL]
)
def test_short_and_rare_texts_come_back(encoding, words):
    assert decode(words.encode(encoding), "短.txt") == words


@pytest.mark.parametrize("letters", [6, 12, 30, len(TRADITIONAL)])
def test_big5_is_named_not_read_as_nonsense(letters):
    with pytest.raises(LawstatsError, match=r"Big5.*UTF-8"):
        decode(TRADITIONAL[:letters].encode("big5"), "报告.txt")


@pytest.mark.parametrize("raw", [b"\x80\x81\xff\xff" * 9, "全年学法4次。".encode("utf-16-le")[:-1], b"a\x00b\x00\x00"])
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(LawstatsError, match="编码无法识别"):
        decode(raw, "报告.txt")
