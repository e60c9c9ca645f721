"""What every test starts from (see also `tests/settings.py`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    from django.core.cache import cache
    from django.utils import translation

    from desireline.kit.options import api as options
    from desireline.kit.pages import lane
    from desireline.kit.writes import api as writes

    cache.clear()
    options.forget()
    lane.forget()
    translation.activate("en")  # a request leaves its reader's language behind
    yield
    writes.stop()
    cache.clear()


@pytest.fixture
def cast(db: None):  # type: ignore[no-untyped-def]
    from tests.cast import bring

    return bring()
