"""The verdict rules, in their order: what may be said of two years, given counts, exposures and dispersion.

1 not testable by kind -> 不作检验 · 2 something missing or the total too small -> 数据不足 · 3 significant at the known
dispersion (at 2 when unknown) -> 明显, or 小幅 below 10 % (5 points) · 4 significant at dispersion 1 only -> 可能 ·
5 undecided by an approximate count -> 无法判断 · 6 shown to be alike -> 基本持平 · 7 otherwise -> 未见明显变化.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from lawstats.judging.boxes import Box
from lawstats.judging.detectable import detectable_counts, least_attainable_p
from lawstats.judging.dispersion import alpha_eff, p_of_score
from lawstats.judging.proportions import proportion_difference_ci
from lawstats.judging.several import adjust_pvalues

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Verdict", "judge"]


class Verdict(StrEnum):
    """Every word a comparison of two years may end in."""

    NOT_TESTED = "不作检验"
    INSUFFICIENT = "数据不足"
    CLEAR_RISE = "明显上升"
    CLEAR_FALL = "明显下降"
    SMALL_RISE = "小幅上升"
    SMALL_FALL = "小幅下降"
    LIKELY_RISE = "可能上升"
    LIKELY_FALL = "可能下降"
    UNDECIDED = "无法判断"
    LEVEL = "基本持平"
    NO_CHANGE_SEEN = "未见明显变化"


#: Assumed where the dispersion is unknown: "still significant if the variance were double".
_DOUBLE = 2.0
#: Least change of a rate per exposure, and of a proportion in points, that is called clear.
_LEAST_CHANGE, _LEAST_POINTS = 0.10, 5
#: Alike means that the 90 % interval of the ratio lies within these.
_ALIKE_LOW, _ALIKE_HIGH, _ALIKE_ALPHA = 0.80, 1.25, 0.10
#: Reasons that come from the kind of an indicator: its change is a fact or a decision, and is not tested.
_GATED = ("planned", "stock", "bulk", "unknown_kind")


def judge(cases: pd.DataFrame, *, alpha: float = 0.05) -> pd.DataFrame:
    """Judge comparisons by the rules, with Holm's correction inside each family.

    Parameters
    ----------
    cases : DataFrame
        A row a comparison. `family` (one report), `kind`, `reason` (why it cannot be judged, or ""), `phi` and `phi_df`
        (NaN when unknown). Counts: `now_low`, `now_high`, `before_low`, `before_high` and the exposures `t1_low`,
        `t1_high`, `t0_low`, `t0_high`. Rates: numerators in `now_low`, `before_low`, denominators in `n1`, `n0`.
    alpha : float, default 0.05
        Chance of any false claim in a family.

    Returns
    -------
    DataFrame
        The same rows with `verdict`, `reason`, `p_value` (unadjusted, phi = 1), `p_adjusted`, `phi_break`, `ratio`,
        `ci_low`, `ci_high` (rates: difference in points), `alike_low`, `alike_high` (the 90 % interval of the ratio),
        `detect_fall`, `detect_rise`, `tests` (size of the family) and `method`.
    """
    cases = cases.assign(
        weak=cases["phi"].fillna(1.0), strict=cases["phi"].fillna(_DOUBLE), df=cases["phi_df"].fillna(np.inf)
    )
    testable = cases["reason"] == ""
    rate = cases["kind"] == "rate"
    measured = pd.concat(
        [_measure_counts(cases[testable & ~rate], alpha), _measure_rates(cases[testable & rate], alpha)]
    )
    reasons = measured.pop("reason").reindex(cases.index).fillna(cases["reason"])
    judged = cases.assign(reason=reasons, **{str(name): values for name, values in measured.items()})
    judged["method"] = judged["method"].fillna("")
    return _decide(judged.assign(**_corrected(judged, alpha)), alpha)


def _corrected(judged: pd.DataFrame, alpha: float) -> dict[str, NDArray[np.float64] | NDArray[np.int64]]:
    """Adjust p-values inside each family, at the known dispersion or 1 and at the strict one."""
    scores, weak, strict = judged["score"].to_numpy(), _at(judged, "weak"), _at(judged, "strict")
    adjusted, adjusted_strict, lost = (np.full(len(judged), np.nan) for _ in range(3))
    tests = np.zeros(len(judged), dtype=np.int64)
    for rows in judged.groupby("family", sort=False).indices.values():
        adjusted[rows], adjusted_strict[rows] = adjust_pvalues(weak[rows]), adjust_pvalues(strict[rows])
        lost[rows] = _break(scores[rows], alpha)
        tests[rows] = np.sum(~np.isnan(scores[rows]))
    lost[judged["phi"].notna()] = np.nan
    return {"p_adjusted": adjusted, "p_strict": adjusted_strict, "phi_break": lost, "tests": tests}


def _measure_counts(cases: pd.DataFrame, alpha: float) -> pd.DataFrame:
    box = Box.of(
        cases["now_low"],
        cases["now_high"],
        cases["before_low"],
        cases["before_high"],
        cases["t1_low"],
        cases["t0_low"],
        exposure_now_high=cases["t1_high"],
        exposure_before_high=cases["t0_high"],
    )
    total = box.now_high + box.before_high
    small = alpha <= np.minimum(
        least_attainable_p(total, box.exposure_now_low, box.exposure_before_high),
        least_attainable_p(total, box.exposure_now_high, box.exposure_before_low),
    )
    interval = box.ratio_ci(alpha, cases["weak"], cases["df"])
    alike = box.ratio_ci(_ALIKE_ALPHA, cases["strict"], cases["df"])
    known_before = (box.before_low == box.before_high) & (cases["t1_low"] == cases["t1_high"]).to_numpy()
    known_before &= (cases["t0_low"] == cases["t0_high"]).to_numpy()
    detectable = detectable_counts(
        np.where(known_before, box.before_low, 0.0),
        box.exposure_now_low,
        box.exposure_before_low,
        alpha=alpha,
        phi=cases["strict"],
        df=cases["df"],
        minimum_change=_LEAST_CHANGE,
    )
    found = {
        "p_value": box.p_value(),
        "score": box.score(),
        "most_score": box.most_score(),
        "ratio": interval.estimate,
        "ci_low": interval.ci_low,
        "ci_high": interval.ci_high,
        "alike_low": alike.ci_low,
        "alike_high": alike.ci_high,
        "detect_fall": np.where(known_before, detectable.fall, np.nan),
        "detect_rise": np.where(known_before, detectable.rise, np.nan),
    }
    measured = pd.DataFrame(found, index=cases.index).mask(pd.Series(small, index=cases.index))
    reason = np.where(small, np.where(total == 0, "both_zero", "small_total"), "")
    return measured.assign(reason=reason, method=np.where(small, "", "conditional exact mid-P"))


def _measure_rates(cases: pd.DataFrame, alpha: float) -> pd.DataFrame:
    n1, n0 = cases["n1"], cases["n0"]
    # The most that these denominators could show is all against none.
    small = np.asarray(proportion_difference_ci(n1, n1, 0 * n0, n0).p_value) >= alpha
    level = alpha_eff(cases["weak"], alpha, cases["df"])
    found = proportion_difference_ci(cases["now_low"], n1, cases["before_low"], n0, level)
    ends = {"ci_low": 100 * np.asarray(found.ci_low), "ci_high": 100 * np.asarray(found.ci_high)}
    score = -special.ndtri(np.asarray(found.p_value) / 2)
    scores = {"p_value": found.p_value, "score": score, "most_score": score}
    measured = pd.DataFrame(scores | ends, index=cases.index)
    measured = measured.mask(pd.Series(small, index=cases.index))
    return measured.assign(reason=np.where(small, "small_total", ""), method=np.where(small, "", found.method))


def _at(cases: pd.DataFrame, phi: str, score: str = "score") -> NDArray[np.float64]:
    """Return the p-values of a column of scores at the dispersion of another."""
    return np.asarray(p_of_score(cases[score].to_numpy(), cases[phi].to_numpy(), cases["df"].to_numpy()))


def _break(scores: NDArray[np.float64], alpha: float) -> NDArray[np.float64]:
    """Return the common dispersion at which each claim would be lost: at its own step of Holm or at one before it."""
    found = np.full(scores.size, np.nan)
    made = np.flatnonzero(~np.isnan(scores))
    order = made[np.argsort(-scores[made], kind="stable")]
    needed = -special.ndtri(alpha / (made.size - np.arange(made.size)) / 2)
    found[order] = np.minimum.accumulate((scores[order] / needed) ** 2)
    return found


def _decide(judged: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Apply rules 1 to 7: the first that holds."""
    tested = judged["p_value"].notna()
    risen, large = _direction(judged)
    clear = tested & (judged["p_strict"] < alpha)
    likely = tested & judged["phi"].isna() & (judged["p_adjusted"] < alpha)
    approximate = tested & (judged["kind"] != "rate") & ~_is_point(judged)
    open_end = approximate & (np.isposinf(judged["now_high"]) | np.isposinf(judged["before_high"]))
    undecided = approximate & (_at(judged, "weak", "most_score") < alpha)
    alike = (judged["alike_low"] > _ALIKE_LOW) & (judged["alike_high"] < _ALIKE_HIGH)
    alone = tested & (_at(judged, "weak") < alpha)
    gated = judged["reason"].isin(_GATED)
    rules: list[tuple[pd.Series[bool], Verdict, str | None]] = [
        (gated, Verdict.NOT_TESTED, None),
        (~tested, Verdict.INSUFFICIENT, None),
        (clear & large & risen, Verdict.CLEAR_RISE, ""),
        (clear & large, Verdict.CLEAR_FALL, ""),
        (clear & risen, Verdict.SMALL_RISE, "small_change"),
        (clear, Verdict.SMALL_FALL, "small_change"),
        (likely & risen, Verdict.LIKELY_RISE, "phi_unknown"),
        (likely, Verdict.LIKELY_FALL, "phi_unknown"),
        (open_end, Verdict.UNDECIDED, "open_end"),
        (undecided, Verdict.UNDECIDED, "approximate"),
        (alike, Verdict.LEVEL, "alike"),
        (alone, Verdict.NO_CHANGE_SEEN, "lost_to_holm"),
        (tested, Verdict.NO_CHANGE_SEEN, "within_chance"),
    ]
    first = np.argmax(np.column_stack([condition.to_numpy() for condition, _, _ in rules]), axis=1)
    words = [rules[rule][1].value for rule in first]
    reasons = [
        judged["reason"].iloc[row] if rules[rule][2] is None else rules[rule][2] for row, rule in enumerate(first)
    ]
    return judged.assign(verdict=words, reason=reasons)


