"""Sentences against a hand-made table of what each must and must not say, and the rules that hold for all of them.

`tests/gold/sentences.csv`: a row a case. now and before: a count, `low-high`, or `numerator/denominator` for rates,
empty when nothing is on record; now_q and before_q: the qualifier of the records table; options: `base_year`, `phi`,
`break` (a reason) or `exposure` (mediators now/before); must_say and must_not_say: parts separated by |, all of them.
"""

from __future__ import annotations

import csv
import math
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.indicators import Indicator, Vocabulary
from lawstats.records import COLUMNS
from lawstats.telling.comparisons import against_earlier, compare_offices, compare_years, trend
from lawstats.telling.notes import method_note
from lawstats.telling.tables import COLUMN_NAMES, show
from lawstats.telling.wording import decimal, figure, percent, plain, points, shares

GOLD = Path(__file__).parents[1] / "gold" / "sentences.csv"
CASES = list(csv.DictReader(GOLD.read_text(encoding="utf-8-sig").splitlines()))
NEVER = (
    "大幅",
    "显著",
    "nan",
    "NaN",
    "inf",
    "None",
    "<NA>",
    "因为",
    "由于",
    "同比",
    "环比",
    "+",
    "..",
    "，，",
    "；；",
    "。。",
    "，。",
    "；。",
)


def vocabulary(kind: str, measure: str) -> Vocabulary:
    entries = [("subject", "甲类事项", measure, kind), ("mediators", "人民调解员", "人", "stock")]
    entries += [("solved", "办结", "件", "event"), ("handled", "受理", "件", "event")]
    return Vocabulary({c: Indicator(c, name, c, (m,), "", k, "neutral") for c, name, m, k in entries})


def row(
    code: str, year: int, low: float, high: float, qualifier: str, measure: str, office: str = "甲街道"
) -> list[Any]:
    value = math.nan if qualifier in ("range", "vague") else high if qualifier in ("under", "at_most") else low
    stock = code == "mediators"
    day = pd.Timestamp(year, 12, 31)
    start = day if stock else pd.Timestamp(year, 1, 1)
    cells = [office, year, code, float(value), float(low), float(high), qualifier, measure, start, day]
    return [*cells, f"{year}年报告", "", "第1句", ""]


def rows_of(case: dict[str, str], side: str, year: int) -> list[list[Any]]:
    stated, qualifier = case[side], case[f"{side}_q"]
    if not stated:
        return []
    if "/" in stated:
        x, n = (float(part) for part in stated.split("/"))
        rate = 100 * x / n
        rows = [row("subject", year, rate, rate, "exact", "%")]
        return [*rows, row("solved", year, x, x, "exact", "件"), row("handled", year, n, n, "exact", "件")]
    low, _, high = stated.partition("-")
    return [row("subject", year, float(low), float(high or low), qualifier, case["measure"])]


def sentence_of(case: dict[str, str]) -> tuple[str, str]:
    name, _, value = case["options"].partition("=")
    options: dict[str, Any] = {"vocabulary": vocabulary(case["kind"], case["measure"])}
    base_year = int(value) if name == "base_year" else 2023
    rows = rows_of(case, "now", 2024) + rows_of(case, "before", base_year)
    if name != "exposure":  # some figure of the year, so that a missing subject is missing and not the whole year
        rows.append(row("mediators", 2024, 69.0, 69.0, "exact", "人"))
    if name == "phi":
        options["phi"] = {"subject": float(value)}
    elif name == "break":
        cells = ["甲街道", "subject", 2024, value, "来源", ""]
        options["breaks"] = pd.DataFrame([cells], columns=["office", "indicator", "year", "reason", "source", "link"])
    elif name == "exposure":
        options["exposure"] = "mediators"
        for year, people in zip((2024, 2023), value.split("/"), strict=True):
            rows += [row("mediators", year, float(people), float(people), "exact", "人")] if people else []
    if "/" in case["now"]:
        options["denominators"] = {"subject": ("solved", "handled")}
        # Numerator and denominator would be tested as counts of their own; here the rate stands alone.
        entries = dict(options["vocabulary"])
        for part in ("solved", "handled"):
            entries[part] = Indicator(part, part, part, ("件",), "", "planned", "neutral")
        options["vocabulary"] = Vocabulary(entries)
    found = compare_years(pd.DataFrame(rows, columns=list(COLUMNS)), 2024, base_year, **options)
    subject = found.set_index("indicator").loc["subject"]
    return str(subject["verdict"]), str(subject["sentence"])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_says_what_it_must_and_nothing_it_must_not(case: dict[str, str]) -> None:
    verdict, sentence = sentence_of(case)
    assert verdict == case["verdict"], sentence
    for part in filter(None, case["must_say"].split("|")):
        assert part in sentence, f"{part!r} is not in {sentence!r}"
    for part in filter(None, [*case["must_not_say"].split("|"), *NEVER]):
        assert part not in sentence, f"{part!r} is in {sentence!r}"
    assert sentence.endswith("。")
    assert sentence.startswith("甲类事项2024年")


