"""Charts of ledgers and the overview page: what is drawn is read back, and no chart claims what no verdict said."""

from __future__ import annotations

import math

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from scipy import stats

from lawstats.errors import LawstatsError
from lawstats.indicators import load_vocabulary
from lawstats.judging.rates import poisson_ci
from lawstats.judging.rules import Verdict
from lawstats.records import combine, empty
from lawstats.telling.charts import (
    commitments,
    communities,
    composition,
    funnel,
    month_comparison,
    month_heatmap,
    overview,
    peers,
    small_counts,
    this_year_last_year,
    timeliness,
    waiting_times,
    year_trend,
)
from lawstats.telling.style import COLOURS, colour_of, new_figure
from lawstats.telling.typeset import find_missing_characters, find_overlaps, visible_texts

NAN = math.nan
OFFICE = "示例街道"
CLAIMS = ("上升", "下降", "明显", "大幅", "显著")
JUDGING = {COLOURS[name].lower() for name in ("change", "better", "worse")}


def clean(ax):
    assert find_overlaps(ax.figure) == []
    assert find_missing_characters(ax.figure) == []


def said(ax):
    """Every word a reader sees on the page."""
    ax.figure.draw_without_rendering()
    return [text.get_text() for text in visible_texts(ax.figure)]


def colours(ax):
    """Every colour of a line or a dot on the page."""
    lines = [line for panel in ax.figure.axes for line in panel.lines]
    found = {to_hex(colour) for line in lines for colour in (line.get_color(), line.get_markeredgecolor())}
    for panel in ax.figure.axes:
        found |= {to_hex(rgba) for bars in panel.collections for rgba in bars.get_edgecolor()}
        found |= {to_hex(patch.get_facecolor()) for patch in panel.patches}
    return found


def months(counts, years=(2023, 2024)):
    rows = [(year, month, count) for year, line in zip(years, counts, strict=True) for month, count in line.items()]
    return pd.DataFrame(rows, columns=["year", "month", "count"])


def records(series, indicator="disputes_mediated"):
    rows = [
        {
            "office": OFFICE,
            "year": year,
            "indicator": indicator,
            "value": float(value),
            "low": float(value),
            "high": float(value),
            "qualifier": "exact",
            "measure": "件",
            "period_start": pd.Timestamp(year, 1, 1),
            "period_end": pd.Timestamp(year, 12, 31),
            "source": "台账",
            "link": "",
            "place": "表",
            "evidence": f"{value}件",
        }
        for year, value in series.items()
    ]
    return combine(empty(), pd.DataFrame(rows))


# The calendar


def cells(ax):
    """(row, column) -> hatched or not, of the cells that are framed."""
    framed = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    return {(int(p.get_y()), int(p.get_x())): bool(p.get_hatch()) for p in framed}


def test_calendar_shows_counts_zero_and_missing_apart():
    ax = month_heatmap(months([{1: 5, 2: 0, 4: 9}, {1: 2, 3: NAN}]))
    grid = ax.collections[0].get_array().reshape(2, 12)
    assert grid[0, [0, 1, 3]].tolist() == [5, 0, 9]
    assert grid.mask.sum() == 24 - 4
    framed = cells(ax)
    assert [place for place, hatched in framed.items() if not hatched] == [(0, 1)]
    assert sum(framed.values()) == 20
    assert [text.get_text() for text in ax.texts] == ["5", "0", "9", "2"]
    shades = [to_hex(ax.collections[0].cmap(ax.collections[0].norm(count))) for count in (0, 1, 9)]
    assert shades[0] == "#ffffff"
    assert shades[1] != "#ffffff"
    assert shades[2] == COLOURS["ink"].lower()
    clean(ax)


def test_calendar_has_a_row_for_a_year_nobody_recorded():
    ax = month_heatmap(months([{1: 5}, {1: 2}], years=(2021, 2023)))
    assert [text.get_text() for text in ax.get_yticklabels()] == ["2021年", "2022年", "2023年"]
    assert all(cells(ax)[1, column] for column in range(12))
    assert ax.get_ylim()[0] > ax.get_ylim()[1], "the first year is on top"


