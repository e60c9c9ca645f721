"""Is the instance ready to serve?"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection
from django.utils import timezone

from desireline.kit.jobs.api import worker_seen
from desireline.site.operate.prepare import migrations_waiting

__all__ = ["report"]

ALIVE = timedelta(seconds=60)


@cache
def _migrated() -> bool:
    """Raises LookupError rather than remembering a no."""
    if migrations_waiting():
        raise LookupError
    return True


def report() -> tuple[bool, dict[str, str]]:
    """Whether requests can be served, and the state of database, migrations and worker.

    A silent worker is told but does not make the instance unready: pages are served without it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        migrations = "applied" if _migrated() else ""
        seen = worker_seen()
    except LookupError:
        return False, {"database": "ok", "migrations": "waiting: run desireline up", "worker": "unknown"}
    except DatabaseError:
        return False, {"database": "does not answer", "migrations": "unknown", "worker": "unknown"}
    alive = seen is not None and timezone.now() - seen < ALIVE
    worker = "ok" if alive else f"silent since {seen:%Y-%m-%d %H:%M:%S} UTC" if seen else "never seen"
    return True, {"database": "ok", "migrations": migrations, "worker": worker}
