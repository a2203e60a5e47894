"""Typesetting by measurement: lines break where Chinese may break, and collisions are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawstats.telling.style import house_style, new_figure
from lawstats.telling.typeset import find_missing_characters, find_overlaps, text_width, wrap

PROSE = st.text("化解矛盾纠纷调解委员会法治建设年度报告，。；（）《》、上升下降73%40件2024年", min_size=1, max_size=80)


@given(PROSE, st.integers(80, 400))
def test_wrapping_loses_and_invents_nothing(text, width):
    assert "".join(wrap(text, width, 10)) == text


@given(PROSE, st.integers(80, 400))
def test_no_line_is_wider_than_the_measure(text, width):
    assert all(text_width(line, 10) <= width + 1e-6 for line in wrap(text, width, 10))


@given(st.text("化解矛盾纠纷调解委员会", min_size=1, max_size=4), st.integers(2, 12))
def test_punctuation_never_begins_a_line(word, repeats):
    lines = wrap(f"{word}，" * repeats, 120, 10)
    assert all(line[0] not in "，。；" for line in lines)


def test_a_line_ends_at_a_comma_where_it_can():
    title = "全国调解纠纷数1998至2003年没有明显趋势，2010年后口径改变"
    assert wrap(title, 300, 12)[0].endswith("，")


@pytest.mark.parametrize("width", range(60, 200, 7))
@pytest.mark.parametrize("number", ["1,494万件", "4万余份", "97.5%", "2024年", "−12.5%"])
def test_a_number_stays_with_its_unit(number, width):
    lines = wrap(f"全国人民调解委员会化解矛盾纠纷{number}，比上年多", width, 10)
    assert any(number in line for line in lines)


def test_lines_are_few_and_even():
    lines = wrap("各社区化解矛盾纠纷件数之间的差异没有超出随机波动的范围不宜排名", 250, 10)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 2


def test_short_texts_stay_whole():
    assert wrap("化解纠纷73件", 400, 10) == ["化解纠纷73件"]
    assert wrap("", 400, 10) == []
    assert wrap("一行\n二行", 400, 10) == ["一行", "二行"]


def test_bold_is_measured_as_bold():
    assert text_width("Lawstats 123", 10, "bold") > text_width("Lawstats 123", 10)


def _page(*texts):
    fig, ax = new_figure()
    with house_style():
        for x, y, words in texts:
            ax.text(x, y, words)
    return fig


def test_texts_on_each_other_are_found():
    assert find_overlaps(_page((0.5, 0.5, "化解纠纷"), (0.52, 0.51, "审核文件"))) == ["“化解纠纷”与“审核文件”重叠"]


def test_texts_side_by_side_are_left_in_peace():
    assert find_overlaps(_page((0.1, 0.5, "化解纠纷"), (0.6, 0.5, "审核文件"))) == []


def test_text_off_the_page_is_found():
    fig, _ = new_figure()
    with house_style():
        fig.text(0.95, 0.5, "很长的一行字写到纸外面去了")
    assert re.search("超出图边", find_overlaps(fig)[0])


def test_tick_labels_outside_the_axis_are_no_trouble():
    fig, ax = new_figure()
    ax.set_xticks([0, 1, 100], ["零", "一", "远在纸外"])
    ax.set_xlim(0, 1)
    assert find_overlaps(fig) == []


def test_signs_no_font_can_draw_are_found():
    fig = _page((0.5, 0.5, "白石江街道①−‰犇硚"))
    assert find_missing_characters(fig) == []
    assert find_missing_characters(_page((0.5, 0.5, "法治\ue000街道"))) == [("\ue000", "法治\ue000街道")]


def test_text_drawn_outside_the_house_style_is_caught():
    fig, ax = new_figure()
    ax.text(0.5, 0.5, "街道")  # the default font has no Chinese
    assert {sign for sign, _ in find_missing_characters(fig)} == {"街", "道"}