CALENDARS = {
    "one year": months([dict.fromkeys(range(1, 13), 3)], years=(2024,)),
    "zeros": months([dict.fromkeys(range(1, 13), 0)] * 5, years=range(2020, 2025)),
    "all missing": months([dict.fromkeys(range(1, 13), NAN)] * 2),
    "millions": months([{m: 1_234_567 * m for m in range(1, 13)}, {m: m for m in range(1, 13)}]),
    "nothing": months([{}, {}]),
}


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("name", CALENDARS)
def test_calendar_is_clean(name, width):
    _, ax = new_figure(width, 7)
    clean(month_heatmap(CALENDARS[name], ax=ax))


def test_numbers_too_wide_for_their_cells_leave_the_bar_to_speak():
    _, ax = new_figure("half", 7)
    month_heatmap(CALENDARS["millions"], ax=ax)
    assert len(ax.texts) == 0
    assert len(ax.figure.axes) == 2


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"year": [2024], "month": [13], "count": [1]}), "13"),
        (pd.DataFrame({"year": [2024] * 2, "month": [3] * 2, "count": [1, 2]}), "2024年3月出现了两次"),
        (pd.DataFrame({"year": [2024], "month": [3], "count": [-1]}), "负数"),
        (pd.DataFrame({"year": [2024], "month": [3]}), "count"),
    ],
)
def test_a_broken_calendar_is_refused(table, words):
    with pytest.raises(LawstatsError, match=words):
        month_heatmap(table)


# The same months


def month_marks(ax, shape):
    return {
        round(line.get_xdata()[0]): (float(line.get_ydata()[0]), line.get_markerfacecolor() != "white")
        for line in ax.lines
        if line.get_marker() == shape
    }


def test_same_months_stand_side_by_side_with_exact_intervals():
    ax = month_comparison(months([{3: 9, 4: 5}, {3: 14, 4: 0, 5: 2}]), 2024, unit="件")
    assert month_marks(ax, "s") == {3: (9, True), 4: (5, True)}
    assert month_marks(ax, "o") == {3: (14, True), 4: (0, False), 5: (2, True)}
    ends = {tuple(path.vertices[:, 1]) for bars in ax.collections for path in bars.get_paths()}
    for count in (9, 5, 14, 0, 2):
        exact = poisson_ci(count)
        assert any(low == pytest.approx(exact.ci_low) and high == pytest.approx(exact.ci_high) for low, high in ends)
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(hatched) == 24 - 5
    assert {"9", "14", "0", "2"} <= set(said(ax))
    clean(ax)


def test_no_interval_is_drawn_beside_its_own_month():
    ax = month_comparison(months([{3: 9}, {3: 14}]), 2024)
    xs = sorted(float(path.vertices[0, 0]) for bars in ax.collections for path in bars.get_paths())
    assert 2.5 < xs[0] < 3 < xs[1] < 3.5


@pytest.mark.parametrize("name", CALENDARS)
def test_same_months_are_clean(name):
    _, ax = new_figure("half", 7)
    clean(month_comparison(CALENDARS[name], 2024, ax=ax))


def test_same_months_need_whole_counts():
    with pytest.raises(LawstatsError, match="小数"):
        month_comparison(months([{3: 2.5}, {}]), 2024)


# Days to resolution


def line(ax):
    return next(found for found in ax.lines if found.get_label() == "line")


def test_the_curve_is_kaplan_and_meiers():
    days = [3, 5, 5, 8, 8, 20, 41, 7, 30]
    still = [False] * 7 + [True] * 2
    ax = timeliness(pd.DataFrame({"days": days, "open": still}))
    expected = stats.ecdf(stats.CensoredData(uncensored=days[:7], right=days[7:])).cdf
    drawn = dict(zip(line(ax).get_xdata().tolist(), line(ax).get_ydata().tolist(), strict=True))
    assert drawn.pop(0.0) == 0
    assert list(drawn) == expected.quantiles.tolist()
    assert list(drawn.values()) == pytest.approx(expected.probabilities.tolist())
    assert line(ax).get_drawstyle() == "steps-post"
    assert "共9件　未结2件（竖短线，最长30天）" in ax.get_xlabel()
    rings = [mark for mark in ax.lines if mark.get_markerfacecolor() == "white"]
    assert [mark.get_xdata()[0] for mark in rings] == [30, 60, 90]
    clean(ax)


