"""Proportions against statsmodels, and the p-value against the interval it inverts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lawstats.judging.proportions import proportion_ci, proportion_difference_ci

CASES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None)
@given(CASES, st.sampled_from([0.002, 0.05]))
def test_wilson_equals_statsmodels(cases: tuple[int, int], alpha: float) -> None:
    assert tuple(proportion_ci(*cases, alpha)) == pytest.approx(
        proportion_confint(*cases, alpha=alpha, method="wilson"), abs=1e-12
    )


@settings(deadline=None)
@given(CASES, CASES)
def test_newcombe_equals_statsmodels(now: tuple[int, int], before: tuple[int, int]) -> None:
    found = proportion_difference_ci(*now, *before)
    theirs = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    assert (found.ci_low, found.ci_high) == pytest.approx(theirs, abs=1e-9)


def test_newcombe_1998_table_2() -> None:
    found = proportion_difference_ci(56, 70, 48, 80)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.0524, 0.3339), abs=6e-5)


@settings(deadline=None)
@given(CASES, CASES, st.sampled_from([0.05, 0.01]))
def test_significant_exactly_when_the_interval_leaves_out_0(
    now: tuple[int, int], before: tuple[int, int], alpha: float
) -> None:
    found = proportion_difference_ci(*now, *before, alpha)
    assume(abs(found.p_value - alpha) > 1e-9)
    assert (found.p_value < alpha) == (found.ci_low > 0 or found.ci_high < 0)


@settings(deadline=None)
@given(CASES, CASES)
def test_changing_the_years_about_changes_only_the_sign(now: tuple[int, int], before: tuple[int, int]) -> None:
    one, other = proportion_difference_ci(*now, *before), proportion_difference_ci(*before, *now)
    assert one.p_value == pytest.approx(other.p_value)
    assert one.ci_low == pytest.approx(-other.ci_high, abs=1e-12)


def test_all_and_none_stay_inside_0_and_1() -> None:
    low, high = proportion_ci([0, 10], 10)
    assert low[0] == 0
    assert high[1] == 1
    assert np.all((low >= 0) & (high <= 1))


def test_a_count_above_its_cases_is_refused() -> None:
    with pytest.raises(ValueError, match="count 11 exceeds nobs 10"):
        proportion_ci([3, 11], 10)
    with pytest.raises(ValueError, match="nobs: 0 is not above 0"):
        proportion_ci(0, 0)
