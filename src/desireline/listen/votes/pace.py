"""How often one person may vote: a brake for scripts, kept in memory. The database allows one vote an idea anyway."""

from __future__ import annotations

import time

from django.utils.translation import gettext as _

from desireline.kit.limits.api import TooMany

MOST = 120  # votes a minute of one person, in each process
_counts: dict[int, int] = {}
_minute = 0


def check(person_id: int) -> None:
    """Count a vote of the person. TooMany beyond 120 a minute."""
    global _minute
    now = int(time.monotonic() // 60)
    if now != _minute:
        _counts.clear()
        _minute = now
    _counts[person_id] = _counts.get(person_id, 0) + 1
    if _counts[person_id] > MOST:
        raise TooMany(_("That was a lot of votes in a short time. Wait a minute."), retry_after=60)
