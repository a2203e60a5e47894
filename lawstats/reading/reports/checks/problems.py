"""What in a report does not agree with itself: where, what was found, what to do."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lawstats.reading.reports.sentences import Sentence

__all__ = ["Problem", "place_at"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One disagreement, for a person to look at; both sides may be right where their scope differs.

    Attributes
    ----------
    place : str
        Every place concerned, ``""`` where it is the whole report.
    found, advice : str
        What was found there and what to do, in Chinese.
    starts : tuple of int
        Offsets into the text of the places.
    """

    place: str
    found: str
    advice: str
    starts: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Say it in one line.

        Examples
        --------
        >>> print(Problem("第2句，第31字", "写作“39%”", "请核对"))
        第2句，第31字：写作“39%”。请核对。
        """
        where = f"{self.place}：" if self.place else ""
        return f"{where}{self.found}。{self.advice}。"


def place_at(sentences: Sequence[Sentence], start: int) -> str:
    """Name a place of a report as its figures do: 第3句，第41字."""
    number = bisect_right(sentences, start, key=lambda sentence: sentence.start)
    return f"第{number}句，第{start + 1}字"
