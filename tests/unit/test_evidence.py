"""The evidence file of an office: what it says is what the generator knows; a reader finds the five answers in it."""

from __future__ import annotations

import dataclasses
import re
import shutil
import zipfile
from collections import Counter
from math import nan

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml.ns import qn
from typer.testing import CliRunner

from lawstats.cli import app
from lawstats.errors import LawstatsError
from lawstats.telling.evidence import Judged, compose_evidence, gaps_table, history_table, needed_next_year
from lawstats.telling.evidence.file import write_evidence
from lawstats.telling.evidence.promises import _row
from lawstats.telling.evidence.sources import Sources, split_origin, where
from lawstats.telling.word_parts import Finding, Grid
from lawstats.workspace import configured, open_workspace

OFFICE, REAL = "示例市示例区示例街道", "曲靖市麒麟区白石江街道"


@pytest.fixture(scope="module")
def judged(root, tmp_path_factory):
    """The fictional office with everything, nothing written."""
    return Judged(open_workspace(OFFICE, 2024, root / "data" / "example", tmp_path_factory.mktemp("f"), save=False))


@pytest.fixture(scope="module")
def real(root, tmp_path_factory):
    """An office with one published report."""
    return Judged(open_workspace(REAL, 2024, root / "data", tmp_path_factory.mktemp("f"), save=False))


@pytest.fixture(scope="module")
def full(judged):
    judged.renumber()
    return compose_evidence(judged, {})


@pytest.fixture(scope="module")
def alone(real):
    real.renumber()
    return compose_evidence(real, {})


def truth(root, name):
    return pd.read_csv(root / "data" / "example" / "truth" / name, skiprows=1, encoding="utf-8-sig")


def grid(evidence, key):
    return next(part for part in evidence.grids() if part.key == key).table


def words(evidence):
    """Every text of a file, part by part."""
    said = [evidence.period, *evidence.summary, evidence.method_note]
    for section in evidence.sections:
        said.append(section.heading)
        for part in section.parts:
            if isinstance(part, Finding):
                said += [part.title, part.sentence, *part.sources, *part.remarks]
            elif isinstance(part, str):
                said.append(part)
    for table in evidence.grids():
        said += [table.title, table.note, *table.table.astype(str).to_numpy().ravel()]
    return said


def test_figures_compared_are_the_true_ones(full, root):
    """The counts of both years stand in the table as the generator knows them."""
    rows = grid(full, "changes").set_index("指标")
    known = truth(root, "true_yearly.csv").query("ledger == 'mediation'").set_index(["year", "indicator"])["value"]
    for name, code in (("受理矛盾纠纷", "disputes_accepted"), ("调解成功", "disputes_settled")):
        for year in (2023, 2024):
            assert rows.loc[name, f"{year}年"].startswith(f"{known[year, code]:.0f}件["), (name, year)


def test_no_percentage_on_a_base_below_ten(full):
    rows = grid(full, "changes")
    small = rows[rows["指标"].isin(["行政诉讼案件", "应当出庭应诉的案件"])]
    assert len(small) == 2
    assert not small["增减"].str.contains("%").any()
    assert (small["95%区间"] == "—").all()
    large = rows[rows["指标"] == "排查矛盾纠纷"].iloc[0]
    assert large["增减"] == "+9件（+11.0%）"
    assert re.fullmatch(r"−18\.9%～\+52\.1%", large["95%区间"])


def test_rates_differ_by_points(full):
    row = grid(full, "changes").set_index("指标").loc["调解成功率"]
    assert row["增减"].endswith("个百分点")
    assert "（74/76）" in row["2024年"]


def test_every_indicator_of_two_years_is_somewhere(judged, full):
    """Judged, fact, same as last year, or not comparable: none is left out."""
    told = "".join(words(full))
    for name in judged.changes["name"]:
        assert name in told, name


def test_promises_have_the_true_outcomes(full, root):
    known = truth(root, "true_commitments.csv").query("due_year == 2024")["outcome"]
    assert Counter(grid(full, "promised")["结果"]) == Counter(known)


