"""A report held against itself: parts and totals, shares and their counts, one indicator stated twice.

Nothing here says who is wrong. A disagreement is listed with every place concerned, for the writer to look at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.quantities.spans import Span, printed_span, proportion
from lawstats.reading.reports.checks.growth import disagreement
from lawstats.reading.reports.checks.moves import find_move, turned_round
from lawstats.reading.reports.checks.numbers import Number, Numbered, numbered_sentences
from lawstats.reading.reports.checks.problems import Problem, place_at
from lawstats.reading.reports.checks.ratios import (
    find_rate,
    find_share,
    find_share_of,
    is_share,
    other_base,
    over_whole,
    per_cent,
)
from lawstats.reading.reports.checks.repeats import find_repeats
from lawstats.reading.reports.checks.sums import Fit, add_up, find_sums
from lawstats.reading.reports.checks.table_sums import find_wrong_totals
from lawstats.reading.reports.context import BASE, CHANGE
from lawstats.reading.reports.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawstats.reading.reports.checks.ratios import Ratio
    from lawstats.reading.reports.checks.sums import Sum
    from lawstats.reading.reports.walk import Findings

__all__ = ["check_numbers"]

_SUMMED = re.compile(r"其中|包括|包含|分[为别]|按|从[^,。;]{1,8}看|[(:]|计|共")
_TAKES_APART = re.compile(r"\s*(?:其中|[从按][^,。;]{1,8}(?:看|分|划分|分析|统计)[,:为]|分[^,。;]{1,6}看[,:])")
_DIVIDED = re.compile(r"[%‰]|分之|半")
#: A list that leaves less than this share of its total unsaid, and less than any part of its own, looks complete.
_UNSAID = 0.05
# 按期办结率 is of what was due; what was only found or screened (排查150件) is not yet what was handled.
_OF_THE_DUE = re.compile(r"按期|按时|及时|如期|限时|法定|期限")
# 办结率 is of all that was received; 调解率 may be of what was closed.
_OF_ALL = re.compile(r"(?:办结|办复|结案|完成|化解|答复|回复|整改|处置)率")
_UNHANDLED = re.compile(r"排查|摸排|发现|走访|登记")
# 全年调解73件，成功率98.6% after what the first half year came to; 拆除率85%(按面积计).
_OTHER_TIME = re.compile(r"全年|累计|[上下]半年|季度|\d月")
_RECKONED = re.compile(r"\s*[(](?:按|以)[^()]{1,10}[)]")
# What a person or a case may be all at once.
_KINDS = (
    re.compile(r"党员|团员"),
    re.compile(r"[男女]|妇女"),
    re.compile(r"青年|老年|岁"),
    re.compile(r"退休|在职|专职|兼职"),
    re.compile(r"本科|大专|学历|研究生"),
    re.compile(r"持证|取得|具有"),
    re.compile(r"重复|初次"),
    re.compile(r"网上|网络|来信|来电|线上|线下"),
    re.compile(r"集体|群体|联名"),
    re.compile(r"联合|夜间|随机|突击"),
)
_ANY_KIND = re.compile("|".join(kind.pattern for kind in _KINDS))
_VERIFY_SUM = "请核对总数和各分项；分项互有重叠或没有列全的，请在文中写明"
_VERIFY_TABLE = "请核对表中的合计和各行各列；各项互有重叠或没有列全的，请在表下注明"
_VERIFY_RATE = "请核对分子和分母；出庭应诉按案件和审级计，不按开庭次数计"
_VERIFY_MOVE = "请核对这几个数；与别的年份、时段相比的，请在文中写明"
_VERIFY_RATIO = "请核对这几个数；分母是别的数的，请在文中写明"


def check_numbers(text: str, findings: Findings) -> list[Problem]:
    """Hold the numbers of a report against each other.

    Parameters
    ----------
    text : str
        The report with levelled punctuation.
    findings : Findings
        What the walk through it found; numbers of promises are left alone.

    Returns
    -------
    list of Problem
        In the order of the text.
    """
    problems: list[Problem] = []
    done: set[int] = set()
    above: Numbered | None = None
    sentences = {}
    for here in numbered_sentences(findings):
        sentences[here.sentence.start] = here
        checked = here
        if above is not None and _goes_on(text, above.sentence, here.sentence):
            start, end = above.sentence.start, here.sentence.end
            checked = Numbered(Sentence(text[start:end], start, end), [*above.items, *here.items])
        problems.extend(_check(checked, findings.sentences, done))
        above = here
    problems.extend(_wrong_totals(text, findings.sentences))
    problems.extend(find_repeats(text, findings, sentences))
    return sorted(problems, key=lambda problem: problem.starts)


def _goes_on(text: str, above: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence goes on with the total of the one before: 其中 or 从类型看 after 调解137件."""
    return _TAKES_APART.match(sentence.text) is not None and not text[above.end : sentence.start].strip(" ")


