"""The whole truth of five years in one object, made from one seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from example_office.base import make_lawsuits, make_places, office_log
from example_office.counsel import make_contracts, make_services
from example_office.disputes import make_cases, make_findings
from example_office.names import SEED
from example_office.people import People
from example_office.publicity import make_activities

if TYPE_CHECKING:
    from example_office.base import Lawsuit, Place
    from example_office.counsel import Contract, Service
    from example_office.disputes import Case, Finding
    from example_office.publicity import Activity

__all__ = ["Truth", "make_truth"]


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened, every thing once."""

    people: People
    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]
    activities: tuple[Activity, ...]
    contracts: tuple[Contract, ...]
    services: tuple[Service, ...]
    lawsuits: tuple[Lawsuit, ...]
    places: tuple[Place, ...]
    log: dict[str, tuple[int, ...]]


def make_truth(seed: int = SEED) -> Truth:
    """Make five years of truth; the same seed gives the same truth, room by room.

    Each room draws from a stream of its own, so that a change in one room leaves the others as they were.

    Examples
    --------
    >>> make_truth(7).cases == make_truth(7).cases
    True
    """
    streams = [np.random.default_rng([seed, room]) for room in range(7)]
    people = People(streams[0])
    cases = make_cases(streams[1], people)
    findings = make_findings(streams[2], people, cases)
    activities = make_activities(streams[3], people)
    contracts = make_contracts(streams[4], people)
    return Truth(
        people=people,
        cases=cases,
        findings=findings,
        activities=activities,
        contracts=contracts,
        services=make_services(streams[5], people, contracts),
        lawsuits=make_lawsuits(streams[6], people),
        places=make_places(streams[6]),
        log=office_log(),
    )
