"""Rows as JSON and back, the same for SQLite and PostgreSQL."""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.apps import apps
from django.db import connection, models

Model = type[models.Model]
LEFT = frozenset({"contenttypes", "auth"})  # made by migrations, and nothing of ours points there
DERIVED = frozenset(
    {"engines_searchchange", "engines_searchindex", "engines_textvector"}
)  # made again from the rest
BATCH = 1000


def tables() -> list[Model]:
    """Every table that a backup holds, also those of many-to-many relations, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT
        and model._meta.db_table not in DERIVED
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns(model: Model) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def names(model: Model) -> list[str]:
    return [str(field.column) for field in columns(model)]


def read(model: Model) -> Iterator[list[Any]]:
    """All rows by primary key, as values of the columns."""
    attributes = [field.attname for field in columns(model)]
    yield from map(list, model._base_manager.order_by("pk").values_list(*attributes).iterator(BATCH))


def to_json(values: Sequence[Any]) -> bytes:
    """One row as a line of JSON."""
    return orjson.dumps(values, default=_plain, option=orjson.OPT_UTC_Z)


def _plain(value: Any) -> Any:
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def from_json(line: bytes, fields: Sequence[models.Field[Any, Any]]) -> list[Any]:
    """Database values of one line. ValueError for a line that does not fit the table."""
    values = orjson.loads(line)
    if len(values) != len(fields):
        raise ValueError(f"{len(values)} values for {len(fields)} columns")
    return [
        field.get_db_prep_save(_value(field, value), connection)
        for field, value in zip(fields, values, strict=True)
    ]


def _value(field: models.Field[Any, Any], value: Any) -> Any:
    target = getattr(field, "target_field", field)
    if value is None or isinstance(target, models.JSONField):
        return value
    if isinstance(target, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(target, models.DurationField):
        return dt.timedelta(seconds=value)
    if isinstance(target, models.UUIDField):
        return uuid.UUID(value)
    return target.to_python(value)


def insert(model: Model, rows: Iterator[list[Any]]) -> int:
    """Write rows as they are: no defaults, no auto_now. Returns how many."""
    quote, fields = connection.ops.quote_name, columns(model)
    into = ", ".join(map(quote, names(model)))
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({marks})"  # noqa: S608 - our own names
    count = 0
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                cursor.executemany(statement, batch)
                count, batch = count + len(batch), []
        if batch:
            cursor.executemany(statement, batch)
    return count + len(batch)
