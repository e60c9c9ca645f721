"""Who sends a request: the session and the person in one narrow query, asked anew each time.

So a person who is blocked, or whose sessions were ended, is out with the next request. What is not plain (no such
session, another hash, a key that was changed) is left to Django's own way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import models
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from desireline.kit.options.memory import Recent
from desireline.kit.rows.api import moment, now_value, one
from desireline.people.identity.models import Person

__all__ = ["recognise"]

_owners: Recent[str, int] = Recent(20_000)  # a guess that saves a query; what it leads to is checked


def recognise(request: HttpRequest) -> None:
    """Put the person of a plain session on the request, with the session read."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return
    found = _look(key, _owners.get(key) or 0)
    if found is None:
        return
    session, person = found
    request.session._session_cache = session  # type: ignore[attr-defined]  # where Django keeps what it read
    request.session.accessed = True
    request._cached_user = person  # type: ignore[attr-defined]  # where Django keeps whom it found
    request.user = person


def _look(key: str, guess: int) -> tuple[dict[str, Any], Person] | None:
    row = one(_statement(), [guess, key, now_value()])
    session = orjson.loads(_decoded(row[0])) if row else {}
    owner = session.get(SESSION_KEY, "")
    if not owner.isdigit() or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    if int(owner) != guess:
        _owners.put(key, int(owner))
        before, row = row, one(_statement(), [int(owner), key, now_value()])
        if row is None or row[0] != before[0]:
            return None
    if row[1] is None:
        return None
    person = _person(row[1:])
    same = constant_time_compare(session.get(HASH_SESSION_KEY, ""), _hash(person.password, person.lock))
    return (session, person) if same and person.is_active else None


@lru_cache(maxsize=4096)
def _decoded(data: str) -> bytes:
    """The signed session as JSON: its signature is checked once."""
    return orjson.dumps(SessionStore().decode(data))


@lru_cache(maxsize=4096)
def _hash(password: str, lock: str) -> str:
    return Person(password=password, lock=lock).get_session_auth_hash()


@lru_cache(maxsize=1)
def _statement() -> str:
    columns = ", ".join(f"p.{name}" for name, _, _ in _fields())
    return (
        f"SELECT s.session_data, {columns} FROM django_session s LEFT JOIN people_person p ON p.id = %s"  # noqa: S608
        " WHERE s.session_key = %s AND s.expire_date > %s"
    )


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str | None, str, Any], ...]:
    """Every column with the attribute that it becomes and what turns it into its value. The id is the first."""
    return tuple((field.column, field.attname, _reader(field)) for field in Person._meta.concrete_fields)


def _reader(field: Any) -> Any:
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.BooleanField):
        return bool
    return _json if isinstance(field, models.JSONField) else None


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def _person(values: Any) -> Person:
    fields = _fields()
    pairs = zip(fields, values, strict=True)
    read = [value if turn is None or value is None else turn(value) for (_, _, turn), value in pairs]
    return Person.from_db("default", [name for _, name, _ in fields], read)
