"""The secret address of a person's calendar. It is shown once; only a hash of it is kept; it can be ended."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from desireline.codevelop.sessions.models import CalendarLink
from desireline.people.roles.api import Permission, must

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(*, by: Person) -> str:
    """A new secret for the person's calendar; an older one ends."""
    must(by, Permission.CONTRIBUTE)
    end(by=by)
    token = secrets.token_urlsafe(24)
    CalendarLink.objects.create(person=by, token_hash=_hash(token))
    return token


@transaction.atomic
def end(*, by: Person) -> None:
    """Calendars that know the address read nothing any more."""
    CalendarLink.objects.filter(person=by, ended_at__isnull=True).update(ended_at=timezone.now())


def link_of(person: Person) -> CalendarLink | None:
    return CalendarLink.objects.filter(person=person, ended_at__isnull=True).first()


def person_of(token: str) -> Person | None:
    """Whose calendar it is; nobody for an ended one, and for people who are blocked or gone."""
    rows = CalendarLink.objects.filter(token_hash=_hash(token[:100]), ended_at__isnull=True)
    found = rows.select_related("person").first()
    return found.person if found and found.person.is_active else None