def _is_point(judged: pd.DataFrame) -> pd.Series[bool]:
    exact = (judged["now_low"] == judged["now_high"]) & (judged["before_low"] == judged["before_high"])
    return exact & (judged["t1_low"] == judged["t1_high"]) & (judged["t0_low"] == judged["t0_high"])


def _direction(judged: pd.DataFrame) -> tuple[pd.Series[bool], pd.Series[bool]]:
    """Return whether the least favourable reading still rises, and whether the change is large by every reading."""
    rate = judged["kind"] == "rate"
    up_now, up_before = judged["now_low"] * judged["t0_low"], judged["before_high"] * judged["t1_high"]
    down_now, down_before = judged["now_high"] * judged["t0_high"], judged["before_low"] * judged["t1_low"]
    # Cross products of whole numbers: exactly 10 % counts as 10 %.
    large_rise, large_fall = 10 * up_now >= 11 * up_before, 10 * down_now <= 9 * down_before
    points = 100 * (judged["now_low"] * judged["n0"] - judged["before_low"] * judged["n1"])
    risen = (up_now > up_before).where(~rate, points > 0)
    large = large_rise.where(risen, large_fall).where(
        ~rate, points.abs() >= _LEAST_POINTS * judged["n1"] * judged["n0"]
    )
    return risen, large
