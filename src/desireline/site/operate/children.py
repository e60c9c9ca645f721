"""Child processes that are started together, restarted when they die, and stopped together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger("up")
PATIENCE = 15.0
LONGEST_PAUSE = 30.0


def _die_with_parent() -> None:
    """Linux: a child whose parent was killed is asked to stop, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@dataclass(slots=True)
class Child:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    again: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            self.command,
            env=dict(self.environment),
            preexec_fn=_die_with_parent,
        )

    def look(self) -> None:
        """Start it again if it died: at once, then with longer and longer pauses."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.again:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.deaths = 1 if now - self.started > 60 else self.deaths + 1
        self.again = now + min(2.0 ** (self.deaths - 1) - 1, LONGEST_PAUSE)
        self.process = None
        log.error("a part died and is started again", part=self.name, code=code, times=self.deaths)


class Family:
    """All children of `up`."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.stopping = False

    def start(self) -> None:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._stop)
        for child in self.children:
            child.start()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def watch(self) -> None:
        """Until asked to stop; then stop all children, by force where they do not listen."""
        while not self.stopping:
            for child in self.children:
                child.look()
            time.sleep(0.2)
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
