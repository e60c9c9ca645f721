"""Who one can look around as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desireline.people.identity.api import Person
from desireline.people.roles.api import label
from desireline.site.demo.reading import Table
from desireline.site.demo.script import BANK


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


@lru_cache(maxsize=1)
def simulated() -> str:
    """What the script says about itself, in Markdown."""
    return Table.of_file(BANK / "brand.toml", root=BANK).text("simulated")
