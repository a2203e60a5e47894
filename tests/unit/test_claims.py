"""Stated shortcomings: recognised by their words, decided by figures and only by them.

Gold: tests/gold/claims.csv, sentences from our own pen. `fires` yes: the text states the claim (others may be stated
as well); no: it does not, and with an empty claim it states none at all.
"""

from __future__ import annotations

import csv
import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.judging.claim_files import load_claims
from lawstats.judging.claims import CLAIM_COLUMNS
from lawstats.judging.claims import test_claims as judge_claims
from lawstats.judging.evidence import MEASURE_COLUMNS, Evidence
from lawstats.judging.ledger_figures import ledger_figures
from lawstats.records import COLUMNS, empty, load_records

OFFICE = "甲街道"
LIBRARY = load_claims()


def record(code, year, low, high=None, *, measure="件", source="", end=(12, 31), stock=False):
    high = low if high is None else high
    qualifier = "exact" if low == high else "at_least" if math.isinf(high) else "range"
    value = low if qualifier in ("exact", "at_least") else math.nan
    last = pd.Timestamp(year, *end)
    start = last if stock else pd.Timestamp(year, 1, 1)
    text = source or f"{year}年报告"
    return [OFFICE, year, code, value, low, high, qualifier, measure, start, last, text, "", "第1句", f"{low}{measure}"]


def table(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS) if rows else empty()


def measured(code, year, numbers, measure="件"):
    """A figure kept by parts: part -> count, or part -> (low, high)."""
    rows = []
    for part, number in numbers.items():
        low, high = number if isinstance(number, tuple) else (number, number)
        rows.append([OFFICE, year, code, part, low, low, high, measure, "台账", f"{part}行"])
    return rows


def measures(*groups):
    return pd.DataFrame([row for group in groups for row in group], columns=MEASURE_COLUMNS)


def verdict(code, records, extra=None, **options):
    found = judge_claims(records, OFFICE, 2024, None, extra, **options)
    return found.set_index("claim").loc[code]


