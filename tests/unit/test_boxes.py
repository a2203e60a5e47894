"""Approximate counts: a claim holds for every value the words admit, or is not made."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawstats.judging.boxes import Box, p_box
from lawstats.judging.rates import rate_ratio_test

ENDS = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted)


@settings(deadline=None)
@given(st.integers(0, 500), st.integers(0, 500), st.floats(0.2, 5))
def test_points_give_the_plain_test(now: int, before: int, exposure: float) -> None:
    assert p_box(now, now, before, before, exposure) == pytest.approx(
        rate_ratio_test(now, exposure, before, 1).p_value, rel=1e-9
    )


@settings(deadline=None)
@given(ENDS, ENDS, st.floats(0.3, 3), st.data())
def test_a_claim_holds_at_every_point_of_the_box(
    now: list[int], before: list[int], exposure: float, data: st.DataObject
) -> None:
    p = p_box(*now, *before, exposure)
    inside = rate_ratio_test(data.draw(st.integers(*now)), exposure, data.draw(st.integers(*before)), 1)
    assert inside.p_value <= p + 1e-12


@settings(deadline=None)
@given(ENDS, ENDS, st.sampled_from([0.05, 0.0056]))
def test_interval_and_test_agree_on_boxes_too(now: list[int], before: list[int], alpha: float) -> None:
    box = Box.of(*now, *before)
    low, high = box.ratio_ci(alpha)
    assert (box.p_value() < alpha) == (low > 1 or high < 1)


def test_interval_of_a_box_holds_that_of_every_corner() -> None:
    low, high = Box.of(120, 129, 60, 65).ratio_ci()
    for now in (120, 129):
        for before in (60, 65):
            corner = rate_ratio_test(now, 1, before, 1)
            assert low <= corner.ci_low <= corner.ci_high <= high


def test_an_open_end_never_supports_the_claim_against_it() -> None:
    assert p_box(10, np.inf, 60, 60) == 1.0  # "10件以上" may be any number: no fall
    assert p_box(60, 60, 10, np.inf) == 1.0
    assert p_box(200, np.inf, 60, 60) < 1e-10  # the rise holds from 200 on


def test_most_score_is_what_some_reading_would_give() -> None:
    box = Box.of(40_000, 49_999, 40_000, 49_999)
    assert box.p_value() == 1.0
    assert box.most_score() > 6
    assert Box.of(50, 52, 50, 52).most_score() < 0.5


def test_uncertain_exposure_widens_the_box() -> None:
    sharp = Box.of(60, 60, 40, 40, 1, 1)
    wide = Box.of(60, 60, 40, 40, 0.9, 0.9, exposure_now_high=1.1, exposure_before_high=1.1)
    assert wide.p_value() > sharp.p_value()
    assert wide.ratio_ci().ci_low < sharp.ratio_ci().ci_low
    assert bool(sharp.is_point)
    assert not bool(wide.is_point)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((5, 3, 1, 1), "changed about"),
        ((-1, 3, 1, 1), r"now_low: -1 is negative"),
        ((1, 2.5, 1, 1), r"now_high: 2.5 is not a whole number"),
        ((1, float("nan"), 1, 1), r"now_high: nan"),
    ],
)
def test_ends_are_checked(ends: tuple[float, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        p_box(*ends)
