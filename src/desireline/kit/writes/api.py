"""Durable writes with group commit.

One writer thread a process takes what request threads hand over and commits it together: with `synchronous=FULL` the
wait for the disk is shared by all writes that came in meanwhile. Each write has its own savepoint, so that one that
fails does not take the others with it. `write` returns after the commit: what it returns is durable.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from django.conf import settings
from django.db import close_old_connections, connection, transaction

__all__ = ["write"]

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "Future[Any]"]
MOST = 64


class _Writer:
    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        self._queue.put((work, future))
        if self._thread is None or not self._thread.is_alive():
            with self._lock:
                if self._thread is None or not self._thread.is_alive():
                    self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
                    self._thread.start()
        return future

    def _run(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < MOST:
                try:
                    batch.append(self._queue.get_nowait())
                except queue.Empty:
                    break
            close_old_connections()
            self._commit(batch)

    def _commit(self, batch: list[_Job]) -> None:
        done: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with transaction.atomic():
                for work, future in batch:
                    try:
                        with transaction.atomic():
                            done.append((future, work(), None))
                    except Exception as error:
                        done.append((future, None, error))
        except Exception as error:
            connection.close()
            for _, future in batch:
                future.set_exception(error)
            return
        for future, result, failure in done:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)


_writer = _Writer()


def write(work: Callable[[], T]) -> T:
    """Run `work` in a transaction and return its result once it is durable.

    Inside an open transaction, or with DESIRELINE_WRITES=each, it runs in this thread. Errors of `work` are raised
    here.
    """
    if settings.WRITES == "each" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    result: T = _writer.submit(work).result(timeout=60)
    return result