def _check(here: Numbered, sentences: Sequence[Sentence], done: set[int]) -> Iterator[Problem]:
    """Check the sums and ratios of one sentence; `done` holds the numbers that have been reported."""
    words = here.sentence.text
    items = here.items
    for item in items:
        if over_whole(item):
            done.add(item.start)
            named = f"“{item.quantity.text}”是占全部的比率，却超过100%"
            yield _problem([item], named, _VERIFY_RATE, sentences)
    yield from _moves(here, sentences, done)
    summed = len(items) > 2 and _SUMMED.search(words) is not None
    if not summed and (len(items) < 2 or not _DIVIDED.search(words)):
        return
    if summed:
        for start, made in find_sums(here.sentence, items).items():
            problem = None if start in done else _wrong_sum(made, sentences)
            if problem is not None:
                done.add(start)
                yield problem
    for item in items:
        if item.start in done or item.quantity.value < 0:
            continue
        own = find_share_of(item, items)
        ratio = own or (find_share(item, items) if is_share(item) else find_rate(item, items))
        problem = None if ratio is None else _wrong_ratio(ratio, sentences, named=own is not None or is_share(item))
        if problem is not None:
            done.add(item.start)
            yield problem


def _moves(here: Numbered, sentences: Sequence[Sentence], done: set[int]) -> Iterator[Problem]:
    """Check the changes of a sentence against the numbers they are of."""
    turned: set[int] = set()
    for at, item in enumerate(here.items):
        if not at or item.start in done or here.items[at - 1].start in turned:
            continue
        found = None
        if item.reason == CHANGE or item.quantity.measure == "倍":
            move = find_move(here.sentence, here.items, at)
            found = None if move is None else disagreement(move)
        elif here.items[at - 1].reason == BASE:
            found = turned_round(here.sentence, here.items, at)
            turned.update([item.start] if found else [])
        if found is not None:
            done.add(item.start)
            yield _problem(*found, _VERIFY_MOVE, sentences)


def _wrong_sum(made: Sum[Number], sentences: Sequence[Sentence]) -> Problem | None:
    addition = add_up(made)
    total = made.total.quantity
    if addition.fit is Fit.MORE and _overlap(made):
        return None
    if addition.fit in (Fit.WHOLE, Fit.SOME) or (addition.fit is Fit.OPEN and not _looks_complete(made)):
        return None
    if addition.larger is not None:
        found = f"分项“{addition.larger.quantity.text}”大于总数“{total.text}”"
    else:
        listed = "、".join(f"“{part.quantity.text}”" for part in made.parts)
        than = "多于" if addition.fit is Fit.MORE else "少于"
        found = f"{listed}相加为{_written(addition.span)}，{than}总数“{total.text}”"
    return _problem([made.total, *made.parts], found, _VERIFY_SUM, sentences)


def _overlap(made: Sum[Number]) -> bool:
    """Whether the parts are told apart in more than one way: 党员40人、女性30人."""
    said = [_kinds(_words(part)) for part in made.parts]
    return len(set().union(*said)) > 1 and not set.intersection(*said)


def _kinds(words: str) -> set[re.Pattern[str]]:
    # Most words name none, which one look tells.
    return {kind for kind in _KINDS if kind.search(words)} if _ANY_KIND.search(words) else set()


