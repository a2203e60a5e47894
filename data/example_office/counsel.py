"""What the legal counsel really did, and which contracts were really signed when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from example_office.names import YEARS, existing

if TYPE_CHECKING:
    from numpy.random import Generator

    from example_office.people import People

__all__ = ["Contract", "Service", "make_contracts", "make_services"]

#: Contracts signed, of these signed before review, and never reviewed at all.
_CONTRACTS = {2020: (12, 3, 2), 2021: (14, 3, 1), 2022: (13, 2, 1), 2023: (16, 2, 0), 2024: (14, 1, 2)}
_NAMES = (
    "办公楼物业服务合同",
    "道路绿化养护合同",
    "社区食堂委托运营合同",
    "法律顾问服务合同",
    "老旧小区改造施工合同",
    "信息化设备采购合同",
    "宣传品制作合同",
    "垃圾清运服务合同",
    "培训服务合同",
    "审计服务合同",
    "场地租赁合同",
    "消防设施维保合同",
)
_CALLS = ("物业费催收", "租赁合同解除", "工伤赔偿标准", "遗嘱继承顺序", "相邻权纠纷", "借款利息计算", "信访答复口径")


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract; `parent` is set for a supplement to another."""

    key: str
    year: int
    number: str
    name: str
    counterparty: str
    amount: float
    office: str
    submitted: date | None
    reviewer: str
    opinion: str
    adopted: str
    signed: date
    performance: str
    parent: str = ""

    @property
    def reviewed_first(self) -> bool:
        """Whether the review came before, or on, the day of signing."""
        return self.submitted is not None and self.submitted <= self.signed


@dataclass(frozen=True, slots=True)
class Service:
    """One matter the counsel dealt with, however many rows tell of it."""

    key: str
    year: int
    day: date
    client: str
    mode: str
    matter: str
    count: int
    unit: str
    title: str
    brief: str
    opinion_number: str
    risk: str
    adopted: str
    lawyer: str
    hours: float
    rounds: int = 1

    @property
    def street(self) -> bool:
        """Whether the office itself was the client, not one of its communities."""
        return self.client == "示例街道"


def make_contracts(rng: Generator, people: People) -> tuple[Contract, ...]:
    """Five years of contracts in the order of signing; one supplement a year from 2021 on."""
    lawyer = people.name()
    found: list[Contract] = []
    for year in YEARS:
        total, late, never = _CONTRACTS[year]
        days = sorted(date(year, 1, 20) + timedelta(days=int(i)) for i in rng.choice(320, total, replace=False))
        order = [int(i) for i in rng.permutation(total)]
        after, unreviewed = set(order[:late]), set(order[late : late + never])
        names = [_NAMES[int(i)] for i in rng.permutation(len(_NAMES))] + ["便民服务中心改造合同", "文体活动承办合同"]
        names += ["网格终端租用合同", "档案整理服务合同"]
        for i, signed in enumerate(days):
            submitted = signed - timedelta(days=int(rng.integers(0, 20)))
            if i in after:
                submitted = signed + timedelta(days=int(rng.integers(2, 25)))
            opinion = str(rng.choice(["通过", "修改", "不予通过"], p=[0.5, 0.46, 0.04]))
            reviewed = i not in unreviewed
            found.append(
                Contract(
                    key=f"H{year}-{i + 1:02d}",
                    year=year,
                    number=f"示街合〔{year}〕{i + 1}号",
                    name=names[i],
                    counterparty=f"示例{'甲乙丙丁戊己庚辛壬癸'[int(rng.integers(0, 10))]}有限公司",
                    amount=float(rng.integers(1, 90) * 5000),
                    office=str(rng.choice(["党政办公室", "城市管理办", "平安法治办", "社会事务办"])),
                    submitted=submitted if reviewed else None,
                    reviewer=lawyer if reviewed else "",
                    opinion=opinion if reviewed else "",
                    adopted=_adopted(rng, opinion) if reviewed else "",
                    signed=signed,
                    performance="已履行" if year < YEARS[-1] else "履行中",
                )
            )
        if year > YEARS[0]:
            found.append(_supplement(rng, found[-total], total))
    return tuple(found)


