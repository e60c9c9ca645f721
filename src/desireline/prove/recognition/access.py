"""One release, or one note of thanks, for one person, or the page does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.prove.recognition.models import Release, ThankNote


def release_read(person: Person | None, pk: int) -> Release:
    """A release that the person may see, with its project, outcome and audience."""
    rows: Any = Release.objects.visible_to(person)
    joined = ("project__outcome__future", "project__owner", "audience", "by")
    found: Release | None = rows.select_related(*joined).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def release_write(person: Person | None, pk: int) -> Release:
    """A release for the team."""
    if not may(person, Permission.CODEVELOP):
        raise Http404
    return release_read(person, pk)


def note_write(person: Person, pk: int) -> ThankNote:
    """A note of thanks, also one that was taken away, in a release for the team."""
    found = ThankNote.objects.select_related("by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.release = release_write(person, found.release_id)
    return found
