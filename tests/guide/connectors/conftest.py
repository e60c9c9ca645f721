from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def root(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the sources, with a warehouse beside it; types that a test registers go again."""
    from desireline.engines.search.sources import CARDS
    from desireline.guide.connectors import folder, kinds

    settings.DATA, settings.CONNECT = tmp_path, tmp_path / "connect"
    (tmp_path / "connect" / "sources").mkdir(parents=True)
    for name in kinds._mine:  # left by a test of the demo's own sources
        CARDS._items.pop(name, None)
    monkeypatch.setattr(folder, "GLANCE", 0.0)
    monkeypatch.setattr(folder, "_kept", None)
    monkeypatch.setattr(kinds, "_read", None)
    monkeypatch.setattr(kinds, "_mine", {})
    before = dict(CARDS._items)
    yield tmp_path / "connect"
    CARDS._items.clear()
    CARDS._items.update(before)
