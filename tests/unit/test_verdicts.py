"""Verdicts on records: the gate, the rules in their order, breaks and conflicts, trends, earlier years, offices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.errors import LawstatsError
from lawstats.indicators import Indicator, Vocabulary
from lawstats.judging.dispersion import p_with_phi
from lawstats.judging.rates import rate_ratio_test
from lawstats.judging.rules import judge
from lawstats.judging.verdicts import COLUMNS, against_earlier, compare_offices, compare_years, trend
from lawstats.records import COLUMNS as RECORD_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICE = "甲街道"
KINDS = {
    **{f"event_{letter}": "event" for letter in "abcdefghij"},
    "meetings": "planned",
    "people": "stock",
    "leaflets": "bulk",
    "rate": "rate",
    "solved": "event",
    "handled": "event",
}


def _indicator(code: str, kind: str) -> Indicator:
    return Indicator(code, f"指标{code}", code, ("%",) if kind == "rate" else ("件",), "", kind, "neutral")


WORDS = Vocabulary({code: _indicator(code, kind) for code, kind in KINDS.items()})
STOCKS = ("people",)


def row(
    code: str, year: int, value: float | tuple[float, float], qualifier: str = "exact", **changes: Any
) -> list[Any]:
    low, high = value if isinstance(value, tuple) else (value, value)
    qualifier = "range" if low < high and qualifier == "exact" else qualifier
    stated = math.nan if qualifier in ("range", "vague") else high if qualifier in ("under", "at_most") else low
    day = pd.Timestamp(year, 12, 31)
    cells = {
        "office": OFFICE,
        "year": year,
        "indicator": code,
        "value": float(stated),
        "low": float(low),
        "high": float(high),
        "qualifier": qualifier,
        "measure": "%" if KINDS.get(code) == "rate" else "件",
        "period_start": day if code in STOCKS else pd.Timestamp(year, 1, 1),
        "period_end": day,
        "source": f"{year}年报告",
        "link": "",
        "place": "第1句",
        "evidence": "",
    } | changes
    return [cells[name] for name in RECORD_COLUMNS]


def table(*rows: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(RECORD_COLUMNS))


def pair(now: Any, before: Any, code: str = "event_a", q_now: str = "exact", q_before: str = "exact") -> pd.DataFrame:
    return table(row(code, 2024, now, q_now), row(code, 2023, before, q_before))


def judged(records: pd.DataFrame, **options: Any) -> pd.Series:
    found = compare_years(records, 2024, vocabulary=WORDS, **options)
    return found.iloc[0]


def _each_alone(now: Any, before: Any, now_high: Any = None, before_high: Any = None) -> pd.DataFrame:
    """Judge many pairs, each a report of its own."""
    cases = pd.DataFrame({"now_low": now, "before_low": before}).assign(
        now_high=now if now_high is None else now_high,
        before_high=before if before_high is None else before_high,
        **dict.fromkeys(("t1_low", "t1_high", "t0_low", "t0_high"), 1.0),
        **dict.fromkeys(("n1", "n0", "phi", "phi_df"), math.nan),
        kind="event",
        reason="",
    )
    return judge(cases.assign(family=cases.index))


def breaks(*rows: tuple[str, str, int, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [[*cells, "来源", ""] for cells in rows], columns=["office", "indicator", "year", "reason", "source", "link"]
    )


class TestRules:
    #: The worked examples of statistics.md section 2, equal exposure, dispersion unknown.
    WORKED = (
        (73, 51, "可能上升"),
        (73, 60, "未见明显变化"),
        (73, 40, "明显上升"),
        (19, 12, "未见明显变化"),
        (19, 7, "可能上升"),
        (7, 5, "未见明显变化"),
        (0, 0, "数据不足"),
        (1, 0, "数据不足"),
        (0, 4, "数据不足"),
        (0, 5, "可能下降"),
        (8, 0, "明显上升"),
        (0, 10, "明显下降"),
        (1000, 1000, "基本持平"),
        (219, 219, "基本持平"),
        (218, 218, "未见明显变化"),
        (2300, 2100, "小幅上升"),
        (2100, 2300, "小幅下降"),
    )

    @pytest.mark.parametrize(("now", "before", "verdict"), WORKED)
    def test_worked_examples(self, now: int, before: int, verdict: str) -> None:
        assert judged(pair(now, before))["verdict"] == verdict

    @pytest.mark.parametrize(
        ("now", "q_now", "before", "q_before", "verdict", "reason"),
        [
            ((40_000, 49_999), "over", (40_000, 49_999), "over", "无法判断", "approximate"),
            ((120, 129), "over", 60, "exact", "明显上升", ""),
            ((60, math.inf), "at_least", 50, "exact", "无法判断", "open_end"),
            ((200, math.inf), "at_least", 50, "exact", "明显上升", ""),
            ((0, 10), "at_most", 60, "exact", "明显下降", ""),
            ((70, 75), "range", 72, "exact", "未见明显变化", "within_chance"),
            ((3, 3), "about", (2.5, 3.5), "about", "未见明显变化", "within_chance"),
        ],
    )
    def test_approximate_counts(
        self, now: Any, q_now: str, before: Any, q_before: str, verdict: str, reason: str
    ) -> None:
        found = judged(pair(now, before, "event_a", q_now, q_before))
        assert (found["verdict"], found["reason"]) == (verdict, reason)

    def test_a_claim_on_intervals_holds_at_random_points_inside(self) -> None:
        rng = np.random.default_rng(7)
        now, before = rng.integers(0, 150, (2, 2000))
        ends = now, now + rng.integers(0, 40, 2000), before, before + rng.integers(0, 40, 2000)
        verdict = _each_alone(ends[0], ends[2], ends[1], ends[3])["verdict"].str
        for _ in range(20):
            x1, x0 = rng.integers(ends[0], ends[1] + 1), rng.integers(ends[2], ends[3] + 1)
            p = np.asarray(rate_ratio_test(x1, 1, x0, 1).p_value)
            clear, likely = verdict[:2].isin(["明显", "小幅"]), verdict[:2] == "可能"
            assert (np.asarray(p_with_phi(p, 2))[clear] < 0.05).all()
            assert (p[clear | likely] < 0.05).all()
            assert ((x1 > x0) == verdict.endswith("上升"))[clear | likely].all()
        assert clear.sum() > 100
        assert (verdict[:] == "无法判断").sum() > 100

    def test_changing_the_years_about_changes_the_direction_only(self) -> None:
        rng = np.random.default_rng(6)
        one, other = rng.integers(0, 400, 500), rng.integers(0, 400, 500)
        forth, back = (_each_alone(now, before) for now, before in ((one, other), (other, one)))
        assert forth["p_value"].to_numpy() == pytest.approx(back["p_value"].to_numpy(), nan_ok=True)
        turned = {"上升": "下降", "下降": "上升"}
        mirrored = [word[:2] + turned.get(word[2:], word[2:]) for word in forth["verdict"]]
        assert mirrored == back["verdict"].tolist()
        assert forth["verdict"].nunique() >= 6

    def test_phi_break_tells_clear_from_likely(self) -> None:
        assert judged(pair(73, 40))["phi_break"] > 2
        assert 1 < judged(pair(73, 51))["phi_break"] < 2
        assert judged(pair(73, 60))["phi_break"] < 1

    def test_known_dispersion_decides_alone(self) -> None:
        assert judged(pair(73, 51), phi=1.0)["verdict"] == "明显上升"
        found = judged(pair(73, 40), phi=3.0)
        assert (found["verdict"], found["phi"], found["phi_source"]) == ("未见明显变化", 3.0, "given")
        assert math.isnan(found["phi_break"])
        assert found["ci_low"] < 1 < found["ci_high"]  # the interval widens with it

    def test_exactly_ten_percent_is_clear(self) -> None:
        assert judged(pair(22_000, 20_000))["verdict"] == "明显上升"
        assert judged(pair(21_999, 20_000))["verdict"] == "小幅上升"
        assert judged(pair(18_000, 20_000))["verdict"] == "明显下降"
        assert judged(pair(18_001, 20_000))["verdict"] == "小幅下降"


class TestGate:
    def test_kinds_that_are_not_tested_still_show_their_numbers(self) -> None:
        records = table(
            *(row(code, year, n) for code in ("meetings", "people", "leaflets") for year, n in ((2024, 9), (2023, 4)))
        )
        found = compare_years(records, 2024, vocabulary=WORDS)
        assert found["verdict"].tolist() == ["不作检验"] * 3
        assert set(found["reason"]) == {"planned", "stock", "bulk"}
        assert found["change"].tolist() == [5.0] * 3
        assert found["p_value"].isna().all()

    def test_a_batch_size_opens_bulk_counts_and_nothing_else(self) -> None:
        assert judged(pair(41_000, 40_000, "leaflets"), phi={"leaflets": 500.0})["verdict"] == "未见明显变化"
        assert judged(pair(41_000, 40_000, "leaflets"), phi={"leaflets": 1.0})["verdict"] == "小幅上升"
        assert judged(pair(9, 4, "meetings"), phi={"meetings": 1.0})["verdict"] == "不作检验"
        assert judged(pair(41_000, 40_000, "leaflets"), phi={"event_a": 2.0})["verdict"] == "不作检验"

    def test_an_unknown_code_is_not_tested(self) -> None:
        found = judged(pair(73, 40, "something_else"))
        assert (found["verdict"], found["reason"], found["name"]) == ("不作检验", "unknown_kind", "something_else")


class TestWhatIsMissing:
    def test_missing_is_never_zero(self) -> None:
        records = table(row("event_a", 2024, 30), row("event_b", 2023, 30), row("event_b", 2024, 31))
        found = compare_years(records, 2024, vocabulary=WORDS).set_index("indicator")
        assert found.loc["event_a", ["verdict", "reason"]].tolist() == ["数据不足", "missing_base"]
        assert math.isnan(found.loc["event_a", "base_value"])

    def test_part_of_a_year_is_no_year(self) -> None:
        eleven_months = row("event_a", 2024, 60, period_end=pd.Timestamp(2024, 11, 30))
        found = judged(table(eleven_months, row("event_a", 2023, 30)))
        assert (found["verdict"], found["reason"]) == ("数据不足", "not_whole_year")
        assert found["detail"] == "2024-01-01至2024-11-30"
        assert math.isnan(found["value"])

    def test_two_sources_that_contradict_each_other(self) -> None:
        records = table(
            row("event_a", 2024, 60, source="甲"), row("event_a", 2024, 71, source="乙"), row("event_a", 2023, 30)
        )
        found = judged(records)
        assert (found["verdict"], found["reason"]) == ("数据不足", "conflict")
        assert found["detail"] in ("71件（乙）；60件（甲）", "60件（甲）；71件（乙）")

    def test_two_sources_that_agree_give_the_sharper_figure(self) -> None:
        records = table(
            row("event_a", 2024, (60, 69), "over"), row("event_a", 2024, 64, source="台账"), row("event_a", 2023, 30)
        )
        found = judged(records)
        assert (found["value"], found["qualifier"], found["source"]) == (64.0, "exact", "台账")

    def test_a_break_stops_the_comparison(self) -> None:
        records = pair(73, 40)
        for cut in (
            breaks((OFFICE, "event_a", 2024, "换系统")),
            breaks(("*", "*", 2024, "换系统")),
        ):
            found = judged(records, breaks=cut)
            assert (found["verdict"], found["reason"], found["detail"]) == ("数据不足", "break", "换系统")
        for cut in (
            breaks((OFFICE, "event_a", 2023, "早已换")),
            breaks((OFFICE, "event_a", 2025, "以后换")),
            breaks((OFFICE, "event_b", 2024, "别的指标")),
            breaks(("乙街道", "*", 2024, "别的机关")),
        ):
            assert judged(records, breaks=cut)["verdict"] == "明显上升"

    def test_another_measure_is_another_thing(self) -> None:
        records = table(row("event_a", 2024, 73, measure="人次"), row("event_a", 2023, 40))
        assert judged(records)["reason"] == "measure"
        assert judged(table(row("event_a", 2024, 73, measure="起"), row("event_a", 2023, 40)))["verdict"] == "明显上升"

    def test_half_an_event_is_no_count(self) -> None:
        found = judged(pair(7.5, 3))
        assert (found["verdict"], found["reason"]) == ("数据不足", "not_a_count")

    def test_rounding_noise_of_figures_in_ten_thousands_is_forgiven(self) -> None:
        assert judged(pair(314.1 * 10_000, 280.3 * 10_000))["verdict"] == "明显上升"

    def test_no_earlier_year(self) -> None:
        found = judged(table(row("event_a", 2024, 73)))
        assert (found["verdict"], found["reason"]) == ("数据不足", "no_base_year")
        assert pd.isna(found["base_year"])

    def test_open_ends_when_the_digit_reading_is_not_assumed(self) -> None:
        records = pair((120, 129), (60, 69), "event_a", "over", "over")
        assert judged(records)["verdict"] == "明显上升"
        assert judged(records, assume_digit=False)["verdict"] == "无法判断"

    def test_nothing_on_record(self) -> None:
        with pytest.raises(LawstatsError, match="没有2030年的数字"):
            compare_years(pair(3, 4), 2030, vocabulary=WORDS)
        with pytest.raises(LawstatsError, match="没有“乙街道”"):
            compare_years(pair(3, 4), 2024, office="乙街道", vocabulary=WORDS)
        with pytest.raises(LawstatsError, match="不早于"):
            compare_years(pair(3, 4), 2024, 2024, vocabulary=WORDS)
        with pytest.raises(LawstatsError, match="缺少列"):
            compare_years(pd.DataFrame({"office": []}), 2024, vocabulary=WORDS)


class TestBaseYear:
    def test_latest_earlier_year_of_the_office(self) -> None:
        records = table(*(row("event_a", year, n) for year, n in ((2020, 10), (2022, 40), (2024, 73), (2025, 80))))
        assert judged(records)["base_year"] == 2022
        assert judged(records, base_year=2020)["base_value"] == 10

    def test_one_base_year_for_the_whole_report(self) -> None:
        records = table(
            row("event_a", 2023, 3), row("event_a", 2024, 4), row("event_b", 2022, 40), row("event_b", 2024, 73)
        )
        found = compare_years(records, 2024, vocabulary=WORDS).set_index("indicator")
        assert set(found["base_year"]) == {2023}
        assert found.loc["event_b", "reason"] == "missing_base"


class TestExposure:
    RECORDS = (row("event_a", 2024, 73), row("event_a", 2023, 51), row("people", 2024, 60), row("people", 2023, 40))

    def test_rates_per_exposure(self) -> None:
        found = compare_years(table(*self.RECORDS), 2024, vocabulary=WORDS, exposure="people").iloc[0]
        assert found["ratio"] == pytest.approx(73 / 60 / (51 / 40))
        assert (found["exposure"], found["base_exposure"], found["per"]) == (60, 40, "people")
        assert found["p_value"] == pytest.approx(rate_ratio_test(73, 60, 51, 40).p_value)

    def test_missing_zero_or_broken_exposure(self) -> None:
        for records, options in (
            (self.RECORDS[:3], {}),
            ((*self.RECORDS[:3], row("people", 2023, 0)), {}),
            (self.RECORDS, {"breaks": breaks((OFFICE, "people", 2024, "网格重划"))}),
        ):
            found = compare_years(table(*records), 2024, vocabulary=WORDS, exposure="people", **options).iloc[0]
            assert found["verdict"] == "数据不足"
            assert found["reason"] in ("missing_exposure", "break")

    def test_an_approximate_exposure_weakens_the_claim(self) -> None:
        sharp = compare_years(
            table(row("event_a", 2024, 73), row("event_a", 2023, 40), row("people", 2024, 50), row("people", 2023, 50)),
            2024, vocabulary=WORDS, exposure="people",
        ).iloc[0]  # fmt: skip
        vague = compare_years(
            table(
                row("event_a", 2024, 73), row("event_a", 2023, 40),
                row("people", 2024, (50, 59), "over"), row("people", 2023, (41, 50), "under"),
            ),
            2024, vocabulary=WORDS, exposure="people",
        ).iloc[0]  # fmt: skip
        assert sharp["verdict"] == "明显上升"
        assert vague["p_value"] > sharp["p_value"]
        assert vague["verdict"] == "无法判断"


PARTS = {"rate": ("solved", "handled")}


class TestRates:
    @staticmethod
    def records(now: tuple[int, int], before: tuple[int, int], *stated: list[Any]) -> pd.DataFrame:
        return table(
            *stated,
            *(
                row(code, year, n)
                for year, counts in ((2024, now), (2023, before))
                for code, n in zip(("solved", "handled"), counts, strict=True)
            ),
        )

    def found(self, records: pd.DataFrame) -> pd.Series:
        whole = compare_years(records, 2024, vocabulary=WORDS, denominators=PARTS)
        return whole.set_index("indicator").loc["rate"]

    def stated(self, now: float, before: float) -> tuple[list[Any], list[Any]]:
        return row("rate", 2024, now), row("rate", 2023, before)

    def test_ten_of_ten_against_eight_of_ten(self) -> None:
        found = self.found(self.records((10, 10), (8, 10), *self.stated(100, 80)))
        assert found["verdict"] == "未见明显变化"
        assert (found["ci_low"], found["ci_high"]) == pytest.approx((-11.2, 51.0), abs=0.05)
        assert found["numerator"] == 10

    def test_clear_small_and_too_few(self) -> None:
        clear = self.found(self.records((95, 100), (70, 100), *self.stated(95, 70)))
        assert clear["verdict"] == "明显上升"
        small = self.found(self.records((9_800, 10_000), (9_500, 10_000), *self.stated(98, 95)))
        assert small["verdict"] == "小幅上升"
        few = self.found(self.records((1, 1), (0, 1), *self.stated(100, 0)))
        assert (few["verdict"], few["reason"]) == ("数据不足", "small_total")

    def test_without_denominators_a_percentage_is_only_printed(self) -> None:
        found = judged(table(*self.stated(100, 80)))
        assert (found["verdict"], found["reason"]) == ("数据不足", "missing_denominator")

    def test_a_stated_rate_must_fit_its_parts(self) -> None:
        found = self.found(self.records((12, 14), (8, 10), *self.stated(100, 80)))
        assert (found["verdict"], found["reason"]) == ("数据不足", "rate_disagrees")
        rounded = self.found(self.records((12, 14), (8, 10), *self.stated(86, 80)))
        assert rounded["reason"] != "rate_disagrees"

    def test_more_successes_than_cases_is_no_rate(self) -> None:
        found = self.found(self.records((12, 10), (8, 10), *self.stated(100, 80)))
        assert found["reason"] == "missing_denominator"

    def test_a_rate_nobody_stated_is_worked_out(self) -> None:
        found = self.found(self.records((10, 10), (8, 10), row("rate", 2023, 80)))
        assert found["value"] == 100.0


class TestSeveral:
    def test_holm_over_what_was_tested_in_one_report(self) -> None:
        weak = [row("event_a", 2024, 73), row("event_a", 2023, 51)]
        assert judged(table(*weak))["verdict"] == "可能上升"
        quiet = [row(f"event_{x}", year, 50) for x in "bcd" for year in (2023, 2024)]
        found = compare_years(table(*weak, *quiet), 2024, vocabulary=WORDS)
        assert found["tests"].tolist() == [4] * 4
        assert found.iloc[0][["verdict", "reason"]].tolist() == ["未见明显变化", "lost_to_holm"]
        assert found.iloc[0]["p_adjusted"] == pytest.approx(4 * found.iloc[0]["p_value"])

    def test_what_is_not_tested_does_not_count(self) -> None:
        rest = [row(code, year, 2) for code in ("event_b", "meetings", "people") for year in (2023, 2024)]
        found = compare_years(table(row("event_a", 2024, 73), row("event_a", 2023, 51), *rest), 2024, vocabulary=WORDS)
        assert found.iloc[0]["verdict"] == "可能上升"
        assert found.iloc[0]["tests"] == 1

    def test_each_office_is_its_own_report_and_none_is_ranked(self) -> None:
        rows = [
            row("event_a", year, n, office=office)
            for office, counts in (("甲街道", (51, 73)), ("乙街道", (40, 45)), ("丙街道", (90, 20)))
            for year, n in zip((2023, 2024), counts, strict=True)
        ]
        found = compare_years(table(*rows), 2024, vocabulary=WORDS)
        assert found["office"].tolist() == sorted(found["office"])
        assert found.set_index("office")["verdict"]["甲街道"] == "可能上升"
        assert set(found["tests"]) == {1}
        assert len(compare_years(table(*rows), 2024, office="乙街道", vocabulary=WORDS)) == 1

    @settings(deadline=None, max_examples=15)
    @given(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), min_size=2, max_size=6))
    def test_clear_is_significant_at_twice_the_dispersion(self, counts: list[tuple[int, int]]) -> None:
        rows = [
            row(f"event_{letter}", year, n)
            for letter, both in zip("abcdef", counts, strict=False)
            for year, n in zip((2024, 2023), both, strict=True)
        ]
        found = compare_years(table(*rows), 2024, vocabulary=WORDS)
        decided = found[found["p_value"].notna()]
        claims = decided["verdict"].str[:2].isin(["明显", "小幅"])
        assert (claims == (decided["phi_break"] > 2)).all()
        assert (decided.loc[claims, "p_adjusted"] < 0.05).all()

    def test_every_row_has_every_column(self) -> None:
        assert tuple(compare_years(pair(3, 4), 2024, vocabulary=WORDS).columns) == COLUMNS


class TestDispersion:
    def history(self, wild: bool) -> list[list[Any]]:
        level = [20, 60, 25, 70, 22, 65] if wild else [40, 44, 38, 41, 43, 39]
        return [row(f"event_{x}", 2018 + i, n) for x in "ab" for i, n in enumerate(level)]

    def test_earlier_years_show_it(self) -> None:
        wild = [*self.history(wild=True), row("event_a", 2024, 100), row("event_b", 2024, 66)]
        found = compare_years(table(*wild), 2024, vocabulary=WORDS).iloc[0]
        assert (found["phi_source"], found["phi_df"]) == ("estimated", 8.0)
        assert found["phi"] > 5
        assert found["verdict"] == "未见明显变化"
        calm = [*self.history(wild=False), row("event_a", 2024, 100), row("event_b", 2024, 39)]
        found = compare_years(table(*calm), 2024, vocabulary=WORDS).iloc[0]
        assert (found["phi"], found["verdict"]) == (1.0, "明显上升")

    def test_it_can_be_refused_and_needs_enough_years(self) -> None:
        wild = [*self.history(wild=True), row("event_a", 2024, 130), row("event_b", 2024, 66)]
        found = compare_years(table(*wild), 2024, vocabulary=WORDS, phi="unknown").iloc[0]
        assert (found["phi_source"], found["verdict"]) == ("unknown", "明显上升")
        short = [r for r in wild if r[2] == "event_a" or r[1] == 2024]
        assert compare_years(table(*short), 2024, vocabulary=WORDS).iloc[0]["phi_source"] == "unknown"

    def test_the_year_under_judgement_does_not_judge_itself(self) -> None:
        one = [*self.history(wild=False), row("event_a", 2024, 100)]
        other = [*self.history(wild=False), row("event_a", 2024, 900)]
        phis = [compare_years(table(*rows), 2024, vocabulary=WORDS).iloc[0]["phi"] for rows in (one, other)]
        assert phis[0] == phis[1]

    def test_one_given_leaves_the_others_to_their_history(self) -> None:
        wild = [*self.history(wild=True), row("event_a", 2024, 100), row("event_b", 2024, 66)]
        found = compare_years(table(*wild), 2024, vocabulary=WORDS, phi={"event_a": 1.5})
        assert found["phi_source"].tolist() == ["given", "estimated"]

    def test_scatter_is_not_taken_across_a_break(self) -> None:
        stepped = [row(f"event_{x}", 2014 + i, n) for x in "ab" for i, n in enumerate([20] * 5 + [80] * 5)]
        records = table(*stepped, row("event_a", 2024, 82))
        cut = breaks((OFFICE, "*", 2019, "换系统"))
        assert compare_years(records, 2024, vocabulary=WORDS).iloc[0]["phi"] > 2
        assert compare_years(records, 2024, vocabulary=WORDS, breaks=cut).iloc[0]["phi"] == 1.0


class TestAgainstEarlier:
    def series(self, counts: Sequence[float], code: str = "event_a") -> pd.DataFrame:
        return table(*(row(code, 2024 - len(counts) + 1 + i, n) for i, n in enumerate(counts)))

    def test_pooled_years(self) -> None:
        found = against_earlier(self.series([20, 26, 31, 24, 50]), 2024, vocabulary=WORDS).iloc[0]
        assert (found["base_from"], found["base_year"], found["base_count"], found["base_value"]) == (
            2020,
            2023,
            4,
            101,
        )
        assert found["p_value"] == pytest.approx(rate_ratio_test(50, 1, 101, 4).p_value)
        assert found["verdict"] == "明显上升"

    def test_two_earlier_years_are_too_few(self) -> None:
        found = against_earlier(self.series([20, 26, 60]), 2024, vocabulary=WORDS).iloc[0]
        assert (found["verdict"], found["reason"]) == ("数据不足", "few_years")

    def test_only_years_after_the_break(self) -> None:
        records = self.series([90, 95, 20, 26, 31, 50])
        cut = breaks((OFFICE, "event_a", 2021, "换系统"))
        found = against_earlier(records, 2024, vocabulary=WORDS, breaks=cut).iloc[0]
        assert (found["base_from"], found["base_count"], found["base_value"]) == (2021, 3, 77)
        last = breaks((OFFICE, "event_a", 2024, "换系统"))
        assert against_earlier(records, 2024, vocabulary=WORDS, breaks=last).iloc[0]["verdict"] == "数据不足"

    def test_only_counts(self) -> None:
        assert against_earlier(self.series([90, 91, 92, 93], "rate"), 2024, vocabulary=WORDS).empty


class TestTrend:
    def found(self, counts: Sequence[Any], code: str = "event_a", **options: Any) -> pd.DataFrame:
        rows = [row(code, 2024 - len(counts) + 1 + i, n) for i, n in enumerate(counts) if n is not None]
        return trend(table(*rows), code, vocabulary=WORDS, **options)

    @pytest.mark.parametrize(
        ("counts", "verdict"),
        [
            ([20, 26, 31, 44, 50], "明显上升趋势"),
            ([50, 44, 31, 26, 20], "明显下降趋势"),
            ([51, 58, 66, 73], "可能上升趋势"),
            ([10, 30, 60], "明显上升趋势"),
            ([73, 70, 66, 71, 69, 75], "未见明显趋势"),
            ([20, 75, 30, 90, 45, 110], "未见明显趋势"),
            ([51, 73], "年份不足"),
            ([0, 0, 0, 0], "数据不足"),
            ([0, 1, 1], "数据不足"),
        ],
    )
    def test_words(self, counts: list[int], verdict: str) -> None:
        assert self.found(counts)["verdict"].item() == verdict

    def test_five_years_have_to_pass_both_tests(self) -> None:
        found = self.found([20, 75, 30, 90, 45, 110]).iloc[0]
        assert found["p_exact"] < 1e-6 < 0.05 < found["p_quasi"] == found["p_value"]
        assert found["ci_low"] < 1 < found["ci_high"]
        assert found["phi"] > 5

    @settings(deadline=None, max_examples=15)
    @given(st.lists(st.integers(1, 80), min_size=3, max_size=7))
    def test_significant_exactly_when_the_interval_leaves_out_1(self, counts: list[int]) -> None:
        found = self.found(counts).iloc[0]
        if math.isfinite(found["p_value"]) and abs(found["p_value"] - 0.05) > 1e-6:
            assert (found["p_value"] < 0.05) == (found["ci_low"] > 1 or found["ci_high"] < 1)

    def test_a_missing_year_is_a_gap_and_listed(self) -> None:
        found = self.found([20, None, 31, 44, 50]).iloc[0]
        assert (found["k"], found["years"]) == (4, "2020,2022,2023,2024")
        assert found["missing_years"] == "2021:missing"

    def test_breaks_split_it(self) -> None:
        found = self.found([200, 210, 190, 20, 26, 31], breaks=breaks(("*", "*", 2022, "换系统")))
        assert found["k"].tolist() == [3, 3]
        assert found["starts_with"].tolist() == ["", "break"]
        assert found["detail"].tolist() == ["", "换系统"]
        assert found["verdict"].tolist() == ["未见明显趋势", "未见明显趋势"]
        assert self.found([200, 210, 190, 20, 26, 31])["verdict"].item() == "明显下降趋势"

    def test_contradictions_and_part_years_are_left_out(self) -> None:
        rows = [row("event_a", 2020 + i, n) for i, n in enumerate([20, 26, 31, 44, 50])]
        rows.append(row("event_a", 2022, 99, source="另一来源"))
        rows[4] = row("event_a", 2024, 50, period_end=pd.Timestamp(2024, 6, 30))
        found = trend(table(*rows), "event_a", vocabulary=WORDS).iloc[0]
        assert found["k"] == 3
        assert found["missing_years"] == "2022:conflict,2024:not_whole_year"

    def test_approximate_years_are_tried_at_every_end(self) -> None:
        sure = self.found([20, 26, 31, 44, (50, 59)])
        assert sure["verdict"].item() == "明显上升趋势"
        assert math.isnan(sure["annual_ratio"].item())
        unsure = self.found([20, 26, 24, 30, (20, 59)])
        assert (unsure["verdict"].item(), unsure["reason"].item()) == ("无法判断", "approximate")
        assert self.found([20, 26, 24, 30, (20, math.inf)])["reason"].item() == "open_end"

    def test_given_dispersion(self) -> None:
        assert self.found([51, 58, 66, 73], phi=1.0)["verdict"].item() == "明显上升趋势"
        assert self.found([51, 58, 66, 73], phi=3.0)["verdict"].item() == "未见明显趋势"

    def test_kinds(self) -> None:
        assert self.found([20, 26, 31, 44, 50], "meetings")["verdict"].item() == "不作检验"
        assert self.found([20, 26, 31, 44, 50], "people")["reason"].item() == "stock"
        assert self.found([2000, 2600, 3100], "leaflets")["verdict"].item() == "不作检验"
        assert self.found([2000, 2600, 3100], "leaflets", phi={"leaflets": 9.0})["verdict"].item() == "明显上升趋势"

    def test_percentages_go_by_ranks_from_five_years(self) -> None:
        found = self.found([88.0, 90.0, 91.5, 93.0, 96.0], "rate").iloc[0]
        assert (found["verdict"], found["method"]) == ("明显上升趋势", "Mann-Kendall exact")
        assert found["p_value"] == pytest.approx(2 / 120)
        assert self.found([88.0, 90.0, 91.5, 93.0], "rate")["verdict"].item() == "年份不足"
        assert self.found([88.0, 90.0, 91.5, (93.0, 94.0), 96.0], "rate")["verdict"].item() == "无法判断"

    def test_exposure_and_window(self) -> None:
        rows = [row("event_a", 2020 + i, 10 * n) for i, n in enumerate([2, 3, 4, 5, 6])]
        people = [row("people", 2020 + i, 100 * n) for i, n in enumerate([2, 3, 4, 5, 6])]
        assert trend(table(*rows), "event_a", vocabulary=WORDS)["verdict"].item() == "明显上升趋势"
        per_head = trend(table(*rows, *people), "event_a", vocabulary=WORDS, exposure="people").iloc[0]
        assert (per_head["verdict"], per_head["annual_ratio"]) == ("未见明显趋势", pytest.approx(1.0))
        window = trend(table(*rows), "event_a", vocabulary=WORDS, start=2021, end=2023).iloc[0]
        assert (window["first_year"], window["last_year"], window["k"]) == (2021, 2023, 3)
        gap = trend(table(*rows, *people[1:]), "event_a", vocabulary=WORDS, exposure="people").iloc[0]
        assert gap["missing_years"] == "2020:missing_exposure"

    def test_an_indicator_that_is_not_there(self) -> None:
        with pytest.raises(LawstatsError, match="没有“event_b”的数字"):
            trend(pair(3, 4), "event_b", vocabulary=WORDS)


class TestOffices:
    @staticmethod
    def offices(counts: Sequence[Any], **more: Any) -> pd.DataFrame:
        rows = [row("event_a", 2024, n, office=f"街道{i:02d}") for i, n in enumerate(counts)]
        rows += [row("people", 2024, n, office=f"街道{i:02d}") for i, n in enumerate(more.get("people", []))]
        return table(*rows)

    def test_outside_attention_inside(self) -> None:
        found = compare_offices(self.offices([60, 30, 30, 30, 5, 30]), "event_a", 2024, vocabulary=WORDS)
        assert found["verdict"].tolist() == ["明显偏高", *["未见异常"] * 3, "明显偏低", "未见异常"]
        assert found["office"].tolist() == sorted(found["office"])
        assert "rank" not in found.columns
        assert found["homogeneity_p"].iloc[0] < 0.001

    def test_exposure_explains_size(self) -> None:
        records = self.offices([60, 30, 30], people=[200, 100, 100])
        assert compare_offices(records, "event_a", 2024, vocabulary=WORDS)["verdict"].iloc[0] != "未见异常"
        found = compare_offices(records, "event_a", 2024, "people", vocabulary=WORDS)
        assert set(found["verdict"]) == {"未见异常"}

    def test_approximate_missing_and_untested(self) -> None:
        records = self.offices([(60, 69), 30, 30], people=[200, 100])
        found = compare_offices(records, "event_a", 2024, "people", vocabulary=WORDS)
        assert found["reason"].tolist()[:1] + found["reason"].tolist()[2:] == ["approximate", "missing_exposure"]
        assert found["verdict"].iloc[1] == "数据不足"  # nobody left to compare with
        planned = table(*(row("meetings", 2024, n, office=o) for o, n in (("甲", 3), ("乙", 9))))
        assert set(compare_offices(planned, "meetings", 2024, vocabulary=WORDS)["verdict"]) == {"不作检验"}

    def test_many_units_that_differ_widen_the_limits(self) -> None:
        counts = [10, 60, 12, 55, 14, 50, 16, 45, 18, 40, 20, 48]
        found = compare_offices(self.offices(counts), "event_a", 2024, vocabulary=WORDS)
        assert found["phi_used"].iloc[0] == pytest.approx(found["phi"].iloc[0])
        assert found["phi_used"].iloc[0] > 5
        assert not found["verdict"].str.startswith("明显").any()

    def test_one_office_is_no_comparison(self) -> None:
        with pytest.raises(LawstatsError, match="只有1家"):
            compare_offices(pair(3, 4), "event_a", 2024, vocabulary=WORDS)


def test_hundreds_of_offices_take_seconds_not_minutes() -> None:
    rows = [
        row(f"event_{x}", year, n, office=f"街道{i:04d}")
        for i in range(300)
        for x in "abcd"
        for year, n in ((2023, 40), (2024, 40 + i % 30))
    ]
    found = compare_years(table(*rows), 2024, vocabulary=WORDS)
    assert len(found) == 1200
    assert np.isfinite(found["p_value"]).all()
