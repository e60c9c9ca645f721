"""The worker: two lanes that run jobs, and a pulse that keeps their leases.

Quick jobs (mail, ranking) and long ones (imports) have a lane each. A worker that dies leaves leases that expire, or
that the next worker of this machine takes away; the jobs then run again. Several workers may run side by side.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, close_old_connections, connection

from desireline.kit.jobs import holders, leases, periods, pulse
from desireline.kit.jobs.kinds import COMPANIONS, KINDS
from desireline.kit.jobs.models import Job
from desireline.kit.jobs.progress import Progress
from desireline.kit.jobs.running import run

log = structlog.get_logger("worker")
IDLE = 0.5
PULSE = 0.5
SIGN_OF_LIFE = 10.0
GRACE = 10.0


class Worker:
    def __init__(self) -> None:
        self.token = holders.new_token()
        self.stopping = threading.Event()
        self._running: dict[int, Progress] = {}
        self._signed = self._renewed = 0.0

    def work(self) -> None:
        """Run until `stop`. Leaves running jobs at their next step; those that do not step in time run again."""
        names = {True: [k.name for k in KINDS if k.long], False: [k.name for k in KINDS if not k.long]}
        lanes = [
            threading.Thread(target=self._lane, args=(kinds,), daemon=True)
            for kinds in names.values()
            if kinds
        ]
        self._guarded(lambda: bool(leases.free_the_dead()))
        companions = [make() for make in COMPANIONS]
        for lane in lanes:
            lane.start()
        for companion in companions:
            companion.start()
        log.info("started", kinds=len(KINDS.names()))
        while not self.stopping.wait(PULSE):
            self._guarded(self._beat)
        deadline = time.monotonic() + GRACE
        for progress in list(self._running.values()):
            progress.stop = True
        for lane in lanes:
            lane.join(max(0.0, deadline - time.monotonic()))
        for companion in companions:
            companion.stop()
        log.info("stopped")

    def stop(self) -> None:
        self.stopping.set()

    def _lane(self, kinds: list[str]) -> None:
        while not self.stopping.is_set():
            if not self._guarded(lambda: self._one(kinds)):
                self.stopping.wait(IDLE)
        connection.close()

    def _one(self, kinds: list[str]) -> bool:
        close_old_connections()
        job = leases.take(kinds, token=self.token, without=list(self._running))
        if job is None:
            return False
        with self._held(job) as progress:
            run(job, progress=progress)
        return True

    @contextmanager
    def _held(self, job: Job) -> Iterator[Progress]:
        progress = self._running[job.pk] = Progress()
        try:
            yield progress
        finally:
            del self._running[job.pk]

    def _beat(self) -> bool:
        now = time.monotonic()
        everything = now - self._renewed > leases.LEASE.total_seconds() / 6
        for pk, progress in list(self._running.items()):
            if everything or progress.changed:
                held = leases.renew(pk, token=self.token, progress=progress)
                if not held and pk in self._running:
                    progress.stop = True
        if everything:
            self._renewed = now
        if now - self._signed > SIGN_OF_LIFE:
            close_old_connections()
            pulse.beat()
            periods.schedule()
            self._signed = now
        return True

    def _guarded(self, part: Callable[[], bool]) -> bool:
        try:
            return bool(part())
        except DatabaseError as error:
            log.warning("the database did not answer", error=str(error))
            connection.close()
            self.stopping.wait(1.0)
            return False


def main() -> None:
    """Work until SIGTERM or SIGINT."""
    worker = Worker()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stop())
    worker.work()