def test_the_band_is_the_log_log_one():
    days, still = [3, 5, 5, 8, 12], [2, 9]
    table = pd.DataFrame({"days": days + still, "open": [False] * 5 + [True] * 2})
    band = timeliness(table).collections[0].get_paths()[0].vertices
    exact = stats.ecdf(stats.CensoredData(uncensored=days, right=still)).cdf
    with pytest.warns(RuntimeWarning, match="undefined"):
        wanted = exact.confidence_interval(method="log-log")
    at = list(exact.quantiles).index(5)
    assert np.isclose(band[:, 1], wanted.low.probabilities[at]).any()
    assert np.isclose(band[:, 1], wanted.high.probabilities[at]).any()


def test_leaving_open_cases_out_would_give_another_curve():
    table = pd.DataFrame({"days": [10, 10, 40, 40], "open": [False, False, True, True]})
    assert line(timeliness(table)).get_ydata().max() == 0.5
    assert line(timeliness(table[~table["open"]])).get_ydata().max() == 1


def test_one_old_case_runs_off_the_edge_and_is_told():
    ax = timeliness(pd.DataFrame({"days": [5, 9, 1748], "open": [False, False, True]}))
    assert ax.get_xlim()[1] < 120
    assert [mark.get_marker() for mark in ax.lines if mark.get_label() == "beyond"] == [">"]
    assert "最长1748天" in ax.get_xlabel()


