"""Durable writes with group commit.

One writer thread a process takes what request threads hand over and commits it together: with `synchronous=FULL` the
wait for the disk is shared by all writes that came in meanwhile. One that fails does not take the others with it: they
are done again without it, so what a write does outside of the database it must be able to do twice. `write` returns
after the commit: what it returns is durable.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError, close_old_connections, connection, transaction

from desireline.kit.writes.slots import waiting

__all__ = ["stop", "write"]

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "Future[Any]"]
_Done = tuple["Future[Any]", Any, BaseException | None]
MOST = 64


class _Writer:
    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
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

    def stop(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while batch := self._next():
            close_old_connections()
            self._commit(batch)
        connection.close()

    def _next(self) -> list[_Job]:
        """What waits, at least one; nothing once the writer is asked to stop."""
        batch: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            batch.append(job)
            try:
                job = self._queue.get_nowait() if len(batch) < MOST else None
            except queue.Empty:
                return batch
            if job is None and len(batch) < MOST:
                self._queue.put(None)
        return batch

    def _commit(self, batch: list[_Job]) -> None:
        try:
            done = _together(batch)
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


def _together(batch: list[_Job]) -> list[_Done]:
    """Do all in one transaction. What comes back is committed; an error says that nothing is.

    Most go well, so they are tried without savepoints; if one does not, nothing has happened, and each gets its own.
    """
    try:
        with transaction.atomic():
            return [(future, work(), None) for work, future in batch]
    except Exception as error:
        if len(batch) == 1:
            return [(batch[0][1], None, error)]
    return _apart(batch)


def _apart(batch: list[_Job]) -> list[_Done]:
    done: list[_Done] = []
    with transaction.atomic():
        for work, future in batch:
            try:
                with transaction.atomic():
                    done.append((future, work(), None))
            except Exception as error:
                done.append((future, None, error))
        if (
            connection.needs_rollback
        ):  # a savepoint could not be taken back; leaving now would roll back silently
            raise OperationalError("the transaction broke")
    return done


_writer = _Writer()


def stop() -> None:
    """End the writer thread and its connection once what waits is written. The next write starts it again."""
    _writer.stop()


def write(work: Callable[[], T]) -> T:
    """Run `work` in a transaction and return its result once it is durable.

    Inside an open transaction, or with DESIRELINE_WRITES=each, it runs in this thread. Errors of `work` are raised
    here.
    """
    if settings.WRITES == "each" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    with waiting():
        result: T = _writer.submit(work).result(timeout=60)
    return result
