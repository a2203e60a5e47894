"""What really happened in publicity: every activity once, attendance as exactly as anyone knew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from example_office.names import YEARS, existing

if TYPE_CHECKING:
    from numpy.random import Generator

    from example_office.people import People

__all__ = ["LECTURES", "Activity", "Amount", "amount", "make_activities"]

#: Lectures a year: the office decides this number, and promises it the year before.
LECTURES = {2020: 7, 2021: 9, 2022: 8, 2023: 12, 2024: 14}
_OTHERS = {"集市宣传": 5, "六进": 6, "LED播放": 3, "线上推送": 3}
_FIXED = {
    (3, 15): "3·15消费者权益日",
    (4, 15): "4·15全民国家安全教育日",
    (6, 26): "6·26国际禁毒日",
    (12, 4): "12·4国家宪法日",
}
_THEMES = {
    "婚姻家庭": "婚姻家庭与赡养",
    "邻里": "相邻关系与民法典",
    "劳动争议": "农民工工资支付",
    "合同": "防范借贷风险",
    "物业": "物业服务与业主权利",
    "": "防范养老诈骗",
}
_AUDIENCES = ("居民", "青少年", "老年人", "务工人员", "企业职工")
#: No activity reached this community in this year.
_UNREACHED = {("示例松石社区", 2021), ("示例云杉社区", 2023), ("示例松石社区", 2023)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it was known: stated value, the digits' reading of it, the words."""

    value: float
    low: float
    high: float
    qualifier: str
    text: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, however many departments report it."""

    key: str
    year: int
    day: date
    theme: str
    topic: str
    form: str
    community: str
    place: str
    host: str
    audience: str
    sessions: int
    participants: Amount | None
    materials: Amount | None
    consultations: Amount | None
    lecturer: str
    slogans: int | None
    reads: int | None


def amount(value: int, word: str = "") -> Amount:
    """Write `value` with one of the words for 'roughly', and say what the digits then admit.

    The unit is the place of the last digit that is not zero: 300余 is 300 to 399, 近2000 is 1001 to 2000, 约500 is
    450 to 550.
    """
    unit = 1
    while value and value % (unit * 10) == 0:
        unit *= 10
    if word in ("余", "多", "+"):
        return Amount(value, value, value + unit - 1, "over", f"{value}{word}")
    if word == "近":
        return Amount(value, value - unit + 1, value, "under", f"近{value}")
    if word == "约":
        return Amount(value, value - unit / 2, value + unit / 2, "about", f"约{value}")
    return Amount(value, value, value, "exact", str(value))


def make_activities(rng: Generator, people: People) -> tuple[Activity, ...]:
    """Five years of activities in the order of their days."""
    lecturers = [people.name() for _ in range(5)]
    activities: list[Activity] = []
    for year in YEARS:
        reached = [c.name for c in existing(year) if (c.name, year) not in _UNREACHED]
        forms = ["讲座"] * LECTURES[year] + [form for form, count in _OTHERS.items() for _ in range(count)]
        days = _days(rng, year, len(forms))
        fixed = [date(year, month, day) for month, day in _FIXED]
        drafts = []
        for i, form in enumerate(forms):
            day = fixed.pop() if form == "集市宣传" and fixed else days[i]
            drafts.append((day, form, reached[i % len(reached)]))
        for i, (day, form, place) in enumerate(sorted(drafts), start=1):
            activities.append(_activity(rng, f"P{year}-{i:03d}", year, day, form, place, str(rng.choice(lecturers))))
    return tuple(activities)


def _days(rng: Generator, year: int, count: int) -> list[date]:
    """Different days, so that two rows of one day, place and theme are always one activity."""
    offsets = sorted(int(i) for i in rng.choice(360, size=count, replace=False))
    fixed = {date(year, month, day) for month, day in _FIXED}
    days = [date(year, 1, 2) + timedelta(days=offset) for offset in offsets]
    return [day if day not in fixed else day + timedelta(days=1) for day in days]


def _activity(rng: Generator, key: str, year: int, day: date, form: str, place: str, lecturer: str) -> Activity:
    topic = str(rng.choice(list(_THEMES), p=[0.2, 0.15, 0.15, 0.15, 0.05, 0.3]))
    theme = _FIXED.get((day.month, day.day)) if form == "集市宣传" else None
    onsite = form in {"讲座", "集市宣传", "六进"}
    word = str(rng.choice(["", "余", "多", "近", "约", "+"], p=[0.45, 0.2, 0.1, 0.1, 0.1, 0.05]))
    people_there = int(rng.integers(3, 26)) * (10 if form == "讲座" else 20)
    papers = int(rng.integers(2, 40)) * 50
    answers = int(rng.integers(1, 20)) * 5
    return Activity(
        key=key,
        year=year,
        day=day,
        theme=theme or _THEMES[topic],
        topic="" if theme else topic,
        form=form,
        community="" if theme else place,
        place="示例街道文化广场" if theme else f"{place}活动室",
        host="示例街道司法所",
        audience=str(rng.choice(_AUDIENCES)),
        sessions=int(rng.integers(1, 4)) if form == "六进" else 1,
        participants=amount(people_there, word) if onsite else None,
        materials=amount(papers, str(rng.choice(["", "余", "近", "约"]))) if onsite else None,
        consultations=amount(answers) if onsite and form != "讲座" else None,
        lecturer=lecturer if form == "讲座" else "",
        slogans=int(rng.integers(20, 120)) if form == "LED播放" else None,
        reads=int(rng.integers(200, 6000)) if form == "线上推送" else None,
    )
