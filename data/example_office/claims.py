"""Shortcomings that the reports claim, and what five years of truth say to each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scipy.stats import chisquare

from example_office.base import BASE_LOST
from example_office.names import YEARS, existing

if TYPE_CHECKING:
    from collections.abc import Callable

    from example_office.truth import Truth

__all__ = ["CLAIMS", "STATED", "ClaimTruth", "claims_truth", "reached"]

#: Code -> the shortcoming in general words.
CLAIMS = {
    "study_weak": "干部法治意识不强",
    "publicity_narrow": "普法覆盖不够",
    "publicity_mismatch": "普法针对性不强",
    "staff_short": "执法力量不足",
    "mechanism_weak": "纠纷化解长效机制不健全",
    "uneven": "社区之间发展不平衡",
    "review_formal": "合同先审后签落实不到位",
    "appearance_low": "负责人出庭应诉有短板",
    "funding_short": "经费保障不足",
}
#: Which of them section ② of each year's report claims.
STATED = {
    2020: ("study_weak", "publicity_narrow", "staff_short"),
    2021: ("publicity_narrow", "uneven", "mechanism_weak"),
    2022: ("review_formal", "study_weak", "funding_short"),
    2023: ("publicity_narrow", "appearance_low", "staff_short"),
    2024: ("uneven", "publicity_mismatch", "review_formal"),
}
#: The year whose report says 100 % of the contracts were reviewed while its own section ② says they were not.
CONTRADICTED = 2022


class ClaimTruth(NamedTuple):
    """One shortcoming in one year: 支持, 不支持, 证据不足 or 矛盾, with the rule and the numbers."""

    year: int
    claim: str
    words: str
    stated: bool
    verdict: str
    rule: str
    numbers: str


def claims_truth(truth: Truth) -> list[ClaimTruth]:
    """Judge every shortcoming in every year, claimed or not."""
    found = []
    for year in YEARS:
        for code, words in CLAIMS.items():
            rule, judge = _JUDGES[code]
            verdict, numbers = judge(truth, year)
            found.append(ClaimTruth(year, code, words, code in STATED[year], verdict, rule, numbers))
    return found


def reached(truth: Truth, year: int) -> set[str]:
    """Return the communities in which at least one activity took place."""
    return {activity.community for activity in truth.activities if activity.year == year and activity.community}


def _study(truth: Truth, year: int) -> tuple[str, str]:
    sessions = truth.log["law_study_sessions"]
    i = YEARS.index(year)
    if i == 0:
        return "证据不足", f"集中学法{sessions[0]}次，无上年数"
    verdict = "支持" if sessions[i] < sessions[i - 1] else "证据不足"
    return verdict, f"集中学法{sessions[i]}次，上年{sessions[i - 1]}次"


def _narrow(truth: Truth, year: int) -> tuple[str, str]:
    total, covered = len(existing(year)), len(reached(truth, year))
    return ("支持" if covered < total else "不支持"), f"覆盖{covered}个社区，共{total}个"


def _mismatch(truth: Truth, year: int) -> tuple[str, str]:
    cases = [case.type for case in truth.cases if case.year == year]
    top = max(sorted(set(cases)), key=cases.count)
    lectures = [activity.topic for activity in truth.activities if activity.year == year and activity.form == "讲座"]
    need, supply = cases.count(top) / len(cases), lectures.count(top) / len(lectures)
    numbers = f"{top}纠纷{cases.count(top)}件，占{len(cases)}件；相关讲座{lectures.count(top)}场，占{len(lectures)}场"
    return ("支持" if supply < need / 2 else "不支持"), numbers


def _staff(truth: Truth, year: int) -> tuple[str, str]:
    load = [c / o for c, o in zip(truth.log["enforcement_cases"], truth.log["enforcement_officers"], strict=True)]
    i = YEARS.index(year)
    if i == 0:
        return "证据不足", f"人均办案{load[0]:.2f}件，无上年数"
    verdict = "支持" if load[i] >= 1.1 * load[i - 1] else "不支持"
    return verdict, f"人均办案{load[i]:.2f}件，上年{load[i - 1]:.2f}件"


def _mechanism(truth: Truth, year: int) -> tuple[str, str]:
    screened = [finding for finding in truth.findings if finding.year == year]
    late = sum(finding.resolved is None or finding.resolved > finding.due for finding in screened)
    verdict = "支持" if late / len(screened) > 0.1 else "不支持"
    return verdict, f"超期或未化解{late}件，排查{len(screened)}件"


def _uneven(truth: Truth, year: int) -> tuple[str, str]:
    if year == BASE_LOST:
        return "证据不足", "缺当年基础台账，没有户数"
    households = {place.community: place.households for place in truth.places if place.year == year}
    cases = [case.community for case in truth.cases if case.year == year]
    observed = [cases.count(name) for name in households]
    total = sum(households.values())
    p = chisquare(observed, [len(cases) * count / total for count in households.values()]).pvalue
    return ("支持" if p < 0.05 else "不支持"), f"各社区件数{observed}，按户数均匀的检验p={p:.3g}"


def _review(truth: Truth, year: int) -> tuple[str, str]:
    signed = [contract for contract in truth.contracts if contract.signed.year == year]
    first = sum(contract.reviewed_first for contract in signed)
    verdict = "支持" if first < len(signed) else "不支持"
    said = ""
    if year == CONTRADICTED and verdict == "支持":
        verdict, said = "矛盾", "；同一报告又称审核率100%"
    return verdict, f"先审后签{first}份，签订{len(signed)}份{said}"


def _appearance(truth: Truth, year: int) -> tuple[str, str]:
    due = [lawsuit for lawsuit in truth.lawsuits if lawsuit.year == year and lawsuit.head_due]
    came = sum(lawsuit.head_came for lawsuit in due)
    if not due:
        return "证据不足", "全年无行政诉讼案件，出庭率不适用"
    return ("支持" if came < len(due) else "不支持"), f"应出庭{len(due)}件，出庭{came}件"


def _funding(_truth: Truth, _year: int) -> tuple[str, str]:
    return "证据不足", "没有经费台账"


_JUDGES: dict[str, tuple[str, Callable[[Truth, int], tuple[str, str]]]] = {
    "study_weak": ("学法次数比上年减少为支持，否则证据不足", _study),
    "publicity_narrow": ("有社区全年无活动为支持", _narrow),
    "publicity_mismatch": ("最多一类纠纷的相关讲座占比不到其纠纷占比一半为支持", _mismatch),
    "staff_short": ("持证人员人均办案比上年增加一成以上为支持", _staff),
    "mechanism_weak": ("超期或未化解超过排查数一成为支持", _mechanism),
    "uneven": ("各社区件数与户数不成比例（卡方检验p<0.05）为支持，无户数为证据不足", _uneven),
    "review_formal": ("先审后签少于签订数为支持，报告自称100%为矛盾", _review),
    "appearance_low": ("出庭少于应出庭为支持，无案件为证据不足", _appearance),
    "funding_short": ("无经费台账一律证据不足", _funding),
}
