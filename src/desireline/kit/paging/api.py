"""Paging by key. A cursor holds the sort values of the last row shown; nothing signs it and nobody trusts it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

import orjson
from django.db.models import Q, QuerySet

__all__ = [
    "Page",
    "by_moment",
    "decode",
    "encode",
    "latest",
    "moment_after",
    "moment_in",
    "number_after",
    "number_in",
    "page_of",
    "row_id",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows to show and the cursor of the next page, or None at the end."""

    rows: Sequence[T]
    next: str | None


def encode(key: Sequence[Any]) -> str:
    """A cursor from JSON-able sort values."""
    return base64.urlsafe_b64encode(orjson.dumps(list(key))).rstrip(b"=").decode()


def decode(cursor: str | None, *, length: int) -> list[Any] | None:
    """The sort values in a cursor, or None for a missing, damaged or foreign one (the list then starts anew)."""
    if not cursor or len(cursor) > 500:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = orjson.loads(raw)
    except (ValueError, binascii.Error):
        return None
    good = isinstance(values, list) and len(values) == length
    if not good or any(isinstance(value, (dict, list)) for value in values):
        return None
    return list(values)


def number_in(value: object) -> int | None:
    """A row's number out of a cursor, or None for what can be none."""
    return value if type(value) is int and 0 < value < 1 << 62 else None


def moment_in(value: object) -> datetime | None:
    """A moment out of a cursor (ISO 8601, with its zone), or None for what can be none, or none of our calendar."""
    try:
        moment = datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def number_after(cursor: str | None) -> int | None:
    """The row's number that a cursor holds, and nothing else; None where the list starts anew."""
    found = decode(cursor, length=1)
    return number_in(found[0]) if found else None


def moment_after(cursor: str | None) -> tuple[datetime, int] | None:
    """The moment and the row's number that a cursor holds, and nothing else; None where the list starts anew."""
    found = decode(cursor, length=2)
    if found and (moment := moment_in(found[0])) and (number := number_in(found[1])):
        return moment, number
    return None


def row_id(text: str) -> int:
    """A row's number as an address or a form gives it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def page_of(rows: Sequence[T], *, size: int, key: Callable[[T], Sequence[Any]]) -> Page[T]:
    """Cut `size + 1` fetched rows into a page; the surplus row only tells that there is more."""
    shown = rows[:size]
    more = len(rows) > size
    return Page(shown, encode(key(shown[-1])) if more else None)


def latest(rows: QuerySet[Any, Any], cursor: str | None, *, size: int) -> Page[Any]:
    """A page of the rows, which may be dictionaries with `id`, by their number: the highest first."""
    if last := number_after(cursor):
        rows = rows.filter(pk__lt=last)
    return page_of(list(rows.order_by("-pk")[: size + 1]), size=size, key=lambda row: [_of(row, "id")])


def by_moment(
    rows: QuerySet[Any, Any], column: str, cursor: str | None, *, size: int, down: bool = True
) -> Page[Any]:
    """A page of the rows, which may be dictionaries, by a column with moments: the latest first, or the earliest."""
    sign, way = ("-", "lt") if down else ("", "gt")
    if after := moment_after(cursor):
        moment, number = after
        rows = rows.filter(Q(**{f"{column}__{way}": moment}) | Q(**{column: moment, f"pk__{way}": number}))
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    return page_of(found, size=size, key=lambda row: [_of(row, column).isoformat(), _of(row, "id")])


def _of(row: Any, name: str) -> Any:
    return row[name] if isinstance(row, Mapping) else getattr(row, name)
