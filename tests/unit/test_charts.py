"""A series over the years: values, gaps, zeros, ranges, disagreements and breaks are read back from what was drawn."""

from __future__ import annotations

import math
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from matplotlib.patches import Polygon, Rectangle

from lawstats.errors import LawstatsError
from lawstats.judging.rates import poisson_ci
from lawstats.records import combine, empty
from lawstats.telling.charts import small_counts, year_trend
from lawstats.telling.style import COLOURS, new_figure
from lawstats.telling.typeset import find_missing_characters, find_overlaps, visible_texts

OFFICE = "示例街道"


def make(rows, indicator="disputes_mediated", measure="件"):
    """Rows of (year, value) or (year, value, low, high, qualifier)."""
    full = [(*row, row[1], row[1], "exact") if len(row) == 2 else row for row in rows]
    frame = pd.DataFrame(
        [
            {
                "office": OFFICE,
                "year": year,
                "indicator": indicator,
                "value": float(value),
                "low": float(low),
                "high": float(high),
                "qualifier": how,
                "measure": measure,
                "period_start": pd.Timestamp(year, 1, 1),
                "period_end": pd.Timestamp(year, 12, 31),
                "source": f"来源{number}",
                "link": "",
                "place": f"第{number}句",
                "evidence": f"{value}{measure}",
            }
            for number, (year, value, low, high, how) in enumerate(full)
        ],
    )
    return combine(empty(), frame)


def draw(rows, **options):
    options = {"office": OFFICE, **options}
    return year_trend(make(rows), "disputes_mediated", **options)


