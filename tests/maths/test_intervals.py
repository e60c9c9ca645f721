import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.intervals import Interval, wilson, wilson_lower

counts = st.integers(0, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("successes", "n", "low"),
    [
        (209, 259, 0.7545),
        (118, 143, 0.7546),
        (1, 1, 0.2065),
        (2, 2, 0.3424),
        (10, 10, 0.7225),
        (100, 100, 0.9630),
        (600, 1000, 0.5693),
        (0, 0, 0.0),
    ],
)
def test_the_lower_bound_has_the_published_values(successes: int, n: int, low: float) -> None:
    assert wilson(successes, n).low == pytest.approx(low, abs=5e-5)
    assert float(wilson_lower(successes, n)) == pytest.approx(low, abs=5e-5)


def test_twelve_of_forty_reads_18_to_45_percent() -> None:
    interval = wilson(12, 40)
    assert (round(interval.low, 2), round(interval.high, 2)) == (0.18, 0.45)


def test_nobody_asked_means_nothing_known() -> None:
    assert wilson(0, 0) == Interval(0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(2, 1), (-1, 3), (0, -1)])
def test_impossible_counts_are_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="between 0 and n"):
        wilson(successes, n)


@given(counts)
def test_the_interval_holds_the_share_and_stays_in_0_to_1(count: tuple[int, int]) -> None:
    successes, n = count
    interval = wilson(successes, n)
    assert 0 <= interval.low <= interval.high <= 1
    if n:
        assert interval.low - 1e-12 <= successes / n <= interval.high + 1e-12


@given(counts)
def test_the_bounds_mirror_each_other(count: tuple[int, int]) -> None:
    successes, n = count
    assert wilson(successes, n).low == pytest.approx(1 - wilson(n - successes, n).high)


@given(counts)
def test_one_more_success_raises_both_bounds(count: tuple[int, int]) -> None:
    successes, n = count
    before, after = wilson(successes, n + 1), wilson(successes + 1, n + 1)
    assert after.low > before.low - 1e-12
    assert after.high > before.high - 1e-12


def test_many_bounds_at_once_equal_the_single_ones() -> None:
    many = wilson_lower([0, 0, 3, 40], [0, 5, 9, 40])
    assert np.allclose(many, [wilson(s, n).low for s, n in ((0, 0), (0, 5), (3, 9), (40, 40))])


def test_touching_intervals_overlap() -> None:
    assert Interval(0.0, 0.5).overlaps(Interval(0.5, 1.0))
    assert not Interval(0.0, 0.4).overlaps(Interval(0.5, 1.0))


@pytest.mark.parametrize(
    ("successes", "n", "shown"), [(12, 40, (18, 46)), (0, 10, (0, 28)), (10, 10, (72, 100)), (1, 2, (9, 91))]
)
def test_in_percent_an_interval_is_rounded_outward(successes: int, n: int, shown: tuple[int, int]) -> None:
    assert wilson(successes, n).percent == shown


@given(st.integers(0, 500), st.integers(1, 500))
def test_what_is_printed_holds_the_interval(successes: int, more: int) -> None:
    found = wilson(successes, successes + more)
    low, high = found.percent
    assert low / 100 <= found.low + 1e-9 <= found.high <= high / 100 + 1e-9
    assert 0 <= low <= high <= 100


def test_whole_percents_stay_as_they_are() -> None:
    assert Interval(0.29, 0.57).percent == (29, 57)
    assert Interval(3.24, 4.21).outward(1) == Interval(3.2, 4.3)
