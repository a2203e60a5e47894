"""What really happened with disputes: every case once, whatever the ledgers make of it later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from example_office.names import YEARS, existing

if TYPE_CHECKING:
    from numpy.random import Generator

    from example_office.people import People, Person

__all__ = ["LEVELS", "TYPES", "Case", "Finding", "make_cases", "make_findings"]

#: The 15 official types with their share here; property management is set apart below.
TYPES = {
    "婚姻家庭": 0.17,
    "邻里": 0.25,
    "房屋宅基地": 0.06,
    "合同": 0.08,
    "生产经营": 0.03,
    "损害赔偿": 0.10,
    "山林土地": 0.02,
    "征地拆迁": 0.03,
    "环境污染": 0.04,
    "劳动争议": 0.08,
    "消费": 0.04,
    "医疗": 0.01,
    "道路交通事故": 0.05,
    "物业": 0.02,
    "其他": 0.02,
}
LEVELS = ("高", "中", "低")
#: The one true rise: property-management disputes of one community.
RISING = {"示例北苑社区": (2, 5, 9, 15, 24)}
#: Nobody registers anything here in this year.
SILENT = {("示例西岭社区", 2021)}
#: Eight alike entries of one day: they count, and they are asked about.
BATCH = ("示例松石社区", date(2022, 11, 30), 8, "因楼道堆放杂物引发争执，经劝导双方和解。")
#: Mean and spread (variance = 1.6 times the mean) of everything else in a year.
_MEAN, _DISPERSION = 54.0, 1.6
_SOURCES = {"当事人申请": 0.42, "主动调解": 0.40, "法院委托": 0.06, "公安移交": 0.07, "信访": 0.05}
_CAUSES = {
    "婚姻家庭": "因家务分担和赡养费用发生争执",
    "邻里": "因公共通道使用发生争吵",
    "房屋宅基地": "因房屋边界认定意见不一",
    "合同": "因借款未按约归还发生争议",
    "生产经营": "因摊位经营秩序发生争执",
    "损害赔偿": "因肢体冲突要求赔偿医药费",
    "山林土地": "因菜地承包界址发生争议",
    "征地拆迁": "对补偿面积的认定有异议",
    "环境污染": "因油烟扰民多次投诉",
    "劳动争议": "因工资拖欠要求支付",
    "消费": "因预付卡退费发生争议",
    "医疗": "对诊疗费用有异议",
    "道路交通事故": "因车辆刮蹭的赔偿数额发生争议",
    "物业": "因物业费收取和服务质量发生争议",
    "其他": "因宠物管理发生争议",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One mediation case, whoever writes it down and however often."""

    key: str
    year: int
    number: str
    community: str
    accepted: date
    source: str
    parties: tuple[Person, Person]
    type: str
    people: int
    amount: float | None
    brief: str
    mediator: str
    sessions: tuple[date, ...]
    result: str
    form: str
    agreement_amount: float | None
    performance: str
    confirmed: date | None
    satisfaction: str

    @property
    def closed(self) -> date | None:
        """The day of the last session, or None while the case is open."""
        return None if self.result == "" else self.sessions[-1]


@dataclass(frozen=True, slots=True)
class Finding:
    """One dispute found in the rounds of a grid; `case` names the mediation case it became, if any."""

    key: str
    year: int
    community: str
    grid: str
    found: date
    reporter: str
    parties: tuple[Person, ...]
    type: str
    people: int
    scale: str
    brief: str
    level: str
    unit: str
    leader: str
    due: date
    resolved: date | None
    case: str


def make_cases(rng: Generator, people: People) -> tuple[Case, ...]:
    """Five years of mediation cases in the order they were accepted."""
    mediators = [people.name() for _ in range(12)]
    cases: list[Case] = []
    for year in YEARS:
        drafts: list[tuple[date, str, str, str]] = []
        for community, kind, count in _counts(rng, year):
            drafts += [(_weekday(rng, year), community, kind, "") for _ in range(count)]
        place, day, count, brief = BATCH
        if day.year == year:
            drafts += [(day, place, "邻里", brief)] * count
        drafts.sort(key=lambda draft: (draft[0], draft[1], draft[2]))
        for i, (day, community, kind, brief) in enumerate(drafts, start=1):
            cases.append(_case(rng, people, year, i, day, community, kind, brief, str(rng.choice(mediators))))
    return tuple(_with_return(cases))


def _with_return(cases: list[Case]) -> list[Case]:
    """Let one pair of parties come back two years later with another matter: two cases, not one."""
    settled = [case for case in cases if case.result and not _alike(case)]
    first = next(case for case in settled if case.year == YEARS[2])
    again = next(
        (
            case
            for case in settled
            if case.year == YEARS[4] and case.community == first.community and case.type == "损害赔偿"
        ),
        next(case for case in reversed(settled) if case.type != first.type),
    )
    brief = f"{first.parties[0].name}与{first.parties[1].name}{_CAUSES[again.type]}。"
    back = replace(again, parties=first.parties, brief=brief)
    return [back if case is again else case for case in cases]


def _alike(case: Case) -> bool:
    return case.brief == BATCH[3]


def _counts(rng: Generator, year: int) -> list[tuple[str, str, int]]:
    communities = existing(year)
    weights = [0.0 if (c.name, year) in SILENT else float(c.households) for c in communities]
    shares = [weight / sum(weights) for weight in weights]
    total = int(rng.poisson(rng.gamma(_MEAN / (_DISPERSION - 1), _DISPERSION - 1)))
    kinds = list(TYPES)
    table = []
    for community, share_count in zip(communities, rng.multinomial(total, shares), strict=True):
        by_kind = rng.multinomial(share_count, [TYPES[kind] / sum(TYPES.values()) for kind in kinds])
        rising = RISING.get(community.name, (0,) * len(YEARS))[YEARS.index(year)]
        table += [
            (community.name, kind, int(count) + (rising if kind == "物业" else 0))
            for kind, count in zip(kinds, by_kind, strict=True)
        ]
    return table


