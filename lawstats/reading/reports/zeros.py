"""Zeros stated in words: 未制定规范性文件, 全年无行政诉讼案件, 行政复议为零."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lawstats.indicators import Indicator, Vocabulary, spell_out
from lawstats.quantities import Quantity
from lawstats.reading.reports.needles import Index, needles
from lawstats.reading.reports.phrases import PhraseBook, phrase_book
from lawstats.reading.reports.sentences import plain
from lawstats.reading.reports.windows import window_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lawstats.reading.reports.sentences import Sentence

__all__ = ["StatedZero", "find_zeros", "negations"]

_CLAUSE = re.compile(r"[^,;。:]+")
_NEGATION = re.compile(r"未|无|没有|零|不存在")
# A rule, an assurance or a quality is no count: 未经审查不得出台, 确保无遗漏, 无行政诉讼败诉.
_NO_COUNT = re.compile(r"未经|不得|确保|力争|争取|做到|避免|防止|杜绝|如无|若无|凡未|对未|是否")
_LOST = re.compile(
    r"败诉|纠错|被撤销|被纠正|违法|一败|投诉|纠正|被确认|程序瑕疵|失误|错案|错误|不当|超期|逾期|超时|不满意|质疑"
)
# Some of a kind denied is no zero of the kind: 没有重大信访事件, 未发生因执法引发的信访.
_SOME = re.compile(r"因|涉及|引发|重大(?!行政决策)|越级|重复|群体|极端|违规|无理")
_NEXT_ZERO = re.compile(r"(?:、|和|,)[零0]")
_REST = r"(?:应诉)?(?:案件|案|申请|情况|情形|事项|现象|发生)*"
_OUTSIDE = re.compile(
    r"[^,;。:]{0,8}(?:无一?|未(?:发生|出现|被)|没有)[^,;。:]{0,10}(?:败诉|纠错|被撤销|被纠正|违法)[^,;。:]{0,6}|[^,;。:]{0,14}均未(?:出现|发生)"
)


# “重大行政决策今年没有作出”, “处罚无一件”; “无应诉案”, “没有收到公开申请”.
_ONE = "一[件起宗例次个项]"
_DENIED = re.compile(
    r"(?P<noun>[^,;。:]*?)(?:均|都|亦|也|尚|暂|并|全年|今年|本年度?|当年|年内|目前|至今)*(?:没有|未|无|没)(?:能|有)?新?"
    rf"(?:任何|{_ONE})?(?P<verb>[一-龥]{{2}})?(?:过|到|的)*(?:{_ONE})?"
)
_NONE_OF = re.compile(
    rf"(?:均|都|亦|也|尚|暂|并|全年|今年|本年度?|当年|年内|目前|至今)*(?:没有|未|无|没)(?:能|有)?新?(?:任何|{_ONE})?(?P<object>[^,;。:]{{3,}})"
)
_ALSO = re.compile(rf"(?:全年|今年|本年度?|当年|年内)?(?:{_ONE})?(?:也|都)?$")
_AND = re.compile(r"、|和|及|与|以及")


@dataclass(frozen=True, slots=True)
class StatedZero:
    """A zero in words; ``indicator`` is None for a zero outside the vocabulary."""

    indicator: Indicator | None
    quantity: Quantity
    sentence: Sentence


class _Shelf:
    """The zeros of a vocabulary, looked up by what their words cannot do without."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        said = [(item, spell_out(zero.say, vocabulary.words)) for item in vocabulary.values() for zero in item.zeros]
        self._rows = [(item, re.compile(pattern + _REST)) for item, pattern in said]
        self._index = Index(needles(pattern) for _, pattern in said)

    def find(self, words: str) -> Iterator[tuple[Indicator, re.Match[str]]]:
        """Give each indicator whose zero the words state, with the first of its patterns that does."""
        last: Indicator | None = None
        for number in sorted(self._index.worth_trying(words)):
            item, pattern = self._rows[number]
            if item is not last and (found := pattern.search(words)) is not None:
                last = item
                yield item, found


@lru_cache(maxsize=4)
def _shelf(vocabulary: Vocabulary) -> _Shelf:
    """Compile the zeros of a vocabulary once."""
    return _Shelf(vocabulary)


def negations(text: str) -> list[int]:
    """Find every word that may state a zero, by its offset: sentences without one need no second look."""
    return [found.start() for found in _NEGATION.finditer(text)]


def find_zeros(sentence: Sentence, vocabulary: Vocabulary) -> list[StatedZero]:
    """Find every zero a sentence states in words.

    Examples
    --------
    >>> from lawstats.indicators import load_vocabulary
    >>> from lawstats.reading.reports.sentences import Sentence
    >>> words = "全年无行政复议案件。"
    >>> [zero.indicator.code for zero in find_zeros(Sentence(words, 0, len(words)), load_vocabulary())]
    ['administrative_reconsideration']
    """
    found: list[StatedZero] = []
    for clause in _CLAUSE.finditer(sentence.text):
        words = clause[0]
        if not _NEGATION.search(words):
            continue
        if _NO_COUNT.search(words):
            continue
        for item, hit in _shelf(vocabulary).find(words):
            # 零复议、零诉讼、零败诉: each zero for itself.
            if _LOST.search(_NEXT_ZERO.split(words[hit.start() : hit.end() + 8], maxsplit=1)[0]):
                continue
            found.append(
                StatedZero(item, _zero(item.measures[0], sentence, clause.start() + hit.start(), hit[0]), sentence)
            )
        if not any(zero.quantity.start >= sentence.start + clause.start() for zero in found):
            found.extend(_denied(words, clause.start(), sentence, phrase_book(vocabulary)))
        if not any(zero.quantity.start >= sentence.start + clause.start() for zero in found):
            outside = _OUTSIDE.search(words)
            if outside:
                start = clause.start() + outside.start()
                found.append(StatedZero(None, _zero("件", sentence, start, outside[0]), sentence))
    return found


def _denied(words: str, start: int, sentence: Sentence, book: PhraseBook) -> list[StatedZero]:
    """Read what is denied as if “0件” stood there: what the words then count is stated to be none."""
    clause = plain(words)
    if _LOST.search(clause) or _SOME.search(clause):
        return []
    if (of := _NONE_OF.fullmatch(clause)) is not None:
        heads = [of["object"]]
    elif (of := _DENIED.fullmatch(clause)) is not None and of["noun"]:
        noun = _ALSO.sub("", of["noun"])
        heads = [head + (of["verb"] or "") for head in _AND.split(noun) if head]
    else:
        return []
    item = _zero("件", sentence, start, words)
    found: list[StatedZero] = []
    for head in heads:
        window = window_of(head, item, sentence, book.verbs)
        named = book.matches(window, head, f"。。{clause}", "") or (
            book.done(window, f"。。{clause}", "") if window.verb else []
        )
        named = [match for match in named if match.indicator.zeros]
        if not named:
            return []
        found.append(StatedZero(named[0].indicator, item, sentence))
    return found


def _zero(measure: str, sentence: Sentence, start: int, words: str) -> Quantity:
    at = sentence.start + start
    return Quantity(0.0, 0.0, 0.0, measure, "exact", words, at, at + len(words))
