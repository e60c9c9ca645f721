"""Who is told, and how: pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

MAIL = ("soon", "daily", "never")


@dataclass(frozen=True, slots=True)
class Way:
    """How a person wants a kind of notice: shown on the page, and by mail soon, daily or never."""

    in_app: bool
    mail: str

    @property
    def silent(self) -> bool:
        return not self.in_app and self.mail == "never"


def ways(people: set[int], *, chosen: dict[int, Way], default: Way, reachable: set[int]) -> dict[int, Way]:
    """For each person their way; those without a verified address get no mail; silent ones are left out."""
    found = {}
    for person in people:
        way = chosen.get(person, default)
        if person not in reachable:
            way = Way(way.in_app, "never")
        if not way.silent:
            found[person] = way
    return found


def digest_due(oldest: datetime, *, now: datetime, zone: tzinfo) -> bool:
    """Whether the daily mail is due: it is past eight in the reader's zone, and something is from before eight."""
    here = now.astimezone(zone)
    eight = here.replace(hour=8, minute=0, second=0, microsecond=0)
    return here >= eight and oldest < eight
