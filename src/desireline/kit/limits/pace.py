"""A brake for scripts where a row a question would cost more than what is asked for: counted in memory.

The allowance of a minute is divided by the number of web server processes (DESIRELINE_WEB_PROCESSES), so that all of
them together never give more than it; who meets only one of them has that part of it.
"""

from __future__ import annotations

import time
from collections.abc import Hashable

from django.conf import settings

__all__ = ["Pace", "forget"]

MOST_KNOWN = 50_000
_all: list[Pace] = []


class Pace:
    """At most so many a minute of each."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute = 0
        self._counts: dict[Hashable, int] = {}
        _all.append(self)

    def allows(self, who: Hashable) -> bool:
        """Count one more of theirs. Whether it is within this process's part of the allowance."""
        minute = int(time.monotonic() // 60)
        if minute != self._minute or len(self._counts) > MOST_KNOWN:
            self._counts.clear()
            self._minute = minute
        self._counts[who] = self._counts.get(who, 0) + 1
        return self._counts[who] * settings.WEB_PROCESSES <= self.most

    def forget(self) -> None:
        self._counts.clear()


def forget() -> None:
    """Count anew, everywhere."""
    for pace in _all:
        pace.forget()