def test_history_has_a_column_a_year_and_every_broken_promise(judged, root):
    table = history_table(judged)
    assert list(table.columns) == ["承诺", "2021年", "2022年", "2023年", "2024年", "2025年"]
    broken = truth(root, "true_commitments.csv").query("due_year <= 2024 and outcome != '完成'")
    cells = table.drop(columns=["承诺", "2025年"]).to_numpy().ravel()
    assert Counter(cell for cell in cells if cell not in ("完成", "—")) == Counter(broken["outcome"])


def test_findings_are_the_true_ones(full, root):
    # What staff there was is in no ledger and no report: the office would type it in by hand.
    known = truth(root, "true_claims.csv").query("year == 2024 and verdict == '支持' and claim != 'staff_short'")[
        "words"
    ]
    titles = [part.title for part in full.sections[1].parts if isinstance(part, Finding)]
    assert set(known) <= set(titles)
    assert all("（原因：由人填写" in part.remarks[0] for part in full.sections[1].parts if isinstance(part, Finding))


def test_a_community_with_few_cases_is_not_counted_out(full, judged):
    """One to four cases are hidden, and one more, so that the sum does not give them away."""
    table = next(part.table for part in full.grids() if part.title.startswith("各社区")).set_index("社区")
    row = judged.tested[judged.tested["claim"] == "uneven"].iloc[0]
    small = {item.part for item in row["figures"] if item.code == "disputes_by_community" and 0 < item.low < 5}
    assert small
    hidden = set(table.index[~table["件数"].str.fullmatch(r"\d+")])
    assert small < hidden
    assert set(table.loc[sorted(hidden), "占件数"]) == {"—"}


def test_every_number_in_brackets_is_a_listed_source(full, alone):
    for evidence in (full, alone):
        listed = set(grid(evidence, "sources")["编号"])
        cited = {number for text in words(evidence) for number in re.findall(r"\[\d+\]", text)}
        assert cited == listed


def test_every_reference_has_its_table_or_picture(full, alone):
    for evidence in (full, alone):
        keys = {part.key for part in evidence.grids()}
        wanted = {key for text in words(evidence) for key in re.findall(r"\{(\w+)\}", text)}
        assert wanted <= keys


def test_no_cell_is_a_list_of_rows(full, alone):
    """A place is from where to where and how many; never 19、22、30、51."""
    for text in [*words(full), *words(alone)]:
        assert not re.search(r"\d+、\d+、\d+", text.split("不作检验")[0]), text


def test_one_year_claims_no_change(alone):
    """Nothing of the single year is said to have risen, grown or stayed."""
    assert "今年与去年：还不能比" in [section.heading for section in alone.sections]
    told = "".join(alone.summary)
    assert not re.search(r"同比|增长|明显上升|明显下降|持平", told)
    assert "判断不了3条" in told
    assert "无从对账" in told


@pytest.mark.parametrize("year", [2020, 2023])
def test_other_years_of_the_example(judged, root, year):
    """The first year has none to compare with; another has promises of every outcome."""
    evidence = compose_evidence(Judged(dataclasses.replace(judged.material, year=year)), {})
    known = truth(root, "true_commitments.csv").query("due_year == @year")["outcome"]
    promised = [part.table for part in evidence.grids() if part.key == "promised"]
    assert Counter(promised[0]["结果"] if promised else []) == Counter(known)
    assert evidence.sections[0].heading.endswith("还不能比") == (year == 2020)


def test_what_next_year_would_have_to_be(real):
    """The bounds are those of the published table for 73 and 19 (statistics of small counts, φ = 1 and 2)."""
    table = needed_next_year(real).set_index("指标")
    bounds = ["可能上升", "明显上升", "可能下降", "明显下降"]
    assert table.loc["化解矛盾纠纷", bounds].tolist() == ["99件以上", "111件以上", "51件以下", "43件以下"]
    assert table.loc["法律顾问解答法律咨询", bounds].tolist() == ["34次以上", "41次以上", "8次以下", "5次以下"]
    assert table.loc["行政诉讼案件", bounds].tolist() == ["5件以上", "8件以上", "—", "—"]


