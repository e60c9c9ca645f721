"""Guides, days and reminders: what needs no rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

_ITEM = re.compile(r"^\s*(\d{1,3})\s*(?:min(?:utes)?\b|['’′:.]|\s)\s*(.+)$", re.IGNORECASE)
LONGEST, MOST = 300, 60
REMIND_AT = time(9)


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a guide; `minutes` is None where nobody said how long."""

    text: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A point of the agenda with the moment at which it begins; None once a point before has no length."""

    text: str
    minutes: int | None
    at: datetime | None
    now: bool = False


def read_guide(text: str) -> list[Item]:
    """One point a line; a number before it are its minutes."""
    found = []
    for line in text.splitlines()[:MOST]:
        if not line.strip():
            continue
        parts = _ITEM.match(line)
        if parts and int(parts[1]) <= 999:
            found.append(Item(parts[2].strip()[:LONGEST], int(parts[1])))
        else:
            found.append(Item(line.strip()[:LONGEST]))
    return found


def write_guide(items: Iterable[Item]) -> str:
    """The lines from which `read_guide` makes the same items."""
    return "\n".join(f"{one.minutes} {one.text}" if one.minutes is not None else one.text for one in items)


def agenda(items: Sequence[Item], starts: datetime, now: datetime) -> list[Slot]:
    """The guide with times from the start; the point that is on now is marked."""
    found, at = [], starts
    known: datetime | None = at
    for one in items:
        begins = known
        known = begins + timedelta(minutes=one.minutes) if begins is not None and one.minutes else None
        on = begins is not None and begins <= now and (known is not None and now < known)
        found.append(Slot(one.text, one.minutes, begins, on))
    return found


def remind_from(starts: datetime, zone: tzinfo) -> datetime:
    """From when on a person in this zone is reminded: nine in the morning of the day before, as they count days."""
    day = starts.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day, REMIND_AT, tzinfo=zone)


def is_address(place: str) -> bool:
    """Whether the place is somewhere to go to by a click."""
    return place.startswith("https://") and not re.search(r"[\s\"'<>]", place)
