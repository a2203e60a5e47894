"""The library of shortcomings: what each claims, by which words it is known, which figures and rule decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lawstats.indicators import Vocabulary, load_vocabulary
from lawstats.shortcomings import Says, Wordings, compile_say

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

__all__ = ["RULES", "Claim", "Improvement", "Library", "Measure"]

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
    rule: str
    figures: tuple[str, ...]
    basis: str
    says: tuple[str, ...] = ()
    never: str = ""
    about: str = ""
    side: str = ""
    lack: str = ""
    signs: str = ""
    over: tuple[str, ...] = ()
    rest: bool = False
    threshold: float = 0.0
    chance: bool = True
    one_sided: bool = False
    zero: str = ""
    denied_by: tuple[str, float] | None = None
    beside: tuple[tuple[str, str], ...] = ()
    settle: tuple[str, ...] = ()
    improve: tuple[Improvement, ...] = ()

    @property
    def wording(self) -> Says:
        """The words the shortcoming is known by."""
        return Says(self.says, self.never, self.about, self.side, self.lack, self.signs, self.over, self.rest)


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
        return self.wordings.recognise(text)

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
    def wordings(self) -> Wordings:
        """The words every shortcoming of the library is known by."""
        return Wordings({code: claim.wording for code, claim in self.claims.items()}, self.words)

    @cached_property
    def _named(self) -> dict[str, tuple[re.Pattern[str], ...]]:
        return {code: tuple(compile_say(say, self.words) for say in item.says) for code, item in self.measures.items()}
