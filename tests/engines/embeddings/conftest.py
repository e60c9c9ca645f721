from __future__ import annotations

import pytest

from desireline.engines.embeddings import api
from tests.engines.embeddings.standin import Standin


@pytest.fixture
def standin(monkeypatch: pytest.MonkeyPatch) -> Standin:
    engine = Standin()
    monkeypatch.setattr(api, "embedder", lambda: engine)
    return engine
