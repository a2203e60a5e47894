"""A new working folder: blank ledgers the reader knows again, the notebooks with this office's parameters."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import openpyxl
import pytest

from lawstats import new, read_text
from lawstats.errors import LawstatsError
from lawstats.indicators import use_vocabulary
from lawstats.judging.claim_files import load_claims
from lawstats.new import start_folder
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers import read_ledger
from lawstats.reading.ledgers.values import read_category, read_dispute_type
from lawstats.telling.blank_ledgers import HEADER_ROW, NOTES_SHEET, blank_columns, write_blank_ledger
from lawstats.workspace import clean

OFFICE, YEAR, KEY = "示例市示例区云溪街道", 2024, b"k" * 32
WORDS = load_ledger_words()
KINDS = list(WORDS.kinds.values())
CATEGORIES = {code: category.entries for code, category in WORDS.categories.items()}
REPORT = """示例市示例区云溪街道2024年法治政府建设年度报告
2024年，云溪街道推进法治政府建设。
一、主要举措和成效
全年化解矛盾纠纷81件，开展法治讲座6场。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("桌面 文件") / "云溪 街道"
    start_folder(made, OFFICE, YEAR)
    return made


def ledger(folder, kind):
    return folder / "data" / "ledgers" / f"{YEAR}年{kind.name}.xlsx"


def typed(column):
    """What a clerk puts into a column."""
    if column.type == "date":
        return dt.date(YEAR, 3, 5)
    if column.type == "dispute_type":
        return WORDS.dispute_types.entries[0].name
    if column.category:
        return CATEGORIES[column.category][0].name
    if column.type in ("count", "money"):
        return 3 if column.measure or column.type == "money" else "3次"
    said = {"community": "城东社区", "client": "城东社区", "department": "司法所", "themes": "民法典宣传", "year": YEAR}
    return said.get(column.type, "30日内" if column.type == "deadline" else f"示例{column.name}")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_row_typed_into_a_blank_ledger_is_read_back(folder, tmp_path, kind):
    book = openpyxl.load_workbook(ledger(folder, kind))
    sheet = book[f"{YEAR}年"]
    columns = blank_columns(kind)
    for number, column in enumerate(columns, start=1):
        sheet.cell(HEADER_ROW + 1, number, typed(column))
    filled = tmp_path / "已填.xlsx"
    book.save(filled)
    read = read_ledger(filled, key=KEY)
    assert (read.kind, len(read.cases)) == (kind.code, 1)
    assert read.office in OFFICE
    case = read.cases.iloc[0]
    for column in columns:
        if not column.keep:
            assert column.key not in read.cases, column.key
            assert not column.has or case[column.has], column.has
        elif column.key != "committee":  # stands in where the community is missing
            expected = {"date": dt.datetime(YEAR, 3, 5), "count": 3, "money": 3, "year": YEAR, "community": "城东社区"}
            if column.category:
                assert case[column.key] == CATEGORIES[column.category][0].code
            elif column.type in expected:
                assert case[column.key] == expected[column.type], column.key
    # A row filled as the form says raises no question; that the notes were not read as cases is told.
    assert set(read.problems.sheet[~read.problems.repaired]) <= {NOTES_SHEET}
    assert set(read.yearly(OFFICE).year) <= {YEAR}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_untouched_ledger_is_told_to_be_empty_and_counts_nothing(folder, kind):
    read = read_ledger(ledger(folder, kind), key=KEY)
    assert read.kind == kind.code
    assert read.cases.empty
    assert read.yearly().empty
    assert read.problems.what.str.contains("只有表头").any()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_lists_are_offered_and_the_notes_name_every_column(folder, kind):
    book = openpyxl.load_workbook(ledger(folder, kind))
    sheet = book[f"{YEAR}年"]
    assert sheet["A1"].value == f"{OFFICE}{YEAR}年{kind.name}"
    heads = [cell.value for cell in sheet[HEADER_ROW]]
    offered = {str(entry.sqref).split(":")[0][:-1]: entry for entry in sheet.data_validations.dataValidation}
    for head, cell, column in zip(heads, sheet[HEADER_ROW], blank_columns(kind), strict=True):
        entry = offered[cell.column_letter]
        assert head.split("（")[0] == column.name
        assert len(entry.prompt) <= 255
        if column.type == "dispute_type" or column.category:
            entries = CATEGORIES.get(column.category, WORDS.dispute_types.entries)
            assert entry.formula1.strip('"').split(",") == [value.name for value in entries]
            assert len(entry.formula1) <= 257  # 255 signs between the quotes are all Excel takes
        else:
            assert entry.formula1 is None
    notes = {row[0]: row for row in book[NOTES_SHEET].iter_rows(values_only=True) if row[0]}
    for head, column in zip(heads, blank_columns(kind), strict=True):
        assert notes[head][1]
        assert ("丢弃" in notes[head][3]) == (not column.keep)
        assert (notes[head][2] == "必填") == (column.key in kind.required)
        assert column.type != "personal" or "个人信息" in notes[head][3]


