"""Calendar files, one's own sessions, and the files of the team."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.sessions import calendars, export, links, words
from desireline.codevelop.sessions.access import invitations, seat, session_write
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.techniques import about
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, signed_in

MOST = 100


@require_safe
@signed_in
def session_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One session for a calendar."""
    return _ics(calendars.one(seat(actor(request), pk).session), f"session-{pk}.ics")


@require_safe
@never_cache
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """All sessions of whose secret this is."""
    person = links.person_of(token)
    if person is None:
        raise Http404
    return _ics(calendars.all_of(person), "sessions.ics")


def _ics(text: bytes, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@signed_in
def my_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions to which one is invited, and the address for one's calendar."""
    return _mine(request, "")


def _mine(request: HttpRequest, token: str) -> HttpResponse:
    person, now = actor(request), timezone.now()
    rows = [guest for guest in invitations(person) if guest.state != "declined" or guest.session.ends > now]
    coming = [
        guest for guest in rows if guest.session.ends >= now and guest.session.state != Session.State.HELD
    ]
    past = [guest for guest in rows if guest not in coming]
    shown = {
        "coming": coming[:MOST],
        "past": past[-MOST:][::-1],
        "guest_states": words.guest_states(),
        "guest_hues": words.GUEST_HUES,
        "techniques": {one: about(one) for one in Session.Technique.values},
        "link": links.link_of(person),
        "token": token,
    }
    return render(request, "sessions/mine.html", shown)


@require_POST
@signed_in
def calendar_make(request: HttpRequest) -> HttpResponse:
    """A new secret address; it is shown this once."""
    return _mine(request, links.make(by=actor(request)))


@require_POST
@signed_in
def calendar_end(request: HttpRequest) -> HttpResponse:
    links.end(by=actor(request))
    said(request, _("The address leads nowhere now."))
    return redirect("my_sessions")


@require_safe
@needs(Permission.CODEVELOP)
def session_export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Notes and findings as `csv` or `md`."""
    session = session_write(actor(request), pk)
    text = export.as_csv(session) if form == "csv" else export.as_markdown(session)
    kind = "text/csv" if form == "csv" else "text/markdown"
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="session-{pk}.{form}"'
    return response
