"""Whose report of which year: title, office and year, from the words of the report itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lawstats.reading.reports.announcing import announces_plans
from lawstats.reading.reports.headings import find_headings
from lawstats.reading.reports.sentences import level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.headings import Heading

__all__ = ["YearLabel", "find_office", "find_title", "find_year", "tidy_office"]

#: How far the opening of a report reaches.
_OPENING = 600
_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")
_TITLE = re.compile(
    r"法治政府|法治建设|依法行政|依法治[国理省市县区镇乡街]|法治工作|(?:法治|行政执法)[一-龥]{0,8}(?:报告|总结|汇报|情况)"
)
_PAPER = re.compile(r"报告|总结|汇报|情况|自查|述职|要点|计划")
# 乡镇, 全镇 and 下乡 name no office.
_NAME = (
    r"[一-龥]{2,24}?(?:街道(?:办事处)?|(?<![城乡全本我各在])镇(?:人民政府|党委)?|(?<![城下全本我各县在])乡(?:人民政府)?"
    r"|(?:司法|公安|财政|教育|[一-龥]{2,10}?)局|司法所|委员会|办公室|管委会|人民政府|街(?=20|办|行政|法治)|厅)"
)
_ENTITLED = re.compile(
    rf"{_NAME}(?=关于|\d{{4}}年|法治|依法|$)|{_NAME}|[一-龥]{{2,12}}?[县区市州旗盟](?=(?:19|20)\d\d年|法治|依法)"
)
_SIGNED = re.compile(rf"\s*(?:中共)?({_NAME})\s*")
_DATED = re.compile(r"\s*(?:[〇○零一二三四五六七八九十]{4}|\d{4})年.{1,8}日\s*|\s*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s*")
# “2024年,示例街道在区委领导下…”; without a year a verb must follow, or any place named there would do.
_OPENS = re.compile(
    rf"(?:^|[,。\n])\s*(?:(?:19|20)\d\d年度?|今年以来),?({_NAME})"
    rf"|(?:^|\n)\s*({_NAME})(?=(?:19|20)\d\d年|在|坚持|深入|认真|以|紧紧|全面|严格|党|按照|,)"
)
# “…要求,示例街道在党工委领导下”: named anywhere in the opening, but as the one that acts.
_ACTS = re.compile(
    rf"(?:^|[,。;:\n])\s*({_NAME})(?=在(?:市|区|县|党|上级)|党工委|办事处|党委|政府|始终|坚持|认真|深入|严格|紧紧|高度)"
)
_SOURCE = re.compile(rf"(?:来源|发布机构|责任部门|发文机构)\s*:?\s*({_NAME})(?![一-龥])")
_ASIDES = re.compile(r"《[^》]{0,80}》|[(][^()]{0,80}[)]")
# “2024年,我街道…”, “现将2024年法治政府建设情况报告如下”: a year named in passing is not the report's.
_STATES = re.compile(r"(?:^|[。\n])\s*((?:19|20)\d\d)年(?:度|以来)?,|现将[^。]{0,30}?((?:19|20)\d\d)年")


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year named where a report says which year it is of; `start` is −1 where that is not in the text."""

    where: str
    year: int
    start: int


def find_title(text: str) -> str:
    """Find the title among the first lines; one broken over several lines is put together."""
    lines = [line.strip() for line in level(text).split("\n") if line.strip()][:8]
    for number, line in enumerate(lines):
        if len(line) > 60 or line.endswith(("。", ":", ";")):
            break
        if _TITLE.search(line) and (_PAPER.search(line) or number + 1 < len(lines)):
            above = lines[number - 1] if number else ""
            below = lines[number + 1] if number + 1 < len(lines) else ""
            title = line
            if above and _SIGNED.fullmatch(above):
                title = above + title
            if not _PAPER.search(line) and re.fullmatch(r"[的]?\s*(?:工作)?(?:情况)?(?:的)?\s*报\s*告", below):
                title += below
            return re.sub(r"\s+", "", title)
    return ""


