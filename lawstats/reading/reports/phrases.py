"""The vocabulary's phrases at work: which indicators the words around a number name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lawstats.indicators import Indicator, Phrase, Vocabulary, spell_out
from lawstats.reading.reports.sentences import TAIL, Window

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Match", "PhraseBook", "phrase_book"]

_COUNSEL = re.compile(r"法律顾问(?!室)|顾问律师|(?<!公职)律师(?!函)|法顾")
# 期次, 场次, 件次 count what 期, 场, 件 count.
_UNDOUBLED = re.compile(r"(?<=[期场件份条起批宗])次$")
_SAID_OF_IT = re.compile(r"全部|均|都|已|一律")
_COUNTED = re.compile(r"(?:件数|人数|场数|次数|总数|数量|[件案]数?量?数)(?:共?为|是|:|共|达)?\s*$")
# Counsel who takes part in a mediation does not settle it for the office.
_TAKING_PART = re.compile(r"参与|协助|参加|配合")
_DONE_BY_COUNSEL = re.compile(r"由[^,。;]{0,4}(?:法律顾问|律师)[^,。;]{0,6}(?:完成|审[核查]|把关|出具|解答|起草)")
_FOR_OTHERS = re.compile(r"企业|民企|商户|当事人")
_OTHER_ACTOR = re.compile(
    r"司法所|执法队|调委会|调解员|工作人员|志愿者|民警|信访办|法庭|法院|综治中心|网格员|(?<!、)(?<!和)(?<!及)(?<!与)公职律师"
)


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator named by the words around a number; a higher score names it more fully."""

    indicator: Indicator
    score: int


@dataclass(frozen=True, slots=True)
class _Rule:
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    before: re.Pattern[str] | None
    topic: re.Pattern[str] | None
    never: re.Pattern[str] | None

    def score(self, window: Window, left: str, around: str) -> int:
        """Letters of the clause this rule explains; 0 when it does not hold."""
        score = 0
        if self.left is not None:
            found = self.left.search(left)
            if found is None:
                return 0
            score += len(found[1])
        if self.right is not None:
            found = self.right.match(window.right)
            if found is None:
                return 0
            # “重大行政决策5项全部经过合法性审查”: the noun before is counted, the rest is said of it.
            said_of_it = self.left is None and window.left and _SAID_OF_IT.match(window.right)
            score += 1 if said_of_it else len(found[1])
        if self.never is not None and self.never.search(f"{left}#{window.right}"):
            return 0
        if self.before is not None and not self.before.search(window.before):
            return 0
        if self.needs is not None and not self.needs.search(window.whole):
            return 0
        if self.topic is not None and not self.topic.search(around):
            return 0
        return score


class PhraseBook:
    """The phrases of a vocabulary, compiled once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        words = vocabulary.words

        def compiled(pattern: str) -> re.Pattern[str] | None:
            return re.compile(spell_out(pattern, words)) if pattern else None

        def rule(phrase: Phrase) -> _Rule:
            left, _, right = phrase.say.partition("#")
            return _Rule(
                re.compile(f"({spell_out(left, words)}){TAIL}") if left else None,
                re.compile(f"的?({spell_out(right, words)})") if right else None,
                compiled(phrase.needs),
                compiled(phrase.before),
                compiled(phrase.topic),
                compiled(phrase.never),
            )

        self._rules = {code: [rule(phrase) for phrase in item.phrases] for code, item in vocabulary.items()}
        self._topic = {code: compiled(item.topic) for code, item in vocabulary.items()}
        self._needs = {code: compiled(item.needs) for code, item in vocabulary.items()}
        self._never = {code: compiled(item.never) for code, item in vocabulary.items()}
        self.listed = {code: compiled(item.listed) for code, item in vocabulary.items()}
        self._by_measure: dict[str, list[Indicator]] = {}
        for item in vocabulary.values():
            for measure in item.accepts if item.phrases else ():
                self._by_measure.setdefault(measure, []).append(item)
        self._counting = [item for item in vocabulary.values() if item.phrases and item.kind != "rate"]

    def _candidates(self, measure: str) -> Sequence[Indicator]:
        found = self._by_measure.get(measure, [])
        single = _UNDOUBLED.sub("", measure)
        if single == measure:
            return found
        return [*found, *(item for item in self._by_measure.get(single, ()) if item not in found)]

    def matches(self, window: Window, left: str, around: str, context: str) -> list[Match]:
        """Every indicator the words name, the best named first.

        Parameters
        ----------
        window : Window
            The number and its surroundings.
        left : str
            The words to its left to be tried (its own, carried ones, or one head of several).
        around : str
            The heading above, the sentence before and this sentence, for the topic.
        context : str
            The sentence before, for who is acting.
        """
        measure = window.quantity.measure
        if measure:
            candidates = self._candidates(measure)
        else:  # a bare number counts only as a zero or after “…数为”
            counted = window.quantity.value == 0 or _COUNTED.search(window.raw_left)
            candidates = self._counting if counted else ()
        found: list[Match] = []
        for item in candidates:
            if item.cues and not any(cue in window.whole for cue in item.cues):
                continue
            never = self._never[item.code]
            if never is not None and never.search(f"{left}#{window.right}"):
                continue
            best = max((rule.score(window, left, around) for rule in self._rules[item.code]), default=0)
            if not best:
                continue
            needs = self._needs[item.code]
            if needs is not None and not needs.search(window.whole):
                continue
            topic = self._topic[item.code]
            if topic is not None and not topic.search(around):
                continue
            if item.actor == "counsel" and not counsel_acts(window, context):
                continue
            if item.actor == "office" and _TAKING_PART.search(left) and counsel_acts(window, context):
                continue
            found.append(Match(item, best))
        return sorted(found, key=lambda match: -match.score)


@lru_cache(maxsize=4)
def phrase_book(vocabulary: Vocabulary) -> PhraseBook:
    """Compile the phrases of a vocabulary once."""
    return PhraseBook(vocabulary)


def counsel_acts(window: Window, context: str) -> bool:
    """Whether the legal counsel, and nobody else, did what the number counts."""
    if _DONE_BY_COUNSEL.search(window.whole):
        return True
    mentions = list(_COUNSEL.finditer(window.before))
    if mentions:
        after = window.before[mentions[-1].end() :]
        return not (_OTHER_ACTOR.search(after) or _FOR_OTHERS.search(after))
    if _COUNSEL.search(window.right):
        return True
    return bool(_COUNSEL.search(context)) and not _OTHER_ACTOR.search(window.before)