def test_every_choice_offered_is_read_as_what_it_says():
    for category in WORDS.categories.values():
        for value in category.entries:
            assert read_category(value.name, category).code == value.code, value.name
    for value in WORDS.dispute_types.entries:
        assert read_dispute_type(value.name, WORDS).code == value.code


def test_the_same_ledger_has_the_same_bytes(tmp_path):
    for name in ("一.xlsx", "二.xlsx"):
        write_blank_ledger(tmp_path / name, KINDS[0], OFFICE, YEAR)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


def test_an_office_named_like_a_formula_stays_a_name(tmp_path):
    write_blank_ledger(tmp_path / "一.xlsx", KINDS[0], "=1+1", YEAR)
    assert openpyxl.load_workbook(tmp_path / "一.xlsx")[f"{YEAR}年"]["A1"].data_type == "s"


def test_notebooks_have_the_parameters_and_nothing_of_another_run(folder, root):
    copies = sorted((folder / "notebooks").glob("*.ipynb"))
    assert [path.name for path in copies] == sorted(path.name for path in (root / "notebooks").glob("*.ipynb"))
    for path in copies:
        code = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
        values: dict[str, object] = {}
        exec("".join(code[0]["source"]), values)
        assert (values["OFFICE"], values["YEAR"], values["DATA"]) == (OFFICE, YEAR, "../data")


