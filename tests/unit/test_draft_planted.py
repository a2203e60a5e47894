"""Errors planted in the example office's reports are found, and nothing else is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import pytest

from lawstats.drafts import check_text
from lawstats.reading.documents import read_document
from lawstats.reading.reports import read_report, read_reports

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FLAGS = ("不一致", "表述过强")
#: Indicators a sentence of our own can be written about: how it says them, and their measure word.
SAYS = {
    "disputes_mediated": ("调解矛盾纠纷{n}件", "件"),
    "counsel_consultations": ("法律顾问解答咨询{n}次", "次"),
    "counsel_documents_reviewed": ("法律顾问审核合同及文件{n}件", "件"),
    "npc_suggestions": ("办理人大代表建议{n}件", "件"),
    "law_study_sessions": ("开展集中学法{n}次", "次"),
    "law_lectures": ("举办法治讲座{n}场", "场"),
    "information_disclosed": ("主动公开政府信息{n}条", "条"),
}
#: How drafts compare with last year.
THAN = ("比上年", "较上年", "较去年同期", "与上年相比", "同比", "比去年")
EVENTS = ("disputes_mediated", "counsel_consultations", "counsel_documents_reviewed", "npc_suggestions")
TYPES = ("婚姻家庭", "邻里", "物业", "劳动争议")
YEARS = (2022, 2023, 2024)


@dataclass
class Sentence:
    """A sentence and the words of it that are wrong, "" when it is right."""

    words: str
    wrong: str = ""
    kind: str = "right"


@pytest.fixture(scope="module")
def reports(root) -> dict[int, Path]:
    folder = root / "data" / "example" / "reports"
    if not folder.is_dir():
        pytest.skip("the example office has not been written on this machine")
    return {read_report(file).year: file for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def records(reports) -> pd.DataFrame:
    return read_reports(reports.values())[0]


@pytest.fixture(scope="module")
def counts(records) -> dict[str, dict[int, int]]:
    exact = records[records["qualifier"] == "exact"]
    return {
        code: {int(row.year): int(row.value) for row in rows.itertuples()} for code, rows in exact.groupby("indicator")
    }


def swapped(number: int, dice: random.Random) -> int:
    """Two neighbouring digits exchanged, or one changed where that does nothing."""
    digits = list(str(number))
    places = [at for at in range(len(digits) - 1) if digits[at] != digits[at + 1] and digits[at + 1] != "0"]
    if places:
        at = dice.choice(places)
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
        return int("".join(digits))
    return number + dice.choice((2, 3, 4))


def moved(now: int, before: int) -> str:
    return "增长" if now > before else "下降"


def share(now: int, before: int) -> str:
    return f"{abs(now - before) / before * 100:.1f}%"


def level(code: str, year: int, counts) -> Sentence:
    words, _ = SAYS[code]
    return Sentence(words.format(n=counts[code][year]))


def digit(code, year, counts, dice) -> Sentence:
    words, measure = SAYS[code]
    wrong = swapped(counts[code][year], dice)
    return Sentence(words.format(n=wrong), f"{wrong}{measure}", "digit")


def growth(code, year, counts, dice) -> Sentence:
    now, before = counts[code][year], counts[code][year - 1]
    words, measure = SAYS[code]
    spoken, than, grown = words.format(n=now), dice.choice(THAN), f"{moved(now, before)}{share(now, before)}"
    more, amount = ("增加", "增幅") if now > before else ("减少", "降幅")
    forms = (
        f"{spoken}，{than}{more}{abs(now - before)}{measure}，{grown}",
        f"{spoken}，上年为{before}{measure}，{grown}",
        f"{spoken}（{year - 1}年{before}{measure}），{than}{grown}",
        f"{than}{grown}，{spoken}，{amount}{share(now, before)}",
    )
    return Sentence(dice.choice(forms))


def base_year(code, year, counts, dice) -> Sentence:
    now, far = counts[code][year], counts[code][year - 2]
    words, _ = SAYS[code]
    spoken = f"{words.format(n=now)}，{dice.choice(THAN)}{moved(now, far)}{share(now, far)}"
    return Sentence(spoken, share(now, far), "base")


def points(code, year, counts, dice) -> Sentence:
    now, before = counts[code][year], counts[code][year - 1]
    words, _ = SAYS[code]
    wrong = share(now, before).replace("%", "个百分点")
    return Sentence(f"{words.format(n=now)}，{dice.choice(THAN)}{moved(now, before)}{wrong}", wrong, "points")


def rate_points(year, counts) -> Sentence:
    """The example's success rates are 96.0 and 97.4: 1.4 points, never 1.4 %."""
    return Sentence("调解成功率97.4%，比上年提高1.4%", "1.4%", "points")


def parts_of(total: int, dice) -> list[int]:
    cuts = sorted(dice.sample(range(1, total), len(TYPES)))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def listed(year, counts, dice, *, wrong: bool) -> Sentence:
    total = counts["disputes_mediated"][year]
    parts = parts_of(total, dice)
    if wrong:
        parts[dice.randrange(len(parts))] += dice.choice((2, 3, 5, 9))
    names = [*TYPES, "其他"]
    spoken = "、".join(f"{name}{part}件" for name, part in zip(names, parts, strict=True))
    form = dice.choice(("调解矛盾纠纷{t}件，其中{s}", "调解矛盾纠纷{t}件（{s}）", "调解矛盾纠纷{t}件，分为{s}"))
    words = form.format(t=total, s=spoken)
    # The total is as on record: which part is wrong nobody can say, so the flag may stand anywhere in the list.
    return Sentence(words, words.removeprefix("调解矛盾纠纷") if wrong else "", "sum" if wrong else "right")


