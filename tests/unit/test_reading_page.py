"""docs/reading.md: its picture shows what is read now, in letters the house font holds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from matplotlib.text import Text

from lawstats.fonts.characters import characters
from lawstats.telling.style import house_style

_DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def sentence():
    spec = importlib.util.spec_from_file_location("sentence", _DOCS / "sentence.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sentence"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules["sentence"]


def test_the_description_is_what_is_read_now(sentence):
    page = (_DOCS / "reading.md").read_text(encoding="utf-8")
    assert f"![{sentence.description()}](sentence.png)" in page  # else run: python docs/sentence.py
    assert (_DOCS / "sentence.png").is_file()


def test_every_number_is_marked_once_in_letters_of_the_house_font(sentence):
    with house_style():
        figure = sentence.draw()
    drawn = [text.get_text() for text in figure.findobj(Text) if text.get_text()]
    plt.close(figure)
    assert {ord(sign) for words in drawn for sign in words} <= characters()
    found = sentence.parts()
    assert len(found) == 8
    for mark, part in zip(sentence.CIRCLED, found, strict=False):
        assert drawn.count(mark) == 2  # over the sentence and in the list
        assert part.words in drawn
        assert part.reading in drawn
    assert "".join(words for words in drawn if len(words) == 1 and words not in sentence.CIRCLED) == sentence.SENTENCE
