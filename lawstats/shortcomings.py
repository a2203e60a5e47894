"""The words by which a stated shortcoming is known: which recurring one (vocabulary/claims.toml) a text states."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from lawstats.indicators import spell_out

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Says", "Wordings", "compile_say", "packaged_wordings", "use_wordings", "wordings_in_use"]

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
class Says:
    """How one shortcoming is worded: one of `says` in a sentence, and not `never` in the clause that holds it."""

    says: tuple[str, ...]
    never: str = ""


@dataclass(frozen=True)
class Wordings:
    """The wording of every shortcoming, by code, and the word lists it is built from."""

    by_code: Mapping[str, Says]
    words: Mapping[str, str]

    def recognise(self, text: str) -> tuple[str, ...]:
        """Tell which shortcomings a text states, in the order it states them.

        Parameters
        ----------
        text : str
            One stated shortcoming; several sentences are looked at one by one.

        Returns
        -------
        tuple of str
            Codes; empty when the words are none of the vocabulary's.

        Examples
        --------
        >>> wordings = packaged_wordings()
        >>> wordings.recognise("少数干部法治意识还不强，执法力量也不足"), wordings.recognise("干部法治意识持续增强")
        (('study_weak', 'staff_short'), ())
        """
        found: dict[str, int] = {}
        for part in _SENTENCES.finditer(text):
            sentence = part[0]
            for code, (says, never) in self._patterns.items():
                hits = (
                    hit.start()
                    for say in says
                    for hit in say.finditer(sentence)
                    if not self._is_other(_clause_around(sentence, hit), never)
                )
                if (place := min(hits, default=-1)) >= 0:
                    found[code] = min(part.start() + place, found.get(code, part.start() + place))
        return tuple(sorted(found, key=lambda code: (found[code], code)))

    def _is_other(self, clause: str, never: re.Pattern[str] | None) -> bool:
        """Whether the clause speaks of something else, or denies the shortcoming."""
        return any(pattern is not None and pattern.search(clause) for pattern in (never, self._denied))

    @cached_property
    def _patterns(self) -> dict[str, tuple[tuple[re.Pattern[str], ...], re.Pattern[str] | None]]:
        return {
            code: (
                tuple(compile_say(say, self.words) for say in entry.says),
                compile_say(entry.never, self.words) if entry.never else None,
            )
            for code, entry in self.by_code.items()
        }

    @cached_property
    def _denied(self) -> re.Pattern[str] | None:
        return compile_say(self.words["denied"], self.words) if "denied" in self.words else None


@lru_cache(maxsize=1)
def packaged_wordings() -> Wordings:
    """Read the wording of the packaged shortcomings; an office's own are read by `lawstats.judging.claim_files`."""
    data = tomllib.loads(resources.files("lawstats").joinpath("vocabulary", "claims.toml").read_text("utf-8"))
    by_code = {row["code"]: Says(tuple(row["says"]), row.get("never", "")) for row in data["claim"]}
    return Wordings(by_code, data["words"])


#: The wordings the reports of this process are read by; empty for the packaged ones.
_IN_USE: list[Wordings] = []


def wordings_in_use() -> Wordings:
    """Give the wordings a stated shortcoming is known by in this process: an office's own, or the packaged ones."""
    return _IN_USE[0] if _IN_USE else packaged_wordings()


def use_wordings(wordings: Wordings) -> None:
    """Put wordings in use in this process; `lawstats.judging.claim_files.use_claims` does it for a whole library.

    Parameters
    ----------
    wordings : Wordings
        The packaged ones put everything back.

    Examples
    --------
    >>> use_wordings(packaged_wordings())
    >>> wordings_in_use() is packaged_wordings()
    True
    """
    _IN_USE[:] = [wordings]


def _clause_around(sentence: str, hit: re.Match[str]) -> str:
    """Return the stretch between commas that holds the words found: what stands beyond speaks of something else."""
    left = max(sentence.rfind(mark, 0, hit.start()) for mark in _COMMAS)
    ends = [place for mark in _COMMAS if (place := sentence.find(mark, hit.end())) >= 0]
    return sentence[left + 1 : min(ends, default=len(sentence))]
