import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.retrieval import at_threshold, average_precision, measure, recall_at

flags = st.lists(st.booleans(), min_size=1, max_size=30).map(np.array)


def test_average_precision_has_the_textbook_value() -> None:
    ranking = np.array([True, False, True, False, False, True])
    assert average_precision(ranking, 3, depth=10) == pytest.approx((1 / 1 + 2 / 3 + 3 / 6) / 3)


def test_recall_is_out_of_what_could_be_there() -> None:
    four = np.array([True, True, False, True, True, True])
    assert recall_at(four, 130, 5) == 0.8
    assert recall_at(four, 5, 5) == 0.8
    assert recall_at(np.array([True, False]), 1, 5) == 1


def test_means_are_over_the_questions() -> None:
    found = measure([(np.array([True, False]), 1), (np.array([False, False]), 2)], depth=10)
    assert (found.n, found.hit1, found.hit5, found.recall5, found.mean_average_precision) == (
        2,
        0.5,
        0.5,
        0.5,
        0.5,
    )
    assert measure([], depth=10).n == 0


def test_a_threshold_counts_only_what_it_lets_through() -> None:
    rows = [
        (np.array([0.9, 0.7, 0.5]), np.array([True, False, True])),
        (np.array([0.3]), np.array([True])),
    ]
    found = at_threshold(rows, 0.6)
    assert (found.suggested, found.precision, found.reached) == (2, 0.5, 0.5)
    assert at_threshold(rows, 0.95).precision is None


@given(flags, st.integers(1, 40))
def test_measures_lie_between_nothing_and_all(ranking: np.ndarray, more: int) -> None:
    right = int(ranking.sum()) + more
    found = measure([(ranking, right)], depth=len(ranking))
    assert 0 <= found.mean_average_precision <= 1
    assert found.hit1 <= found.hit5 <= 1
    assert 0 <= found.recall5 <= 1


@given(flags)
def test_a_better_order_is_never_measured_worse(ranking: np.ndarray) -> None:
    right = max(1, int(ranking.sum()))
    best = np.sort(ranking)[::-1]
    for depth in (3, 10, 30):
        assert average_precision(best, right, depth=depth) >= average_precision(ranking, right, depth=depth)
