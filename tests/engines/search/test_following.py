"""From the transaction that changes a record to what a reader finds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from desireline.engines.search import api, choose, following, outbox
from desireline.engines.search.embedded.engine import Embedded
from desireline.engines.search.models import SearchChange, SearchIndex, SearchMaking
from desireline.engines.search.protocol import Card, Query
from desireline.engines.search.sources import CARDS, PROVIDERS, READERS, Source, tokens_of
from desireline.kit.jobs.models import Job
from desireline.kit.options.api import stamps

pytestmark = pytest.mark.django_db
ALL = ("audience:1",)


def card(key: str, title: str, **more: Any) -> Card:
    return Card(key=key, type="lamp", title=title, allow=more.pop("allow", ALL), **more)


class Lamps:
    """A feature with records of its own."""

    def __init__(self) -> None:
        self.rows: dict[int, str] = {}

    def ids(self) -> Iterable[int]:
        return sorted(self.rows)

    def make(self, ids: Sequence[int]) -> Iterable[Card]:
        return [card(f"lamp:{pk}", self.rows[pk]) for pk in ids if pk in self.rows]

    def seen(self, reader: Any, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
        return {pk: {} for pk in ids if pk in self.rows}


@pytest.fixture
def lamps() -> Iterator[Lamps]:
    made = Lamps()
    CARDS.add("lamp", Source("lamp", "Lamps", made.ids, made.make, made.seen))
    yield made
    CARDS.remove("lamp")


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Iterator[Path]:
    choose.forget()
    settings.SEARCH_FOLDER, settings.SEARCH_INLINE = tmp_path, False
    yield tmp_path
    choose.forget()


def found(text: str, allow: tuple[str, ...] = ALL) -> list[str]:
    return [hit.key for hit in api.query(Query(text, allow)).hits]


def test_what_is_rolled_back_is_never_found(lamps: Lamps) -> None:
    before = transaction.savepoint()
    api.put(card("lamp:1", "Violet lamp"))
    transaction.savepoint_rollback(before)
    assert found("violet") == []


def test_a_card_is_made_from_the_record_as_it_is_when_its_turn_comes(lamps: Lamps) -> None:
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])
    lamps.rows[1] = "Orange lamp"
    assert found("violet") == []
    assert found("orange") == ["lamp:1"]
    del lamps.rows[1]
    api.refresh("lamp", [1])
    assert found("orange") == []


def test_the_last_word_on_a_key_counts() -> None:
    api.put(card("till:lamp:a:1", "Violet lamp", source="till"))
    api.delete("till:lamp:a:1")
    api.put(card("till:lamp:a:1", "Orange lamp", source="till"))
    answer = api.query(Query("lamp", ALL, count=("source",)))
    assert [(hit.key, hit.id) for hit in answer.hits] == [("till:lamp:a:1", "a:1")]
    assert answer.facets == {"source": {"till": 1}}
    assert SearchChange.objects.count() == 0


def test_pages_learn_that_the_index_is_new(lamps: Lamps) -> None:
    before = stamps((following.STAMP,))
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])
    assert stamps((following.STAMP,)) == before
    api.catch_up()
    assert stamps((following.STAMP,)) != before


def test_a_change_that_was_taken_in_but_not_crossed_off_does_no_harm(lamps: Lamps, monkeypatch: Any) -> None:
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])

    def killed(changes: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "done", killed)
        with pytest.raises(KeyboardInterrupt):
            api.catch_up()
    assert SearchChange.objects.count() == 1
    assert found("violet") == ["lamp:1"]
    assert api.stats()["cards"] == {"lamp": 1}


def test_an_index_made_anew_takes_the_place_of_the_old_one_and_misses_nothing(
    lamps: Lamps, folder: Path
) -> None:
    lamps.rows |= {n: f"Violet lamp {n}" for n in range(5)}
    assert not api.belongs()
    assert found("violet") == []
    assert api.reindex() >= 5
    assert api.belongs()
    assert len(found("violet")) == 5
    first = (folder / "current").read_text()

    def meanwhile(done: int, every: int | None, note: Any) -> None:
        lamps.rows[9] = "Violet lamp while it went on"
        api.refresh("lamp", [9])

    api.reindex(tell=meanwhile)
    assert (folder / "current").read_text() != first
    assert {path.name for path in folder.iterdir()} == {"current", (folder / "current").read_text()}
    assert len(found("violet")) == 6


def test_an_index_that_another_process_makes_is_left_to_it(lamps: Lamps, folder: Path) -> None:
    lamps.rows[1] = "Violet lamp"
    begun, _engine = choose.fresh()
    abandoned, _engine = choose.fresh()
    writing, other = choose.fresh()
    other.write([card("lamp:2", "Violet lamp")])
    for name in (abandoned, writing):
        os.utime(folder / name, (0, 0))
    api.reindex()
    used = (folder / "current").read_text()
    assert {path.name for path in folder.iterdir()} == {"current", used, begun, writing}
    other.commit()
    other.close()
    os.utime(folder / writing, (0, 0))
    api.reindex()
    used = (folder / "current").read_text()
    assert {path.name for path in folder.iterdir()} == {"current", used, begun}


def test_who_made_the_index_anew_lets_others_write(lamps: Lamps, folder: Path) -> None:
    lamps.rows[1] = "Violet lamp"
    api.reindex()
    other = Embedded(folder / (folder / "current").read_text())
    other.write([card("lamp:2", "Violet lamp")])
    other.commit()
    other.close()
    assert sorted(found("violet")) == ["lamp:1", "lamp:2"]


def test_another_process_sees_what_was_committed_and_cannot_write_meanwhile(
    lamps: Lamps, folder: Path
) -> None:
    lamps.rows[1] = "Violet lamp"
    api.reindex()
    lamps.rows[2] = "Violet light"
    api.refresh("lamp", [2])
    api.catch_up()
    code = (
        "import sys; from pathlib import Path; from desireline.engines.search.embedded.engine import Embedded\n"
        "from desireline.engines.search.protocol import Card, Query\n"
        f"one = Embedded(Path({str(folder / (folder / 'current').read_text())!r}))\n"
        "print(len(one.query(Query('violet', ('audience:1',))).hits))\n"
        "try: one.write([Card(key='x:1', type='x', title='x', allow=('a',))])\n"
        "except ValueError as error: print('Busy' in str(error) or 'lock' in str(error).lower())\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["2", "True"]


def test_a_database_that_the_index_was_not_made_from_has_it_made_anew(lamps: Lamps, folder: Path) -> None:
    api.reindex()
    follower = following.Follower()
    follower._look()
    assert not Job.objects.filter(kind="search.reindex").exists()
    SearchIndex.objects.all().delete()
    api.put(card("lamp:7", "Violet lamp"))
    follower._look()
    follower._look()
    assert Job.objects.filter(kind="search.reindex").count() == 1
    assert SearchChange.objects.count() == 1  # waits for the index that is to come


def test_the_follower_asks_one_question_a_look(
    lamps: Lamps, folder: Path, django_assert_num_queries: Any
) -> None:
    api.reindex()
    follower = following.Follower()
    with django_assert_num_queries(1):
        follower._look()
    api.put(card("lamp:7", "Violet lamp"))
    follower._look()
    assert found("violet") == ["lamp:7"]


def test_what_only_the_team_may_find_stands_in_an_index_of_its_own(folder: Path) -> None:
    api.put(card("lamp:1", "Violet lamp"), card("lamp:2", "Violet secret", allow=("staff:1",)))
    api.reindex(["idea"])
    engine: Any = choose.engine()
    assert {name: shelf.searcher().num_docs for name, shelf in engine.shelves.items()} == {
        "open": 1,
        "staff": 1,
    }
    assert found("violet") == ["lamp:1"]
    assert sorted(found("violet", ("audience:1", "staff:1"))) == ["lamp:1", "lamp:2"]
    api.put(card("lamp:2", "Violet secret"))
    api.catch_up()
    assert {name: shelf.searcher().num_docs for name, shelf in engine.shelves.items()} == {
        "open": 2,
        "staff": 0,
    }


def test_an_error_shows_nothing(monkeypatch: Any) -> None:
    def fails(reader: object) -> Iterable[str]:
        raise RuntimeError("no answer")

    monkeypatch.setitem(READERS._items, "failing", fails)
    with pytest.raises(RuntimeError):
        tokens_of(None)


def test_sources_may_come_about_while_the_process_runs(lamps: Lamps, monkeypatch: Any) -> None:
    called: list[int] = []
    monkeypatch.setitem(PROVIDERS._items, "late", lambda: called.append(1))
    assert "lamp" in api.sources().names()
    assert called


def test_weights_are_renewed_where_it_matters(lamps: Lamps) -> None:
    lamps.rows |= {1: "Violet lamp", 2: "Orange lamp"}
    api.put(card("lamp:1", "Violet lamp", weight=100), card("lamp:2", "Orange lamp", weight=1))
    assert api.weigh("lamp", {1: 101, 2: 4, 3: 50}) == 1
    assert [row.key for row in SearchChange.objects.all()] == ["lamp:2"]


@pytest.mark.parametrize("how", ["of another version", "damaged"])
def test_an_index_that_cannot_be_read_is_as_good_as_none_until_it_is_made_anew(
    lamps: Lamps, folder: Path, how: str
) -> None:
    lamps.rows[1] = "Violet lamp"
    api.reindex()
    name = (folder / "current").read_text()
    choose.forget()
    if how == "damaged":
        (folder / name / "open" / "meta.json").write_text("{")
    else:
        (folder / "current").write_text(f"v1-{name}")
        (folder / f"v1-{name}").mkdir()
        SearchIndex.objects.update(name=f"v1-{name}")
    assert found("violet") == []
    assert not api.belongs()
    api.put(card("lamp:1", "Violet lamp"))
    following.Follower()._look()
    assert Job.objects.filter(kind="search.reindex").count() == 1
    assert api.reindex() >= 1
    assert api.belongs()
    assert found("violet") == ["lamp:1"]


def test_while_one_makes_the_index_anew_nobody_else_takes_changes_in(lamps: Lamps, folder: Path) -> None:
    """What was taken into the old index alone, after its record was read for the new one, would be lost."""
    lamps.rows = {1: "brass lamp"}
    api.reindex()
    read = lamps.make

    def read_then_changed(ids: Sequence[int]) -> Iterable[Card]:
        found = list(read(ids))
        if lamps.rows[1] == "brass lamp":
            lamps.rows[1] = "copper lamp"
            api.refresh("lamp", [1])
            assert following.drain() == 0  # as the follower of another process would
            assert outbox.lag()[0] == 1
        return found

    CARDS.remove("lamp")
    CARDS.add("lamp", Source("lamp", "Lamps", lamps.ids, read_then_changed, lamps.seen))
    api.reindex()
    assert outbox.lag()[0] == 0
    assert [hit.key for hit in choose.engine().query(Query("copper ", ALL)).hits] == ["lamp:1"]


def test_two_do_not_make_the_index_at_once(lamps: Lamps, folder: Path) -> None:
    with outbox.making(), pytest.raises(ValueError, match="Another process"):
        api.reindex()
    api.reindex()
    assert not SearchMaking.objects.exists()


def test_who_was_killed_while_making_the_index_is_not_waited_for(lamps: Lamps, folder: Path) -> None:
    lamps.rows = {1: "brass lamp"}
    api.reindex()
    SearchMaking.objects.create(token="gone", until=timezone.now() - timedelta(seconds=1))
    api.refresh("lamp", [1])
    assert following.drain() == 1
    with outbox.making() as mine:
        SearchMaking.objects.update(until=timezone.now() - timedelta(seconds=1))
        with pytest.raises(ValueError, match="Begin again"):
            mine.renew()
