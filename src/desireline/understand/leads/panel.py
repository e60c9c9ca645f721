"""On one's own profile: whether one is looked at as a lead customer. Nobody else sees it."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff, viewer
from desireline.understand.leads.who import opted_out


def own_choice(request: HttpRequest, person: Person) -> Markup | None:
    if viewer(request) != person or is_staff(person):
        return None
    return Markup(render_to_string("leads/_choice.html", {"out": opted_out(person)}, request))  # noqa: S704 - our own template
