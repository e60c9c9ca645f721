from __future__ import annotations

from django.http import Http404

from desireline.futures.futures.models import Future
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


def future_read(person: Person | None, slug: str) -> Future:
    """A future that the person may see; editors also see unpublished and archived ones."""
    rows = Future.objects.visible_to(person).select_related("owner", "picture", "audience")
    if not may(person, Permission.EDIT_FUTURES):
        rows = rows.filter(published__isnull=False, archived__isnull=True)
    future: Future | None = rows.filter(slug=slug).first()
    if future is None:
        raise Http404
    return future


def future_write(person: Person | None, slug: str) -> Future:
    if not may(person, Permission.EDIT_FUTURES):
        raise Http404
    return future_read(person, slug)