def find_year(
    text: str, title: str, heads: Sequence[Heading] | None = None
) -> tuple[int | None, tuple[YearLabel, ...]]:
    """Find the year reported on, and every label that names one.

    The title speaks first, then the first sentences, then the first heading, then the year named most. A title that
    the first sentences and the first heading both contradict is a slip: the year is theirs. `heads` are the headings
    of the text, where they have been found already.

    Returns
    -------
    (year, labels)
        The labels in this order, those that disagree with the year too.
    """
    text = level(text)
    opening = _ASIDES.sub(lambda aside: " " * len(aside[0]), text[:_OPENING])
    titled = re.search(r"\s*".join(map(re.escape, title)), opening) if title else None
    labels = [
        YearLabel("标题", found[0], titled.start() if titled else -1) if (found := _first_year(title)) else None,
        YearLabel("开头", *found) if (found := _first_year(opening)) else None,
        next(
            (
                YearLabel("小标题", found[0], head.start)
                for head in (find_headings(text) if heads is None else heads)
                if (found := _first_year(head.title)) and not announces_plans(head.title)
            ),
            None,
        ),
        _stated(opening, titled.end() if titled else 0, _first_year(title)),
    ]
    spoken = tuple(label for label in labels if label is not None)
    if spoken:
        said = {label.year for label in spoken if label.where in ("小标题", "正文")}
        slip = labels[0] is not None and labels[2] is not None and labels[3] is not None and len(said) == 1
        return said.pop() if slip else spoken[0].year, spoken
    counted = Counter(int(value) for value in _YEAR.findall(re.sub(r"《[^》]{0,80}》", "", text)))
    return (counted.most_common(1)[0][0] if counted else None), ()


def _stated(opening: str, start: int, title: tuple[int, int] | None) -> YearLabel | None:
    """Find the year the first sentences say they report on; the title's own, where they name that too."""
    found = [(int(at[1] or at[2]), at.start(1 if at[1] else 2)) for at in _STATES.finditer(opening, start)]
    own = [one for one in found if title is not None and one[0] == title[0]]
    return YearLabel("正文", *(own or found)[0]) if found else None


def _first_year(words: str) -> tuple[int, int] | None:
    """Give the first year named, and where."""
    # A full date is the day of printing; a range is a programme's.
    found = re.search(r"(?<![\d—–~～至-])((?:19|20)\d\d)\s*(?:年|度)(?!\s*\d{1,2}\s*月)", words)
    return (int(found[1]), found.start()) if found else None


def find_office(text: str, title: str) -> str:
    """Find the office: the signature at the end, else the title, else the first sentences, else the page's source."""
    text = level(text)
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    for number, line in reversed(list(enumerate(lines[-6:]))):
        tail = lines[-6:]
        signed = _SIGNED.fullmatch(line)
        if signed and (number + 1 == len(tail) or _DATED.fullmatch(tail[number + 1]) or number + 2 >= len(tail)):
            return tidy_office(line)
    named = _ENTITLED.match(re.sub(r"^(?:中共)?(?:关于)?(?:\d{4}年度?)?(?:关于)?", "", title))
    if named:
        return tidy_office(named[0])
    opening = text[:_OPENING]
    first = _OPENS.search(opening)
    if first:
        return tidy_office(first[1] or first[2])
    # Last, what acts in the opening, and whom the page names as its source.
    other = _ACTS.search(opening) or _SOURCE.search(opening)
    return tidy_office(other[1]) if other else ""


def tidy_office(name: str) -> str:
    """Bring an office's name to one form, so that its years meet.

    Examples
    --------
    >>> tidy_office("甲市乙区人民政府丙街道办事处"), tidy_office("丁镇人民政府"), tidy_office("戊县人民政府")
    ('甲市乙区丙街道', '丁镇', '戊县人民政府')
    """
    name = re.sub(r"\s+|^中共|^关于", "", name)
    # Committee and government sign together: the later one is the office.
    name = re.sub(r"^.*(?:委员会|党委|党工委)[、和]?(?=[一-龥]{2,}(?:街道|镇|乡|政府|局))", "", name)
    name = re.sub(r"街道?办事处$|街道党工委$|街$", "街道", name)
    name = re.sub(r"(?<=[镇乡])(?:人民政府|党委|委员会)$", "", name)
    return re.sub(r"人民政府(?=[一-龥]+(?:街道|镇|乡)$)", "", name)
