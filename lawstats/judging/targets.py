"""What a promise comes to: which figure it is about, how much it asks for, and whether meeting it could be luck."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from lawstats.judging.claim_files import load_claims
from lawstats.judging.evidence import Evidence
from lawstats.judging.standing import stand

if TYPE_CHECKING:
    from lawstats.judging.claim_library import Library
    from lawstats.judging.evidence import Figure

__all__ = ["TARGET_COLUMNS", "Target", "check_targets", "read_target"]

_SIGNS = {"at_least": ">=", "at_most": "<=", ">=": ">=", "<=": "<=", "==": "==", "": ""}
# 比上年、与去年相比、在上年基础上、同比: then the change, then how much; 增加到10场 states the amount itself.
_RELATIVE = re.compile(
    r"(?:(?:(?P<on>在)|(?P<with>[与同和])|[比较])(?P<base>上年|去年|上一年|前一年|20\d\d年)度?(?:同期)?的?(?(on)基础上|(?(with)相比|))|同比)"
    r"[^，,。；;\d]{0,8}?(?P<way>减少|下降|降低|压降|压减|压缩|缩短|缩减|增加|增长|提高|提升|上升|递增)(?!到|至(?!少)|为)(?:了|至少|不少于|不低于)*"
    r"[^，,。；;\d到至]{0,12}?(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>%|％|个百分点|[一-鿿]{1,2})"
)
# “信访总量下降10%以上” is against the year before as well; without it only a share is a change, 提高12场 is a level.
_CHANGED = re.compile(
    r"(?P<way>减少|下降|降低|压降|压减|压缩|缩短|缩减|增加|增长|提高|提升|上升|递增)(?:了|至少|不少于|不低于)*(?P<base>)(?P<number>\d+(?:\.\d+)?)"
    r"(?P<scale>)(?P<unit>%|％|个百分点)"
)
# 下降一成, 减少一半, 翻一番, 达到去年的1.2倍, 不低于上年, 只降不升: read as a change in per cent already.
_IN_WORDS = re.compile(
    r"(?:减少|下降|降低|压降|压减|压缩|缩短|缩减|增加|增长|提高|提升|上升|递增)(?:了|约|至少|不少于|不低于|超过)*"
    r"(?:[一二两三四五六七八九][至到]?[一二两三四五六七八九]?成|一半|[一二两三四五六七八九十]+分之[一二两三四五六七八九])"
    r"|翻(?:[一两二三]?番)|(?:上年|去年|上一年)度?(?:同期)?的\d+(?:\.\d+)?倍"
    r"|不(?:低于|少于|亚于|高于|超过|多于)(?:上年|去年|上一年)|只(?:[增升]不[减降]|[降减]不[升增])"
)
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_DOWN = ("减少", "下降", "降低", "压降", "压减", "压缩", "缩短", "缩减")
_EACH = re.compile(r"每(?:个|一)?(?:行政)?(?:社区|村)|一(?:行政)?(?:社区|村)一")
# “16个村每村5名” was read as eighty: the words themselves say how many there are.
_SO_MANY = re.compile(
    r"[\d一二三四五六七八九十百两]+[个所家](?:行政)?(?:村|社区|网格|学校|调委会|站)[^，,。；;]{0,10}?[，,]?[^，,。；;]{0,8}?(?:每|各|均|分别)"
)
# “12个社区普法全覆盖” is a hundred per cent, and met once all twelve were reached.
_ALL_PLACES = re.compile(r"(?P<number>\d+)个(?:行政)?(?:村|社区)[^，,。；;]*全覆盖")
_EACH_OTHER = re.compile(r"每(?:个|一|名|户|所|家)(?!季|月|周|星期|年|半|工作日)")
#: A promise for every community is multiplied out by this figure.
_COMMUNITIES = "communities"
TARGET_COLUMNS = (
    "indicator",
    "name",
    "base_year",
    "baseline",
    "baseline_low",
    "baseline_high",
    "comparison",
    "target",
    "testable",
    "reason",
    "detect_fall",
    "detect_rise",
    "best",
    "best_year",
    "reachable",
)


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached.

    Attributes
    ----------
    code : str
        The figure; "" when nothing on record is meant.
    amount : float
        What is asked for in the due year; NaN when nothing can be counted.
    comparison : str
        ``>=``, ``<=`` or ``==``.
    measure : str
    base : Figure or None
        Last year's figure a relative promise starts from.
    problem : str
        Why no amount could be worked out: no_target, no_base, approximate_base, no_communities.
    note : str
        times_communities where the promise was multiplied out.
    factor, shift : float
        Of a relative promise: the amount is factor times the baseline plus shift.
    """

    code: str
    amount: float
    comparison: str
    measure: str
    base: Figure | None = None
    problem: str = ""
    note: str = ""
    factor: float = 0.0
    shift: float = 0.0

    def at(self, baseline: float) -> float:
        """Return what is asked for when the baseline is this; the same for all unless the promise is relative."""
        return baseline * self.factor + self.shift if self.base is not None else self.amount


