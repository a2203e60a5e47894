"""The example office's ledgers, read back: what its generator knew must come out again, exactly."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from example_office.disputes import TYPES
from example_office.names import COMMUNITIES, YEARS
from example_office.strategies import dirty_mediation
from hypothesis import HealthCheck, given, settings

from lawstats.reading.ledger_words import load_ledger_words
from lawstats.reading.ledgers import Ledger, merge_ledgers, read_ledger
from lawstats.reading.ledgers.breakdowns import silent_communities
from lawstats.reading.ledgers.measures import rates

if TYPE_CHECKING:
    from pathlib import Path

KEY = b"a key for tests only, 32 bytes.."
#: What the office would say once in its config: old village names are communities.
VILLAGES = {community.aliases[1]: community.name for community in COMMUNITIES}
#: Dirt that needs no line: nothing was repaired, or it shows only across ledgers (tested apart).
UNLISTED = {
    "blank_rows", "community_counsel", "supplement", "two_ledgers", "never_reviewed", "comment", "hidden_column",
}  # fmt: skip
#: Dirt of a whole sheet, file or year, with a word of the line that must tell of it.
ABOUT_ALL = {
    "success_all": "100%", "share_high": "份额", "title_rows": "标题行", "two_row_header": "表头有2行",
    "units_in_header": "表头里的单位", "header_synonyms": "同义词", "sheets_by_month": "分表合并",
    "sheets_by_community": "分表合并", "gb18030": "编码", "base_lost": "缺少一年", "communities_merged": "社区名单",
    "grids_redrawn": "网格数合计",
}  # fmt: skip


@pytest.fixture(scope="module")
def example(root: Path) -> Path:
    return root / "data" / "example"


@pytest.fixture(scope="module")
def ledgers(example) -> dict[str, Ledger]:
    files = [path for path in sorted((example / "ledgers").iterdir()) if path.name != "breaks.csv"]
    return {path.name: read_ledger(path, key=KEY, aliases=VILLAGES) for path in files}


def table(example: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(example / "truth" / f"{name}.csv", skiprows=1, encoding="utf-8-sig", keep_default_na=False)


def of_kind(ledgers: dict[str, Ledger], kind: str) -> list[Ledger]:
    return [ledger for ledger in ledgers.values() if ledger.kind == kind]


def cases(ledgers: dict[str, Ledger], kind: str) -> pd.DataFrame:
    return pd.concat([ledger.cases for ledger in of_kind(ledgers, kind)], ignore_index=True)


def test_kinds_are_recognised_from_the_headers(example, ledgers):
    kinds = table(example, "planted")[["file", "ledger"]].drop_duplicates().set_index("file")["ledger"]
    assert {name: ledger.kind for name, ledger in ledgers.items()} == kinds.to_dict()


def test_yearly_figures_come_back_exactly(example, ledgers):
    truth = table(example, "true_yearly").query("ledger != 'both'").set_index(["year", "indicator"])
    records = pd.concat([ledger.yearly() for ledger in ledgers.values()])
    # A case of one book may end in the next year: the books of one kind are added up.
    found = records.groupby(["year", "indicator"])[["value", "low", "high"]].sum()
    assert sorted(set(truth.index) ^ set(found.index)) == []
    wanted = truth[["value", "low", "high"]].astype("float64")
    different = (found.loc[wanted.index] != wanted).any(axis=1)
    assert different[different].index.tolist() == []


def test_every_figure_names_sheet_and_rows(ledgers):
    for ledger in ledgers.values():
        records = ledger.yearly()
        assert records["place"].str.contains("行").all()
        assert (records["source"] == ledger.file).all()


def test_types_come_back_exactly(example, ledgers):
    names = {entry.code: entry.name.removesuffix("纠纷") for entry in load_ledger_words().dispute_types.entries}
    truth = table(example, "true_types").query("number > 0")
    for kind, date in (("mediation", "accepted_date"), ("screening", "screened_date")):
        read = cases(ledgers, kind)
        counts = read["dispute_type"].astype("object").map(names).fillna("").groupby(read[date].dt.year).value_counts()
        wanted = truth[truth["ledger"] == kind].set_index(["year", "type"])["number"]
        for year in YEARS:
            assert {k: counts[year].get(k, 0) for k in TYPES} == {k: wanted[year].get(k, 0) for k in TYPES}
            # Words that may mean two types and empty cells are left to a person, none is guessed.
            assert counts[year].get("", 0) == wanted[year].get("待复核", 0) + wanted[year].get("未填", 0)


def test_communities_come_back_exactly(example, ledgers):
    truth = table(example, "true_communities").query("number > 0")
    for kind, date in (("mediation", "accepted_date"), ("screening", "screened_date")):
        read = cases(ledgers, kind)
        counts = read["community"].replace("", "未填").groupby(read[date].dt.year).value_counts()
        wanted = truth[truth["ledger"] == kind].set_index(["year", "community"])["number"]
        assert counts.sort_index().to_dict() == wanted.sort_index().to_dict()


def test_rates_come_back_exactly(example, ledgers):
    truth = table(example, "true_rates").set_index(["rate", "year"])
    for kind in ("mediation", "contracts", "litigation"):
        found = rates(of_kind(ledgers, kind)).set_index(["rate", "year"])
        wanted = truth[(truth["ledger"] == kind) & (truth["denominator"] > 0)]
        for name, row in wanted.iterrows():
            assert tuple(found.loc[name, ["numerator", "denominator"]]) == (row["numerator"], row["denominator"]), name
    # A year without a case has no rate: 0 of 0 is not 100 %.
    assert ("appearance", 2022) not in found.index


def test_a_dispute_in_two_ledgers_is_counted_once(example, ledgers):
    truth = table(example, "true_yearly").query("indicator == 'disputes_total'").set_index("year")["value"]
    joint = merge_ledgers(of_kind(ledgers, "mediation"), of_kind(ledgers, "screening"))
    assert joint.yearly().set_index("year")["value"].to_dict() == truth.to_dict()


def test_a_community_that_registers_nothing_is_named(ledgers):
    silent = silent_communities(of_kind(ledgers, "mediation"), of_kind(ledgers, "base")[0])
    assert silent.to_records(index=False).tolist() == [(2021, "示例西岭社区")]


def test_every_planted_error_is_reported_where_it_is(example, ledgers):
    silent = []
    for row in table(example, "planted").itertuples():
        problems = ledgers[row.file].problems
        if row.dirt in UNLISTED:
            continue
        if row.dirt in ABOUT_ALL:
            if not problems["what"].str.contains(ABOUT_ALL[row.dirt]).any():
                silent.append((row.id, row.dirt))
            continue
        here = problems[problems["sheet"] == row.sheet] if row.file.endswith(".xlsx") else problems
        rows = set(row.rows.split("、"))
        here = here[here["cell"].map(lambda cell, rows=rows: re.sub("[^0-9]", "", cell) in rows)]
        here = here[here["repaired"] == (row.must in {"repair", "drop", "count"})]
        if row.place[:1].isascii() and row.must in {"repair", "review"}:
            here = here[here["cell"] == row.place]
        if here.empty and not _told_elsewhere(row, problems):
            silent.append((row.id, row.dirt, row.file, row.sheet, row.place))
    assert silent == []


def _told_elsewhere(row, problems: pd.DataFrame) -> bool:
    """A case carried over stands on two sheets and is joined on the second."""
    return row.dirt == "across_years" and problems["what"].str.contains("同一卷号").any()


def test_rows_that_are_no_cases_are_dropped(example, ledgers):
    planted = table(example, "planted").query("must == 'drop' and dirt != 'blank_rows'")
    for row in planted.itertuples():
        read = ledgers[row.file].cases
        numbers = read.loc[read["sheet"] == row.sheet, "rows"].astype("str").str.split("、").explode()
        assert not set(row.rows.split("、")) & set(numbers)


def test_what_is_no_number_is_not_zero(example, ledgers):
    columns = {"everywhere": "audience_count", "plays_for_slogans": "slogans", "money_talk": "amount"}
    for row in table(example, "planted").itertuples():
        if row.dirt in columns:
            read = ledgers[row.file].cases
            here = (read["sheet"] == row.sheet) & (read["row"] == int(row.rows.split("、")[0]))
            assert read.loc[here, columns[row.dirt]].isna().tolist() == [True]


def test_no_personal_value_leaves(example, ledgers):
    values = (example / "truth" / "personal_values.txt").read_text(encoding="utf-8").splitlines()[1:]
    for ledger in ledgers.values():
        shown = [frame.to_csv() for frame in (ledger.cases, ledger.problems, ledger.shown(), ledger.yearly())]
        pickled = pickle.loads(pickle.dumps(ledger))
        text = "\n".join((*shown, repr(ledger), repr(pickled), pickle.dumps(pickled).decode("utf-8", "replace")))
        assert [value for value in values if value in text] == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=dirty_mediation(max_cases=4))
def test_any_dirty_ledger_gives_its_truth_back(tmp_path, drawn):
    ledger = read_ledger(drawn.write(tmp_path / "台账.xlsx"), key=KEY, aliases=VILLAGES)
    read = ledger.cases.sort_values("accepted_date", kind="stable")
    wanted = sorted(drawn.cases, key=lambda case: case["accepted"])
    assert len(read) == len(wanted)
    assert read["accepted_date"].dt.date.tolist() == [case["accepted"] for case in wanted]
    assert sorted(read["community"]) == sorted(case["community"] for case in wanted)
    assert read["people"].sum() == sum(case["people"] for case in wanted)
    planted = {p.dirt for p in drawn.planted}
    said = "".join(ledger.problems["what"])
    assert ("不符" in said) == ("subtotal_wrong" in planted)
