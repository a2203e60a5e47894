"""The numbers Word sets before paragraphs by itself: 一、 （二） 3. are in no text of the file, only in its lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

__all__ = ["Numbering", "child", "local_name", "value", "written"]

_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital", "koreanCounting",
)  # fmt: skip
_CIRCLED = ("decimalEnclosedCircle", "decimalEnclosedCircleChinese")
_PLACE = re.compile(r"%([1-9])")
#: Styles may rest on styles; a circle of them ends here.
_DEEPEST = 12
_MOST = 9999


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


def written(number: int, form: str) -> str:
    """Write a number as a list format of Word does.

    Examples
    --------
    >>> [written(12, form) for form in ("chineseCounting", "decimal", "decimalEnclosedCircle", "lowerLetter")]
    ['十二', '12', '⑫', 'l']
    >>> written(3, "bullet")
    ''
    """
    if form in ("bullet", "none") or not 0 <= number <= _MOST:
        return ""
    if form in _CHINESE:
        return _chinese(number, _DIGITS, "十百千")
    if form == "chineseLegalSimplified":
        return _chinese(number, _LEGAL, "拾佰仟")
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        roman, rest = "", number
        for worth, sign in _ROMAN:
            roman, rest = roman + sign * (rest // worth), rest % worth
        return roman.lower() if form == "lowerRoman" else roman
    return str(number)


def _chinese(number: int, digits: str, units: str) -> str:
    """Write a number below 10 000 in characters: 12 is 十二, 105 一百零五."""
    if number == 0:
        return digits[0]
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = bool(text)
    return text[1:] if text.startswith(digits[1] + units[0]) else text


def local_name(element: Any) -> str:
    """Give an element's name; transitional and strict files put the same names into different namespaces."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element: Any, *names: str) -> Any:
    """Go down by names, each the first of that name; None where there is none."""
    for name in names:
        element = None if element is None else next((inner for inner in element if local_name(inner) == name), None)
    return element


def value(element: Any, name: str = "val") -> str:
    """Give an attribute by its name, ``""`` where the element or the attribute is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _number(words: str, default: int) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 9 else default


class Numbering:
    """The lists of a Word file, counting as its paragraphs go by.

    Parameters
    ----------
    numbering, styles : lxml element or None
        The roots of the file's parts of these names.
    """

    def __init__(self, numbering: Any = None, styles: Any = None) -> None:
        abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for element in () if numbering is None else numbering:
            if local_name(element) == "abstractNum":
                abstract[value(element, "abstractNumId")] = _List(_levels(element))
            elif local_name(element) == "num":
                key, of = value(element, "numId"), value(child(element, "abstractNumId"))
                if of in abstract:
                    self._lists[key] = abstract[of]
                    self._restarts[key] = _overrides(element)
        self._styles: dict[str, tuple[str, str, str]] = {}
        for element in () if styles is None else styles:
            if local_name(element) == "style":
                level, of = _reference(child(element, "pPr"))
                self._styles[value(element, "styleId")] = (level, of, value(child(element, "basedOn")))

    def label(self, paragraph: Any) -> str:
        """Give the number of a paragraph, ``""`` where it has none, and count it."""
        properties = child(paragraph, "pPr")
        level_words, of = _reference(properties)
        style = value(child(properties, "pStyle")) if properties is not None else ""
        for _ in range(_DEEPEST):
            if of or style not in self._styles:
                break
            styled_level, of, style = self._styles[style]
            level_words = level_words or styled_level
        found = self._lists.get(of)
        level = _number(level_words, 0)
        if found is None or level not in found.levels:
            return ""
        restart = self._restarts[of].pop(level, None)
        start = found.levels[level].start
        found.counts[level] = restart if restart is not None else found.counts.get(level, start - 1) + 1
        for deeper in [key for key in found.counts if key > level]:
            del found.counts[deeper]
        if found.levels[level].form == "bullet":
            return ""

        def place(at: re.Match[str]) -> str:
            of_level = int(at[1]) - 1
            known = found.levels.get(of_level, _Level())
            return written(found.counts.get(of_level, known.start), known.form)

        return _PLACE.sub(place, found.levels[level].text)


def _levels(element: Any) -> dict[int, _Level]:
    found = {}
    for inner in element:
        if local_name(inner) == "lvl":
            form = value(child(inner, "numFmt")) or "decimal"
            start = _number(value(child(inner, "start")), 1)
            found[_number(value(inner, "ilvl"), 0)] = _Level(form, value(child(inner, "lvlText"))[:20], start)
    return found


def _overrides(element: Any) -> dict[int, int]:
    found = {}
    for inner in element:
        restart = value(child(inner, "startOverride")) if local_name(inner) == "lvlOverride" else ""
        if restart:
            found[_number(value(inner, "ilvl"), 0)] = _number(restart, 1)
    return found


def _reference(properties: Any) -> tuple[str, str]:
    """Give the level and the list a paragraph or a style refers to."""
    reference = None if properties is None else child(properties, "numPr")
    return ("", "") if reference is None else (value(child(reference, "ilvl")), value(child(reference, "numId")))
