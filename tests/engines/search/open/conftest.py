"""A cluster in memory, started once for all tests of a process; every test has indexes of its own."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from osmem_server import OsmemServer

from desireline.engines.search.cluster import Cluster
from desireline.engines.search.open.engine import Open
from desireline.engines.search.open.given import Given
from desireline.engines.search.open.home import Home


@pytest.fixture(scope="session")
def node() -> Iterator[str]:
    server = OsmemServer.start(japanese=False)
    yield server.url
    server.close()
    if server.process.stdout:
        server.process.stdout.close()


@pytest.fixture
def cluster(node: str) -> Cluster:
    return Cluster((node,), prefix=f"t{secrets.token_hex(6)}")


@pytest.fixture
def home(cluster: Cluster) -> Iterator[Home]:
    made = Home(cluster, Given())
    yield made
    made.close()


@pytest.fixture
def engine(home: Home) -> Iterator[Open]:
    with home.trial() as made:
        yield made
