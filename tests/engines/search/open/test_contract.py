"""The contract of every engine, on an OpenSearch in memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desireline.engines.search.open.engine import Open
from desireline.engines.search.protocol import Engine
from tests.contracts.search import CONTRACT


@pytest.mark.parametrize("check", CONTRACT, ids=lambda check: check.__name__)
def test_contract(check: Callable[[Engine], None], engine: Open) -> None:
    check(engine)
