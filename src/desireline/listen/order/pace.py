"""How often one network may tell what it saw: kept in memory, asking the database would cost more than it saves."""

from __future__ import annotations

import time

from django.conf import settings

MOST = 240  # messages a minute from one network, shared by the web server processes
_counts: dict[str, int] = {}
_minute = 0


def allowed(prefix: str) -> bool:
    """Whether another message from this network is taken in this minute."""
    global _minute
    now = int(time.monotonic() // 60)
    if now != _minute or len(_counts) > 50_000:
        _counts.clear()
        _minute = now
    _counts[prefix] = _counts.get(prefix, 0) + 1
    return _counts[prefix] * settings.WEB_PROCESSES <= MOST
