"""Who may see a person's profile."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from markupsafe import Markup

from desireline.people.identity.models import Person
from desireline.people.profile.api import PANELS
from desireline.people.roles.api import is_staff, viewer


def shown_to(request: HttpRequest, pk: int) -> tuple[Person, list[tuple[Any, Markup]]]:
    """The person and the panels that this reader sees of them.

    A profile exists for the person, for our own people, and for those who can see something that the person brought:
    that somebody is a customer here is nobody else's business. 404 otherwise, and after erasure.
    """
    reader = viewer(request)
    person = Person.objects.filter(pk=pk, erased__isnull=True).select_related("account", "picture").first()
    if person is None:
        raise Http404
    ordered = sorted(PANELS, key=lambda panel: panel.order)
    drawn = [(panel.title, html) for panel in ordered if (html := panel.draw(request, person))]
    own = reader is not None and reader.pk == person.pk
    if own or is_staff(reader) or (drawn and person.is_active):
        return person, drawn
    raise Http404
