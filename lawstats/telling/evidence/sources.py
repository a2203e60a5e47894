"""Where figures stand: every file gets a number, every place is said in a few words however many rows it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Sources", "each_once", "merged", "split_origin", "where"]

_ROWS = re.compile(r"(\d+)(?:\s*[-至—]\s*(\d+))?")
_OF_THEM = re.compile(r"^(\d+)\s*至\s*(\d+)行中的(\d+)行$")
_SENTENCE = re.compile(r"^第(\d+)句")
_LONGEST = 40  # signs: what cannot be said shorter is cut, a table cell is no list of rows
_NAMED = 4
_CITED = re.compile(r"\[(\d+)\]")


def split_origin(source: str, place: str = "") -> list[tuple[str, str]]:
    """Take an origin apart into files and the place in each.

    Parameters
    ----------
    source : str
        A file, or several joined by 、; or, with no `place`, rows as claims and promises give them
        (``file：place；file：place``).
    place : str
        Where in it.

    Returns
    -------
    list of (file, place)

    Examples
    --------
    >>> split_origin("甲.xlsx、乙.csv", "甲.xlsx：1月!3-5行；2月!4行；乙.csv：7行")
    [('甲.xlsx', '1月!3-5行；2月!4行'), ('乙.csv', '7行')]
    >>> split_origin("合同.xlsx：2024年!3-5行；合同.xlsx：2024年!3-9行")
    [('合同.xlsx', '2024年!3-5行；2024年!3-9行')]
    """
    names = source.split("、") if place else []
    if place and not (len(names) > 1 and all(name in place for name in names)):
        return [(source, place)]
    found: dict[str, list[str]] = {}
    current = ""
    for chunk in (place or source).split("；"):
        named = next((name for name in names if chunk.startswith(name)), "")
        if named:
            current, chunk = named, chunk[len(named) :].lstrip("：!")
        elif not names and "：" in chunk:
            current, chunk = chunk.split("：", 1)
        elif not current:
            current, chunk = chunk, ""
        found.setdefault(current, [])
        if chunk:
            found[current].append(chunk)
    return [(name, "；".join(dict.fromkeys(places))) for name, places in found.items()]


def where(place: str) -> str:
    """Say a place in a few words: a sentence of a report, or from which row to which and how many of them.

    Examples
    --------
    >>> where("第16句，第394字"), where("2024年!19、22、30、51-54行"), where("2024年!6至85行中的35行")
    ('第16句', '“2024年”表第19–54行中7行', '“2024年”表第6–85行中35行')
    >>> where("甲村!3-7、9行；乙村!3-5行；丙村!3行"), where("3-93行")
    ('“甲村”等3张表共10行', '第3–93行')
    """
    sentence = _SENTENCE.match(place)
    if sentence:
        return f"第{sentence[1]}句"
    sheets: dict[str, tuple[int, int, int]] = {}
    for chunk in place.split("；"):
        sheet, _, rows = chunk.rpartition("!")
        span = _span(rows)
        if span is None:
            return place if len(place) <= _LONGEST else place[: _LONGEST - 1] + "…"
        low, high, count = sheets.get(sheet, (span[0], span[1], 0))
        sheets[sheet] = (min(low, span[0]), max(high, span[1]), max(count, span[2]) if count else span[2])
    if len(sheets) > 2:
        total = sum(count for _, _, count in sheets.values())
        return f"“{next(iter(sheets))}”等{len(sheets)}张表共{total}行"
    return "、".join(_said(sheet, *span) for sheet, span in sheets.items())


def merged(places: Iterable[str]) -> str:
    """Join the rows of several places, sheet by sheet, into from where to where and how many.

    Examples
    --------
    >>> merged(["2024年!3、7行", "2024年!4至9行中的3行"])
    '2024年!3至9行中的5行'
    """
    sheets: dict[str, tuple[int, int, int]] = {}
    for chunk in (chunk for place in dict.fromkeys(places) for chunk in place.split("；")):
        sheet, _, rows = chunk.rpartition("!")
        span = _span(rows)
        if span is not None:
            low, high, count = sheets.get(sheet, (span[0], span[1], 0))
            sheets[sheet] = (min(low, span[0]), max(high, span[1]), count + span[2])
    return "；".join(
        f"{sheet}!{low}至{high}行中的{count}行" if sheet else f"{low}至{high}行中的{count}行"
        for sheet, (low, high, count) in sheets.items()
    )


def each_once(cited: Iterable[str]) -> list[str]:
    """Return the numbers of several references, each once, smallest first.

    Examples
    --------
    >>> each_once(["[1][3]", "[12]", "[2]"])
    ['[1]', '[2]', '[3]', '[12]']
    """
    return [f"[{number}]" for number in sorted({int(number) for number in _CITED.findall("".join(cited))})]


def _span(rows: str) -> tuple[int, int, int] | None:
    """Return first row, last row and how many of them are meant."""
    if not rows.endswith("行"):
        return None
    known = _OF_THEM.match(rows)
    if known:
        return int(known[1]), int(known[2]), int(known[3])
    spans = [(int(first), int(last or first)) for first, last in _ROWS.findall(rows)]
    if not spans:
        return None
    return spans[0][0], max(last for _, last in spans), sum(last - first + 1 for first, last in spans)


def _said(sheet: str, low: int, high: int, count: int) -> str:
    head = f"“{sheet}”表" if sheet else ""
    if low == high:
        return f"{head}第{low}行"
    return f"{head}第{low}–{high}行" + ("" if count == high - low + 1 else f"中{count}行")


@dataclass
class Sources:
    """Files in the order they are first referred to, each with a number.

    Parameters
    ----------
    aliases : mapping of str to str
        Other names by which files are called, such as 2024年报告.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _gave: dict[str, dict[str, None]] = field(default_factory=dict)

    def cite(self, source: str, place: str = "", gave: str = "") -> str:
        """Return the numbers of the files, such as ［1］［4］, and remember what they gave.

        Examples
        --------
        >>> sources = Sources()
        >>> sources.cite("甲.xlsx", "3行", "合同"), sources.cite("乙.xlsx：4行；甲.xlsx：5行")
        ('[1]', '[2][1]')
        """
        return "".join(f"[{self._number(name, gave)}]" for name, _ in split_origin(source, place) if name)

    def locate(self, source: str, place: str = "", gave: str = "") -> str:
        """Return the numbers with the place in each file.

        Examples
        --------
        >>> Sources().locate("甲.xlsx", "2024年!3-9行", "合同")
        '[1]“2024年”表第3–9行'
        """
        said = [
            f"[{self._number(name, gave)}]{where(at) if at else ''}" for name, at in split_origin(source, place) if name
        ]
        return "；".join(dict.fromkeys(said))

    def _number(self, name: str, gave: str) -> int:
        name = self.aliases.get(name, name)
        if gave:
            self._gave.setdefault(name, {})[gave] = None
        return self._numbers.setdefault(name, len(self._numbers) + 1)

    def table(self) -> pd.DataFrame:
        """Return the list of sources: number, file, what it gave."""
        rows = [
            {"编号": f"[{number}]", "材料": name, "给出的数": _listed(self._gave.get(name, ()))}
            for name, number in self._numbers.items()
        ]
        return pd.DataFrame(rows, columns=["编号", "材料", "给出的数"])


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return "、".join(names[:_NAMED]) + (f"等{len(names)}项" if len(names) > _NAMED else "")
