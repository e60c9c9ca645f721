"""Mind maps: no two boxes touch whatever the tree, text fits, folding is exact."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.maths.mindmap import Box, layout
from desireline.maths.mindmap_text import fit, width_of
from desireline.maths.tree import REST, Edges, open_at_first, reduced, size_of, unfolded


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[tuple[float, float]]]:
    count = draw(st.integers(1, 60))
    parents = [-1, *(draw(st.integers(0, node - 1)) for node in range(1, count))]
    size = st.tuples(st.floats(20, 260), st.floats(12, 70))
    return parents, [draw(size) for _ in parents]


def touches(a: Box, b: Box) -> bool:
    apart = (
        a.x + a.width <= b.x + 1e-6
        or b.x + b.width <= a.x + 1e-6
        or a.y + a.height <= b.y + 1e-6
        or b.y + b.height <= a.y + 1e-6
    )
    return not apart


def collisions(boxes: list[Box]) -> list[tuple[int, int]]:
    return [(i, j) for i in range(len(boxes)) for j in range(i) if touches(boxes[i], boxes[j])]


def preorder(parents: list[int]) -> bool:
    return all(parent < place for place, parent in enumerate(parents))


@given(trees(), st.booleans())
def test_no_two_boxes_touch(tree: tuple[list[int], list[tuple[float, float]]], mirrored: bool) -> None:
    parents, sizes = tree
    assert collisions(layout(parents, sizes, mirrored=mirrored)) == []


@given(trees(), st.randoms())
def test_nor_where_the_sides_are_given(
    tree: tuple[list[int], list[tuple[float, float]]], dice: object
) -> None:
    parents, sizes = tree
    sides = [dice.choice([1, -1]) for parent in parents if parent == 0]  # type: ignore[attr-defined]
    boxes = layout(parents, sizes, sides=sides)
    assert collisions(boxes) == []
    first = [place for place, parent in enumerate(parents) if parent == 0]
    assert [boxes[place].side for place in first] == sides


def test_children_lie_further_out_on_the_side_of_their_parent() -> None:
    parents = [-1, 0, 0, 1, 1, 2]
    boxes = layout(parents, [(100, 40)] * 6)
    for place, parent in enumerate(parents):
        if parent > 0:
            assert boxes[place].side == boxes[parent].side
            assert abs(boxes[place].inner[0]) > abs(boxes[parent].outer[0])


def test_mirrored_swaps_right_and_left() -> None:
    parents, sizes = [-1, 0, 1], [(100.0, 40.0)] * 3
    plain, swapped = layout(parents, sizes), layout(parents, sizes, mirrored=True)
    assert [box.side for box in plain] == [0, 1, 1]
    assert [-(box.x + box.width) for box in plain] == pytest.approx([box.x for box in swapped])


def test_five_thousand_nodes_are_quick() -> None:
    parents = [-1, *[0] * 20, *(1 + n % 20 for n in range(979)), *(21 + n % 979 for n in range(4000))]
    since = time.process_time()
    boxes = layout(parents, [(180, 18)] * 5000)
    assert time.process_time() - since < 0.5
    assert len(boxes) == 5000


@given(st.text(max_size=200), st.integers(30, 220), st.integers(1, 4))
def test_text_fits(text: str, width: int, lines: int) -> None:
    found = fit(text, width=width, lines=lines, size=12)
    assert 1 <= len(found) <= lines
    assert all(width_of(line, 12) <= width for line in found)


def test_what_fits_is_not_cut_and_long_words_are_broken() -> None:
    assert fit("Know what I owe", width=300, lines=1, size=12) == ["Know what I owe"]
    assert "".join(fit("Donaudampfschifffahrt", width=60, lines=4, size=12)) == "Donaudampfschifffahrt"
    assert fit("one two three four five six", width=60, lines=1, size=12)[0].endswith("…")


def test_shortcuts_are_left_out() -> None:
    down = {"future": ["outcome"], "outcome": ["theme", "idea", "idea"], "theme": ["idea"]}
    assert reduced(down) == {"future": ["outcome"], "outcome": ["theme"], "theme": ["idea"]}


def test_circles_end_where_they_close() -> None:
    tree = unfolded("a", {"a": ["b"], "b": ["c"], "c": ["a", "b"]})
    assert tree.keys == ["a", "b", "c"]
    assert reduced({"a": ["b"], "b": ["a"]}) == {"a": ["b"], "b": ["a"]}


def test_what_branches_share_stands_in_each() -> None:
    tree = unfolded("a", {"a": ["b", "c"], "b": ["d"], "c": ["d"]})
    assert tree.keys == ["a", "b", "d", "c", "d"]
    assert tree.parents == [-1, 0, 1, 0, 3]
    assert tree.below == [2, 1, 0, 1, 0]
    assert preorder(tree.parents)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, list[str]]:
    """Without circles: edges lead to higher numbers. With shortcuts, with edges twice, with nodes that several share."""
    count = draw(st.integers(1, 14))
    edge = st.integers(0, count - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a, count - 1)))
    found: dict[str, list[str]] = {"0": []}
    for above, below in draw(st.lists(edge, max_size=40)):
        if above != below:
            found.setdefault(str(above), []).append(str(below))
    return found


def leads(down: Edges, start: str, end: str) -> bool:
    return any(child == end or leads(down, child, end) for child in down.get(start, ()))


@given(graphs())
def test_a_shortcut_is_what_another_way_leads_to(down: dict[str, list[str]]) -> None:
    found = reduced(down)
    for top, children in down.items():
        direct = dict.fromkeys(children)
        assert found[top] == [
            child for child in direct if not any(leads(down, other, child) for other in direct)
        ]


@given(graphs())
def test_all_places_are_counted_without_making_them(down: dict[str, list[str]]) -> None:
    assert size_of("0", down) == len(unfolded("0", down).keys)


def test_a_circle_is_counted_until_it_closes() -> None:
    assert size_of("a", {"a": ["b"], "b": ["c"], "c": ["a", "b"]}) == 3


@given(graphs(), st.integers(1, 30), st.integers(0, 20))
def test_where_there_is_no_room_all_is_counted(down: dict[str, list[str]], most: int, wide: int) -> None:
    down = down | {"0": [*down["0"], *(f"leaf {n}" for n in range(wide))]}
    tree = unfolded("0", down, most=most)
    assert tree.drawn <= most
    assert preorder(tree.parents)
    for place, inner in enumerate(tree.children()):
        shown = [one for one in inner if not tree.keys[one].startswith(REST)]
        rest = [tree.below[one] for one in inner if tree.keys[one].startswith(REST)]
        assert not tree.keys[place].startswith(REST) or not inner
        assert not inner or len(shown) + sum(rest) == tree.below[place]
        if not tree.keys[place].startswith(REST):
            wanted = list(dict.fromkeys(down.get(tree.keys[place], ())))
            assert [tree.keys[one] for one in shown] == down.get(tree.keys[place], [])[: len(shown)]
            assert len(wanted) <= tree.below[place]


def test_room_is_shared_and_the_rest_is_a_place() -> None:
    down = {
        "r": ["a", "b", "c"],
        "a": [f"a{n}" for n in range(100)],
        "b": ["b0"],
        "c": [f"c{n}" for n in range(100)],
    }
    tree = unfolded("r", down, most=45)
    count = {key: sum(tree.keys[up] == key for up in tree.parents if up >= 0) for key in "abc"}
    assert count == {"a": 19, "b": 1, "c": 19}
    rest = {key: below for key, below in zip(tree.keys, tree.below, strict=True) if key.startswith(REST)}
    assert rest == {"+a": 82, "+c": 82}


def test_a_tree_has_an_end() -> None:
    down = {f"{n}": [f"{n + 1}", f"{n + 1}x"] for n in range(40)} | {f"{n}x": [f"{n + 1}"] for n in range(40)}
    assert unfolded("0", down, most=500).drawn <= 500


CHAIN = {"r": ["a", "b"], "a": ["c", "d", "e"], "c": ["f"]}


@pytest.mark.parametrize(
    ("budget", "opened"), [(1, {"r"}), (5, {"r"}), (6, {"r", "a"}), (7, {"r", "a", "c"})]
)
def test_levels_are_open_as_long_as_there_is_room(budget: int, opened: set[str]) -> None:
    assert open_at_first("r", CHAIN, budget=budget) == opened


def test_folded_away_is_counted() -> None:
    shown = unfolded("r", CHAIN, opened={"r"})
    assert shown.keys == ["r", "a", "b"]
    assert shown.below == [2, 3, 0]
    assert unfolded("r", CHAIN, opened={"c"}).keys == ["r", "a", "b"]
    assert unfolded("r", CHAIN, opened={"a", "c"}).keys == unfolded("r", CHAIN).keys == [*"racfdeb"]
