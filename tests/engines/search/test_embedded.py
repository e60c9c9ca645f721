from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desireline.engines.search.embedded.engine import Embedded
from desireline.engines.search.protocol import Engine
from tests.contracts.search import CONTRACT


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Embedded]:
    made = Embedded(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract(check: Callable[[Engine], None], engine: Embedded) -> None:
    check(engine)
