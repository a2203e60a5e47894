"""The words beside pictures, and the page that shows them all."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from lxml import html

from lawstats.errors import LawstatsError
from lawstats.telling.contact import write_contact_sheet
from lawstats.telling.sidecars import Sidecar, read_sidecar, read_sidecars

WORDS = {"title": "调解<73>件", "subtitle": "件 · 2024年", "source": "来源：台账", "caveat": "", "alt": '图"一"'}


def put(folder, name, **words):
    (folder / f"{name}.png").write_bytes(b"png")
    (folder / f"{name}.json").write_text(json.dumps(WORDS | words, ensure_ascii=False), encoding="utf-8")


def test_page_shows_every_picture_with_its_words(tmp_path):
    put(tmp_path, "b_second", fictional=True, width="half", caveat="件数少")
    put(tmp_path, "a_first")
    page = html.fromstring(write_contact_sheet(tmp_path).read_bytes())
    assert [article.get("id") for article in page.findall(".//article")] == ["a_first", "b_second"]
    assert [(img.get("src"), img.get("alt")) for img in page.iter("img")] == [
        ("a_first.png", WORDS["alt"]),
        ("b_second.png", WORDS["alt"]),
    ]
    first, second = page.findall(".//article")
    said = dict(zip((e.text for e in first.iter("dt")), (e.text_content() for e in first.iter("dd")), strict=True))
    assert said["图题"] == WORDS["title"]
    assert said["来源"] == "台账"
    assert "说明" not in said
    assert "虚构示例" not in first.text_content()
    assert "虚构示例" in second.text_content()
    assert "件数少" in second.text_content()
    assert "半版宽" in second.text_content()


def test_page_needs_nothing_from_outside(tmp_path):
    put(tmp_path, "a")
    page = write_contact_sheet(tmp_path)
    text = page.read_text(encoding="utf-8")
    assert "://" not in text
    links = {e.get("href") or e.get("src") for e in html.fromstring(text).iter("a", "img")}
    assert links == {"a.png", "a.svg", "a.csv"}
    assert not list(html.fromstring(text).iter("script", "link"))


def test_same_folder_same_bytes(tmp_path):
    put(tmp_path, "a")
    first = write_contact_sheet(tmp_path).read_bytes()
    assert write_contact_sheet(tmp_path).read_bytes() == first
    assert b"\r" not in first


def test_an_empty_folder_gives_an_empty_page(tmp_path):
    assert "共 0 幅图" in write_contact_sheet(tmp_path).read_text(encoding="utf-8")


def test_what_save_figure_writes_can_be_read(tmp_path):
    from lawstats.telling.gallery import save_figure
    from lawstats.telling.style import new_figure

    fig, ax = new_figure()
    ax.set_axis_off()
    words = {"title": "题", "subtitle": "件", "source": "来源：台账", "caveat": "说明", "alt": "空图"}
    save_figure(fig, tmp_path, "chart", data=pd.DataFrame({"x": [1]}), width="full", fictional=True, **words)
    assert read_sidecars(tmp_path) == [Sidecar(name="chart", width="full", fictional=True, **words)]


@pytest.mark.parametrize("text", ["{", "[]", "null", '{"title": "题"}', '"题"'])
def test_unreadable_words_are_named(tmp_path, text):
    put(tmp_path, "a")
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(LawstatsError, match=r"a\.json.图的文字说明读不懂"):
        read_sidecar(tmp_path, "a")


def test_words_not_in_utf8_are_named(tmp_path):
    put(tmp_path, "a")
    (tmp_path / "a.json").write_bytes("{图}".encode("gbk"))
    with pytest.raises(LawstatsError, match="读不懂"):
        read_sidecar(tmp_path, "a")


@pytest.mark.parametrize(("missing", "found"), [("png", r"a\.png"), ("json", r"a\.json")])
def test_a_missing_half_is_named(tmp_path, missing, found):
    put(tmp_path, "a")
    (tmp_path / f"a.{missing}").unlink()
    with pytest.raises(LawstatsError, match=found):
        read_sidecar(tmp_path, "a")


@pytest.mark.parametrize("key", ["title", "alt"])
def test_empty_words_are_named(tmp_path, key):
    put(tmp_path, "a", **{key: " "})
    with pytest.raises(LawstatsError, match="是空的"):
        read_sidecar(tmp_path, "a")
