"""The properties of `tests/contracts/rights.py`, a thousand examples each, on every engine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from desireline.engines.search.embedded.engine import Embedded
from desireline.engines.search.protocol import Engine
from tests.contracts import rights
from tests.engines.search.test_saying import embed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="knows no database: once is enough"),
]


class Eager(Embedded):
    """With a model, and directions made at once."""

    def commit(self) -> None:
        super().commit()
        while self.work(100):
            pass


ENGINES: dict[str, Callable[[], Engine]] = {
    "words": lambda: Embedded(None),
    "words and directions": lambda: Eager(None, embed=embed, keep=embed),
}


@pytest.fixture(scope="module", params=sorted(ENGINES))
def engine(request: Any) -> Iterator[Engine]:
    made = ENGINES[request.param]()
    yield made
    made.close()


@settings(max_examples=1000 // rights.ROUND, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=rights.rounds)
def test_nobody_learns_what_is_not_theirs(engine: Engine, made: Any) -> None:
    rights.check(engine, made)
