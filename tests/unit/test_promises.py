"""What a sentence of block ④ promises: number, direction, period, deadline; and the numbers that promise nothing."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.judging.commitments import track_commitments
from lawstats.quantities import find_quantities
from lawstats.reading.reports import read_text
from lawstats.records import COLUMNS

HEAD = "一、2024年工作成效\n全年学法4次。\n二、2025年工作安排\n"


def promises(words: str) -> pd.DataFrame:
    return read_text(HEAD + words, "示例街道", 2024).commitments


def counted(words: str) -> list[tuple[float, str, str]]:
    found = promises(words).dropna(subset="target")
    return list(zip(found["target"], found["comparison"], found["period"], strict=True))


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("每两个月召开一次法治例会。", [(6, ">=", "每两个月")]),
        ("每三个月通报一次办案情况。", [(4, ">=", "每三个月")]),
        ("每半个月开展一次入户宣传。", [(24, ">=", "每半个月")]),
        ("每个社区每季度举办1场法治讲座。", [(4, ">=", "每个社区每季度")]),
        ("每周走访一次、每月会商一次。", [(52, ">=", "每周"), (12, ">=", "每月")]),
        ("每月会商一次，每季度通报两次。", [(12, ">=", "每月"), (8, ">=", "每季度")]),
        ("全年开展普法活动40场以上，发放资料不少于3万份。", [(40, ">=", "全年"), (30000, ">=", "")]),
        ("年底前建成法治小院3个。", [(3, ">=", "年底前")]),
        ("力争到2027年，调解员专职比例达到50%。", [(50, ">=", "到2027年")]),
        ("2025年6月底前，培训执法人员30人次。", [(30, ">=", "2025年6月底前")]),
        ("2025年招录法学专业人员2名。", [(2, ">=", "")]),
        ("矛盾纠纷化解率不低于97%。", [(97, ">=", "")]),
        ("行政败诉率不高于3%，重复信访控制在8件以内。", [(3, "<=", ""), (8, "<=", "")]),
        ("信访总量下降15%以上。", [(-15, "<=", "")]),
        ("普法受众增长20%。", [(20, ">=", "")]),
        ("执法案件平均办理时限压缩至45日以内。", [(45, "<=", "")]),
        ("简易纠纷5个工作日内办结。", [(5, "<=", "")]),
        ("督察反馈问题6月底前全部整改到位。", [(100, ">=", "6月底前")]),
        ("力争历年积案年内清零。", [(100, ">=", "年内")]),
        ("实现村居法律顾问全覆盖，执法人员持证率100%。", [(100, ">=", ""), (100, ">=", "")]),
        ("坚决杜绝行政诉讼败诉案件。", [(0, "==", "")]),
        ("行政复议纠错率为零，实现诉讼零败诉、信访零积压。", [(0, "==", ""), (0, "==", ""), (0, "==", "")]),
        ("每季度开展1次案卷评查和2次业务测试。", [(4, ">=", "每季度"), (8, ">=", "每季度")]),
        ("将办理时限由20天压缩至10天。", [(10, "<=", "")]),
        ("送法进企业10次，惠及企业30家。", [(10, ">=", ""), (30, ">=", "")]),
        ("一年内达标率90%以上。", [(90, ">=", "年内")]),
        ("新增法治宣传栏6块、法治长廊2处。", [(6, ">=", ""), (2, ">=", "")]),
    ],
)
def test_what_can_be_counted_is_read_with_its_direction_and_time(words, wanted):
    assert counted(words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "进一步增强法治意识。",
        "坚持把每年12月作为宪法宣传月。",
        "坚持每月8日为法治接待日。",
        "对2021年以来签订的60份合同开展“回头看”。",
        "在12个社区推广网格议事。",
        "针对现有的3个问题建立台账。",
        "加大对25个网格的走访力度。",
        "落实“四下基层”制度。",
        "巩固4个省级示范村建设成果。",
        "围绕“1+3+N”体系做优调解平台。",
    ],
)
def test_numbers_that_promise_nothing(words):
    assert counted(words) == []
    assert len(promises(words)) == 1


def test_a_further_task_beside_a_counted_promise_is_listed_without_a_target():
    found = promises(
        "1.调解成功率保持在98%以上，健全调解台账。\n2.优化营商环境。\n特此报告。\n示例街道办事处\n2025年1月6日\n"
    )
    assert found["target"].fillna(-1).tolist() == [98.0, -1.0, -1.0]
    assert found["text"].tolist()[1:] == ["健全调解台账", "2.优化营商环境。"]


def test_the_indicator_is_found_a_clause_before_and_behind_a_change():
    found = promises("开展“送法进村”普法活动，每月至少1场。信访总量下降10%。")
    assert found["indicator"].tolist() == ["publicity_events", "petitions"]


def tracked(words: str, code: str, *numbers: tuple[int, float], measure: str = "件"):
    rows = [
        ["示例街道", year, code, n, n, n, "exact", measure, pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31),
         f"{year}年报告", "", "第1句", f"{n}{measure}"]
        for year, n in numbers
    ]  # fmt: skip
    made = promises(words).assign(office="示例街道", year=2024)
    return track_commitments(made, pd.DataFrame(rows, columns=COLUMNS)).iloc[0]


@pytest.mark.parametrize(("number", "outcome"), [(90, "完成"), (95, "未完成")])
def test_a_promised_fall_is_measured_against_the_year_before(number, outcome):
    row = tracked("信访总量下降10%以上。", "petitions", (2024, 100), (2025, number))
    assert (row["outcome"], row["target"]) == (outcome, 90.0)


def test_so_many_for_each_is_not_so_many_in_all():
    row = tracked("每个调委会配备2名专职人民调解员。", "mediators", (2025, 40), measure="人")
    assert row["outcome"] == "无法核实"
    assert math.isnan(row["target"])


def test_a_stated_number_of_places_is_multiplied_out_once():
    row = tracked("全镇16个村每村培养法律明白人5名以上。", "law_savvy_residents", (2025, 70), measure="名")
    assert (row["target"], row["outcome"], row["reason"]) == (80.0, "部分完成", "")
    assert counted("12个社区每季度各举办1场法治讲座。") == [(48, ">=", "每季度")]
    assert counted("每个社区每季度举办1场法治讲座。") == [(4, ">=", "每个社区每季度")]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("将20个网格调整为18个。", [(18, ">=", "")]),
        ("下一步从三个方面发力。", []),
        ("2024年共化解纠纷60件。2025年讲座增加到15场。", [(15, ">=", "")]),
        ("分3批培训调解员60人。", [(60, ">=", "")]),
        ("每季度集中学法不少于1次，全年不少于4次。", [(4, ">=", "每季度")]),
        ("实现9个社区法律咨询全覆盖。", [(100, ">=", "")]),
        ("班子成员述法全覆盖。", [(100, ">=", "")]),
        ("未经集体讨论的处罚决定，一律不签发。", [(0, "==", "")]),
        ("案件控制在3件以内、讲座达到9场。", [(3, "<=", ""), (9, ">=", "")]),
        ("人均参加培训不少于40小时。", [(40, ">=", "")]),
        ("每名班子成员每年讲1次党课。", [(1, ">=", "每名班子成员每年")]),
        ("全面落实三项制度。", []),
    ],
)
def test_one_promise_once_and_nothing_that_is_none(words, wanted):
    assert counted(words) == wanted


def test_a_coverage_of_so_many_places_is_met_once_all_were_reached():
    row = tracked("实现9个社区法律顾问全覆盖。", "counsel_covered_communities", (2025, 8), measure="个")
    assert (row["done"], row["outcome"]) == (8.0, "部分完成")


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("压实领导责任，健全督办机制。", ["压实领导责任", "健全督办机制。"]),
        ("围绕中心工作，推动制度落地。", ["围绕中心工作，推动制度落地。"]),
        ("理顺职责，2025年9月底前完成清单调整。", ["理顺职责", "2025年9月底前完成清单调整。"]),
        ("完善信访制度，信访总量控制在9件以内。", []),
        ("建立督办台账，案卷合格率达到95%。", ["建立督办台账"]),
        ("开展模拟法庭，全年2次；组织法治沙龙，每季度1次。", []),
        ("国庆期间开展集中宣传，调解成功率达98%。", ["国庆期间开展集中宣传"]),
        ("积极向上争取经费，年内增加调解员3名。", ["积极向上争取经费"]),
        ("上半年完成清单修订，下半年组织评查1次。", ["上半年完成清单修订"]),
        ("利用各类宣传平台，完善普法矩阵。", ["利用各类宣传平台，完善普法矩阵。"]),
        ("对排名靠后的村进行约谈。", ["对排名靠后的村进行约谈。"]),
    ],
)
def test_tasks_without_a_number_are_listed_one_by_one(words, tasks):
    found = promises(words)
    assert found[found["target"].isna()]["text"].tolist() == tasks


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("投诉量比上年减少一半。", [(-50, "<=", "")]),
        ("网上办件增长两成，粉丝数翻一番。", [(20, ">=", ""), (100, ">=", "")]),
        ("讲座场次达到去年的1.5倍。", [(50, ">=", "")]),
        ("信访总量减少三分之一。", [(-33.33, "<=", "")]),
        ("办件时限压缩20%。", [(-20, "<=", "")]),
        ("满意率不低于去年，投诉量只降不升。", [(0, ">=", ""), (0, "<=", "")]),
        ("9月底前全员参加一次轮训，台账全部完成归档。", [(100, ">=", "9月底前"), (100, ">=", "")]),
        ("对行政协议应审尽审、应备尽备。", [(100, ">=", ""), (100, ">=", "")]),
        ("讲座覆盖各社区，宣传栏惠及每个村。", [(100, ">=", ""), (100, ">=", "")]),
        ("做到一村一法律顾问。", [(1, ">=", "")]),
        ("一月一研判、一季一通报。", [(12, ">=", "一月"), (4, ">=", "一季")]),
        ("举办讲座3至5场，演练两至三次。", [(3, ">=", ""), (2, ">=", "")]),
        ("举办讲座9场、培训3次、法律体检5次。", [(9, ">=", ""), (3, ">=", ""), (5, ">=", "")]),
        ("到2028年，建成法治公园2个，示范村占比达到70%。", [(2, ">=", "到2028年"), (70, ">=", "到2028年")]),
        ("力争全年不发生行政败诉案件。", [(0, "==", "全年")]),
        ("网格每周走访、社区每月研判。", [(52, ">=", "每周"), (12, ">=", "每月")]),
        ("年底前完成执法人员轮训一遍。", [(100, ">=", "年底前")]),
        ("全镇15个村实现法治讲座全覆盖。", [(100, ">=", "")]),
        ("对督察反馈的问题两个月内整改到位。", [(2, "<=", "")]),
        ("10日内办结率达到92%。", [(92, ">=", "")]),
        ("做到月月有宣讲、季季有评比。", [(12, ">=", "月月"), (4, ">=", "季季")]),
        ("实现复议零纠错、诉讼零败诉、执法零投诉。", [(0, "==", "")] * 3),
        ("力争零纠错、零败诉。", [(0, "==", "")] * 2),
    ],
)
def test_targets_said_in_words_or_against_last_year(words, wanted):
    assert counted(words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "深化一村一法律顾问制度。",
        "坚持应调尽调原则。",
        "健全覆盖城乡的公共法律服务体系。",
        "依托现有调解员30名、网格员80名，开展走访。",
        "在上年举办8场讲座的基础上，丰富宣讲内容。",
    ],
)
def test_schemes_and_what_is_there_promise_nothing_countable(words):
    assert counted(words) == []
    assert len(promises(words)) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("依托现有调解员30名，开展走访。", "现状"),
        ("目前已建成法治小院3处。", "现状"),
        ("在12个社区推广网格议事。", "现状"),
        ("对2023年签订的60份合同开展“回头看”。", "上年或他年数"),
        ("在上年举办8场讲座的基础上，丰富宣讲内容。", "变化前的数"),
        ("由95%提高到98%。", "变化前的数"),
        ("从五个方面发力。", "目录外"),
    ],
)
def test_a_number_that_is_no_target_is_not_called_one(words, reason):
    left = read_text(HEAD + words, "示例街道", 2024).unplaced
    assert left[left["start"] >= len(HEAD)]["reason"].tolist() == [reason]


@pytest.mark.parametrize(
    ("words", "code", "last", "now", "wanted"),
    [
        ("信访总量下降一成。", "petitions", 100, 90, (90.0, "完成")),
        ("信访总量减少一半。", "petitions", 100, 60, (50.0, "未完成")),
        ("信访总量只降不升。", "petitions", 100, 101, (100.0, "未完成")),
        ("信访总量压降15%。", "petitions", 100, 85, (85.0, "完成")),
    ],
)
def test_a_change_said_in_words_is_measured_against_the_year_before(words, code, last, now, wanted):
    row = tracked(words, code, (2024, last), (2025, now))
    assert (row["target"], row["outcome"]) == wanted


def test_one_for_each_place_is_multiplied_by_the_places():
    row = tracked("做到一村一名法律顾问。", "communities", (2025, 12), measure="个")
    assert row["target"] == 12.0


def test_every_sentence_of_an_item_is_looked_at_and_its_heading_is_no_task():
    found = promises(
        "（一）强化学习教育。组织干部旁听庭审，完善学法档案；健全考核办法。\n（二）明年我街道将压实责任。\n"
    )
    assert found["text"].tolist() == [
        "组织干部旁听庭审",
        "完善学法档案；",
        "健全考核办法。",
        "（二）明年我街道将压实责任。",
    ]


PIECES = [
    "每季度",
    "全年",
    "年底前",
    "举办讲座",
    "20场",
    "下降10%",
    "30日内",
    "全覆盖",
    "全员参加一次轮训",
    "减少一半",
    "一村一顾问",
    "应审尽审",
    "对",
    "，",
    "；",
    "。",
    "、",
    "\n",
    "8件",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_every_number_of_the_plans_is_a_promise_or_unplaced(parts):
    text = HEAD + "".join(parts)
    read = read_text(text, "示例街道", 2024)
    ahead = [item for item in find_quantities(text) if item.start >= len(HEAD)]
    left = set(read.unplaced["start"])
    spans = [(text.find(row.text, max(0, row.start - 40)), row) for row in read.commitments.itertuples()]
    for item in ahead:
        assert item.start in left or any(row.start <= item.start or at <= item.start for at, row in spans)