def read_target(row: dict[str, object], evidence: Evidence, due_year: int) -> Target:
    """Work out what one promise asks for.

    Parameters
    ----------
    row : dict
        A row of a commitments table: indicator, text, target, comparison, measure, period.
    evidence : Evidence
        The office's figures.
    due_year : int
        The year it is for.
    """
    text, measure = str(row["text"]), str(row.get("measure") or "")
    amount, sign = _number(row.get("target")), _SIGNS.get(str(row.get("comparison") or ""), "")
    relative = _RELATIVE.search(text) or _CHANGED.search(text)
    if relative is not None:
        return _relative(relative, _code(row, evidence.library, ""), evidence, due_year)
    if measure == "%" and not math.isnan(amount) and _IN_WORDS.search(text):
        return _from_base(_code(row, evidence.library, ""), due_year - 1, sign, 1 + amount / 100, 0.0, evidence)
    everywhere = _ALL_PLACES.search(text)
    if everywhere is not None and measure == "%":
        reached = _code(row, evidence.library, "")
        if reached and evidence.library.unit_of(reached) == "个":
            return Target(reached, float(everywhere["number"]), ">=", "个")
    code = _code(row, evidence.library, measure)
    if math.isnan(amount):
        return Target(code, math.nan, sign, measure, problem="no_target")
    said = f"{row.get('period') or ''}，{text}"
    if _SO_MANY.search(text):
        return Target(code, amount, sign or ">=", measure)
    if measure != "%" and _EACH_OTHER.search(said) and not _EACH.search(said):
        return Target(code, math.nan, sign, measure, problem="no_communities")  # nobody says how many there are
    if measure != "%" and _EACH.search(said):
        count = evidence.stated(_COMMUNITIES, due_year) or evidence.stated(_COMMUNITIES, due_year - 1)
        if len(count) != 1 or not count[0].is_exact:
            return Target(code, math.nan, sign, measure, problem="no_communities")
        return Target(code, amount * count[0].low, sign, measure, note="times_communities")
    return Target(code, amount, sign or ">=", measure)


