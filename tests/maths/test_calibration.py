from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.calibration import Rule, threshold

RULE = Rule(default=0.6, wanted=0.5, low=0.5, high=0.8, fewest=20, prior=40)
judgements = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200)


def many(n: int, closeness: float, right: float) -> list[tuple[float, bool]]:
    return [(closeness, k < n * right) for k in range(n)]


def test_without_judgements_and_with_few_it_stays() -> None:
    assert threshold([], RULE) == 0.6
    assert threshold(many(19, 0.61, 0.0), RULE) == 0.6


def test_what_is_refuted_is_cut_off() -> None:
    bad = many(4000, 0.62, 0.05)
    assert threshold(bad, RULE) == 0.63
    assert (
        threshold(bad + many(8000, 0.7, 0.9), RULE) == 0.6
    )  # with the good ones above, more than half is right


def test_it_rises_to_where_it_is_right_again_and_no_further() -> None:
    judged = many(4000, 0.64, 0.02) + many(200, 0.72, 0.9)
    assert threshold(judged, RULE) == 0.65


def test_all_wrong_leads_to_the_upper_bound_at_most() -> None:
    judged = [pair for at in range(60, 100) for pair in many(500, at / 100, 0.0)]
    assert threshold(judged, RULE) == 0.8


def test_it_falls_where_what_lies_below_is_right_too() -> None:
    assert threshold(many(4000, 0.55, 0.8), RULE) == 0.55
    assert threshold(many(4000, 0.55, 0.3) + many(100, 0.7, 0.9), RULE) == 0.6


def test_few_judgements_move_it_a_little_and_many_all_the_way() -> None:
    little, some, much = (threshold(many(n, 0.55, 0.9), RULE) for n in (20, 100, 4000))
    assert 0.6 > little > some > much == 0.55
    assert (little, some) == (0.58, 0.56)


@given(judgements)
def test_it_stays_within_its_bounds_whatever_people_say(judged: list[tuple[float, bool]]) -> None:
    assert 0.5 <= threshold(judged, RULE) <= 0.8


@given(judgements)
def test_the_order_of_judgements_does_not_matter(judged: list[tuple[float, bool]]) -> None:
    assert threshold(judged, RULE) == threshold(judged[::-1], RULE)


@given(judgements)
def test_a_right_one_more_never_raises_it(judged: list[tuple[float, bool]]) -> None:
    padded = judged + many(20, 0.99, 1.0)
    assert threshold([*padded, (0.99, True)], RULE) <= threshold(padded, RULE)


@pytest.mark.parametrize("values", [(0.6, 0.5, 0.7, 0.8), (0.9, 0.5, 0.5, 0.8), (0.6, 0.0, 0.5, 0.8)])
def test_a_rule_that_makes_no_sense_is_refused(values: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="a rule needs"):
        Rule(*values)
