"""What a pattern cannot do without: never is a match missed because of it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.indicators import load_vocabulary, spell_out
from lawstats.reading.reports.needles import last_letters, needles

_GOLD = Path(__file__).resolve().parents[1] / "gold" / "passages.csv"


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("会议", {"会议"}),
        ("法治政府", {"法治政府"}),
        ("法治|依法行政", {"法治", "依法行政"}),
        ("(?:法治|普法).{0,16}?讲座", {"讲座"}),
        ("会议?", {"会"}),
        ("(?:专题)?会", {"会"}),
        ("(?<!不)学法(?!院)", {"学法"}),
        ("学{2,3}习", {"学"}),
        ("学+法", {"学"}),
        (r"12\.4", {"12"}),
        ("审[核查]", {"审"}),
        ("[学法]", {"学", "法"}),
        ("[增降]幅|[多少]", {"幅", "多", "少"}),
    ],
)
def test_what_a_pattern_names(pattern: str, named: set[str]) -> None:
    assert needles(pattern) == named


@pytest.mark.parametrize(
    "pattern",
    ["", ".*", "学*", "(?:学)?", "学|", "(?:学|.)", "[^学法]", "[一-龥]", "(?i)a", "(?P=x)", "(学", "学)", r"\d"],
)
def test_what_a_pattern_does_not_name(pattern: str) -> None:
    assert needles(pattern) is None


_ATOMS = st.sampled_from(["学", "法", "会议", ".", "[学法]", r"\w", "(?!学)", "(?<!法)", r"\.", "12"])
_OFTEN = st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,3}?"])
_PATTERNS = st.recursive(
    st.lists(_ATOMS, min_size=1, max_size=3).map("".join),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,3}?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(_PATTERNS, st.text("学法会议12.院", max_size=12))
def test_no_match_without_a_needle(pattern: str, text: str) -> None:
    named = needles(pattern)
    if named is not None and re.search(pattern, text):
        assert any(needle in text for needle in named)


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("会议", "议"),
        ("会议?", "会议"),
        ("学法|普法讲座", "法座"),
        ("宣[讲传](?:活动|日)?", "讲传动日"),
        ("(?:学|普)(?:法)*", "学普法"),
        ("学法(?!院)", "法"),
        ("学{0,2}法$", "法"),
    ],
)
def test_the_letters_a_pattern_ends_with(pattern: str, letters: str) -> None:
    assert last_letters(pattern) == set(letters)


@pytest.mark.parametrize(
    "pattern", ["", "学*", "(?:学)?", "学法.", "学[^,]{0,4}", "学[一-龥]", r"学\d", "(?i)a", "学)"]
)
def test_a_pattern_that_may_end_with_any_letter(pattern: str) -> None:
    assert last_letters(pattern) is None


@settings(max_examples=300, deadline=None)
@given(_PATTERNS, st.text("学法会议12.院", max_size=12))
def test_no_match_ends_with_another_letter(pattern: str, text: str) -> None:
    letters = last_letters(pattern)
    for end in range(len(text) + 1):
        if letters is not None and re.search(f"(?:{pattern})$", text[:end]):
            assert text[end - 1 : end] in letters


def test_every_phrase_of_the_vocabulary_has_its_needles() -> None:
    words = load_vocabulary().words
    phrases = [phrase for item in load_vocabulary().values() for phrase in item.phrases]
    spelled = [[spell_out(side, words) for side in phrase.say.split("#") if side] for phrase in phrases]
    for phrase, sides in zip(phrases, spelled, strict=True):
        # A phrase without a needle is tried on every number: only one that says all before its clause may be.
        assert phrase.before or any(needles(side) is not None for side in sides), sides
    named = {side: strings for sides in spelled for side in sides if (strings := needles(side)) is not None}
    with _GOLD.open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)][::9]
    found = 0
    for side, strings in named.items():
        pattern = re.compile(side)
        for text in texts:
            if pattern.search(text):
                found += 1
                assert any(needle in text for needle in strings), (side, text)
    assert found > 500
