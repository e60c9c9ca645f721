"""What a person may take along of sessions, and what goes when they leave for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from desireline.codevelop.sessions.models import (
    CalendarLink,
    Finding,
    MapEdit,
    MapReader,
    Observation,
    SessionGuest,
)
from desireline.codevelop.sessions.noting import readable
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """What was noted about them goes, and their invitations with it. What they noted for the team stays without their
    name; what they wrote into maps is the map's."""
    SessionGuest.objects.filter(participant__person=person).delete()
    Observation.objects.filter(by=person).update(by=None)
    Finding.objects.filter(by=person).update(by=None)
    MapEdit.objects.filter(by=person).update(by=None)
    MapReader.objects.filter(person=person).delete()
    CalendarLink.objects.filter(person=person).delete()


def invitations(person: Person) -> Rows:
    """To which sessions they were invited, and whether they came."""
    rows = SessionGuest.objects.filter(participant__person=person, session__project__confidential=False)
    return _rows(rows, "session__title", "session__technique", "session__starts", "state", "at")


def noted_about(person: Person) -> Rows:
    """What was noted about them, as far as anybody may read it."""
    mine = {"guest__participant__person": person, "session__project__confidential": False}
    rows = readable().filter(**mine)
    return _rows(rows, "session__title", "kind", "text", "at")


def noted_by(person: Person) -> Rows:
    """What they wrote: notes, findings, and into maps. Notes of others' words only while these may be read."""
    fields = ("session__title", "text", "at")
    open_ones = {"session__project__confidential": False}
    yield from _rows(readable().filter(by=person, **open_ones), *fields, "kind")
    yield from _rows(Finding.objects.filter(by=person, **open_ones), *fields, "strength")
    edits = MapEdit.objects.filter(by=person, cell__step__session__project__confidential=False)
    yield from _rows(edits, "cell__step__session__title", "cell__row", "text", "at")


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    rows: Rows = found.order_by("id").values(*fields).iterator(500)
    return rows
