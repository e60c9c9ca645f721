"""What may be lost in a crash: gathered in memory, written in batches, so that nobody waits for it.

Nothing that was promised to anybody goes this way; a statistic loses the last two seconds.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import structlog
from django.conf import settings
from django.db import DatabaseError

from desireline.kit.writes.api import write

__all__ = ["Later"]

T = TypeVar("T")
EVERY = 2.0


class Later(Generic[T]):
    """Things that wait to be stored, in pieces of `chunk`; beyond `most` they are dropped.

    Of two things with the same `key` the first stays; `order` sorts them before they are stored. `store(part)` runs in
    a durable transaction; what it returns is added up by `flush`.
    """

    def __init__(
        self,
        name: str,
        store: Callable[[list[T]], int],
        *,
        most: int,
        chunk: int,
        key: Callable[[T], Hashable] = id,
        order: Callable[[T], Any] | None = None,
    ) -> None:
        self.name, self._store, self._most, self._chunk = name, store, most, chunk
        self._key, self._order = key, order
        self._waiting: dict[Hashable, T] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, *things: T) -> None:
        with self._lock:
            for one in things:
                if len(self._waiting) < self._most:
                    self._waiting.setdefault(self._key(one), one)
        if settings.WRITES == "grouped" and self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
            self._thread.start()
            atexit.register(self.flush)

    def _run(self) -> None:
        while True:
            time.sleep(EVERY)
            try:
                self.flush()
            except (DatabaseError, TimeoutError) as error:
                structlog.get_logger(self.name).warning("not written", error=str(error))

    def flush(self) -> int:
        """Write what waits. Returns the sum of what `store` returned."""
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        if self._order is not None:
            waiting.sort(key=self._order)
        parts = [waiting[start : start + self._chunk] for start in range(0, len(waiting), self._chunk)]
        return sum(write(lambda part=part: self._store(part)) for part in parts)  # type: ignore[misc]

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
