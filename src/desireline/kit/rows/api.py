"""Narrow reading and writing by SQL, for the few places where every microsecond is asked for.

SQLite gives dates as text and takes them as text; these helpers hide that.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from desireline.kit.rows.snapshot import snapshot

__all__ = ["fetch", "marks", "moment", "now_value", "one", "run", "snapshot", "time_value"]


def marks(values: Sequence[Any]) -> str:
    """Placeholders for a list: `%s, %s, %s`."""
    return ", ".join(["%s"] * len(values))


def fetch(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    """All rows of a query as tuples."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Any] = cursor.fetchall()
    return rows


def one(sql: str, params: Sequence[Any] = ()) -> Any:
    """The first row of a query (or of what a change returns) as a tuple, or None."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def run(sql: str, params: Sequence[Any] = ()) -> int:
    """Run a change; the number of rows it met."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return int(cursor.rowcount)


def time_value(value: datetime) -> Any:
    """A moment as the database wants it."""
    return connection.ops.adapt_datetimefield_value(value)


def now_value() -> Any:
    """The present moment as the database wants it."""
    return time_value(timezone.now())


def moment(value: Any) -> datetime | None:
    """A moment that came from `fetch`, with its zone (UTC)."""
    if value is None:
        return None
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
