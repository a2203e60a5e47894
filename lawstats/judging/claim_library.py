"""The library of shortcomings: what each claims, by which words it is known, which figures and rule decide it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lawstats.indicators import Vocabulary, load_vocabulary, spell_out

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["RULES", "Claim", "Improvement", "Library", "Measure", "compile_say"]

#: Rule -> how many figures it takes.
RULES = {
    "fell": 1,
    "below": 2,
    "above": 2,
    "load_up": 2,
    "load_down": 2,
    "uneven": 2,
    "uneven_share": 2,
    "mismatch": 2,
}
_SENTENCES = re.compile(r"[^。；;！？!?\n]+")
_COMMAS = "，,、"
#: A run of words inside one clause: beyond a comma something else is spoken of.
_RUN = "[^，,]{0,16}?"


def compile_say(say: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Compile one pattern: ``{name}`` is a word list, ``…`` a short run of words that crosses no comma.

    Raises
    ------
    KeyError
        When a word list is not known.
    re.error
        When the pattern is none.

    Examples
    --------
    >>> bool(compile_say("合同…{bad}", {"bad": "不严|不实"}).search("合同审查把关不严"))
    True
    """
    return re.compile(spell_out(say.replace("…", _RUN), words))


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is no indicator: counted from a ledger, one part of another, or a share of two (`share`)."""

    code: str
    name: str
    measure: str
    kind: str
    share: tuple[str, ...] = ()
    of: str = ""
    only: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Improvement:
    """What would mend a shortcoming: an action, the figure that shows it, and the target for that figure."""

    action: str
    figure: str
    at_least: float | None = None
    at_most: float | None = None
    more: float | None = None
    all: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One recurring shortcoming; the head of vocabulary/claims.toml explains every key."""

    code: str
    name: str
    says: tuple[str, ...]
    rule: str
    figures: tuple[str, ...]
    basis: str
    never: str = ""
    threshold: float = 0.0
    chance: bool = True
    one_sided: bool = False
    zero: str = ""
    denied_by: tuple[str, float] | None = None
    beside: tuple[tuple[str, str], ...] = ()
    settle: tuple[str, ...] = ()
    improve: tuple[Improvement, ...] = ()


@dataclass(frozen=True)
class Library:
    """Claims and measures by code, the ledgers that hold figures, word lists, and what sentences call a figure."""

    claims: Mapping[str, Claim]
    measures: Mapping[str, Measure]
    ledgers: Mapping[str, str]
    words: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def recognise(self, text: str) -> tuple[str, ...]:
        """Tell which shortcomings a text states, in the order it states them.

        Parameters
        ----------
        text : str
            One stated shortcoming; several sentences are looked at one by one.

        Returns
        -------
        tuple of str
            Codes; empty when the words are none of the library's.

        Examples
        --------
        >>> from lawstats.judging.claim_files import load_claims
        >>> library = load_claims()
        >>> library.recognise("少数干部法治意识还不强，执法力量也不足"), library.recognise("干部法治意识持续增强")
        (('study_weak', 'staff_short'), ())
        """
        found: dict[str, int] = {}
        for part in _SENTENCES.finditer(text):
            sentence = part[0]
            for code, (says, never) in self._patterns.items():
                for hit in (hit for say in says if (hit := say.search(sentence))):
                    clause = _clause_around(sentence, hit)
                    if any(pattern is not None and pattern.search(clause) for pattern in (never, self._denied)):
                        continue
                    place = part.start() + hit.start()
                    found[code] = min(place, found.get(code, place))
        return tuple(sorted(found, key=lambda code: (found[code], code)))

    def names_of(self, text: str) -> tuple[str, ...]:
        """Tell which measures a promise names."""
        return tuple(code for code, says in self._named.items() if any(say.search(text) for say in says))

    @property
    def vocabulary(self) -> Vocabulary:
        """The indicators in use, those that only ledgers can give included."""
        return load_vocabulary()

    def name_of(self, code: str) -> str:
        """Return how a sentence calls a figure; its code when nobody named it."""
        if code in self.names:
            return self.names[code]
        if code in self.measures:
            return self.measures[code].name
        return self.vocabulary[code].name if code in self.vocabulary else code

    def kind_of(self, code: str) -> str:
        """Return the kind of a figure, which says whether its change may be tested; "" when unknown."""
        if code in self.measures:
            return self.measures[code].kind
        return self.vocabulary[code].kind if code in self.vocabulary else ""

    def unit_of(self, code: str) -> str:
        """Return the measure word of a figure; "" when unknown."""
        if code in self.measures:
            return self.measures[code].measure
        return self.vocabulary[code].measures[0] if code in self.vocabulary else ""

    @cached_property
    def _patterns(self) -> dict[str, tuple[tuple[re.Pattern[str], ...], re.Pattern[str] | None]]:
        return {
            code: (
                tuple(compile_say(say, self.words) for say in claim.says),
                compile_say(claim.never, self.words) if claim.never else None,
            )
            for code, claim in self.claims.items()
        }

    @cached_property
    def _named(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        return {code: tuple(compile_say(say, self.words) for say in item.says) for code, item in self.measures.items()}

    @cached_property
    def _denied(self) -> re.Pattern[str] | None:
        return compile_say(self.words["denied"], self.words) if "denied" in self.words else None


def _clause_around(sentence: str, hit: re.Match[str]) -> str:
    """Return the stretch between commas that holds the words found: what stands beyond speaks of something else."""
    left = max(sentence.rfind(mark, 0, hit.start()) for mark in _COMMAS)
    ends = [place for mark in _COMMAS if (place := sentence.find(mark, hit.end())) >= 0]
    return sentence[left + 1 : min(ends, default=len(sentence))]
