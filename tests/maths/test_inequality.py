from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.inequality import gini, gini_interval, mean_redrawn

COUNTS = st.lists(st.integers(1, 50), min_size=1, max_size=40)


def test_computed_by_hand() -> None:
    assert gini([1, 1, 1, 1]) == pytest.approx(0)
    assert gini([0, 0, 0, 1]) == pytest.approx(0.75)
    assert gini([1, 2, 3, 4]) == pytest.approx(0.25)
    assert gini([4, 1, 3, 2]) == pytest.approx(0.25)


@given(COUNTS)
def test_it_is_half_the_mean_difference_over_the_mean(values: list[int]) -> None:
    n, whole = len(values), sum(values)
    pairs = sum(abs(one - two) for one in values for two in values)
    assert gini(values) == pytest.approx(pairs / (2 * n * whole), abs=1e-9)


@given(COUNTS)
def test_intervals_lie_on_the_scale_and_are_the_same_every_time(values: list[int]) -> None:
    found = gini_interval(values, seed=3, draws=60)
    assert -1e-9 <= found.low <= found.high < 1
    assert gini_interval(values, seed=3, draws=60) == found
    around = mean_redrawn(values, seed=3, draws=60)
    assert min(values) - 1e-9 <= around.low <= around.high <= max(values) + 1e-9


def test_more_people_make_it_narrower() -> None:
    few, many = [1, 1, 2, 9] * 5, [1, 1, 2, 9] * 500
    wide, narrow = gini_interval(few), gini_interval(many)
    assert wide.high - wide.low > 5 * (narrow.high - narrow.low)
    assert narrow.low < gini(many) < narrow.high


def test_nothing_to_share_is_refused() -> None:
    for values in ([], [0, 0]):
        with pytest.raises(ValueError, match="nothing"):
            gini(values)
    with pytest.raises(ValueError, match="no values"):
        mean_redrawn([])
