"""What a careful reader can get back from the dirty ledgers: yearly figures, types, rates, conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from example_office.base import BASE_LOST
from example_office.disputes import TYPES
from example_office.names import YEARS, existing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from example_office.disputes import Case, Finding
    from example_office.mess import Mess
    from example_office.publicity import Amount
    from example_office.truth import Truth

__all__ = ["CommunityCount", "Rate", "TypeCount", "Yearly", "communities", "lost_fields", "rates", "types", "yearly"]

#: Base-table fields by the indicator that sums them.
_STOCKS = {
    "households": ("households", "户"),
    "registered_population": ("registered", "人"),
    "resident_population": ("residents", "人"),
    "grids": ("grids", "个"),
    "grid_workers": ("grid_staff", "人"),
    "mediation_committees": ("committees", "个"),
    "mediators": ("mediators", "人"),
    "mediators_full_time": ("mediators_full", "人"),
    "law_savvy_residents": ("law_savvy", "名"),
    "counsel_headcount": ("counsel", "名"),
}


Lost = dict[tuple[str, str], str]


class Yearly(NamedTuple):
    """One figure of one year: what is stated, what the words admit, how many parts were only roughly known."""

    year: int
    ledger: str
    indicator: str
    value: float
    low: float
    high: float
    measure: str
    rough: int = 0


class TypeCount(NamedTuple):
    """How many disputes of a type were registered in a year; type 待复核 holds the words nobody may guess at."""

    year: int
    ledger: str
    type: str
    number: int


class CommunityCount(NamedTuple):
    """How many disputes of a community were registered in a year."""

    year: int
    ledger: str
    community: str
    number: int


class Rate(NamedTuple):
    """A rate of one year with its numerator and denominator."""

    year: int
    ledger: str
    rate: str
    numerator: int
    denominator: int
    means: str


def lost_fields(mess: Mess) -> Lost:
    """Return (key of the thing, column) wherever the dirt destroyed the truth, with the dirt's name."""
    return {planted.lost: planted.dirt for planted in mess.planted if planted.lost is not None}


def yearly(truth: Truth, mess: Mess) -> list[Yearly]:
    """Every figure of every year that the ledgers can give; what they cannot give has no row."""
    lost = lost_fields(mess)
    found: list[Yearly] = []
    for year in YEARS:
        found += _disputes(truth, year, lost) + _publicity(truth, year, lost)
        found += _counsel(truth, year) + _court(truth, year)
        if year != BASE_LOST:
            found.append(_exact(year, "base", "communities", len(existing(year)), "个"))
            places = [place for place in truth.places if place.year == year]
            for indicator, (name, measure) in _STOCKS.items():
                found.append(_exact(year, "base", indicator, sum(getattr(p, name) for p in places), measure))
    return found


def _exact(year: int, ledger: str, indicator: str, count: int, measure: str = "件") -> Yearly:
    return Yearly(year, ledger, indicator, count, count, count, measure)


def _disputes(truth: Truth, year: int, lost: Lost) -> list[Yearly]:
    accepted = [case for case in truth.cases if case.year == year]
    ended = _ended(truth, year)
    won = [case for case in ended if case.result == "成功"]
    screened = [finding for finding in truth.findings if finding.year == year]
    # Said to be resolved but on no day: it counts where it was found, as the ledger's reader does and says.
    undated = {key for (key, column), dirt in lost.items() if (column, dirt) == ("resolved", "resolved_undated")}
    resolved = [
        finding
        for finding in truth.findings
        if finding.resolved is not None and (finding.year if finding.key in undated else finding.resolved.year) == year
    ]
    return [
        _exact(year, "mediation", "disputes_accepted", len(accepted)),
        _exact(year, "mediation", "disputes_mediated", len(ended)),
        _exact(year, "mediation", "disputes_settled", len(won)),
        _exact(year, "mediation", "mediation_agreements_written", sum(case.form == "书面" for case in won)),
        _exact(year, "screening", "disputes_screened", len(screened)),
        _exact(year, "screening", "disputes_resolved", len(resolved)),
        _exact(year, "both", "disputes_total", len(accepted) + sum(not finding.case for finding in screened)),
    ]


def _publicity(truth: Truth, year: int, lost: Lost) -> list[Yearly]:
    done = [activity for activity in truth.activities if activity.year == year]
    found = [
        _exact(year, "publicity", "publicity_events", sum(a.sessions for a in done), "场"),
        _exact(year, "publicity", "law_lectures", sum(a.sessions for a in done if a.form == "讲座"), "场"),
        _exact(
            year,
            "publicity",
            "publicity_slogans",
            sum(a.slogans or 0 for a in done if (a.key, "slogans") not in lost),
            "条",
        ),
    ]
    for indicator, column, measure in (
        ("publicity_audience", "participants", "人次"),
        ("publicity_materials", "materials", "份"),
        ("publicity_consultations", "consultations", "人次"),
    ):
        amounts: list[Amount] = [
            amount
            for activity in done
            if (amount := getattr(activity, column)) is not None and (activity.key, column) not in lost
        ]
        found.append(
            Yearly(
                year,
                "publicity",
                indicator,
                sum(amount.value for amount in amounts),
                sum(amount.low for amount in amounts),
                sum(amount.high for amount in amounts),
                measure,
                sum(amount.qualifier != "exact" for amount in amounts),
            )
        )
    return found


