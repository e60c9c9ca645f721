"""Who works on a project, and what it grew out of: small deeds with a way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.codevelop.projects import changing
from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.origins import origins
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, needs
from desireline.understand.themes.api import Theme

OFFERED = 12  # ideas for a search
KINDS = ("idea", "theme", "session")


@require_POST
@needs(Permission.CODEVELOP)
def project_members(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`act` join or leave, for `person`."""
    by = actor(request)
    found = project_write(by, slug)
    given = request.POST if "act" in request.POST else request.GET
    person = Person.objects.filter(pk=row_id(given.get("person", "")), is_active=True).first()
    if person is None:
        raise Http404
    act = given.get("act")
    undo = f"{reverse('project_members', args=[slug])}?act={'join' if act == 'leave' else 'leave'}&person={person.pk}"
    try:
        if act == "leave":
            changing.leave(found, person=person, by=by)
            said(request, _("%(name)s is no longer a member.") % {"name": person.shown_name}, undo=undo)
        else:
            changing.join(found, person=person, by=by)
            said(request, _("%(name)s is a member.") % {"name": person.shown_name}, undo=undo)
    except Refused as no:
        messages.error(request, no.message)
    if not Project.objects.visible_to(by).filter(pk=found.pk).exists():
        return redirect("projects")
    return redirect("project", slug=slug)


@needs(Permission.CODEVELOP)
def project_origins(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it grew out of, to add to and to take from. The address holds the words that are looked for."""
    by = actor(request)
    found = project_write(by, slug)
    if request.method == "POST":
        return _change(request, found, by)
    q = request.GET.get("q", "").strip()[:100]
    mine = {row.idea_id for row in found.origins.all()}
    context = {
        "project": found,
        "origins": origins(found, by),
        "q": q,
        "ideas": _ideas(by, q, mine) if q else [],
        "themes": _themes(found),
    }
    return render(request, "projects/origins.html", context)


def _ideas(person: Person, q: str, mine: set[int | None]) -> list[Idea]:
    rows = (
        Idea.objects.visible_to(person)
        .filter(state=Idea.State.PUBLISHED)
        .exclude(pk__in=[pk for pk in mine if pk])
    )
    for word in q.split()[:6]:
        rows = rows.filter(title__icontains=word)
    return list(rows.select_related("board").order_by("-votes", "-pk")[:OFFERED])


def _themes(project: Project) -> list[Theme]:
    """Themes that are about the same outcome come first; then the others by name."""
    mine = [row.theme_id for row in project.origins.all() if row.theme_id]
    rows = Theme.objects.filter(gone__isnull=True, level=2).exclude(pk__in=mine)
    near = set(rows.filter(outcome_links__outcome=project.outcome_id).values_list("pk", flat=True))
    return sorted(rows.order_by("own_name", "name")[:200], key=lambda one: one.pk not in near)


def _session(person: Person, given: str) -> int | None:
    """The id of a session that the person may read."""
    pk = row_id(given)
    return pk if pk and Project.objects.visible_to(person).filter(sessions=pk).exists() else None


def _change(request: HttpRequest, project: Project, by: Person) -> HttpResponseBase:
    given = request.POST if "act" in request.POST else request.GET
    here = reverse("project_origins", args=[project.slug])
    if given.get("act") == "drop":
        row: Any = project.origins.filter(pk=row_id(given.get("origin", ""))).first()
        if row is None:
            raise Http404
        what = next(f"{kind}={pk}" for kind in KINDS if (pk := getattr(row, f"{kind}_id")))
        changing.drop_origin(row, by=by)
        said(request, _("Taken out of its origins."), undo=f"{here}?act=add&{what}")
        return redirect("project_origins", slug=project.slug)
    idea = Idea.objects.visible_to(by).filter(pk=row_id(given.get("idea", ""))).first()
    theme = (
        Theme.objects.filter(pk=row_id(given.get("theme", "")), gone__isnull=True).first()
        if idea is None
        else None
    )
    session = _session(by, given.get("session", "")) if idea is None and theme is None else None
    if idea is None and theme is None and session is None:
        messages.error(request, _("Choose an idea or a theme."))
        return redirect("project_origins", slug=project.slug)
    made = changing.add_origin(project, by=by, idea=idea, theme=theme, session=session)
    said(request, _("Added to its origins."), undo=f"{here}?act=drop&origin={made.pk}")
    return redirect("project_origins", slug=project.slug)
