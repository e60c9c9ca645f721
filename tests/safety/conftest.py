"""A poisoned copy of the demo, for tests of what people's text may do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.journeys import live
from tests.journeys.conftest import browser, demo_site, empty_site, shared_root, visit
from tests.journeys.live import Site
from tests.safety.poison import POISON
from tests.safety.vectors import VECTORS

__all__ = ["browser", "demo_site", "empty_site", "shared_root", "visit"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "safety" in item.path.parts:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def poisoned(shared_root, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:  # type: ignore[no-untyped-def]
    """The demo, every text of which is an attack. No worker: nobody is to be mailed."""
    gold = live.prepared(shared_root, demo=True)
    with live.serving(gold, tmp_path_factory.mktemp("poisoned") / "data", demo=True, worker=False) as site:
        filled = site.script(POISON, vectors=VECTORS)
        assert len(filled) > 30
        yield site
