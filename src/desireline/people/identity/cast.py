"""The people as whom one click signs in: in the demo instance, and only there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from desireline.people.identity.models import Person
from desireline.people.roles.api import Role, label


@dataclass(frozen=True, slots=True)
class Member:
    slug: str
    name: str
    role: Any
    about: str
    hue: int


def cast_of() -> list[Member]:
    """The cast, customers first; nobody outside the demo."""
    if not settings.DEMO:
        return []
    order = list(Role)
    found = Person.objects.filter(attributes__has_key="cast", is_active=True)
    members = sorted(found, key=lambda person: (order.index(Role(person.role)), person.pk))
    return [
        Member(
            person.attributes["cast"], person.shown_name, label(person.role), person.about, person.hue_index
        )
        for person in members
    ]
