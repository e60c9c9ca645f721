from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.guide.connectors import due, identity, page
from desireline.guide.connectors.access import known_name, record_for
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, viewer


@require_safe
@needs(Permission.IMPORT)
def connectors(request: HttpRequest) -> HttpResponse:
    """All sources and how they are; only the list for the refresh."""
    part = request.headers.get("HX-Request") == "true"
    shown = {"found": page.overview()}
    return render(request, "connectors/_list.html" if part else "connectors/connectors.html", shown)


@require_safe
@needs(Permission.IMPORT)
def source(request: HttpRequest, name: str) -> HttpResponse:
    """One source: runs, sample cards with who would see them, customers."""
    return render(request, "connectors/source.html", {"found": page.detail(known_name(name))})


@require_POST
@needs(Permission.IMPORT)
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """Have the worker bring the source, or try it (`kind=look`)."""
    person = viewer(request)
    look = request.POST.get("kind") == "look"
    due.ask(due.LOOK if look else due.SYNC, known_name(name), by=person.pk if person else None)
    said(request, _("The worker tries it. Nothing is changed.") if look else _("The worker brings it now."))
    return redirect("connector", name)


@require_POST
@needs(Permission.IMPORT)
def link(request: HttpRequest, name: str) -> HttpResponse:
    """Say who a customer of the source is."""
    person = actor(request)
    try:
        identity.link(
            known_name(name),
            external=request.POST.get("external", ""),
            whom=request.POST.get("whom", ""),
            by=person,
        )
        said(request, _("It counts from the next time that the source is brought."))
    except Refused as refused:
        said(request, refused.message)
    return redirect("connector", name)


@require_POST
@needs(Permission.IMPORT)
def unlink(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Take back what was said about a customer."""
    person = actor(request)
    identity.unlink(known_name(name), pk=pk, by=person)
    said(request, _("It counts from the next time that the source is brought."))
    return redirect("connector", name)


@require_safe
def record(request: HttpRequest, key: str) -> HttpResponse:
    """A record of another system that has no page of its own, for who may see it."""
    card, label = record_for(viewer(request), key)
    response = render(request, "connectors/record.html", {"card": card, "source_label": label})
    response.headers["Cache-Control"] = "private, no-store"
    return response
