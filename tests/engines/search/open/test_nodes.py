"""The same contract on a real OpenSearch of three nodes, one of which is killed: `make test-opensearch`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tools.opensearch.nodes import Missing, Nodes

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.open.engine import Open
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.home import Home
from desireline.engines.search.protocol import Engine, Query
from tests.contracts import rights
from tests.contracts.search import CONTRACT, EVERYONE, card, put, similar
from tests.engines.search.open.killing import run
from tests.engines.search.test_saying import CARDS, embed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("TEST_NODES" not in os.environ, reason="run by `make test-opensearch`"),
]
EXAMPLES = 100


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    try:
        made = Nodes(tmp_path_factory.mktemp("nodes"))
    except Missing as missing:
        pytest.skip(str(missing))
    yield made
    made.close()


def home_of(nodes: Nodes, given: Given) -> Home:
    return Home(Cluster(nodes.urls, prefix=f"t{secrets.token_hex(6)}"), given)


@pytest.fixture
def engine(nodes: Nodes) -> Iterator[Open]:
    with home_of(nodes, Given()).trial() as made:
        yield made


class Eager:
    """Directions are made at once."""

    def __init__(self, engine: Open) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def commit(self) -> None:
        self._engine.commit()
        while self._engine.work(100):
            pass


@pytest.fixture
def meaning(nodes: Nodes) -> Iterator[Any]:
    with home_of(nodes, Given(embed=embed, keep=embed)).trial() as made:
        yield Eager(made)


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract(check: Callable[[Engine], None], engine: Open) -> None:
    check(engine)


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract_with_directions(check: Callable[[Engine], None], meaning: Any) -> None:
    check(meaning)


@pytest.mark.parametrize("kind", ["words", "words and directions"])
def test_nobody_learns_what_is_not_theirs(nodes: Nodes, kind: str) -> None:
    model = embed if kind != "words" else None
    with home_of(nodes, Given(embed=model, keep=model)).trial() as made:

        @settings(
            max_examples=EXAMPLES // rights.ROUND, deadline=None, suppress_health_check=list(HealthCheck)
        )
        @given(made=rights.rounds)
        def hold(made: Any) -> None:
            rights.check(tried, made)

        tried: Any = Eager(made) if model else made
        hold()


def test_other_words_for_the_same_are_found_once_the_work_is_done(meaning: Any) -> None:
    engine = meaning._engine
    put(engine, CARDS)
    assert similar(engine, "gloomy colours at night") == []
    assert (engine.work(2), engine.work(10), engine.work(10)) == (2, 1, 0)
    assert similar(engine, "gloomy colours at night") == ["idea:1"]
    hit = engine.similar("gloomy colours at night", allow=EVERYONE)[0]
    assert 0.6 < hit.closeness <= 1.01
    assert similar(engine, "gloomy colours at night", facets=("board:2",)) == []
    answer = engine.query(Query("gloomy colours", EVERYONE))
    assert answer.loose
    assert [one.key for one in answer.hits] == ["idea:1"]
    assert engine.ranked("gloomy colours", allow=EVERYONE, way="meaning", limit=3)[0] == "idea:1"


def test_a_direction_stays_while_the_text_does(meaning: Any) -> None:
    engine = meaning._engine
    put(meaning, CARDS)
    put(engine, [card(1, "A dark theme for the evening hours", facets=("board:9",), weight=50)])
    assert similar(engine, "gloomy colours at night", facets=("board:9",)) == ["idea:1"]
    put(engine, [card(1, "Something else")])
    assert similar(engine, "gloomy colours at night") == []
    assert engine.work(10) == 1


def test_a_node_that_is_killed_takes_nothing_with_it(nodes: Nodes, tmp_path: Path) -> None:
    home = home_of(nodes, Given())
    name, _made = home.fresh()
    home.take(name)
    told = run(nodes, home)
    print(told)  # noqa: T201 - what a person wants to see
    assert told.lost == set()
    assert told.back == set()
    assert told.unanswered == 0
    assert told.after >= 20
