from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desireline.kit.jobs.rules import back_off, is_over


def test_the_pause_doubles() -> None:
    assert [back_off(n, chance=0.5).total_seconds() for n in (1, 2, 3)] == [5, 10, 20]


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_no_pause_is_longer_than_an_hour_and_a_quarter(tries: int, chance: float) -> None:
    assert timedelta(seconds=3) < back_off(tries, chance=chance) <= timedelta(minutes=75)


def test_a_job_with_two_retries_has_three_tries() -> None:
    assert [is_over(n, retries=2) for n in (1, 2, 3)] == [False, False, True]
