"""Word comments stand at the words they speak of, and the draft's own words stay as they are."""

from __future__ import annotations

import zipfile

import docx
import pandas as pd
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from lawstats.drafts import check_draft
from lawstats.errors import LawstatsError
from lawstats.reading.documents import read_document
from lawstats.records import COLUMNS
from lawstats.telling.comments import write_comments

DAY = pd.Timestamp
RECORDS = pd.DataFrame(
    [
        [
            *("甲街道", y, "disputes_mediated", n, n, n, "exact", "件", DAY(y, 1, 1), DAY(y, 12, 31)),
            *(f"{y}年报告", "", "第1句", f"调解{n:.0f}件"),
        ]
        for y, n in ((2023, 60.0), (2024, 73.0))
    ],
    columns=list(COLUMNS),
)
BOX = (
    f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
    "<mc:Choice><w:pict><w:txbxContent><w:p><w:r><w:t>调解矛盾纠纷31件。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Choice>"
    "<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>调解矛盾纠纷31件。</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)


def commented(path) -> dict[str, str]:
    """Words under each comment -> its text."""
    document = docx.Document(path)
    body = document.element.body
    found = {}
    for comment in document.comments:
        number = str(comment.comment_id)
        inside, words = False, ""
        for element in body.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == number:
                inside = True
            if element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == number:
                inside = False
            if inside and element.tag == qn("w:t"):
                words += element.text
        found[words] = comment.text
    return found


@pytest.fixture
def draft(tmp_path):
    document = docx.Document()
    document.add_heading("甲街道2024年法治政府建设年度报告", 0)
    paragraph = document.add_paragraph()
    # Word cuts a sentence into runs wherever the hand paused.
    for piece in ("全年调解矛", "盾纠纷3", "7件", "，同比大幅增", "长12.", "7%。"):
        paragraph.add_run(piece).bold = "7" in piece
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "调解矛盾纠纷"
    table.cell(0, 1).text = "73件"
    document.add_paragraph("全年调解矛盾纠纷73件。")
    document.element.body.insert(len(document.element.body) - 1, parse_xml(BOX))
    path = tmp_path / "草稿.docx"
    document.save(path)
    return path


def test_each_comment_stands_at_its_words(draft, tmp_path):
    checks = check_draft(draft, RECORDS, year=2024)
    target = tmp_path / "批注.docx"
    number = write_comments(draft, checks, target, verdicts=("不一致", "表述过强"))
    found = commented(target)
    assert number == len(docx.Document(target).comments) == 4
    assert {"37件", "大幅增长", "12.7%"} < set(found)
    assert found["37件"].startswith("【不一致】记录为73件")
    assert "记录：2024年：73件（2024年报告）" in found["37件"]
    assert found["大幅增长"].startswith("【表述过强】")
    # Word takes no comment inside a text box: the box itself is marked.
    assert any("31" in words for words in found)


def test_the_words_and_the_original_stay_as_they_are(draft, tmp_path):
    before, text = draft.read_bytes(), read_document(draft).text
    checks = check_draft(draft, RECORDS, year=2024)
    target = tmp_path / "批注.docx"
    write_comments(draft, checks, target)
    assert draft.read_bytes() == before
    assert read_document(target).text == text
    bold = [run.text for run in docx.Document(target).paragraphs[1].runs if run.bold]
    assert "".join(bold) == "7件7%。"


def test_agreement_gets_no_comment_unless_asked_for(draft, tmp_path):
    checks = check_draft(draft, RECORDS, year=2024)
    target = tmp_path / "批注.docx"
    write_comments(draft, checks, target)
    assert "73件" not in commented(target)
    write_comments(draft, checks, target, verdicts=set(checks["verdict"]))
    assert commented(target)["73件"].startswith("【一致】")


def test_same_input_same_bytes(draft, tmp_path):
    checks = check_draft(draft, RECORDS, year=2024)
    first, second = tmp_path / "一.docx", tmp_path / "二.docx"
    write_comments(draft, checks, first)
    write_comments(draft, checks, second)
    assert first.read_bytes() == second.read_bytes()


def test_earlier_comments_stay(draft, tmp_path):
    document = docx.Document(draft)
    document.add_comment(document.paragraphs[1].runs[0], "请核对", author="甲", initials="甲")
    document.save(draft)
    checks = check_draft(draft, RECORDS, year=2024)
    target = tmp_path / "批注.docx"
    write_comments(draft, checks, target, verdicts=("不一致",))
    texts = [comment.text for comment in docx.Document(target).comments]
    assert "请核对" in texts
    assert len(texts) == 4


def test_a_place_that_cannot_be_found_is_told_all_the_same(draft, tmp_path):
    checks = check_draft(draft, RECORDS, year=2024)
    row = checks[checks["words"] == "37件"].assign(start=100_000, end=100_003)
    target = tmp_path / "批注.docx"
    assert write_comments(draft, row, target) == 1
    assert "以下各处在文中没有找到位置" in next(iter(docx.Document(target).comments)).text


@pytest.mark.parametrize("name", ["草稿.txt", "草稿.pdf"])
def test_only_word_files_take_comments(tmp_path, name):
    path = tmp_path / name
    path.write_text("调解37件。", encoding="utf-8")
    with pytest.raises(LawstatsError, match=r"只有 \.docx"):
        write_comments(path, check_draft("调解37件。", RECORDS, year=2024), tmp_path / "批注.docx")


def test_the_draft_is_never_overwritten(draft):
    with pytest.raises(LawstatsError, match="同名"):
        write_comments(draft, check_draft(draft, RECORDS, year=2024), draft)


def test_a_package_that_cannot_be_opened_says_so(draft, tmp_path):
    broken = tmp_path / "坏.docx"
    with zipfile.ZipFile(draft) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            if not name.startswith("_rels"):
                new.writestr(name, old.read(name))
    with pytest.raises(LawstatsError, match=r"坏\.docx：这个 Word 文件不能写入批注"):
        write_comments(broken, check_draft("调解37件。", RECORDS, year=2024), tmp_path / "批注.docx")
