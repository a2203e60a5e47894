"""Every chart, full and half width, in Chinese and in English: nothing collides, every sign has a glyph.

Each is rendered once and everything is read from that one picture. The verdicts go round, so each is met.
"""

from __future__ import annotations

import itertools
import math

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lawstats.judging.rules import Verdict
from lawstats.judging.trend_rules import TrendVerdict
from lawstats.records import combine, empty
from lawstats.telling import charts
from lawstats.telling.charts.rows import row_names, row_words
from lawstats.telling.style import COLOURS, colour_of, new_figure
from lawstats.telling.typeset import find_missing_characters, find_overlaps, visible_texts
from lawstats.telling.verdict_words import verdict_words

OFFICE = "Office"
NAN = math.nan
DIRECTIONS = ("higher", "lower", "neutral")
LONG = {
    "zh": "示例街道第{}社区居民委员会（含高新技术产业园区和物流园片区）",
    "en": "Community number {} with the industrial park and the logistics centre",
}


def names(language, count):
    return [LONG[language].format(number) if number % 3 == 0 else f"No. {number}" for number in range(count)]


def records(series, code="disputes_mediated"):
    rows = [
        {"office": OFFICE, "year": year, "indicator": code, "value": float(n), "low": float(n), "high": float(n)}
        | {"qualifier": "exact", "measure": "", "source": "x", "link": "", "place": "x", "evidence": "x"}
        | {"period_start": pd.Timestamp(year, 1, 1), "period_end": pd.Timestamp(year, 12, 31)}
        for year, n in series.items()
    ]
    return combine(empty(), pd.DataFrame(rows))


def compared(language):
    ratios = itertools.cycle([0.0, 0.02, 0.5, 1.0, 1.4, 30.0, NAN, math.inf])
    rows = [
        {"name": name, "value": 14_000_000.0, "base_value": 3.0, "ratio": ratio, "verdict": str(verdict)}
        | {"ci_low": ratio * 0.6, "ci_high": ratio * 2, "good_direction": DIRECTIONS[number % 3]}
        for number, (verdict, name, ratio) in enumerate(zip(Verdict, names(language, 11), ratios, strict=False))
    ]
    return pd.DataFrame(rows)


def promised(language):
    cases = [(4, 5), (4, 2), (4, 0), (52, NAN), (NAN, NAN), (40_000, 90_000), (0, 1)]
    rows = [
        {"text": name, "target": target, "done": done, "comparison": "==" if target == 0 else ">="}
        for name, (target, done) in zip(names(language, len(cases)), cases, strict=True)
    ]
    return pd.DataFrame(rows)


def months(count):
    return pd.DataFrame([(y, m, count * m) for y in (2023, 2024) for m in range(1, 13) if m != 5]).set_axis(
        ["year", "month", "count"], axis=1
    )


