"""Every statistic against values of other programs and papers, kept in ../shared (its README says whence)."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from lawstats.judging.lines import fit_log_line
from lawstats.judging.months import xmr_limits
from lawstats.judging.proportions import proportion_ci, proportion_difference_ci
from lawstats.judging.ranks import mann_kendall
from lawstats.judging.rates import poisson_ci, rate_ratio_ci, rate_ratio_test
from lawstats.judging.several import adjust_pvalues
from lawstats.judging.trends import poisson_trend_test, quasi_poisson_trend
from lawstats.judging.units import funnel_limits, funnel_line, homogeneity

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Values = dict[str, Any]
FLAGS = {
    "inside": "Not significant",
    "high_95": "High (0.025)",
    "high_998": "High (0.001)",
    "low_95": "Low (0.025)",
    "low_998": "Low (0.001)",
}


def _poisson(i: Values) -> Values:
    low, high = poisson_ci(i["count"], i["exposure"], i["alpha"])
    return {"ci_low": low, "ci_high": high}


def _rate_per(i: Values) -> Values:
    found = poisson_ci(i["count"], i["exposure"] / i["multiplier"], i["alpha"])
    return {"rate": found.estimate, "ci_low": found.ci_low, "ci_high": found.ci_high}


def _two(i: Values) -> tuple[float, float, float, float]:
    return i["count_now"], i["exposure_now"], i["count_before"], i["exposure_before"]


def _midp(i: Values) -> Values:
    found = rate_ratio_test(*_two(i), alpha=i["alpha"])
    return {"p_value": found.p_value, "ci_low": found.ci_low, "ci_high": found.ci_high}


def _central(i: Values) -> Values:
    found = rate_ratio_test(*_two(i), alpha=i["alpha"], midp=False)
    one_sided = {
        f"p_{side}": rate_ratio_test(*_two(i), alternative=side, midp=False).p_value for side in ("less", "greater")
    }
    return {"p_value": found.p_value, "ci_low": found.ci_low, "ci_high": found.ci_high, **one_sided}


def _one_sided(i: Values) -> Values:
    return {
        "p_greater_exact": rate_ratio_test(*_two(i), alternative="greater", midp=False).p_value,
        "p_greater_midp": rate_ratio_test(*_two(i), alternative="greater").p_value,
    }


def _wilson(i: Values) -> Values:
    low, high = proportion_ci(i["count"], i["nobs"], i["alpha"])
    return {"ci_low": low, "ci_high": high}


def _newcombe(i: Values) -> Values:
    found = proportion_difference_ci(i["count_now"], i["nobs_now"], i["count_before"], i["nobs_before"], i["alpha"])
    return {"difference": found.difference, "ci_low": found.ci_low, "ci_high": found.ci_high}


def _ranks(i: Values) -> Values:
    found = mann_kendall(i["values"])
    return {"S": found.s, "tau": found.tau, "p_value": found.p_value}


def _ranks_null(i: Values) -> Values:
    # An order of k values with this S: move the largest to the front until enough pairs are out of order.
    k, inversions = i["k"], (i["k"] * (i["k"] - 1) // 2 - i["S"]) // 2
    values = list(range(k))
    values.insert(k - 1 - inversions, values.pop())
    found = mann_kendall(values)
    assert found.s == i["S"]
    return {"p_one_sided": found.p_value / 2}


def _line(i: Values) -> Values:
    fit = fit_log_line(i["counts"], i["years"], i["exposures"])
    z = fit.log_slope / fit.se
    return {
        "log_slope": fit.log_slope,
        "se": fit.se,
        "z": z,
        "p_value": 2 * stats.norm.sf(abs(z)),
        "annual_ratio": math.exp(fit.log_slope),
        "deviance": fit.deviance,
        "pearson_chi2": fit.chi2,
        "df_resid": len(i["years"]) - 2,
    }


def _exact_trend(i: Values) -> Values:
    series = (i["counts"], i["years"], i["exposures"])
    return {
        "p_value": poisson_trend_test(*series).p_value,
        "p_value_central": poisson_trend_test(*series, midp=False).p_value,
    }


def _quasi(i: Values) -> Values:
    found = quasi_poisson_trend(i["counts"], i["years"], i["exposures"])
    return {name: getattr(found, name) for name in ("log_slope", "se", "t", "p_value", "dispersion", "df_resid")}


def _xmr(i: Values) -> Values:
    found = xmr_limits(i["values"], screen_outliers=i["screen_outliers"], floor=-np.inf)
    return {"mean": found.mean, "lower": found.lower, "upper": found.upper, "n_outside": int(found.outside.sum())}


def _funnel_line(i: Values) -> Values:
    return funnel_line([i["observed"]]).to_frame().iloc[0].to_dict()


def _funnel_of_expected(i: Values) -> Values:
    inner, outer = poisson_ci(i["expected"]), poisson_ci(i["expected"], alpha=0.002)
    ends = {"lower_95": inner.ci_low, "upper_95": inner.ci_high, "lower_998": outer.ci_low, "upper_998": outer.ci_high}
    return {name: end / i["expected"] for name, end in ends.items()}


def _homogeneity(i: Values) -> Values:
    found = homogeneity(i["counts"], i["exposures"])
    return {name: getattr(found, name) for name in ("chi2", "df", "p_value", "dispersion")}


def _rejections(i: Values) -> Values:
    p = np.array(i["p_values"])
    bh = adjust_pvalues(p, "bh")
    return {"bh": int((bh < i["alpha"]).sum()), "bonferroni": int((p * len(p) < i["alpha"]).sum())}


#: Method of the reference file -> how lawstats answers it.
ANSWERS: dict[str, Callable[[Values], Values]] = {
    "poisson_ci_exact": _poisson,
    "rate_ci_phe": _rate_per,
    "rate_ratio_midp": _midp,
    "rate_ratio_exact_central": _central,
    "rate_ratio_one_sided": _one_sided,
    "proportion_ci_wilson": _wilson,
    "proportion_difference_ci_newcombe": _newcombe,
    "mann_kendall_exact": _ranks,
    "mann_kendall_null": _ranks_null,
    "poisson_trend": _line,
    "poisson_trend_exact_midp": _exact_trend,
    "quasi_poisson_trend": _quasi,
    "theil_sen": lambda i: {"slope": mann_kendall(i["values"]).slope},
    "xmr_limits": _xmr,
    "funnel_flags": lambda i: {"flags": [FLAGS[flag] for flag in funnel_limits(i["counts"], i["exposures"]).flag]},
    "funnel_limits": _funnel_line,
    "funnel_limits_funnelplotr": _funnel_of_expected,
    "homogeneity_chi2": _homogeneity,
    "p_adjust_holm": lambda i: {"adjusted": adjust_pvalues(i["p_values"]).tolist()},
    "p_adjust_bh": lambda i: {"adjusted": adjust_pvalues(i["p_values"], "bh").tolist()},
    "rejections": _rejections,
}


@pytest.fixture(scope="module")
def entries(shared: Path) -> list[Values]:
    return json.loads((shared / "labelled" / "statistics.json").read_text(encoding="utf-8"))


def test_every_value_of_a_method_we_have_is_matched(entries: list[Values]) -> None:
    checked, wrong = 0, []
    for entry in entries:
        if entry["method"] not in ANSWERS:
            continue
        found = ANSWERS[entry["method"]](entry["inputs"])
        for name, expected in entry["expected"].items():
            checked += 1
            if not _agrees(found[name], expected, entry["tolerance"]):
                wrong.append(f"{entry['id']} {name}: {found[name]} where {entry['source']} has {expected}")
    assert not wrong, "\n".join(wrong)
    assert checked > 200


def test_only_cross_checks_of_other_methods_are_left_out(entries: list[Values]) -> None:
    left_out = {entry["method"] for entry in entries if entry["method"] not in ANSWERS}
    assert all(entry["role"] == "cross_check" for entry in entries if entry["method"] in left_out)


def test_neighbouring_methods_lie_where_they_should(entries: list[Values]) -> None:
    """Byar is close to Garwood from 10 events on, the score test to the exact trend, Wald to the mid-P interval."""
    for entry in entries:
        i, expected = entry["inputs"], entry["expected"]
        if entry["method"] == "poisson_ci_byar":
            low, high = poisson_ci(i["count"], 1, i["alpha"])
            # PHE's own bound for 95 %; at 99.8 % and 10 events Byar is coarser.
            width = 0.005 if i["alpha"] == 0.05 else 0.02
            assert low == pytest.approx(expected["ci_low"], rel=width)
            assert high == pytest.approx(expected["ci_high"], rel=width)
        elif entry["method"] == "poisson_trend_score":
            found = poisson_trend_test(i["counts"], i["years"], i["exposures"])
            assert found.p_value == pytest.approx(expected["p_value"], abs=0.01)
        elif entry["method"] == "poisson_ci_midp":
            low, high = poisson_ci(i["count"])
            assert low <= expected["ci_low"] <= expected["ci_high"] <= high
        elif entry["method"] == "rate_ratio_wald_log" and "ci_low" in expected:
            low, high = rate_ratio_ci(*_two(i))
            assert low == pytest.approx(expected["ci_low"], abs=0.05)
            assert high == pytest.approx(expected["ci_high"], abs=0.2)
        elif entry["method"] == "etest":
            found = rate_ratio_test(*_two(i))
            assert found.p_value == pytest.approx(expected["p_value"], abs=0.04)


def _agrees(found: Any, expected: Any, tolerance: dict[str, float]) -> bool:
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(lambda a, b: _agrees(a, b, tolerance), found, expected))
    if expected == "inf":
        return math.isinf(found)
    if isinstance(expected, str):
        return bool(found == expected)
    return math.isclose(found, expected, rel_tol=tolerance["rel"], abs_tol=tolerance["abs"])