def test_notebooks_leave_the_fictional_office_behind(folder):
    """Its files are not in the new folder: a cell that asks for them would stop the build."""
    for path in (folder / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert len(cells) > 5, path.name
        code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert "/example" not in code, path.name
        assert "write_evidence" in code or not path.name.startswith("05")


@pytest.mark.parametrize("office", ['甲"街道', "甲\\1街道", "{year}街道"])
def test_awkward_names_arrive_unchanged(tmp_path, office):
    start_folder(tmp_path / "新", office, YEAR)
    assert tomllib.loads((tmp_path / "新" / "office.toml").read_text(encoding="utf-8"))["office"] == office
    notebook = json.loads((tmp_path / "新" / "notebooks" / "01_clean_records.ipynb").read_text(encoding="utf-8"))
    values: dict[str, object] = {}
    exec("".join(next(c for c in notebook["cells"] if c["cell_type"] == "code")["source"]), values)
    assert values["OFFICE"] == office


def test_the_config_is_what_the_reader_takes(folder):
    text = (folder / "office.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"office": OFFICE, "year": YEAR, "aliases": {}}
    edited = tomllib.loads(text.replace('# "老街村"', '"老街村"'))
    assert edited["aliases"] == {"老街村": "城东社区"}


def test_a_report_dropped_into_the_folder_is_cleaned(folder):
    (folder / "data" / "reports" / "报告.txt").write_text(REPORT, encoding="utf-8")
    found = clean(folder / "data")
    ours = found["records"][found["records"].office == OFFICE].set_index("indicator").value
    assert ours.to_dict() == {"disputes_mediated": 81, "law_lectures": 6}
    assert found["problems"].empty


def test_a_figure_typed_into_the_sample_is_read(tmp_path):
    start_folder(tmp_path / "新", OFFICE, YEAR)
    own = tmp_path / "新" / "data" / "own" / "records.csv"
    with own.open("a", encoding="utf-8") as file:
        file.write(f"{OFFICE},{YEAR},disputes_mediated,4万余,手工\n")
    records = clean(tmp_path / "新" / "data")["records"]
    ours = records[records.office == OFFICE]
    assert (ours.low.item(), ours.high.item()) == (40000, 49999)


def test_five_steps_and_no_machine(folder):
    said = (folder / "说明.md").read_text(encoding="utf-8")
    assert [line[0] for line in said.splitlines() if line[:1].isdigit()] == list("12345")
    assert OFFICE in said
    assert str(Path(new.__file__).parents[1]) not in said


def test_nothing_is_overwritten(tmp_path):
    kept = tmp_path / "旧" / "台账.txt"
    kept.parent.mkdir()
    kept.write_text("原有内容", encoding="utf-8")
    with pytest.raises(LawstatsError, match="旧：已有内容，不会覆盖"):
        start_folder(kept.parent, OFFICE, YEAR)
    with pytest.raises(LawstatsError, match="同名文件"):
        start_folder(kept, OFFICE, YEAR)
    assert [path.name for path in kept.parent.iterdir()] == ["台账.txt"]
    assert kept.read_text(encoding="utf-8") == "原有内容"


def test_an_empty_folder_may_be_used(tmp_path):
    start_folder(tmp_path, OFFICE, YEAR)
    with pytest.raises(LawstatsError, match="不会覆盖"):
        start_folder(tmp_path, OFFICE, YEAR)


@pytest.mark.parametrize(
    ("office", "year", "said"), [("  ", 2024, "单位名称"), ("甲\n街道", 2024, "单位名称"), ("甲街道", 24, "年度")]
)
def test_wrong_parameters_write_nothing(tmp_path, office, year, said):
    with pytest.raises(LawstatsError, match=said):
        start_folder(tmp_path / "新", office, year)
    assert not (tmp_path / "新").exists()


def test_without_notebooks_the_error_says_so_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(new, "PROJECT", tmp_path)
    with pytest.raises(LawstatsError, match="笔记本"):
        start_folder(tmp_path / "新", OFFICE, YEAR)
    assert not (tmp_path / "新").exists()


def test_the_examples_of_own_words_work_once_their_marks_are_taken_away(folder, tmp_path):
    """Both files are empty as written, and what they show can be used as shown."""
    for name in ("indicators", "claims"):
        text = (folder / "data" / "own" / f"{name}.toml").read_text(encoding="utf-8")
        assert tomllib.loads(text) == {}
        shown = [line.removeprefix("# ") for line in text.splitlines() if re.match(r"# (?:\[\[|[a-z_]+ = )", line)]
        (tmp_path / f"{name}.toml").write_text("\n".join(shown), encoding="utf-8")
    words = use_vocabulary(tmp_path / "indicators.toml")
    assert "office_drills" in set(read_text("2024年开展执法演练3次。", vocabulary=words).figures.indicator)
    assert load_claims(tmp_path / "claims.toml").recognise("执法演练偏少") == ("drills_few",)


def test_the_ledger_part_reads_the_offices_own_ledgers(folder):
    for path in sorted((folder / "notebooks").glob("0[1-4]*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells)
        assert "BOOKS = DATA\n" in source, path.name
        assert "open_bookshelf(BOOKS, OFFICE, YEAR" in source
        assert "# 台账部分\n" in source
        assert "虚构" not in source


def test_a_folder_without_any_figure_of_its_own_says_what_to_fill(tmp_path):
    start_folder(tmp_path / "示例 街道（新）", "某某街道", 2024)
    with pytest.raises(LawstatsError, match="还没有任何数字") as caught:
        clean(tmp_path / "示例 街道（新）" / "data")
    assert "data/ledgers" in caught.value.advice
    assert caught.value.file == "office.toml"
