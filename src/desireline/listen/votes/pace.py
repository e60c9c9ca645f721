"""How often one person may vote: a brake for scripts. The database allows one vote an idea anyway.

It is counted in memory, because a shared row would make every vote dearer. The allowance is divided by the number of
web server processes (DESIRELINE_WEB_PROCESSES), so that all of them together never give more than it; who meets only
one of them has that part of it, which is still far more than people vote.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.utils.translation import gettext as _

from desireline.kit.limits.api import TooMany

MOST = 120  # votes a minute of one person
_counts: dict[int, int] = {}
_minute = 0


def check(person_id: int) -> None:
    """Count a vote of the person. TooMany beyond this process's part of 120 a minute."""
    global _minute
    now = int(time.monotonic() // 60)
    if now != _minute:
        _counts.clear()
        _minute = now
    _counts[person_id] = _counts.get(person_id, 0) + 1
    if _counts[person_id] * settings.WEB_PROCESSES > MOST:
        raise TooMany(_("That was a lot of votes in a short time. Wait a minute."), retry_after=60)
