"""The words round a number that open or close it (近 余 不少于 以上 左右), and the interval they admit."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

from lawstats.quantities.measures import CONTINUOUS, PERIODS, find_measure

__all__ = ["admitted", "qualifier_after", "qualifier_before", "qualifier_inside"]

with resources.files("lawstats").joinpath("vocabulary", "qualifiers.toml").open("rb") as _file:
    _WORDS = tomllib.load(_file)

_OTHER_WORDS: dict[str, str] = _WORDS["other_words"]
_BARE: dict[str, tuple[str, str]] = _WORDS["bare"]
# 至少组织1次: the adverb reaches over the verb.
_SCOPE = re.compile("(至少|起码|至多|最多|最少)(?![的为是])[^\\W\\d_零一二两三四五六七八九十百千万亿]{1,6}$")
_FAR = 8
_INSIDE = re.compile(" ?(?:[余多]|(来)|\\+(?![0-9A-Za-z]))(?!额|样化|元化)")
_AFTER = re.compile(
    " ?(?:[（(]含[^）)]{0,6}[）)])?(?:"
    "(?P<at_least>(?:及|及其|或|或者|和)?以上(?![述所])|之上)"
    "|(?P<at_most>(?:及|或|或者)?以下|以内|之内|之下)"
    "|(?P<about>左右(?![岸侧两])|上下(?![级联游班车楼]))"
    "|(?P<over>有余|开外))"
)
_WITHIN = re.compile("内(?![容部外设涵在卷])")
_AND_MORE = re.compile("[多余](?![次元方样种项名个部家地人场年届])")


def _phrases() -> dict[str, list[tuple[str, str, str]]]:
    """Index the words before a number, their links included, by last character, the longest first."""
    table: dict[str, list[tuple[str, str, str]]] = {}
    for kind, words in _WORDS["before"].items():
        for word in words:
            for link in ("", *_WORDS["links"].get(kind, ())):
                table.setdefault((word + link)[-1], []).append((word + link, word, kind))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_PHRASES = _phrases()


def qualifier_before(text: str, start: int, *, bare: bool) -> tuple[str, int]:
    """Find what the words before a number make of it, and where they begin.

    Parameters
    ----------
    text : str
        Half-width text.
    start : int
        Where the number begins.
    bare : bool
        Whether the number is a scale alone (百件, 万人), which 上, 过, 成 and 破 may qualify too.

    Returns
    -------
    qualifier : str
        "" when there is none; "near" for 近 and its like, "under" for 不足 and its like.
    start : int
        Where the qualified number begins.

    Examples
    --------
    >>> qualifier_before("约占15.6%", 2, bare=False), qualifier_before("签约2项", 2, bare=False)
    (('about', 0), ('', 2))
    """
    left = start
    while left and start - left < 2 and text[left - 1] == " ":
        left -= 1
    if not left:
        return "", start
    last = text[left - 1]
    for phrase, word, kind in _PHRASES.get(last, ()):
        begin = left - len(phrase)
        if begin >= 0 and text.startswith(phrase, begin):
            if begin and text[begin - 1] in _OTHER_WORDS.get(word, ""):
                return "", start
            return kind, begin
    if bare and last in _BARE:
        kind, others = _BARE[last]
        if left < 2 or text[left - 2] not in others:
            return kind, left - 1
    near = text[max(0, left - _FAR) : left]
    if ("至" in near or "最" in near or "起码" in near) and last.isalpha() and (found := _SCOPE.search(near)):
        kind = "at_most" if found[1] in ("至多", "最多") else "at_least"
        return kind, max(0, left - _FAR) + found.start()
    return "", start


def qualifier_inside(text: str, end: int, place: float) -> tuple[bool, int]:
    """Tell whether 余, 多, 来 or + follows the digits (800余人次, 300多万), and where it ends."""
    found = _INSIDE.match(text, end)
    if found is None:
        return False, end
    after = found.end()
    if found[1] and (place < 10 or not (text[after : after + 1] in ("万", "亿") or find_measure(text, after)[0])):
        return False, end  # 20来件, but 10来自外地
    return True, after


def qualifier_after(text: str, end: int, measure: str) -> tuple[str, int]:
    """Find what the words after the measure word make of a number (以上 以内 左右 有余), and where they end."""
    if found := _AFTER.match(text, end):
        return found.lastgroup or "", found.end()
    if measure in PERIODS and (found := _WITHIN.match(text, end)):
        return "at_most", found.end()
    if (measure in PERIODS or measure in CONTINUOUS) and (found := _AND_MORE.match(text, end)):
        return "over", found.end()
    return "", end


def admitted(
    value: float, place: float, kind: str, *, whole: bool, most: float, assume_digit: bool
) -> tuple[float, float]:
    """Bound what a qualified number may be.

    Parameters
    ----------
    value, place : float
        The number, and what one unit of its last stated place is worth.
    kind : str
        over, near, under, about, at_least or at_most.
    whole : bool
        Whether only whole numbers are possible (counts), so that 4万余 ends at 49 999.
    most : float
        What cannot be exceeded (100 for a share in per cent).
    assume_digit : bool
        Whether the words are held to the last stated place.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> admitted(40_000, 10_000, "over", whole=True, most=float("inf"), assume_digit=True)
    (40000, 49999.0)
    """
    digit = assume_digit and (place != 1 or not float(value).is_integer())  # 12余 leaves no room below 13
    step = place - 1.0 if whole else place
    floor, top = min(0.0, value), max(value, most)
    if kind == "over":
        return value, min(top, _tidy(value + step)) if digit else top
    if kind == "near":
        return (max(floor, _tidy(value - step)) if digit else floor), value
    if kind == "about":
        if not assume_digit:
            return floor, top
        return max(floor, _tidy(value - place / 2)), min(top, _tidy(value + place / 2))
    return (value, top) if kind == "at_least" else (floor, value)


def _tidy(bound: float) -> float:
    """Drop the dust of binary fractions: 15.6 − 0.05 is 15.55."""
    return round(bound, 9)