def gold(root):
    with (root / "tests" / "gold" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_gold_sentences_are_recognised_and_others_are_not(root):
    wrong = []
    for row in gold(root):
        found = LIBRARY.recognise(row["text"])
        fires = row["claim"] in found if row["claim"] else bool(found)
        if fires != (row["fires"] == "yes"):
            wrong.append((row["case"], row["text"], found))
    assert wrong == []


def test_gold_has_both_sorts_for_every_claim(root):
    rows = gold(root)
    assert len(rows) >= 100
    for code in LIBRARY.claims:
        own = [row["fires"] for row in rows if row["claim"] == code]
        assert own.count("yes") >= 2, code
        assert own.count("no") >= 1, code


def test_every_claim_names_its_ledgers_and_improves_something():
    for claim in LIBRARY.claims.values():
        assert claim.basis
        assert claim.improve
        for code in claim.figures:
            assert code in LIBRARY.ledgers, (claim.code, code)
            assert LIBRARY.name_of(code) != code, (claim.code, code)
        for step in claim.improve:
            assert LIBRARY.kind_of(step.figure), (claim.code, step.figure)


# ---------------------------------------------------------------------------------------------------- fell
def test_fewer_sessions_support_more_prove_nothing():
    fewer = table(record("law_study_sessions", 2023, 9), record("law_study_sessions", 2024, 6))
    row = verdict("study_weak", fewer)
    assert (row["verdict"], row["certainty"], row["size"]) == ("支持", "fact", pytest.approx(1 / 3))
    more = table(record("law_study_sessions", 2023, 9), record("law_study_sessions", 2024, 12))
    row = verdict("study_weak", more)
    assert (row["verdict"], row["reason"]) == ("证据不足", "says_nothing")
    assert row["collect"] == LIBRARY.claims["study_weak"].settle


def test_a_missing_year_is_named_with_the_ledger_to_collect():
    row = verdict("study_weak", table(record("law_study_sessions", 2024, 9)))
    assert (row["verdict"], row["reason"], row["missing"]) == ("证据不足", "missing", ("2023年集中学法",))
    assert row["collect"][0].startswith("学法记录")


def test_part_of_a_year_is_no_year():
    rows = table(record("law_study_sessions", 2023, 9), record("law_study_sessions", 2024, 6, end=(11, 30)))
    assert verdict("study_weak", rows)["reason"] == "missing"


def test_nothing_is_compared_across_a_break():
    rows = table(record("law_study_sessions", 2023, 9), record("law_study_sessions", 2024, 6))
    breaks = pd.DataFrame([[OFFICE, "law_study_sessions", 2024, "计数办法改变", "通知", ""]])
    breaks.columns = ["office", "indicator", "year", "reason", "source", "link"]
    assert verdict("study_weak", rows, breaks=breaks)["reason"] == "break"
    elsewhere = breaks.assign(office="乙街道")
    assert verdict("study_weak", rows, breaks=elsewhere)["verdict"] == "支持"


@pytest.mark.parametrize(("low", "expected"), [(4, "支持"), (8, "证据不足")])
def test_an_interval_decides_only_where_all_of_it_does(low, expected):
    rows = table(record("law_study_sessions", 2023, 9), record("law_study_sessions", 2024, low, low + 3))
    assert verdict("study_weak", rows)["verdict"] == expected


# ---------------------------------------------------------------------------------------------------- shares
def contracts(first, signed, *more):
    return table(record("contracts_reviewed_first", 2024, first), record("contracts_signed", 2024, signed), *more)


def test_contracts_signed_before_review():
    row = verdict("review_formal", contracts(12, 15))
    assert (row["verdict"], row["certainty"], row["value"]) == ("支持", "fact", 0.8)
    assert row["rows"] == "2024年报告：第1句"
    assert [figure.code for figure in row["figures"]] == ["contracts_reviewed_first", "contracts_signed"]
    assert verdict("review_formal", contracts(15, 15))["verdict"] == "不支持"


def test_a_report_that_says_the_opposite_of_its_ledger_contradicts_itself():
    said = record("legality_review_rate", 2024, 100, measure="%")
    row = verdict("review_formal", contracts(12, 15, said))
    assert (row["verdict"], row["reason"]) == ("矛盾", "denied_by_report")
    assert row["collect"]
    # Where the ledger bears it out there is nothing to contradict.
    assert verdict("review_formal", contracts(15, 15, said))["verdict"] == "不支持"
    modest = record("legality_review_rate", 2024, 80, measure="%")
    assert verdict("review_formal", contracts(12, 15, modest))["verdict"] == "支持"


def test_a_part_larger_than_its_whole_is_a_contradiction():
    assert verdict("review_formal", contracts(16, 15))["reason"] == "part_exceeds_whole"


def test_sources_that_disagree_decide_nothing_unless_they_lead_to_the_same():
    other = record("contracts_signed", 2024, 12, source="另一份台账")
    row = verdict("review_formal", contracts(12, 15, other))
    assert (row["verdict"], row["reason"]) == ("矛盾", "conflict")
    same = record("contracts_signed", 2024, 14, source="另一份台账")
    assert verdict("review_formal", contracts(12, 15, same))["verdict"] == "支持"


def test_no_case_is_no_full_marks():
    zero = table(record("administrative_litigation", 2024, 0))
    row = verdict("appearance_low", zero)
    assert (row["verdict"], row["reason"]) == ("证据不足", "no_cases")
    came = table(record("court_appearances", 2024, 1), record("court_appearances_due", 2024, 2))
    assert verdict("appearance_low", came)["verdict"] == "支持"


@pytest.mark.parametrize(
    ("late", "found", "expected", "certainty"),
    [
        (9, 30, "支持", "clear"),
        (14, 75, "支持", "likely"),
        (14, 100, "支持", "within_chance"),
        (3, 100, "不支持", "likely"),
    ],
)
def test_a_share_above_a_threshold_says_how_sure_it_is(late, found, expected, certainty):
    extra = measures(measured("disputes_late", 2024, {"": late}), measured("disputes_found", 2024, {"": found}))
    row = verdict("mechanism_weak", table(), extra)
    assert (row["verdict"], row["certainty"]) == (expected, certainty)
    assert row["ci_low"] < row["value"] < row["ci_high"]


def test_late_cases_nobody_can_date_must_not_tip_the_scale():
    found = measured("disputes_found", 2024, {"": 100})
    unsure = measures(measured("disputes_late", 2024, {"": (8, 12)}), found)
    assert verdict("mechanism_weak", table(), unsure)["reason"] == "approximate"
    sure = measures(measured("disputes_late", 2024, {"": (11, 14)}), found)
    assert verdict("mechanism_weak", table(), sure)["verdict"] == "支持"


def test_a_one_sided_rule_never_refutes():
    extra = measures(measured("cases_reversed", 2024, {"": 0}), measured("cases_decided", 2024, {"": 9}))
    row = verdict("decisions_reversed", table(), extra)
    assert (row["verdict"], row["reason"], row["certainty"]) == ("证据不足", "says_nothing", "")


def test_communities_known_only_from_below():
    reached = measured("communities_reached", 2024, {"": 7}, "个")
    eight = measures(reached, measured("communities", 2024, {"": (8, math.inf)}, "个"))
    assert verdict("publicity_narrow", table(), eight)["verdict"] == "支持"
    seven = measures(reached, measured("communities", 2024, {"": (7, math.inf)}, "个"))
    assert verdict("publicity_narrow", table(), seven)["verdict"] == "证据不足"


# ---------------------------------------------------------------------------------------------------- loads
def staff(cases_now, officers_now, cases_before=44, officers_before=7):
    rows = [record("enforcement_cases", y, n) for y, n in ((2024, cases_now), (2023, cases_before))]
    heads = ((2024, officers_now), (2023, officers_before))
    return table(*rows, *(record("enforcement_officers", y, n, measure="人", stock=True) for y, n in heads))


def test_load_per_head():
    row = verdict("staff_short", staff(52, 7))
    # A tenth more for each, which chance alone could bring: supported, and said to be weak.
    assert (row["verdict"], row["certainty"]) == ("支持", "within_chance")
    assert verdict("staff_short", staff(46, 7))["verdict"] == "不支持"
    assert verdict("staff_short", staff(120, 7))["certainty"] == "clear"
    assert verdict("staff_short", staff(44, 3))["verdict"] == "支持"


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 60), st.integers(1, 9))
def test_load_is_decided_by_the_ratio_alone(x1, t1, x0, t0):
    expected = "支持" if x1 * t0 * 10 >= 11 * x0 * t1 else "不支持"
    assert verdict("staff_short", staff(x1, t1, x0, t0))["verdict"] == expected


