"""Every test gets a data folder of its own; the database is in memory unless DATABASE_URL says PostgreSQL."""

from __future__ import annotations

import os
import tempfile

os.environ["DESIRELINE_DATA"] = tempfile.mkdtemp(prefix="desireline-test-")
os.environ.setdefault("DESIRELINE_WRITES", "each")
os.environ.setdefault("DESIRELINE_LOG_LEVEL", "error")
for name in ("DESIRELINE_DEMO", "DESIRELINE_DEBUG", "DESIRELINE_BASE_URL", "DESIRELINE_MAIL_URL", "DESIRELINE_SECRET"):
    os.environ.pop(name, None)

from collections.abc import Iterator  # noqa: E402

import pytest  # noqa: E402


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    from django.core.cache import cache

    from desireline.kit.options import api as options

    cache.clear()
    options.forget()
    yield
    cache.clear()


@pytest.fixture
def cast(db: None):  # type: ignore[no-untyped-def]  # noqa: ANN201
    from tests.cast import bring

    return bring()
