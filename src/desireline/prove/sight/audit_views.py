from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, needs, viewer
from desireline.prove.sight import access, mending
from desireline.prove.sight.audit import audit_page, part_of, part_page


def reader(request: HttpRequest) -> Person:
    """The signed-in person; behind `needs` there always is one."""
    person = viewer(request)
    if person is None:
        raise Http404
    return person


@require_safe
@needs(Permission.SEE_PORTFOLIO)
def audit(request: HttpRequest) -> HttpResponse:
    """Which share of the work serves a customer, and what does not; one list of it with `kind`."""
    part = part_of(request.GET)
    by = reader(request)
    return render(request, "sight/audit.html", part_page(by, part) if part else audit_page(by))


def attempt(request: HttpRequest, do: Callable[[], tuple[str, str]], back: str) -> HttpResponseBase:
    """Do it, say what was done with its undo, or why not; then back to the page."""
    try:
        text, undo = do()
        said(request, text, undo=undo)
    except Refused as no:
        said(request, no.message)
    return redirect(back)


def _back(request: HttpRequest, kind: str) -> str:
    """To the list, and where somebody was within it."""
    at = reverse("sight_audit")
    if "after" in request.POST:
        at += "?" + urlencode({"kind": kind, "after": request.POST["after"][:500]})
    return f"{at}#{kind}"


@require_POST
@needs(Permission.CODEVELOP)
def link(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Link an orphan to the chosen outcome."""
    by = reader(request)
    thing = access.thing(by, kind, pk)
    chosen = access.outcome(by, row_id(request.POST.get("outcome", "")))

    def do() -> tuple[str, str]:
        if chosen is None or kind == "outcome":
            raise Refused(_("Choose an outcome."))
        return _("Linked: a line leads to a customer outcome now."), _linked(kind, thing, chosen, by)

    return attempt(request, do, _back(request, kind))


def _linked(kind: str, thing: Any, to: Any, by: Person) -> str:
    """Link it; returns the address that undoes it."""
    if kind == "project":
        return reverse("sight_unlink", args=["project", mending.relink(thing, to=to, by=by).pk])
    if kind == "idea":
        return reverse("inbox_undo", args=[mending.link_idea(thing, to=to, by=by)])
    mending.link_theme(thing, to=to, by=by)
    return f"{reverse('sight_unlink', args=['theme', thing.pk])}?outcome={to.pk}"


@require_POST
@needs(Permission.CODEVELOP)
def unlink(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Undo a link: of a project by the number of the link, of a theme by its own and `outcome`."""
    by = reader(request)
    if kind == "project":
        row = access.mended(by, pk)

        def do() -> tuple[str, str]:
            mending.undo_relink(row, by=by)
            return _("It has its outcome from before again."), ""

        return attempt(request, do, _back(request, kind))
    if kind != "theme":
        raise Http404
    theme = access.thing(by, "theme", pk)
    outcome = access.outcome(by, row_id(request.GET.get("outcome", "")))
    if outcome is None:
        raise Http404
    mending.unlink_theme(theme, to=outcome, by=by)
    said(request, _("The link is gone."))
    return redirect(_back(request, kind))


@require_POST
@needs(Permission.CODEVELOP)
def justify(request: HttpRequest, kind: str, pk: int) -> HttpResponseBase:
    """Say why it is right without a line."""
    by = reader(request)
    thing = access.thing(by, kind, pk)

    def do() -> tuple[str, str]:
        made = mending.justify(kind, thing, reason=request.POST.get("reason", ""), by=by)
        return _("Noted, with your name."), reverse("sight_unjustify", args=[made.pk])

    return attempt(request, do, _back(request, kind))


@require_POST
@needs(Permission.CODEVELOP)
def unjustify(request: HttpRequest, pk: int) -> HttpResponseBase:
    by = reader(request)
    row = access.justification(by, pk)

    def do() -> tuple[str, str]:
        mending.unjustify(row, by=by)
        return _("Taken back. It waits in the audit again."), ""

    return attempt(request, do, reverse("sight_audit"))


@require_POST
@needs(Permission.CODEVELOP)
def stop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Stop a project by a decision at its gate: stewards and its gatekeepers."""
    by = reader(request)
    project = access.thing(by, "project", pk)

    def do() -> tuple[str, str]:
        given = row_id(request.POST.get("version", "")) or project.version
        made = mending.stop(project, reason=request.POST.get("reason", ""), version=given, by=by)
        return _("Stopped. Its team is told why."), reverse("gate_undo", args=[project.slug, made.pk])

    return attempt(request, do, _back(request, "project"))
