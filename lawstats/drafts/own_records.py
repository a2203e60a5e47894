"""Records that were read from the draft itself: they cannot say whether it is right."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING

from lawstats.reading.documents import SUFFIXES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["own_sources"]

_PLACE = re.compile(r"第\d+句，第(?P<letter>\d+)字")
#: Two or three figures may stand at the same places of two texts by chance.
_LEAST = 4


def own_sources(records: pd.DataFrame, text: str, figures: int, name: str = "") -> list[str]:
    """Name the sources that are the draft itself.

    Parameters
    ----------
    records : DataFrame
        A records table.
    text : str
        The draft.
    figures : int
        How many figures the reader of reports places in it.
    name : str
        Its file name. A source of that name is the draft, whatever its ending: a .docx and the .pdf made of it are one.

    Returns
    -------
    list of str
        Sources of that name, and those read from the same text under another name: every figure of theirs stands in
        the draft at its place, and the draft has no other. A draft that goes beyond them can still be held to them.

    Examples
    --------
    >>> from lawstats.reading.reports import read_text
    >>> words = "调解矛盾纠纷73件，开展法治讲座14场，发放普法宣传资料4万余份，集中学法12次。"
    >>> records = read_text(words, "甲街道", 2024).to_records().assign(source="旧稿.docx")
    >>> own_sources(records, words, 4), own_sources(records, words + "接待信访32件。", 5)
    (['旧稿.docx'], [])
    """
    found = []
    for source, rows in records.groupby("source", sort=True):
        if _same_name(str(source), name) or (len(rows) == figures and _same_words(rows, text)):
            found.append(str(source))
    return found


def _same_name(source: str, name: str) -> bool:
    return bool(name) and _stem(source) == _stem(name)


def _stem(name: str) -> str:
    name = unicodedata.normalize("NFC", name).casefold()
    return name.removesuffix(PurePath(name).suffix) if name.endswith(SUFFIXES) else name


def _same_words(rows: pd.DataFrame, text: str) -> bool:
    """Whether every figure of a source stands in the text where its record says."""
    if len(rows) < _LEAST:
        return False
    for place, evidence in zip(rows["place"], rows["evidence"], strict=True):
        at = _PLACE.fullmatch(place)
        letter = int(at["letter"]) - 1 if at else -1
        # The evidence holds the number: it begins at most its own length before it.
        if (
            letter < 0
            or not evidence
            or text.find(evidence, max(0, letter - len(evidence)), letter + len(evidence)) < 0
        ):
            return False
    return True