# ---------------------------------------------------------------------------------------------------- spread
SIZES = {"东": 2000, "南": 2000, "西": 2000, "北": 2000}


def places(counts):
    sizes = measured("households_by_community", 2024, SIZES, "户")
    return measures(measured("disputes_by_community", 2024, counts), sizes)


def test_places_out_of_proportion_to_their_size():
    row = verdict("uneven", table(), places({"东": 40, "南": 8, "西": 9, "北": 11}))
    assert (row["verdict"], row["certainty"]) == ("支持", "clear")
    assert row["size"] == pytest.approx((40 - 17) / 68)
    row = verdict("uneven", table(), places({"东": 20, "南": 15, "西": 16, "北": 17}))
    assert (row["verdict"], row["certainty"], row["size"]) == ("不支持", "within_chance", 0.0)


def test_cases_of_unknown_place_must_not_decide():
    even = {"东": 14, "南": 8, "西": 9, "北": 11}
    assert verdict("uneven", table(), places(even))["verdict"] == "不支持"
    assert verdict("uneven", table(), places(even | {"": 10}))["reason"] == "approximate"
    clear = {"东": 60, "南": 8, "西": 9, "北": 11, "": 2}
    assert verdict("uneven", table(), places(clear))["verdict"] == "支持"


def test_a_place_the_base_ledger_does_not_know_is_asked_about():
    assert verdict("uneven", table(), places({"东": 14, "老村": 9}))["reason"] == "unknown_part"


def test_departments_differ_only_beyond_chance():
    signed = measured("signed_by_department", 2024, {"甲办": 20, "乙办": 20})
    apart = measures(measured("reviewed_by_department", 2024, {"甲办": 20, "乙办": 8}), signed)
    assert verdict("uneven_departments", table(), apart)["verdict"] == "支持"
    alike = measures(measured("reviewed_by_department", 2024, {"甲办": 18, "乙办": 16}), signed)
    assert verdict("uneven_departments", table(), alike)["verdict"] == "不支持"


def supply(lectures):
    return measured("lectures_by_theme", 2024, lectures, "场")


