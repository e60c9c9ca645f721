"""How long it takes until somebody answers: what may be counted, and the middle of what was not answered yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple


class Waited(NamedTuple):
    """One idea: when it came, and when somebody of our own first answered it (None: not yet)."""

    created: datetime
    answered: datetime | None

    def days(self, now: datetime) -> float:
        """Days until the answer; without one, days until now."""
        return ((self.answered or now) - self.created).total_seconds() / 86_400


def is_due(waited: Waited, *, promise: int, now: datetime) -> bool:
    """Whether its time is up. Younger ones are in no share, answered or not: to count only those of them that were
    answered already would flatter."""
    return waited.created + timedelta(days=promise) <= now


def is_kept(waited: Waited, *, promise: int) -> bool:
    """Whether it was answered within the promised days."""
    return waited.answered is not None and waited.answered <= waited.created + timedelta(days=promise)


def median_days(rows: Iterable[Waited], *, now: datetime) -> float | None:
    """The median of days until the first answer, where some still wait: the smallest time by which half of all were
    answered, by the estimate of Kaplan and Meier (1958). None while it cannot be told."""
    known = sorted((row.days(now), row.answered is None) for row in rows)
    waiting, left = 1.0, len(known)
    for days, open_ in known:
        if not open_:
            waiting *= 1 - 1 / left
            if waiting <= 0.5 + 1e-12:
                return days
        left -= 1
    return None
