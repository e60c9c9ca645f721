"""One candidate for one person of the team."""

from __future__ import annotations

from django.http import Http404

from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.leads.who import may_be


def candidate_for(reader: Person | None, pk: int) -> Person:
    """A customer who may be a candidate, also one without a score; 404 for who opted out."""
    if not may(reader, Permission.SEE_TEAM):
        raise Http404
    person: Person | None = Person.objects.filter(may_be(), pk=pk).select_related("account").first()
    if person is None:
        raise Http404
    return person
