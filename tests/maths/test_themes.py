"""The parts that themes are made of: neighbours, communities, names, identity, agreement, directions by letters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.agreement import adjusted_rand, mutual_information, purity
from desireline.maths.communities import by_size, communities
from desireline.maths.hashing import SIZE, directions
from desireline.maths.matching import match
from desireline.maths.naming import name, telling
from desireline.maths.neighbours import nearest

labels = st.lists(st.integers(0, 4), min_size=2, max_size=30)


def unit(seed: int, n: int, size: int = 8) -> np.ndarray:
    found = np.random.default_rng(seed).normal(size=(n, size)).astype(np.float32)
    rows: np.ndarray = found / np.linalg.norm(found, axis=1, keepdims=True)
    return rows


@given(st.integers(0, 50), st.integers(1, 40), st.integers(1, 6))
def test_neighbours_are_those_of_the_whole_table(seed: int, n: int, k: int) -> None:
    vectors = unit(seed, n)
    found = nearest(vectors, k, floor=0.2)
    table = vectors @ vectors.T
    np.fill_diagonal(table, -2)
    for row in range(n):
        wanted = {int(place) for place in np.argsort(-table[row])[:k] if table[row, place] >= 0.2}
        assert {int(place) for place in found.places[row] if place >= 0} == wanted


def test_blocks_do_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = unit(3, 50)
    whole = nearest(vectors, 5).edges()
    monkeypatch.setattr("desireline.maths.neighbours.BLOCK", 7)
    assert nearest(vectors, 5).edges().keys() == whole.keys()


def test_two_cliques_are_two_communities_the_larger_first() -> None:
    edges = {(a, b): 1.0 for a in range(5) for b in range(a)} | {
        (a, b): 1.0 for a in range(5, 9) for b in range(5, a)
    }
    edges = {(min(pair), max(pair)): weight for pair, weight in edges.items()} | {(4, 5): 0.1}
    found = communities(edges, 11)
    assert found.tolist() == [0] * 5 + [1] * 4 + [-1, -1]
    assert communities(edges, 11, smallest=5).tolist() == [0] * 5 + [-1] * 6
    assert communities({}, 3).tolist() == [-1, -1, -1]


def test_communities_are_the_same_every_time() -> None:
    edges = nearest(unit(1, 200), 8).edges()
    assert communities(edges, 200, resolution=3).tolist() == communities(edges, 200, resolution=3).tolist()


def test_sizes_give_the_numbers() -> None:
    assert by_size(np.array([7, 2, 2, -1, 7, 7])).tolist() == [0, 1, 1, -1, 0, 0]


def test_names_are_what_sets_a_group_apart() -> None:
    def words(text: str) -> list[tuple[str, str]]:
        return [(word.rstrip("s"), word) for word in text.split()]

    cards = [words("lost card today"), words("lost card again"), words("cards lost lost card")]
    money = [words("card transfer abroad"), words("transfers abroad card"), words("transfer card slow")]
    first, second = telling([cards, money])
    assert first[0] == "lost card"
    assert second[0].startswith("transfer")
    assert "card" not in second[:1]
    assert name(["lost card", "today", "again", "more"]) == "Lost card, today, again"
    assert telling([[], cards])[0] == []
    assert name([]) == ""


def test_a_group_continues_the_old_one_with_which_it_shares_most() -> None:
    old = {1: {1, 2, 3, 4}, 2: {5, 6, 7}}
    assert match(old, [{5, 6, 7, 8}, {1, 2, 3, 9}]) == [(2, 1.0), (1, 1.0)]  # who came or went says nothing
    assert match(old, [{20, 21}]) == [None]
    split = match(old, [{1, 2, 3}, {4}])
    assert split[0] is not None
    assert split[1] is None
    assert match({}, [{1}]) == [None]


@given(labels)
def test_nothing_changes_where_nothing_changed(groups: list[int]) -> None:
    sets = {key: {place for place, label in enumerate(groups) if label == key} for key in set(groups)}
    keys = list(sets)
    assert match(sets, [sets[key] for key in keys]) == [(key, 1.0) for key in keys]


def test_agreement_has_the_published_values() -> None:
    assert adjusted_rand([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(0.5714, abs=1e-4)
    assert adjusted_rand([0, 0, 0, 0], [0, 1, 2, 3]) == 0
    assert mutual_information([0, 0, 1, 1], [0, 0, 1, 2]) == pytest.approx(0.8, abs=1e-3)
    assert purity([0, 0, 0, 1], ["a", "a", "b", "b"]) == 0.75
    with pytest.raises(ValueError, match="cannot be compared"):
        adjusted_rand([1], [1, 2])


@given(labels)
def test_the_same_grouping_agrees_whatever_it_is_called(groups: list[int]) -> None:
    other = [f"group {label * 7 % 5}" for label in groups]
    assert adjusted_rand(groups, other) == pytest.approx(1)
    assert mutual_information(groups, other) == pytest.approx(1)


def test_directions_by_letters_bring_like_to_like() -> None:
    found = directions([["lost", "card"], ["card", "lose", "lost"], ["invoice", "export"], []])
    assert found.shape == (4, SIZE)
    assert np.linalg.norm(found, axis=1).tolist() == pytest.approx([1, 1, 1, 0])
    assert found[0] @ found[1] > 0.6
    assert abs(found[0] @ found[2]) < 0.15
    assert np.array_equal(found[0], directions([["lost", "card"]])[0])