def _case(
    rng: Generator,
    people: People,
    year: int,
    number: int,
    accepted: date,
    community: str,
    kind: str,
    brief: str,
    mediator: str,
) -> Case:
    sessions = [accepted + timedelta(days=int(rng.integers(1, 12)))]
    while rng.random() < 0.17 and len(sessions) < 3:
        sessions.append(sessions[-1] + timedelta(days=int(rng.integers(5, 28))))
    still_open = year == YEARS[-1] and sessions[-1] > date(year, 12, 31)
    # 2020 is the year in which every single mediation is said to have succeeded.
    won = 1.0 if year == YEARS[0] else 0.93
    result = (
        "" if still_open else str(rng.choice(["成功", "不成功", "终止"], p=[won, (1 - won) * 0.7, (1 - won) * 0.3]))
    )
    good = result == "成功"
    written = good and rng.random() < 0.62
    money = kind in {"合同", "损害赔偿", "劳动争议", "道路交通事故", "消费", "物业"} and not brief
    amount = float(rng.integers(2, 320) * 100) if money else None
    parties = (people.person(community), people.person(community))
    detail = brief or f"{parties[0].name}与{parties[1].name}{_CAUSES[kind]}。"
    if not brief and kind == "道路交通事故":
        detail += f"涉事车辆{people.plate()}，联系电话{parties[1].phone}。"
    if not brief and kind in {"合同", "劳动争议"}:
        detail += f"约定款项汇入{people.bank_card()}。"
    return Case(
        key=f"M{year}-{number:03d}",
        year=year,
        number=f"（{year}）示调字第{number}号",
        community=community,
        accepted=accepted,
        source=_pick(rng, _SOURCES),
        parties=parties,
        type=kind,
        people=2 + int(rng.poisson(0.4)),
        amount=amount,
        brief=detail,
        mediator=mediator,
        sessions=tuple(sessions),
        result=result,
        form=("书面" if written else "口头") if good else ("" if still_open else "未制作"),
        agreement_amount=round(amount * float(rng.choice([0.5, 0.6, 0.8, 1.0])), 2) if amount and written else None,
        performance=str(rng.choice(["已履行", "部分履行", "未履行"], p=[0.86, 0.09, 0.05])) if good else "",
        confirmed=sessions[-1] + timedelta(days=int(rng.integers(3, 28))) if written and rng.random() < 0.15 else None,
        satisfaction=str(rng.choice(["满意", "基本满意", "不满意"], p=[0.8, 0.17, 0.03])) if good else "",
    )


def make_findings(rng: Generator, people: People, cases: tuple[Case, ...]) -> tuple[Finding, ...]:
    """Disputes found in the rounds: some became mediation cases, the rest were settled on the spot or are open."""
    drafts: list[tuple[date, str, str, tuple[Person, ...], int, str, str]] = []
    for case in cases:
        if case.source == "主动调解" and not _alike(case):
            found = case.accepted - timedelta(days=int(rng.integers(0, 4)))
            if found.year == case.year:
                drafts.append((found, case.community, case.type, case.parties, case.people, case.brief, case.key))
    for year in YEARS:
        communities = existing(year)
        for _ in range(int(rng.poisson(62))):
            community = communities[int(rng.choice(len(communities)))].name
            kind = _pick(rng, {k: v for k, v in TYPES.items() if k not in {"医疗", "道路交通事故"}})
            both = (people.person(community), people.person(community))[: int(rng.integers(1, 3))]
            drafts.append((_weekday(rng, year), community, kind, both, 2, f"{both[0].name}反映{_CAUSES[kind]}。", ""))
    drafts.sort(key=lambda draft: (draft[0], draft[1], draft[6]))
    staff = [people.name() for _ in range(6)]
    by_key = {case.key: case for case in cases}
    numbers = dict.fromkeys(YEARS, 0)
    findings = []
    for found, community, kind, parties, heads, brief, case_key in drafts:
        numbers[found.year] += 1
        due = found + timedelta(days=30)
        late = rng.random() < 0.12
        resolved: date | None = found + timedelta(days=int(rng.integers(31, 60) if late else rng.integers(0, 29)))
        if case_key:
            resolved = by_key[case_key].closed
        if resolved is not None and (resolved.year > YEARS[-1] or (not case_key and rng.random() < 0.04)):
            resolved = None
        findings.append(
            Finding(
                key=f"S{found.year}-{numbers[found.year]:03d}",
                year=found.year,
                community=community,
                grid=f"第{rng.integers(1, 7)}网格",
                found=found,
                reporter=str(rng.choice(staff)),
                parties=parties,
                type=kind,
                people=heads,
                scale="群体" if heads >= 5 else "个体",
                brief=brief,
                level=str(rng.choice(LEVELS, p=[0.06, 0.22, 0.72])),
                unit=str(rng.choice(["平安法治办", "城市管理办", community])),
                leader=str(rng.choice(staff)),
                due=due,
                resolved=resolved,
                case=case_key,
            )
        )
    return tuple(findings)


def _weekday(rng: Generator, year: int) -> date:
    while True:
        day = date(year, 1, 1) + timedelta(days=int(rng.integers(0, 365)))
        if day.weekday() < 5:
            return day


def _pick(rng: Generator, shares: dict[str, float]) -> str:
    return str(rng.choice(list(shares), p=[share / sum(shares.values()) for share in shares.values()]))
