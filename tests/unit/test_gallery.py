"""Saved figures: four files, the same bytes every time, an index of them all, and refusals that say why."""

from __future__ import annotations

import json
import struct

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt

from lawstats.errors import LawstatsError
from lawstats.telling.gallery import save_figure, write_index
from lawstats.telling.style import house_style, new_figure
from lawstats.telling.typeset import visible_texts

WORDS = {
    "title": "化解纠纷数与上年相比，没有超出随机波动",
    "subtitle": "化解矛盾纠纷 · 件 · 2023—2024年",
    "source": "示例街道2024年度报告",
    "caveat": "两年口径相同。",
    "alt": "两年的柱形图，2023年60件，2024年73件。",
}
DATA = pd.DataFrame({"年份": [2023, 2024], "件数": [60, 73]})


def _save(folder, name="disputes", *, width="full", **changes):
    fig, ax = new_figure(width, 6)
    with house_style():
        ax.bar(["2023年", "2024年"], [60, 73], color="0.5")
    return save_figure(fig, folder, name, data=DATA, width=width, **{**WORDS, **changes}), fig


def test_four_files_and_an_index(tmp_path):
    _save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(f"disputes.{ending}" for ending in ("csv", "json", "png", "svg")),
        "index.md",
    ]


def test_two_saves_are_byte_identical(tmp_path):
    for folder in ("a", "b"):
        _save(tmp_path / folder, fictional=True)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_bytes_do_not_depend_on_the_settings_of_the_notebook(tmp_path):
    _save(tmp_path / "a")
    with mpl.rc_context({"figure.dpi": 50, "font.size": 30, "axes.facecolor": "pink", "savefig.bbox": "tight"}):
        _save(tmp_path / "b")
    assert (tmp_path / "a/disputes.png").read_bytes() == (tmp_path / "b/disputes.png").read_bytes()


@pytest.mark.parametrize(("width", "pixels"), [("full", 1771), ("half", 862)])
def test_png_says_300_dpi_and_has_the_width_of_the_page(tmp_path, width, pixels):
    _save(tmp_path, width=width)
    png = (tmp_path / "disputes.png").read_bytes()
    assert struct.unpack(">I", png[16:20])[0] == pixels
    place = png.index(b"pHYs")
    per_metre = struct.unpack(">I", png[place + 4 : place + 8])[0]
    assert round(per_metre * 0.0254) == 300
    assert b"Matplotlib" not in png


def test_svg_has_no_date_and_carries_its_description(tmp_path):
    _save(tmp_path)
    svg = (tmp_path / "disputes.svg").read_text(encoding="utf-8")
    assert "<dc:date>" not in svg
    assert WORDS["alt"] in svg
    assert "<text" not in svg.split("</metadata>")[1], "letters are outlines, so no reader needs the font"


