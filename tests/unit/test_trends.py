"""Trends in counts and in percentages: exact, against their own scatter, and by ranks."""

from __future__ import annotations

from itertools import permutations, product
from math import factorial

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from lawstats.judging.lines import fit_log_line
from lawstats.judging.ranks import mann_kendall
from lawstats.judging.rates import rate_ratio_test
from lawstats.judging.trends import poisson_trend_test, quasi_poisson_trend, trend_score

SERIES = st.lists(st.integers(0, 120), min_size=3, max_size=8).filter(lambda counts: sum(x > 0 for x in counts) > 1)


class TestExact:
    def test_two_years_are_the_two_year_test(self) -> None:
        trend = poisson_trend_test([51, 73], [2023, 2024], [1.2, 0.9])
        pair = rate_ratio_test(73, 0.9, 51, 1.2)
        for name, other in (("annual_ratio", "ratio"), ("ci_low", "ci_low"), ("ci_high", "ci_high")):
            assert getattr(trend, name) == pytest.approx(getattr(pair, other))
        assert trend.p_value == pytest.approx(pair.p_value)

    @settings(deadline=None)
    @given(st.integers(0, 60), st.integers(0, 60), st.floats(0.3, 3))
    def test_two_years_by_the_general_road(self, x0: int, x1: int, exposure: float) -> None:
        """The convolution, not the shortcut, gives the binomial mid-P as well."""
        score = trend_score([x0, x1], [2023, 2024], [1.0, exposure])
        p = rate_ratio_test(x1, exposure, x0, 1).p_value
        if p > 1e-9:
            assert 2 * stats.norm.sf(abs(score)) == pytest.approx(p, abs=1e-12)

    def test_every_outcome_counted_by_hand(self) -> None:
        # R 4.2.2, all multinomial outcomes with dmultinom: counts 1, 3, 5.
        assert poisson_trend_test([1, 3, 5], [0, 1, 2]).p_value == pytest.approx(0.108316821622724, rel=1e-12)
        exposures, observed = np.array([1.0, 2.0, 0.5]), 6
        share = exposures / exposures.sum()
        above = sum(
            np.prod(share[list(way)]) * (1.0 if sum(way) > observed else 0.5)
            for way in product(range(3), repeat=6)
            if sum(way) >= observed
        )
        assert stats.norm.sf(trend_score([1, 4, 1], [2022, 2023, 2024], exposures)) == pytest.approx(above)

    @settings(deadline=None, max_examples=40)
    @given(SERIES, st.sampled_from([0.05, 0.01]))
    def test_significant_exactly_when_the_interval_leaves_out_1(self, counts: list[int], alpha: float) -> None:
        found = poisson_trend_test(counts, range(len(counts)), alpha=alpha)
        if abs(found.p_value - alpha) > 1e-7:
            assert (found.p_value < alpha) == (found.ci_low > 1 or found.ci_high < 1)

    @settings(deadline=None, max_examples=40)
    @given(SERIES)
    def test_running_time_backwards_turns_the_ratio_over(self, counts: list[int]) -> None:
        forth = poisson_trend_test(counts, range(len(counts)))
        back = poisson_trend_test(counts[::-1], range(len(counts)))
        assert back.p_value == pytest.approx(forth.p_value, abs=1e-9)
        assert back.annual_ratio * forth.annual_ratio == pytest.approx(1.0, rel=1e-6)
        assert back.ci_low * forth.ci_high == pytest.approx(1.0, rel=1e-6)

    @settings(deadline=None, max_examples=25)
    @given(SERIES, st.floats(0.1, 50), st.integers(-3000, 3000))
    def test_scale_of_exposure_and_numbering_of_years_change_nothing(
        self, counts: list[int], scale: float, shift: int
    ) -> None:
        years = np.arange(len(counts))
        one = poisson_trend_test(counts, years)
        other = poisson_trend_test(counts, years + shift, np.full(len(counts), scale))
        assert one.p_value == pytest.approx(other.p_value, abs=1e-9)
        assert one.ci_high == pytest.approx(other.ci_high, rel=1e-6)

    def test_scores_go_on_where_the_exact_tail_ends(self) -> None:
        """Growing every count alike, the score grows with the root of the total, across the change of method."""
        scores = [trend_score(np.array([20, 26, 31, 44]) * n, range(4)) for n in (1, 2, 4, 8, 16, 64, 1024)]
        assert np.array(scores) / np.sqrt([1, 2, 4, 8, 16, 64, 1024]) == pytest.approx(scores[0], rel=0.03)
        assert trend_score([44, 31, 26, 20], range(4)) == pytest.approx(-scores[0])

    def test_gaps_between_years_count(self) -> None:
        assert (
            poisson_trend_test([20, 24, 40], [2020, 2021, 2024]).annual_ratio
            < poisson_trend_test([20, 24, 40], [2020, 2021, 2022]).annual_ratio
        )

    def test_nothing_ever_happened(self) -> None:
        found = poisson_trend_test([0, 0, 0], [1, 2, 3])
        assert found.p_value == 1
        assert (found.ci_low, found.ci_high) == (0, np.inf)

    def test_all_in_the_last_year_leaves_one_end_open(self) -> None:
        found = poisson_trend_test([0, 0, 0, 4], [0, 1, 2, 4])
        assert found.p_value == pytest.approx(4.0**-4)
        assert found.ci_high == np.inf
        assert found.ci_low > 1

    def test_size_and_growth_of_large_counts(self) -> None:
        """The normal limit takes over smoothly from the exact distribution."""
        years = [1, 2, 3, 4]
        exact = poisson_trend_test([20_000, 20_100, 20_200, 20_300], years)
        limit = poisson_trend_test([200_000, 201_000, 202_000, 203_000], years)
        line = fit_log_line([20_000, 20_100, 20_200, 20_300], years)
        assert exact.p_value == pytest.approx(2 * stats.norm.sf(line.log_slope / line.se), rel=0.01)
        assert limit.annual_ratio == pytest.approx(exact.annual_ratio)
        assert limit.p_value < exact.p_value