def _counsel(truth: Truth, year: int) -> list[Yearly]:
    log = [service for service in truth.services if service.year == year]
    documents = [s for s in log if s.matter in {"合同审查", "规范性文件"}]
    signed = [contract for contract in truth.contracts if contract.signed.year == year]
    return [
        _exact(year, "counsel", "counsel_consultations", sum(s.count for s in log if s.matter == "咨询"), "次"),
        _exact(year, "counsel", "counsel_documents_reviewed", sum(s.count for s in documents)),
        _exact(year, "counsel", "counsel_opinions", sum(bool(s.opinion_number) for s in log), "份"),
        _exact(year, "contracts", "contracts_signed", len(signed)),
        _exact(year, "contracts", "contracts_reviewed", sum(c.submitted is not None for c in signed)),
        _exact(year, "contracts", "contracts_reviewed_first", sum(c.reviewed_first for c in signed)),
    ]


def _court(truth: Truth, year: int) -> list[Yearly]:
    cases = [lawsuit for lawsuit in truth.lawsuits if lawsuit.year == year]
    suits = [lawsuit for lawsuit in cases if lawsuit.category == "行政诉讼"]
    found = [
        _exact(year, "litigation", "administrative_litigation", len(suits)),
        _exact(year, "litigation", "administrative_reconsideration", len(cases) - len(suits)),
    ]
    # Without a lawsuit nobody had to appear: the figures do not apply, which is not the same as none.
    if suits:
        came = sum(lawsuit.head_came for lawsuit in suits)
        found.append(_exact(year, "litigation", "court_appearances_due", len(suits)))
        found.append(_exact(year, "litigation", "court_appearances", came))
    return found


def _ended(truth: Truth, year: int) -> list[Case]:
    return [case for case in truth.cases if case.closed is not None and case.closed.year == year]


def types(truth: Truth, mess: Mess) -> list[TypeCount]:
    """Count registered disputes by year, ledger and type, the undecidable ones apart."""
    lost = lost_fields(mess)
    found = []
    for year in YEARS:
        for ledger, things in (("mediation", truth.cases), ("screening", truth.findings)):
            written = _kinds(things, year, lost)
            found += [TypeCount(year, ledger, kind, written.count(kind)) for kind in (*TYPES, "待复核", "未填")]
    return found


def _kinds(things: Iterable[Case | Finding], year: int, lost: Lost) -> list[str]:
    instead = {"type_leak": "待复核", "type_noise": "待复核", "blank_required": "未填"}
    return [
        instead[lost[thing.key, "type"]] if (thing.key, "type") in lost else thing.type for thing in _of(things, year)
    ]


def _of(things: Iterable[Case | Finding], year: int) -> list[Case | Finding]:
    return [thing for thing in things if thing.year == year]


def communities(truth: Truth, mess: Mess) -> list[CommunityCount]:
    """Count registered disputes by year, ledger and community; 未填 where the cell is empty and no merge fills it."""
    lost = lost_fields(mess)
    found = []
    for year in YEARS:
        names = [*(community.name for community in existing(year)), "未填"]
        for ledger, things in (("mediation", truth.cases), ("screening", truth.findings)):
            written = ["未填" if (t.key, "community") in lost else t.community for t in _of(things, year)]
            found += [CommunityCount(year, ledger, name, written.count(name)) for name in names]
    return found


def rates(truth: Truth, mess: Mess) -> list[Rate]:
    """Return the rates the notebooks need; a rate without a case has denominator 0 and is not computed."""
    lost = lost_fields(mess)
    found = []
    for year in YEARS:
        ended = _ended(truth, year)
        won = [case for case in ended if case.result == "成功"]
        dated = [case for case in ended if (case.key, "mediated") not in lost]
        quick = [case for case in dated if case.closed is not None and (case.closed - case.accepted).days <= 30]
        signed = [contract for contract in truth.contracts if contract.signed.year == year]
        suits = [suit for suit in truth.lawsuits if suit.year == year and suit.head_due]
        advised = [contract for contract in signed if contract.adopted]
        first = sum(contract.reviewed_first for contract in signed)
        came = sum(suit.head_came for suit in suits)
        adopted = sum(contract.adopted == "采纳" for contract in advised)
        written = sum(case.form == "书面" for case in won)
        done = sum(case.performance == "已履行" for case in won)
        found += [
            Rate(year, "mediation", "success", len(won), len(ended), "成功/当年调结"),
            Rate(year, "mediation", "written_agreement", written, len(won), "书面协议/成功"),
            Rate(year, "mediation", "performance", done, len(won), "已履行/成功"),
            Rate(year, "mediation", "within_30_days", len(quick), len(dated), "30日内调结/日期可比的当年调结"),
            Rate(year, "contracts", "reviewed_first", first, len(signed), "先审后签/签订"),
            Rate(year, "contracts", "advice_adopted", adopted, len(advised), "采纳/提出修改或不予意见"),
            Rate(year, "litigation", "appearance", came, len(suits), "出庭/应出庭案件和审级"),
        ]
    return found
