"""The same figure in every order the language allows: noun, verb, number and what may stand between them."""

from __future__ import annotations

import pytest

from lawstats.reading.reports import read_text

# Nouns, a verb each, the measure; `bare` where the noun and the number alone say enough.
SAID = {
    "law_meetings": (("法治建设专题会议", "法治政府建设推进会"), "召开", "次", True),
    "law_study_sessions": (("会前学法", "集中学法"), "组织", "次", True),
    "normative_documents": (("行政规范性文件",), "制定", "件", False),
    "major_decisions": (("重大行政决策",), "作出", "项", True),
    "legality_reviews": (("合法性审查", "合法性审核"), "完成", "件", True),
    "disputes_mediated": (("各类矛盾纠纷", "民间纠纷"), "调处", "件", False),
    "disputes_screened": (("矛盾纠纷隐患",), "排查", "起", False),
    "administrative_litigation": (("行政诉讼案件", "行政应诉案件"), "办理", "件", True),
    "administrative_reconsideration": (("行政复议案件", "行政复议申请"), "收到", "件", True),
    "information_disclosed": (("政府信息",), "主动公开", "条", True),
    "information_requests": (("政府信息公开申请",), "受理", "件", True),
    "npc_suggestions": (("人大代表建议",), "承办", "件", True),
    "cppcc_proposals": (("政协委员提案",), "承办", "件", True),
    "publicity_materials": (("普法宣传册", "法治宣传单"), "发放", "份", False),
    "law_lectures": (("法治讲座", "法治宣讲"), "举办", "场", True),
    "publicity_events": (("普法宣传活动", "“法律六进”活动"), "开展", "场", True),
    "enforcement_cases": (("行政处罚案件",), "办理", "件", True),
    "enforcement_trainings": (("行政执法培训",), "组织", "次", True),
    "petitions": (("信访事项",), "受理", "件", True),
    "law_savvy_residents": (("法律明白人",), "培育", "名", True),
    "legal_service_stations": (("公共法律服务站",), "建成", "个", True),
    "model_communities": (("民主法治示范村",), "建成", "个", True),
    "mediation_committees": (("人民调解委员会",), "设立", "个", True),
    "mediators": (("人民调解员",), "选聘", "名", True),
    "grids": (("网格",), "划分", "个", True),
    "legal_service_robots": (("公共法律服务机器人",), "投放", "台", True),
}
# {n} noun, {v} verb, {q} number with measure, {o} another number with it, {m} the measure.
WITH_VERB = (
    "全年{n}{v}{q}。", "全年{v}{n}{q}。", "全年{v}{q}{n}。", "今年以来,共{v}{n}{q}。", "{n}共{v}{q}。",
    "{n}累计{v}了{q}。", "{v}的{n}有{q}。", "{v}{n}达到{q}。", "{n}先后{v}过{q}。", "{n}已{v}{q}。",
    "{v}{n}({q})。", "{v}各类{n}共计{q}。", "示例街道办事处{v}{n}{q}。", "全镇共{v}{n}{q}。", "{n}年内{v}了{q}。",
    "{n}一共{v}{q}。", "{v}{n}总计{q}。", "{n}{v}超{q}。", "累计{v}{n}近{q}。", "{v}{n}{q}以上。", "{v}{n},计{q}。",
    "{v}{n},{q}。", "{v}{n}——{q}。", "{v}好{n}{q}。", "{n}情况:全年{v}{q}。", "{v}了{q}{n}。",
    "{v}{n}{q}(较上年增加5{m})。", "{v}{n}多达{q}。", "{n}{v}数为{q}。", "{n}{v}量达{q}。", "司法所全年{v}{n}{q}。",
    "由街道{v}的{n}共{q}。", "本年度{n}{v}{q},同比增长12%。", "{v}{n}{q},其中重点5{m}。",
    "{n},2024年{v}{q},2023年{v}{o}。", "{v}{n}{q},比去年的{o}多7{m}。", "2023年{v}{n}{o},2024年{v}{q}。",
    "截至12月底,{v}{n}{q}。", "{v}{n}由去年{o}增加到{q}。", "{v}{n}(含线上){q}。", "{v}“{n}”{q}。",
    "依法依规{v}{n}{q}。", "{n}方面,全年{v}{q}。", "持续做好{n}工作,共{v}{q}。",
)  # fmt: skip
BARE = (
    "{n}{q}。", "{n}全年{q}。", "{n}达{q}。", "{n}数量为{q}。", "{n}:{q}。", "全年有{q}{n}。", "{n}有{q}。",
    "{n}由上年的{o}增至{q}。", "{n}从{o}上升到{q}。", "{n}{q},较上年增加3{m}。", "{n}共{q},均按要求落实。",
    "{n}2023年{o}、2024年{q}。",
)  # fmt: skip
NONE = (
    "力争{v}{n}{q}。", "{v}{n}每年不少于{q}。", "明年计划{v}{n}{q}。", "2023年{v}{n}{q}。", "{v}{n}同比增加{q}。",
    "确保每季度{v}{n}{q}。", "上年{v}{n}{q}。", "平均每个社区{v}{n}{q}。",
)  # fmt: skip


def _texts(form: str, *, bare: bool) -> list[tuple[str, str]]:
    return [
        (code, form.format(n=noun, v=verb, q=f"37{measure}", o=f"30{measure}", m=measure))
        for code, (nouns, verb, measure, alone) in SAID.items()
        if alone or not bare
        for noun in nouns
    ]


def _read(text: str) -> list[tuple[str, float]]:
    # “近37件” holds a bound, no value: its number is the bound.
    figures = read_text(text, year=2024).figures
    return [(row.indicator, row.high if row.qualifier == "under" else row.low) for row in figures.itertuples()]


@pytest.mark.parametrize("form", [*WITH_VERB, *BARE])
def test_a_figure_is_read_in_every_order(form: str) -> None:
    missed = [
        (text, got) for code, text in _texts(form, bare=form in BARE) if _near(got := _read(text)) != [(code, 37)]
    ]
    assert not missed


def _near(figures: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Take a bound just beside 37 (超37件 begins at 38) for it."""
    return [(code, 37 if abs(value - 37) <= 1 else value) for code, value in figures]


@pytest.mark.parametrize("form", NONE)
def test_no_figure_is_read_of_what_was_not_done_this_year(form: str) -> None:
    read = [(text, got) for _, text in _texts(form, bare=False) if (got := _read(text))]
    assert not read
