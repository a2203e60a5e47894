"""Which indicators a run of words names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lawstats.drafts.lexicon import ADVERBS, COMPARED, FALL, GENERIC, QUALITY, RISE, TOGETHER_WORDS
from lawstats.drafts.onrecord import TOGETHER
from lawstats.quantities import Quantity
from lawstats.reading.reports.light import bare
from lawstats.reading.reports.sentences import plain
from lawstats.reading.reports.windows import Window

if TYPE_CHECKING:
    from lawstats.drafts.onrecord import Shelf
    from lawstats.drafts.passages import Draft, Item, Passage

__all__ = ["Namer", "core", "names_quality"]

_MOVED = re.compile(rf"(?:{RISE}|{FALL})(?:了|趋势)?$")
_ADVERB = re.compile(rf"(?:{'|'.join(ADVERBS.values())})(?:的|地)?$")
_COMPARED = re.compile(COMPARED)
#: 两年持平, 连续三年上升: how long is not what.
_LASTING = re.compile(
    r"(?:(?:已|在|近)?(?:连续)?[两二三四五六七八九十几\d]{1,2}年(?:间|来)?(?:相比|均|都|保持|实现|之后|后)*|近年来?|历年)$"
)
_EDGES = re.compile(r"^[、和与及以并,:;()\s]+|[、和与及以并由从在后,:;()\s]+$")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_JOIN = re.compile(r"、|以及|和|与|及")
_CLAUSE = re.compile(r"[,;:()]")
_COUNSEL, _LAWFUL = "法律顾问", "普法宣传,"
#: What else may be meant where nobody is named.
_RIVALS = {
    "counsel_consultations": ("publicity_consultations",),
    "counsel_documents_reviewed": ("contracts_reviewed", "legality_reviews"),
}
_RESIDENTS = re.compile(r"群众|居民|村民|企业|热线|窗口|现场")
_SHORTEST, _LONGEST_GENERIC = 2, 4


def core(words: str) -> str:
    """Strip what words compare with, and whatever says nothing about the thing itself.

    Examples
    --------
    >>> core("信访件数量比上年"), core("与2022年相比,矛盾纠纷明显上升"), core("总量同比")
    ('信访件', '矛盾纠纷', '')
    """
    rest, before = plain(_COMPARED.sub("", words)), None
    while before != rest:
        before = rest
        rest = _LASTING.sub("", _ADVERB.sub("", _MOVED.sub("", _EDGES.sub("", rest))))
        if bare(rest):
            return ""
        opening = GENERIC.match(rest)
        rest = rest[opening.end() :] if opening else rest
        rest = rest[: len(rest) - _last_generic(rest)]
    return rest


def names_quality(words: str) -> bool:
    """Whether words speak of a quality, not of a number: 依法行政水平.

    Examples
    --------
    >>> names_quality("依法行政水平"), names_quality("信访件数量")
    (True, False)
    """
    return QUALITY.search(core(words)) is not None


def _last_generic(words: str) -> int:
    """Letters at the end that say nothing about the thing itself."""
    lengths = range(min(_LONGEST_GENERIC, len(words)), 0, -1)
    return next((length for length in lengths if GENERIC.fullmatch(words[-length:])), 0)


class Namer:
    """Finds which indicators words speak of.

    Parameters
    ----------
    draft : Draft
        The draft, with the phrases of its vocabulary.
    shelf : Shelf
        What is on record.
    """

    def __init__(self, draft: Draft, shelf: Shelf) -> None:
        self.draft, self.shelf = draft, shelf
        vocabulary = shelf.vocabulary
        names = {code: _ASIDE.sub("", item.name) for code, item in vocabulary.items()}
        self._measures = sorted({item.measures[0] for item in vocabulary.values() if item.phrases})
        self._recorded = sorted((names[code], code) for code in shelf.codes if code in vocabulary)
        # Indicators without phrases are told by their whole name, the longest first.
        told = [(names[code], code) for code, item in vocabulary.items() if not item.phrases]
        self._told = sorted((pair for pair in told if len(pair[0]) > _SHORTEST), key=lambda pair: -len(pair[0]))
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def by_name(self, words: str) -> str:
        """Find the indicator whose whole name ends a run of words, "" when there is none."""
        rest = core(words)
        return next((code for name, code in self._told if rest.endswith(name)), "")

    def of_words(self, words: str, passage: Passage, position: int) -> tuple[str, ...]:
        """Find the indicators a run of words names.

        Parameters
        ----------
        words : str
            The words, without number and verb of change.
        passage : Passage
            Where they stand.
        position : int
            Where in the sentence they end.

        Returns
        -------
        tuple of str
            Several codes are several readings of the same words.
        """
        key = (words, passage.sentence.start + position)
        if key not in self._known:
            self._known[key] = self._of_words(words, passage, position)
        return self._known[key]

    def name(self, code: str) -> str:
        """Give the name of an indicator without asides."""
        return _ASIDE.sub("", self.shelf.vocabulary[code].name)

    def unsaid(self, item: Item, passage: Passage) -> tuple[str, ...]:
        """Find what a number counts where counsel, or the law, goes without saying: 审查合同63份, 受教育群众8600人次.

        Only what is on record, and nothing else on record may be meant; a sentence that names somebody else is theirs.
        """
        window = item.window
        alone = window.before == window.left
        lawful = replace(window, before=f"{_LAWFUL}{window.before}", whole=f"{_LAWFUL}{window.whole}")
        acted = self.draft.book.matches(window, window.left, passage.around, _COUNSEL)
        spread = self.draft.book.matches(lawful, window.left, passage.around, "") if alone else []
        codes = dict.fromkeys(
            [match.indicator.code for match in acted if match.indicator.actor == "counsel"]
            + [match.indicator.code for match in spread if match.indicator.domain == "publicity"]
        )
        held = [code for code in codes if self.shelf.stated(code, item.year)]
        if len(held) != 1 or any(self.shelf.stated(rival, item.year) for rival in _RIVALS.get(held[0], ())):
            return ()
        return () if held[0] == "counsel_consultations" and _RESIDENTS.search(window.near) else (held[0],)

    def together(self, words: str, passage: Passage, position: int) -> tuple[str, ...]:
        """Find the indicators that words count together: 建议提案, 人大代表建议和政协提案."""
        rest = core(words)
        for pattern, codes in TOGETHER_WORDS:
            if pattern.search(rest) and all(code in self.shelf.vocabulary for code in codes):
                return (TOGETHER.join(codes),)
        heads = [head for head in _JOIN.split(rest) if head]
        named_whole = self.by_name(rest)
        if len(heads) < 2 or "分别" in words or (named_whole and _JOIN.search(self.name(named_whole))):
            return ()
        named = [self.by_name(head) or self._by_phrase(core(head), passage, position) for head in heads]
        single = [found if isinstance(found, str) else found[0] if len(found) == 1 else "" for found in named]
        measures = {self.shelf.vocabulary[code].measures[0] for code in single if code}
        # 矛盾纠纷和信访件 may be added up; a rate and a count, or one thing said twice, may not.
        alike = all(single) and len(set(single)) == len(single) and len(measures) == 1 and not measures & {"%", "‰"}
        return (TOGETHER.join(single),) if alike else ()

    def of_clauses(self, words: str) -> tuple[str, ...]:
        """Find the recorded indicators that clauses name in full, the last clause first."""
        for clause in reversed(_CLAUSE.split(words)):
            found = tuple(code for name, code in self._recorded if name in clause)
            if found:
                return found
        return ()

    def of_unit(self, words: str) -> tuple[str, ...]:
        """Find what is counted one by one (调解员, 网格): stocks on record whose name ends so."""
        vocabulary = self.shelf.vocabulary
        stocks = [pair for pair in self._recorded if vocabulary[pair[1]].kind == "stock"]
        whole = tuple(code for name, code in stocks if name == words)
        return whole or tuple(code for name, code in stocks if name.endswith(words))

    def kind_of(self, code: str) -> tuple[str, ...]:
        """Find the stock on record that one thing is a kind of: 民主法治示范社区 are some of the 社区."""
        vocabulary = self.shelf.vocabulary
        if code not in vocabulary:
            return ()
        stocks = [pair for pair in self._recorded if vocabulary[pair[1]].kind == "stock" and pair[1] != code]
        return tuple(whole for ending, whole in stocks if self.name(code).endswith(ending))

    def accepted(self, codes: tuple[str, ...], item: Item) -> tuple[str, ...]:
        """Keep the indicators that may stand with the measure word of a number."""
        vocabulary, measure = self.shelf.vocabulary, item.quantity.measure
        return tuple(
            code
            for code in codes
            if all(
                part in vocabulary and (not measure or measure in vocabulary[part].accepts)
                for part in code.split(TOGETHER)
            )
        )

    def _of_words(self, words: str, passage: Passage, position: int) -> tuple[str, ...]:
        rest = core(words)
        if not rest or QUALITY.search(rest):
            return ()
        named = self.by_name(words)
        if named:
            return (named,)
        together = self.together(words, passage, position)
        if together:
            return together
        return self._by_phrase(rest, passage, position) or self._by_noun(rest, passage)

    def _by_phrase(self, words: str, passage: Passage, position: int) -> tuple[str, ...]:
        """Try the words as if a number stood behind them, with every measure word a report may use."""
        text = passage.sentence.text
        before, whole = plain(text[:position]), plain(text)
        found: dict[str, int] = {}
        for measure in self._measures:
            number = Quantity(1.0, 1.0, 1.0, measure, "exact", "", passage.sentence.start + position, 0)
            window = Window(number, passage.sentence, words, "", "", before, whole, words, in_aside=False, joined=False)
            for match in self.draft.book.matches(window, words, passage.around, passage.before):
                found[match.indicator.code] = max(found.get(match.indicator.code, 0), match.score)
        top = max(found.values(), default=0)
        return tuple(sorted(code for code, score in found.items() if score == top))

    def _by_noun(self, words: str, passage: Passage) -> tuple[str, ...]:
        """矛盾纠纷 alone is what a number of the sentence counts under that word, or any record whose name holds it."""
        if len(words) < _SHORTEST:
            return ()
        near = {
            code
            for item in passage.items
            for code in item.codes
            if words in f"{item.window.left}{item.window.carried}{item.window.right}"
        }
        exact = tuple(code for name, code in self._recorded if name == words)
        return exact or tuple(sorted(near)) or tuple(code for name, code in self._recorded if words in name)
