"""The person behind a request that only signed-in people reach."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from desireline.people.identity.api import Person
from desireline.people.roles.api import viewer


def reader(request: HttpRequest) -> Person:
    """The signed-in person. Behind `@signed_in` or `@needs` there always is one."""
    person = viewer(request)
    if person is None:
        raise Http404
    return person