def test_each_undecided_shortcoming_names_a_ledger_that_settles_it(real):
    settled = "、".join(gaps_table(real)["能判断的不足"])
    for name in real.tested.loc[real.tested["verdict"] == "证据不足", "name"]:
        assert name in settled, name
    assert gaps_table(real)["台账"].iloc[0] == "合同登记台账"


def test_places_are_said_in_a_few_words():
    assert where("合同登记!67-68、70-78、80行") == "“合同登记”表第67–80行中12行"
    assert where("2024年!5行") == "“2024年”表第5行"
    assert where("A3") == "A3"
    assert len(where("x" * 500)) <= 40
    assert split_origin("甲、乙报告.txt", "第3句，第9字") == [("甲、乙报告.txt", "第3句，第9字")]
    sources = Sources({"2024年报告": "报告.txt"})
    assert [sources.cite("报告.txt", "第1句"), sources.cite("2024年报告：第63字")] == ["[1]", "[1]"]


def test_a_year_without_records_is_refused(judged, tmp_path):
    with pytest.raises(LawstatsError, match="没有2031年的记录"):
        open_workspace(OFFICE, 2031, judged.material.data, tmp_path, save=False)


# Written out ---------------------------------------------------------------------------------------------------------

TYPED = "机关,年份,指标,数值,来源\n" + "".join(
    f"甲街道,{year},{code},{value},甲街道{year}年度台账.xlsx\n"
    for year, counts in ((2022, (38, 6)), (2023, (40, 6)), (2024, (73, 8)))
    for code, value in zip(("disputes_mediated", "law_lectures"), counts, strict=True)
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An office's own folder, as `lawstats new` makes it, with two figures of three years."""
    home = tmp_path_factory.mktemp("own") / "甲 街道"
    (home / "data" / "own").mkdir(parents=True)
    (home / "data" / "own" / "records.csv").write_text(TYPED, encoding="utf-8")
    (home / "office.toml").write_text('office = "甲街道"\nyear = 2024\n', encoding="utf-8")
    return home


def test_one_command_writes_both_files(folder):
    book = folder / "表.xlsx"
    done = CliRunner().invoke(app, ["evidence", str(folder), "--xlsx", str(book)])
    assert done.exit_code == 0, done.output
    assert "化解矛盾纠纷明显上升" in done.output.replace("\n", "")
    document = docx.Document(folder / "figures" / "evidence.docx")
    assert document.tables
    assert "虚构" not in "".join(paragraph.text for paragraph in document.paragraphs)
    sheets = openpyxl.load_workbook(book)
    row = [cell.value for cell in sheets.worksheets[0][2]]
    assert row[:3] == ["化解矛盾纠纷", "40件[1]", "73件[2]"]
    # What begins like a formula is text, and stays so when somebody edits the cell.
    risen = sheets.worksheets[0]["D2"]
    assert (risen.value, risen.data_type, risen.quotePrefix) == ("+33件（+82.5%）", "s", True)


def test_same_workspace_same_bytes(folder, tmp_path):
    ws = open_workspace(*configured(folder), folder / "data", tmp_path, save=False)
    judged = Judged(ws)
    needed_next_year(judged)  # what was asked for before changes nothing
    write_evidence(judged, tmp_path / "a" / "e.docx", xlsx=tmp_path / "a.xlsx", figures=tmp_path / "p")
    write_evidence(ws, tmp_path / "b" / "e.docx", xlsx=tmp_path / "b.xlsx", figures=tmp_path / "p")
    assert (tmp_path / "a" / "e.docx").read_bytes() == (tmp_path / "b" / "e.docx").read_bytes()
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_folder_that_does_not_say_whose_it_is_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(LawstatsError, match="不知道是哪个机关"):
        configured(tmp_path)
    assert CliRunner().invoke(app, ["evidence", str(tmp_path)]).exit_code == 2


# The files of the repository, as a program that is not ours lays them out --------------------------------------------

FIVE = {
    "what changed": "一、今年与去年",
    "how sure": "把握",
    "where from": "数据来源",
    "what was promised": "三、去年承诺",
    "what next": "四、2025年怎么办",
}


@pytest.mark.parametrize("name", ["evidence", "evidence_example"])
def test_pages_of_the_files_in_figures(root, tmp_path, to_pdf, name):
    file = root / "figures" / f"{name}.docx"
    document = docx.Document(file)
    copy = tmp_path / f"{name}.docx"
    shutil.copy(file, copy)
    pdf = to_pdf(copy)
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    assert all(page.get_size() == pytest.approx((595.3, 841.9), abs=0.6) for page in pdf)
    told = "".join(pages)
    for question, words_of in FIVE.items():
        assert words_of in told, question
    assert sum(len(list(page.get_objects(filter=[3]))) for page in pdf) == len(document.inline_shapes) > 0
    assert "{" not in told
    assert "图1" in pages[0]  # the front page holds its figure
    drawn = [any(page.get_objects(filter=[3])) for page in pdf]
    # How much fits on a page depends on the fonts of the machine; a page for a few words alone does not.
    assert all(len(words) > 40 or picture for words, picture in zip(pages, drawn, strict=True)), "an empty page"
    assert ("虚构示例" in told) == (name == "evidence_example")
    for shape in document.inline_shapes:
        assert len(shape._inline.docPr.get("descr")) > 10


def test_example_file_carries_its_tables(root):
    document = docx.Document(root / "figures" / "evidence_example.docx")
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    tables = [text for text in captions if text.startswith("表")]
    assert len(tables) == len(document.tables) >= 12
    numbers = [int(re.match(r"表(\d+)", text)[1]) for text in tables]
    assert numbers == list(range(1, len(tables) + 1))
    with zipfile.ZipFile(root / "figures" / "evidence_example.docx") as package:
        xml = package.read("word/document.xml").decode()
    assert len(re.findall(r"SEQ 表", xml)) == len(tables)
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert set(re.findall(r"REF (_Ref_\w+)", xml)) <= marks


def test_grids_are_numbered_as_the_file_numbers_them(full):
    assert all(isinstance(part, Grid) and len(part.table) for part in full.grids())


def test_the_readme_quotes_what_the_file_says(full, root):
    """The story the Chinese README opens with is told by the example file, word for word."""
    quoted = re.findall(r"^> (.+)$", (root / "README.zh-CN.md").read_text(encoding="utf-8"), re.MULTILINE)
    told = "".join(words(full))
    assert len(quoted) >= 3
    for sentence in quoted[:3]:
        assert sentence.rstrip("。") in told, sentence


@pytest.mark.parametrize(("measure", "gap", "said"), [("%", 12.5, "差12.5个百分点"), ("%", nan, "—"), ("次", nan, "—")])
def test_a_promise_nothing_is_known_of_has_no_gap(judged, measure, gap, said):
    row = {"measure": measure, "target": 100.0, "done_low": nan, "gap": gap, "text": "送审", "comparison": ">="}
    row |= {"outcome": "未提及", "done_evidence": "", "rows": "", "reason": "", "name": "送审率"}
    assert _row(row, judged)["差距"] == said


def said_with(evidence, start):
    return next(text for text in words(evidence) if start in text)


def test_lecture_shares_are_of_the_lectures(full):
    """A lecture may speak to several types: shares are of the lectures, not of the themes they count for."""
    lectures = 14
    rows = grid_titled(full, "件数最多的几类纠纷")
    for met, share in zip(rows["相关讲座"], rows["占讲座"], strict=True):
        assert share == f"{100 * int(met.rstrip('场')) / lectures:.1f}%"


def grid_titled(evidence, start):
    return next(part for part in evidence.grids() if part.title.startswith(start)).table


def test_facts_are_as_many_as_are_listed(full, judged):
    """What the section counts it lists: rows of the table, and by value what stayed the same."""
    told = said_with(full, "只列事实的")
    counted = {word: int(number) for word, number in re.findall(r"(可以检验的|只列事实的|不能比较的)(\d+)项", told)}
    same = said_with(full, "与上年相同的")
    names = same.split("：", 1)[1].rstrip("。").split("、")
    assert len(grid(full, "facts")) + len(names) == counted["只列事实的"]
    assert len(grid(full, "incomparable")) == counted["不能比较的"]
    assert sum(counted.values()) == len(judged.changes)
    assert all(re.search(r"\d+\D*\[\d+\]$", name) for name in names)
    lone = grid(full, "incomparable").set_index("指标").loc["主动公开信息"]
    assert lone["2023年"] == "未见"
    assert lone["为什么不能比"].startswith("缺一年")


def test_base_of_the_success_rate_is_said(full):
    for key in ("changes", "promised"):
        note = next(part for part in full.grids() if part.key == key).note
        assert "调解结案76件中成功74件，不是受理的78件" in note


def test_no_rhythm_beside_another_target(full):
    """An action that says how often must not stand beside a number that says otherwise."""
    each = {"每季度至少": 4, "每月至少": 12}
    rows = grid(full, "proposed")
    for action, target in zip(rows["安排"], rows["目标"], strict=True):
        for rhythm, number in each.items():
            assert rhythm not in action or str(number) in target
    assert (rows["目标"] == "不少于6场").any()


def test_shortcomings_stand_in_one_order(full):
    """The overview table lists what the report states in the order in which it is told below it."""
    section = next(section for section in full.sections if section.heading.startswith("不足"))
    told = [part.sentence for part in section.parts if isinstance(part, Finding) and "报告自述" in part.sentence]
    facts = list(grid(full, "stated")["依据或还缺的数"])
    places = [next(i for i, text in enumerate(told) if fact in text) for fact in facts]
    assert places == sorted(places)
    assert len(places) == 3


def test_unsaid_findings_are_named_on_the_front_page(full):
    told = said_with(full, "【不足】")
    assert "另由台账查出2条：纠纷化解长效机制不健全、调解协议履行不到位（把握小）" in told


def test_every_file_used_is_numbered_and_earlier_years_are_cited(judged, full):
    """The ledger of each year shown stands under the table; the number of files is that of the list."""
    listed = grid(full, "sources").set_index("材料")["编号"]
    assert f"出自{len(listed)}份材料" in said_with(full, "本文件的数字出自")
    section = next(section for section in full.sections if section.heading.startswith("不足"))
    for title, code in (("调解协议履行不到位", "agreements_performed"), ("纠纷化解长效机制不健全", "disputes_late")):
        cited = next(p for p in section.parts if isinstance(p, Finding) and p.title == title).sources[0]
        files = {
            name
            for year in judged.figures.years(code)
            for item in judged.figures.stated(code, year)
            for name in item.source.split("、")
        }
        assert len(files) > 1, title
        assert all(listed[name] in cited for name in files), title


def test_file_written_refers_to_every_figure_and_can_be_signed(judged, tmp_path):
    file = tmp_path / "e.docx"
    evidence = write_evidence(judged, file, figures=tmp_path / "p")
    document = docx.Document(file)
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    drawn = [text.split("　")[0] for text in captions if text.startswith("图")]
    body = "".join(p.text for p in document.paragraphs if p.style.name in ("Body Text", "摘要"))
    assert drawn == [f"图{n}" for n in range(1, len(document.inline_shapes) + 1)]
    assert all(re.search(rf"{label}(?!\d)", body) for label in drawn)
    assert abs(document.inline_shapes[0].width.cm - 15.6) < 0.05
    assert evidence.cover.caption.count("[") >= 5  # a report a year
    assert evidence.cover.caption in captions[0]
    assert [p.text.split("：")[0] for p in document.paragraphs][-4:] == ["编制单位", "编制人", "复核人", "日期"]
    assert all(not p.text.split("：")[1].strip() for p in document.paragraphs[-4:])
    data = pd.read_csv(tmp_path / "p" / "changes.csv", encoding="utf-8-sig")
    shown = grid(evidence, "changes").set_index("指标")
    bare = {name for name, gap in shown["95%区间"].items() if gap == "—"}
    assert set(data.loc[data["ci_low"].isna(), "name"]) == bare
    note = next(p.text for p in document.paragraphs if p.text.startswith("注：图中没有"))
    assert all(name in note for name in bare | (set(shown.index) - set(data["name"])))
    caption = next(text for text in captions if "多少天化解" in text)
    assert "按已等待天数估计" in caption
