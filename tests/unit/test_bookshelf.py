"""The ledger part of a notebook: an office's own ledgers, the example's, too few and none."""

from __future__ import annotations

import csv
import json
import shutil

import pytest

from lawstats import open_bookshelf
from lawstats.errors import LawstatsError
from lawstats.new import start_folder
from lawstats.reading.ledger_words import load_ledger_words
from lawstats.telling import ledger_counsel, ledger_disputes, ledger_publicity
from lawstats.telling.blank_ledgers import write_blank_ledger
from lawstats.telling.bookshelf import found

OFFICE = "示例市示例区云溪街道"
SECTIONS = [
    getattr(room, name) for room in (ledger_disputes, ledger_publicity, ledger_counsel) for name in room.__all__
]
#: Cases received, by year and month.
RECEIVED = {2021: {2: 3, 11: 1}, 2023: {1: 9, 3: 12, 12: 2}, 2024: {1: 8, 2: 5, 6: 14, 12: 1}}


def write_mediation(file, received):
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(["序号", "受理日期", "纠纷类型", "调解结果", "调结日期", "社区"])
        days = [
            (year, month, day)
            for year, months in received.items()
            for month, count in months.items()
            for day in range(1, count + 1)
        ]
        for number, (year, month, day) in enumerate(days, start=1):
            kind = ("邻里纠纷", "婚姻家庭纠纷")[number % 2]
            date = f"{year}-{month:02d}-{day:02d}"
            rows.writerow([number, date, kind, "调解成功", date, "城东社区"])


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "桌面 文件" / "data"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def figures(tmp_path):
    return tmp_path / "图 册"


@pytest.fixture(scope="module")
def example(root, tmp_path_factory):
    """Two of the example's ledgers and its config: reading all of them takes long, and says no more of the mark."""
    folder, whole = tmp_path_factory.mktemp("示例"), root / "data" / "example"
    (folder / "ledgers").mkdir()
    shutil.copy(whole / "office.toml", folder)
    for name in ("虚构示例_合同登记台账.xlsx", "虚构示例_矛盾纠纷排查化解台账2024年.csv"):
        shutil.copy(whole / "ledgers" / name, folder / "ledgers")
    return open_bookshelf(folder, "别的街道", 2019, tmp_path_factory.mktemp("图"))


def sidecar(shelf, picture):
    text = (shelf.figures / f"{picture.name}.json").read_text(encoding="utf-8")
    return json.loads(text), text


def told(drawn):
    return [str(part) for part in (drawn.table, drawn.picture, drawn.said) if part is not None]


def test_the_examples_pictures_are_always_marked(example):
    assert (example.office, example.year, example.fictional) == ("示例市示例区示例街道", 2024, True)
    for drawn in (ledger_disputes.days_taken(example), ledger_counsel.reviewed_first(example)):
        words, _ = sidecar(example, drawn.picture)
        assert words["fictional"] is True
        assert words["source"] == "虚构示例台账"
        assert words["caveat"].startswith("图中单位为虚构")
        assert drawn.picture.name.startswith("example_")


def test_an_offices_own_pictures_are_never_marked(data, figures):
    write_mediation(data / "ledgers" / "调解台账.csv", RECEIVED)
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    assert not shelf.fictional
    for drawn in (ledger_disputes.same_months(shelf), ledger_disputes.by_month(shelf)):
        words, text = sidecar(shelf, drawn.picture)
        assert words["fictional"] is False
        assert "虚构" not in text
        assert words["source"] == "本单位台账：调解台账.csv"
        assert words["subtitle"].startswith("云溪街道 · ")
        assert drawn.picture.name.startswith("own_")
    assert not list(figures.glob("example_*"))


def test_a_copy_of_an_examples_ledger_stays_an_example(root, data, figures):
    (data / "ledgers").mkdir()
    source = root / "data" / "example" / "ledgers" / "虚构示例_合同登记台账.xlsx"
    shutil.copy(source, data / "ledgers")
    assert open_bookshelf(data, OFFICE, 2024, figures).fictional
    shutil.move(data / "ledgers" / source.name, data / "ledgers" / "合同登记台账.xlsx")
    assert not open_bookshelf(data, OFFICE, 2024, figures).fictional