STEPS = {2000 + k: (k * 7) % 23 for k in range(25) if k % 6}
TRENDS = pd.DataFrame(
    [
        {"first_year": 2000 + 3 * k, "last_year": 2002 + 3 * k, "verdict": str(v), "indicator": "petitions"}
        for k, v in enumerate(TrendVerdict)
    ]
)
CHANGES = pd.DataFrame(
    [{"base_year": 2000 + k, "year": 2001 + k, "verdict": str(v)} for k, v in enumerate([*Verdict] * 2)]
)
CHARTS = {
    "changes": lambda width, said: charts.this_year_last_year(compared(said), width=width, language=said),
    "promises": lambda width, said: charts.commitments(promised(said), width=width, language=said),
    "nothing done yet": lambda width, said: charts.commitments(
        promised(said)[["text", "target"]], width=width, language=said
    ),
    "peers": lambda width, said: charts.peers(
        pd.DataFrame({"office": names(said, 30), "value": [NAN, 0, *range(1, 28), 14_000_000]}),
        highlight="No. 1",
        width=width,
        language=said,
    ),
    "communities": lambda width, said: charts.communities(
        pd.DataFrame({"community": names(said, 30), "count": range(30), "households": [NAN, *range(800, 829)]}),
        public=True,
        width=width,
        language=said,
    ),
    "parts": lambda width, said: charts.composition(
        combine(*(records({2023: 14_000_000, 2024: 3}, code) for code in ("petitions", "disputes_family"))),
        ["petitions", "disputes_family"],
        [2022, 2023, 2024],
        office=OFFICE,
        width=width,
        language=said,
    ),
    "gaps": lambda width, said: charts.gaps(
        pd.DataFrame({"name": names(said, 8), "a": [30.3, 0, NAN, 5, 6, 7, 8, 100], "b": [0, 3.1, 4, NAN, 6, 6, 9, 1]}),
        "a",
        "b",
        said=("one", "two"),
        width=width,
        language=said,
    ),
    "funnel": lambda width, said: charts.funnel(
        pd.DataFrame({"office": names(said, 12), "count": range(5, 65, 5), "exposure": [20] * 12}),
        highlight="No. 1",
        ax=new_figure(width)[1],
        language=said,
    ),
    "years": lambda width, said: charts.year_trend(
        records(STEPS), "disputes_mediated", office=OFFICE, ax=new_figure(width)[1], trends=TRENDS, language=said
    ),
    "steps": lambda width, said: charts.small_counts(
        records(STEPS), "disputes_mediated", office=OFFICE, ax=new_figure(width)[1], changes=CHANGES, language=said
    ),
    "months": lambda width, said: charts.month_heatmap(months(100_000), ax=new_figure(width)[1], language=said),
    "same months": lambda width, said: charts.month_comparison(
        months(9), 2024, ax=new_figure(width)[1], verdict="明显上升", language=said
    ),
    "waiting": lambda width, said: charts.timeliness(
        pd.DataFrame({"days": [0.0, 3, 50, 700, NAN], "open": [False, True, False, True, False]}),
        ax=new_figure(width)[1],
        language=said,
    ),
    "overview": lambda width, said: charts.overview(
        combine(records(STEPS, "petitions"), records({2024: 0}, "disputes_screened")),
        ["petitions", "disputes_screened"],
        TRENDS.assign(sentence="x " * 60),
        office=OFFICE,
        ax=new_figure(width, 12)[1],
        language=said,
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_clean_at_any_width_in_both_languages(name, width, language):
    before = dict(mpl.rcParams)
    ax = CHARTS[name](width, language)
    assert dict(mpl.rcParams) == before
    assert ax.figure.get_figwidth() * 2.54 == pytest.approx(15.0 if width == "full" else 7.3)
    assert find_overlaps(ax.figure) == []
    assert find_missing_characters(ax.figure) == []
    said = [text.get_text() for text in visible_texts(ax.figure)]
    assert said
    if language == "en":
        assert not [words for words in said if any("\u4e00" <= sign <= "\u9fff" for sign in words)]
    assert min(text.get_fontsize() for text in visible_texts(ax.figure)) >= 5.5


@pytest.mark.parametrize("width", ["full", "half"])
def test_a_judged_row_says_so_in_words_and_colour(width):
    table = compared("zh")
    ax = charts.this_year_last_year(table, width=width)
    assert [text.get_text().replace("\n", "") for text in row_names(ax)] == list(table["name"])
    texts = [t for t in ax.texts if t.get_gid() == "words"] or ax.child_axes[0].get_yticklabels()
    for text, words, row in zip(texts, row_words(ax), table.to_dict("records"), strict=True):
        assert row["verdict"] in words
        colour = colour_of(row["verdict"], row["good_direction"])
        box = text.get_bbox_patch()
        assert (box is None) == (colour == COLOURS["chance"])
        assert box is None or to_hex(box.get_edgecolor()) == colour.lower()
    key = [text.get_text() for text in ax.get_legend().get_texts()]
    assert key == ["向好", "向差", "有变化，不分好坏", "不能称有变化"]


def test_no_key_where_nothing_is_judged():
    table = compared("zh")
    assert charts.this_year_last_year(table[table["verdict"] == "未见明显变化"]).get_legend() is None


def test_a_trend_colours_its_stretch_and_a_step_its_own_years_only():
    series = records({2020: 40, 2021: 45, 2022: 60, 2023: 61})
    trends = pd.DataFrame([{"first_year": 2020, "last_year": 2022, "verdict": "明显上升趋势"}])
    steps = pd.DataFrame([{"base_year": 2022, "year": 2023, "verdict": "未见明显变化"}])
    ax = charts.year_trend(series, "disputes_mediated", office=OFFICE, trends=trends)
    lines = [line for line in ax.lines if line.get_color() == COLOURS["change"] and line.get_marker() == "None"]
    assert [[x for x in line.get_xdata() if x == x] for line in lines] == [[2020, 2021, 2022]]
    assert "明显上升趋势" in [text.get_text() for text in ax.texts]
    ax = charts.year_trend(series, "disputes_mediated", office=OFFICE, changes=steps)
    grey = [line for line in ax.lines if line.get_color() == COLOURS["chance"]]
    assert [list(line.get_xdata()) for line in grey] == [[2022, 2023]]
    assert "未见明显变化" not in [text.get_text() for text in ax.texts], "what is not judged is not printed"


@pytest.mark.parametrize("verdict", [*Verdict, *TrendVerdict])
def test_english_pictures_say_verdicts_in_english(verdict):
    assert verdict_words(str(verdict), "en").isascii()
