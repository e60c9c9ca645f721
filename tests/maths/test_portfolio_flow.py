"""Little's law, quartiles, averages of what is in progress, and the published attrition curves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.portfolio_flow import CURVES, ageing, flow, in_progress, little, spread


def test_two_hundred_projects_in_two_years_at_nine_months_are_seventy_five() -> None:
    assert little(200 / 24, 9) == pytest.approx(75)


def test_a_steady_flow_holds_little_s_law() -> None:
    spans = [(float(day), float(day + 9)) for day in range(-50, 100)]
    found = flow(spans, 0, 50)
    assert found is not None
    assert found.throughput == pytest.approx(1)
    assert found.cycle == pytest.approx(9)
    assert found.seen == pytest.approx(9)
    assert found.ratio == pytest.approx(1, abs=0.01)


def test_what_is_begun_and_never_ends_shows() -> None:
    found = flow([(0, 5), *[(float(n), None) for n in range(10)]], 0, 10)
    assert found is not None
    assert found.ended == 1
    assert found.ratio > 5


def test_without_an_end_there_is_no_flow_to_speak_of() -> None:
    assert flow([(0, None)], 0, 10) is None
    with pytest.raises(ValueError, match="window"):
        in_progress([], 3, 3)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=40))
def test_quartiles_are_those_of_numpy(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    assert (found.low, found.middle, found.high) == pytest.approx(
        tuple(np.quantile(values, (0.25, 0.5, 0.75)))
    )


def test_nothing_has_no_spread() -> None:
    assert spread([]) is None


def test_age_is_a_share_of_the_limit() -> None:
    assert ageing(45, 30) == 1.5
    assert ageing(2, 0) == 2


def test_the_published_curves() -> None:
    assert [round(1 / curve.share) for curve in CURVES] == [7, 11, 500]
