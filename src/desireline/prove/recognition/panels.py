"""Recognition on pages of others: the project that was released, a person's own profile, the page of new ideas."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from desireline.codevelop.projects.api import Project, ProjectPanel
from desireline.kit.options.memory import remembered
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.recognition.models import Release
from desireline.prove.recognition.response import lately, promise
from desireline.prove.recognition.telling import address_of
from desireline.prove.recognition.wall import credits_page
from desireline.prove.recognition.words import ICONS, role_words


def of_project(project: Project, person: Person | None) -> ProjectPanel | None:
    """The way to its release, for whoever may see that."""
    if project.state != Project.State.RELEASED:
        return None
    found = Release.objects.visible_to(person).filter(project=project).first()
    if found is None:
        return None
    context = {"release": found, "address": address_of(found), "editor": may(person, Permission.CODEVELOP)}
    return ProjectPanel("recognition/_of_project.html", context, order=5, beside=True)


def of_person(request: HttpRequest, person: Person) -> Markup | None:
    """What came of what they said, on their own profile: nobody else sees it there."""
    reader = viewer(request)
    if reader is None or reader.pk != person.pk:
        return None
    page = credits_page(person, None)
    if not page["rows"]:
        return None
    context = {"rows": page["rows"], "more": page["next"], "roles": role_words(), "icons": ICONS}
    return Markup(render_to_string("recognition/_mine.html", context, request))  # noqa: S704 - our own template


def of_new_idea(person: Person | None) -> str:
    """What who brings an idea can count on, and how often it was kept lately."""
    days = promise()
    said = ngettext("We answer within %(num)s day.", "We answer within %(num)s days.", days) % {"num": days}
    kept = lately()
    if kept is None:
        return said
    told = _("Lately that held for %(kept)s of %(all)s ideas.") % {"kept": kept[0], "all": kept[1]}
    return f"{said} {told}"


@remembered
def _audiences() -> frozenset[int]:
    """The audiences for which there is something on the wall."""
    rows = Release.objects.public().order_by()
    return frozenset(rows.values_list("audience_id", flat=True).distinct())


def on_the_wall(request: HttpRequest) -> bool:
    """Whether the menu leads to the wall: for the team always, for others once there is something for them."""
    person = viewer(request)
    return may(person, Permission.SEE_TEAM) or bool(_audiences() & visible_ids(person))