def _looks_complete(made: Sum[Number]) -> bool:
    """Whether so little is left of the total that the list was meant to be whole."""
    spans = [printed_span(part.quantity) for part in made.parts]
    total = printed_span(made.total.quantity)
    if not total.exact or not all(span.exact for span in spans):
        return False
    rest = total.low - sum(span.low for span in spans)
    return rest <= _UNSAID * total.low and rest < min(span.low for span in spans)


def _wrong_ratio(ratio: Ratio[Number], sentences: Sequence[Sentence], *, named: bool) -> Problem | None:
    printed, part = printed_span(ratio.share.quantity), printed_span(ratio.part.quantity)
    factor = per_cent(ratio.share)
    claimed = Span(printed.low * factor, printed.high * factor)
    if _of_another_time(ratio):
        return None
    wholes = [whole for whole in ratio.wholes if _names(ratio.of, whole) and not _UNHANDLED.search(_words(whole))]
    truths = [truth for whole in wholes if (truth := proportion(part, printed_span(whole.quantity))) is not None]
    if not truths or any(claimed.meets(truth) for truth in truths):
        return None
    if not named and _may_be_of_another(ratio, wholes):
        return None
    whole = wholes[-1]
    found = (
        f"“{ratio.part.quantity.text}”占“{whole.quantity.text}”的{_written(truths[-1])}%，"
        f"写的是“{ratio.share.quantity.text}”"
    )
    return _problem([whole, ratio.part, ratio.share], found, _VERIFY_RATIO, sentences)


def _of_another_time(ratio: Ratio[Number]) -> bool:
    """Whether the words between a count and a rate turn to another time, or the rate says how it is reckoned."""
    sentence, part, share = ratio.share.window.sentence, ratio.part, ratio.share
    between = sentence.text[part.end - sentence.start : share.start - sentence.start]
    beside = re.match(r"[^,;。\d]{0,2}\d[\d.,]*[万亿]?(?:平方米|万?元|亩|人次|吨)", between)
    reckoned = _RECKONED.match(sentence.text, share.end - sentence.start)
    return bool(_OTHER_TIME.search(between) or beside or reckoned)


def _may_be_of_another(ratio: Ratio[Number], wholes: Sequence[Number]) -> bool:
    """Whether a rate may well be of a number the sentence does not give."""
    rate = ratio.share.window.raw_left
    if _OF_THE_DUE.search(rate):
        return True
    most = max(whole.quantity.high for whole in wholes)
    return not _OF_ALL.search(rate) and other_base(ratio.share, ratio.part, most)


def _wrong_totals(text: str, sentences: Sequence[Sentence]) -> Iterator[Problem]:
    """List the totals of tables that are no sum of their parts."""
    for wrong in find_wrong_totals(text):
        listed = "、".join(f"“{words}”" for words, _ in wrong.parts if words)
        total, start = wrong.total
        than = "多于" if wrong.comes_to > wrong.stated else "少于"
        found = f"表中“{wrong.name}”的{listed}相加为{wrong.comes_to:.15g}，{than}合计“{total}”"
        starts = tuple(sorted([start, *(at for words, at in wrong.parts if words)]))
        yield Problem(f"{place_at(sentences, start)}“{total}”", found, _VERIFY_TABLE, starts)


def _names(of: str, whole: Number) -> bool:
    """Whether the words that name the whole of a share name this count: 占全市纠纷 is not of ours."""
    return not of or of in _words(whole)


def _words(item: Number) -> str:
    return f"{item.window.left}{item.window.carried}{item.window.right}"


def _written(span: Span) -> str:
    low, high = (f"{round(end, 2):.15g}" for end in (span.low, span.high))
    return low if low == high else f"{low}至{high}"


def _problem(items: Sequence[Number], found: str, advice: str, sentences: Sequence[Sentence]) -> Problem:
    ordered = sorted({item.start: item for item in items}.items())
    place = "；".join(f"{place_at(sentences, start)}“{item.quantity.text}”" for start, item in ordered)
    return Problem(place, found, advice, tuple(start for start, _ in ordered))
