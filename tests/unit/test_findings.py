"""Findings: surest first, then largest; none invented; improvements that next year can be held to."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from lawstats.judging.claim_files import load_claims
from lawstats.judging.evidence import MEASURE_COLUMNS
from lawstats.judging.findings import FINDING_COLUMNS, findings
from lawstats.judging.outcomes import CERTAINTIES
from lawstats.judging.proposals import PROPOSAL_COLUMNS, propose
from lawstats.records import COLUMNS, empty

OFFICE = "甲街道"


def record(code, year, number, measure="件", *, stock=False):
    last = pd.Timestamp(year, 12, 31)
    start = last if stock else pd.Timestamp(year, 1, 1)
    return [OFFICE, year, code, *(float(number),) * 3, "exact", measure, start, last, f"{year}年报告", "", "第1句", ""]


def table(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS) if rows else empty()


def measures(**numbers):
    """Figures of 2024: code = number or (low, high)."""
    rows = []
    for code, number in numbers.items():
        low, high = number if isinstance(number, tuple) else (number, number)
        rows.append([OFFICE, 2024, code, "", low if low == high else math.nan, low, high, "件", "台账", "3-9行"])
    return pd.DataFrame(rows, columns=MEASURE_COLUMNS)


def promises(*rows):
    made = pd.DataFrame(list(rows), columns=["indicator", "text", "target", "measure", "due_year"])
    return made.assign(comparison=">=")


GOOD = table(record("contracts_reviewed_first", 2024, 15), record("contracts_signed", 2024, 15))
BAD = table(record("contracts_reviewed_first", 2024, 12), record("contracts_signed", 2024, 15))


def test_a_good_year_has_no_findings():
    found = findings(GOOD, OFFICE, 2024)
    assert len(found) == 0
    assert tuple(found.columns) == FINDING_COLUMNS
    assert len(propose(found, GOOD, OFFICE, 2024)) == 0


def test_what_is_stated_but_not_borne_out_is_no_finding():
    texts = ["干部法治意识不强", "合同先审后签没有完全落实", "执法力量不足"]
    assert len(findings(GOOD, OFFICE, 2024, claims=texts)) == 0
    found = findings(BAD, OFFICE, 2024, claims=texts)
    assert found[["code", "stated"]].to_numpy().tolist() == [["review_formal", True]]
    assert not findings(BAD, OFFICE, 2024)["stated"].any()


def test_surest_first_then_largest():
    extra = measures(disputes_late=14, disputes_found=100, agreements_performed=30, agreements_made=72)
    made = promises(
        ("law_lectures", "法治讲座不少于8场", 8.0, "场", 2024),
        ("law_meetings", "会议不少于4次", 4.0, "次", 2024),
        ("law_meetings", "会议不少于5次", 5.0, "次", 2025),
    )
    rows = table(*BAD.to_numpy().tolist(), record("law_lectures", 2024, 2, "场"), record("law_meetings", 2024, 4, "次"))
    found = findings(rows, OFFICE, 2024, measures=extra, commitments=made)
    # Facts (a promise three quarters unmet, then a fifth of the contracts), a clear share, one inside chance.
    assert found["code"].tolist() == ["law_lectures", "review_formal", "agreements_unperformed", "mechanism_weak"]
    assert found["certainty"].tolist() == ["fact", "fact", "clear", "within_chance"]
    assert found["rank"].tolist() == [1, 2, 3, 4]
    places = [CERTAINTIES.index(word) for word in found["certainty"]]
    assert places == sorted(places)


def test_a_rate_that_fell_clearly_is_found_and_one_that_might_not_have_is_not():
    def rates(settled):
        before = record("disputes_settled", 2023, 98), record("disputes_mediated", 2023, 100)
        now = record("disputes_settled", 2024, settled), record("disputes_mediated", 2024, 100)
        stated = (record("mediation_success_rate", y, n, "%") for y, n in ((2023, 98), (2024, settled)))
        return table(*before, *now, *stated)

    stated = rates(60)
    found = findings(stated, OFFICE, 2024)
    assert found[["kind", "code", "verdict"]].to_numpy().tolist() == [["change", "mediation_success_rate", "明显下降"]]
    assert found["size"].item() == pytest.approx(0.38)
    assert len(findings(rates(97), OFFICE, 2024)) == 0
    drafted = propose(found, stated, OFFICE, 2024)
    assert drafted[["indicator", "comparison", "target"]].to_numpy().tolist() == [
        ["mediation_success_rate", ">=", 98.0]
    ]


def test_more_disputes_are_neither_good_nor_bad():
    rows = table(record("disputes_mediated", 2023, 40), record("disputes_mediated", 2024, 140))
    assert len(findings(rows, OFFICE, 2024)) == 0


# ------------------------------------------------------------------------------------------------------- proposals
def test_every_improvement_has_figure_baseline_target_and_deadline():
    drafted = propose(findings(BAD, OFFICE, 2024), BAD, OFFICE, 2024).iloc[0]
    assert tuple(drafted.index) == PROPOSAL_COLUMNS
    assert (drafted["indicator"], drafted["baseline"], drafted["base_year"]) == ("reviewed_first_rate", 80.0, 2024)
    assert (drafted["comparison"], drafted["target"], drafted["deadline"]) == (">=", 100.0, "2025年12月底前")
    assert drafted["unit"] == ""
    assert drafted["testable"]


def test_a_target_inside_chance_is_flagged():
    extra = measures(disputes_late=16, disputes_found=91)
    drafted = propose(findings(empty_year(), OFFICE, 2024, measures=extra), empty_year(), OFFICE, 2024, measures=extra)
    row = drafted.set_index("indicator").loc["late_rate"]
    assert (row["target"], row["testable"], row["reason"]) == (10.0, False, "inside_chance")
    many = measures(disputes_late=600, disputes_found=1000)
    drafted = propose(findings(empty_year(), OFFICE, 2024, measures=many), empty_year(), OFFICE, 2024, measures=many)
    assert drafted.set_index("indicator").loc["late_rate", "testable"]


def empty_year():
    return table(record("law_meetings", 2024, 3, "次"))


def test_a_baseline_known_only_roughly_keeps_both_ends():
    extra = measures(disputes_late=(14, 17), disputes_found=91)
    drafted = propose(findings(empty_year(), OFFICE, 2024, measures=extra), empty_year(), OFFICE, 2024, measures=extra)
    row = drafted.iloc[0]
    assert math.isnan(row["baseline"])
    assert (row["baseline_low"], row["baseline_high"]) == (pytest.approx(100 * 14 / 91), pytest.approx(100 * 17 / 91))


def test_a_target_far_beyond_the_best_year_is_pointed_out():
    def rows(first):
        return table(
            *BAD.to_numpy().tolist(),
            record("contracts_reviewed_first", 2023, first),
            record("contracts_signed", 2023, 20),
        )

    far, near, alone = rows(12), rows(19), BAD
    reach = [propose(findings(r, OFFICE, 2024), r, OFFICE, 2024)["reachable"].iloc[0] for r in (far, near, alone)]
    assert reach == [False, True, None]


def test_one_figure_is_promised_once_and_unmet_promises_go_on():
    made = promises(
        ("other:a", "二是合同先审后签率达到100%", 100.0, "%", 2024),
        ("other:b", "三是组织模拟演练不少于2次。", 2.0, "次", 2024),
    )
    said = pd.DataFrame({"year": [2024], "text": ["组织模拟演练1次。"]})
    found = findings(BAD, OFFICE, 2024, commitments=made, text_mentions=said)
    assert found["kind"].tolist() == ["commitment", "commitment", "claim"] or set(found["kind"]) == {
        "claim",
        "commitment",
    }
    drafted = propose(found, BAD, OFFICE, 2024).set_index("indicator")
    assert drafted.index.is_unique
    assert drafted.loc["reviewed_first_rate", "kind"] == "claim"
    drill = drafted.loc["other:b"]
    assert (drill["action"], drill["baseline"], drill["testable"]) == ("组织模拟演练不少于2次", 1.0, True)


def test_what_the_office_decides_itself_is_to_grow():
    rows = table(record("law_study_sessions", 2023, 9, "次"), record("law_study_sessions", 2024, 6, "次"))
    drafted = propose(findings(rows, OFFICE, 2024), rows, OFFICE, 2024).iloc[0]
    assert drafted["target"] == 7.0
    few = table(record("law_study_sessions", 2023, 3, "次"), record("law_study_sessions", 2024, 2, "次"))
    assert propose(findings(few, OFFICE, 2024), few, OFFICE, 2024).iloc[0]["target"] == 4.0


def test_an_office_without_figures_of_the_year_gets_none():
    rows = table(record("law_lectures", 2020, 3, "场"))
    assert len(findings(rows, OFFICE, 2024)) == 0


def test_every_improvement_of_the_library_can_be_drafted():
    library = load_claims()
    assert {step.figure for claim in library.claims.values() for step in claim.improve} <= (
        set(library.measures) | set(library.vocabulary)
    )