def test_lectures_against_the_largest_need():
    need = measured("disputes_by_type", 2024, {"property": 24, "family": 10})
    none = measures(need, supply({"*": 12, "family": 6}))
    assert verdict("publicity_mismatch", table(), none)["verdict"] == "支持"
    enough = measures(need, supply({"*": 12, "property": 5}))
    assert verdict("publicity_mismatch", table(), enough)["verdict"] == "不支持"


def test_a_tie_of_needs_must_agree():
    tie = measured("disputes_by_type", 2024, {"property": 12, "family": 12})
    one_sided = measures(tie, supply({"*": 10, "family": 6}))
    assert verdict("publicity_mismatch", table(), one_sided)["reason"] == "approximate"
    unread = measured("disputes_by_type", 2024, {"property": 12, "family": 9, "": 4})
    assert (
        verdict("publicity_mismatch", table(), measures(unread, supply({"*": 10, "family": 6})))["verdict"]
        == "证据不足"
    )


# ---------------------------------------------------------------------------------------------------- stated texts
def test_stated_claims_come_first_in_the_order_of_the_report():
    texts = pd.DataFrame({"text": ["普法覆盖面不够", "干部法治意识不强", "绿化养护不及时"], "start": [10, 30, 50]})
    found = judge_claims(contracts(12, 15), OFFICE, 2024, texts)
    assert tuple(found.columns) == CLAIM_COLUMNS
    assert found["claim"].tolist()[:2] == ["publicity_narrow", "study_weak"]
    assert found["start"].tolist()[:2] == [10, 30]
    assert not found["stated"].iloc[2]
    stranger = found.iloc[-1]
    assert (stranger["claim"], stranger["reason"], stranger["text"]) == ("", "unknown_claim", "绿化养护不及时")


def test_claims_of_other_offices_and_years_are_set_aside():
    texts = pd.DataFrame({"office": ["乙街道", OFFICE], "year": [2024, 2023], "text": ["执法力量不足", "普法形式单一"]})
    assert not judge_claims(contracts(12, 15), OFFICE, 2024, texts)["stated"].any()


def test_an_office_without_figures_is_an_error():
    with pytest.raises(LawstatsError, match="乙街道"):
        judge_claims(contracts(12, 15), "乙街道", 2024)


def test_no_figure_no_verdict():
    """Whatever is unknown is never decided: with no figure of the year every claim stays open."""
    found = judge_claims(table(record("law_lectures", 2020, 3)), OFFICE, 2024)
    assert set(found["verdict"]) == {"证据不足"}
    assert found["collect"].map(len).min() > 0


def test_a_subdistrict_with_public_figures_only(root):
    """Three stated shortcomings, not one of them borne out or refuted by what is published; each says what would."""
    office = "曲靖市麒麟区白石江街道"
    records = load_records(root / "data" / "published")
    stated = pd.read_csv(root / "data" / "published" / "claims_baishijiang_2024.csv", encoding="utf-8-sig")
    found = judge_claims(records, office, 2024, stated)
    said = found[found["stated"]]
    assert said["claim"].tolist() == ["study_weak", "uneven_departments", "mechanism_weak"]
    assert set(said["verdict"]) == {"证据不足"}
    assert said["collect"].map(lambda items: any("台账" in item or "记录" in item for item in items)).all()
    assert said["missing"].map(len).min() > 0
    assert set(found["verdict"]) == {"证据不足"}


# ---------------------------------------------------------------------------------------------------- own claims
OWN = """
[ledgers]
hotline_calls = "热线工单台账：受理日期、办结日期"
hotline_answered = "热线工单台账：受理日期、办结日期"

[[claim]]
code = "hotline_slow"
name = "热线办理不及时"
says = ["热线…{lack}"]
rule = "below"
figures = ["hotline_answered", "hotline_calls"]
threshold = 0.9
basis = "按期办结不到九成的，支持"
"""


def test_an_office_adds_its_own_claim(tmp_path):
    file = tmp_path / "本单位不足.toml"
    file.write_text(OWN, encoding="utf-8")
    library = load_claims(file)
    assert library.recognise("热线办理不及时") == ("hotline_slow",)
    assert set(LIBRARY.claims) < set(library.claims)
    rows = table(record("hotline_answered", 2024, 40), record("hotline_calls", 2024, 80))
    assert verdict("hotline_slow", rows, library=library)["verdict"] == "支持"


