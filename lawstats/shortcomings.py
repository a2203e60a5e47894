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
    from collections.abc import Iterator, Mapping

__all__ = ["Says", "Wordings", "compile_say", "packaged_wordings", "use_wordings", "wordings_in_use"]

_SENTENCES = re.compile(r"[^。；;！？!?\n]+")
#: A turn of thought parts a sentence as a comma does: 场次虽多但覆盖面窄.
_CLAUSES = re.compile(r"(?:(?!但是?|然而|却|且|同时)[^，,：:])+")
_PAUSED = re.compile("[^、]+")
#: A clause that only names the trouble is denied by the next one: 人手不足的问题，年内得到解决.
_NAMED_ONLY = re.compile(r"(?:问题|情况|情形|现象|短板|状况)[”」]?$")
_COMMAS = "，,、"
#: A run of words inside one clause: beyond a comma something else is spoken of.
_RUN = "[^，,]{0,16}?"
_LACK = "{lack}"


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
    """How one shortcoming is worded.

    Attributes
    ----------
    says : tuple of str
        Whole wordings, each enough by itself.
    never : str
        Must not stand in the clause that would state it.
    about : str
        What is spoken of. It holds for its clause and the later ones of the sentence, until another is named.
    side : str
        Which side of it: stands in one clause with `lack`, in either order. "" when any side will do.
    lack : str
        The words for lacking; "" for the list of that name.
    signs : str
        Words that say it without `lack`, where `about` is spoken of.
    over : tuple of str
        More general shortcomings that a clause stating this one does not state.
    rest : bool
        A clause with `about` and `lack` states it whichever the side, when its sentence states no other shortcoming.
    """

    says: tuple[str, ...] = ()
    never: str = ""
    about: str = ""
    side: str = ""
    lack: str = ""
    signs: str = ""
    over: tuple[str, ...] = ()
    rest: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One entry of `Says`, compiled."""

    says: tuple[re.Pattern[str], ...]
    never: re.Pattern[str] | None
    about: re.Pattern[str] | None
    side: re.Pattern[str] | None
    lack: re.Pattern[str] | None
    signs: re.Pattern[str] | None
    over: tuple[str, ...]
    rest: bool

    def names(self, clause: str) -> bool:
        """Whether the clause names what the shortcoming is about, and nothing that rules it out."""
        return self.about is not None and self.about.search(clause) is not None and not self.excludes(clause)

    def excludes(self, clause: str) -> bool:
        """Whether the clause speaks of something else after all."""
        return self.never is not None and self.never.search(clause) is not None

    def lacks(self, clause: str) -> bool:
        """Whether the clause names what it is about and that it is lacking, whichever the side."""
        return self.names(clause) and self.lack is not None and self.lack.search(clause) is not None

    def place_in(self, clause: str, spoken_of: bool) -> int:
        """Return where a clause begins to state it, -1 when it does not; `spoken_of` by an earlier clause, perhaps."""
        own = self.about.search(clause) if self.about else None
        if not (own or spoken_of) or self.excludes(clause):
            return -1
        found = [self.signs.search(clause) if self.signs else None]
        side = self.side.search(clause) if self.side else own
        if side and self.lack and (lack := self.lack.search(clause)):
            found += [side, lack]
        places = [hit.start() for hit in found if hit]
        return min([*places, own.start()] if own else places) if places else -1


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
        >>> wordings.recognise("执法力量不足的问题，经过招录已得到解决")
        ()
        """
        found: dict[str, int] = {}
        for part in _SENTENCES.finditer(text):
            for code, place in self._stated_in(part[0]):
                found[code] = min(part.start() + place, found.get(code, part.start() + place))
        return tuple(sorted(found, key=lambda code: (found[code], code)))

    def _stated_in(self, sentence: str) -> Iterator[tuple[str, int]]:
        """Give what a sentence states, clause by clause; a clause that states one states none more general."""
        clauses = list(self._clauses(sentence))
        worded = list(self._worded(sentence))
        # What is named only later holds for the clauses before it: 在编人员少，执法队伍不稳.
        spoken_of: set[str] = next(filter(None, (self._named_in(clause) for _, clause in clauses)), set())
        found: list[tuple[str, int]] = []
        rest: list[tuple[str, int]] = []
        for (start, clause), (end, after) in zip(clauses, [*clauses[1:], (len(sentence), "")], strict=True):
            spoken_of = self._named_in(clause) or spoken_of
            stated = {code: place for code, place in worded if start <= place < end}
            if not self._is_denied(f"{clause}，{after}" if _NAMED_ONLY.search(clause) else clause):
                for code, one in self._patterns.items():
                    if (place := one.place_in(clause, code in spoken_of)) >= 0:
                        stated[code] = min(start + place, stated.get(code, start + place))
                    elif one.rest and one.lacks(clause):
                        rest.append((code, start))
            general = {code for one in stated for code in self._patterns[one].over}
            found += [(code, place) for code, place in stated.items() if code not in general]
        yield from found or rest

    def _named_in(self, clause: str) -> set[str]:
        return {code for code, one in self._patterns.items() if one.names(clause)}

    def _clauses(self, sentence: str) -> Iterator[tuple[int, str]]:
        """Give the clauses of a sentence; a pause mark ends one too where something lacking was said before it."""
        for clause in _CLAUSES.finditer(sentence):
            start = clause.start()
            for part in _PAUSED.finditer(sentence, *clause.span()):
                if part.end() >= clause.end() or (self._lack and self._lack.search(part[0])):
                    yield start, sentence[start : part.end()]
                    start = part.end() + 1

    def _worded(self, sentence: str) -> Iterator[tuple[str, int]]:
        """Give what whole wordings state, the latest place first."""
        for code, one in self._patterns.items():
            hits = [hit for say in one.says for hit in say.finditer(sentence)]
            for hit in sorted(hits, key=lambda hit: -hit.start()):
                clause = _clause_around(sentence, hit)
                if not one.excludes(clause) and not self._is_denied(clause):
                    yield code, hit.start()

    def _is_denied(self, clause: str) -> bool:
        return self._denied is not None and self._denied.search(clause) is not None

    @cached_property
    def _patterns(self) -> dict[str, _Pattern]:
        return {code: self._compile(entry) for code, entry in self.by_code.items()}

    def _compile(self, entry: Says) -> _Pattern:
        lack = entry.lack or (_LACK if entry.about and "lack" in self.words else "")

        def compiled(part: str) -> re.Pattern[str] | None:
            return compile_say(part, self.words) if part else None

        return _Pattern(
            says=tuple(compile_say(say, self.words) for say in entry.says),
            never=compiled(entry.never),
            about=compiled(entry.about),
            side=compiled(entry.side),
            lack=compiled(lack),
            signs=compiled(entry.signs),
            over=entry.over,
            rest=entry.rest,
        )

    @cached_property
    def _lack(self) -> re.Pattern[str] | None:
        return compile_say(_LACK, self.words) if "lack" in self.words else None

    @cached_property
    def _denied(self) -> re.Pattern[str] | None:
        return compile_say(self.words["denied"], self.words) if "denied" in self.words else None


#: The keys of an entry that say by which words a shortcoming is known.
_KEYS = ("never", "about", "side", "lack", "signs")


@lru_cache(maxsize=1)
def packaged_wordings() -> Wordings:
    """Read the wording of the packaged shortcomings; an office's own are read by `lawstats.judging.claim_files`."""
    data = tomllib.loads(resources.files("lawstats").joinpath("vocabulary", "claims.toml").read_text("utf-8"))
    by_code = {
        row["code"]: Says(
            says=tuple(row.get("says", ())),
            over=tuple(row.get("over", ())),
            rest=row.get("rest", False),
            **{key: row.get(key, "") for key in _KEYS},
        )
        for row in data["claim"]
    }
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
