"""The same dispute in two ledgers: screened, then mediated, counted once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from lawstats.errors import LawstatsError
from lawstats.reading.ledger_words import Count, Kind
from lawstats.reading.ledgers.counts import count_years
from lawstats.reading.ledgers.ledger import UNNAMED, Ledger

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["JointLedger", "merge_ledgers"]

#: A dispute found by screening is filed for mediation soon, or was filed shortly before.
WITHIN_DAYS = 60
_COUNT = Count("disputes_total", date="filed_date")


@dataclass(slots=True)
class JointLedger:
    """Mediation and screening together.

    Attributes
    ----------
    cases : DataFrame
        A row a dispute: `ledger` (mediation, screening, both), `filed_date` (the earlier of the two), `community`,
        `dispute_type`, `file`, `sheet`, `row`.
    matches : DataFrame
        The disputes found in both: file, sheet and row in either ledger, and how many days lie between.
    """

    cases: pd.DataFrame
    matches: pd.DataFrame
    office: str = ""

    def yearly(self, office: str = "") -> pd.DataFrame:
        """Count disputes by the year they were first registered, those in both ledgers once.

        Returns
        -------
        DataFrame
            Records of `disputes_total`.
        """
        kind = Kind("joint", "人民调解与排查化解", (), (), (), (), (_COUNT,))
        source = "、".join(dict.fromkeys(self.cases["file"]))
        # Two files may both have a sheet called 2024年, so the place names the file as well.
        cases = self.cases.assign(
            sheet=self.cases["file"] + ("!" + self.cases["sheet"]).mask(self.cases["sheet"] == "", "")
        )
        return count_years(cases, kind, (), {}, office or self.office or UNNAMED, source)


def merge_ledgers(mediation: Ledger | Sequence[Ledger], screening: Ledger | Sequence[Ledger]) -> JointLedger:
    """Put mediation and screening ledgers together and count what stands in both once.

    Two cases are one dispute when the parties of one are among those of the other, type and community do not differ,
    and they were registered within 60 days of each other; of several candidates the nearest in time is taken.

    Parameters
    ----------
    mediation, screening : Ledger or sequence of Ledger
        As `read_ledger` returned them in this run and with one key: parties are compared by keyed hash, which is not
        saved with a ledger.

    Returns
    -------
    JointLedger

    Raises
    ------
    LawstatsError
        When a ledger is of another kind or has lost its hashes.
    """
    filed = _cases(mediation, "mediation", "accepted_date")
    found = _cases(screening, "screening", "screened_date")
    pairs = _match(filed, found)
    both, twice = [a for a, _, _ in pairs], [b for _, b, _ in pairs]
    days = [d for _, _, d in pairs]
    place = ["file", "sheet", "row"]
    matches = pd.concat(
        [
            filed.loc[both, place].add_prefix("mediation_").reset_index(drop=True),
            found.loc[twice, place].add_prefix("screening_").reset_index(drop=True),
            pd.DataFrame({"days": pd.Series(days, dtype="int64")}),
        ],
        axis=1,
    )
    filed["ledger"], found["ledger"] = "mediation", "screening"
    filed.loc[both, "ledger"] = "both"
    earlier = filed.loc[both, "filed_date"] - pd.to_timedelta([max(d, 0) for d in days], unit="D")
    filed.loc[both, "filed_date"] = earlier
    cases = pd.concat([filed, found.drop(index=twice)], ignore_index=True)
    ledgers = [mediation] if isinstance(mediation, Ledger) else list(mediation)
    return JointLedger(cases.drop(columns="parties"), matches, next((ledger.office for ledger in ledgers), ""))


def _cases(ledgers: Ledger | Sequence[Ledger], kind: str, date: str) -> pd.DataFrame:
    parts = []
    for ledger in [ledgers] if isinstance(ledgers, Ledger) else ledgers:
        if ledger.kind != kind:
            raise LawstatsError(f"这是“{ledger.name}”", "请按 人民调解台账、排查化解台账 的顺序给出", file=ledger.file)
        parties = ledger.parties
        if len(parties) != len(ledger.cases):
            raise LawstatsError(
                "这份台账已经没有比对当事人的标记", "请在同一次运行里重新读取两份台账", file=ledger.file
            )
        blank = pd.Series("", index=ledger.cases.index)
        parts.append(
            pd.DataFrame(
                {
                    "file": ledger.file,
                    "sheet": ledger.cases["sheet"],
                    "row": ledger.cases["row"],
                    "filed_date": ledger.cases[date],
                    "heading_year": ledger.cases["heading_year"],
                    "community": ledger.cases.get("community", blank),
                    "dispute_type": ledger.cases.get("dispute_type", blank).astype("object"),
                    "parties": pd.Series(parties, dtype="object"),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _match(filed: pd.DataFrame, found: pd.DataFrame) -> list[tuple[int, int, int]]:
    """Pair disputes, the nearest in time first, each at most once."""
    one, other = filed.to_dict("records"), found.to_dict("records")
    by_party: dict[str, list[int]] = defaultdict(list)
    for b, row in enumerate(other):
        for party in row["parties"]:
            by_party[party].append(b)
    candidates: list[tuple[int, int, int]] = []
    for a, row in enumerate(one):
        for b in {b for party in row["parties"] for b in by_party[party]}:
            days = (row["filed_date"] - other[b]["filed_date"]).days
            if days == days and abs(days) <= WITHIN_DAYS and _alike(row, other[b]):
                candidates.append((a, b, int(days)))
    pairs: list[tuple[int, int, int]] = []
    used_a: set[int] = set()
    used_b: set[int] = set()
    for a, b, days in sorted(candidates, key=lambda pair: (abs(pair[2]), pair)):
        if a not in used_a and b not in used_b:
            used_a.add(a)
            used_b.add(b)
            pairs.append((a, b, days))
    return sorted(pairs)


def _alike(one: dict[Hashable, Any], other: dict[Hashable, Any]) -> bool:
    nested = one["parties"] <= other["parties"] or other["parties"] <= one["parties"]
    return nested and all(
        pd.isna(one[key]) or pd.isna(other[key]) or "" in (one[key], other[key]) or one[key] == other[key]
        for key in ("dispute_type", "community")
    )