def added(year, counts, dice, *, wrong: bool) -> Sentence:
    lectures, studies = counts["npc_suggestions"][year], dice.randrange(1, 9)
    total = lectures + studies + (dice.choice((1, 2, 10)) if wrong else 0)
    words = f"办理人大代表建议{lectures}件、居民议事会建议{studies}件，合计{total}件"
    return Sentence(words, f"合计{total}件" if wrong else "", "sum" if wrong else "right")


def chance(now: int, before: int) -> float:
    """Two-sided exact binomial p of two counts under equal means, mid-P."""
    n, k = now + before, min(now, before)
    tail = sum(comb(n, i) for i in range(k)) + comb(n, k) / 2
    return min(1.0, 2 * tail / 2**n)


def adjective(code, year, counts, dice) -> Sentence:
    now, before = counts[code][year], counts[code][year - 1]
    words, _ = SAYS[code]
    rises = now > before
    strong = dice.choice(("大幅", "显著")) + ("上升" if rises else "下降")
    clear = "明显" + ("增加" if rises else "减少")
    word = dice.choice((strong, clear)) if chance(now, before) > 0.05 else strong
    spoken, than = words.format(n=now), dice.choice(THAN)
    forms = (f"{spoken}，{than}{word}", f"{spoken}，{than}{word}{share(now, before)}", f"{than}{word}，{spoken}")
    return Sentence(dice.choice(forms), word, "adjective")


def usable(counts, year, codes, back=1) -> list[str]:
    found = []
    for code in codes:
        series = [counts.get(code, {}).get(year - step) for step in range(back + 1)]
        if None not in series and series[0] != series[1] and series[-1] and series[1]:
            found.append(code)
    return found


def plant(year, counts, dice, number) -> list[Sentence]:
    """`number` wrong sentences of every kind in turn, with as many right ones between them."""
    makers = [
        lambda: digit(dice.choice([code for code in SAYS if year in counts.get(code, {})]), year, counts, dice),
        lambda: base_year(dice.choice(distinct(year, counts)), year, counts, dice),
        lambda: (
            rate_points(year, counts)
            if year == 2024 and dice.random() < 0.5
            else points(dice.choice(usable(counts, year, SAYS)), year, counts, dice)
        ),
        lambda: dice.choice((listed, added))(year, counts, dice, wrong=True),
        lambda: adjective(dice.choice(usable(counts, year, EVENTS)), year, counts, dice),
    ]
    rights = [
        lambda: level(dice.choice([code for code in SAYS if year in counts.get(code, {})]), year, counts),
        lambda: growth(dice.choice(usable(counts, year, SAYS)), year, counts, dice),
        lambda: listed(year, counts, dice, wrong=False),
        lambda: added(year, counts, dice, wrong=False),
    ]
    sentences = []
    for at in range(number):
        sentences += [makers[at % len(makers)](), rights[at % len(rights)]()]
    return sentences


def distinct(year, counts) -> list[str]:
    """Indicators whose change against the year before last cannot pass for the change against last year."""
    return [
        code
        for code in usable(counts, year, SAYS, back=2)
        if share(counts[code][year], counts[code][year - 2]) != share(counts[code][year], counts[code][year - 1])
    ]


def outcome(report: Path, sentences, records, year) -> tuple[list[Sentence], list[str]]:
    """The planted errors not found, and the words flagged without cause."""
    text = read_document(report).text
    text += "\n"
    spans = []
    # The report's own plans stand last: what is added has to stand under a heading of its own.
    text += "五、补充情况\n"
    for sentence in sentences:
        start = len(text)
        text += sentence.words + "。"
        if sentence.wrong:
            at = start + sentence.words.rindex(sentence.wrong)
            spans.append((sentence, at, at + len(sentence.wrong)))
    found = check_text(text, records, year=year)
    flagged = found[found["verdict"].isin(FLAGS)]
    missed = [
        sentence for sentence, start, end in spans if not ((flagged["start"] < end) & (flagged["end"] > start)).any()
    ]
    false = [
        f"{row.words}：{row.note}｜{row.sentence}"
        for row in flagged.itertuples()
        if not any(row.start < end and row.end > start for _, start, end in spans)
    ]
    return missed, false


@pytest.mark.parametrize("seed", range(5))
def test_forty_planted_errors(seed, reports, records, counts):
    dice = random.Random(seed)
    missed, false, planted = [], [], 0
    for year, number in zip(YEARS, (13, 13, 14), strict=True):
        sentences = plant(year, counts, dice, number)
        planted += sum(bool(sentence.wrong) for sentence in sentences)
        lost, extra = outcome(reports[year], sentences, records, year)
        missed += lost
        false += extra
    assert planted == 40
    assert len(missed) <= 2, missed
    assert len(false) <= 2, false


def test_honest_reports_raise_nothing(reports, records):
    for year, file in reports.items():
        missed, false = outcome(file, [], records, year)
        assert not missed
        assert not false, (year, false)
