"""Leaving room: transactions stay short, and after each the disk and the write lock are free for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from desireline.kit.jobs.api import leave_room

AIM = 0.3  # seconds that a transaction should hold the write lock


class Pace:
    """How much goes into one transaction, so that it takes about `AIM` seconds."""

    def __init__(self, size: int, *, least: int, most: int) -> None:
        self.size, self._least, self._most = size, least, most

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A transaction, and a pause after it."""
        since = time.perf_counter()
        with transaction.atomic():
            yield
        self.took(time.perf_counter() - since)
        leave_room()

    def took(self, seconds: float) -> None:
        """Adapt the size to what the last transaction took; not faster than twice or half of it."""
        wanted = self.size * AIM / max(seconds, 0.001)
        self.size = int(min(max(wanted, self.size / 2, self._least), self.size * 2, self._most))
