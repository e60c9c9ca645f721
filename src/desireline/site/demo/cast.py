"""Who one can look around as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desireline.people.identity.api import Person
from desireline.people.roles.api import label


@dataclass(frozen=True, slots=True)
class Guise:
    """One of the cast on a card; `key` is what the sign-in asks for."""

    key: str
    name: str
    role: Any
    about: str
    hue: int
    blocked: bool

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def cast() -> list[Guise]:
    """The people of this instance who have a part, in the order in which they were written down. One query."""
    rows = Person.objects.filter(attributes__has_key="cast", erased__isnull=True).order_by("id")
    return [
        Guise(
            key=person.attributes["cast"],
            name=person.shown_name,
            role=label(person.role),
            about=person.about,
            hue=person.hue_index,
            blocked=not person.is_active,
        )
        for person in rows
    ]
