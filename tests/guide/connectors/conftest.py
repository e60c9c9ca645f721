from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def root(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sources, with a warehouse beside it."""
    from desireline.guide.connectors import folder

    settings.DATA, settings.CONNECT = tmp_path, tmp_path / "connect"
    (tmp_path / "connect" / "sources").mkdir(parents=True)
    monkeypatch.setattr(folder, "GLANCE", 0.0)
    monkeypatch.setattr(folder, "_kept", None)
    return tmp_path / "connect"
