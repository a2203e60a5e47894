"""The vocabulary: complete, checked, and open to an office's own file."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from lawstats import LawstatsError, load_vocabulary, read_text
from lawstats.indicators import DIRECTIONS, KINDS, spell_out

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
[words]
drill = "演练|演习"

[[indicator]]
code = "office_drills"
name = "执法演练"
measures = ["次"]
counts = ["场"]
domain = "enforcement"
kind = "planned"
good_direction = "higher"
phrases = ["执法{drill}#", { say = "#…{drill}", never = "消防" }]
zeros = ["(?:未|没有)开展执法演练"]
"""


def test_catalogue_is_covered(shared: Path) -> None:
    vocabulary = load_vocabulary()
    with (shared / "catalogue.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 41
    for row in rows:
        entry = vocabulary[row["code"]]
        assert (entry.domain, entry.kind, entry.good_direction) == (row["domain"], row["kind"], row["good_direction"])
        assert entry.phrases, entry.code


def test_every_entry_is_usable() -> None:
    for entry in load_vocabulary().values():
        assert entry.kind in KINDS
        assert entry.good_direction in DIRECTIONS
        assert set(entry.measures) <= entry.accepts
        assert entry.name
        assert entry.english


def test_packaged_vocabulary_is_loaded_once() -> None:
    assert load_vocabulary() is load_vocabulary()


def test_an_office_adds_its_own_indicator(tmp_path: Path) -> None:
    file = tmp_path / "本街道指标.toml"
    file.write_text(OWN, encoding="utf-8")
    vocabulary = load_vocabulary(file)
    assert len(vocabulary) == len(load_vocabulary()) + 1
    text = "2024年，示例街道开展执法演练3次。"
    assert read_text(text).figures.empty
    own = read_text(text, vocabulary=vocabulary).figures
    assert own[["indicator", "value"]].values.tolist() == [["office_drills", 3.0]]
    zero = read_text("2024年示例街道没有开展执法演练。", vocabulary=vocabulary).figures
    assert zero["value"].tolist() == [0.0]


def test_an_office_says_by_which_verbs_and_words_its_indicator_is_known(tmp_path: Path) -> None:
    file = tmp_path / "本街道指标.toml"
    file.write_text(OWN.replace("zeros =", 'verbs = "拉练"\ngist = ["{drill} & 队员"]\nzeros ='), encoding="utf-8")
    vocabulary = load_vocabulary(file)
    for text, value in (("执法演练方面，全年拉练5次。", 5.0), ("演习把队员拉出去7次。", 7.0)):
        assert read_text(text, year=2024).figures.empty
        assert read_text(text, year=2024, vocabulary=vocabulary).figures["value"].tolist() == [value]


def test_an_office_may_replace_a_packaged_indicator(tmp_path: Path) -> None:
    file = tmp_path / "改.toml"
    file.write_text(OWN.replace("office_drills", "mediators"), encoding="utf-8")
    assert load_vocabulary(file)["mediators"].name == "执法演练"
    assert load_vocabulary()["mediators"].name == "人民调解员"


@pytest.mark.parametrize(
    ("old", "new", "place", "found"),
    [
        ('kind = "planned"', 'kind = "often"', "office_drills.kind", "often"),
        ('name = "执法演练"', "", "office_drills.name", "缺少必填的键"),
        ('name = "执法演练"', "name = 3", "office_drills.name", "应是文字"),
        ('code = "office_drills"', 'code = "执法"', "第1个指标", "执法"),
        ('measures = ["次"]', 'measures = "次"', "office_drills.measures", "应是文字的列表"),
        ('measures = ["次"]', "measures = []", "office_drills.measures", "没有写单位"),
        ("{drill}#", "{drll}#", "office_drills.phrases 第1条", "drll"),
        ("执法{drill}#", "执法{drill}", "office_drills.phrases 第1条", "执法{drill}"),
        ("执法{drill}#", "执法(#", "office_drills.phrases 第1条", "写法有误"),
        ('never = "消防"', 'nevr = "消防"', "office_drills.phrases 第2条", "nevr"),
        ("zeros =", "zeroes =", "office_drills.zeroes", "不认识的键"),
        ("zeros =", 'verbs = "(?:开|举)办"\nzeros =', "office_drills.verbs", "(?:开|举)办"),
        ("zeros =", 'gist = ["执法(演练 & {drill})"]\nzeros =', "office_drills.gist", "写法有误"),
        ("zeros =", 'gist = ["执法 & {drll}"]\nzeros =', "office_drills.gist", "drll"),
        ('["(?:未|没有)开展执法演练"]', '["没有#"]', "office_drills.zeros 第1条", "没有#"),
        ("[words]", "[word]", "word", "不认识的项目"),
        ('drill = "演练|演习"', "drill = 演练", "", "TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, place: str, found: str) -> None:
    file = tmp_path / "本街道指标.toml"
    assert old in OWN
    file.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(LawstatsError) as caught:
        load_vocabulary(file)
    assert caught.value.file == "本街道指标.toml"
    assert caught.value.place == place
    assert found in caught.value.found
    assert caught.value.advice


def test_missing_or_badly_encoded_file(tmp_path: Path) -> None:
    with pytest.raises(LawstatsError, match="打不开"):
        load_vocabulary(tmp_path / "无.toml")
    file = tmp_path / "旧.toml"
    file.write_bytes(OWN.encode("gb18030"))
    with pytest.raises(LawstatsError, match="UTF-8"):
        load_vocabulary(file)


def test_cues_hide_no_figure(root: Path) -> None:
    """A cue only saves time: with all of them taken away every gold passage reads the same."""
    from lawstats.indicators import Vocabulary

    packaged = load_vocabulary()
    slow = Vocabulary(
        {
            code: type(entry)(**{name: getattr(entry, name) for name in entry.__slots__} | {"cues": ()})
            for code, entry in packaged.items()
        },
        packaged.words,
    )
    with (root / "tests" / "gold" / "passages.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            fast, full = read_text(row["text"]), read_text(row["text"], vocabulary=slow)
            assert fast.figures["indicator"].tolist() == full.figures["indicator"].tolist(), row["text"]


def test_word_lists_may_use_word_lists() -> None:
    assert spell_out("{a}", {"a": "{b}|丙", "b": "甲|乙"}) == "(?:(?:甲|乙)|丙)"
