"""The properties of `tests/contracts/rights.py`, on an OpenSearch in memory: a thousand examples, about a minute and a half."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.open.engine import Open
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.home import Home
from tests.contracts import rights

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="knows no database: once is enough"),
]


@pytest.fixture(scope="module")
def engine(node: str) -> Iterator[Open]:
    with Home(Cluster((node,), prefix="rights"), Given()).trial() as made:
        yield made


@settings(max_examples=1000 // rights.ROUND, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=rights.rounds)
def test_nobody_learns_what_is_not_theirs(engine: Open, made: Any) -> None:
    rights.check(engine, made)
