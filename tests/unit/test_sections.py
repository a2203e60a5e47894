"""The four blocks under every heading and numbering the genre uses, and headings that only look like them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.reading.reports import read_text
from lawstats.reading.reports.sections import find_sections

DONE = "全年举办法治讲座12场，调解纠纷80件。"
LACK = "普法形式较为单一，执法力量不够充实。"
WILL = "举办法治讲座不少于20场。"


def kinds(text: str, year: int | None = 2024) -> list[str]:
    return [section.kind for section in find_sections(text, year)]


def report(numbers: tuple[str, ...], plan: str = "2025年工作安排") -> str:
    heads = ("推进法治政府建设的主要举措和成效", "存在的不足和原因", "主要负责人履行第一责任人职责情况", plan)
    bodies = (DONE, LACK, "党工委书记主持研究法治议题3次。", WILL)
    return "某街道2024年法治政府建设报告\n" + "".join(
        f"{number}{head}\n{body}\n" for number, head, body in zip(numbers, heads, bodies, strict=True)
    )


NUMBERINGS = [
    ("一、", "二、", "三、", "四、"),
    ("一  ", "二  ", "三  ", "四  "),
    ("（一）", "（二）", "（三）", "（四）"),
    ("【一】", "【二】", "【三】", "【四】"),
    ("1.", "2.", "3.", "4."),
    ("1、", "2、", "3、", "4、"),
    ("1  ", "2  ", "3  ", "4  "),
    ("１．", "２．", "３．", "４．"),
    ("壹  ", "贰  ", "叁  ", "肆  "),
    ("壹、", "贰、", "叁、", "肆、"),
    ("Ⅰ. ", "Ⅱ. ", "Ⅲ. ", "Ⅳ. "),
    ("I. ", "II. ", "III. ", "IV. "),
    ("◆ ", "◆ ", "◆ ", "◆ "),
    ("■", "■", "■", "■"),
    ("第一部分  ", "第二部分  ", "第三部分  ", "第四部分  "),
    ("第1部分 ", "第2部分 ", "第3部分 ", "第4部分 "),
    ("", "", "", ""),
    ("一、", "二、", "二、", "三、"),
]


@pytest.mark.parametrize("numbers", NUMBERINGS)
def test_the_blocks_are_known_under_every_numbering(numbers):
    text = report(numbers)
    assert kinds(text) == ["measures", "shortcomings", "leadership", "plans"]
    read = read_text(text)
    assert read.commitments["target"].tolist() == [20.0]
    assert read.figures.query("indicator == 'law_lectures'")["value"].tolist() == [12.0]


PLANS = [
    "2025年计划", "2025年打算", "2025年工作计划", "2025年工作思路", "2025年重点工作", "2025年工作重点",
    "2025年工作要点", "2025年展望", "2025年主要任务", "2025年怎么干", "2025年，我们将抓好以下工作：", "下一步工作",
    "下一步工作打算", "下步安排", "下一阶段重点任务", "下一年度工作安排", "明年工作安排", "明年打算", "来年计划",
    "今后努力方向", "努力方向", "工作计划", "工作打算", "工作思路", "下一步工作思路及举措", "今年工作打算", "打算",
    "展望", "未来展望", "改进措施", "加强和改进的措施", "整改措施", "改进方向", "2025年目标任务",
    "2025年推进法治政府建设的主要安排", "下年度安排", "2025年计划：讲座20场、培训6期", "下一步的工作打算和建议",
    "新的一年工作设想", "2025年度法治政府建设谋划", "工作重点", "目标任务", "对策建议", "2025年工作安排情况",
    "下阶段工作展望",
]  # fmt: skip


@pytest.mark.parametrize("plan", PLANS)
def test_the_year_to_come_is_known_by_every_wording(plan):
    for numbers in (NUMBERINGS[0], NUMBERINGS[8]):
        assert kinds(report(numbers, plan))[-1] == "plans"


NO_PLANS = [
    "按照2024年工作计划推进法治建设", "对照年度工作安排抓落实", "2024年工作计划完成情况", "年度计划完成率100%",
    "加强统筹安排", "周密部署安排", "制定年度普法计划", "印发2024年工作要点", "完成2024年重点工作", "科学谋划",
    "为下一步工作打下基础", "落实普法规划", "重点工作推进情况", "2024年重点工作", "执法计划执行情况", "强化规划引领",
]  # fmt: skip


@pytest.mark.parametrize("title", NO_PLANS)
def test_a_plan_kept_is_no_plan_to_come(title):
    text = f"一、{title}\n{DONE}\n二、存在问题\n{LACK}\n三、下一步打算\n{WILL}\n"
    assert kinds(text) == ["measures", "shortcomings", "plans"]
    assert read_text(text, "某街道", 2024).figures["value"].tolist() == [12.0, 80.0]
    inner = f"一、主要成效\n（一）{title}\n{DONE}\n（二）其他。{DONE}\n二、存在问题\n{LACK}\n"
    assert kinds(inner) == ["measures", "shortcomings"]


SHORTCOMINGS = [
    "存在的问题", "存在问题", "存在的主要问题", "问题与不足", "不足和原因", "工作短板", "短板", "困难和问题",
    "差距与不足", "存在的不足及原因分析", "薄弱环节", "面临的困难和挑战", "工作中的问题", "存在的一些问题",
]  # fmt: skip


@pytest.mark.parametrize("title", SHORTCOMINGS)
def test_what_is_lacking_is_known_by_every_wording(title):
    assert kinds(f"一、主要成效\n{DONE}\n二、{title}\n{LACK}\n三、下一步打算\n{WILL}\n") == [
        "measures", "shortcomings", "plans",
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["着力解决执法不规范的问题", "聚焦群众急难愁盼问题", "补齐基层短板", "整治突出问题"])
def test_a_problem_solved_is_no_shortcoming(title):
    assert kinds(f"一、{title}\n{DONE}\n二、存在不足\n{LACK}\n")[0] == "measures"


@pytest.mark.parametrize(
    "block",
    [
        "（一）存在问题\n" + LACK + "\n（二）下一步打算\n" + WILL,
        "一是普法形式单一。二是执法力量不足。\n下一步，我街道将抓好以下工作：一是" + WILL,
        "一是普法形式单一。二是执法力量不足。下一步，将补齐短板，" + WILL,
        "1.普法形式单一。\n2.执法力量不足。\n针对以上问题，2025年我街道将重点做好：\n1." + WILL + "\n2.继续普法。",
        "普法形式单一。\n今后，我们将加大力度，" + WILL,
    ],
)
def test_plans_may_stand_inside_the_block_of_shortcomings(block):
    text = f"一、主要成效\n{DONE}\n二、问题及下一步打算\n{block}\n"
    assert kinds(text) == ["measures", "shortcomings", "plans"]
    read = read_text(text, "某街道", 2024)
    assert read.commitments["target"].dropna().tolist() == [20.0]
    assert not read.claims["text"].str.contains("讲座").any()


def test_a_remedy_named_with_each_shortcoming_does_not_end_the_block():
    text = f"一、成效\n{DONE}\n二、存在问题\n1.普法形式单一。下一步将丰富形式。\n2.执法力量不足。下一步将充实队伍。\n"
    assert kinds(text) == ["measures", "shortcomings"]
    assert len(read_text(text, "某街道", 2024).claims) == 2


@pytest.mark.parametrize(
    "opening", ["下一步，我街道将", "2025年，我镇将继续", "明年，全局将", "今后，", "接下来，我们将重点"]
)
def test_a_paragraph_opens_the_plans_without_a_heading(opening):
    text = f"2024年，{DONE}\n存在普法形式单一等问题。\n{opening}抓好普法。全年{WILL}\n"
    read = read_text(text, "某街道", 2024)
    assert [section.kind for section in read.sections] == ["plans"]
    assert read.commitments["target"].dropna().tolist() == [20.0]
    assert read.figures["value"].tolist() == [12.0, 80.0]


def test_a_count_that_starts_anew_stays_inside_its_block():
    text = (
        f"1、工作开展情况\n{DONE}\n2、存在问题\n1、{LACK}\n2、队伍不稳。\n"
        f"3、2025年打算\n1、{WILL}\n2、组织执法培训4期。\n3、每季度研究法治工作一次。\n4、开展旁听庭审2次。\n"
    )
    assert kinds(text) == ["measures", "shortcomings", "plans"]
    assert read_text(text, "某街道", 2024).commitments["target"].tolist() == [20.0, 4.0, 4.0, 2.0]


def test_a_report_names_two_years_in_its_title_and_is_no_plan():
    text = f"某镇2024年法治工作总结和2025年工作计划\n{DONE}\n存在问题\n{LACK}\n2025年计划\n{WILL}\n"
    assert kinds(text) == ["shortcomings", "plans"]
    assert read_text(text, "某镇").year == 2024


def test_a_line_broken_by_its_width_is_no_heading():
    wrapped = "街道把合法性审查挺在前面，对全部重大事项事先审查，并据此研究\n下一步工作安排"
    text = f"一、主要成效\n{wrapped}\n全年审查合同12件。\n"
    assert kinds(text) == ["measures"]


PIECES = [DONE, LACK, WILL, "一、", "（二）", "\n", "1."]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PLANS, *NO_PLANS, *SHORTCOMINGS, DONE, LACK, WILL, "一、", "（二）", "\n", "1."]), max_size=14
    )
)
def test_blocks_never_overlap(parts):
    text = "".join(parts)
    sections = find_sections(text, 2024)
    for one, following in pairwise(sections):
        assert one.start < one.end == following.start
    for section in sections:
        assert text[section.start : section.start + len(section.title)] == section.title
