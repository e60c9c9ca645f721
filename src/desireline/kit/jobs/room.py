"""Long jobs write in short transactions and leave room between them: SQLite has one writer, and no queue for it."""

from __future__ import annotations

import time

from django.db import connection

PAUSE = 0.03  # who waits for the write lock looks again after 25 ms, later every 100


def leave_room() -> None:
    """Between two transactions of a long job: others may write. Inside of one, nothing happens."""
    if not connection.in_atomic_block:
        time.sleep(PAUSE)
