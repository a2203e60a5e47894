"""Any text gives a table, and every quantity of it lies in exactly one row."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.drafts import COLUMNS, check_text
from lawstats.quantities import find_quantities
from lawstats.records import COLUMNS as RECORD_COLUMNS

DAY = pd.Timestamp
VERDICTS = {"一致", "四舍五入内一致", "不一致", "表述过强", "无记录可核"}
SERIES = {
    "disputes_mediated": {2021: 40.0, 2022: 48.0, 2023: 60.0, 2024: 73.0},
    "petitions": {2022: 50.0, 2023: 40.0, 2024: 0.0},
    "mediation_success_rate": {2023: 96.0, 2024: 97.4},
    "publicity_materials": {2023: 38000.0, 2024: 42013.0},
}
MEASURES = {
    "disputes_mediated": "件",
    "petitions": "件",
    "mediation_success_rate": "%",
    "publicity_materials": "份",
}
RECORDS = pd.DataFrame(
    [
        [
            *("甲街道", year, code, value, value, value, "exact", MEASURES[code], DAY(year, 1, 1), DAY(year, 12, 31)),
            *(f"{year}年报告", "", f"{code}{year}", f"{value:g}{MEASURES[code]}"),
        ]
        for code, years in SERIES.items()
        for year, value in years.items()
    ],
    columns=list(RECORD_COLUMNS),
)
#: Pieces that drafts are made of, put together in any order: far more orders than any draft has.
WORDS = """
全年 调解矛盾纠纷 信访件 调解成功率 发放宣传资料 物业纠纷 比上年 同比 与2022年相比 上年为 由 从 到 增至
增加 增长 下降 减少了 提高 翻了一番 翻番 是上年的 占 占比 办结率 73件 60件 13件 21.7% 1.4个百分点 4万余份 4.2万份
2倍 三分之一 0件 近两成 10至12件 数十件 明显 大幅 显著上升 略有 基本持平 逐年上升 稳步下降 连续三年 首次 突破 为零
无行政诉讼案件 其中 合计 分别 均 其他 （ ） 、 ， ； 。 ： 2023年 1—11月 近三年 2022—2024年 下一步
四、下一年工作安排 全区 % 万 亿 件
"""
PIECES = (*WORDS.split(), "\n", " ", "\t")
DRAFTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def every_quantity_once(text: str) -> None:
    found = check_text(text, RECORDS, year=2024)
    assert list(found.columns) == list(COLUMNS)
    assert set(found["verdict"]) <= VERDICTS
    for row in found.itertuples():
        assert text[row.start : row.end] == row.words
    for item in find_quantities(text):
        rows = found[(found["start"] <= item.start) & (found["end"] >= item.end)]
        assert len(rows) == 1, (text, item.text, rows["words"].tolist())


@settings(max_examples=150, deadline=None)
@given(DRAFTS)
def test_every_quantity_of_a_draft_like_text_lies_in_one_row(text):
    every_quantity_once(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_table(text):
    every_quantity_once(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30).map("".join))
def test_drafts_with_anything_between_give_a_table(text):
    every_quantity_once(text)


@pytest.mark.parametrize("text", ["", "\n", "。。。", "０", "（（（", "73件" * 50, "增加" * 80, "其中1件、" * 40])
def test_odd_texts(text):
    every_quantity_once(text)


def test_time_grows_with_the_length_alone():
    """Nested words of change and long lists must not make a check take for ever."""
    from time import perf_counter

    started = perf_counter()
    for text in ("同比增长" * 2000, "连续三年" * 1000, "其中1件、2件、" * 500, "从1件到" * 500, "（" * 3000):
        check_text(text, RECORDS, year=2024)
    assert perf_counter() - started < 20
