"""One count, two counts: intervals, tests, and the properties that make them one method."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq
from statsmodels.stats.rates import confint_poisson

from lawstats.judging.detectable import detectable_counts, least_attainable_p
from lawstats.judging.dispersion import alpha_eff
from lawstats.judging.rates import poisson_ci, rate_ratio_ci, rate_ratio_test
from lawstats.judging.results import RateRatio

COUNTS = st.integers(0, 3000)
EXPOSURES = st.floats(0.01, 1e5)


class TestPoissonInterval:
    @pytest.mark.parametrize(
        ("count", "low", "high"),
        [
            # R 4.2.2 poisson.test; the row of 5 is also in the tables after Garwood 1936 (1.623, 11.668).
            (0, 0.0, 3.68887945411394),
            (5, 1.62348639011842, 11.6683320793227),
            (19, 11.4392411643667, 29.6708535715856),
            (40000, 39608.9552141347, 40393.9439882309),
        ],
    )
    def test_table_of_garwood(self, count: int, low: float, high: float) -> None:
        assert tuple(poisson_ci(count)) == pytest.approx((low, high), rel=1e-9)

    @settings(deadline=None)
    @given(COUNTS, EXPOSURES, st.sampled_from([0.002, 0.05, 0.1]))
    def test_equals_statsmodels_where_statsmodels_is_right(self, count: int, exposure: float, alpha: float) -> None:
        low, high = poisson_ci(count, exposure, alpha)
        theirs = confint_poisson(count, exposure, method="exact-c", alpha=alpha)
        assert (low, high) == pytest.approx(np.nan_to_num(theirs), rel=1e-9)

    def test_covers_at_least_its_level_everywhere(self) -> None:
        counts = np.arange(0, 400)
        low, high = poisson_ci(counts)
        for mean in np.geomspace(0.3, 200, 60):
            assert stats.poisson.pmf(counts[(low <= mean) & (mean <= high)], mean).sum() >= 0.95

    def test_shapes_broadcast(self) -> None:
        found = poisson_ci(np.arange(6).reshape(2, 3), [1, 2, 4])
        assert np.shape(found.ci_low) == (2, 3)
        assert isinstance(poisson_ci(3).ci_low, float)


class TestRateRatio:
    @pytest.mark.parametrize(
        ("now", "before", "ratio", "low", "high", "p"),
        [
            # R 4.2.2 exactci 1.4-5 poisson.exact(c(51, 73), tsmethod="central", midp=TRUE) and epitools
            # rateratio.midp, root tolerances tightened to 1e-15.
            (51, 73, 51 / 73, 0.486329022267526, 0.997913492922533, 0.0486621851458678),
            (98, 73, 98 / 73, 0.992161989657591, 1.82254657966669, 0.056303668068808),
            (0, 5, 0.0, 0.0, 0.820564203026079, 0.03125),
            (0, 4, 0.0, 0.0, 1.11474252688113, 0.0625),
            # By hand: five events all in the later of two equal years; low end p**5 = 0.05, odds p / (1 - p).
            (5, 0, np.inf, 0.05**0.2 / (1 - 0.05**0.2), np.inf, 1 / 32),
        ],
    )
    def test_known_values(self, now: int, before: int, ratio: float, low: float, high: float, p: float) -> None:
        found = rate_ratio_test(now, 1, before, 1)
        assert found.ratio == pytest.approx(ratio)
        assert (found.ci_low, found.ci_high) == pytest.approx((low, high), rel=1e-7)
        assert found.p_value == pytest.approx(p, rel=1e-8)

    def test_nothing_happened_in_either_year(self) -> None:
        found = rate_ratio_test(0, 1, 0, 1)
        assert found.p_value == 1
        assert np.isnan(found.ratio)
        assert (found.ci_low, found.ci_high) == (0, np.inf)

    @settings(deadline=None)
    @given(COUNTS, EXPOSURES, COUNTS, EXPOSURES, st.sampled_from([0.2, 0.05, 0.0056, 0.001]))
    def test_significant_exactly_when_the_interval_leaves_out_1(
        self, x1: int, t1: float, x0: int, t0: float, alpha: float
    ) -> None:
        found = rate_ratio_test(x1, t1, x0, t0, alpha=alpha)
        assume(abs(found.p_value - alpha) > 1e-9)
        assert (found.p_value < alpha) == (found.ci_low > 1 or found.ci_high < 1)

    @settings(deadline=None)
    @given(COUNTS, EXPOSURES, COUNTS, EXPOSURES)
    def test_changing_the_years_about_turns_the_ratio_over(self, x1: int, t1: float, x0: int, t0: float) -> None:
        one, other = rate_ratio_test(x1, t1, x0, t0), rate_ratio_test(x0, t0, x1, t1)
        assert one.p_value == pytest.approx(other.p_value, rel=1e-9)
        assert one.ci_low * other.ci_high == pytest.approx(1.0) or (one.ci_low, other.ci_high) == (0, np.inf)

    @settings(deadline=None)
    @given(COUNTS, EXPOSURES, COUNTS, EXPOSURES, st.floats(0.01, 100))
    def test_a_common_scale_of_exposure_changes_nothing(
        self, x1: int, t1: float, x0: int, t0: float, scale: float
    ) -> None:
        one, other = rate_ratio_test(x1, t1, x0, t0), rate_ratio_test(x1, t1 * scale, x0, t0 * scale)
        assert one.p_value == pytest.approx(other.p_value, rel=1e-6, abs=1e-300)
        assert one.ci_low == pytest.approx(other.ci_low, rel=1e-6)

    @settings(max_examples=50, deadline=None)
    @given(st.integers(1, 400), st.integers(1, 400), st.sampled_from([0.05, 0.001]))
    def test_interval_equals_a_scalar_root(self, x1: int, x0: int, alpha: float) -> None:
        n = x1 + x0

        def below(share: float) -> float:
            return float(stats.binom.cdf(x1 - 1, n, share) + stats.binom.pmf(x1, n, share) / 2)

        shares = [
            brentq(lambda p, level=level: below(p) - level, 0, 1, xtol=1e-14) for level in (1 - alpha / 2, alpha / 2)
        ]
        low, high = rate_ratio_ci(x1, 1, x0, 1, alpha=alpha)
        assert (low, high) == pytest.approx([p / (1 - p) for p in shares], rel=1e-8)

    def test_many_at_once_equal_one_by_one(self) -> None:
        rng = np.random.default_rng(5)
        x1, x0, t = rng.poisson(30, 200), rng.poisson(20, 200), rng.uniform(0.5, 2, 200)
        together = rate_ratio_test(x1, t, x0, 1)
        for i in range(200):
            alone = rate_ratio_test(x1[i], t[i], x0[i], 1)
            for name in ("ratio", "ci_low", "ci_high", "p_value"):
                assert np.isclose(getattr(together, name)[i], getattr(alone, name), rtol=1e-12, equal_nan=True)

    def test_far_tails_keep_their_digits(self) -> None:
        found = rate_ratio_test(50000, 1, 40000, 1)
        # R 4.2.2 poisson.test gives 4.503e-244 for the central test; the mid-P is a little smaller.
        assert 3e-244 < found.p_value < 4.503e-244
        assert rate_ratio_test(50000, 1, 40000, 1, midp=False).p_value == pytest.approx(4.5033771275e-244, rel=1e-7)

    def test_extreme_counts_and_levels_find_their_root(self) -> None:
        x1, x0 = np.meshgrid([0, 1, 2, 50, 10**4, 10**7], [0, 1, 3, 70, 10**5, 10**7])
        for alpha in (0.5, 0.05, 1e-6):
            found = rate_ratio_test(x1, 1, x0, 1, alpha=alpha)
            assert not np.isnan(found.ci_low).any()
            assert np.all((found.ci_low <= np.nan_to_num(found.ratio)) & (np.nan_to_num(found.ratio) <= found.ci_high))
            excluded = (found.ci_low > 1) | (found.ci_high < 1)
            assert np.array_equal(found.p_value < alpha, excluded)

    def test_one_sided_tests_share_the_tail(self) -> None:
        # Gu, Ng, Tang, Schucany 2008, example 1.
        found = {
            (side, midp): rate_ratio_test(60, 51477.5, 30, 54308.7, alternative=side, midp=midp).p_value
            for side in ("greater", "less")
            for midp in (True, False)
        }
        assert found["greater", False] == pytest.approx(0.000428, abs=6e-7)
        assert found["greater", True] == pytest.approx(0.000310, abs=6e-7)
        assert found["greater", True] + found["less", True] == pytest.approx(1.0)
        assert found["greater", False] + found["less", False] > 1

    def test_another_null_ratio(self) -> None:
        assert rate_ratio_test(40, 1, 20, 1, ratio=2).p_value > 0.9
        low, high = rate_ratio_ci(73, 1, 60, 1)
        assert rate_ratio_test(73, 1, 60, 1, ratio=low).p_value == pytest.approx(0.05, abs=1e-9)
        assert rate_ratio_test(73, 1, 60, 1, ratio=high).p_value == pytest.approx(0.05, abs=1e-9)


class TestDispersion:
    @settings(deadline=None)
    @given(st.integers(0, 400), st.integers(0, 400), st.floats(1, 60), st.sampled_from([8.0, np.inf]))
    def test_wider_is_the_lower_level(self, x1: int, x0: int, phi: float, df: float) -> None:
        wide = rate_ratio_ci(x1, 1, x0, 1, phi=phi, df=df)
        level = rate_ratio_ci(x1, 1, x0, 1, alpha=alpha_eff(phi, 0.05, df))
        assert tuple(wide) == pytest.approx(tuple(level), rel=1e-6)

    def test_levels_too_small_for_a_number(self) -> None:
        """Batches of 500 leaflets: the level of one leaflet is 1e-418, and the interval is still that of 80 batches."""
        wide = rate_ratio_ci(41_000, 1, 40_000, 1, phi=500)
        batches = rate_ratio_ci(82, 1, 80, 1)
        assert tuple(wide) == pytest.approx(tuple(batches), rel=0.02)

    def test_no_step_where_the_search_changes(self) -> None:
        near, far = rate_ratio_ci(3000, 1, 2000, 1, phi=[234.28, 234.29]).ci_low  # z = 30 lies between
        assert near == pytest.approx(far, rel=2e-4)


class TestInput:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (([3, -2, 4], 1, 5, 1), r"count_now\[1\]: -2 is negative"),
            ((3, 1, [5, 2.5], 1), r"count_before\[1\]: 2.5 is not a whole number"),
            ((3, [1, 1, 0], 5, 1), r"exposure_now\[2\]: 0 is not above 0"),
            ((float("nan"), 1, 5, 1), r"count_now: nan is not a finite number"),
            ((3, 1, 5, float("inf")), r"exposure_before: inf is not a finite number"),
            (([[1, 2], [3, -1]], 1, 1, 1), r"count_now\[1, 1\]"),
            (([-1, -2, -3], 1, 1, 1), r"2 more like it"),
        ],
    )
    def test_says_which_element(self, arguments: tuple[object, ...], said: str) -> None:
        with pytest.raises(ValueError, match=said):
            rate_ratio_test(*arguments)

    def test_fractional_exposure_is_fine(self) -> None:
        assert rate_ratio_test(3, 0.5, 4, 2.25).p_value < 1

    @pytest.mark.parametrize("alpha", [0, 1, -0.1, float("nan")])
    def test_alpha_must_be_a_probability(self, alpha: float) -> None:
        with pytest.raises(ValueError, match="alpha"):
            poisson_ci(3, alpha=alpha)


class TestDetectable:
    #: statistics.md section 4: last year -> fall, rise at dispersion 1, fall, rise at dispersion 2 (None: no fall).
    TABLE = (
        (0, None, 5, None, 8),
        (2, None, 9, None, 13),
        (5, 0, 14, None, 19),
        (7, 1, 17, None, 22),
        (12, 4, 24, 1, 30),
        (19, 8, 34, 5, 41),
        (30, 16, 48, 12, 56),
        (50, 32, 72, 25, 82),
        (73, 51, 99, 43, 111),
        (100, 74, 130, 64, 144),
        (200, 162, 242, 148, 260),
        (1000, 914, 1090, 879, 1128),
    )

    @pytest.mark.parametrize("row", TABLE)
    def test_table(self, row: tuple[int, ...]) -> None:
        before, *expected = row
        plain, double = detectable_counts(before), detectable_counts(before, alpha=alpha_eff(2))
        found = [plain.fall, plain.rise, double.fall, double.rise]
        assert [None if np.isnan(x) else int(x) for x in found] == expected

    @settings(deadline=None)
    @given(st.integers(0, 2000), st.floats(0.2, 5), st.sampled_from([0.05, 0.0056]))
    def test_thresholds_are_the_first_that_carry_a_claim(self, before: int, exposure: float, alpha: float) -> None:
        found = detectable_counts(before, exposure, 1, alpha=alpha)

        def significant(now: float) -> bool:
            return rate_ratio_test(now, exposure, before, 1).p_value < alpha

        assert significant(found.rise)
        assert found.rise - 1 <= before * exposure or not significant(found.rise - 1)
        if np.isnan(found.fall):
            assert not significant(0) or before == 0
        else:
            assert significant(found.fall)
            assert not significant(found.fall + 1) or found.fall + 1 >= before * exposure

    def test_least_change_binds_for_large_counts(self) -> None:
        free, bound = detectable_counts(10_000), detectable_counts(10_000, minimum_change=0.1)
        assert free.rise < 11_000 == bound.rise
        assert free.fall > 9_000 == bound.fall
        assert detectable_counts(50, minimum_change=0.1).rise == detectable_counts(50).rise

    @settings(deadline=None)
    @given(st.integers(0, 40), st.floats(0.2, 5))
    def test_least_p_is_that_of_all_in_one_year(self, total: int, exposure: float) -> None:
        extreme = min(rate_ratio_test(total, exposure, 0, 1).p_value, rate_ratio_test(0, exposure, total, 1).p_value)
        assert least_attainable_p(total, exposure, 1) == pytest.approx(extreme)


class TestResult:
    def test_prints_as_a_table(self) -> None:
        found = RateRatio(1.5, 0.9, 2.5, 0.12)
        assert str(found).split() == [
            "ratio", "ci_low", "ci_high", "p_value", "method", "1.5", "0.9", "2.5", "0.12",
            "conditional", "exact", "mid-P",
        ]  # fmt: skip
        assert found._repr_html_().count("<td>") == 5

    def test_many_rows_are_counted_not_printed(self) -> None:
        text = str(rate_ratio_test(np.arange(50), 1, 3, 1))
        assert text.splitlines()[-1] == "... and 30 more"
        assert len(rate_ratio_test(np.arange(50), 1, 3, 1).to_frame()) == 50

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(AttributeError):
            rate_ratio_test(3, 1, 4, 1).p_value = 0.01  # type: ignore[misc]
