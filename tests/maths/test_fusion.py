import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.fusion import fuse

rankings = st.lists(st.lists(st.integers(0, 20), max_size=12, unique=True), min_size=1, max_size=4)


def test_the_published_form_has_its_values() -> None:
    found = fuse([["a", "b"], ["b", "c"]], [1, 1])
    assert [item for item, _score in found] == ["b", "a", "c"]
    assert dict(found)["b"] == pytest.approx(1 / 62 + 1 / 61)


def test_a_heavier_ranking_wins_over_a_lighter_one() -> None:
    dense, lexical = ["x", "y"], ["y", "x"]
    assert fuse([dense, lexical], [3, 1])[0][0] == "x"
    assert fuse([dense, lexical], [1, 3])[0][0] == "y"


def test_ties_stand_as_they_came() -> None:
    assert [item for item, _score in fuse([["a"], ["b"]], [1, 1])] == ["a", "b"]


def test_an_item_twice_in_a_ranking_counts_where_it_came_first() -> None:
    assert fuse([["a", "b", "a"]], [1]) == fuse([["a", "b"]], [1])


@given(rankings)
def test_nothing_is_lost_nothing_added_and_one_ranking_keeps_its_order(many: list[list[int]]) -> None:
    found = fuse(many, [1] * len(many))
    assert {item for item, _score in found} == {item for ranking in many for item in ranking}
    assert [score for _item, score in found] == sorted((score for _item, score in found), reverse=True)
    assert [item for item, _score in fuse(many[:1], [3])] == many[0]


def test_wrong_numbers_are_told() -> None:
    with pytest.raises(ValueError, match="as many weights"):
        fuse([["a"]], [1, 2])
    with pytest.raises(ValueError, match="not negative"):
        fuse([["a"]], [-1])