COMPOSED = OWN.replace('says = ["热线…{lack}"]', 'about = "热线"\nside = "办理|答复"\nsigns = "石沉大海"')


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("热线办理不及时", True),
        ("不够及时的热线答复", True),  # either order
        ("热线件数多，答复滞后", True),  # what is spoken of holds for the next clause
        ("热线诉求石沉大海", True),
        ("热线经费不足", False),  # another side
        ("窗口答复滞后", False),  # nothing named it
        ("热线件数多，窗口台账登记不全，答复滞后", False),  # another thing named between
        ("热线答复不及时的问题，年内已整改", False),
        ("热线答复持续加快", False),
    ],
)
def test_a_composed_wording_needs_thing_side_and_lack(tmp_path, text, stated):
    file = tmp_path / "本单位不足.toml"
    file.write_text(COMPOSED, encoding="utf-8")
    assert ("hotline_slow" in load_claims(file).recognise(text)) is stated


def test_an_own_wording_wins_unless_it_says_otherwise(tmp_path):
    file = tmp_path / "本单位不足.toml"
    file.write_text(OWN.replace("热线…{lack}", "热线…人员…{lack}"), encoding="utf-8")
    text = "执法热线人员不足"
    assert LIBRARY.recognise(text) == ("staff_short",)
    assert load_claims(file).recognise(text) == ("hotline_slow",)
    file.write_text(OWN.replace('says = ["热线…{lack}"]', 'says = ["热线…人员…{lack}"]\nover = []'), encoding="utf-8")
    assert set(load_claims(file).recognise(text)) == {"hotline_slow", "staff_short"}


@pytest.mark.parametrize(
    ("change", "place", "found"),
    [
        (('rule = "below"', 'rule = "lower"'), "hotline_slow.rule", "lower"),
        (("threshold = 0.9\n", ""), "hotline_slow.threshold", "缺少必填的键"),
        (('["hotline_answered", "hotline_calls"]', '["hotline_answered"]'), "hotline_slow.figures", "hotline_answered"),
        (("hotline_answered = ", "hotline_answer = "), "hotline_slow.figures", "hotline_answered"),
        (("{lack}", "{lak}"), "hotline_slow.says", "lak"),
        (("热线…{lack}", "热线(…{lack}"), "hotline_slow.says", "写法"),
        (('name = "热线办理不及时"', "name = 3"), "hotline_slow.name", "3"),
        (("basis", "base"), "hotline_slow.base", "不认识的键"),
        (("threshold = 0.9", 'threshold = "九成"'), "hotline_slow.threshold", "九成"),
        (("threshold = 0.9", "threshold = 90"), "hotline_slow.threshold", "90"),  # per cent: it would always support
        (("threshold = 0.9", "threshold = -0.1"), "hotline_slow.threshold", "-0.1"),
        (("threshold = 0.9", "threshold = nan"), "hotline_slow.threshold", "nan"),
        (('rule = "below"', 'rule = "load_down"'), "hotline_slow.threshold", "0.9"),
        (('says = ["热线…{lack}"]', 'side = "办理"'), "hotline_slow.says", "[]"),
        (('says = ["热线…{lack}"]', 'says = ["热线"]\nside = "办理"'), "hotline_slow.about", "缺少必填的键"),
        (('says = ["热线…{lack}"]', 'about = "热线"\nside = "办(理"'), "hotline_slow.side", "写法"),
        (('says = ["热线…{lack}"]', 'about = "热线"\nlack = "{lak}"'), "hotline_slow.lack", "lak"),
        (('says = ["热线…{lack}"]', 'about = "热线"\nover = ["study_wek"]'), "hotline_slow.over", "study_wek"),
        (('says = ["热线…{lack}"]', 'about = "热线"\nrest = "是"'), "hotline_slow.rest", "是"),
        (("[[claim]]", "[[claims]]"), "claims", "不认识的项目"),
        (('code = "hotline_slow"', 'code = "热线"'), "code", "热线"),
    ],
)
def test_a_mistake_is_reported_with_file_key_and_reason(tmp_path, change, place, found):
    file = tmp_path / "本单位不足.toml"
    file.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(LawstatsError) as caught:
        load_claims(file)
    assert (caught.value.file, caught.value.place) == ("本单位不足.toml", place)
    assert found in caught.value.found
    assert caught.value.advice


