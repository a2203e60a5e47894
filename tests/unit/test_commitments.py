"""Promises: kept only when every value says so, silent only when somebody looked, carried on from year to year."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.judging.commitments import COMMITMENT_COLUMNS, OUTCOMES, carry_forward, track_commitments
from lawstats.judging.evidence import MEASURE_COLUMNS
from lawstats.judging.mentions import about, alike, find_mentions
from lawstats.judging.standing import within_chance
from lawstats.judging.targets import check_targets
from lawstats.records import COLUMNS, empty, load_records

OFFICE = "甲街道"


def record(code, year, low, high=None, *, measure="次", source="", end=(12, 31), stock=False):
    high = low if high is None else high
    qualifier = "exact" if low == high else "at_least" if math.isinf(high) else "range"
    value = low if qualifier in ("exact", "at_least") else math.nan
    last = pd.Timestamp(year, *end)
    start = last if stock else pd.Timestamp(year, 1, 1)
    text = source or f"{year}年报告"
    return [OFFICE, year, code, value, low, high, qualifier, measure, start, last, text, "", "第1句", f"{low}{measure}"]


def table(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS) if rows else empty()


def promise(text, indicator="", target=math.nan, comparison=">=", measure="次", due_year=2024, **more):
    row = {"indicator": indicator or f"other:{text}", "text": text, "target": target, "comparison": comparison}
    return {**row, "measure": measure, "due_year": due_year, "office": OFFICE, **more}


def track(promises, records=None, said=None, **options):
    promises = [promises] if isinstance(promises, dict) else promises
    said = None if said is None else pd.DataFrame({"year": [2024], "text": [said]})
    records = table(record("law_meetings", 2024, 3)) if records is None else records
    return track_commitments(pd.DataFrame(promises), records, said, **options)


LECTURES = promise("全年法治讲座不少于8场", "law_lectures", 8.0, measure="场")


@pytest.mark.parametrize(
    ("low", "high", "outcome", "gap"),
    [
        (8, 8, "完成", 0.0),
        (9, 12, "完成", 0.0),
        (6, 6, "部分完成", 2.0),
        (0, 0, "未完成", 8.0),
        (5, 7, "部分完成", math.nan),
        (7, 8, "无法核实", math.nan),
        (0, 3, "无法核实", math.nan),
        (8, math.inf, "完成", 0.0),
        (2, math.inf, "无法核实", math.nan),
    ],
)
def test_a_floor_is_kept_only_if_every_value_keeps_it(low, high, outcome, gap):
    row = track(LECTURES, table(record("law_lectures", 2024, low, high, measure="场"))).iloc[0]
    assert row["outcome"] == outcome
    assert row["gap"] == pytest.approx(gap, nan_ok=True)
    assert (row["done_low"], row["done_high"]) == (low, high)


@pytest.mark.parametrize(("number", "outcome"), [(5, "完成"), (3, "完成"), (6, "未完成")])
def test_a_ceiling_has_no_halves(number, outcome):
    ceiling = promise("信访控制在5件以内", "petitions", 5.0, "<=", "件")
    assert track(ceiling, table(record("petitions", 2024, number, measure="件"))).iloc[0]["outcome"] == outcome


def test_a_ban_is_kept_at_nought_only():
    ban = promise("未经审查的合同不得签订", "petitions", 0.0, "==", "件")
    for number, outcome in ((0, "完成"), (2, "未完成")):
        assert track(ban, table(record("petitions", 2024, number, measure="件"))).iloc[0]["outcome"] == outcome


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 12), st.integers(0, 6))
def test_an_interval_agrees_with_each_of_its_values(low, width):
    """Whatever is said of the interval is what would be said of every number in it, or nothing is decided."""
    whole = track(LECTURES, table(record("law_lectures", 2024, low, low + width, measure="场"))).iloc[0]["outcome"]
    each = {
        track(LECTURES, table(record("law_lectures", 2024, n, measure="场"))).iloc[0]["outcome"]
        for n in (low, low + width)
    }
    assert whole in (each if len(each) == 1 else {"无法核实"})


def test_sources_that_disagree_decide_only_what_both_say():
    one, other = (
        record("law_lectures", 2024, 6, measure="场"),
        record("law_lectures", 2024, 9, measure="场", source="台账"),
    )
    row = track(LECTURES, table(one, other)).iloc[0]
    assert (row["outcome"], row["reason"]) == ("无法核实", "conflict")
    both = record("law_lectures", 2024, 9, measure="场"), record("law_lectures", 2024, 11, measure="场", source="台账")
    assert track(LECTURES, table(*both)).iloc[0]["outcome"] == "完成"


def test_part_of_a_year_may_be_enough_and_never_too_little():
    rows = table(record("law_lectures", 2024, 9, measure="场", end=(11, 30)))
    assert track(LECTURES, rows).iloc[0]["outcome"] == "完成"
    row = track(LECTURES, table(record("law_lectures", 2024, 5, measure="场", end=(11, 30)))).iloc[0]
    assert (row["outcome"], row["reason"]) == ("无法核实", "not_whole_year")


def test_a_year_that_is_not_over_has_no_outcome():
    row = track({**LECTURES, "due_year": 2025}, table(record("law_lectures", 2024, 5, measure="场"))).iloc[0]
    assert (row["outcome"], row["reason"]) == ("", "not_due")


def test_what_cannot_be_counted_cannot_be_checked():
    row = track(promise("进一步增强法治意识")).iloc[0]
    assert (row["outcome"], row["reason"]) == ("无法核实", "no_target")


# ------------------------------------------------------------------------------------------------- words of the report
DRILL = promise("组织模拟执法演练不少于2次", target=2.0)


@pytest.mark.parametrize(
    ("said", "outcome", "done"),
    [
        ("全年开展模拟执法演练2次。", "完成", 2),
        ("组织执法培训4次，开展模拟执法演练一次，复查合同3次。", "部分完成", 1),
        ("全年未组织模拟执法演练。", "未完成", 0),
        ("组织开展了模拟执法演练，效果较好。", "无法核实", math.nan),
        ("组织执法培训4次，召开会议2次。", "未提及", math.nan),
        ("下一步将组织模拟执法演练3次。", "未提及", math.nan),
    ],
)
def test_what_no_indicator_counts_is_looked_for_in_the_words(said, outcome, done):
    row = track(DRILL, said=said).iloc[0]
    assert row["outcome"] == outcome
    assert row["done"] == pytest.approx(done, nan_ok=True)
    if outcome in ("完成", "部分完成", "未完成"):
        assert "模拟执法演练" in row["done_evidence"]
        assert row["rows"]


def test_without_the_words_nobody_can_say_the_report_is_silent():
    row = track(DRILL).iloc[0]
    assert (row["outcome"], row["reason"]) == ("无法核实", "no_text")
    # An indicator is different: the whole report was read for it.
    assert track(LECTURES).iloc[0]["outcome"] == "未提及"


def test_a_number_in_another_measure_is_no_answer():
    row = track(DRILL, said="模拟执法演练参加人员40人。").iloc[0]
    assert (row["outcome"], row["reason"]) == ("无法核实", "no_number")


def test_next_years_promise_is_not_this_years_result():
    promises = [DRILL, promise("组织模拟执法演练4次", target=4.0, due_year=2025)]
    row = track(promises, said="2025年安排：组织模拟执法演练4次。").iloc[0]
    assert row["outcome"] == "未提及"


def test_words_are_matched_in_any_order():
    assert about("（三）每季度对已签合同复查1次") == "已签合同复查"
    assert alike("已签合同复查", "复查已签合同4次") > 0.6 > alike("调解员培训班", "组织执法培训5次")
    assert find_mentions("", "次", [("演练2次", "报告")], 2024) == []


# ------------------------------------------------------------------------------------------------- worked-out targets
def test_a_share_is_worked_out_from_its_two_figures():
    rows = table(
        record("contracts_signed", 2024, 15, measure="件"), record("contracts_reviewed_first", 2024, 12, measure="件")
    )
    row = track(promise("合同先审后签率达到100%", target=100.0, measure="%"), rows).iloc[0]
    assert (row["indicator"], row["done"], row["gap"], row["outcome"]) == (
        "reviewed_first_rate",
        80.0,
        20.0,
        "部分完成",
    )
    assert row["done_evidence"] == "12/15"


def test_coverage_is_not_the_number_of_communities():
    reached = pd.DataFrame(
        [[OFFICE, 2024, "communities_reached", "", 7, 7, 7, "个", "台账", "3-9行"]], columns=MEASURE_COLUMNS
    )
    rows = table(record("communities", 2024, 8, measure="个", stock=True))
    row = track(promise("普法活动覆盖全部8个社区", "communities", 8.0, measure="个"), rows, measures=reached).iloc[0]
    assert (row["indicator"], row["done"], row["outcome"]) == ("communities_reached", 7.0, "部分完成")


def test_for_each_community_is_multiplied_out():
    each = {**LECTURES, "text": "每个社区每季度法治讲座1场", "target": 4.0, "period": "每个社区每季度"}
    rows = [record("law_lectures", 2024, 28, measure="场"), record("communities", 2024, 7, measure="个", stock=True)]
    row = track(each, table(*rows)).iloc[0]
    assert (row["target"], row["outcome"]) == (28.0, "完成")
    assert track(each, table(rows[0])).iloc[0]["reason"] == "no_communities"


def test_a_promise_against_last_year_says_whether_it_could_be_luck():
    less = promise("矛盾纠纷比上年减少5%", "disputes_mediated", measure="%")
    before = record("disputes_mediated", 2023, 73, measure="件")
    row = track(less, table(before, record("disputes_mediated", 2024, 69, measure="件"))).iloc[0]
    assert (row["target"], row["outcome"], row["certainty"]) == (pytest.approx(69.35), "完成", "within_chance")
    row = track(less, table(before, record("disputes_mediated", 2024, 30, measure="件"))).iloc[0]
    assert (row["outcome"], row["certainty"]) == ("完成", "clear")
    assert track(less, table(record("disputes_mediated", 2024, 30, measure="件"))).iloc[0]["reason"] == "no_base"


def test_targets_inside_chance_are_flagged_before_they_are_signed():
    rows = table(record("disputes_mediated", 2024, 73, measure="件"), record("law_lectures", 2024, 8, measure="场"))
    drafted = pd.DataFrame(
        [
            promise("矛盾纠纷比上年减少5%", "disputes_mediated", due_year=2025),
            promise("矛盾纠纷控制在40件以内", "disputes_mediated", 40.0, "<=", "件", 2025),
            promise("全年法治讲座不少于9场", "law_lectures", 9.0, measure="场", due_year=2025),
            promise("每周推送短视频", target=52.0, due_year=2025),
            promise("持续改进工作", due_year=2025),
        ]
    )
    found = check_targets(drafted, rows, OFFICE)
    assert found["testable"].tolist() == [False, True, True, False, False]
    assert found["reason"].tolist() == ["inside_chance", "", "", "no_figure", "no_target"]
    assert found.loc[0, ["baseline", "detect_fall", "detect_rise"]].tolist() == [73.0, 43.0, 111.0]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_target_outside_chance_is_a_clear_change_by_the_verdict_rules(before, target):
    from lawstats.judging.outcomes import certainty_of
    from lawstats.judging.rates import rate_ratio_test

    clear = certainty_of(float(rate_ratio_test(target, 1, before, 1).p_value), 0.05) == "clear"
    assert within_chance("event", before, target) == (not clear and before != target)


# ------------------------------------------------------------------------------------------------- year after year
def outcomes(*rows):
    blank = dict.fromkeys(COMMITMENT_COLUMNS, "") | {"office": OFFICE}
    made = [(year, text, code or f"other:{text}", outcome) for year, text, code, outcome in rows]
    return pd.DataFrame(
        [blank | {"year": y, "due_year": y + 1, "text": t, "indicator": c, "outcome": o} for y, t, c, o in made]
    )


def test_promises_are_carried_from_year_to_year():
    found = carry_forward(
        outcomes(
            (2021, "组织模拟执法演练2次", "", "部分完成"),
            (2021, "集中学法8次", "law_study_sessions", "完成"),
            (2022, "开展模拟执法演练不少于1次", "", "未完成"),
            (2022, "举办培训班2期", "", "未提及"),
            (2023, "模拟执法演练2次", "", ""),
            (2023, "集中学法不少于9次", "law_study_sessions", "完成"),
        )
    )
    assert found["thread"].tolist() == [1, 1, 1, 2, 2, 3]
    assert found["missed"].tolist() == [1, 2, 0, 0, 0, 1]
    assert found["state"].tolist() == ["续列", "续列", "未到期", "已兑现", "已兑现", "未再列入"]


def test_offices_are_not_mixed():
    rows = outcomes(
        (2021, "集中学法8次", "law_study_sessions", "未完成"), (2022, "集中学法9次", "law_study_sessions", "")
    )
    rows.loc[1, "office"] = "乙街道"
    assert dict(carry_forward(rows)[["office", "state"]].to_numpy()) == {OFFICE: "未再列入", "乙街道": "未到期"}


# ------------------------------------------------------------------------------------------------- the published office
def test_a_subdistrict_keeps_its_promises_open_until_there_are_figures(root):
    records = load_records(root / "data" / "published")
    made = pd.read_csv(root / "data" / "published" / "commitments_baishijiang_2024.csv", encoding="utf-8-sig")
    assert set(track_commitments(made, records)["reason"]) == {"not_due"}
    late = track_commitments(made, records, as_of=2025)
    assert set(late["outcome"]) == {"无法核实"}
    assert set(late["reason"]) == {"no_year"}


def test_errors_say_what_is_missing():
    with pytest.raises(LawstatsError, match="due_year"):
        track_commitments(
            pd.DataFrame([promise("甲")]).drop(columns="due_year"), table(record("law_meetings", 2024, 3))
        )
    two = table(record("law_meetings", 2024, 3), ["乙街道", *record("law_meetings", 2024, 3)[1:]])
    with pytest.raises(LawstatsError, match="不知是谁"):
        track_commitments(pd.DataFrame([promise("甲")]).drop(columns="office"), two)
    with pytest.raises(LawstatsError, match="text"):
        track_commitments(pd.DataFrame([DRILL]), table(record("law_meetings", 2024, 3)), pd.DataFrame({"year": [2024]}))


def test_nothing_promised_nothing_tracked():
    found = track_commitments(pd.DataFrame([LECTURES])[:0], table(record("law_meetings", 2024, 3)))
    assert (len(found), tuple(found.columns)) == (0, COMMITMENT_COLUMNS)
    assert len(set(OUTCOMES)) == 5


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("法治讲座比上年增加3场", 9.0),
        ("在上年基础上增加法治讲座3场", 9.0),
        ("法治讲座同比增加3场", 9.0),
        ("与去年相比增加法治讲座3场", 9.0),
        ("法治讲座较上一年度至少增加3场", 9.0),
        ("法治讲座较2022年增长50%", 6.0),
        ("法治讲座比上年提高至少3场", 9.0),
        ("法治讲座比上年增加到3场", 3.0),
        ("在2024年增加法治讲座3场", 3.0),
    ],
)
def test_an_increase_starts_from_the_year_it_names_and_is_not_the_amount_itself(text, target):
    rows = [record("law_lectures", year, n, measure="场") for year, n in ((2022, 4), (2023, 6), (2024, 8))]
    row = track(promise(text, "law_lectures", 3.0, measure="场"), table(*rows)).iloc[0]
    assert row["target"] == target
    assert row["outcome"] == ("完成" if target <= 8 else "部分完成")


def test_an_increase_of_ten_thousand_is_not_one_of_one():
    more = promise("宣传资料比上年增加1万份", "publicity_materials", 10_000.0, measure="份")
    rows = [record("publicity_materials", year, n, measure="份") for year, n in ((2023, 40_000), (2024, 45_000))]
    row = track(more, table(*rows)).iloc[0]
    assert (row["target"], row["gap"], row["outcome"]) == (50_000, 5_000, "部分完成")
    funds = promise("普法经费比上年增加2万元", "law_funding", 2.0, measure="万元")
    rows = [record("law_funding", year, n, measure="万元") for year, n in ((2023, 10), (2024, 12))]
    assert track(funds, table(*rows)).iloc[0]["target"] == 12


def test_falling_below_the_year_it_starts_from_is_no_part_of_an_increase():
    more = promise("法治讲座比上年增加3场", "law_lectures", 3.0, measure="场")
    for done, outcome in ((5, "未完成"), (6, "未完成"), (7, "部分完成"), (9, "完成")):
        rows = [record("law_lectures", year, n, measure="场") for year, n in ((2023, 6), (2024, done))]
        assert track(more, table(*rows)).iloc[0]["outcome"] == outcome, done


@pytest.mark.parametrize(
    ("done", "outcome", "reason"), [(50, "完成", ""), (70, "无法核实", "approximate"), (90, "未完成", "")]
)
def test_against_an_approximate_year_the_answer_holds_for_all_it_admits(done, outcome, reason):
    less = promise("矛盾纠纷比上年减少5%", "disputes_mediated", measure="%")
    before = record("disputes_mediated", 2023, 70, 79, measure="件")
    row = track(less, table(before, record("disputes_mediated", 2024, done, measure="件"))).iloc[0]
    assert (row["outcome"], row["reason"]) == (outcome, reason)
    assert math.isnan(row["target"])


@pytest.mark.parametrize(
    ("comparison", "target", "part", "outcome"),
    [("<=", 5.0, 8, "未完成"), ("<=", 5.0, 3, "无法核实"), ("==", 0.0, 1, "未完成"), ("==", 0.0, 0, "无法核实")],
)
def test_part_of_a_year_can_already_be_too_many(comparison, target, part, outcome):
    ceiling = promise("信访件控制好", "petitions", target, comparison, "件")
    row = track(ceiling, table(record("petitions", 2024, part, measure="件", end=(9, 30)))).iloc[0]
    assert row["outcome"] == outcome
