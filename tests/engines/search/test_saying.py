"""Cards by direction: what is meant, whatever the words; a model of a few meanings stands in for the real one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desireline.engines.search.embedded.dense import SIZE, Dense
from desireline.engines.search.embedded.engine import Embedded
from desireline.engines.search.protocol import Card, Query
from desireline.engines.search.said import Said, Scope, number
from tests.contracts.search import EVERYONE, TEAM, card, delete, put, similar

MEANINGS = (
    {"dark", "theme", "night", "gloomy", "colours"},
    {"export", "spreadsheet", "download", "table", "figures"},
    {"wallet", "travel", "abroad", "journey", "currency"},
)


def embed(texts: Sequence[str]) -> Any:
    rows = np.zeros((len(texts), SIZE), np.float32)
    for row, text in enumerate(texts):
        words = set(text.lower().replace(".", " ").split())
        for at, meaning in enumerate(MEANINGS):
            rows[row, at] = len(words & meaning)
        rows[row, 50 + len(text) % 30] = 0.3
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    made = Embedded(tmp_path, embed=embed, keep=embed)
    yield made
    made.close()


CARDS = [
    card(1, "A dark theme for the evening hours", facets=("board:1",)),
    card(2, "Download the figures as a table please", facets=("board:2",)),
    card(3, "Pay abroad without any fee", "travel wallet currency", facets=("board:1",)),
]


def test_other_words_for_the_same_are_found_once_the_work_is_done(engine: Embedded) -> None:
    put(engine, CARDS)
    assert similar(engine, "gloomy colours at night") == []
    assert engine.work(2) == 2
    assert engine.work(10) == 1
    assert engine.work(10) == 0
    assert similar(engine, "gloomy colours at night") == ["idea:1"]
    hit = engine.similar("gloomy colours at night", allow=EVERYONE)[0]
    assert hit.closeness > 0.6
    answer = engine.query(Query("gloomy colours", EVERYONE))
    assert answer.loose
    assert [one.key for one in answer.hits] == ["idea:1"]


def test_rights_and_filters_hold_for_directions_too(engine: Embedded) -> None:
    put(engine, [*CARDS, card(4, "A gloomy theme only for the team here", allow=("staff:1",))])
    while engine.work(10):
        pass
    text = "gloomy colours at night"
    assert similar(engine, text) == ["idea:1"]
    assert set(similar(engine, text, allow=TEAM)) == {"idea:1", "idea:4"}
    assert similar(engine, text, facets=("board:2",)) == []
    assert similar(engine, text, types=("future",)) == []
    for allow in ((), ("",), ("audience:9",)):
        assert similar(engine, text, allow=allow) == []


def test_a_changed_text_loses_its_direction_at_once_and_a_changed_right_moves_it(engine: Embedded) -> None:
    put(engine, CARDS)
    while engine.work(10):
        pass
    put(engine, [card(1, "Something quite different for the morning")])
    assert similar(engine, "gloomy colours at night") == []
    put(engine, [card(2, "Download the figures as a table please", allow=("audience:3",))])
    assert engine.work(10) == 1  # the text of the first alone
    assert similar(engine, "export a spreadsheet here") == []
    assert similar(engine, "export a spreadsheet here", allow=TEAM) == ["idea:2"]
    delete(engine, ["idea:2"])
    assert similar(engine, "export a spreadsheet here", allow=TEAM) == []


def test_another_process_reads_what_was_added_and_a_new_one_finds_what_is_missing(
    engine: Embedded, tmp_path: Path
) -> None:
    put(engine, CARDS[:2])
    reader = Embedded(tmp_path, embed=embed, keep=embed)
    while engine.work(10):
        pass
    assert similar(reader, "gloomy colours at night") == ["idea:1"]
    put(engine, CARDS[2:])
    engine.close()
    after = Embedded(tmp_path, embed=embed, keep=embed)
    assert after.work(10) == 1
    assert after.work(10) == 0
    assert similar(reader, "a journey with foreign currency") == ["idea:3"]


def test_what_an_earlier_process_left_comes_before_what_is_new(engine: Embedded, tmp_path: Path) -> None:
    put(engine, CARDS[:1])
    engine.close()
    after = Embedded(tmp_path, embed=embed, keep=embed)
    put(after, CARDS[1:])
    assert after.work(1) == 1
    assert similar(after, "gloomy colours at night") == ["idea:1"]
    assert after.work(10) == len(CARDS) - 1
    assert after.work(10) == 0


def test_without_a_model_words_must_do(tmp_path: Path) -> None:
    engine = Embedded(tmp_path)
    put(engine, CARDS)
    assert engine.work(10) == 0
    assert similar(engine, "dark theme in the evening") == ["idea:1"]


@pytest.mark.parametrize("name", ["vectors.f32", "keys.i64", "digests.i64", "places.i32", "scopes.jsonl"])
def test_a_writer_that_was_killed_half_way_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    def said(n: int) -> Said:
        return Said(f"idea:{n}", f"text {n}", Scope(frozenset(EVERYONE), "idea", frozenset()))

    first = Dense(tmp_path)
    first.add([said(1), said(2)], embed(["dark", "export"]))
    with (tmp_path / name).open("ab") as file:
        file.write(b"\x01" * 5)
    again = Dense(tmp_path)
    again.add([said(3)], embed(["wallet"]))
    assert len(again) == 3
    near = Dense(tmp_path).nearest(embed(["wallet"])[0], EVERYONE, (), (), 1)
    assert [round(cosine, 1) for _number, cosine in near] == [1.0]


def test_scopes_are_few_and_found_by_any_of_their_tokens(tmp_path: Path) -> None:
    dense = Dense(tmp_path)
    said = [
        Said.of(Card(key=f"idea:{n}", type="idea", title="dark", allow=("a", f"p:{n % 2}")))
        for n in range(50)
    ]
    dense.add(said, embed([one.text for one in said]))
    assert len(dense.nearest(embed(["dark"])[0], ("a",), (), (), 100)) == 50
    assert len(dense.nearest(embed(["dark"])[0], ("p:1",), (), (), 100)) == 25
    assert len((tmp_path / "scopes.jsonl").read_bytes().splitlines()) == 2


def of_accounts(first: int, last: int) -> list[Said]:
    """What everybody of the team, and of one account, may find."""
    return [
        Said(f"order:{n}", f"text {n}", Scope(frozenset(("staff", f"acct:{n}")), "order", frozenset()))
        for n in range(first, last)
    ]


def test_each_of_very_many_accounts_is_written_once_and_its_people_find_their_own(tmp_path: Path) -> None:
    dense = Dense(tmp_path)
    for first in (0, 1000, 2000):
        dense.add(of_accounts(first, first + 1000), embed(["dark"] * 1000))
        lines = (tmp_path / "scopes.jsonl").read_bytes().splitlines()
        assert len(lines) == len(set(lines)) == first + 1000
    reader, dark = Dense(tmp_path), embed(["dark"])[0]
    assert [key for key, _c in reader.nearest(dark, ("acct:2345",), (), (), 9)] == [number("order:2345")]
    assert reader.nearest(dark, ("acct:2345",), ("ticket",), (), 9) == []
    assert len(reader.nearest(dark, ("staff",), ("order",), (), 5000)) == 3000
    dense.add(of_accounts(3000, 3001), embed(["dark"]))
    assert len(reader.nearest(dark, ("acct:3000",), (), (), 9)) == 1


def test_rows_whose_scope_was_lost_are_nobodys_and_made_again(tmp_path: Path) -> None:
    Dense(tmp_path).add(of_accounts(0, 3), embed(["dark"] * 3))
    (tmp_path / "scopes.jsonl").write_bytes(b"")
    again, dark = Dense(tmp_path), embed(["dark"])[0]
    assert again.nearest(dark, ("staff",), (), (), 9) == []
    assert not again.knows(of_accounts(0, 1)[0])
    assert len(again) == 0
    again.add(of_accounts(7, 8), embed(["dark"]))
    assert [key for key, _c in again.nearest(dark, ("staff",), (), (), 9)] == [number("order:7")]
