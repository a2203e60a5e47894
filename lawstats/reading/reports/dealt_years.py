"""Years dealt out to numbers: 2022年、2023年、2024年分别为8件、6件、5件."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["dealt_years"]

_NUMERAL = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_RESPECTIVELY = re.compile(r"分别|依次|逐年")
_RANGE = re.compile(r"((?:19|20)\d\d)年?(?:[—–\-~～]{1,2}|至|到)((?:19|20)\d\d)年")
_LIST = re.compile(r"(?:(?:19|20)\d\d年?(?:度|全年)?(?:[、,和及与]|以及)){1,9}(?:19|20)\d\d年")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RECENT = re.compile(r"(?:近|最近|过去)([两二三四五六2-6])(?:个)?年(?:度|来|间)?")
_NEXT = re.compile(r"[^,。;]{0,4}?[、,和及与]\s*$")


def dealt_years(sentence: str, spans: Sequence[tuple[int, int]], year: int) -> dict[int, int]:
    """Say which number of a sentence belongs to which year, where the sentence deals them out.

    Parameters
    ----------
    sentence : str
        The sentence, with levelled punctuation.
    spans : sequence of (start, end)
        Where its numbers stand.
    year : int
        The year of the report: the last of 近三年.

    Returns
    -------
    dict
        Position of the number in ``spans`` to its year; empty where years and numbers do not match one to one.

    Examples
    --------
    >>> dealt_years("2023年、2024年分别受理6件、5件", [(15, 17), (18, 20)], 2024)
    {0: 2023, 1: 2024}
    """
    dealt: dict[int, int] = {}
    for word in _RESPECTIVELY.finditer(sentence):
        years = _years(sentence[: word.start()], year)
        first = next((k for k, (start, _) in enumerate(spans) if start >= word.end()), None)
        if len(years) < 2 or first is None or len(spans) - first < len(years):
            continue
        run = range(first, first + len(years))
        if all(_NEXT.fullmatch(sentence[spans[k - 1][1] : spans[k][0]]) for k in run[1:]):
            dealt.update(zip(run, years, strict=True))
    return dealt


def _years(words: str, year: int) -> list[int]:
    if found := _RANGE.search(words):
        first, last = int(found[1]), int(found[2])
        return list(range(first, last + 1)) if 0 < last - first < 10 else []
    if found := _LIST.search(words):
        return [int(word) for word in _YEAR.findall(found[0])]
    if found := _RECENT.search(words):
        several = _NUMERAL.get(found[1]) or int(found[1])
        return list(range(year - several + 1, year + 1))
    return []
