"""Who saw which idea, and where in the list: gathered in memory, written in batches.

What was seen in the last two seconds before a crash is not known afterwards. That costs a little evidence for the order
of ideas and nothing else, and saves a write for each look at a list.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections import defaultdict
from dataclasses import dataclass

import structlog
from django.conf import settings
from django.db import DatabaseError

from desireline.kit.rows.api import fetch, marks, now_value, run
from desireline.kit.writes.api import write
from desireline.maths.ranking import position_propensity

MOST_AT_ONCE = 60
MOST_WAITING = 20_000
EVERY = 2.0
CHUNK = 200
log = structlog.get_logger("order.seen")


@dataclass(frozen=True, slots=True)
class Seen:
    idea_id: int
    visit: str
    surface: int
    position: int


class _Buffer:
    def __init__(self) -> None:
        self._waiting: dict[tuple[int, str], Seen] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, seen: list[Seen]) -> None:
        with self._lock:
            for one in seen:
                if len(self._waiting) < MOST_WAITING:
                    self._waiting.setdefault((one.idea_id, one.visit), one)
        if settings.WRITES == "grouped" and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="impressions", daemon=True)
            self._thread.start()
            atexit.register(self.flush)

    def _run(self) -> None:
        while True:
            time.sleep(EVERY)
            try:
                self.flush()
            except (DatabaseError, TimeoutError) as error:
                log.warning("impressions were not written", error=str(error))

    def flush(self) -> int:
        """Write what waits. Returns how many impressions were new."""
        with self._lock:
            waiting, self._waiting = list(self._waiting.values()), {}
        waiting.sort(key=lambda one: (one.idea_id, one.visit))
        new = 0
        for start in range(0, len(waiting), CHUNK):
            part = waiting[start : start + CHUNK]
            new += write(lambda part=part: _store(part))  # type: ignore[misc]
        return new


_buffer = _Buffer()
note = _buffer.add
flush = _buffer.flush


def _store(part: list[Seen]) -> int:
    known = {
        row[0]
        for row in fetch(
            f"SELECT id FROM listen_idea WHERE state = 1 AND id IN ({marks(part)})",  # noqa: S608 - placeholders only
            [one.idea_id for one in part],
        )
    }
    part = [one for one in part if one.idea_id in known]
    if not part:
        return 0
    now = now_value()
    values = ", ".join(["(%s, %s, %s, %s, %s)"] * len(part))
    new = fetch(
        f"INSERT INTO listen_impression (idea_id, visit, surface, position, at) VALUES {values}"  # noqa: S608
        " ON CONFLICT (idea_id, visit) DO NOTHING RETURNING idea_id, position",
        [value for one in part for value in (one.idea_id, one.visit, one.surface, one.position, now)],
    )
    weight: dict[int, tuple[int, float]] = defaultdict(lambda: (0, 0.0))
    for idea_id, position in new:
        seen, exposure = weight[idea_id]
        weight[idea_id] = seen + 1, exposure + position_propensity(position)
    for idea_id, (seen, exposure) in sorted(weight.items()):
        run(
            "UPDATE listen_idea SET seen = seen + %s, exposure = exposure + %s WHERE id = %s",
            [seen, exposure, idea_id],
        )
    return len(new)
