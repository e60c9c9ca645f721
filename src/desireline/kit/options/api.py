"""Options of the instance: declared by features, kept in the database, read from memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from desireline.kit.options.models import Option
from desireline.kit.registry import Registry

__all__ = ["OPTIONS", "Declared", "bump", "declare", "get", "put", "stamps"]

Value = str | int | bool
_TTL = 1.0


@dataclass(frozen=True, slots=True)
class Declared:
    """An option: its group on the settings page, label, default, and a check that returns the cleaned value."""

    key: str
    group: str
    label: Any
    default: Value
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    long: bool = False
    clean: Callable[[Value], Value] | None = None


OPTIONS: Registry[Declared] = Registry("option")
_memory: tuple[float, dict[str, Value]] = (0.0, {})


def declare(option: Declared) -> Declared:
    """Make an option known."""
    return OPTIONS.add(option.key, option)


def _all() -> dict[str, Value]:
    global _memory  # noqa: PLW0603
    read, values = _memory
    if time.monotonic() - read > _TTL or not read:
        values = dict(Option.objects.values_list("key", "value"))
        _memory = (time.monotonic(), values)
    return values


def get(key: str) -> Any:
    """The value of a declared option (at most one second old). KeyError for one that nobody declared."""
    return _all().get(key, OPTIONS[key].default)


def put(values: dict[str, Value]) -> None:
    """Set options. Values pass the option's own check, which raises Refused."""
    global _memory  # noqa: PLW0603
    with transaction.atomic():
        for key, value in values.items():
            check = OPTIONS[key].clean
            Option.objects.update_or_create(key=key, defaults={"value": check(value) if check else value})
        bump("site")
    _memory = (0.0, {})


def forget() -> None:
    """Read again at the next question (tests, restore)."""
    global _memory  # noqa: PLW0603
    _memory = (0.0, {})


def bump(*keys: str) -> None:
    """Say that something shown on cached pages changed. Runs in the caller's transaction."""
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(
                "INSERT INTO kit_stamp (key, number) VALUES (%s, 1)"
                " ON CONFLICT (key) DO UPDATE SET number = kit_stamp.number + 1",
                [key],
            )


def stamps(keys: Iterable[str]) -> tuple[int, ...]:
    """The current numbers of the given stamps, in order (0 for one that never moved). One query."""
    wanted = list(keys)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, number FROM kit_stamp WHERE key IN ({marks})", wanted)  # noqa: S608 - marks only
        found = dict(cursor.fetchall())
    return tuple(found.get(key, 0) for key in wanted)