def _adopted(rng: Generator, opinion: str) -> str:
    return "" if opinion == "通过" else str(rng.choice(["采纳", "部分采纳", "未采纳"], p=[0.8, 0.12, 0.08]))


def _supplement(rng: Generator, first: Contract, position: int) -> Contract:
    signed = min(first.signed + timedelta(days=int(rng.integers(20, 60))), date(first.year, 12, 28))
    return Contract(
        key=f"H{first.year}-{position + 1:02d}",
        year=first.year,
        number=f"{first.number}补1",
        name=f"{first.name}补充协议",
        counterparty=first.counterparty,
        amount=0.0,
        office=first.office,
        submitted=signed - timedelta(days=3),
        reviewer="",
        opinion="通过",
        adopted="",
        signed=signed,
        performance=first.performance,
        parent=first.key,
    )


def make_services(rng: Generator, people: People, contracts: tuple[Contract, ...]) -> tuple[Service, ...]:
    """Five years of the counsel's log: consultations of both kinds, contract reviews, opinions, mediations, talks."""
    street_lawyer, community_lawyer = people.name(), people.name()
    drafts: list[tuple[date, str, str, str, str, int]] = []
    for year in YEARS:
        communities = [community.name for community in existing(year)]
        span = 11 * 30
        for matter, client, mean in (("咨询", "示例街道", 18), ("咨询", "", 20), ("决策论证", "示例街道", 2)):
            for _ in range(int(rng.poisson(mean))):
                day = date(year, 1, 5) + timedelta(days=int(rng.integers(0, span)))
                who = client or str(rng.choice(communities))
                drafts.append((day, who, matter, _brief(rng, matter), "次", 1))
        drafts.append(
            (date(year, 5, 11), "示例街道", "规范性文件", "规范性文件清理意见", "件", int(rng.integers(1, 4)))
        )
        drafts.append((date(year, 9, 9), str(rng.choice(communities)), "参与调解", "参与疑难纠纷调解", "次", 1))
    for contract in contracts:
        if contract.submitted is not None and not contract.parent:
            rounds = 1 + int(contract.opinion != "通过")
            drafts.append((contract.submitted, "示例街道", "合同审查", contract.name, "份", rounds))
    drafts.sort()
    numbers = dict.fromkeys(range(YEARS[0], YEARS[-1] + 2), 0)
    services = []
    for day, client, matter, brief, unit, count in drafts:
        numbers[day.year] += 1
        paper = matter in {"合同审查", "决策论证", "规范性文件"}
        services.append(
            Service(
                key=f"G{day.year}-{numbers[day.year]:03d}",
                year=day.year,
                day=day,
                client=client,
                mode=str(rng.choice(["坐班", "电话", "线上"], p=[0.5, 0.35, 0.15])),
                matter=matter,
                count=1 if matter == "合同审查" else count,
                unit=unit,
                title=f"{day.year}年{brief}" if matter == "合同审查" else "",
                brief=f"审查《{brief}》" if matter == "合同审查" else brief,
                opinion_number=f"示法意〔{day.year}〕{numbers[day.year]}号" if paper and rng.random() < 0.6 else "",
                risk=str(rng.choice(["付款节点不明", "违约责任缺失", "主体资格需核"])) if matter == "合同审查" else "",
                adopted=str(rng.choice(["采纳", "部分采纳", "未采纳"], p=[0.84, 0.1, 0.06])) if paper else "",
                lawyer=street_lawyer if client == "示例街道" else community_lawyer,
                hours=float(rng.integers(1, 7)) / 2,
                rounds=count if matter == "合同审查" else 1,
            )
        )
    return tuple(services)


def _brief(rng: Generator, matter: str) -> str:
    return "重大事项法律论证" if matter == "决策论证" else f"解答{_CALLS[int(rng.integers(0, len(_CALLS)))]}问题"
