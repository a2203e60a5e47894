"""Sections ② and ④ as drafted: only numbers that are on record, with their base, no cause and no adjective of size."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest

from lawstats.errors import LawstatsError
from lawstats.judging.claims import test_claims as judge_claims
from lawstats.judging.evidence import MEASURE_COLUMNS
from lawstats.judging.findings import findings
from lawstats.judging.proposals import propose
from lawstats.quantities import find_quantities
from lawstats.records import COLUMNS, load_records
from lawstats.telling.blocks import improvements_block, open_questions_block, shortcomings_block
from lawstats.telling.claim_sentences import claim_sentence
from lawstats.telling.promise_sentences import commitment_sentence

OFFICE = "甲街道"
#: Words that give a reason or a size nobody measured.
BANNED = re.compile(r"由于|因为|导致|致使|得益于|受.{0,6}影响|大幅|显著|明显|严重|极大|突出")


def record(code, year, number, measure="件", *, stock=False):
    last = pd.Timestamp(year, 12, 31)
    start = last if stock else pd.Timestamp(year, 1, 1)
    return [OFFICE, year, code, *(float(number),) * 3, "exact", measure, start, last, f"{year}年报告", "", "第1句", ""]


def table(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


def part(code, name, low, high=None, measure="件"):
    high = low if high is None else high
    value = low if low == high else math.nan
    return [OFFICE, 2024, code, name, value, float(low), float(high), measure, "台账", "3-9行"]


RECORDS = table(
    record("contracts_reviewed_first", 2024, 12),
    record("contracts_signed", 2024, 15),
    record("enforcement_cases", 2024, 52),
    record("enforcement_cases", 2023, 44),
    *(record("enforcement_officers", year, 7, "人", stock=True) for year in (2023, 2024)),
    record("law_study_sessions", 2024, 6, "次"),
    record("law_study_sessions", 2023, 9, "次"),
    record("law_lectures", 2024, 5, "场"),
    record("communities", 2024, 8, "个", stock=True),
)
MEASURES = pd.DataFrame(
    [
        part("disputes_late", "", 14, 17),
        part("disputes_found", "", 91),
        part("communities_reached", "", 5, measure="个"),
        *(part("disputes_by_community", name, n) for name, n in (("东社区", 40), ("西社区", 8), ("南社区", 9))),
        *(part("households_by_community", name, 2000, measure="户") for name in ("东社区", "西社区", "南社区")),
        part("disputes_by_type", "property", 24),
        part("disputes_by_type", "family", 10),
        part("lectures_by_theme", "*", 14, measure="场"),
        part("lectures_by_theme", "family", 4, measure="场"),
        part("lectures_on_top_need", "", 0, measure="场"),
    ],
    columns=MEASURE_COLUMNS,
)
PROMISE = {"indicator": "law_lectures", "text": "法治讲座不少于8场", "target": 8.0, "comparison": ">=", "measure": "场"}
PROMISES = pd.DataFrame([PROMISE | {"due_year": 2024, "year": 2023}])


@pytest.fixture(scope="module")
def found():
    return findings(RECORDS, OFFICE, 2024, measures=MEASURES, commitments=PROMISES)


@pytest.fixture(scope="module")
def drafted(found):
    return propose(found, RECORDS, OFFICE, 2024, measures=MEASURES)


@pytest.mark.parametrize("style", ["full", "terse"])
def test_one_line_a_finding_with_promises_together(found, style):
    lines = shortcomings_block(found, style=style).splitlines()
    assert len(lines) == (found["kind"] != "commitment").sum() + 1
    assert all(line.endswith("。") and not line.endswith("。。") for line in lines)


def test_full_and_terse_say_the_same_numbers(found):
    def numbers(text):
        lines = [re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+．)", "", line) for line in text.splitlines()]
        return [(found.low, found.high, found.measure) for line in lines for found in find_quantities(line)]

    full, terse = (shortcomings_block(found, style=style) for style in ("full", "terse"))
    assert numbers(full) == numbers(terse)
    assert len(terse) < len(full)


def test_the_sentences_are_the_figures_and_nothing_else(found):
    text = shortcomings_block(found, style="terse")
    for line in (
        "合同先审后签落实不到位：签订合同15件，其中先审后签12件，占80.0%。",
        "干部法治意识不强：集中学法6次，上年9次，减少3次。",
        "普法覆盖不够：辖区社区8个，其中有普法活动的社区5个，占62.5%。",
        "普法针对性不强：物业纠纷24件，占受理34件的70.6%；讲座14场中没有相关主题。",
        "社区之间发展不平衡：各社区共受理57件，其中东社区40件，占70.2%，而户数占33.3%。",
        "2023年提出的安排有1项没有全部兑现：法治讲座5场（目标不少于8场）。",
        "排查登记的纠纷91件，其中超期化解或年末未化解14至17件，占15.4%至18.7%，超过10%，与界限之差在偶然波动范围内，只反映当年情况。",
        "办理行政处罚案件52件、持证执法人员7人，平均每人7.43件；上年44件、7人，平均每人6.29件，增加在偶然波动范围内，只反映当年情况。",
    ):
        assert line in text


@pytest.mark.parametrize("style", ["full", "terse"])
def test_no_cause_and_no_adjective_of_size(found, drafted, style):
    tested = judge_claims(RECORDS, OFFICE, 2024, ["普法形式单一"], MEASURES)
    for text in (
        shortcomings_block(found, style=style),
        improvements_block(drafted, style=style),
        open_questions_block(tested, style=style),
    ):
        assert BANNED.search(text) is None


def test_the_cause_is_left_blank_for_the_office(found):
    lines = shortcomings_block(found).splitlines()
    assert all("（原因：　　　　）" in line for line in lines)


def test_weak_findings_can_be_left_out(found):
    sure = shortcomings_block(found, weakest="likely")
    assert "偶然波动范围内" not in sure
    assert len(sure.splitlines()) < len(shortcomings_block(found).splitlines())
    only_weak = found[found["certainty"] == "within_chance"]
    assert shortcomings_block(only_weak, weakest="likely").endswith(f"另有{len(only_weak)}项把握不足，没有写入。")


def test_a_good_year_says_so_and_how_much_was_looked_at():
    rows = table(record("contracts_reviewed_first", 2024, 15), record("contracts_signed", 2024, 15))
    good, tested = findings(rows, OFFICE, 2024), judge_claims(rows, OFFICE, 2024)
    assert shortcomings_block(good, tested) == (
        f"本年度对照常见不足{len(tested)}项逐项核对，1项有数据可以判断，未发现有数据支持的不足；"
        f"{len(tested) - 1}项数据不足，不能判断，不等于没有不足。"
    )
    assert (
        improvements_block(propose(good, rows, OFFICE, 2024))
        == "本年度没有据以提出改进的发现，下一年度先逐项登记台账。"
    )


def test_a_year_nobody_can_judge_is_not_called_good(root):
    records = load_records(root / "data" / "published")
    office = "曲靖市麒麟区白石江街道"
    found, tested = findings(records, office, 2024), judge_claims(records, office, 2024)
    assert len(found) == 0
    assert shortcomings_block(found, tested).endswith("数据都不足以判断，不等于没有不足。")


def test_sources_that_disagree_on_the_amount_but_not_on_the_matter():
    other = [*record("contracts_reviewed_first", 2024, 11)[:10], "另一份台账", "", "第1句", ""]
    rows = table(*RECORDS.to_numpy().tolist(), other)
    row = judge_claims(rows, OFFICE, 2024).set_index("claim").loc["review_formal"]
    assert row["verdict"] == "支持"
    assert "签订合同15件，其中先审后签1" in claim_sentence(row)


def test_a_contradiction_is_marked_and_stands_last():
    said = record("legality_review_rate", 2024, 100, "%")
    rows = table(*RECORDS.to_numpy().tolist(), said)
    text = shortcomings_block(findings(rows, OFFICE, 2024, measures=MEASURES))
    assert text.splitlines()[-1].endswith(
        "【待核对】合同先审后签落实不到位：报告称合法性审核率100%，而签订合同15件，其中先审后签12件，占80.0%，两者不一致，须先核对。"
    )


def test_a_community_with_few_cases_is_not_named():
    few = MEASURES[MEASURES["indicator"] != "disputes_by_community"]
    rows = [part("disputes_by_community", name, n) for name, n in (("东社区", 4), ("西社区", 0), ("南社区", 0))]
    few = pd.concat([few, pd.DataFrame(rows, columns=MEASURE_COLUMNS)], ignore_index=True)
    row = judge_claims(RECORDS, OFFICE, 2024, None, few).set_index("claim").loc["uneven"]
    assert "东社区" not in claim_sentence(row)


def test_every_improvement_has_all_five(drafted):
    lines = improvements_block(drafted).splitlines()
    assert len(lines) == len(drafted)
    for line in lines:
        for need in ("指标：", "基线：", "目标：", "期限：2025年12月底前", "责任单位：　　　　"):
            assert need in line
    assert "（注：目标与基线之差在偶然波动范围内，达到与否都不能说明工作有无改进）" in "".join(lines)


def test_improvements_in_words(drafted):
    text = improvements_block(drafted, style="terse")
    assert "合同先审后签率由80%到100%，2025年12月底前（责任单位：　　　　）。" in text
    assert "超期或未化解率由15.4%至18.7%到不超过10%" in text
    assert "继续落实上年没有完成的“法治讲座不少于8场”，法治讲座由5场到不少于8场" in text


def test_open_questions_say_what_to_collect():
    tested = judge_claims(RECORDS, OFFICE, 2024, ["信息公开不及时", "干部法治意识不强"], MEASURES)
    text = open_questions_block(tested)
    assert text.count("应收集：") == 1
    assert "应公开事项清单" in text
    assert open_questions_block(judge_claims(RECORDS, OFFICE, 2024, ["干部法治意识不强"], MEASURES)) == ""


def test_every_verdict_and_reason_has_its_sentence():
    tested = judge_claims(RECORDS, OFFICE, 2024, ["绿化养护不及时"], MEASURES)
    for style in ("full", "terse"):
        for row in tested.to_dict("records"):
            sentence = claim_sentence(row, style=style)
            assert row["verdict"] in sentence
            assert not re.search(r"nan|None|[a-z_]{4,}", sentence)


@pytest.mark.parametrize("number", [1, 10, 11, 20, 21, 35])
def test_items_are_numbered_in_chinese(number, drafted):
    many = pd.concat([drafted.iloc[:1]] * number, ignore_index=True)
    last = improvements_block(many).splitlines()[-1]
    words = {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 35: "三十五"}
    assert last.startswith(f"（{words[number]}）")


def test_an_unknown_style_is_refused(found):
    with pytest.raises(LawstatsError, match="brief"):
        shortcomings_block(found, style="brief")
    with pytest.raises(LawstatsError, match="maybe"):
        shortcomings_block(found, weakest="maybe")


def test_sentences_of_promises():
    row = {"name": "调解成功率", "text": "调解成功率不低于96%。", "year": 2023, "due_year": 2024, "target": 96.0}
    row |= {"comparison": ">=", "measure": "%", "done": 91.25, "done_low": 91.25, "done_high": 91.25, "gap": 4.75}
    row |= {"outcome": "部分完成", "reason": "", "certainty": "", "rows": ""}
    assert commitment_sentence(row) == (
        "2023年提出“调解成功率不低于96%”：目标不低于96%，2024年完成91.3%，差4.8个百分点，部分完成。"
    )
    luck = row | {"done_low": 97.0, "done_high": 97.0, "gap": 0.0, "outcome": "完成", "certainty": "within_chance"}
    assert commitment_sentence(luck, style="terse").endswith("完成，但变化在偶然波动范围内，不能说明改进。")
    open_end = row | {
        "done_low": 90.0,
        "done_high": math.inf,
        "gap": math.nan,
        "outcome": "无法核实",
        "reason": "approximate",
    }
    assert "90以上%" not in commitment_sentence(open_end)
    assert "无法核实（所记为约数" in commitment_sentence(open_end)
