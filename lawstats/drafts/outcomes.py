"""What the check of one claim comes to, and which of several readings counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["UNKNOWN", "Agreement", "Outcome", "kindest", "noted", "severest", "uncheckable"]


class Agreement(StrEnum):
    """Every verdict on a claim of a draft."""

    AGREES = "一致"
    ROUNDED = "四舍五入内一致"
    NOT_ON_RECORD = "无记录可核"
    TOO_STRONG = "表述过强"
    CONTRADICTS = "不一致"


_ORDER = {verdict: place for place, verdict in enumerate(Agreement)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict with the record it rests on."""

    verdict: Agreement
    record: str = ""
    source: str = ""
    note: str = ""


#: Nothing to hold the claim against.
UNKNOWN = Outcome(Agreement.NOT_ON_RECORD)


def uncheckable(note: str, record: str = "", source: str = "") -> Outcome:
    """Say that a claim cannot be checked, and why."""
    return Outcome(Agreement.NOT_ON_RECORD, record, source, note)


def kindest(outcomes: Iterable[Outcome]) -> Outcome:
    """Choose among readings of the same words: a claim is wrong only if no admissible reading gives it."""
    return min(outcomes, key=lambda outcome: _ORDER[outcome.verdict], default=UNKNOWN)


def severest(outcomes: Iterable[Outcome]) -> Outcome:
    """Choose among things that are all claimed at once (“均为0件”): each has to hold."""
    return max(outcomes, key=lambda outcome: _ORDER[outcome.verdict], default=UNKNOWN)


def noted(outcome: Outcome, *notes: str) -> Outcome:
    """Add notes to an outcome."""
    words = "；".join(note.rstrip("。；") for note in (outcome.note, *notes) if note)
    return replace(outcome, note=words)
