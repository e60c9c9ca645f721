"""Notes as they are taken: a line, Enter, the next. The list asks for what others wrote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.sessions import noting, page
from desireline.codevelop.sessions.access import note_write, session_write
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.reading import Wanted
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.roles.api import Permission, actor, needs


@require_safe
@needs(Permission.CODEVELOP)
def session_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The list by itself; nothing (204) for who has this version (`v`) of it."""
    session = session_write(actor(request), pk)
    if request.GET.get("v") == str(session.notes_version):
        return HttpResponse(status=204)
    return _list(request, session)


def _list(request: HttpRequest, session: Session) -> HttpResponse:
    session.refresh_from_db(fields=["notes_version"])
    given = request.GET if request.method == "GET" else request.POST
    wanted = Wanted.of(given) if request.method == "GET" else Wanted()
    shown: dict[str, Any] = page.notes_part(session, wanted, after=given.get("after"))
    return render(request, "sessions/_notes.html", shown)


@require_POST
@needs(Permission.CODEVELOP)
def session_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Save one note."""
    person = actor(request)
    session = session_write(person, pk)
    given = request.POST
    try:
        noting.note(
            session,
            by=person,
            text=given.get("text", ""),
            kind=given.get("kind", "said"),
            guest=row_id(given.get("guest", "")) or None,
            outcome=row_id(given.get("outcome", "")) or None,
            step=row_id(given.get("step", "")) or None,
        )
    except Refused as refused:
        messages.error(request, refused.message)
        if request.headers.get("HX-Request"):
            return HttpResponse(refused.message, status=422)
    else:
        if request.headers.get("HX-Request"):
            return _list(request, session)
    return redirect(reverse("session", args=[pk]) + "#notes")


@require_POST
@needs(Permission.CODEVELOP)
def session_note_act(request: HttpRequest, pk: int, note: int, act: str) -> HttpResponse:
    """tag (kind, outcome, step), remove, restore."""
    person = actor(request)
    row = note_write(session_write(person, pk), note)
    given = request.POST
    if act == "tag":
        noting.tag(
            row,
            by=person,
            kind=given.get("kind", row.kind),
            outcome=row_id(given.get("outcome", "")) or None,
            step=row_id(given.get("step", "")) or None,
        )
        said(request, _("Saved."))
    elif act == "remove":
        noting.remove(row, by=person)
        said(request, _("Struck out."), undo=reverse("session_note_act", args=[pk, note, "restore"]))
    else:
        noting.restore(row, by=person)
        said(request, _("It is there again."))
    return redirect(reverse("session", args=[pk]) + "#notes")
