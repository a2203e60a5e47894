"""Several offices: differences beyond chance, the funnel, and how rarely it cries wolf."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lawstats.judging.units import funnel_limits, funnel_line, homogeneity


def test_equals_pearson() -> None:
    counts, exposures = [41, 12, 25, 8], np.array([21, 11, 14, 9])
    expected = 86 * exposures / exposures.sum()
    theirs = stats.chisquare(counts, expected)
    found = homogeneity(counts, exposures)
    assert (found.chi2, found.p_value, found.df) == pytest.approx((theirs.statistic, theirs.pvalue, 3))
    assert found.dispersion == pytest.approx(found.chi2 / 3)


def test_few_events_are_simulated_and_repeatable() -> None:
    found = homogeneity([0, 3, 1, 2])
    assert "simulated" in found.method
    assert found.p_value == homogeneity([0, 3, 1, 2]).p_value
    # By enumeration of all 4**6 ways to place six events, with the statistic of this table or more.
    ways = np.array(np.meshgrid(*[range(4)] * 6)).reshape(6, -1)
    counts = np.stack([(ways == unit).sum(axis=0) for unit in range(4)])
    exact = (((counts - 1.5) ** 2 / 1.5).sum(axis=0) >= found.chi2 - 1e-9).mean()
    assert found.p_value == pytest.approx(exact, abs=0.012)


def test_no_event_at_all() -> None:
    assert homogeneity([0, 0, 0]).p_value == 1.0
    with pytest.raises(ValueError, match="all 0"):
        funnel_limits([0, 0, 0])


def test_flags_and_their_sides() -> None:
    found = funnel_limits([60, 30, 30, 30, 5, 30])
    assert found.flag.tolist() == ["high_998", "inside", "inside", "inside", "low_998", "inside"]
    assert found.expected.sum() == pytest.approx(185)
    assert found.ratio[0] == pytest.approx(60 / (185 / 6))


def test_dispersion_widens_the_limits() -> None:
    counts = [60, 30, 30, 30, 30, 30]
    assert funnel_limits(counts).flag[0] == "high_998"
    assert funnel_limits(counts, phi=4).flag[0] == "inside"


def test_line_points_lie_on_the_line() -> None:
    line = funnel_line([0, 1, 20])
    assert line.expected_upper_95[0] == 0
    at = funnel_limits([20, 1000], [line.expected_lower_95[2] * 1.0001, 1020 - line.expected_lower_95[2] * 1.0001])
    assert at.flag[0] == "low_95"


def test_eight_equal_units_are_rarely_called_out() -> None:
    drawn = np.random.default_rng(2).multinomial(160, [1 / 8] * 8, size=800)
    flags = np.array([funnel_limits(row).flag for row in drawn])
    outer = np.isin(flags, ["high_998", "low_998"]).any(axis=1).mean()
    inner = (flags != "inside").any(axis=1).mean()
    assert outer < 0.02
    assert 0.10 < inner < 0.25


@pytest.mark.parametrize(
    ("counts", "exposures", "said"),
    [
        ([3], None, "at least 2"),
        ([3, 4], [1], "1 values where 2"),
        ([3, -4], None, r"counts\[1\]"),
        ([[1, 2]], None, "flat"),
    ],
)
def test_bad_input_is_named(counts: list[int], exposures: list[int] | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        homogeneity(counts, exposures)
