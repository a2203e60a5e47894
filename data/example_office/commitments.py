"""What each report promises for the next year, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from example_office.claims import reached
from example_office.names import YEARS

if TYPE_CHECKING:
    from example_office.facts import Yearly
    from example_office.truth import Truth

__all__ = ["PROMISES", "CommitmentTruth", "Promise", "commitments_truth"]


class Promise(NamedTuple):
    """One promise of section ④: its words there, and what can be checked about it."""

    year: int
    indicator: str
    words: str
    target: float | None
    comparison: str
    measure: str
    period: str
    known_from: str


class CommitmentTruth(NamedTuple):
    """A promise and its outcome: 完成, 部分完成, 未完成, 未提及, 无法核实; empty while its year is not over."""

    year: int
    due_year: int
    indicator: str
    words: str
    target: float | None
    comparison: str
    measure: str
    period: str
    done_low: float | None
    done_high: float | None
    outcome: str
    known_from: str


#: `known_from` says where next year's answer stands: report, ledger, both, or nowhere.
PROMISES = (
    Promise(2020, "law_study_sessions", "全年集中学法不少于8次", 8, ">=", "次", "", "report"),
    Promise(2020, "law_lectures", "每季度举办法治讲座不少于2场", 8, ">=", "场", "每季度", "both"),
    Promise(2020, "other:drills", "组织模拟执法演练不少于2次", 2, ">=", "次", "", "report"),
    Promise(2020, "other:contract_rechecks", "每季度对已签合同复查1次", 4, ">=", "次", "每季度", "report"),
    Promise(2020, "other:communities_reached", "普法活动覆盖全部8个社区", 8, ">=", "个", "", "ledger"),
    Promise(2020, "", "进一步增强干部运用法治思维的能力", None, "", "", "", "nowhere"),
    Promise(2021, "law_meetings", "召开法治建设专题会议不少于4次", 4, ">=", "次", "", "report"),
    Promise(2021, "law_lectures", "全年举办法治讲座10场以上", 10, ">=", "场", "", "both"),
    Promise(2021, "enforcement_trainings", "每季度组织一次执法培训", 4, ">=", "次", "每季度", "report"),
    Promise(2021, "other:drills", "开展模拟执法演练1次", 1, ">=", "次", "", "report"),
    Promise(2021, "other:reviewed_first_rate", "合同先审后签率达到100%", 100, ">=", "%", "", "ledger"),
    Promise(2021, "other:mediator_courses", "举办调解员培训班2期", 2, ">=", "期", "", "nowhere"),
    Promise(2022, "law_study_sessions", "集中学法达到10次", 10, ">=", "次", "", "report"),
    Promise(2022, "law_lectures", "每季度举办法治讲座3场", 12, ">=", "场", "每季度", "both"),
    Promise(2022, "other:drills", "开展模拟执法演练不少于1次", 1, ">=", "次", "", "report"),
    Promise(2022, "other:contract_rechecks", "每季度开展一次已签合同复查", 4, ">=", "次", "每季度", "report"),
    Promise(2022, "publicity_materials", "发放宣传资料2.2万份以上", 22000, ">=", "份", "", "both"),
    Promise(2022, "", "健全矛盾纠纷多元化解机制", None, "", "", "", "nowhere"),
    Promise(2023, "law_meetings", "每季度召开一次法治建设专题会议", 4, ">=", "次", "每季度", "report"),
    Promise(2023, "enforcement_trainings", "组织执法培训不少于6次", 6, ">=", "次", "", "report"),
    Promise(2023, "other:drills", "开展模拟执法演练2次", 2, ">=", "次", "", "report"),
    Promise(2023, "other:contract_rechecks", "每季度复查已签合同一次", 4, ">=", "次", "每季度", "report"),
    Promise(2023, "other:reviewed_first_rate", "合同先审后签率达到100%", 100, ">=", "%", "", "ledger"),
    Promise(2023, "mediation_success_rate", "调解成功率保持在96%以上", 96, ">=", "%", "", "both"),
    Promise(2023, "other:videos", "每周推送一条法治短视频", 52, ">=", "条", "每周", "nowhere"),
    Promise(2024, "other:disputes_property", "物业纠纷比上年减少5%", -5, "<=", "%", "", "ledger"),
    Promise(2024, "law_study_sessions", "集中学法不少于12次", 12, ">=", "次", "", "report"),
    Promise(2024, "law_lectures", "每个社区每季度举办法治讲座1场", 4, ">=", "场", "每个社区每季度", "both"),
    Promise(2024, "other:reviewed_first_rate", "合同先审后签率达到100%", 100, ">=", "%", "", "ledger"),
    Promise(2024, "", "持续提升基层治理法治化水平", None, "", "", "", "nowhere"),
)


def commitments_truth(truth: Truth, figures: list[Yearly]) -> list[CommitmentTruth]:
    """Set every promise against what was done in the year it was for."""
    found = []
    for promise in PROMISES:
        low, high = _done(truth, figures, promise)
        found.append(
            CommitmentTruth(
                promise.year,
                promise.year + 1,
                *promise[1:7],
                done_low=low,
                done_high=high,
                outcome=_outcome(promise, low, high),
                known_from=promise.known_from,
            )
        )
    return found


def _done(truth: Truth, figures: list[Yearly], promise: Promise) -> tuple[float | None, float | None]:
    """Return what was done, as an interval; nothing where the year is not over or nobody wrote it down."""
    year, code = promise.year + 1, promise.indicator.removeprefix("other:")
    if year not in YEARS or promise.known_from == "nowhere":
        return None, None
    if code in truth.log:
        done = float(truth.log[code][YEARS.index(year)])
        return done, done
    if code == "communities_reached":
        return float(len(reached(truth, year))), float(len(reached(truth, year)))
    if code == "reviewed_first_rate":
        return _percent(figures, year, "contracts_reviewed_first", "contracts_signed")
    if code == "mediation_success_rate":
        return _percent(figures, year, "disputes_settled", "disputes_mediated")
    figure = next(f for f in figures if f.year == year and f.indicator == code)
    return figure.low, figure.high


def _percent(figures: list[Yearly], year: int, part: str, whole: str) -> tuple[float, float]:
    value = {f.indicator: f.value for f in figures if f.year == year}
    percent = round(100 * value[part] / value[whole], 1)
    return percent, percent


def _outcome(promise: Promise, low: float | None, high: float | None) -> str:
    if promise.year + 1 not in YEARS:
        return ""
    if promise.target is None:
        return "无法核实"
    if low is None or high is None:
        return "未提及"
    if low >= promise.target:
        return "完成"
    if high >= promise.target:
        return "无法核实"
    return "未完成" if high == 0 else "部分完成"
