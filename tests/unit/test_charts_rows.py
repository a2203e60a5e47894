"""Charts of one row an item: order, values, colours and words are read back from what was drawn."""

from __future__ import annotations

import math

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from lawstats.errors import LawstatsError
from lawstats.judging.rates import poisson_ci
from lawstats.judging.units import funnel_limits
from lawstats.records import combine, empty
from lawstats.telling.charts import commitments, composition, funnel, peers, this_year_last_year
from lawstats.telling.style import COLOURS, new_figure
from lawstats.telling.typeset import find_missing_characters, find_overlaps

NAN = math.nan


def names(ax):
    return [text.get_text().replace("\n", "") for text in ax.get_yticklabels()]


def right_words(ax):
    return [text.get_text() for text in ax.child_axes[0].get_yticklabels()]


def values(ax):
    """The words printed behind marks, without the names over them."""
    return [text.get_text() for text in ax.texts if text.get_gid() is None]


def dots(ax):
    """Row -> (value, colour, filled)."""
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    return {
        int(m.get_ydata()[0]): (float(m.get_xdata()[0]), m.get_markeredgecolor(), m.get_markerfacecolor() != "white")
        for m in marks
    }


def bars(ax):
    """Row -> ends of its lying interval."""
    found = {}
    for lines in ax.collections:
        for path in lines.get_paths():
            found[int(path.vertices[0, 1])] = tuple(float(end) for end in path.vertices[:, 0])
    return found


def clean(ax):
    assert find_overlaps(ax.figure) == []
    assert find_missing_characters(ax.figure) == []


PEERS = pd.DataFrame(
    {
        "office": ["乙街道", "甲街道", "丁街道", "丙街道"],
        "value": [30.0, 12.0, 0.0, NAN],
        "ci_low": [20.0, 6.0, 0.0, NAN],
        "ci_high": [43.0, 21.0, 3.7, NAN],
    }
)