class TestQuasiPoisson:
    @settings(deadline=None, max_examples=30)
    @given(SERIES.filter(lambda counts: len(counts) >= 4 and min(counts) > 0 and len(set(counts)) > 2))
    def test_equals_statsmodels(self, counts: list[int]) -> None:
        years = np.arange(len(counts)) * 1.0
        exposures = 1 + 0.1 * np.arange(len(counts))
        found = quasi_poisson_trend(counts, years, exposures)
        theirs = sm.GLM(
            counts, sm.add_constant(years - years.mean()), family=sm.families.Poisson(), offset=np.log(exposures)
        ).fit(scale="X2", use_t=True, tol=1e-12)
        assert found.log_slope == pytest.approx(theirs.params[1], rel=1e-6, abs=1e-9)
        assert found.dispersion == pytest.approx(theirs.scale, rel=1e-5)
        assert found.p_value == pytest.approx(theirs.pvalues[1], rel=1e-4, abs=1e-9)

    def test_values_of_r(self) -> None:
        # R 4.2.2 summary(glm(..., quasipoisson)).
        found = quasi_poisson_trend([40000, 42500, 41000, 50000, 52000], range(2019, 2024))
        assert found.log_slope == pytest.approx(0.0699929451178666, rel=1e-8)
        assert found.t == pytest.approx(3.84501616884328, rel=1e-6)
        assert found.p_value == pytest.approx(0.031044309663876, rel=1e-6)
        assert found.dispersion == pytest.approx(148.500352611492, rel=1e-6)

    def test_many_series_equal_one_by_one(self) -> None:
        rng = np.random.default_rng(4)
        counts = rng.poisson(15, (40, 6))
        together = quasi_poisson_trend(counts, range(6))
        for i, row in enumerate(counts):
            alone = quasi_poisson_trend(row, range(6))
            assert together.p_value[i] == pytest.approx(alone.p_value, rel=1e-9)
            assert together.ci_high[i] == pytest.approx(alone.ci_high, rel=1e-9)

    @pytest.mark.parametrize("counts", [[0, 0, 0], [0, 7, 0], [0, 0, 9], [4, 4, 4]])
    def test_nothing_to_fit(self, counts: list[int]) -> None:
        assert quasi_poisson_trend(counts, [1, 2, 3]).p_value == 1

    def test_scatter_weakens_what_poisson_noise_alone_would_claim(self) -> None:
        wild, years = [20, 75, 30, 90, 45, 110], range(6)
        assert poisson_trend_test(wild, years).p_value < 1e-6
        assert quasi_poisson_trend(wild, years).p_value > 0.05

    def test_too_few_years(self) -> None:
        with pytest.raises(ValueError, match="2 years; this takes at least 3"):
            quasi_poisson_trend([3, 4], [1, 2])


class TestRanks:
    @pytest.mark.parametrize("k", [3, 4, 5, 6])
    def test_smallest_p_is_2_over_k_factorial(self, k: int) -> None:
        assert mann_kendall(range(k)).p_value == pytest.approx(2 / factorial(k))

    @settings(deadline=None, max_examples=30)
    @given(st.lists(st.integers(0, 4), min_size=2, max_size=6))
    def test_every_order_counted(self, values: list[int]) -> None:
        def s(order: tuple[int, ...]) -> int:
            return sum(int(np.sign(b - a)) for i, a in enumerate(order) for b in order[i + 1 :])

        found = mann_kendall(values)
        every = [s(order) for order in permutations(values)]
        tails = [np.mean([other >= found.s for other in every]), np.mean([other <= found.s for other in every])]
        assert found.p_value == pytest.approx(min(1.0, 2 * min(tails)))

    def test_equals_scipy_without_ties(self) -> None:
        values = [30, 26, 40, 38, 51, 47, 60, 44, 71, 73]
        theirs = stats.kendalltau(range(10), values, method="exact")
        found = mann_kendall(values)
        assert (found.tau, found.p_value) == pytest.approx((theirs.statistic, theirs.pvalue))
        assert found.s == 33

    def test_ties_and_long_series(self) -> None:
        values = [round(90 + i / 4) for i in range(40)]
        found = mann_kendall(values)
        assert found.p_value < 1e-15
        assert found.tau == pytest.approx(stats.kendalltau(range(40), values).statistic)

    def test_slope_uses_the_years(self) -> None:
        assert mann_kendall([90, 91, 96], [2020, 2021, 2024]).slope == pytest.approx(1.5)
        assert mann_kendall([96, 90, 91], [2024, 2020, 2021]).s == 3

    def test_all_equal(self) -> None:
        assert mann_kendall([95, 95, 95, 95, 95]).p_value == 1.0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: poisson_trend_test([1, 2], [2024, 2024]), "not different whole numbers"),
        (lambda: poisson_trend_test([1, 2, 3], [2022, 2023]), "2 values where 3"),
        (lambda: poisson_trend_test([1, -2, 3], [1, 2, 3]), r"counts\[1\]"),
        (lambda: poisson_trend_test([1, 2, 3], [1, 2, 3], [1, 0, 1]), r"exposures\[1\]"),
        (lambda: poisson_trend_test([1, 2, 3], [1, 2.5, 3]), "not different whole numbers"),
        (lambda: mann_kendall([1]), "at least 2"),
        (lambda: mann_kendall([1, float("nan")]), r"values\[1\]"),
    ],
)
def test_bad_input_is_named(call: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call()  # type: ignore[operator]
