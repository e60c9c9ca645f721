"""Narrow reading and writing by SQL, for the few places where every microsecond is asked for.

SQLite gives dates as text and takes them as text; these helpers hide that. Django's own cursors cost more than most of
these statements do, so the driver is asked directly, except while somebody counts queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.utils import timezone

from desireline.kit.rows.snapshot import snapshot
from desireline.kit.rows.taken import take_back

__all__ = [
    "fetch",
    "insert",
    "marks",
    "moment",
    "now_value",
    "one",
    "run",
    "snapshot",
    "take_back",
    "time_value",
]

LONG = 2000  # characters of a statement that is not remembered: lists of ids make many of these
Row = TypeVar("Row", bound=models.Model)


def marks(values: Sequence[Any]) -> str:
    """Placeholders for a list: `%s, %s, %s`."""
    return ", ".join(["%s"] * len(values))


def fetch(sql: str, params: Sequence[Any] = ()) -> list[Any]:
    """All rows of a query as tuples."""
    with _asked(sql, params) as cursor:
        rows: list[Any] = cursor.fetchall()
    return rows


def one(sql: str, params: Sequence[Any] = ()) -> Any:
    """The first row of a query (or of what a change returns) as a tuple, or None."""
    with _asked(sql, params) as cursor:
        return cursor.fetchone()


def run(sql: str, params: Sequence[Any] = ()) -> int:
    """Run a change; the number of rows it met."""
    with _asked(sql, params) as cursor:
        return int(cursor.rowcount)


def insert(row: Row) -> Row:
    """Store a new row as it is given (no signals, no `pre_save`, no JSON), and give it its id."""
    sql, names = _insertion(type(row))
    values = [
        time_value(one) if isinstance(one, datetime) else one for one in (getattr(row, n) for n in names)
    ]
    row.pk = one(sql, values)[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


@lru_cache(maxsize=64)
def _insertion(model: type[models.Model]) -> tuple[str, list[str]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    table, key = model._meta.db_table, model._meta.pk
    assert key is not None  # noqa: S101 - models have one
    sql = f'INSERT INTO {table} ({columns}) VALUES ({marks(fields)}) RETURNING "{key.column}"'  # noqa: S608
    return sql, [field.attname for field in fields]


@contextmanager
def _asked(sql: str, params: Sequence[Any]) -> Iterator[Any]:
    wrapper = connections[DEFAULT_DB_ALIAS]
    if wrapper.connection is None or wrapper.queries_logged or wrapper.execute_wrappers:
        with wrapper.cursor() as cursor:
            cursor.execute(sql, params)
            yield cursor
        return
    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    wrapper.validate_no_broken_transaction()
    with wrapper.wrap_database_errors:
        if wrapper.vendor == "sqlite":
            turned = _question_marks(sql) if len(sql) < LONG else _turned(sql)
            cursor = wrapper.connection.execute(turned, params)
        else:
            cursor = wrapper.create_cursor()
            cursor.execute(sql, params)
        try:
            yield cursor
        finally:
            cursor.close()


def _turned(sql: str) -> str:
    return sql.replace("%%", "\0").replace("%s", "?").replace("\0", "%")


_question_marks = lru_cache(maxsize=1024)(_turned)


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