def test_peers_keep_the_order_given_and_are_never_sorted_by_value():
    ax = peers(PEERS, highlight="甲街道")
    assert names(ax) == ["乙街道", "甲街道", "丁街道", "丙街道"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first row is on top"


def test_peers_show_values_intervals_zero_and_missing():
    ax = peers(PEERS, highlight="甲街道")
    assert dots(ax) == {
        0: (30, COLOURS["chance"], True),
        1: (12, COLOURS["ink"], True),
        2: (0, COLOURS["chance"], False),
    }
    assert bars(ax) == {0: (20, 43), 1: (6, 21), 2: (0, pytest.approx(3.7))}
    assert values(ax) == ["30", "12", "0", "缺"]
    assert [text.get_fontweight() for text in ax.get_yticklabels()] == ["normal", "bold", "normal", "normal"]
    assert ax.get_xlim()[0] == 0
    clean(ax)


def test_peers_need_their_columns():
    with pytest.raises(LawstatsError, match="value"):
        peers(PEERS.drop(columns="value"))


def test_thirty_long_names_and_millions_stay_apart():
    offices = [f"云南省曲靖市麒麟区第{k}街道办事处综合行政执法队（含高新技术产业园区）" for k in range(30)]
    table = pd.DataFrame({"office": offices, "value": np.linspace(0, 14_000_000, 30)})
    ax = peers(table, highlight=offices[3], unit="件")
    assert names(ax) == offices
    clean(ax)


@pytest.mark.parametrize("width", ["full", "half"])
def test_peers_fit_the_axes_they_are_given(width):
    _, ax = new_figure(width, 6)
    clean(peers(PEERS, ax=ax))


@pytest.mark.parametrize("table", [PEERS.iloc[:1], PEERS.iloc[3:], PEERS.iloc[:0]])
def test_one_missing_or_no_office_is_drawn(table):
    clean(peers(table))


def test_funnel_names_only_those_beyond_the_outer_line_and_ours():
    table = pd.DataFrame(
        {"office": list("甲乙丙丁戊己"), "count": [9, 14, 7, 60, 8, 12], "exposure": [20, 30, 33, 25, 40, 36]}
    )
    ax = funnel(table, highlight="甲")
    flags = funnel_limits(table["count"], table["exposure"])
    far = {name for name, flag in zip(table["office"], flags.flag, strict=True) if flag.endswith("998")}
    assert far, "the example must have someone outside"
    assert {text.get_text() for text in ax.texts} == far | {"甲"}
    drawn = [line for line in ax.lines if line.get_marker() == "o"]
    assert [float(line.get_xdata()[0]) for line in drawn] == pytest.approx(list(flags.expected))
    assert [float(line.get_ydata()[0]) for line in drawn] == pytest.approx(list(flags.ratio))
    coloured = {
        n for n, line in zip(table["office"], drawn, strict=True) if line.get_markerfacecolor() == COLOURS["change"]
    }
    assert coloured == far
    clean(ax)


def test_funnel_lines_are_the_rule_of_the_flags():
    counts = [41, 12, 25, 60, 33, 18]
    ax = funnel(pd.DataFrame({"office": list("甲乙丙丁戊己"), "count": counts, "exposure": [1] * 6}))
    dashed = [line for line in ax.lines if line.get_linestyle() == "--"]
    for line in dashed:
        expected, ratio = np.asarray(line.get_xdata()), np.asarray(line.get_ydata())
        for middle in (len(expected) // 3, len(expected) // 2):
            interval = poisson_ci(round(expected[middle] * ratio[middle]))
            ends = (interval.ci_low, interval.ci_high)
            assert min(abs(end - expected[middle]) for end in ends) < 1e-6 * expected[middle] + 1e-9


CHANGES = pd.DataFrame(
    [
        ("化解矛盾纠纷", 73, 40, 1.825, 1.24, 2.71, "明显上升", "neutral"),
        ("行政复议案件", 7, 5, 1.4, 0.44, 4.7, "未见明显变化", "lower"),
        ("信访件", 30, 66, 0.4545, 0.29, 0.7, "明显下降", "lower"),
        ("行政诉讼案件", 0, 5, 0.0, 0.0, 0.82, "可能下降", "lower"),
        ("依申请公开", 8, 0, math.inf, 2.2, math.inf, "明显上升", "lower"),
        ("法治讲座", 12, NAN, NAN, NAN, NAN, "数据不足", "higher"),
        ("普法资料", 41000, 40000, 1.025, NAN, NAN, "不作检验", "neutral"),
    ],
    columns=["name", "value", "base_value", "ratio", "ci_low", "ci_high", "verdict", "good_direction"],
)


def test_changes_are_coloured_by_judgement_and_said_in_words():
    ax = this_year_last_year(CHANGES)
    assert names(ax) == list(CHANGES["name"])
    drawn = dots(ax)
    assert drawn[0] == (1.825, COLOURS["change"], True)
    assert drawn[1][1] == COLOURS["chance"]
    assert drawn[2][1] == COLOURS["better"]
    assert 3 not in drawn, "a ratio of 0 has no place on a log scale"
    assert 4 not in drawn, "nor has an infinite one"
    assert 5 not in drawn
    assert drawn[6] == (1.025, COLOURS["chance"], False)
    assert right_words(ax)[0] == "40 → 73　明显上升"
    assert right_words(ax)[5] == "缺 → 12　数据不足"
    assert bars(ax)[0] == (1.24, 2.71)
    clean(ax)


def test_intervals_off_the_scale_end_in_arrows():
    ax = this_year_last_year(CHANGES)
    arrows = {(line.get_marker(), int(line.get_ydata()[0])) for line in ax.lines if line.get_marker() in "<>"}
    assert arrows == {("<", 3), (">", 4)}
    left, right = ax.get_xlim()
    assert left * right == pytest.approx(1), "halving and doubling are equally far from no change"


def test_directions_come_from_the_vocabulary_when_the_table_has_none():
    table = CHANGES.iloc[[2]].drop(columns="good_direction")
    neutral = this_year_last_year(table.assign(indicator="petitions"))
    good = this_year_last_year(table.assign(indicator="publicity_audience"))
    assert dots(neutral)[0][1] == COLOURS["change"]
    assert dots(good)[0][1] == COLOURS["worse"]


def test_approximate_figures_are_said_as_stated_and_rates_have_no_ratio_interval():
    table = pd.DataFrame(
        [
            {"name": "咨询", "value": 40000.0, "low": 40000.0, "high": 49999.0, "qualifier": "over", "measure": "人次"},
            {"name": "成功率", "value": 97.0, "low": 97.0, "high": 97.0, "qualifier": "exact", "measure": "%"},
        ]
    ).assign(
        base_value=[30000.0, 90.0], ratio=[1.33, NAN], ci_low=[1.2, 2.0], ci_high=[1.5, 12.0], kind=["event", "rate"]
    )
    ax = this_year_last_year(table.assign(verdict=["明显上升", "小幅上升"], good_direction="neutral"))
    assert right_words(ax) == ["3万 → 4万余人次　明显上升", "90 → 97%　小幅上升"]
    assert list(bars(ax)) == [0]


PROMISES = pd.DataFrame(
    [
        ("每季度专题学法一次", 4, "at_least", "次", 5.0),
        ("每年两次模拟演练", 2, "at_least", "次", 1.0),
        ("每周推送一条短视频", 52, "at_least", "条", NAN),
        ("信访积案不超过3件", 3, "at_most", "件", 2.0),
        ("信访积案不超过3件", 3, "at_most", "件", 5.0),
        ("建立合同复查制度", NAN, "", "", NAN),
        ("集中培训", 4, ">=", "次", 40.0),
        ("一次也没有做", 2, ">=", "次", 0.0),
        ("未经审查的决策事项不上会", 0, "==", "件", 0.0),
        ("未经审查的决策事项不上会", 0, "==", "件", 1.0),
    ],
    columns=["text", "target", "comparison", "measure", "done"],
)


def test_promises_are_kept_broken_or_unknown_and_never_guessed():
    ax = commitments(PROMISES)
    said = [words.split("　")[0] for words in right_words(ax)]
    assert said == ["完成", "部分完成", "待核", "完成", "未完成", "待核", "完成", "未完成", "完成", "未完成"]
    assert right_words(ax)[0] == "完成　目标≥4次　完成5次"
    drawn = dots(ax)
    assert drawn[0] == (1.25, COLOURS["better"], True)
    assert drawn[1] == (0.5, COLOURS["worse"], True)
    assert 2 not in drawn, "unknown is not zero"
    assert 8 not in drawn, "a target of 0 has no scale"
    assert drawn[7] == (0, COLOURS["worse"], False)
    frames = [bar for bar in ax.patches if bar.get_facecolor()[3] == 0]
    assert [round(bar.get_y() + bar.get_height() / 2) for bar in frames] == [2, 5], "unknown is an empty frame"
    assert all(bar.get_width() == 1 for bar in frames)
    assert 6 not in drawn
    assert any(line.get_marker() == ">" and line.get_ydata()[0] == 6 for line in ax.lines)
    clean(ax)


def test_an_approximate_deed_is_kept_only_if_it_holds_throughout():
    table = pd.DataFrame({"text": ["甲", "乙"], "target": [30.0, 30.0], "done": [30.0, 40.0]})
    ax = commitments(table.assign(done_low=[21.0, 40.0], done_high=[30.0, 49.0]))
    assert [words.split("　")[0] for words in right_words(ax)] == ["待定", "完成"]


def test_promises_without_any_record_are_all_to_be_checked():
    ax = commitments(PROMISES[["text", "target"]])
    assert all(words.startswith("待核") for words in right_words(ax))
    assert dots(ax) == {}
    clean(ax)


def _parts(rows):
    frame = pd.DataFrame(rows, columns=["indicator", "year", "value"]).assign(office="示例街道")
    frame = frame.assign(
        low=frame["value"], high=frame["value"], qualifier="exact", measure="件", source="来源", link=""
    )
    frame["period_start"] = [pd.Timestamp(year, 1, 1) for year in frame["year"]]
    frame["period_end"] = [pd.Timestamp(year, 12, 31) for year in frame["year"]]
    return combine(empty(), frame.assign(place="第1句", evidence="件"))


PARTS = [("petitions", 2023, 30.0), ("petitions", 2024, 20.0), ("x_other", 2023, 70.0), ("x_other", 2024, 60.0)]


def test_parts_show_counts_and_shares():
    ax = composition(_parts(PARTS), ["petitions", "x_other"], [2023, 2024], office="示例街道")
    assert values(ax) == ["30 (30.0%)", "20 (25.0%)", "70 (70.0%)", "60 (75.0%)"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([30, 25, 70, 75])
    assert names(ax)[:2] == ["2023", "2024"]
    clean(ax)


def test_a_missing_part_is_no_zero_and_takes_the_shares_away():
    ax = composition(_parts(PARTS[:-1]), ["petitions", "x_other"], [2023, 2024], office="示例街道")
    assert values(ax) == ["30 (30.0%)", "20", "70 (70.0%)", "缺"]
    assert [bar.get_width() for bar in ax.patches] == [30, 20, 70], "counts, since 2024 has no total"


def test_shares_of_a_stated_whole():
    records = _parts([*PARTS[:-1], ("whole", 2023, 120.0), ("whole", 2024, 80.0)])
    ax = composition(records, ["petitions", "x_other"], [2023, 2024], office="示例街道", whole="whole")
    assert values(ax) == ["30 (25.0%)", "20 (25.0%)", "70 (58.3%)", "缺"]


def test_settings_are_as_before():
    before = dict(mpl.rcParams)
    peers(PEERS)
    this_year_last_year(CHANGES)
    commitments(PROMISES)
    assert dict(mpl.rcParams) == before