def test_a_year_without_ledger_is_no_row_of_zeros(data, figures):
    write_mediation(data / "ledgers" / "调解台账.csv", RECEIVED)
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    drawn = ledger_disputes.by_month(shelf)
    with (figures / f"{drawn.picture.name}.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    read = {(int(row["year"]), int(row["month"])): int(row["count"]) for row in rows}
    assert {year for year, _ in read} == {2021, 2023, 2024}
    assert {key: count for key, count in read.items() if count} == {
        (year, month): count for year, months in RECEIVED.items() for month, count in months.items()
    }
    assert (2021, 1) not in read  # before the first case nothing is known
    assert read[2023, 2] == 0


def test_a_gap_before_the_year_is_named_and_later_years_wait(data, figures):
    write_mediation(data / "ledgers" / "调解台账.csv", {2022: {3: 20}, 2024: {3: 22}, 2025: {1: 4}})
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    drawn = ledger_disputes.year_on_year(shelf)
    assert drawn.finding.startswith("2024年与2022年相比：")
    assert set(shelf.records.year) == {2022, 2024}


def test_one_ledger_of_one_year_draws_what_it_can_and_says_the_rest(data, figures):
    write_mediation(data / "ledgers" / "调解台账.csv", {2024: RECEIVED[2024]})
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    drawn = {draw.__name__: draw(shelf) for draw in SECTIONS}
    assert [name for name, part in drawn.items() if part.finding] == ["by_month"]
    assert "邻里纠纷" in str(drawn["by_type"].table)
    for name, said in {
        "year_on_year": "台账里只有2024年一年，没有上年可比",
        "by_community": "没有基础台账",
        "days_taken": "没有矛盾纠纷排查化解台账",
        "by_form": "没有普法宣传活动台账",
        "counsel_on_year": "台账里数不出2024年的件数",
        "reviewed_first": "没有合同登记台账",
        "one_page": "台账里只有2024年一年",
    }.items():
        assert len(told(drawn[name])) == 1, name
        assert told(drawn[name])[0].startswith(said), name
        assert "本节从略" in told(drawn[name])[0]
    assert [path.name for path in figures.glob("*.png")] == ["own_disputes_months.png"]
    assert str(found(*drawn.values())).startswith("2024年共受理纠纷28件")


@pytest.mark.parametrize("blank", [False, True], ids=["none", "blank"])
def test_without_a_case_every_section_is_one_sentence(data, figures, blank):
    if blank:
        (data / "ledgers").mkdir()
        for kind in load_ledger_words().kinds.values():
            write_blank_ledger(data / "ledgers" / f"2024年{kind.name}.xlsx", kind, OFFICE, 2024)
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    for draw in SECTIONS:
        drawn = draw(shelf)
        (said,) = told(drawn)
        assert "本节从略" in said, draw.__name__
        assert "虚构" not in said
        assert not drawn.finding
    assert not figures.exists()


def test_a_ledger_that_cannot_be_read_is_not_said_to_be_missing_only(data, figures):
    (data / "ledgers").mkdir()
    (data / "ledgers" / "调解台账.xlsx").write_bytes(b"")
    said = str(ledger_disputes.by_type(open_bookshelf(data, OFFICE, 2024, figures)).table)
    assert "另有1本没有读出" in said


def test_a_sign_no_font_has_does_not_cost_the_picture(data, figures):
    write_mediation(data / "ledgers" / "调解台账\U0001fae8.csv", {2024: RECEIVED[2024]})
    shelf = open_bookshelf(data, OFFICE, 2024, figures)
    words, _ = sidecar(shelf, ledger_disputes.by_month(shelf).picture)
    assert words["source"] == "本单位台账：人民调解案件登记台账"


def test_a_wrong_folder_is_told(data):
    with pytest.raises(LawstatsError, match="没有这个台账文件夹") as caught:
        open_bookshelf(data / "没有", OFFICE, 2024)
    assert "BOOKS" in caught.value.advice


@pytest.mark.parametrize("name", ["01_clean_records", "02_disputes", "03_publicity_reach", "04_counsel_workload"])
def test_the_ledger_part_of_a_new_folder_runs_on_its_own_ledgers(tmp_path, monkeypatch, name):
    """Run the cells themselves, on one ledger of one year; the half before is not needed for them."""
    folder = tmp_path / "桌面 文件"
    start_folder(folder, OFFICE, 2024)
    for file in (folder / "data" / "ledgers").iterdir():
        file.unlink()
    write_mediation(folder / "data" / "ledgers" / "调解台账.csv", {2024: RECEIVED[2024]})
    cells = json.loads((folder / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    heads = [place for place, cell in enumerate(cells) if "".join(cell["source"]).startswith("---\n# 台账部分")]
    assert len(heads) == 1
    assert all("虚构" not in "".join(cell["source"]) for cell in cells)
    monkeypatch.chdir(folder / "notebooks")
    names: dict[str, object] = {}
    exec("from lawstats.telling.notebook import list_rows, say", names)
    code = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    code += [cell for cell in cells[heads[0] :] if cell["cell_type"] == "code"]
    for cell in code:
        exec("".join(cell["source"]), names)
    assert names["BOOKS"] == names["DATA"]
    assert {path.name for path in (folder / "figures").glob("*.png")} <= {"own_disputes_months.png"}
