"""What every page asks of the instance, kept in memory for a moment.

A value is at most `SECONDS` old, and never older than a change that this process made and said with `bump`: other
processes see it within the second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from functools import wraps
from typing import Generic, TypeVar

from django.db import transaction

__all__ = ["Recent", "changed", "changes", "forget", "remembered"]

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
SECONDS = 1.0
_changes = 0  # of anything that has a stamp
_changes_of_site = 0


def changes() -> int:
    """How often this process changed something that has a stamp."""
    return _changes


def forget(site: bool = True) -> None:
    """Read again at the next question."""
    global _changes, _changes_of_site
    _changes += 1
    _changes_of_site += site


def changed(site: bool) -> None:
    """Something was changed in this transaction: forget now, and once more when others can see it."""
    forget(site)
    transaction.on_commit(lambda: forget(site))


def remembered(make: Callable[[], T]) -> Callable[[], T]:
    """Decorator: what `make` gives, for a moment. Nobody may change the value."""
    kept: tuple[int, float, T] | None = None

    @wraps(make)
    def found() -> T:
        nonlocal kept
        known, now = kept, time.monotonic()
        if known is None or known[0] != _changes_of_site or now - known[1] > SECONDS:
            before = _changes_of_site  # a change during the reading counts as later
            known = kept = (before, now, make())
        return known[2]

    return found


class Recent(Generic[K, T]):
    """At most `most` values in the memory of this process, shared by its threads: the oldest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[K, T] = {}
        self._lock = threading.Lock()
        self.get = self._values.get  # one step of a dict, which needs no lock

    def put(self, key: K, value: T) -> None:
        self.update({key: value})

    def update(self, values: Mapping[K, T]) -> None:
        with self._lock:
            self._values.update(values)
            while len(self._values) > self._most:
                del self._values[next(iter(self._values))]

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