def dots(ax, marker="o"):
    """Every mark of a kind: year -> (height, filled)."""
    found = {}
    for line in ax.lines:
        if line.get_marker() == marker:
            hollow = line.get_markerfacecolor() == "white"
            found |= {float(x): (float(y), not hollow) for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    return found


def segments(ax):
    """Pairs of years that the line joins."""
    line = next(line for line in ax.lines if line.get_label() == "line")
    points = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
    return [(int(a[0]), int(b[0])) for a, b in pairwise(points) if not any(math.isnan(number) for number in (*a, *b))]


def words(ax):
    return [text.get_text() for text in ax.texts]


def whiskers(ax):
    """Year -> ends of its thin interval."""
    found = {}
    for lines in ax.collections:
        if lines.get_linewidth()[0] < 2:
            for path in lines.get_paths():
                found[float(path.vertices[0, 0])] = tuple(float(end) for end in path.vertices[:, 1])
    return found


def test_values_are_where_the_records_say():
    ax = draw([(2021, 51), (2022, 60), (2023, 73)])
    assert dots(ax) == {2021: (51, True), 2022: (60, True), 2023: (73, True)}
    assert segments(ax) == [(2021, 2022), (2022, 2023)]
    assert sorted(words(ax)) == ["51", "60", "73"]
    assert ax.get_ylim()[0] == 0


def test_counts_of_events_bear_their_exact_interval():
    drawn = whiskers(draw([(2022, 60), (2023, 73)]))
    for year, count in ((2022, 60), (2023, 73)):
        exact = poisson_ci(count)
        assert drawn[year] == pytest.approx((exact.ci_low, exact.ci_high))


def test_stocks_and_unknown_indicators_bear_none_unless_asked():
    mediators = year_trend(make([(2022, 60), (2023, 73)], "mediators", "人"), "mediators", office=OFFICE)
    assert all(low == high for low, high in whiskers(mediators).values())
    assert whiskers(draw([(2022, 60)], intervals=False))[2022] == (60, 60)


def test_a_stated_zero_is_hollow_and_on_the_axis():
    ax = draw([(2022, 0), (2023, 5)])
    assert dots(ax)[2022] == (0, False)
    assert dots(ax)[2023] == (5, True)
    assert "0" in words(ax)


def test_a_missing_year_is_hatched_and_never_a_zero():
    ax = draw([(2020, 8), (2022, 9), (2023, 7)])
    assert 2021 not in dots(ax)
    assert segments(ax) == [(2022, 2023)]
    strips = [patch for patch in ax.patches if isinstance(patch, Rectangle | Polygon) and patch.get_hatch()]
    assert [(strip.get_x(), strip.get_x() + strip.get_width()) for strip in strips] == [(2020.5, 2021.5)]
    assert words(ax).count("缺") == 1


def test_nothing_is_missing_outside_the_series():
    assert "缺" not in words(draw([(2022, 9), (2023, 7)]))


def test_an_approximate_count_is_drawn_as_all_it_admits():
    ax = draw([(2022, 40000, 40000, 49999, "over"), (2023, 30, 21, 30, "under")], intervals=False)
    bars = [tuple(c.get_paths()[0].vertices[:, 1]) for c in ax.collections if c.get_linewidth()[0] > 2]
    assert bars == [(40000, 49999), (21, 30)]
    assert set(words(ax)) == {"4万余", "近30"}


def test_a_range_has_a_bar_and_no_dot_and_the_line_stops():
    ax = draw([(2021, 9), (2022, math.nan, 10, 12, "range"), (2023, 11)], intervals=False)
    assert 2022 not in dots(ax)
    assert segments(ax) == []
    assert "10–12" in words(ax)


def test_an_open_end_runs_to_the_edge_with_an_arrow():
    ax = draw([(2022, 50), (2023, 60, 60, math.inf, "at_least")], intervals=False)
    assert list(dots(ax, "^")) == [2023]
    assert "≥60" in words(ax)


def test_sources_that_disagree_are_all_shown_and_the_line_stops():
    ax = draw([(2021, 500), (2022, 314), (2022, 510), (2023, 449)])
    lines = [line for line in ax.lines if line.get_marker() == "D"]
    assert [sorted(line.get_ydata()) for line in lines] == [[314, 510]]
    assert 2022 not in dots(ax)
    assert segments(ax) == []
    assert "两个来源\n314 / 510" in words(ax)


def test_sources_that_agree_are_one_point():
    ax = draw([(2022, 73), (2022, 73), (2023, 80)])
    assert dots(ax)[2022] == (73, True)
    assert "来源" not in "".join(words(ax))


def test_part_of_a_year_is_no_annual_point():
    records = make([(2022, 50), (2023, 60), (2024, 31)])
    records.loc[records["year"] == 2024, "period_end"] = pd.Timestamp(2024, 6, 30)
    ax = year_trend(records, "disputes_mediated", office=OFFICE)
    assert set(dots(ax)) == {2022, 2023}


BREAKS = pd.DataFrame(
    [
        {"office": "*", "indicator": "disputes_mediated", "year": 2023, "reason": "统计口径改变"},
        {"office": "另一街道", "indicator": "*", "year": 2022, "reason": "与我无关"},
        {"office": "*", "indicator": "*", "year": 2030, "reason": "尚未发生"},
    ]
)


def test_a_break_cuts_the_line_and_says_why():
    ax = draw([(2021, 50), (2022, 52), (2023, 90), (2024, 95)], breaks=BREAKS)
    assert segments(ax) == [(2021, 2022), (2023, 2024)]
    assert [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == "--" and line.get_lw() < 1] == [2022.5]
    text = "".join(words(ax)).replace("\n", "")
    assert "统计口径改变" in text
    assert "与我无关" not in text
    assert "尚未发生" not in text


def test_a_long_reason_is_cut_at_a_clause_and_shows_that_there_is_more():
    reason = "统计口径改变，原因是二〇一〇年制定的法律施行以后补贴按件发放而各地登记办法不一，不可比"
    breaks = BREAKS.iloc[:1].assign(reason=reason)
    text = "".join(words(draw([(2022, 52), (2023, 90)], breaks=breaks))).replace("\n", "")
    assert "统计口径改变…" in text
    assert "登记办法" not in text


def test_rates_divide_by_what_is_given_and_years_without_it_are_missing():
    exposure = {2021: 10_000, 2023: 20_000}
    ax = draw([(2021, 50), (2022, 52), (2023, 90)], exposure=exposure, per=1000, unit="件/千户")
    assert {year: height for year, (height, _) in dots(ax).items()} == pytest.approx({2021: 5.0, 2023: 4.5})
    assert "缺" in words(ax)
    assert ax.get_title(loc="left") == "件/千户"
    assert whiskers(ax)[2021] == pytest.approx(tuple(end / 10 for end in poisson_ci(50)))


def test_the_verdict_colours_the_last_dot_only():
    ax = year_trend(make([(2022, 60), (2023, 30)]), "disputes_mediated", office=OFFICE, verdict="明显下降")
    coloured = [line for line in ax.lines if line.get_color() == COLOURS["change"]]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in coloured] == [(2023, 30)]
    with pytest.raises(LawstatsError, match="不认识"):
        draw([(2022, 60)], verdict="大幅下降")


