from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desireline.listen.twins.rules import Pair, groups, settled

numbers = st.integers(1, 12)
pairs = st.lists(st.tuples(numbers, numbers, st.floats(0.8, 1)), max_size=40).map(
    lambda rows: settled(
        (Pair(one, other, near, (n,)) for n, (one, other, near) in enumerate(rows)),
        {n: n for n in range(1, 13)},
    )
)


def test_the_most_supported_idea_takes_in_what_is_near_to_it() -> None:
    found = groups([Pair(1, 2, 0.9, (7,)), Pair(2, 3, 0.85, (8,))], {2: 5})
    assert [(group.ideas, group.rows, group.closeness) for group in found] == [((2, 1, 3), (7, 8), 0.9)]


def test_a_neighbour_of_a_neighbour_is_a_group_of_its_own() -> None:
    found = groups([Pair(1, 2, 0.9, (7,)), Pair(2, 3, 0.95, (8,))], {1: 5})
    assert [group.ideas for group in found] == [(2, 3), (1, 2)]


def test_without_support_the_oldest_comes_first() -> None:
    assert groups([Pair(4, 9, 0.9, (1,))], {})[0].ideas == (4, 9)


def test_a_pair_counts_for_what_its_ideas_became_part_of() -> None:
    rows = [Pair(1, 2, 0.9, (1,)), Pair(3, 2, 0.95, (2,)), Pair(1, 3, 0.9, (3,)), Pair(5, 6, 0.9, (4,))]
    assert settled(rows, {1: 1, 2: 2, 3: 1, 5: 5}) == [Pair(1, 2, 0.95, (1, 2))]


@given(pairs)
def test_every_pair_is_in_exactly_one_group(found: list[Pair]) -> None:
    rows = [row for group in groups(found, {}) for row in group.rows]
    assert sorted(rows) == sorted(row for pair in found for row in pair.rows)


@given(pairs, st.dictionaries(numbers, st.integers(0, 9)))
def test_everybody_in_a_group_is_near_to_its_first(found: list[Pair], support: dict[int, int]) -> None:
    ends = {frozenset((pair.one, pair.other)) for pair in found}
    for group in groups(found, support):
        assert all(frozenset((group.ideas[0], other)) in ends for other in group.ideas[1:])
