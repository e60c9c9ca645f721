"""Who is invited, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desireline.codevelop.sessions import guests, inviting, page
from desireline.codevelop.sessions.access import guest_write, session_write
from desireline.codevelop.sessions.models import Session, SessionGuest
from desireline.codevelop.sessions.reading import Place, Wanted
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
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
        first = min(made, key=lambda row: (row.participant.person.name, row.pk))
        place = Place(Wanted(), guests=guests.part_with(session, first))
        return redirect(_back(session, place, first if count == 1 else None))
    q = request.GET.get("q", "").strip()[:80]
    shown = {**page.shared(session), "q": q, "offered": inviting.offered(session, q)}
    return render(request, "sessions/invite.html", shown)


@require_POST
@needs(Permission.CODEVELOP)
def session_guest(request: HttpRequest, pk: int, guest: int, act: str) -> HttpResponse:
    """came, missed, coming (undoes both), remove, restore, consent (ask for it).

    The query is that of the page from which it is done: one is there again afterwards.
    """
    person = actor(request)
    session = session_write(person, pk)
    row = guest_write(session, guest)
    place = Place.of(request.GET)
    shown = None if act == "remove" else row
    try:
        _act(request, row, act, person, place)
    except Refused as refused:
        messages.error(request, refused.message)
        shown = row
    return redirect(_back(session, place, shown))


def _act(request: HttpRequest, row: SessionGuest, act: str, person: Person, place: Place) -> None:
    name = row.participant.person.shown_name

    def back(undo: str) -> str:
        return reverse("session_guest", args=[row.session_id, row.pk, undo]) + place.query()

    if act in ("came", "missed", "coming", "invited", "declined"):
        before = row.state
        inviting.mark(row, by=person, state=act)
        said(request, _("Noted for %(name)s.") % {"name": name}, undo=back(before))
    elif act == "remove":
        inviting.uninvite(row, by=person)
        said(request, _("%(name)s is not invited any more.") % {"name": name}, undo=back("restore"))
    elif act == "restore":
        inviting.reinvite(row, by=person)
        said(request, _("%(name)s is invited again.") % {"name": name})
    else:
        inviting.ask_consent(row, by=person)
        said(request, _("%(name)s is asked for consent.") % {"name": name})


def _back(session: Session, place: Place, guest: SessionGuest | None) -> str:
    """The page of the session where the reader was, at the guest or else at the list of guests."""
    return (
        f"{reverse('session', args=[session.pk])}{place.query()}#{f'guest-{guest.pk}' if guest else 'guests'}"
    )