def test_a_long_series_labels_first_last_highest_and_lowest():
    values = [20, 25, 19, 30, 41, 22, 23, 8, 21, 24, 26, 27]
    ax = draw([(2010 + k, value) for k, value in enumerate(values)])
    assert set(words(ax)) == {"20", "27", "41", "8"}


def test_nothing_to_draw_says_so():
    ax = year_trend(empty(), "disputes_mediated", office=OFFICE)
    assert words(ax) == ["没有可画的年度数字"]
    assert not ax.axison


def test_log_axis_only_when_asked():
    assert draw([(2022, 5), (2023, 50_000)], log=True).get_yscale() == "log"
    assert draw([(2022, 5), (2023, 50_000)]).get_yscale() == "linear"


def test_axis_speaks_chinese_numbers_or_english():
    zh, en = draw([(2022, 14_940_000), (2023, 9_000_000)]), draw([(2022, 14_940_000)], language="en")
    zh.figure.draw_without_rendering()
    assert "500万" in [text.get_text() for text in zh.get_yticklabels()]
    assert "14.94 million" in words(en)


def test_small_counts_show_their_mean_and_intervals_for_any_indicator():
    records = make([(2001, 8), (2002, 32), (2003, 23)], "administrative_cases_x")
    ax = small_counts(records, "administrative_cases_x", office=OFFICE)
    assert whiskers(ax)[2001] == pytest.approx(tuple(poisson_ci(8)))
    assert [line.get_ydata()[0] for line in ax.lines if len(set(line.get_ydata())) == 1 and line.get_lw() == 0.8] == [
        21.0
    ]
    assert any("21.0" in text for text in words(ax))


def test_charts_draw_on_the_axes_they_are_given():
    _, ax = new_figure("half", 6)
    assert draw([(2023, 3)], ax=ax) is ax


def test_settings_are_as_before():
    before = dict(mpl.rcParams)
    draw([(2022, 60), (2023, 30)])
    assert dict(mpl.rcParams) == before


RNG = np.random.default_rng(7)
HARD = {
    "one year": [(2024, 73)],
    "two years": [(2023, 60), (2024, 73)],
    "equal": [(2020 + k, 7) for k in range(5)],
    "zeros": [(2020 + k, 0) for k in range(5)],
    "zero to millions": [(2020, 0), (2021, 14_000_000), (2022, 3), (2023, 7_000_000), (2024, 1)],
    "25 years": [(2000 + k, int(RNG.integers(0, 40))) for k in range(25)],
    "gaps": [(1980, 12_456_000), (1998, 5_267_000), (2002, 3_141_000), (2002, 5_000_000), (2024, 18_437_000)],
    "all conflicts": [(2020 + k, v) for k in range(5) for v in (10 + k, 20 + k, 30 + k)],
    "ranges": [(2020 + k, math.nan, 10, 12 + k, "range") for k in range(6)],
}


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("name", HARD)
def test_no_text_collides_or_lacks_a_glyph(name, width):
    _, ax = new_figure(width, 7)
    breaks = BREAKS.assign(year=[2022, 2021, 2023], reason="人民调解法施行后统计口径改变，补贴按件发放")
    draw(HARD[name], ax=ax, breaks=breaks)
    assert find_overlaps(ax.figure) == []
    assert find_missing_characters(ax.figure) == []


SERIES = st.dictionaries(st.integers(1995, 2024), st.integers(0, 14_000_000), min_size=1, max_size=30)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(SERIES, st.sampled_from(["full", "half"]), st.sampled_from(["zh", "en"]))
@example({1995: 860250, 2021: 0, 2023: 100}, "full", "zh")  # a value beside the word for a missing year
@example(dict.fromkeys(range(1995, 2025, 2), 0), "half", "en")  # strips narrower than their word
def test_any_series_is_drawn_true_and_clean(series, width, language):
    ax = draw(sorted(series.items()), ax=new_figure(width)[1], language=language)
    assert {year: height for year, (height, _) in dots(ax).items()} == series
    assert all(filled == (series[year] > 0) for year, (_, filled) in dots(ax).items())
    assert find_overlaps(ax.figure) == []
    assert visible_texts(ax.figure)
