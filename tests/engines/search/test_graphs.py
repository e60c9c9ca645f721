"""Very many directions: a graph finds candidates, and nothing that the reader may not find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desireline.engines.search.embedded import graphs
from desireline.engines.search.embedded.dense import Dense
from desireline.engines.search.said import Said, Scope, number

pytest.importorskip("usearch")
ALL, TEAM = ("audience:1",), ("audience:2",)
RNG = np.random.default_rng(3)
CENTRES = RNG.normal(size=(40, graphs.SIZE))


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "MANY", 300)
    monkeypatch.setattr(graphs, "PIECE", 200)


def some(count: int) -> Any:
    made = CENTRES[RNG.integers(0, len(CENTRES), count)] + 0.7 * RNG.normal(size=(count, graphs.SIZE))
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def said(n: int, allow: tuple[str, ...] = ALL, kind: str = "idea") -> Said:
    return Said(f"{kind}:{n}", f"text {n}", Scope(frozenset(allow), kind, frozenset()))


def tend(dense: Dense) -> int:
    done = 0
    while step := dense.tend():
        done += step
    return done


def exact(vectors: Any, direction: Any, most: int) -> list[int]:
    return [int(n) for n in np.argsort(-(vectors @ direction))[:most]]


def test_the_graph_finds_nearly_all_that_comparing_finds(tmp_path: Path) -> None:
    vectors = some(1000)
    dense = Dense(tmp_path)
    dense.add([said(n) for n in range(1000)], vectors)
    assert tend(dense) == 1000
    reader = Dense(tmp_path)
    shares = []
    for direction in some(40):
        found = [key for key, _cosine in reader.nearest(direction, ALL, (), (), 10)]
        wanted = {number(f"idea:{n}") for n in exact(vectors, direction, 10)}
        shares.append(len(wanted & set(found)) / 10)
    assert len(reader.graphs) == 1
    assert np.mean(shares) > 0.97
    key, cosine = reader.nearest(vectors[7], ALL, (), (), 1)[0]
    assert key == number("idea:7")
    assert cosine == pytest.approx(1.0, abs=1e-5)  # compared exactly, not as bytes


def test_what_one_may_not_find_is_not_found_and_changes_nothing(tmp_path: Path) -> None:
    vectors = some(1400)
    both, alone = Dense(tmp_path / "both"), Dense(tmp_path / "alone")
    both.add([said(n, ALL if n % 2 else TEAM) for n in range(1400)], vectors)
    alone.add([said(n) for n in range(1, 1400, 2)], vectors[1::2])
    for dense in (both, alone):
        tend(dense)
    for direction in some(30):
        seen = both.nearest(direction, ALL, (), (), 20)
        assert seen == alone.nearest(direction, ALL, (), (), 20)
        assert {key for key, _cosine in seen} <= {number(f"idea:{n}") for n in range(1, 1400, 2)}
    assert both.nearest(vectors[0], (), (), (), 20) == []
    assert len(both.nearest(vectors[0], (*ALL, *TEAM), (), (), 20)) == 20


def test_new_moved_and_dead_ones_are_right_before_the_graph_is_renewed(tmp_path: Path) -> None:
    vectors = some(600)
    dense = Dense(tmp_path)
    dense.add([said(n) for n in range(560)], vectors[:560])
    tend(dense)
    dense.add([said(n) for n in range(560, 600)], vectors[560:])  # under a tenth: none is drawn
    assert tend(dense) == 0
    assert dense.knows(said(5, TEAM))  # the same text, for others now
    dense.drop(["idea:6"])
    reader = Dense(tmp_path)

    def first(n: int, allow: tuple[str, ...] = ALL) -> int:
        return reader.nearest(vectors[n], allow, (), (), 1)[0][0]

    assert first(599) == number("idea:599")
    assert first(5) != number("idea:5")
    assert first(5, TEAM) == number("idea:5")
    assert first(6) != number("idea:6")


def test_a_filter_that_few_pass_is_answered_by_comparing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "MOST_ASKED", 64)
    vectors = some(900)
    dense = Dense(tmp_path)
    dense.add([said(n, kind="rare" if n % 2 else "idea") for n in range(900)], vectors)
    tend(dense)
    far = -vectors[1]  # nothing is near: candidates are of either kind
    found = dense.nearest(far, ALL, ("rare",), (), 60)
    assert [key for key, _c in found] == [number(f"rare:{n * 2 + 1}") for n in exact(vectors[1::2], far, 60)]


def test_a_graph_grows_and_is_drawn_anew_when_much_has_changed(tmp_path: Path) -> None:
    vectors = some(1500)
    dense = Dense(tmp_path)
    dense.add([said(n) for n in range(500)], vectors[:500])
    assert tend(dense) == 500
    dense.add([said(n) for n in range(500, 1500)], vectors[500:])
    assert tend(dense) == 1000  # only the new ones
    dense.drop([f"idea:{n}" for n in range(400)])
    dense.add([said(9999)], some(1))
    assert tend(dense) == 1101
    assert Dense(tmp_path).nearest(vectors[450], ALL, (), (), 1)[0][0] == number("idea:450")


def test_a_writer_that_ends_in_the_middle_begins_again(tmp_path: Path) -> None:
    vectors = some(700)
    dense = Dense(tmp_path)
    dense.add([said(n) for n in range(700)], vectors)
    assert dense.tend() == 200
    again = Dense(tmp_path)
    assert len(again.nearest(vectors[3], ALL, (), (), 5)) == 5  # compared meanwhile
    again.add([said(700)], some(1))
    assert tend(again) == 701


def test_cards_of_many_accounts_have_one_graph_for_those_who_may_find_all(tmp_path: Path) -> None:
    vectors = some(1200)
    dense = Dense(tmp_path)
    own = [said(n, ("staff", f"acct:{n % 60}")) for n in range(800)]
    dense.add([*own, *(said(n, ("public",)) for n in range(800, 1200))], vectors)
    assert tend(dense) == 1200
    reader = Dense(tmp_path)
    assert len(reader.nearest(vectors[0], ("public",), (), (), 5)) == 5
    assert len(reader.graphs) == 2
    for direction in some(20):
        found = {key for key, _cosine in reader.nearest(direction, ("public", "staff"), (), (), 10)}
        assert len(found & {number(f"idea:{n}") for n in exact(vectors, direction, 10)}) >= 9
        mine = {key for key, _cosine in reader.nearest(direction, ("acct:7",), (), (), 1200)}
        assert mine == {number(f"idea:{n}") for n in range(7, 800, 60)}


def test_a_card_stands_in_the_graph_of_its_rarest_token(tmp_path: Path) -> None:
    vectors = some(1000)
    dense = Dense(tmp_path)
    dense.add([said(n, ("staff", "team:1") if n < 400 else ("staff",)) for n in range(1000)], vectors)
    assert tend(dense) == 1000
    places = np.fromfile(tmp_path / "places.i32", np.int32)
    for allow, led in ((("team:1",), 400), (("staff",), 600), (("staff", "team:1"), 1000), ((), 0)):
        covered = dense.graphs.covered(dense._scopes, places, allow)
        assert int((covered >= 0).sum()) == led
    everyone = [key for key, _cosine in dense.nearest(vectors[3], ("staff",), (), (), 1000)]
    assert len(everyone) == 1000
