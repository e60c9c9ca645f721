from __future__ import annotations

import pytest

from desireline.codevelop.gates.rules import Mark, line, lines, overall, votes


def test_a_line_says_how_many_the_mean_the_spread_and_the_interval() -> None:
    found = line([6, 7, 8])
    assert found is not None
    assert (found.n, found.mean, found.low, found.high) == (3, 7, 6, 8)
    assert found.interval is not None
    # t(2) = 4.303, s = 1: 7 ± 4.303 / √3, cut at ten
    reach = 4.3027 / 3**0.5
    assert (found.interval.low, found.interval.high) == pytest.approx((7 - reach, 7 + reach), abs=1e-3)


def test_one_rater_has_no_interval_and_nobody_no_line() -> None:
    found = line([4])
    assert found is not None
    assert found.interval is None
    assert line([]) is None


def test_the_interval_stays_on_the_scale() -> None:
    found = line([9, 10])
    assert found is not None
    assert found.interval is not None
    assert found.interval.high == 10


def test_a_must_is_unmet_when_most_say_so() -> None:
    marks = [Mark(1, rater, value) for rater, value in enumerate([0, 0, 10])]
    marks += [Mark(2, 0, 10), Mark(2, 1, 0)]
    found = votes(marks)
    assert (found[1].yes, found[1].no, found[1].unmet) == (1, 2, True)
    assert not found[2].unmet  # as many on either side is not most


def test_the_whole_is_the_mean_of_the_raters_weighted_means() -> None:
    marks = [Mark(1, 1, 10), Mark(2, 1, 4), Mark(1, 2, 6), Mark(3, 2, 0)]
    found = overall(marks, {1: 3, 2: 1})
    assert found is not None
    assert (found.n, found.low, found.high) == (2, 6, 8.5)  # (3·10 + 4) / 4, and 6 alone; 3 is a must
    assert found.mean == pytest.approx(7.25)
    assert overall([], {1: 1}) is None
    assert lines(marks)[1].mean == 8
