"""Dispersion: what it does to a p-value, how it is estimated, and several indicators at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from lawstats.judging.dispersion import (
    alpha_eff,
    estimate_dispersion,
    monthly_dispersion,
    p_with_phi,
    phi_break,
)
from lawstats.judging.several import adjust_pvalues

P = st.floats(1e-12, 1)


@settings(deadline=None)
@given(P, st.floats(0.5, 20), st.sampled_from([8.0, 20.0, np.inf]), st.sampled_from([0.05, 0.1]))
def test_two_ways_to_the_same_claim(p: float, phi: float, df: float, alpha: float) -> None:
    """Widening the p-value and lowering the level are one thing."""
    level = alpha_eff(phi, alpha, df)
    if abs(p - level) > 1e-9:
        assert (p_with_phi(p, phi, df) < alpha) == (p < level)


@settings(deadline=None)
@given(P)
def test_phi_break_is_where_the_result_is_lost(p: float) -> None:
    edge = phi_break(p)
    if edge > 0:
        assert p_with_phi(p, edge) == pytest.approx(0.05)


def test_levels_of_the_specification() -> None:
    assert [round(alpha_eff(phi), 4) for phi in (1, 2, 3)] == [0.05, 0.0056, 0.0007]
    assert p_with_phi(0.03, 1) == pytest.approx(0.03)
    assert phi_break(0.0) == np.inf
    assert np.isnan(p_with_phi([np.nan], 2)).all()


def test_few_degrees_of_freedom_cost_something() -> None:
    assert p_with_phi(0.04, 1, 8) > p_with_phi(0.04, 1, 20) > 0.04


def test_pooled_estimate_finds_the_dispersion_it_was_drawn_with() -> None:
    rng = np.random.default_rng(1)
    years = np.arange(2010, 2025)
    for phi in (1, 3):
        size = 40 / (phi - 1) if phi > 1 else 1e9
        drawn = rng.negative_binomial(size, size / (size + 40), (60, 15))
        found = estimate_dispersion((row, years, np.ones(15)) for row in drawn)
        assert found.phi == pytest.approx(phi, rel=0.2)
        assert found.df == 60 * 13
        assert found.usable


def test_series_that_say_nothing_are_skipped() -> None:
    short, rare = ([30, 60], [2023, 2024], [1, 1]), ([0, 1, 0, 2], [2021, 2022, 2023, 2024], [1] * 4)
    found = estimate_dispersion([short, rare])
    assert (found.phi, found.df, found.usable) == (1.0, 0.0, False)


def test_never_below_1() -> None:
    level = ([20, 20, 20, 20], [1, 2, 3, 4], [1] * 4)
    assert estimate_dispersion([level] * 5).phi == 1.0


def test_months_of_two_years() -> None:
    now, before = [4, 9, 0, 3], [2, 3, 0, 6]
    r = 16 / 11
    by_hand = sum((a - b * r) ** 2 / (r * (a + b)) for a, b in zip(now, before, strict=True) if a + b) / 2
    found = monthly_dispersion(now, before)
    assert found.phi == pytest.approx(max(1.0, by_hand))
    assert found.df == 2  # the empty month drops out
    with pytest.raises(ValueError, match="total of each year"):
        monthly_dispersion([1, 2], [0, 0])


def test_holm_equals_statsmodels() -> None:
    rng = np.random.default_rng(3)
    for size in (1, 2, 7, 40):
        p_values = np.round(rng.random(size) ** 3, 2)  # with ties and noughts
        assert adjust_pvalues(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


def test_tests_not_made_do_not_count() -> None:
    with_gap = adjust_pvalues([0.01, np.nan, 0.04])
    assert with_gap[[0, 2]] == pytest.approx(adjust_pvalues([0.01, 0.04]))
    assert np.isnan(with_gap[1])
    assert np.isnan(adjust_pvalues([np.nan, np.nan])).all()
    assert np.isnan(adjust_pvalues([np.nan, np.nan], "bh")).all()


def test_benjamini_hochberg_1995_section_4() -> None:
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
         1.0000]  # fmt: skip
    assert (adjust_pvalues(p, "bh") < 0.05).sum() == 4
    assert (adjust_pvalues(p, "holm") < 0.05).sum() == 3


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match=r"p_values\[1\]: 1.2 is not between 0 and 1"):
        adjust_pvalues([0.1, 1.2])
    with pytest.raises(ValueError, match="neither"):
        adjust_pvalues([0.1], "bonferroni")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="phi"):
        p_with_phi(0.05, 0)
