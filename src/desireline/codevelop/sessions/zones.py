"""Time zones of people and sessions."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel.dates import format_time
from django.utils import timezone
from django.utils.translation import get_language

from desireline.codevelop.sessions.models import Session
from desireline.people.identity.api import Person


def zone(name: str) -> ZoneInfo:
    """The zone of that name, UTC for what is none."""
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, ZoneInfoNotFoundError, OSError):
        return ZoneInfo("UTC")


def zone_of(person: Person, session: Session) -> ZoneInfo:
    """In which zone the person counts the hours: theirs, or else that of the session."""
    return zone(person.time_zone or session.time_zone)


@lru_cache(maxsize=1)
def known() -> list[str]:
    """Names to choose from: places, and UTC."""
    areas = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return ["UTC", *sorted(name for name in available_timezones() if name.split("/")[0] in areas)]


def clock(value: datetime | None) -> str:
    """The time of day in the reader's zone and language."""
    if value is None:
        return ""
    locale = (get_language() or "en").replace("-", "_")
    return str(format_time(timezone.localtime(value), "short", locale=locale))
