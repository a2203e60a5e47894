"""The years a report names itself by: title, first sentences, headings, plans, date of signing; which of them clash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.reading.reports.checks.problems import Problem, place_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.identity import YearLabel
    from lawstats.reading.reports.periods import Period
    from lawstats.reading.reports.sections import Section
    from lawstats.reading.reports.sentences import Sentence

__all__ = ["check_labels"]

# “2024年工作完成情况和下一步打算” looks back as well: only a heading of plans alone is dated to the year ahead.
_PLANNED = re.compile(
    r"(?:^|[、.,)\s])(?P<year>(?:19|20)\d\d)年度?[^,。;]{0,12}?(?:计划|打算|安排|思路|谋划)(?:和[一-龥]{2,6})?[。:]?$"
)
_SIGNED = re.compile(r"\s*(?P<year>(?:19|20)\d\d)年(?P<month>1[0-2]|0?[1-9])月\d{1,2}日\s*")
_LAST_LINES = 4
_HALF = 6


def check_labels(
    text: str,
    year: int,
    labels: Sequence[YearLabel],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    covered: Period | None,
) -> list[Problem]:
    """List what clashes with the year a report was taken to be of.

    Parameters
    ----------
    text : str
        The report with levelled punctuation.
    year : int
        The year it was taken to be of.
    labels : sequence of YearLabel
        Where its title, opening and headings name a year; the first is the one that was followed.
    sections, sentences
        The blocks and sentences of the report.
    covered : Period or None
        The time it covers, where that is not the whole year.
    """
    problems = []
    for label in labels[1:]:
        if label.year != labels[0].year:
            both = [one for one in (labels[0], label) if one.start >= 0]
            places = "；".join(f"{place_at(sentences, one.start)}（{one.where}）" for one in both)
            found = f"{labels[0].where}写的是{labels[0].year}年，{label.where}写的是{label.year}年"
            advice = f"暂按{labels[0].where}认作{labels[0].year}年，请核对是否沿用了往年的稿子"
            problems.append(Problem(places, found, advice, tuple(one.start for one in both)))
    for section in sections:
        planned = _PLANNED.search(section.title.strip()) if section.kind == "plans" else None
        if planned and int(planned["year"]) <= year:
            found = f"报告的是{year}年，“{section.title.strip()}”也是{planned['year']}年"
            place = place_at(sentences, section.start)
            problems.append(Problem(place, found, "下一年的安排应写下一年，请核对", (section.start,)))
    signed = _signature(text)
    if signed is not None:
        start, of, month = signed
        if of < year or (of == year and month <= _HALF and covered is None):
            found = f"报告的是{year}年，落款日期在{of}年{month}月"
            problems.append(Problem(place_at(sentences, start), found, "请核对报告年份和落款日期", (start,)))
    return problems


def _signature(text: str) -> tuple[int, int, int] | None:
    """Find the date a report is signed on: alone on one of its last lines."""
    end = len(text.rstrip())
    for _ in range(_LAST_LINES):
        begin = text.rfind("\n", 0, end) + 1
        signed = _SIGNED.fullmatch(text, begin, end)
        if signed:
            return signed.start("year"), int(signed["year"]), int(signed["month"])
        end = begin - 1
        if end <= 0:
            return None
    return None
