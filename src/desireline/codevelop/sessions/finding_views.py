"""What was learnt, and what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desireline.codevelop.sessions import finding, page
from desireline.codevelop.sessions.access import finding_write, session_write
from desireline.codevelop.sessions.forms import FindingForm
from desireline.codevelop.sessions.models import Finding, Session
from desireline.codevelop.sessions.reading import Wanted, notes_of
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.roles.api import Permission, actor, needs


def _home(pk: int) -> str:
    return reverse("session", args=[pk]) + "#findings"


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def finding_new(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    session = session_write(person, pk)
    return _edit(request, session, None)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def finding_edit(request: HttpRequest, pk: int, found: int) -> HttpResponse:
    session = session_write(actor(request), pk)
    return _edit(request, session, finding_write(session, found))


def _edit(request: HttpRequest, session: Session, row: Finding | None) -> HttpResponse:
    person = actor(request)
    begun = {"text": row.text, "strength": row.strength} if row else {}
    form = FindingForm(request.POST or None, initial=begun)
    chosen = {number for one in request.POST.getlist("note") if (number := row_id(one))}
    if request.method != "POST" and row is not None:
        chosen = set(row.observations.values_list("pk", flat=True))
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {**form.cleaned_data, "observations": sorted(chosen)}
        if row is None:
            finding.find(session, by=person, **given)
        else:
            finding.rewrite(row, by=person, **given)
        said(request, _("Saved."))
        return redirect(_home(session.pk))
    notes = notes_of(session, Wanted(), after=request.GET.get("after"))
    shown = {**page.shared(session), "form": form, "notes": notes, "chosen": chosen, "row": row}
    return render(request, "sessions/finding.html", shown, status=422 if form.errors else 200)


@require_POST
@needs(Permission.CODEVELOP)
def finding_act(request: HttpRequest, pk: int, found: int, act: str) -> HttpResponse:
    """change (with `changed`), settle (with `assumption`, `holds`), remove, restore."""
    person = actor(request)
    row = finding_write(session_write(person, pk), found)
    given = request.POST
    try:
        if act == "change":
            shown = given.get("in_showcase") == "1"
            finding.lead_to_change(row, by=person, changed=given.get("changed", ""), in_showcase=shown)
            said(request, _("Noted: you said, we changed."))
        elif act == "settle":
            holds = given.get("holds") == "yes"
            finding.settle_with(row, by=person, assumption=row_id(given.get("assumption", "")), holds=holds)
            said(request, _("The assumption holds.") if holds else _("The assumption fails."))
        elif act == "remove":
            finding.remove(row, by=person)
            said(request, _("Taken away."), undo=reverse("finding_act", args=[pk, found, "restore"]))
        else:
            finding.restore(row, by=person)
            said(request, _("It is there again."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(_home(pk))
