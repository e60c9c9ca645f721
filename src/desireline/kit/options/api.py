"""Options of the instance: declared by features, kept in the database, read from memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options import memory
from desireline.kit.options.models import Option
from desireline.kit.registry import Registry

__all__ = [
    "GROUPS",
    "OPTIONS",
    "Declared",
    "Group",
    "bump",
    "checked",
    "declare",
    "declare_group",
    "get",
    "grouped",
    "just_read",
    "put",
    "stamps",
]

Value = str | int | bool
GLANCE = 0.02  # seconds; a page that many ask for at once looks its stamps up so often
_stamped: dict[tuple[str, ...], tuple[int, float, tuple[int, ...]]] = {}


@dataclass(frozen=True, slots=True)
class Declared:
    """An option: its group on the settings page, label, default, and a check that returns the cleaned value.

    The type of the default decides the field: yes or no, a whole number within `least`..`most`, or text. `clean` raises
    Refused. `widget` names a special field of the page; an option with the widget `hidden` has no field.
    """

    key: str
    group: str
    label: Any
    default: Value
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    long: bool = False
    clean: Callable[[Value], Value] | None = None
    least: int | None = None
    most: int | None = None
    widget: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the settings page."""

    key: str
    label: Any
    help: Any = ""
    order: int = 50


OPTIONS: Registry[Declared] = Registry("option")
GROUPS: Registry[Group] = Registry("group of options")


def declare(option: Declared) -> Declared:
    """Make an option known."""
    return OPTIONS.add(option.key, option)


def declare_group(group: Group) -> Group:
    """Give a group of options its title. Options of a group without one are shown under the group's key."""
    return GROUPS.add(group.key, group)


def grouped() -> list[tuple[Group, list[Declared]]]:
    """The options by group, both in their order."""
    found: dict[str, list[Declared]] = {}
    for option in OPTIONS:
        found.setdefault(option.group, []).append(option)
    titled = [(GROUPS.get(key) or Group(key, key.title()), options) for key, options in found.items()]
    return sorted(titled, key=lambda pair: pair[0].order)


@memory.remembered
def _all() -> dict[str, Value]:
    return dict(Option.objects.values_list("key", "value"))


def get(key: str) -> Any:
    """The value of a declared option (at most one second old). KeyError for one that nobody declared."""
    return _all().get(key, OPTIONS[key].default)


def checked(key: str, value: Value) -> Value:
    """The value as it will be kept. Raises Refused, with the option's key as `field`, for one that cannot be."""
    option = OPTIONS[key]
    if type(value) is not type(option.default):
        raise Refused(_("This is not the kind of value that is expected here."), field=key)
    if option.choices and value not in {choice for choice, _label in option.choices}:
        raise Refused(_("Choose one of the given values."), field=key)
    if isinstance(value, int) and not isinstance(value, bool):
        _within(option, value)
    try:
        return option.clean(value) if option.clean else value
    except Refused as refused:
        raise Refused(refused.message, field=key) from refused


def _within(option: Declared, value: int) -> None:
    low, high = option.least, option.most
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refused(
            _("Write a whole number from %(low)s to %(high)s.")
            % {"low": "0" if low is None else low, "high": "∞" if high is None else high},
            field=option.key,
        )


def put(values: dict[str, Value]) -> None:
    """Set options. Values pass `checked`, which raises Refused."""
    with transaction.atomic():
        for key, value in values.items():
            Option.objects.update_or_create(key=key, defaults={"value": checked(key, value)})
        bump("site")


def bump(*keys: str) -> None:
    """Say that something shown on cached pages changed. Runs in the caller's transaction."""
    wanted = sorted(set(keys))  # in one order everywhere, so that two writers never wait for each other
    if not wanted:
        return
    rows = ", ".join(["(%s, 1)"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO kit_stamp (key, number) VALUES {rows}"  # noqa: S608 - marks only
            " ON CONFLICT (key) DO UPDATE SET number = kit_stamp.number + 1",
            wanted,
        )
    memory.changed("site" in wanted)


def stamps(keys: Iterable[str]) -> tuple[int, ...]:
    """The current numbers of the given stamps, in order (0 for one that never moved). One query."""
    wanted = tuple(keys)
    changes = memory.changes()
    # SQLite looks up each `=` by the key; a list it may answer by reading the whole table
    sql = " UNION ALL ".join(["SELECT key, number FROM kit_stamp WHERE key = %s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        found = dict(cursor.fetchall())
    numbers = tuple(found.get(key, 0) for key in wanted)
    _stamped[wanted] = (changes, time.monotonic(), numbers)
    if len(_stamped) > 4000:
        _stamped.clear()
    return numbers


def just_read(keys: tuple[str, ...]) -> tuple[int, ...] | None:
    """The numbers as they were read up to `GLANCE` seconds ago, if this process changed nothing since; no query."""
    found = _stamped.get(keys)
    if found is None or found[0] != memory.changes() or time.monotonic() - found[1] > GLANCE:
        return None
    return found[2]