def test_two_shortcomings_of_one_code_in_a_file_are_a_mistake_in_two_files_a_replacement(tmp_path):
    once, more = tmp_path / "一.toml", tmp_path / "二.toml"
    once.write_text(OWN, encoding="utf-8")
    more.write_text(OWN + OWN[OWN.index("[[claim]]") :], encoding="utf-8")
    with pytest.raises(LawstatsError, match="不能重复"):
        load_claims(more)
    assert load_claims(once, once).claims["hotline_slow"].name == "热线办理不及时"


def test_broken_toml_and_a_missing_file(tmp_path):
    file = tmp_path / "坏.toml"
    file.write_text("[[claim]\n", encoding="utf-8")
    with pytest.raises(LawstatsError, match=r"坏\.toml"):
        load_claims(file)
    with pytest.raises(LawstatsError, match="打不开"):
        load_claims(tmp_path / "没有.toml")


def fenced(root, language):
    text = (root / "docs" / "writing.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_manual_shows_a_file_that_works(root, tmp_path):
    (example,) = fenced(root, "toml")
    file = tmp_path / "本单位不足.toml"
    file.write_text(example, encoding="utf-8")
    library = load_claims(file)
    assert library.recognise("热线办理不够及时") == ("hotline_slow",)
    assert library.name_of("orders") == "热线工单"


# ---------------------------------------------------------------------------------------------------- figures
def screening(status, resolved):
    day = pd.Timestamp
    return pd.DataFrame(
        {
            "file": "排查.xlsx", "sheet": "2024年", "row": [3, 4, 5], "rows": ["3", "4", "5"], "heading_year": 2024,
            "screened_date": [day(2024, 1, 5), day(2024, 2, 5), day(2024, 3, 5)],
            "due_date": [day(2024, 2, 5), day(2024, 3, 5), day(2024, 4, 5)],
            "resolved_date": resolved, "status": status, "community": ["东社区", "南社区", "街道"],
            "dispute_type": ["property", "family", None],
        }
    )  # fmt: skip


def test_late_cases_are_counted_with_what_nobody_can_tell():
    day = pd.Timestamp
    cases = screening(["resolved", "unresolved", "resolved"], [day(2024, 2, 20), pd.NaT, pd.NaT])
    found = ledger_figures({"screening": cases}, OFFICE).set_index("indicator")
    late = found.loc["disputes_late"]
    assert (late["low"], late["high"], late["place"]) == (2, 3, "2024年!3-5行")
    in_time = found.loc["disputes_in_time"]
    assert (in_time["low"], in_time["high"]) == (0, 1)
    # The street itself is no community; there were at least the two named.
    assert (found.loc["communities", "low"], found.loc["communities", "high"]) == (2, math.inf)


def test_shares_and_parts_are_worked_out_where_nobody_stated_them():
    rows = contracts(12, 15)
    evidence = Evidence(rows, OFFICE, LIBRARY, measures(measured("disputes_by_type", 2024, {"property": 7, "": 2})))
    (rate,) = evidence.stated("reviewed_first_rate", 2024)
    assert (rate.value, rate.measure, rate.of[1].value) == (80.0, "%", 15.0)
    (part,) = evidence.stated("type_property", 2024)
    assert (part.low, part.high) == (7.0, 9.0)
    assert evidence.stated("reviewed_first_rate", 2023) == ()


def test_measures_without_their_columns_are_refused():
    with pytest.raises(LawstatsError, match="part"):
        judge_claims(
            contracts(12, 15),
            OFFICE,
            2024,
            None,
            pd.DataFrame({"office": [OFFICE], "year": [2024], "indicator": ["x"]}),
        )


def test_where_sources_differ_and_lead_to_the_same_the_reach_is_that_of_all():
    row = verdict(
        "review_formal",
        table(
            *(record("contracts_signed", 2024, n, source=s) for n, s in ((15, "甲"), (14, "乙"))),
            record("contracts_reviewed_first", 2024, 12),
        ),
    )
    assert (row["verdict"], row["low"], row["high"]) == ("支持", 12 / 15, 12 / 14)
    assert math.isnan(row["value"])
    assert row["size"] == pytest.approx(1 - 12 / 14)
    now = (record("law_study_sessions", 2024, n, measure="次", source=s) for n, s in ((6, "甲"), (7, "乙")))
    row = verdict("study_weak", table(*now, record("law_study_sessions", 2023, 9, measure="次")))
    assert (row["verdict"], row["low"], row["high"]) == ("支持", 6, 7)
    assert math.isnan(row["value"])
