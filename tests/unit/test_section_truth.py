"""The example office from files to sections ② and ④: five years of claims and promises equal the generator's truth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from example_office.base import office_log
from example_office.names import COMMUNITIES, YEARS

from lawstats.judging.claims import test_claims as judge_claims
from lawstats.judging.commitments import carry_forward, track_commitments
from lawstats.judging.findings import findings
from lawstats.judging.ledger_figures import ledger_figures
from lawstats.judging.mentions import said_done
from lawstats.judging.proposals import propose
from lawstats.reading.ledgers import read_ledger
from lawstats.reading.reports import read_report
from lawstats.records import COLUMNS, combine
from lawstats.telling.blocks import improvements_block, shortcomings_block

if TYPE_CHECKING:
    from pathlib import Path

    from lawstats.reading.reports import Report

KEY = b"a key for tests only, 32 bytes.."
#: What the office would say once in its config: old village names are communities.
VILLAGES = {community.aliases[1]: community.name for community in COMMUNITIES}
#: Numbers that neither a ledger nor every report holds; an office types them in by hand.
BY_HAND = {"enforcement_cases": "件", "enforcement_officers": "人"}


@dataclass
class Example:
    office: str
    reports: list[Report]
    records: pd.DataFrame
    by_hand: pd.DataFrame
    measures: pd.DataFrame
    said: pd.DataFrame
    truth: Path

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_csv(self.truth / f"{name}.csv", skiprows=1, encoding="utf-8-sig", keep_default_na=False)


@pytest.fixture(scope="module")
def example(root) -> Example:
    folder = root / "data" / "example"
    if not (folder / "truth" / "true_claims.csv").is_file():
        pytest.skip("data/example/truth is not there yet: run python data/example_office")
    reports = [read_report(path) for path in sorted((folder / "reports").iterdir())]
    office = reports[0].office
    files = [path for path in sorted((folder / "ledgers").iterdir()) if path.name != "breaks.csv"]
    ledgers = [read_ledger(path, key=KEY, aliases=VILLAGES) for path in files]
    records = combine(*(report.to_records() for report in reports), *(one.yearly(office) for one in ledgers))
    measures, said = ledger_figures(ledgers, office), said_done(reports)
    return Example(office, reports, records, hand_kept(office), measures, said, folder / "truth")


def hand_kept(office: str) -> pd.DataFrame:
    rows = []
    for code, measure in BY_HAND.items():
        for year, number in zip(YEARS, office_log()[code], strict=True):
            end = pd.Timestamp(year, 12, 31)
            start = end if measure == "人" else pd.Timestamp(year, 1, 1)
            ends = (float(number),) * 3
            rows.append([office, year, code, *ends, "exact", measure, start, end, "手工录入", "", f"第{year}行", ""])
    return pd.DataFrame(rows, columns=COLUMNS)


def judged(example: Example, records: pd.DataFrame) -> pd.DataFrame:
    years = [
        judge_claims(records, example.office, report.year, report.claims, example.measures)
        for report in example.reports
    ]
    return pd.concat(years, ignore_index=True).set_index(["year", "claim"])


@pytest.fixture(scope="module")
def claims(example) -> pd.DataFrame:
    return judged(example, combine(example.records, example.by_hand))


def promises(example: Example) -> pd.DataFrame:
    """The promises as the generator made them, in the columns a reader gives."""
    truth = example.table("true_commitments")
    other = truth["indicator"].str.startswith("other:") | (truth["indicator"] == "")
    return pd.DataFrame(
        {
            "office": example.office,
            "year": truth["year"],
            "indicator": truth["indicator"].mask(other, "other:" + truth["words"]),
            "text": truth["words"],
            "target": pd.to_numeric(truth["target"]),
            "comparison": truth["comparison"],
            "measure": truth["measure"],
            "period": truth["period"],
            "due_year": truth["due_year"],
        }
    )


def test_claims_of_five_years_equal_the_truth(example, claims):
    truth = example.table("true_claims").set_index(["year", "claim"])
    found = claims.loc[truth.index]
    different = truth[truth["verdict"] != found["verdict"]]
    assert different["numbers"].to_dict() == {}
    assert (found["stated"] == truth["stated"].astype(bool)).all()


def test_every_stated_shortcoming_is_recognised(claims):
    assert "" not in claims[claims["stated"]].index.get_level_values("claim")


def test_the_numbers_behind_the_verdicts_are_the_true_ones(example, claims):
    truth = example.table("true_claims").set_index(["year", "claim"])
    for year in YEARS:
        for code in ("study_weak", "publicity_narrow", "review_formal", "appearance_low"):
            row = claims.loc[(year, code)]
            if row["reason"] in ("missing", "no_cases"):
                continue
            numbers = sorted(
                float(number) for number in re.findall(r"\d+", truth.loc[(year, code), "numbers"].split("；")[0])
            )
            assert sorted(figure.low for figure in row["figures"][:2]) == numbers, (year, code)
        late, screened = map(int, re.findall(r"\d+", truth.loc[(year, "mechanism_weak"), "numbers"]))
        part, whole = claims.loc[(year, "mechanism_weak"), "figures"]
        # A case without an ending day may be late or not: the truth lies between the two ends.
        assert part.low <= late <= part.high
        assert whole.low == screened


def test_every_verdict_names_its_rows_or_what_to_collect(claims):
    decided = claims["verdict"].isin(["支持", "不支持", "矛盾"])
    assert (claims.loc[decided, "rows"] != "").all()
    assert claims.loc[~decided, "collect"].map(len).min() > 0


def test_what_only_the_office_knows_stays_open_without_it(example):
    """Reports from 2022 on give no enforcement figures: nothing is put in their place."""
    truth = example.table("true_claims").set_index(["year", "claim"])["verdict"]
    found = judged(example, example.records)
    different = truth[truth != found.loc[truth.index, "verdict"]]
    assert different.index.tolist() == [(year, "staff_short") for year in (2022, 2023, 2024)]
    for key in different.index:
        assert found.loc[key, "verdict"] == "证据不足"
        assert any("执法" in item for item in found.loc[key, "collect"])


def test_promises_of_five_years_equal_the_truth(example):
    truth = example.table("true_commitments")
    found = track_commitments(
        promises(example), example.records, example.said, measures=example.measures, as_of=YEARS[-1]
    )
    wrong = [(w, t, f) for w, t, f in zip(truth["words"], truth["outcome"], found["outcome"], strict=True) if t != f]
    assert wrong == []
    for column in ("done_low", "done_high"):
        known = pd.to_numeric(truth[column])
        assert found[column].isna().tolist() == known.isna().tolist()
        assert (found[column].round(1) == known)[known.notna()].all()
    done = found["outcome"].isin(["完成", "部分完成", "未完成"])
    assert (found.loc[done, "rows"] != "").all()


def test_promises_as_read_come_to_the_same(example):
    """From the reports' own words: each promise that the reader finds has the outcome of the truth."""
    truth = example.table("true_commitments").set_index("words")["outcome"]
    read = pd.concat([report.commitments.assign(office=example.office, year=report.year) for report in example.reports])
    found = track_commitments(read, example.records, example.said, measures=example.measures, as_of=YEARS[-1])
    outcomes = {}
    for text, outcome in zip(found["text"], found["outcome"], strict=True):
        words = next((words for words in truth.index if words in text or text in words), None)
        if words is not None:
            outcomes[words] = outcome
    assert len(outcomes) >= 20
    same = truth[~truth.index.duplicated(keep=False)]
    assert {words: outcome for words, outcome in outcomes.items() if same.get(words, outcome) != outcome} == {}


def test_promises_are_followed_through_five_years(example):
    tracked = track_commitments(
        promises(example), example.records, example.said, measures=example.measures, as_of=YEARS[-1]
    )
    followed = carry_forward(tracked)
    assert len(followed) == len(tracked)
    drills = followed[followed["text"].str.contains("演练")]
    assert len(set(drills["thread"])) == 1
    assert drills["state"].tolist() == ["续列", "已兑现", "续列", "已兑现"]


def test_both_sections_can_be_drafted_for_every_year(example):
    records, made = combine(example.records, example.by_hand), promises(example)
    options = {"measures": example.measures, "commitments": made, "text_mentions": example.said}
    for report in example.reports:
        found = findings(records, example.office, report.year, claims=report.claims, **options)
        drafted = propose(found, records, example.office, report.year, measures=example.measures)
        for style in ("full", "terse"):
            assert "nan" not in shortcomings_block(found, style=style)
            assert "nan" not in improvements_block(drafted, style=style)
        assert found["rank"].tolist() == list(range(1, len(found) + 1))
        assert drafted["indicator"].is_unique
