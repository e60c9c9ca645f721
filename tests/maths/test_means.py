from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.intervals import Interval
from desireline.maths.means import mean, mean_interval, t_cdf, t_quantile

# The published table of Student's t, two-sided 90, 95 and 99 per cent.
TABLE = [
    (1, 6.314, 12.706, 63.657),
    (2, 2.920, 4.303, 9.925),
    (3, 2.353, 3.182, 5.841),
    (4, 2.132, 2.776, 4.604),
    (5, 2.015, 2.571, 4.032),
    (10, 1.812, 2.228, 3.169),
    (29, 1.699, 2.045, 2.756),
    (30, 1.697, 2.042, 2.750),
    (120, 1.658, 1.980, 2.617),
]


@pytest.mark.parametrize(("df", "ninety", "ninety_five", "ninety_nine"), TABLE)
def test_quantiles_have_the_published_values(
    df: int, ninety: float, ninety_five: float, ninety_nine: float
) -> None:
    found = [t_quantile(p, df) for p in (0.95, 0.975, 0.995)]
    assert found == pytest.approx([ninety, ninety_five, ninety_nine], abs=5.1e-4)


def test_one_and_two_degrees_have_closed_forms() -> None:
    assert t_quantile(0.975, 1) == pytest.approx(np.tan(np.pi * 0.475), rel=1e-12)
    p = 0.975
    assert t_quantile(p, 2) == pytest.approx((2 * p - 1) / np.sqrt(2 * p * (1 - p)), rel=1e-12)


@given(st.integers(1, 60), st.floats(-8, 8))
def test_the_distribution_is_the_integral_of_its_density(df: int, t: float) -> None:
    from math import gamma, pi, sqrt

    grid = np.linspace(0, t, 20001)
    scale = gamma((df + 1) / 2) / (sqrt(df * pi) * gamma(df / 2))
    area = np.trapezoid(scale * (1 + grid**2 / df) ** (-(df + 1) / 2), grid)
    assert t_cdf(t, df) == pytest.approx(0.5 + area, abs=1e-6)


def test_the_interval_of_a_published_example() -> None:
    """Darwin's fifteen pairs of plants, as Fisher worked them: mean 20.93, s 37.74, t 2.145, from 0.03 to 41.84."""
    darwin = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    found = mean_interval(darwin)
    assert found is not None
    assert mean(darwin) == pytest.approx(20.93, abs=0.005)
    assert (found.low, found.high) == pytest.approx((0.03, 41.84), abs=0.01)


def test_one_rater_has_no_interval_two_a_wide_one() -> None:
    assert mean_interval([7.0]) is None
    found = mean_interval([6, 8])
    assert found is not None
    assert (found.low, found.high) == pytest.approx((7 - 12.706, 7 + 12.706), abs=1e-3)
    assert mean_interval([6, 8], within=Interval(0, 10)) == Interval(0, 10)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_it_covers_the_truth_as_often_as_it_says(n: int) -> None:
    drawn = np.random.default_rng(7).normal(5.0, 1.5, (4000, n))
    half = t_quantile(0.975, n - 1) * drawn.std(axis=1, ddof=1) / np.sqrt(n)
    assert np.mean(abs(drawn.mean(axis=1) - 5.0) <= half) == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(("p", "df"), [(0.0, 3), (1.0, 3), (0.5, 0)])
def test_what_has_no_quantile_is_refused(p: float, df: int) -> None:
    with pytest.raises(ValueError, match="must"):
        t_quantile(p, df)
    with pytest.raises(ValueError, match="no values"):
        mean([])
