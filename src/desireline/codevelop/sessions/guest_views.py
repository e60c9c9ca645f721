"""Who is invited, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desireline.codevelop.sessions import inviting, page
from desireline.codevelop.sessions.access import guest_write, session_write
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.roles.api import Permission, actor, needs


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def session_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose participants, or take all of the cohort."""
    person = actor(request)
    session = session_write(person, pk)
    if request.method == "POST":
        chosen = [number for one in request.POST.getlist("participant") if (number := row_id(one))]
        cohort = session.cohort_id if "cohort" in request.POST else None
        try:
            made = inviting.invite(session, by=person, participants=chosen, cohort=cohort)
        except Refused as refused:
            messages.error(request, refused.message)
            return redirect("session_invite", pk=pk)
        count = len(made)
        text = ngettext("%(n)s person is invited.", "%(n)s people are invited.", count)
        said(request, text % {"n": count})
        return redirect("session", pk=pk)
    q = request.GET.get("q", "").strip()[:80]
    shown = {**page.shared(session), "q": q, "offered": inviting.offered(session, q)}
    return render(request, "sessions/invite.html", shown)


@require_POST
@needs(Permission.CODEVELOP)
def session_guest(request: HttpRequest, pk: int, guest: int, act: str) -> HttpResponse:
    """came, missed, coming (undoes both), remove, restore, consent (ask for it)."""
    person = actor(request)
    session = session_write(person, pk)
    row = guest_write(session, guest)
    name = row.participant.person.shown_name
    before = row.state
    try:
        if act in ("came", "missed", "coming", "invited", "declined"):
            inviting.mark(row, by=person, state=act)
            undo = reverse("session_guest", args=[pk, guest, before])
            said(request, _("Noted for %(name)s.") % {"name": name}, undo=undo)
        elif act == "remove":
            inviting.uninvite(row, by=person)
            undo = reverse("session_guest", args=[pk, guest, "restore"])
            said(request, _("%(name)s is not invited any more.") % {"name": name}, undo=undo)
        elif act == "restore":
            inviting.reinvite(row, by=person)
            said(request, _("%(name)s is invited again.") % {"name": name})
        else:
            inviting.ask_consent(row, by=person)
            said(request, _("%(name)s is asked for consent.") % {"name": name})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(reverse("session", args=[pk]) + "#guests")
