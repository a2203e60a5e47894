"""Titles say what the verdict says and no more: every title for every verdict, and the facts of those without one."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from lawstats.judging.rules import Verdict
from lawstats.judging.trend_rules import TrendVerdict
from lawstats.telling.fact_titles import (
    gaps_title,
    load_title,
    months_title,
    parts_title,
    peers_title,
    rates_title,
    waiting_title,
)
from lawstats.telling.titles import (
    changes_title,
    promises_title,
    same_months_title,
    steps_title,
    stretches_title,
    trends_title,
    units_title,
)
from lawstats.telling.verdict_words import verdict_words

CLAIMS = re.compile("上升|下降|增长|减少|增至|减至|明显|大幅|显著|可能|小幅|偏高|偏低|好转|恶化")


def claims(title, *allowed):
    for verdict in sorted(allowed, key=len, reverse=True):
        title = title.replace(str(verdict), "")
    return CLAIMS.findall(title)


def comparison(verdict, name="信访件"):
    return {"name": name, "year": 2024, "base_year": 2023, "value": 5.0, "base_value": 3.0} | {
        "measure": "件",
        "verdict": str(verdict),
    }


def stretch(verdict, name="信访件", code="petitions"):
    row = {"office": "示例街道", "name": name, "indicator": code, "verdict": str(verdict)}
    return row | {"first_year": 2020, "last_year": 2024}


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_comparison_is_titled_with_its_verdict_alone(verdict, count):
    rows = [comparison(verdict, f"指标{number}") for number in range(count)]
    title = changes_title(pd.DataFrame(rows))
    assert str(verdict) in title
    assert not claims(title, verdict)
    assert not claims(same_months_title(rows[0]), verdict)
    assert str(verdict) in same_months_title(rows[0])


def test_a_comparison_with_an_earlier_year_names_it():
    rows = pd.DataFrame([comparison("明显下降", "甲")])
    assert changes_title(rows.assign(base_year=2023)) == "2024年与上年相比：甲明显下降"
    assert changes_title(rows.assign(base_year=2021)) == "2024年与2021年相比：甲明显下降"


@pytest.mark.parametrize("verdict", list(TrendVerdict))
def test_a_trend_is_titled_with_its_verdict_alone(verdict):
    table = pd.DataFrame([stretch(verdict)])
    pairs = pd.DataFrame([comparison(Verdict.NO_CHANGE_SEEN)])
    for title in (stretches_title(table), trends_title(table), steps_title(pairs, table)):
        assert str(verdict) in title
        assert not claims(title, verdict, Verdict.NO_CHANGE_SEEN)


def test_judged_indicators_come_first_and_are_named():
    rows = [comparison("未见明显变化", name) for name in "甲乙丙丁"] + [comparison("明显下降", "戊")]
    assert changes_title(pd.DataFrame(rows)) == "2024年与上年相比：戊明显下降；甲、乙等4项未见明显变化"
    trends = [stretch("未见明显趋势", "甲", "a"), stretch("可能上升趋势", "乙", "b")]
    assert trends_title(pd.DataFrame(trends)) == "2020—2024年：乙可能上升趋势；甲未见明显趋势"


def test_the_last_stretch_of_an_indicator_speaks_for_it():
    old = stretch("明显上升趋势") | {"first_year": 2010, "last_year": 2019}
    assert "上升" not in trends_title(pd.DataFrame([old, stretch("年份不足")]))


def test_steps_are_counted_by_verdict():
    verdicts = ["未见明显变化", "可能下降", "明显上升", "未见明显变化"]
    title = steps_title(pd.DataFrame([comparison(v) for v in verdicts]), pd.DataFrame([stretch("未见明显趋势")]))
    assert "逐年相比4次：明显上升1次，可能下降1次，未见明显变化2次；2020—2024年未见明显趋势" in title


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["in", "in"], "2个社区之间未见超出偶然波动的差别"),
        (["high_95", "in"], "未见超出"),
        (["in", "low_998"], "社区1超出偶然波动，其余1个社区未超出"),
    ],
)
def test_only_units_beyond_the_outer_line_are_named(flags, words):
    table = pd.DataFrame({"name": ["社区0", "社区1"], "flag": flags})
    assert words in units_title(table, "每千户件数")


def test_promises_are_counted_by_outcome():
    table = pd.DataFrame({"due_year": [2024] * 4, "outcome": ["完成", "未完成", "部分完成", "完成"]})
    assert promises_title(table) == "2024年到期的承诺4条：完成2条，部分完成1条，未完成1条"
    assert "待核" in promises_title(table[["due_year"]])


def test_titles_without_a_verdict_state_facts_and_compare_nothing():
    figure = {"year": 2024, "indicator": "law_lectures", "qualifier": "exact", "measure": "场"}
    peers = [
        figure | {"office": o, "value": n, "low": n, "high": n} for o, n in (("甲", 7.0), ("乙", 2.0), ("丙", 70.0))
    ]
    months = pd.DataFrame({"year": [2023, 2024], "month": [3, 4], "count": [9, 12]})
    each = pd.DataFrame({"office": ["甲", "乙"], "year": [2024, 2024], "rate": [1.058, 2.0]})
    parts = pd.DataFrame(
        [(1999, "disputes_family", 40.0), (1999, "disputes_mediated", 100.0)], columns=["year", "indicator", "value"]
    )
    waits = pd.DataFrame({"days": [5.0, 12.0, 40.0, 50.0], "open": [False] * 3 + [True]})
    needs = pd.DataFrame({"name": ["邻里", "物业"], "a": [0.1, 0.3], "b": [0.2, 0.0]})
    rates = pd.DataFrame({"year": [2023, 2024], "numerator": [15, 12], "denominator": [17, 15]})
    titles = {
        peers_title(pd.DataFrame(peers), "甲"): "7场；同列的2个单位2至70场",
        months_title(months, "受理"): "共受理21件，最多的月份是2024年4月（12件）",
        load_title(each, "人均", "件", "甲"): "甲2024年1.06件；同列的各数2.00至2.00件",
        parts_title(parts, "disputes_mediated"): "1999年婚姻家庭纠纷（占全部40.0%）",
        waiting_title(waits, "排查"): "30日内办结50%，至今未办结1件",
        gaps_title(needs, "a", "b", ("占纠纷", "占讲座")): "物业占纠纷30.0%，占讲座0.0%",
        rates_title(rates, "先审后签"): "2024年15份中12份（80.0%），2023年17份中15份（88.2%）",
    }
    for title, fact in titles.items():
        assert fact in title
        assert not claims(title)


def test_nothing_known_is_said_and_not_invented():
    nothing = pd.DataFrame({"year": [], "month": [], "count": []})
    assert "没有" in months_title(nothing, "受理")
    assert changes_title(pd.DataFrame()) == "没有可比的指标"
    assert "没有" in peers_title(pd.DataFrame({"office": []}), "甲")
    assert waiting_title(pd.DataFrame({"days": [float("nan")], "open": [False]}), "排查") == "排查0件：至今未办结0件"


@pytest.mark.parametrize("verdict", [*Verdict, *TrendVerdict])
def test_every_verdict_has_english_words(verdict):
    said = verdict_words(str(verdict), "en")
    assert said.isascii()
    assert said != str(verdict)


def test_notebook_titles_are_rendered_and_never_typed(root):
    typed = []
    for path in sorted((root / "notebooks").glob("0[234]_*.ipynb")):
        typed += re.findall(r'(?<!sub)title=f?\\"', path.read_text(encoding="utf-8"))
    assert typed == []
