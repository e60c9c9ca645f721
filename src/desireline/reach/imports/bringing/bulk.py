"""Many rows at once, by SQL. Rows get their ids beforehand, so that nothing has to be asked for afterwards."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import orjson
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

Row = Sequence[Any]
CHUNK, STATEMENT = 5000, 100
_EASE = {"cache_size": -98304, "wal_autocheckpoint": 16384}  # KiB, pages of 4 KiB


def model(name: str) -> Any:
    """The model of `room.Name`: an import writes the tables of lower rooms, and only their columns."""
    return apps.get_model(name)


def new_ids(name: str, number: int) -> list[int]:
    """Ids for new rows, never given before. Call in the transaction that inserts them."""
    if not number:
        return []
    table = model(name)._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) s,"
                " generate_series(1, %s)",
                [table, number],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")  # noqa: S608 - our own name
        first = max(found[0] if found else 0, cursor.fetchone()[0]) + 1
    return list(range(first, first + number))


def insert(
    name: str, columns: Sequence[str], rows: Sequence[Row], *, ignore: bool = False, ready: bool = False
) -> int:
    """Insert rows of these columns; the others get their defaults. `ignore`: leave out those that are there already;
    `ready`: the values stand as the database takes them.

    Returns how many went in.
    """
    if not rows:
        return 0
    table = model(name)._meta.db_table
    names, convert, tail = _shape(name, tuple(columns), connection.vendor)
    lines = rows if ready and not tail else [_line(row, () if ready else convert) + tail for row in rows]
    if connection.vendor == "postgresql":
        return _copied(table, names, lines, ignore=ignore)
    return _listed(table, names, lines, ignore=ignore)


def _listed(table: str, names: Sequence[str], rows: Sequence[Row], *, ignore: bool) -> int:
    """SQLite: a hundred rows a statement, which takes two thirds of the time that one by one does."""
    listed = ", ".join(f'"{column}"' for column in names)
    row, rest = f"({', '.join(['%s'] * len(names))})", " ON CONFLICT DO NOTHING" if ignore else ""
    number, whole = 0, len(rows) // STATEMENT * STATEMENT
    with connection.cursor() as cursor:
        for size, start, end in ((STATEMENT, 0, whole), (len(rows) - whole, whole, len(rows))):
            if start < end:
                sql = f"INSERT INTO {table} ({listed}) VALUES {', '.join([row] * size)}{rest}"  # noqa: S608
                parts = [list(chain.from_iterable(rows[at : at + size])) for at in range(start, end, size)]
                cursor.executemany(sql, parts)
                number += cursor.rowcount
    return number


def _line(row: Row, convert: Sequence[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    if not convert:
        return tuple(row)
    line = list(row)
    for at, change in convert:
        if line[at] is not None:
            line[at] = change(line[at])
    return tuple(line)


def _copied(table: str, names: Sequence[str], rows: Iterable[Row], *, ignore: bool) -> int:
    """PostgreSQL: COPY; through a temporary table if it turns out that some rows are there already."""
    listed = ", ".join(f'"{name}"' for name in names)
    if not ignore:
        return _copy(table, listed, rows)
    try:
        with transaction.atomic():
            return _copy(table, listed, rows)
    except IntegrityError:
        pass
    into = f"bring_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS {into} (LIKE {table}) ON COMMIT DROP")
        cursor.execute(f"TRUNCATE {into}")
        _copy(into, listed, rows)
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {listed} FROM {into} ON CONFLICT DO NOTHING"  # noqa: S608
        )
        return int(cursor.rowcount)


def _copy(table: str, listed: str, rows: Iterable[Row]) -> int:
    with connection.cursor() as cursor:
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return int(cursor.rowcount)


@cache
def _shape(
    name: str, given: tuple[str, ...], vendor: str
) -> tuple[tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...], tuple[Any, ...]]:
    """All columns that an insert names, how the given values are written, and the values of the others."""
    fields = {field.column: field for field in model(name)._meta.concrete_fields}
    convert = tuple((at, to) for at, column in enumerate(given) if (to := _to(fields[column], vendor)))
    others = [
        field
        for column, field in fields.items()
        if column not in given and not field.null and not field.primary_key
    ]
    tail = tuple(_default(field) for field in others)
    return (*given, *(field.column for field in others)), convert, tail


def _default(field: Any) -> Any:
    value = field.get_default()
    if isinstance(value, datetime):
        return stamp(value)
    return field.get_db_prep_save(value, connection)


def _to(field: Any, vendor: str) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return _as_text if vendor == "sqlite" else None
    if isinstance(field, models.JSONField):
        return lambda value: orjson.dumps(value).decode()
    if isinstance(field, models.DecimalField):
        return str if vendor == "sqlite" else None
    return None


def stamp(value: datetime) -> Any:
    """A moment (aware) as the database takes it."""
    return stamper()(value)


def stamper() -> Callable[[datetime], Any]:
    """`stamp`, for many."""
    return _as_it_is if connection.vendor == "postgresql" else _as_text


def _as_it_is(value: datetime) -> datetime:
    return value


def _as_text(value: datetime) -> str:
    """As `isoformat` would write it, in a quarter of its time."""
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    text = f"{_day(value.toordinal())} {_MINUTES[value.hour * 60 + value.minute]}{_SECONDS[value.second]}"
    return f"{text}.{value.microsecond:06}" if value.microsecond else text


_MINUTES = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
_SECONDS = [f":{second:02}" for second in range(60)]


@lru_cache(20_000)
def _day(number: int) -> str:
    return date.fromordinal(number).isoformat()


@contextmanager
def at_ease() -> Iterator[None]:
    """SQLite holds more in memory while much is written, and moves it from its log to the file less often. Python looks
    for circles of garbage less often: records have none, and there are many of them.
    """
    often = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        with _roomy() if connection.vendor == "sqlite" else nullcontext():
            yield
    finally:
        gc.set_threshold(*often)


@contextmanager
def _roomy() -> Iterator[None]:
    with connection.cursor() as cursor:
        before = [(name, cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in _EASE]
        for name, value in _EASE.items():
            cursor.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, value in before:
                cursor.execute(f"PRAGMA {name} = {value}")


def change(name: str, to: str, rows: Sequence[Row]) -> None:
    """Change many rows, each by values of its own: the last is its id, `to` calls the others column1, column2 ..."""
    table = model(name)._meta.db_table
    for part in chunks(rows, CHUNK if connection.vendor == "postgresql" else STATEMENT):
        values = ", ".join([f"({', '.join(['%s'] * len(part[0]))})"] * len(part))
        sql = f"UPDATE {table} SET {to} FROM (VALUES {values}) AS v WHERE {table}.id = v.column{len(part[0])}"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, list(chain.from_iterable(part)))


def many(sql: str, rows: Sequence[Any]) -> None:
    """The same change for many rows."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterable[list[Any]]:
    """Lists of at most `size`."""
    found: list[Any] = []
    for value in values:
        found.append(value)
        if len(found) >= size:
            yield found
            found = []
    if found:
        yield found


def keep_change(batch: int, name: str, object_id: int, values: dict[str, list[Any]]) -> None:
    """Remember what a batch changes on a row that was there: by column, the value before and the value after."""
    insert(
        "reach.ImportedChange",
        ("batch_id", "table", "object_id", "values"),
        [(batch, name, object_id, values)],
    )
