"""The folder of the sources, read again when a file in it changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.conf import settings

from desireline.guide.connectors.declared import Declared, declared

GLANCE = 1.0  # seconds; so often a process looks whether files changed
_kept: tuple[float, tuple[tuple[str, int, int], ...], Declared] | None = None


def folder() -> Path:
    """Where `sources/`, `cards/` and `panels/` lie (setting DESIRELINE_CONNECT)."""
    return Path(settings.CONNECT)


def known(*, now: bool = False) -> Declared:
    """All that is declared, at most a moment old (`now`: as the files are)."""
    global _kept
    at = time.monotonic()
    if _kept and not now and at - _kept[0] < GLANCE and _kept[2].folder == folder():
        return _kept[2]
    state = _state(folder())
    same = _kept and _kept[1] == state and _kept[2].folder == folder()
    _kept = (at, state, _kept[2] if _kept and same else declared(folder()))
    return _kept[2]


def _state(root: Path) -> tuple[tuple[str, int, int], ...]:
    found = []
    for name in ("sources", "cards", "panels"):
        try:
            entries = list(os.scandir(root / name))
        except OSError:
            continue
        for entry in entries:
            if entry.name.endswith((".toml", ".sql")):
                stat = entry.stat()
                found.append((f"{name}/{entry.name}", stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))
