"""Monthly counts: limits, seasons, and the same months of two years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lawstats.judging.months import same_months, seasonality, xmr_limits

TWELVE = [6, 8, 5, 9, 7, 6, 10, 4, 7, 8, 6, 5]


class TestLimits:
    def test_values_of_nhsrplotthedots(self) -> None:
        # R 4.2.2, NHSRplotthedots 0.2.2 ptd_spc_standard(screen_outliers = TRUE); it does not cut the lower limit.
        found = xmr_limits(TWELVE, floor=-np.inf)
        assert (found.mean, found.lower, found.upper) == pytest.approx((6.75, -0.262727272727273, 13.7627272727273))
        assert xmr_limits(TWELVE).lower == 0
        assert not found.outside.any()

    def test_one_wild_month_does_not_widen_the_limits(self) -> None:
        wild = [*TWELVE, 60, *TWELVE]
        screened, plain = xmr_limits(wild), xmr_limits(wild, screen_outliers=False)
        assert screened.upper < plain.upper
        assert screened.outside.tolist().count(True) == 1
        assert screened.outside[12]

    def test_screening_that_would_leave_nothing_is_not_done(self) -> None:
        found = xmr_limits([5] * 11 + [6])
        assert found.upper > found.mean
        assert found.upper == xmr_limits([5] * 11 + [6], screen_outliers=False).upper

    @pytest.mark.parametrize(
        ("values", "advice"), [(TWELVE, "trial"), (TWELVE * 2, "firm"), ([1, 0, 2] * 8, "use_quarters")]
    )
    def test_advice(self, values: list[int], advice: str) -> None:
        assert xmr_limits(values).advice == advice

    def test_eleven_points_are_refused(self) -> None:
        with pytest.raises(ValueError, match="11 points; control limits take at least 12"):
            xmr_limits(TWELVE[:11])


class TestSeasons:
    def test_even_months_show_none_and_a_peak_shows(self) -> None:
        level = np.full((3, 12), 8)
        assert seasonality(level).p_value > 0.9
        peaked = level.copy()
        peaked[:, 11] = 22
        found = seasonality(peaked)
        assert found.period == "month"
        assert found.p_value < 0.001

    def test_by_quarter_when_events_are_few_and_not_at_all_when_fewer(self) -> None:
        few = np.ones((2, 12), dtype=int)
        assert (seasonality(few).period, seasonality(few).df) == ("quarter", 3)
        rare = np.zeros((2, 12), dtype=int)
        rare[:, 3] = 5
        assert seasonality(rare).period == "too_few"
        assert seasonality([[9] * 12]).period == "too_few"  # one year cannot show a season

    def test_long_months_expect_more(self) -> None:
        days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
        assert seasonality(np.vstack([days * 100, days * 100])).chi2 < 10

    def test_a_year_has_12_months(self) -> None:
        with pytest.raises(ValueError, match="12 months"):
            seasonality([[1, 2, 3]])


class TestSameMonths:
    @staticmethod
    def monthly(**years: dict[int, int]) -> pd.DataFrame:
        rows = [(int(year[1:]), month, count) for year, of in years.items() for month, count in of.items()]
        return pd.DataFrame(rows, columns=["year", "month", "count"])

    def test_only_months_both_years_have(self) -> None:
        frame = self.monthly(y2023=dict.fromkeys(range(1, 13), 5), y2024={3: 9, 4: 8, 5: 7})
        found = same_months(frame, 2024)
        assert (found.months, found.count_now, found.count_before) == ("3,4,5", 24, 15)
        assert (found.days_now, found.days_before) == (92, 92)

    def test_january_and_february_go_together(self) -> None:
        frame = self.monthly(y2023={1: 5, 2: 9, 3: 4}, y2024={1: 9, 3: 6})
        assert same_months(frame, 2024).months == "3"
        both = self.monthly(y2023={1: 5, 2: 9, 3: 4}, y2024={1: 12, 2: 2, 3: 6})
        found = same_months(both, 2024)
        assert found.months == "1,2,3"
        assert found.df == 1  # the two months are one cell
        assert found.count_now == 20

    def test_leap_day_is_exposure(self) -> None:
        frame = self.monthly(y2023=dict.fromkeys((1, 2), 3), y2024=dict.fromkeys((1, 2), 3))
        found = same_months(frame, 2024)
        assert (found.days_now, found.days_before) == (60, 59)
        assert found.ratio == pytest.approx(59 / 60)

    def test_a_missing_month_is_not_zero(self) -> None:
        frame = self.monthly(y2023={3: 5, 4: 6}, y2024={4: 0})
        found = same_months(frame, 2024)
        assert (found.months, found.count_now) == ("4", 0)
        assert (found.dispersion, found.df) == (1.0, 0.0)

    @pytest.mark.parametrize(
        ("frame", "said"),
        [
            ([(2023, 3, 4), (2024, 5, 4)], "share no month"),
            ([(2023, 3, 4), (2024, 3, 4), (2024, 3, 5)], "each of 1 to 12 may stand once"),
            ([(2023, 3, 4), (2024, 13, 4)], "each of 1 to 12"),
            ([(2023, 3, 4), (2024, 3, -4)], "count of 2024"),
        ],
    )
    def test_bad_input_is_named(self, frame: list[tuple[int, int, int]], said: str) -> None:
        with pytest.raises(ValueError, match=said):
            same_months(pd.DataFrame(frame, columns=["year", "month", "count"]), 2024)