def test_the_gold_table_covers_every_verdict() -> None:
    words = {
        "不作检验",
        "数据不足",
        "明显上升",
        "明显下降",
        "小幅上升",
        "可能上升",
        "可能下降",
        "无法判断",
        "基本持平",
        "未见明显变化",
    }
    assert {case["verdict"] for case in CASES} == words


def records(*rows: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def years(code: str, counts: list[Any], last: int = 2024, **more: Any) -> list[list[Any]]:
    first = last - len(counts) + 1
    return [row(code, first + i, n, n, "exact", more.get("measure", "件"), more.get("office", "甲街道"))
            for i, n in enumerate(counts) if n is not None]  # fmt: skip


EVENT = vocabulary("event", "件")


class TestTrend:
    @pytest.mark.parametrize(
        ("counts", "say", "never"),
        [
            (
                [20, 26, 31, 44, 50],
                "平均每年上升26.3%（95%置信区间|为明显上升趋势|2020—2024年共5个年份可比，由20件到50件",
                "可能",
            ),
            ([51, 58, 66, 73], "‘可能上升趋势’|继续观察", "为明显"),
            ([73, 70, 66, 71, 69, 75], "未见明显趋势，也不等于没有变化|都相容", "持平"),
            ([3, 5, 9, 14, 22], "为明显上升趋势", "%"),
            ([51, 73], "共2个年份可比|不足3年，不判断趋势", "%"),
            ([20, None, 31, 44, 50], "（2021年未见记载）", "2021年0件"),
            ([20, None, None, None, 44, 50], "（2020—2022年未见记载）", "、2021年"),
            ([0, 0, 0, 0], "各年均为0", "趋势"),
        ],
    )
    def test_words(self, counts: list[Any], say: str, never: str) -> None:
        sentence = trend(records(*years("subject", counts)), "subject", vocabulary=EVENT)["sentence"].item()
        for part in say.split("|"):
            assert part in sentence, sentence
        for part in (never, *NEVER):
            assert part not in sentence, sentence

    def test_years_stay_whole_numbers_beside_an_office_without_any(self) -> None:
        part = row("subject", 2024, 9.0, 9.0, "exact", "件", "乙街道")
        part[8] = pd.Timestamp(2024, 7, 1)
        found = trend(records(*years("subject", [20, 26, 31]), part), "subject", vocabulary=EVENT)
        by_office = found.set_index("office")["sentence"]
        assert "2022—2024年" in by_office["甲街道"]
        assert by_office["乙街道"] == "乙街道甲类事项没有可用的全年数字（2024年不足全年）；不足3年，不判断趋势。"
        assert "—" in str(show(found))

    def test_a_break_is_said(self) -> None:
        cut = pd.DataFrame(
            [["*", "*", 2022, "换系统", "来源", ""]],
            columns=["office", "indicator", "year", "reason", "source", "link"],
        )
        found = trend(records(*years("subject", [90, 95, 92, 20, 26, 31])), "subject", vocabulary=EVENT, breaks=cut)
        assert "2022年起口径有变化：换系统，另行判断" in found["sentence"].iloc[1]

    def test_percentages(self) -> None:
        found = trend(
            records(*years("subject", [88.0, 90.0, 91.5, 93.0, 96.0], measure="%")),
            "subject",
            vocabulary=vocabulary("rate", "%"),
        )
        assert "平均每年提高1.9个百分点" in found["sentence"].item()
        assert "由88%到96%" in found["sentence"].item()
        assert "Mann–Kendall" in method_note(found)


class TestPooledAndOffices:
    def test_earlier_years(self) -> None:
        found = against_earlier(records(*years("subject", [20, 26, 31, 24, 50])), 2024, vocabulary=EVENT)
        sentence = found["sentence"].item()
        assert "2020—2023年中4年平均每年25.3件，合计101件" in sentence
        assert "比往年平均上升98.0%" in sentence

    def test_offices_by_name_and_without_rank(self) -> None:
        rows = [r for i, n in enumerate([60, 30, 30, 30, 5, 30]) for r in years("subject", [n], office=f"街道{i}")]
        found = compare_offices(records(*rows), "subject", 2024, vocabulary=EVENT)
        assert found["sentence"].str.startswith("街道").all()
        assert "明显偏高；差异的原因须另行核实，不作排名" in found["sentence"].iloc[0]
        assert "视为规模相同" in found["sentence"].iloc[0]
        assert not found["sentence"].str.contains("第一|最高|倒数|nan").any()

    def test_several_offices_are_named_in_their_sentences(self) -> None:
        rows = [r for office in ("甲街道", "乙街道") for r in years("subject", [40, 73], office=office)]
        found = compare_years(records(*rows), 2024, vocabulary=EVENT)
        assert sorted(s[:3] for s in found["sentence"]) == ["乙街道", "甲街道"]


class TestNote:
    def test_says_method_years_dispersion_and_scope(self) -> None:
        note = method_note(compare_years(records(*years("subject", [40, 73])), 2024, vocabulary=EVENT))
        for part in ("mid-P", "k=2", "φ未知", "φ=2", "完整年度", "不包括漏记", "原因"):
            assert part in note
        assert "Holm" not in note

    def test_several_indicators(self) -> None:
        rows = [*years("subject", [40, 73]), *years("solved", [30, 31]), *years("handled", [50, 51])]
        note = method_note(compare_years(records(*rows), 2024, vocabulary=EVENT))
        assert "共比较3项，已按Holm法校正；整份报告出现任一误报的概率不超过5%" in note

    def test_given_and_estimated_dispersion(self) -> None:
        table = records(*years("subject", [40, 73]))
        assert "由使用者给定：φ=3" in method_note(compare_years(table, 2024, vocabulary=EVENT, phi=3.0))
        wild = [20, 60, 25, 70, 22, 65]
        long = records(*(r for code in ("subject", "solved") for r in years(code, [*wild, 66])))
        note = method_note(compare_years(long, 2024, vocabulary=EVENT))
        assert re.search(r"由本单位以往年份的波动估计：φ=\d+\.\d\d（自由度8）", note)

    def test_nothing_to_test(self) -> None:
        assert "没有可检验的数字" in method_note(
            compare_years(records(*years("subject", [0, 0])), 2024, vocabulary=EVENT)
        )


class TestTable:
    def table(self) -> pd.DataFrame:
        rows = [*years("subject", [40, 73]), *years("solved", [2, 1]), *years("mediators", [66, 69], measure="人")]
        return compare_years(records(*rows), 2024, vocabulary=EVENT)

    def test_verdict_first_everywhere(self, tmp_path: Path) -> None:
        shown = show(self.table())
        assert str(shown).startswith("结论")
        assert shown._repr_html_().startswith('<table><thead><tr><th style="text-align:left">结论</th>')
        shown.to_xlsx(tmp_path / "表.xlsx")
        book = openpyxl.load_workbook(tmp_path / "表.xlsx")
        assert book.sheetnames == ["结论", "全部数字", "方法说明"]
        for name in ("结论", "全部数字"):
            assert book[name]["A1"].value == "结论"
        assert book["结论"].max_row == 4

    def test_same_text_every_time(self) -> None:
        one, other = show(self.table()), show(self.table())
        assert str(one) == str(other)
        assert one._repr_html_() == other._repr_html_()
        assert " id=" not in one._repr_html_()

    def test_no_column_is_left_without_a_name(self) -> None:
        tables = [
            self.table(),
            trend(records(*years("subject", [40, 50, 73])), "subject", vocabulary=EVENT),
            compare_offices(
                records(*(r for o in ("甲", "乙") for r in years("subject", [9], office=o))), "subject", 2024,
                vocabulary=EVENT,
            ),
        ]  # fmt: skip
        for table in tables:
            assert not set(table.columns) - set(COLUMN_NAMES)
            assert "nan" not in str(show(table))

    def test_html_is_escaped_and_formulas_stay_text(self, tmp_path: Path) -> None:
        table = self.table()
        table.loc[0, "name"] = "=HYPERLINK(<b>)"
        assert "<b>" not in show(table)._repr_html_()
        show(table).to_xlsx(tmp_path / "表.xlsx")
        cells = [c for line in openpyxl.load_workbook(tmp_path / "表.xlsx")["结论"].iter_rows() for c in line]
        assert all(c.data_type != "f" for c in cells)

    def test_an_empty_table(self) -> None:
        assert str(show(self.table().iloc[:0])) == "（没有可列的指标）"


class TestNumbers:
    @settings(deadline=None)
    @given(st.integers(0, 10**6), st.integers(1, 10**6))
    def test_percent_rounds_half_up_from_the_exact_ratio(self, now: int, before: int) -> None:
        shown = Fraction(percent(Fraction(now, before) - 1).rstrip("%"))
        error = shown - abs(100 * (Fraction(now, before) - 1))
        assert Fraction(-1, 20) < error <= Fraction(1, 20)

    def test_half_goes_up_not_to_even(self) -> None:
        assert [percent(Fraction(n, 2000)) for n in (1, 3, 5)] == ["0.1%", "0.2%", "0.3%"]
        assert [decimal(x, 2) for x in (1.825, 2.675, 1.005)] == ["1.83", "2.68", "1.01"]

    def test_points_are_worked_from_counts_not_from_rounded_rates(self) -> None:
        # 18 of 73 less 11 of 60: 6.3 points; the rounded 24.7 - 18.3 would say 6.4.
        assert points(100 * (Fraction(18, 73) - Fraction(11, 60))) == "6.3个百分点"

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            ((40_000, 40_000, 49_999, "over", "份"), "4万余份（按40000至49999份计）"),
            ((12_000, 12_000, 12_999, "over", "份"), "1.2万余份（按12000至12999份计）"),
            ((1420, 1420, 1429, "over", "条"), "1420余条（按1420至1429条计）"),
            ((30, 21, 30, "under", "人"), "近30人（按21至30人计）"),
            ((30, 25, 35, "about", "件"), "约30件（按25至35件计）"),
            ((30, 30, math.inf, "over", "件"), "30余件（上限未写明）"),
            ((30, 30, math.inf, "at_least", "件"), "不少于30件"),
            ((30, 0, 30, "at_most", "件"), "不超过30件"),
            ((math.nan, 20, 100, "vague", "人"), "20至100人"),
            ((math.nan, 20, math.inf, "vague", "人"), "20人以上"),
            ((40_000, 40_000, 40_000, "exact", "份"), "40000份"),
        ],
    )
    def test_figures(self, arguments: tuple[Any, ...], words: str) -> None:
        assert figure(*arguments) == words

    def test_shares_are_not_bent_to_add_up(self) -> None:
        assert shares([18, 55]) == (["24.7%", "75.3%"], "")
        # Three types of a ledger checked by hand: 455 + 378 + 36 = 869.
        assert shares([455, 378, 36]) == (["52.4%", "43.5%", "4.1%"], "")
        assert shares([2, 2, 2])[1].startswith("因四舍五入")

    def test_plain(self) -> None:
        assert [plain(x) for x in (73.0, 0.0, 97.8, 3_141_000.0)] == ["73", "0", "97.8", "3141000"]


def test_a_stretch_after_a_break_without_a_usable_year_still_says_which_year_it_begins_with():
    day = pd.Timestamp
    rows = [
        [
            "甲街道",
            y,
            "petitions",
            n,
            n,
            n,
            "exact",
            "件",
            day(y, 1, 1),
            day(y, end, 30),
            f"{y}年报告",
            "",
            "第1句",
            f"{n}件",
        ]
        for y, n, end in ((2022, 20.0, 9), (2023, 24.0, 9))
    ]
    whole = [["甲街道", 2021, "petitions", 9.0, 9.0, 9.0, "exact", "件", day(2021, 1, 1), day(2021, 12, 31)]]
    whole[0] += ["2021年报告", "", "第1句", "9件"]
    breaks = pd.DataFrame({"office": ["*"], "indicator": ["*"], "year": [2022], "reason": ["改用新系统"]})
    told = trend(pd.DataFrame(whole + rows, columns=COLUMNS), "petitions", breaks=breaks)["sentence"].tolist()
    opening, rest = told[1].split("另行判断）")
    assert opening == "信访件（2022年起口径有变化：改用新系统，"
    assert rest == "没有可用的全年数字（2022—2023年不足全年）；不足3年，不判断趋势。"
