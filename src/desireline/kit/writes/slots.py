"""How many requests of a process work at once.

Threads that wait for a commit cost nothing, but threads that work stand in each other's way (one interpreter lock).
So on SQLite, where nothing else is waited for, a process has many threads and few slots: a request works in a slot and
gives it up while it waits for the disk. Then a slow disk delays those who write, and more of them share each commit;
who reads goes on. On PostgreSQL every question is a wait, so each thread has its slot.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

__all__ = ["THREADS", "slot", "waiting"]

THREADS = 16
SLOTS = {"sqlite": 2, "postgresql": THREADS}


class _Slots:
    """A semaphore that serves in turn: Python's own lets who comes late go first, and some wait for seconds."""

    def __init__(self, free: int) -> None:
        self.free = free
        self._lock = threading.Lock()
        self._queue: deque[threading.Lock] = deque()

    def take(self) -> None:
        with self._lock:
            if self.free:
                self.free -= 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._queue.append(turn)
        turn.acquire()  # until `give` hands a slot over

    def give(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().release()
            else:
                self.free += 1


_slots = _Slots(SLOTS[connection.vendor])
_own = threading.local()


@contextmanager
def slot() -> Iterator[None]:
    """Work in a slot; wait for a free one first."""
    _slots.take()
    _own.held = True
    try:
        yield
    finally:
        _own.held = False
        _slots.give()


@contextmanager
def waiting() -> Iterator[None]:
    """Let others work while this thread waits for something outside."""
    if not getattr(_own, "held", False):
        yield
        return
    _slots.give()
    try:
        yield
    finally:
        _slots.take()
