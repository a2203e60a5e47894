"""The truth as clean ledgers: one row a thing, dates as dates, numbers as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from example_office.grid import Row
from example_office.headings import HEADINGS

if TYPE_CHECKING:
    from example_office.base import Lawsuit, Place
    from example_office.counsel import Contract, Service
    from example_office.disputes import Case, Finding
    from example_office.publicity import Activity, Amount

__all__ = [
    "activity_row",
    "case_row",
    "contract_row",
    "finding_row",
    "lawsuit_row",
    "place_row",
    "service_row",
]


def case_row(case: Case) -> Row:
    """One mediation case as its last state."""
    first, second = case.parties
    return Row(
        {
            "number": case.number,
            "accepted": case.accepted,
            "community": case.community,
            "source": case.source,
            "a_name": first.name,
            "a_sex": first.sex,
            "a_age": first.age,
            "a_job": first.job,
            "a_address": first.address,
            "a_phone": first.phone,
            "a_identity": first.identity,
            "b_name": second.name,
            "b_phone": second.phone,
            "type": case.type,
            "people": case.people,
            "amount": case.amount,
            "brief": case.brief,
            "mediator": case.mediator,
            "mediated": case.closed,
            "result": case.result or "调解中",
            "form": case.form or None,
            "agreement_amount": case.agreement_amount,
            "performance": case.performance or None,
            "confirmed": case.confirmed,
            "satisfaction": case.satisfaction or None,
        },
        key=case.key,
    )


def finding_row(finding: Finding) -> Row:
    """One dispute found in the rounds."""
    return Row(
        {
            "found": finding.found,
            "community": finding.community,
            "grid": finding.grid,
            "reporter": finding.reporter,
            "parties": "、".join(person.name for person in finding.parties),
            "people": finding.people,
            "type": finding.type,
            "scale": finding.scale,
            "brief": finding.brief,
            "level": finding.level,
            "unit": finding.unit,
            "leader": finding.leader,
            "due": finding.due,
            "resolved": finding.resolved,
            "status": "未化解" if finding.resolved is None else "已化解",
        },
        key=finding.key,
    )


def _number(amount: Amount | None) -> str | int | None:
    """Write an exact amount as a number and any other in its own words."""
    if amount is None:
        return None
    return int(amount.value) if amount.qualifier == "exact" else amount.text


def activity_row(activity: Activity) -> Row:
    """One publicity activity; rough attendance stays in its own words even in a clean ledger."""
    return Row(
        {
            "day": activity.day,
            "theme": activity.theme,
            "form": activity.form,
            "community": activity.community or None,
            "place": activity.place,
            "host": activity.host,
            "audience": activity.audience,
            "sessions": activity.sessions,
            "participants": _number(activity.participants),
            "materials": _number(activity.materials),
            "consultations": _number(activity.consultations),
            "lecturer": activity.lecturer or None,
            "slogans": activity.slogans,
            "reads": activity.reads,
        },
        key=activity.key,
    )


def service_row(service: Service) -> Row:
    """One matter of the counsel's log."""
    return Row(
        {
            "day": service.day,
            "client": service.client,
            "mode": service.mode,
            "matter": service.matter,
            "count": service.count,
            "title": service.title or None,
            "brief": service.brief,
            "opinion_number": service.opinion_number or None,
            "risk": service.risk or None,
            "adopted": service.adopted or None,
            "lawyer": service.lawyer,
            "hours": service.hours,
        },
        key=service.key,
    )


def contract_row(contract: Contract) -> Row:
    """One contract of the register."""
    return Row(
        {
            "number": contract.number,
            "name": contract.name,
            "counterparty": contract.counterparty,
            "amount": contract.amount,
            "office": contract.office,
            "submitted": contract.submitted,
            "reviewer": contract.reviewer or None,
            "opinion": contract.opinion or None,
            "adopted": contract.adopted or None,
            "signed": contract.signed,
            "performance": contract.performance,
        },
        key=contract.key,
    )


def lawsuit_row(lawsuit: Lawsuit) -> Row:
    """One lawsuit or reconsideration."""
    came = "副主任出庭" if lawsuit.head_came else f"未出庭（{lawsuit.excuse}）"
    return Row(
        {
            "number": lawsuit.number,
            "category": lawsuit.category,
            "instance": lawsuit.instance or None,
            "claimant": lawsuit.claimant,
            "defendant": "示例街道办事处",
            "cause": lawsuit.cause,
            "accepted": lawsuit.accepted,
            "hearings": lawsuit.hearings if lawsuit.head_due else None,
            "head": came if lawsuit.head_due else None,
            "outcome": lawsuit.outcome,
            "closed": lawsuit.closed,
            "performance": lawsuit.complied,
        },
        key=lawsuit.key,
    )


def place_row(place: Place) -> Row:
    """One community of the base table."""
    codes = [code for code in HEADINGS["base"] if code != "remark"]
    return Row({code: getattr(place, code) for code in codes}, key=f"{place.year}-{place.community}")
