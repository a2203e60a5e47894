"""A report held against itself: parts and totals, shares and their counts, one indicator stated twice.

Nothing here says who is wrong. A disagreement is listed with every place concerned, for the writer to look at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lawstats.quantities.spans import Span, printed_span, proportion
from lawstats.reading.reports.numbers import Number, Numbered, numbered_sentences
from lawstats.reading.reports.problems import Problem, place_at
from lawstats.reading.reports.ratios import find_rate, find_share, is_share, other_base, over_whole, per_cent
from lawstats.reading.reports.repeats import find_repeats
from lawstats.reading.reports.sentences import Sentence
from lawstats.reading.reports.sums import Fit, add_up, find_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lawstats.reading.reports.ratios import Ratio
    from lawstats.reading.reports.sums import Sum
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
_VERIFY_SUM = "请核对总数和各分项；分项互有重叠或没有列全的，请在文中写明"
_VERIFY_RATE = "请核对分子和分母；出庭应诉按案件和审级计，不按开庭次数计"
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
        ratio = find_share(item, items) if is_share(item) else find_rate(item, items)
        problem = None if ratio is None else _wrong_ratio(ratio, sentences)
        if problem is not None:
            done.add(item.start)
            yield problem


def _wrong_sum(made: Sum[Number], sentences: Sequence[Sentence]) -> Problem | None:
    addition = add_up(made)
    total = made.total.quantity
    if addition.fit in (Fit.WHOLE, Fit.SOME) or (addition.fit is Fit.OPEN and not _looks_complete(made)):
        return None
    if addition.larger is not None:
        found = f"分项“{addition.larger.quantity.text}”大于总数“{total.text}”"
    else:
        listed = "、".join(f"“{part.quantity.text}”" for part in made.parts)
        than = "多于" if addition.fit is Fit.MORE else "少于"
        found = f"{listed}相加为{_written(addition.span)}，{than}总数“{total.text}”"
    return _problem([made.total, *made.parts], found, _VERIFY_SUM, sentences)


def _looks_complete(made: Sum[Number]) -> bool:
    """Whether so little is left of the total that the list was meant to be whole."""
    spans = [printed_span(part.quantity) for part in made.parts]
    total = printed_span(made.total.quantity)
    if not total.exact or not all(span.exact for span in spans):
        return False
    rest = total.low - sum(span.low for span in spans)
    return rest <= _UNSAID * total.low and rest < min(span.low for span in spans)


def _wrong_ratio(ratio: Ratio[Number], sentences: Sequence[Sentence]) -> Problem | None:
    printed, part = printed_span(ratio.share.quantity), printed_span(ratio.part.quantity)
    factor = per_cent(ratio.share)
    claimed = Span(printed.low * factor, printed.high * factor)
    wholes = [whole for whole in ratio.wholes if _names(ratio.of, whole) and not _UNHANDLED.search(_words(whole))]
    truths = [truth for whole in wholes if (truth := proportion(part, printed_span(whole.quantity))) is not None]
    if not truths or any(claimed.meets(truth) for truth in truths):
        return None
    if not is_share(ratio.share) and _may_be_of_another(ratio, wholes):
        return None
    whole = wholes[-1]
    found = (
        f"“{ratio.part.quantity.text}”占“{whole.quantity.text}”的{_written(truths[-1])}%，"
        f"写的是“{ratio.share.quantity.text}”"
    )
    return _problem([whole, ratio.part, ratio.share], found, _VERIFY_RATIO, sentences)


def _may_be_of_another(ratio: Ratio[Number], wholes: Sequence[Number]) -> bool:
    """Whether a rate may well be of a number the sentence does not give."""
    rate = ratio.share.window.raw_left
    if _OF_THE_DUE.search(rate):
        return True
    most = max(whole.quantity.high for whole in wholes)
    return not _OF_ALL.search(rate) and other_base(ratio.share, ratio.part, most)


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
