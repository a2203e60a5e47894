"""House style: fonts that draw Chinese, colours that survive a copier and colour blindness, numbers as in print."""

from __future__ import annotations

import itertools

import matplotlib as mpl
import numpy as np
import pytest
import seaborn as sns
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from matplotlib.colors import to_rgb

from lawstats.errors import LawstatsError
from lawstats.fonts.build import FAMILY
from lawstats.fonts.characters import characters
from lawstats.telling import style
from lawstats.telling.style import COLOURS, FONTS, colour_of, font_chain, format_number, house_style, new_figure

WEIGHTS = ["LawstatsSansSC-Regular.ttf", "LawstatsSansSC-Bold.ttf"]


@pytest.fixture(scope="module")
def packaged():
    return {name: TTFont(FONTS / name) for name in WEIGHTS}


@pytest.mark.parametrize("name", WEIGHTS)
def test_font_holds_the_promised_characters(packaged, name):
    assert characters() - {0xA0, 0xAD} <= set(packaged[name].getBestCmap())


@pytest.mark.parametrize("name", WEIGHTS)
def test_font_holds_every_character_of_our_words_and_data(packaged, root, name):
    kinds = ("*.csv", "*.toml", "*.md", "*.txt")
    files = [
        path for folder in ("data", "lawstats/vocabulary") for kind in kinds for path in (root / folder).rglob(kind)
    ]
    assert files
    cmap = packaged[name].getBestCmap()
    for path in files:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:  # some example inputs are as old Windows programs save them
            text = path.read_text(encoding="gb18030")
        text = text.replace("一-龥", "")  # the bounds of a pattern, never drawn
        lost = {sign for sign in text if sign.isprintable() and ord(sign) not in cmap and ord(sign) > 0x2E80}
        assert not lost, (path.name, lost)


@pytest.mark.parametrize("name", WEIGHTS)
def test_font_bears_its_own_name_and_the_notice_of_its_source(packaged, name):
    names = packaged[name]["name"]
    assert names.getDebugName(1) == FAMILY == style.FONT
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    notice = names.getDebugName(0).removeprefix("© ")
    assert "Reserved Font Name 'Source'" in notice
    assert notice.rstrip(".") in licence
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    # The licence forbids the reserved name in the family's name.
    assert "Source" not in names.getDebugName(1) + names.getDebugName(4) + names.getDebugName(6)


def test_both_weights_are_found_by_matplotlib():
    font_chain()
    paths = [font_manager.findfont(font_manager.FontProperties(family=FAMILY, weight=w)) for w in ("normal", "bold")]
    assert [path.split("-")[-1] for path in paths] == ["Regular.ttf", "Bold.ttf"]


def test_without_any_chinese_font_the_error_says_what_to_do(tmp_path, monkeypatch):
    latin = [entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans"]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", latin)
    with pytest.raises(LawstatsError, match="微软雅黑"):
        font_chain(tmp_path)


def test_a_system_font_stands_in_for_the_packaged_one(tmp_path, monkeypatch):
    entry = next(entry for entry in font_manager.fontManager.ttflist if entry.name == "DejaVu Sans")
    windows = font_manager.FontEntry(fname=entry.fname, name="Microsoft YaHei")
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [entry, windows])
    assert font_chain(tmp_path) == ("Microsoft YaHei", "DejaVu Sans")


def test_settings_are_as_before_afterwards_even_after_an_error():
    before = dict(mpl.rcParams)
    with pytest.raises(LawstatsError), house_style():
        colour_of("上升")
    new_figure()
    assert dict(mpl.rcParams) == before


def test_the_house_looks_the_same_whatever_a_notebook_has_set():
    with house_style():
        plain = dict(mpl.rcParams)
    with mpl.rc_context():
        sns.set_theme(style="darkgrid", font="serif", font_scale=3)
        with house_style():
            assert dict(mpl.rcParams) == plain


@pytest.mark.parametrize(("width", "cm"), [("full", 15.0), ("half", 7.3)])
def test_figures_fit_the_page(width, cm):
    fig, _ = new_figure(width)
    assert np.allclose(fig.get_size_inches() * 2.54, (cm, 8.5))
    assert cm <= 15.6


@pytest.mark.parametrize(("width", "height"), [("wide", 8.5), ("full", 3.0)])
def test_sizes_that_cannot_be_are_refused(width, height):
    with pytest.raises(LawstatsError):
        new_figure(width, height)


def _luminance(colour):
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _lightness(colour):
    return 116 * np.cbrt(_luminance(colour)) - 16


def _lab(colour, matrix):
    channels = np.array(to_rgb(colour))
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(matrix @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    x, y, z = np.cbrt(xyz / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


# Machado, Oliveira and Fernandes 2009, severity 1.0.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def test_colours_are_few_and_readable_on_white_paper():
    assert len(COLOURS) <= 6
    assert all(1.05 / (_luminance(colour) + 0.05) >= 2.95 for colour in COLOURS.values())


def test_colours_differ_on_a_black_and_white_copy():
    tones = sorted(_lightness(colour) for colour in COLOURS.values())
    assert min(b - a for a, b in itertools.pairwise(tones)) >= 9


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_differ_to_the_colour_blind(sight):
    seen = [_lab(colour, np.array(SIGHT[sight])) for colour in COLOURS.values()]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) >= 20


@pytest.mark.parametrize(
    ("verdict", "direction", "meaning"),
    [
        ("明显上升", "higher", "better"),
        ("明显上升", "lower", "worse"),
        ("小幅下降", "lower", "better"),
        ("可能下降", "higher", "worse"),
        ("明显下降趋势", "neutral", "change"),
        ("明显偏高", "neutral", "change"),
        ("未见明显变化", "lower", "chance"),
        ("基本持平", "higher", "chance"),
        ("不作检验", "higher", "chance"),
        ("未见明显趋势", "higher", "chance"),
    ],
)
def test_colour_means_judgement(verdict, direction, meaning):
    assert colour_of(verdict, direction) == COLOURS[meaning]


def test_every_verdict_of_the_house_has_a_colour():
    rules = pytest.importorskip("lawstats.judging.rules")
    assert {colour_of(verdict, "neutral") for verdict in rules.Verdict} == {COLOURS["change"], COLOURS["chance"]}


@pytest.mark.parametrize("word", ["上升", "显著上升", "大幅下降", ""])
def test_words_outside_the_house_get_no_colour(word):
    with pytest.raises(LawstatsError, match="不认识"):
        colour_of(word)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (9999, "9999", "9,999"),
        (10_000, "1万", "10,000"),
        (42_000, "4.2万", "42,000"),
        (136_684, "13.67万", "136,684"),
        (14_940_000, "1,494万", "14.94 million"),
        (99_999_999, "1亿", "100 million"),
        (120_000_000, "1.2亿", "120 million"),
        (1.625, "1.62", "1.62"),
        (-31, "−31", "−31"),
        (float("nan"), "缺", "missing"),
        (float("inf"), "∞", "∞"),
    ],
)
def test_numbers_read_as_in_print(value, zh, en):
    assert (format_number(value), format_number(value, "en")) == (zh, en)


@given(st.integers(0, 9999))
def test_small_counts_are_printed_whole(count):
    assert format_number(count) == str(count)


@given(st.integers(10_000, 10**11))
def test_large_numbers_keep_four_digits(count):
    text = format_number(count)
    number = float(text[:-1].replace(",", "")) * {"万": 1e4, "亿": 1e8}[text[-1]]
    assert abs(number - count) <= count * 5e-4 + 1e-6