def check_targets(
    commitments: pd.DataFrame,
    records: pd.DataFrame,
    office: str,
    *,
    measures: pd.DataFrame | None = None,
    library: Library | None = None,
    alpha: float = 0.05,
) -> pd.DataFrame:
    """Check promises before they are signed: is there a figure, where does it stand now, could meeting it be luck.

    Parameters
    ----------
    commitments : DataFrame
        Promises with the columns of a report's commitments (indicator, text, target, comparison, measure, period,
        due_year).
    records, office, measures, library, alpha
        As in `lawstats.judging.claims.test_claims`.

    Returns
    -------
    DataFrame
        The commitments with `TARGET_COLUMNS`: the figure meant, the latest baseline before the due year, the target in
        numbers, `testable` (whether next year can tell if it was met and that this was no luck), `reason` when not
        (no_target, no_figure, no_base, no_communities, inside_chance), and what `lawstats.judging.standing.Standing`
        says: the counts that would be a clear change, the best year on record, whether the target is within its reach.

    Examples
    --------
    >>> day = pd.Timestamp
    >>> from lawstats.records import COLUMNS
    >>> year = day(2024, 1, 1), day(2024, 12, 31)
    >>> rows = [["甲街道", 2024, "disputes_mediated", 73.0, 73.0, 73.0, "exact", "件", *year, "2024年报告", "", "第1句",
    ...          "化解73件"]]
    >>> promise = {"indicator": "disputes_mediated", "text": "调解纠纷比上年减少5%", "target": float("nan")}
    >>> promise = pd.DataFrame([{**promise, "comparison": "", "measure": "", "period": "", "due_year": 2025}])
    >>> found = check_targets(promise, pd.DataFrame(rows, columns=COLUMNS), "甲街道")
    >>> found[["baseline", "testable", "reason", "detect_fall"]].values.tolist()
    [[73.0, False, 'inside_chance', 43.0]]
    """
    library = load_claims() if library is None else library
    evidence = Evidence(records, office, library, measures)
    rows = []
    for row in commitments.to_dict("records"):
        promise = {str(key): value for key, value in row.items()}
        due_year = int(str(promise["due_year"]))
        target = read_target(promise, evidence, due_year)
        rows.append({**promise, **_checked(target, evidence, due_year, alpha)})
    columns = list(dict.fromkeys((*commitments.columns, *TARGET_COLUMNS)))
    return pd.DataFrame(rows, columns=columns)


def _checked(target: Target, evidence: Evidence, due_year: int, alpha: float) -> dict[str, object]:
    code, library = target.code, evidence.library
    now = stand(evidence, code, target.comparison, target.at, due_year - 1, alpha)
    reason = target.problem if target.problem != "approximate_base" else now.reason
    if not reason:
        # Without a baseline next year still tells whether the target was met, if there is a figure at all.
        reason = "no_figure" if not code else now.reason if now.reason == "inside_chance" else ""
    return {
        "indicator": code,
        "name": library.name_of(code) if code else "",
        "base_year": now.base_year,
        "baseline": now.baseline,
        "baseline_low": now.baseline_low,
        "baseline_high": now.baseline_high,
        "comparison": target.comparison,
        "target": target.amount,
        "testable": reason == "",
        "reason": reason,
        "detect_fall": now.detect_fall,
        "detect_rise": now.detect_rise,
        "best": now.best,
        "best_year": now.best_year,
        "reachable": now.reachable,
    }


def _code(row: dict[str, object], library: Library, measure: str) -> str:
    """Return the figure a promise is about: one its words name, in its unit, else the indicator it was read as."""
    for code in library.names_of(str(row["text"])):
        if not measure or (library.unit_of(code) == "%") == (measure == "%"):
            return code
    indicator = str(row.get("indicator") or "")
    return "" if indicator.startswith("other:") else indicator


def _relative(found: re.Match[str], code: str, evidence: Evidence, due_year: int) -> Target:
    named = found["base"] or ""  # 同比 names none
    base_year = int(named[:4]) if named[:1].isdigit() else due_year - 1
    sign = "<=" if found["way"] in _DOWN else ">="
    change = float(found["number"]) * (-1 if sign == "<=" else 1)
    if found["unit"] in ("%", "％"):
        return _from_base(code, base_year, sign, 1 + change / 100, 0.0, evidence)
    figures = evidence.stated(code, base_year) if code else ()
    if len(figures) == 1 and not figures[0].measure.startswith(found["scale"] or "-"):
        change *= _SCALES[found["scale"]]  # a figure kept in 万元 grows by so many of these
    return _from_base(code, base_year, sign, 1.0, change, evidence)


def _from_base(code: str, base_year: int, sign: str, factor: float, shift: float, evidence: Evidence) -> Target:
    """Work out what is so many times the figure of a year, and so much more."""
    figures = evidence.stated(code, base_year) if code else ()
    measure = evidence.library.unit_of(code) if code else ""
    if len(figures) != 1:
        return Target(code, math.nan, sign, measure, problem="no_base" if code else "no_target")
    base = figures[0]
    asked = Target(code, math.nan, sign, measure or base.measure, base, factor=factor, shift=shift)
    if not base.is_exact:
        return replace(asked, problem="approximate_base")
    return replace(asked, amount=asked.at(base.value))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else math.nan
