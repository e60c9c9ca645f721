"""Lead customers: values worked by hand, and what must never win."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.leads import ahead, benefit, firsts, layers, resources


def engagements(*rows: tuple[int, int, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    people, themes, at = zip(*rows, strict=True)
    return np.array(people, np.int64), np.array(themes, np.int64), np.array(at, np.float64)


def test_first_engagements_by_hand() -> None:
    """Four people came to theme 7 on days 0, 10, 60 and 60 of 100: two of them late. Growth 2 (2 + 1) / (4 + 2) = 1."""
    given_ = engagements((1, 7, 0), (1, 7, 90), (2, 7, 10), (3, 7, 60), (4, 7, 60), (1, 8, 5), (2, 8, 6))
    found = firsts(*given_, now=100)
    assert found.people.tolist() == [1, 2, 3, 4]  # theme 8 has two people only: nothing can be said
    assert found.place.tolist() == [1, 2, 3.5, 3.5]
    assert found.of.tolist() == [4, 4, 4, 4]
    assert found.growth.tolist() == [1, 1, 1, 1]
    assert found.value.tolist() == pytest.approx([7 / 8, 5 / 8, 1 / 4, 1 / 4])


def test_ahead_is_shrunk_towards_a_half_by_hand() -> None:
    """One theme of value 7/8: (5 x 0.5 + 0.875) / 6 = 0.5625. Two of 1.5: (2.5 + 3) / 7 = 0.7857. Ten of 2: 1 at most."""
    people = np.array([1, 2, 2, *[3] * 10], np.int64)
    values = np.array([0.875, 1.5, 1.5, *[2.0] * 10])
    who, score, themes = ahead(people, values)
    assert who.tolist() == [1, 2, 3]
    assert score.tolist() == pytest.approx([0.5625, 5.5 / 7, 1.0])
    assert themes.tolist() == [1, 2, 10]


def test_benefit_and_resources_by_hand() -> None:
    assert benefit(np.array([0.0, 2.0, 4.0])).tolist() == [0, 0.5, 1]
    assert float(benefit(np.array(2.0), usage=0.5)) == 0.25
    assert float(benefit(np.array(2.0), solutions=1.0)) == 0.75  # 0.5 + 0.5 x 1/2
    assert float(benefit(np.array(4.0), solutions=5.0)) == 1.0
    assert resources(np.array([0.0, 1.0, 3.0, 9.0])).tolist() == [0, 0.25, 0.5, 0.75]


def test_a_hundred_votes_on_old_themes_lose_to_two_early_engagements_in_one_that_grew() -> None:
    old = [(person, theme, 5.0 + person) for theme in range(10) for person in range(2, 12)]
    votes = [(1, n % 10, 40.0 + n / 10) for n in range(100)]
    new = [(50, 20, 41.0), (50, 20, 42.0)]
    grew = [(person, 20, 80.0 + person / 100) for person in range(60, 80)]
    found = firsts(*engagements(*old, *votes, *new, *grew), now=100)
    who, score, _themes = ahead(found.people, found.value)
    by = dict(zip(who.tolist(), score.tolist(), strict=True))
    assert by[50] > 0.5 > by[1]


def test_an_average_person_in_steady_themes_is_neither_ahead_nor_behind() -> None:
    rows = [(person, theme, float(person)) for theme in range(30) for person in range(100)]
    found = firsts(*engagements(*rows), now=99)
    _who, score, _themes = ahead(found.people, found.value)
    assert score.mean() == pytest.approx(0.5, abs=0.01)


def test_the_front_by_hand() -> None:
    points = np.array(
        [[0.9, 0.1, 0], [0.5, 0.5, 0], [0.1, 0.9, 0], [0.4, 0.4, 0], [0.3, 0.3, 0], [0.9, 0.1, 0]]
    )
    assert layers(points).tolist() == [1, 1, 1, 2, 3, 1]
    assert layers(points, most=2).tolist() == [1, 1, 1, 2, 2, 1]


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=1, max_size=40))
def test_layers_agree_with_the_definition(rows: list[tuple[int, int, int]]) -> None:
    points = np.array(rows, np.float64) / 5
    left = set(range(len(rows)))
    expected = [0] * len(rows)
    layer = 0
    while left:
        layer += 1
        front = {
            one
            for one in left
            if not any(
                (points[two] >= points[one]).all() and (points[two] > points[one]).any() for two in left
            )
        }
        for one in front:
            expected[one] = layer
        left -= front
    assert layers(points, most=100).tolist() == expected


def test_nothing_gives_nothing() -> None:
    none = np.empty(0, np.int64)
    found = firsts(none, none, np.empty(0), now=0)
    assert not len(found.people)
    assert not len(ahead(found.people, found.value)[0])
    assert not len(layers(np.empty((0, 3))))
