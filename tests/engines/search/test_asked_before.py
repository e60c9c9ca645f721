"""The same answer for the same question, until something is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desireline.engines.search.embedded.engine import Embedded
from desireline.engines.search.protocol import Card, Query

ALL = ("audience:1",)


@pytest.fixture(params=["memory", "folder"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Embedded:
    return Embedded(tmp_path if request.param == "folder" else None)


def put(engine: Embedded, *cards: Card, gone: Sequence[str] = ()) -> None:
    engine.write(cards, gone)
    engine.commit()


def card(number: int, title: str, **more: Any) -> Card:
    return Card(f"idea:{number}", "idea", title, allow=more.pop("allow", ALL), **more)


def found(engine: Embedded, text: str = "lamp", allow: tuple[str, ...] = ALL) -> list[str]:
    return [hit.key for hit in engine.query(Query(text, allow)).hits]


def test_what_was_answered_is_given_again_to_who_may_find_the_same(
    engine: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, card(1, "A lamp"))
    first = engine.query(Query("lamp", ALL))
    assert engine.query(Query("lamp", ALL)) is first
    assert engine.query(Query("lamp", ("audience:2",))).hits == ()
    assert engine.query(Query("lamp", ())).hits == ()
    engine.forget()
    again = engine.query(Query("lamp", ALL))
    assert again is not first
    assert again == first


def test_what_is_written_is_found_and_what_is_gone_is_not(engine: Embedded) -> None:
    put(engine, card(1, "A lamp"))
    assert found(engine) == ["idea:1"]
    put(engine, card(2, "A lamp, brighter"))
    assert sorted(found(engine)) == ["idea:1", "idea:2"]
    put(engine, card(2, "A lamp, brighter", allow=("audience:2",)), gone=["idea:1"])
    assert found(engine) == []
    assert found(engine, allow=("audience:2",)) == ["idea:2"]


def test_what_only_the_team_may_find_is_seen_by_the_team_at_once(engine: Embedded) -> None:
    put(engine, card(1, "A lamp"))
    team = ("staff:1", *ALL)
    assert found(engine, allow=team) == ["idea:1"]
    put(engine, card(2, "A lamp for us", allow=("staff:1",)))
    assert sorted(found(engine, allow=team)) == ["idea:1", "idea:2"]
    assert found(engine) == ["idea:1"]


def test_another_process_reads_what_this_one_wrote(tmp_path: Path) -> None:
    writer, reader = Embedded(tmp_path), Embedded(tmp_path)
    put(writer, card(1, "A lamp"))
    assert found(reader) == ["idea:1"]
    put(writer, card(2, "A lamp, brighter"))
    assert sorted(found(reader)) == ["idea:1", "idea:2"]