WAITING = {
    "one": ([4], [False]),
    "all open": ([4, 90], [True, True]),
    "same day": ([0, 0, 0], [False] * 3),
    "long": (list(range(0, 2500, 7)), [day % 2 == 0 for day in range(0, 2500, 7)]),
    "all missing": ([NAN, NAN], [False, False]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", WAITING)
def test_the_curve_is_clean(name):
    _, ax = new_figure("half", 7)
    days, still = WAITING[name]
    ax = timeliness(pd.DataFrame({"days": np.array(days, dtype=float), "open": np.array(still, dtype=bool)}), ax=ax)
    clean(ax)
    assert any(f"共{sum(day == day for day in days)}件" in words for words in said(ax))


def test_negative_days_are_refused():
    with pytest.raises(LawstatsError, match="负数"):
        timeliness(pd.DataFrame({"days": [-1], "open": [False]}))


def test_waiting_is_seen_from_one_day():
    rows = [
        ("2024-01-01", "2024-01-11", False),  # took 10 days
        ("2024-06-01", "2025-02-01", False),  # ended later: still open
        ("2024-12-01", None, False),  # open
        ("2024-03-01", None, True),  # ended on an unknown day
        ("2024-03-09", "2024-03-01", False),  # ended before it began
        ("2025-01-05", None, False),  # came later
    ]
    cases = pd.DataFrame(rows, columns=["accepted_date", "ended_date", "ended_undated"])
    cases[["accepted_date", "ended_date"]] = cases[["accepted_date", "ended_date"]].apply(pd.to_datetime)
    found = waiting_times(cases, "accepted_date", "2024-12-31")
    assert found["open"].tolist() == [False, True, True, False, False]
    assert found["days"].tolist() == pytest.approx([10, 213, 30, NAN, NAN], nan_ok=True)


# Communities

FIVE = pd.DataFrame(
    {
        "community": ["丙社区", "甲社区", "乙社区", "戊社区", "丁社区"],
        "count": [12.0, 3.0, 0.0, NAN, 40.0],
        "households": [3000.0, 2000.0, 1500.0, 1000.0, 5000.0],
    }
)


def dots(ax):
    marks = [mark for mark in ax.lines if mark.get_marker() == "o"]
    return {int(m.get_ydata()[0]): (float(m.get_xdata()[0]), m.get_markerfacecolor() != "white") for m in marks}


def bars(ax):
    """(row, thickness) -> ends of its lying line."""
    return {
        (int(path.vertices[0, 1]), float(lines.get_linewidth()[0])): tuple(path.vertices[:, 0].tolist())
        for lines in ax.collections
        for path in lines.get_paths()
    }


def test_communities_keep_their_order_rates_and_intervals():
    ax = communities(FIVE)
    assert [text.get_text() for text in ax.get_yticklabels()] == FIVE["community"].tolist()
    assert dots(ax) == {0: (4, True), 1: (1.5, True), 2: (0, False), 4: (8, True)}
    exact = poisson_ci(12, 3)
    assert bars(ax)[0, 1.4] == pytest.approx((exact.ci_low, exact.ci_high))
    assert [text.get_text() for text in ax.texts] == ["4.0（12件）", "1.5（3件）", "0（0件）", "缺", "8.0（40件）"]
    common = [mark.get_xdata()[0] for mark in ax.lines if mark.get_marker() == "None"]
    assert common == [pytest.approx(1000 * 55 / 11500)]
    assert "合计4.8" in ax.get_xlabel()
    clean(ax)


def test_in_public_small_counts_have_neither_number_nor_dot():
    ax = communities(FIVE, public=True)
    words = [text.get_text() for text in ax.texts]
    assert words[1] == "<5件"
    assert words[2] == "0（0件）"
    assert "…件" in words, "with one small count alone the sum would give it away"
    assert 1 not in dots(ax)
    assert [row for row, _ in bars(ax)].count(1) == 1
    assert bars(ax)[1, 6.0] == pytest.approx((0.5, 2)), "all that 1 to 4 cases would be"
    assert "防推算一并遮住" in ax.get_xlabel().replace("\n", "")
    clean(ax)


def test_in_public_the_dashed_line_does_not_give_a_small_count_away():
    table = FIVE.assign(households=[NAN, 2000, 1500, 1000, 5000])
    drawn = dots(communities(table, public=True))
    assert drawn == {2: (0, False)}


def test_only_a_community_beyond_the_outer_line_is_coloured():
    ax = communities(FIVE, flags=["in", "high_95", "in", "in", "low_998"])
    coloured = [mark.get_ydata()[0] for mark in ax.lines if mark.get_markeredgecolor() == COLOURS["change"]]
    assert coloured == [4]
    hidden = communities(FIVE, public=True, flags=["in", "high_998", "in", "in", "in"])
    assert not colours(hidden) & JUDGING, "a hidden count has no dot to colour"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["超出偶然波动（99.8%界限之外）"]
    assert communities(FIVE, flags=["in"] * 5).get_legend() is None
    clean(ax)


def test_nothing_small_nothing_hidden():
    ax = communities(FIVE.assign(count=[12, 7, 0, 9, 40]), public=True)
    assert len(dots(ax)) == 5
    assert "保护" not in ax.get_xlabel()


@pytest.mark.parametrize("public", [False, True])
def test_thirty_communities_with_long_names(public):
    names = [f"示例街道第{k}社区居民委员会（含高新技术产业园区和物流园片区）" for k in range(30)]
    table = pd.DataFrame({"community": names, "count": range(30), "households": np.linspace(800, 9000, 30)})
    ax = communities(table, public=public)
    assert [text.get_text().replace("\n", "") for text in ax.get_yticklabels()] == names
    clean(ax)


COMMUNITIES = {
    "one": FIVE.iloc[:1],
    "all missing": FIVE.assign(count=NAN),
    "no households": FIVE.assign(households=NAN),
    "zeros": FIVE.assign(count=0),
    "nothing": FIVE.iloc[:0],
}


@pytest.mark.parametrize("name", COMMUNITIES)
def test_communities_are_clean(name):
    _, ax = new_figure("half", 7)
    clean(communities(COMMUNITIES[name], ax=ax, public=True))


@pytest.mark.parametrize("change", [{"count": -1}, {"count": 1.5}, {"households": 0}])
def test_impossible_communities_are_refused(change):
    with pytest.raises(LawstatsError, match="丙社区"):
        communities(FIVE.assign(**change))


# The overview page

CODES = ["disputes_mediated", "petitions", "contracts_reviewed"]
SERIES = combine(*(records({2022: 8 + k, 2023: 0, 2024: 5 + k}, code) for k, code in enumerate(CODES)))
SENTENCE = "示例句子：2024年5件，2023年0件，数据只够说到这里，别的都要等再有几年的记录才能判断。"


def verdicts(verdict, **columns):
    rows = [
        {"office": OFFICE, "indicator": code, "year": 2024, "verdict": verdict, "sentence": SENTENCE} for code in CODES
    ]
    return pd.DataFrame(rows).assign(**columns)


def panels(ax):
    return {panel.get_label(): panel for panel in ax.figure.axes if panel is not ax}


def last_dot(panel):
    return max((mark for mark in panel.lines if mark.get_marker() == "o"), key=lambda mark: mark.get_markersize())


def test_overview_has_a_chart_an_indicator_in_the_order_given():
    ax = overview(SERIES, CODES[::-1], verdicts("未见明显变化"), office=OFFICE)
    found = panels(ax)
    assert list(found) == CODES[::-1]
    for place, (code, panel) in enumerate(found.items()):
        heights = [mark.get_ydata()[0] for mark in panel.lines if mark.get_marker() == "o"]
        assert heights[:3] == [8 + CODES.index(code), 0, 5 + CODES.index(code)]
        assert load_vocabulary()[code].name in panel.get_title(loc="left").replace("\n", "")
        assert panel.get_title(loc="right") == "未见明显变化"
        assert panel.get_xlabel().replace("\n", "") == SENTENCE
        assert panel.get_subplotspec().num1 == place
        assert panel.get_visible()
    clean(ax)


def test_a_verdict_about_another_year_colours_no_dot():
    ax = overview(SERIES, CODES[:1], verdicts("明显上升", year=2023), office=OFFICE)
    assert not colours(ax) & JUDGING


def test_verdicts_of_other_offices_are_not_ours():
    ax = overview(SERIES, CODES[:1], verdicts("明显上升", office="另一街道"), office=OFFICE)
    assert panels(ax)[CODES[0]].get_title(loc="right") == ""


@pytest.mark.parametrize("codes", [CODES[:1], ["petitions", "no_such_code"], []])
def test_overview_is_clean_where_little_is_known(codes):
    clean(overview(SERIES, codes, verdicts("数据不足"), office=OFFICE))


def test_overview_fills_the_place_it_is_given():
    _, ax = new_figure("half", 14)
    assert overview(SERIES, CODES[:2], verdicts("数据不足"), office=OFFICE, ax=ax) is ax
    assert {panel.get_subplotspec().get_gridspec().ncols for panel in panels(ax).values()} == {1}
    clean(ax)
    with pytest.raises(LawstatsError, match="网格"):
        overview(SERIES, CODES[:1], verdicts("数据不足"), office=OFFICE, ax=ax.inset_axes((0, 0, 1, 1)))


# Every chart, every verdict


def judged_charts(verdict, direction):
    row = {"name": "化解纠纷", "value": 5, "base_value": 3, "ratio": 1.6, "ci_low": 1.1, "ci_high": 2.7}
    yield this_year_last_year(pd.DataFrame([row | {"verdict": verdict, "good_direction": direction}]))
    yield month_comparison(months([{3: 3}, {3: 5}]), 2024, verdict=verdict, good_direction=direction)
    # The vocabulary need not have an indicator for which less is better.
    for code in [code for code, entry in load_vocabulary().items() if entry.good_direction == direction][:1]:
        yield year_trend(records({2023: 3, 2024: 5}, code), code, office=OFFICE, verdict=verdict)


@pytest.mark.parametrize(("number", "verdict"), list(enumerate(Verdict)))
def test_every_verdict_gives_its_own_colour_and_no_chart_a_word_of_its_own(number, verdict):
    # The words move up and down by turns, so three directions in turn meet both.
    direction = ("higher", "lower", "neutral")[number % 3]
    wanted = colour_of(verdict, direction).lower()
    for ax in judged_charts(verdict, direction):
        assert colours(ax) & (JUDGING | {COLOURS["chance"].lower()}) == {wanted}
        words = "".join(text.get_text() for text in visible_texts(ax.figure)).replace(verdict, "")
        assert not [claim for claim in CLAIMS if claim in words]
        assert not any(ax.get_title(loc=side) in list(Verdict) for side in ("left", "center", "right"))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_overview_takes_words_and_colours_from_the_verdicts(verdict):
    ax = overview(SERIES, CODES[:1], verdicts(verdict), office=OFFICE)
    panel = panels(ax)[CODES[0]]
    direction = load_vocabulary()[CODES[0]].good_direction
    assert last_dot(panel).get_color() == colour_of(verdict, direction)
    assert panel.get_title(loc="right") == verdict
    words = "".join(said(ax)).replace(verdict, "").replace("\n", "").replace(SENTENCE, "")
    assert not [claim for claim in CLAIMS if claim in words]


def unjudged_charts():
    yield month_heatmap(months([{3: 3}, {3: 50}]))
    yield month_comparison(months([{3: 3}, {3: 50}]), 2024)
    yield timeliness(pd.DataFrame({"days": [3, 50], "open": [False, True]}))
    yield communities(FIVE)
    yield peers(pd.DataFrame({"office": ["甲", "乙"], "value": [3, 50]}), highlight="甲")
    yield small_counts(records({2023: 3, 2024: 50}), "disputes_mediated", office=OFFICE)
    yield year_trend(records({2023: 3, 2024: 50}), "disputes_mediated", office=OFFICE)
    yield composition(records({2023: 3, 2024: 50}), ["disputes_mediated"], [2023, 2024], office=OFFICE)
    yield overview(SERIES, CODES[:1], pd.DataFrame({"indicator": [], "verdict": []}), office=OFFICE)


def test_without_a_verdict_nothing_is_coloured_or_claimed():
    before = dict(mpl.rcParams)
    for ax in unjudged_charts():
        assert not colours(ax) & JUDGING
        assert not [claim for claim in CLAIMS if claim in "".join(said(ax))]
    assert dict(mpl.rcParams) == before, "global settings are left alone"


def test_charts_that_judge_by_rule_claim_no_change_either():
    promise = {"text": "开展普法20场", "target": 20, "comparison": ">=", "measure": "场", "done": 26}
    units = pd.DataFrame({"office": ["甲", "乙", "丙"], "count": [9, 60, 14], "exposure": [20, 25, 30]})
    for ax in (commitments(pd.DataFrame([promise])), funnel(units)):
        assert not [claim for claim in CLAIMS if claim in "".join(said(ax))]


def test_a_verdict_nobody_defined_is_refused():
    with pytest.raises(LawstatsError, match="不认识"):
        month_comparison(months([{3: 3}, {3: 5}]), 2024, verdict="大幅上升")
    with pytest.raises(LawstatsError, match="不认识"):
        overview(SERIES, CODES[:1], verdicts("大幅上升"), office=OFFICE)


def test_english_has_no_chinese():
    charts = (
        month_heatmap(months([{3: 3}, {3: 5}]), language="en"),
        month_comparison(months([{3: 3}, {4: 5}]), 2024, language="en"),
        timeliness(pd.DataFrame({"days": [3, 50, NAN], "open": [False, True, False]}), language="en"),
        communities(FIVE.assign(community=list("ABCDE")), public=True, language="en"),
    )
    for ax in charts:
        assert not [words for words in said(ax) for sign in words if "\u4e00" <= sign <= "\u9fff"]
        clean(ax)
