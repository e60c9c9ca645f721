"""Kaplan–Meier against the classic trial of 6-mercaptopurine (Freireich et al. 1963; figures as in Cox and Oakes 1984)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.survival import Median, kaplan_meier, median_time

DRUG = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
DRUG_ENDED = [True] * 9 + [False] * 12
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_published_survival_of_the_trial() -> None:
    found = kaplan_meier(DRUG, DRUG_ENDED)
    assert list(found.times) == [6, 7, 10, 13, 16, 22, 23]
    assert [round(float(one), 3) for one in found.share] == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    error = (found.share**2 * found.error) ** 0.5
    assert [round(float(one), 4) for one in error[:3]] == [0.0764, 0.0869, 0.0963]


def test_the_published_medians_and_their_intervals() -> None:
    """On the log(-log) scale, as SAS gives them: 23 (13, open) and 8 (4, 11) weeks."""
    assert median_time(DRUG, DRUG_ENDED) == Median(21, 9, 23, 13, None)
    assert median_time(PLACEBO, [True] * 21) == Median(21, 21, 8, 4, 11)


def test_who_has_not_got_there_holds_the_median_open() -> None:
    assert median_time([5, 9, 9, 9], [True, False, False, False]) == Median(4, 1, None, 5, None)
    assert median_time([], []) == Median(0, 0, None, None, None)
    assert median_time([3, 4], [False, False]).estimate is None


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="as many ends"):
        kaplan_meier([1, 2], [True])


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=1, max_size=60))
def test_the_share_falls_and_the_interval_holds_the_median(rows: list[tuple[int, bool]]) -> None:
    times, ended = [row[0] for row in rows], [row[1] for row in rows]
    share = [1.0, *kaplan_meier(times, ended).share]
    assert all(0 <= after <= before for before, after in pairwise(share))
    found = median_time(times, ended)
    if found.estimate is not None:
        assert found.low is not None
        assert found.low <= found.estimate
        assert found.high is None or found.estimate <= found.high


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_without_anybody_under_way_it_is_the_lower_median(times: list[int]) -> None:
    assert median_time(times, [True] * len(times)).estimate == sorted(times)[(len(times) - 1) // 2]
