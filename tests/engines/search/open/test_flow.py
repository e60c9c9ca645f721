"""From a change of a record to what a reader finds, with the index in a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from desireline.engines.search import api, choose, following
from desireline.engines.search.cluster import Cluster
from desireline.engines.search.models import SearchChange, SearchIndex
from desireline.engines.search.open.home import Home
from desireline.engines.search.protocol import Card, Query
from desireline.engines.search.sources import CARDS, Source
from desireline.site.operate import checks_search

pytestmark = pytest.mark.django_db
ALL = ("audience:1",)


class Lamps:
    """A feature with records of its own."""

    def __init__(self) -> None:
        self.rows: dict[int, str] = {}

    def ids(self) -> Iterable[int]:
        return sorted(self.rows)

    def make(self, ids: Sequence[int]) -> Iterable[Card]:
        return [Card(f"lamp:{pk}", "lamp", self.rows[pk], allow=ALL) for pk in ids if pk in self.rows]

    def seen(self, reader: Any, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
        return {pk: {} for pk in ids if pk in self.rows}


@pytest.fixture
def lamps(cluster: Cluster, settings: Any) -> Iterator[Lamps]:
    choose.forget()
    settings.SEARCH, settings.SEARCH_INLINE = cluster, False
    made = Lamps()
    CARDS.add("lamp", Source("lamp", "Lamps", made.ids, made.make, made.seen))
    yield made
    CARDS.remove("lamp")
    choose.forget()


def found(text: str) -> list[str]:
    return sorted(hit.key for hit in api.query(Query(text, ALL)).hits)


def indexes(home: Home) -> set[str]:
    return set(home.wire.client.indices.get(index=f"{home.wire.cluster.prefix}-*"))


def test_without_an_index_nothing_is_found_and_the_worker_makes_one(lamps: Lamps) -> None:
    assert not api.belongs()
    assert found("violet") == []
    assert api.suggest("vio", allow=ALL) == ()
    assert api.weigh("lamp", {1: 5}) == 0
    assert checks_search.search().level == "warning"


def test_an_index_made_anew_takes_the_place_of_the_old_one_and_misses_nothing(
    lamps: Lamps, home: Home
) -> None:
    lamps.rows |= {n: f"Violet lamp {n}" for n in range(5)}
    assert api.reindex() >= 5
    assert api.belongs()
    assert len(found("violet")) == 5
    first = home.current()

    def meanwhile(done: int, every: int | None, note: Any) -> None:
        lamps.rows[9] = "Violet lamp while it went on"
        api.refresh("lamp", [9])
        assert len(found("violet")) == 5

    home.wire.do("indices.create", index=f"{home.wire.cluster.prefix}-v2-v1-0123456789ab-open", body={})
    api.reindex(tell=meanwhile)
    assert home.current() != first
    assert len(found("violet")) == 6
    name, prefix = home.current(), home.wire.cluster.prefix
    left = {f"{prefix}-{name}-open", f"{prefix}-{name}-staff", f"{prefix}-writer"}
    assert indexes(home) == {
        *left,
        f"{prefix}-v2-v1-0123456789ab-open",
    }  # another instance's, of a longer name


def test_changes_are_taken_in_and_crossed_off(lamps: Lamps) -> None:
    api.reindex()
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])
    assert found("violet") == []
    assert api.catch_up() == 1
    assert found("violet") == ["lamp:1"]
    del lamps.rows[1]
    api.refresh("lamp", [1])
    api.catch_up()
    assert found("violet") == []
    assert SearchChange.objects.count() == 0


def test_types_can_be_made_anew_alone(lamps: Lamps) -> None:
    lamps.rows |= {1: "Violet lamp", 2: "Orange lamp"}
    api.reindex()
    del lamps.rows[2]
    lamps.rows[1] = "Golden lamp"
    api.reindex(["lamp"])
    assert found("lamp") == ["lamp:1"]
    assert found("golden") == ["lamp:1"]


def test_a_database_that_the_index_was_not_made_from_has_it_made_anew(lamps: Lamps) -> None:
    api.reindex()
    assert api.belongs()
    SearchIndex.objects.all().delete()
    assert not api.belongs()


def test_an_index_is_not_cleared_away_while_another_process_writes(lamps: Lamps, home: Home) -> None:
    api.reindex()
    name, _made = home.fresh()  # another process begins to make one
    with pytest.raises(ValueError, match="another process"):
        choose.clear_away()
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])
    with pytest.raises(ValueError, match="another process"):
        api.catch_up()
    assert SearchChange.objects.count() == 1
    assert f"{home.wire.cluster.prefix}-{name}-open" in indexes(home)
    home.lease.release()
    assert api.catch_up() == 1
    choose.clear_away()
    assert f"{home.wire.cluster.prefix}-{name}-open" not in indexes(home)


def test_doctor_tells_how_the_cluster_is(lamps: Lamps) -> None:
    api.reindex()
    finding = checks_search.search()
    assert "OpenSearch 3" in finding.text
    assert "1 node" in finding.text


def test_a_measurement_leaves_nothing_behind(lamps: Lamps, home: Home) -> None:
    before = indexes(home) if home.current() else set()
    with api.trial() as engine:
        engine.write([Card("lamp:1", "lamp", "Violet lamp", allow=ALL)])
        engine.commit()
        assert engine.query(Query("violet", ALL)).hits
    assert indexes(home) == before


def test_a_cluster_that_does_not_answer_shows_nothing_and_loses_nothing(
    lamps: Lamps, settings: Any, caplog: Any
) -> None:
    api.reindex()
    settings.SEARCH = Cluster(("http://127.0.0.1:9",), "writer", "secret")
    lamps.rows[1] = "Violet lamp"
    api.refresh("lamp", [1])
    for _time in range(3):
        answer = api.query(Query("violet", ALL, browse=True, count=("type",)))
        assert (answer.hits, answer.counts, answer.facets) == ((), {}, {})
    assert api.similar("violet lamp", allow=ALL) == ()
    assert api.suggest("vio", allow=ALL) == ()
    assert api.weigh("lamp", {1: 50}) == 0
    with pytest.raises(api.Unanswered):
        api.catch_up()
    with pytest.raises(api.Unanswered):
        api.reindex()
    assert SearchChange.objects.count() == 1
    finding = checks_search.search()
    assert finding.level == "error"
    assert "secret" not in finding.text + caplog.text
    follower = following.Follower()
    with pytest.raises(api.Unanswered):
        follower._look()
