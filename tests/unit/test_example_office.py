from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import docx
import openpyxl
import pandas as pd
import pypdfium2
import pytest
from example_office.commitments import PROMISES
from example_office.dirt_cells import CELLS
from example_office.disputes import TYPES
from example_office.facts import yearly
from example_office.mess import make_mess
from example_office.names import NOTICE, OFFICE, YEARS, existing
from example_office.publicity import amount
from example_office.strategies import dirty_amounts, dirty_mediation
from example_office.truth import make_truth
from example_office.wording import chinese
from example_office.writing import write_example
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

#: Every kind of dirt of the ledger chapter of the domain notes and of the issue.
WANTED = set(
    re.findall(
        r"\w+",
        """
        title_rows two_row_header merged_body blank_required subtotal total subtotal_wrong units_in_header
        header_synonyms repeated_header blank_rows year_heading sheets_by_month sheets_by_community gb18030
        date_dotted date_chinese date_month_day date_serial date_third date_impossible date_other_year
        number_full_width number_thousands number_chinese number_people number_spaces number_wan money_wan
        money_wan_yuan money_decimals money_none money_talk approximate everywhere any_time mixed_units
        people_for_times plays_for_slogans community_committee community_village community_both type_alias type_leak
        type_noise level_colour level_grade due_at_once due_long and_others line_break both_parties
        both_parties_unnumbered several_sessions across_years two_ledgers joint_activity joint_conflict
        review_rounds community_counsel signed_before_review never_reviewed supplement several_hearings
        rate_without_cases base_lost communities_merged grids_redrawn resolved_undated resolved_before_registered
        resolved_before_found same_day_batch identical_descriptions success_all share_high silent_community comment
        hidden_column
        """,
    )
)


@pytest.fixture(scope="module")
def example(root: Path) -> Path:
    return root / "data" / "example"


@pytest.fixture(scope="module")
def truth():
    return make_truth()


@pytest.fixture(scope="module")
def mess(truth):
    return make_mess(truth)


