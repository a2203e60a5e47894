"""What the denominators really were, which cases went to court, and the numbers that no ledger holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from example_office.names import REDRAWN_YEAR, YEARS, existing

if TYPE_CHECKING:
    from numpy.random import Generator

    from example_office.people import People

__all__ = ["BASE_LOST", "Lawsuit", "Place", "make_lawsuits", "make_places", "office_log"]

#: The base table of this year was overwritten and is lost: no denominators, and none may be invented.
BASE_LOST = 2021
#: Reconsiderations and lawsuits a year. 2022 has no lawsuit; 2024 is the first year under the revised law.
_RECONSIDERATIONS = {2020: 1, 2021: 2, 2022: 1, 2023: 2, 2024: 8}
_LAWSUITS = {2020: 2, 2021: 1, 2022: 0, 2023: 2, 2024: 3}


@dataclass(frozen=True, slots=True)
class Place:
    """One community in one year, as of 31 December."""

    year: int
    community: str
    households: int
    registered: int
    residents: int
    grids: int
    grid_staff_full: int
    grid_staff_part: int
    committees: int
    mediators_full: int
    mediators_part: int
    law_savvy: int
    counsel: int

    @property
    def grid_staff(self) -> int:
        """Full-time and part-time grid staff together."""
        return self.grid_staff_full + self.grid_staff_part

    @property
    def mediators(self) -> int:
        """Full-time and part-time mediators together."""
        return self.mediators_full + self.mediators_part


@dataclass(frozen=True, slots=True)
class Lawsuit:
    """One lawsuit at one instance, or one reconsideration."""

    key: str
    year: int
    number: str
    category: str
    instance: str
    claimant: str
    cause: str
    accepted: date
    hearings: int
    head_due: bool
    head_came: bool
    excuse: str
    outcome: str
    closed: date | None
    complied: str


def make_places(rng: Generator) -> tuple[Place, ...]:
    """Five years of denominators: slow growth, two communities merged, all grids redrawn once."""
    found = []
    for year in YEARS:
        for community in existing(year):
            households = round(community.households * 1.008 ** (year - max(YEARS[0], community.first)))
            size = 450 if year >= REDRAWN_YEAR else 340
            grids = -(-households // size)
            residents = round(households * 2.55)
            found.append(
                Place(
                    year=year,
                    community=community.name,
                    households=households,
                    registered=round(residents * 0.83),
                    residents=residents,
                    grids=grids,
                    grid_staff_full=grids,
                    grid_staff_part=int(rng.integers(2, 9)),
                    committees=1,
                    mediators_full=1,
                    mediators_part=3 + households // 600,
                    law_savvy=6 + households // 300 + (year - YEARS[0]),
                    counsel=1,
                )
            )
    return tuple(found)


def make_lawsuits(rng: Generator, people: People) -> tuple[Lawsuit, ...]:
    """Five years of lawsuits (each instance once, however many hearings) and reconsiderations."""
    found = []
    for year in YEARS:
        plan = ["行政诉讼"] * _LAWSUITS[year] + ["行政复议"] * _RECONSIDERATIONS[year]
        for i, category in enumerate(plan, start=1):
            suit = category == "行政诉讼"
            accepted = date(year, 1, 10) + timedelta(days=int(rng.integers(0, 280)))
            second = suit and i == 2
            # In 2023 one head of office stayed away and gave a reason; all others came.
            absent = suit and year == 2023 and i == 1
            found.append(
                Lawsuit(
                    key=f"L{year}-{i}",
                    year=year,
                    number=f"（{year}）示行{'终' if second else '初'}{i}号" if suit else f"示政复〔{year}〕{i}号",
                    category=category,
                    instance=("二审" if second else "一审") if suit else "",
                    claimant=people.name(),
                    cause=str(rng.choice(["信息公开答复", "拆除决定", "行政处罚", "履行职责"])),
                    accepted=accepted,
                    hearings=(3 if i == 1 and year in (2020, 2024) else 1) if suit else 0,
                    head_due=suit,
                    head_came=suit and not absent,
                    excuse="因公外出，已书面说明" if absent else "",
                    outcome=str(rng.choice(["驳回", "撤诉"] if suit else ["维持", "和解", "驳回"])),
                    closed=accepted + timedelta(days=int(rng.integers(30, 70))),
                    complied="已履行",
                )
            )
    return tuple(found)


def office_log() -> dict[str, tuple[int, ...]]:
    """Numbers of 2020 to 2024 that only the reports state: meetings, study, suggestions, drills."""
    return {
        "law_meetings": (2, 3, 2, 4, 4),
        "law_study_sessions": (6, 8, 8, 10, 12),
        "normative_documents": (0, 1, 0, 0, 1),
        "major_decisions": (1, 1, 2, 1, 2),
        "information_disclosed": (76, 84, 88, 102, 95),
        "npc_suggestions": (9, 7, 11, 10, 12),
        "cppcc_proposals": (2, 0, 3, 1, 2),
        "enforcement_trainings": (2, 3, 4, 4, 5),
        "enforcement_officers": (4, 4, 6, 7, 7),
        "enforcement_cases": (38, 41, 35, 44, 52),
        "drills": (0, 1, 1, 0, 2),
        "contract_rechecks": (0, 3, 4, 2, 4),
    }