def test_data_open_in_excel_and_words_are_sorted(tmp_path):
    _save(tmp_path)
    assert (tmp_path / "disputes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pd.read_csv(tmp_path / "disputes.csv", encoding="utf-8-sig").equals(DATA)
    text = (tmp_path / "disputes.json").read_text(encoding="utf-8")
    assert json.loads(text) == {**WORDS, "width": "full", "fictional": False}
    assert list(json.loads(text)) == sorted(json.loads(text))
    assert WORDS["title"] in text, "not escaped"


def test_the_page_says_everything(tmp_path):
    _, fig = _save(tmp_path, fictional=True)
    page = "".join(text.get_text() for text in visible_texts(fig))
    for words in ("没有超出随机波动", WORDS["subtitle"], "来源：" + WORDS["source"], WORDS["caveat"], "虚构示例"):
        assert words in page
    title = next(text for text in visible_texts(fig) if text.get_text().startswith("化解纠纷数"))
    assert (title.get_fontweight(), title.get_ha()) == ("bold", "left")


def test_an_english_page_adds_english_words(tmp_path):
    english = {"title": "No change seen", "subtitle": "cases", "source": "Source: report", "caveat": "", "alt": "x"}
    _, fig = _save(tmp_path, fictional=True, language="en", **english)
    said = [text.get_text() for text in visible_texts(fig)]
    assert {"Source: report", "Fictional example"} <= set(said)
    assert not [words for words in said if "来源" in words or "虚构" in words]


def test_only_fictional_figures_are_marked(tmp_path):
    _, fig = _save(tmp_path)
    assert all(text.get_text() != "虚构示例" for text in visible_texts(fig))
    assert "虚构" not in (tmp_path / "index.md").read_text(encoding="utf-8")


def test_long_titles_make_the_page_taller_and_leave_the_chart_its_size(tmp_path):
    _, short = _save(tmp_path)
    title = "这是一个很长的标题，" * 8
    _, long = _save(tmp_path, "long", title=title, caveat="说明很长，" * 40)
    heights = [fig.axes[0].get_window_extent().height for fig in (short, long)]
    assert long.get_figheight() > short.get_figheight() + 0.5
    assert heights[1] == pytest.approx(heights[0], rel=0.05)


def test_index_lists_every_figure_by_name_with_relative_links(tmp_path):
    _save(tmp_path, "b_second", title="第二张图")
    _save(tmp_path, "a_first", title="第一张图", fictional=True, alt="方括号[会]断开链接")
    index = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert index.index("## 1. 第一张图") < index.index("## 2. 第二张图")
    assert "](a_first.png)" in index
    assert "![方括号［会］断开链接](a_first.png)" in index
    assert str(tmp_path) not in index
    assert index.count("虚构示例") == 1
    before = index.encode()
    assert write_index(tmp_path).read_bytes() == before


def test_figure_shows_itself_in_a_notebook(tmp_path):
    saved, _ = _save(tmp_path)
    assert repr(saved) == "图 disputes：" + WORDS["title"]
    bundle, metadata = saved._repr_mimebundle_()
    assert bundle["text/plain"] == repr(saved)
    assert len(bundle["image/png"]) < 120_000
    assert metadata["image/png"]["width"] == 650
    assert str(tmp_path) not in repr(saved)


def test_a_pyplot_figure_is_closed(tmp_path):
    with house_style():
        fig, ax = plt.subplots(figsize=(6, 4))
        ax.plot([1, 2])
    save_figure(fig, tmp_path, "closed", data=DATA, **WORDS)
    assert not plt.fignum_exists(fig.number)


def test_settings_are_as_before(tmp_path):
    before = dict(mpl.rcParams)
    _save(tmp_path)
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", ["", "图一", "../x", "A", "a b", "a/b", ".a"])
def test_names_that_are_no_file_names_are_refused(tmp_path, name):
    with pytest.raises(LawstatsError, match="文件名"):
        _save(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("field", ["title", "subtitle", "source", "alt"])
def test_empty_words_are_refused(tmp_path, field):
    with pytest.raises(LawstatsError, match="是空的"):
        _save(tmp_path, **{field: " "})


def test_a_sign_without_a_glyph_is_refused_by_name(tmp_path):
    with pytest.raises(LawstatsError, match=r"U\+E000"):
        _save(tmp_path, title="标题里有\ue000不能画的字")


def test_a_tick_label_without_a_glyph_is_refused_too(tmp_path):
    fig, ax = new_figure()
    with house_style():
        ax.barh(["街\ue000道"], [3])
    with pytest.raises(LawstatsError, match=r"U\+E000"):
        save_figure(fig, tmp_path, "glyph", data=DATA, **WORDS)


def test_colliding_texts_are_refused_and_nothing_is_written(tmp_path):
    fig, ax = new_figure()
    with house_style():
        ax.text(0.5, 0.5, "化解纠纷")
        ax.text(0.51, 0.5, "审核文件")
    with pytest.raises(LawstatsError, match="重叠"):
        save_figure(fig, tmp_path / "new", "collide", data=DATA, **WORDS)
    assert not (tmp_path / "new").exists()