def table(example: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(example / "truth" / f"{name}.csv", skiprows=1, encoding="utf-8-sig", keep_default_na=False)


def contents(path: Path) -> dict[str, bytes]:
    """Members of an Office file (how they are packed depends on the machine's zlib), else the bytes."""
    if path.suffix not in {".xlsx", ".docx"}:
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def words(path: Path) -> str:
    """Everything that a file says, in one string."""
    if path.suffix == ".pdf":
        pdf = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        pdf.close()
        return text
    if path.suffix in {".xlsx", ".docx"}:
        return html.unescape("".join(content.decode("utf-8", "replace") for content in contents(path).values()))
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def test_two_runs_give_the_same_bytes_and_the_committed_files(example, tmp_path):
    first = write_example(tmp_path / "一")
    second = write_example(tmp_path / "二")
    names = [path.relative_to(tmp_path / "一") for path in first]
    assert names == [path.relative_to(tmp_path / "二") for path in second]
    assert [a.name for a, b in zip(first, second, strict=True) if a.read_bytes() != b.read_bytes()] == []
    committed = sorted(
        path.relative_to(example) for folder in ("ledgers", "reports", "truth") for path in (example / folder).iterdir()
    )
    assert committed == sorted(name for name in names if name.name != "README.md")
    assert [str(name) for name in names if contents(tmp_path / "一" / name) != contents(example / name)] == []


def test_another_seed_gives_another_office():
    assert make_truth(1).cases != make_truth(2).cases


def test_example_is_small(example):
    assert sum(path.stat().st_size for path in example.rglob("*") if path.is_file()) < 3_000_000


def test_every_file_says_that_it_is_invented(example):
    silent = [
        path.name
        for path in example.rglob("*")
        if path.is_file() and NOTICE not in words(path).replace("\r\n", "").replace("\n", "")
    ]
    assert silent == []


def test_office_has_no_name_but_example():
    assert OFFICE.count("示例") == 3
    assert all(community.name.startswith("示例") for year in YEARS for community in existing(year))


def test_types_and_communities_sum_to_totals(example):
    figures = table(example, "true_yearly").set_index(["year", "indicator"])["value"]
    for ledger, indicator in (("mediation", "disputes_accepted"), ("screening", "disputes_screened")):
        for name in ("true_types", "true_communities"):
            counts = table(example, name).query(f"ledger == '{ledger}'").groupby("year")["number"].sum()
            assert {year: figures[year, indicator] for year in YEARS} == counts.to_dict()
    assert set(table(example, "true_types")["type"]) == {*TYPES, "待复核", "未填"}
    assert len(TYPES) == 15


def test_yearly_figures_hold_together(example):
    figures = table(example, "true_yearly")
    assert (figures["low"] <= figures["value"]).all()
    assert (figures["value"] <= figures["high"]).all()
    assert ((figures["low"] < figures["high"]) == (figures["rough"] > 0)).all()
    wide = figures.pivot_table(index="year", columns="indicator", values="value")
    assert (wide["disputes_settled"] <= wide["disputes_mediated"]).all()
    assert (wide["mediation_agreements_written"] <= wide["disputes_settled"]).all()
    assert (wide["contracts_reviewed_first"] <= wide["contracts_reviewed"]).all()
    assert (wide["contracts_reviewed"] <= wide["contracts_signed"]).all()
    assert (wide["court_appearances"] <= wide["court_appearances_due"])[wide["administrative_litigation"] > 0].all()
    assert wide.loc[2022, ["court_appearances", "court_appearances_due"]].isna().all()
    assert (wide["disputes_total"] <= wide["disputes_accepted"] + wide["disputes_screened"]).all()
    assert (wide["law_lectures"] <= wide["publicity_events"]).all()
    # Accepted and mediated differ by what runs over New Year and what is still open.
    assert wide["disputes_accepted"].sum() - wide["disputes_mediated"].sum() == 3
    assert wide["households"].isna().to_dict() == {year: year == 2021 for year in YEARS}


def test_no_case_is_counted_twice_nor_lost(truth):
    keys = Counter(case.key for case in truth.cases)
    assert max(keys.values()) == 1
    linked = [finding.case for finding in truth.findings if finding.case]
    assert len(linked) == len(set(linked))
    assert set(linked) <= set(keys)
    parties = Counter(frozenset(person.name for person in case.parties) for case in truth.cases)
    assert sorted(parties.values())[-2:] == [1, 2]  # one pair comes back two years later with another matter


def test_activities_are_told_apart_by_day_and_place(truth):
    places = Counter((activity.day, activity.community, activity.place) for activity in truth.activities)
    assert max(places.values()) == 1


def test_one_community_truly_rises_and_the_rest_is_chance(truth):
    from lawstats.judging.trends import poisson_trend_test, quasi_poisson_trend

    def counts(rising: bool) -> list[int]:
        return [
            sum(c.year == year and (c.community == "示例北苑社区" and c.type == "物业") is rising for c in truth.cases)
            for year in YEARS
        ]

    assert poisson_trend_test(counts(True), YEARS).p_value < 0.001
    assert quasi_poisson_trend(counts(True), YEARS).p_value < 0.05
    assert (
        max(poisson_trend_test(counts(False), YEARS).p_value, quasi_poisson_trend(counts(False), YEARS).p_value) > 0.05
    )


def test_every_kind_of_dirt_is_there(example):
    planted = table(example, "planted")
    assert set(planted["dirt"]) == WANTED
    assert set(CELLS) <= WANTED
    assert set(planted["must"]) == {
        "repair", "problem", "question", "review", "count", "drop", "absent", "break", "private",
    }  # fmt: skip
    assert (planted["says"] != "").all()


def test_planted_dirt_stands_where_the_list_says(example):
    planted = table(example, "planted")
    wrong = []
    for file, rows in planted.groupby("file"):
        path = example / "ledgers" / file
        if path.suffix == ".csv":
            lines = list(csv.reader(io.StringIO(path.read_bytes().decode("gb18030"))))
            cell = lambda sheet, place, lines=lines: _csv_cell(lines, place)  # noqa: E731 - two readers, one call
        else:
            book = openpyxl.load_workbook(path)
            cell = lambda sheet, place, book=book: book[sheet][place].value  # noqa: E731 - as above
        for row in rows.itertuples():
            if (
                not re.fullmatch("[A-Z]+[0-9]+", row.place)
                or row.written in {"", "（个人信息）"}
                or row.dirt == "comment"
            ):
                continue
            if _written(cell(row.sheet, row.place)) != row.written:
                wrong.append((row.id, row.dirt, row.place, row.written, cell(row.sheet, row.place)))
    assert wrong == []


def _csv_cell(lines: list[list[str]], place: str) -> str:
    column = openpyxl.utils.column_index_from_string(place.rstrip("0123456789"))
    return lines[int(place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1][column - 1]


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and re.fullmatch("[0-9]{4}/[0-9]+/[0-9]+", cell):
        return date(*map(int, cell.split("/"))).isoformat()
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def test_merged_cells_are_only_where_a_merge_was_planted(example, mess):
    path = example / "ledgers" / "虚构示例_人民调解登记台账2022-2024年.xlsx"
    body = [str(area) for area in openpyxl.load_workbook(path)["2023年"].merged_cells.ranges if area.min_row > 3]
    planted = [p for p in mess.planted if p.dirt == "merged_body"]
    assert len(body) == len(planted) > 5


def test_personal_values_are_unreal_but_shaped_like_real_ones(example, truth):
    lines = (example / "truth" / "personal_values.txt").read_text(encoding="utf-8").splitlines()[1:]
    kinds = defaultdict(list)
    for value in lines:
        kinds[truth.people.kinds[value]].append(value)
    assert set(kinds) == {"name", "address", "phone", "identity", "plate", "bank_card"}
    assert all(kinds.values())
    assert all(re.fullmatch("100[0-9]{8}", value) for value in kinds["phone"])
    assert all(re.fullmatch("示A·0[0-9]{4}", value) for value in kinds["plate"])
    assert all(re.fullmatch("0000[0-9]{15}", value) for value in kinds["bank_card"])
    assert all(re.fullmatch("000000[0-9]{11}[0-9X]", value) and not _valid(value) for value in kinds["identity"])


def _valid(identity: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(identity, weights, strict=False))
    return "10X98765432"[total % 11] == identity[-1]


def test_personal_values_are_in_the_ledgers_and_nowhere_else(example):
    values = (example / "truth" / "personal_values.txt").read_text(encoding="utf-8").splitlines()[1:]
    ledgers = "".join(words(path) for path in sorted((example / "ledgers").iterdir()))
    assert [value for value in values if value not in ledgers] == []
    others = [path for path in example.rglob("*") if path.is_file() and path.parent.name != "ledgers"]
    leaks = [
        (path.name, value)
        for path in others
        if path.name != "personal_values.txt"
        for text in [words(path)]
        for value in values
        if value in text
    ]
    assert leaks == []


def facts(example: Path) -> list[dict]:
    return json.loads((example / "truth" / "report_facts.json").read_text(encoding="utf-8"))["reports"]


def report_text(path: Path) -> str:
    if path.suffix == ".docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return re.sub("\r?\n", "", words(path)) if path.suffix == ".pdf" else words(path)


def test_reports_say_what_the_facts_say(example):
    for report in facts(example):
        text = report_text(example / "reports" / report["file"])
        for fact in report["facts"]:
            if fact["start"] >= 0:
                assert fact["evidence"] in text
                if not report["file"].endswith((".pdf", ".docx")):
                    assert text.startswith(fact["evidence"], fact["start"])
            assert fact["low"] <= fact["value"] <= fact["high"]


def test_reports_agree_with_the_ledgers_except_where_recorded(example, truth, mess):
    known = {(f.year, f.indicator): f for f in yearly(truth, mess)}
    recorded = table(example, "true_conflicts")
    apart = {
        (report["year"], fact["indicator"])
        for report in facts(example)
        for fact in report["facts"]
        if (f := known.get((report["year"], fact["indicator"]))) and (fact["high"] < f.low or fact["low"] > f.high)
    }
    assert apart == {(2021, "disputes_mediated")}
    assert set(zip(recorded["year"], recorded["indicator"], strict=True)) == apart | {(2022, "legality_review_rate")}


def test_docx_holds_a_table_and_a_text_box(example):
    path = example / "reports" / "虚构示例_2022年法治政府建设年度报告.docx"
    document = docx.Document(str(path))
    assert [cell.text for row in document.tables[0].rows for cell in row.cells][:2] == ["项目", "数量"]
    assert "txbxContent" in contents(path)["word/document.xml"].decode("utf-8")


def test_promises_stand_in_the_reports_and_end_in_every_way(example):
    texts = {report["year"]: report_text(example / "reports" / report["file"]) for report in facts(example)}
    assert [promise.words for promise in PROMISES if promise.words not in texts[promise.year]] == []
    promises = table(example, "true_commitments")
    assert set(promises["outcome"]) == {"完成", "部分完成", "未完成", "未提及", "无法核实", ""}
    assert (promises.loc[promises["outcome"] == "", "due_year"] == 2025).all()


def test_claims_get_every_verdict(example):
    claims = table(example, "true_claims")
    assert set(claims["verdict"]) == {"支持", "不支持", "证据不足", "矛盾"}
    assert set(claims.query("stated == 1")["verdict"]) == {"支持", "不支持", "证据不足", "矛盾"}
    assert claims.groupby("year")["stated"].sum().to_dict() == dict.fromkeys(YEARS, 3)


@pytest.mark.parametrize(
    ("value", "word", "low", "high"),
    [(300, "余", 300, 399), (2100, "多", 2100, 2199), (30, "近", 21, 30), (500, "约", 450, 550), (7, "", 7, 7)],
)
def test_rough_numbers_admit_one_unit_of_the_last_place(value, word, low, high):
    assert (amount(value, word).low, amount(value, word).high) == (low, high)


def test_chinese_numerals():
    assert [chinese(n) for n in (0, 9, 10, 19, 20, 101, 110, 1001)] == [
        "零", "九", "十", "十九", "二十", "一百零一", "一百一十", "一千零一",
    ]  # fmt: skip


@given(dirty_amounts())
def test_drawn_amounts_lie_in_their_interval(drawn):
    assert drawn.low <= drawn.value <= drawn.high


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(dirty_mediation())
def test_drawn_ledgers_know_their_truth(drawn):
    grid = drawn.grid()
    assert len({len(line) for line in grid}) == 1
    numbers = {case["number"] for case in drawn.cases}
    assert len(numbers) == len(drawn.cases)
    assert {row.cells["number"] for row in drawn.sheet.entries()} - {None} == numbers
    for planted in drawn.planted:
        if planted.dirt in CELLS:
            assert planted.sheet.place(planted.row, planted.column)


@settings(max_examples=3, deadline=None)
@given(dirty_mediation(), st.sampled_from((".xlsx", ".csv")))
def test_drawn_ledgers_can_be_written(tmp_path_factory, drawn, suffix):
    path = drawn.write(tmp_path_factory.mktemp("drawn") / f"台账{suffix}")
    assert path.stat().st_size > 0
