"""How many requests of a process work at once.

Threads that wait for a commit cost nothing, but threads that work stand in each other's way (one interpreter lock).
So on SQLite, where nothing else is waited for, a process has many threads and few slots: a request works in a slot and
gives it up while it waits for the disk. Then a slow disk delays those who write, and more of them share each commit;
who reads goes on. On PostgreSQL every question is a wait, so each thread has its slot.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

__all__ = ["THREADS", "slot", "waiting"]

THREADS = 16
SLOTS = {"sqlite": 2, "postgresql": THREADS}
_free = threading.Semaphore(SLOTS[connection.vendor])
_own = threading.local()


@contextmanager
def slot() -> Iterator[None]:
    """Work in a slot; wait for a free one first."""
    _free.acquire()
    _own.held = True
    try:
        yield
    finally:
        _own.held = False
        _free.release()


@contextmanager
def waiting() -> Iterator[None]:
    """Let others work while this thread waits for something outside."""
    if not getattr(_own, "held", False):
        yield
        return
    _free.release()
    try:
        yield
    finally:
        _free.acquire()
