from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.codevelop.projects.access import project_write
from desireline.codevelop.projects.models import Project
from desireline.codevelop.sessions import inviting, page, planning
from desireline.codevelop.sessions.access import seat, session_write
from desireline.codevelop.sessions.forms import SessionForm, first_values, values_of, zone_in
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.reading import Place
from desireline.codevelop.sessions.techniques import about, names
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.people.roles.api import Permission, actor, needs, signed_in


@require_safe
@needs(Permission.CODEVELOP)
def project_sessions(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of a project: those to come, or (`past=1`) those that are over."""
    project = project_write(actor(request), slug)
    past = request.GET.get("past") == "1"
    shown = page.list_page(project, past=past, after=request.GET.get("after"))
    return render(request, "sessions/list.html", shown)


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def session_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a technique (`technique=interview`), then plan the session."""
    person = actor(request)
    project = project_write(person, slug)
    technique = request.POST.get("technique") or request.GET.get("technique", "")
    if technique not in Session.Technique.values:
        shown = {"project": project, "techniques": [(value, about(value)) for value, _name in names()]}
        return render(request, "sessions/choose.html", shown)
    zone = person.time_zone or str(timezone.get_current_timezone())
    form = partial(SessionForm, project=project, initial=first_values(technique, zone))
    return _form(request, project, form, zone, partial(planning.plan, project, by=person), about(technique))


@require_http_methods(["GET", "POST"])
@needs(Permission.CODEVELOP)
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = actor(request)
    session = session_write(person, pk)
    form = partial(SessionForm, project=session.project, initial=values_of(session))
    do = partial(planning.change, session, by=person)
    return _form(request, session.project, form, session.time_zone, do, about(session.technique), session)


def _form(
    request: HttpRequest,
    project: Project,
    make: Any,
    zone: str,
    do: Any,
    technique: Any,
    session: Session | None = None,
) -> HttpResponse:
    with timezone.override(zone_in(request.POST, zone)):
        form = make(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = do(**form.cleaned_data)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            else:
                said(request, _("Saved.") if session else _("Planned. Now invite who should be there."))
                return redirect("session", pk=done.pk)
    shown = {"project": project, "form": form, "technique": technique, "session": session}
    return render(request, "sessions/edit.html", shown, status=422 if form.errors else 200)


@require_safe
@signed_in
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """A session: for the team all of it, for who is invited what concerns them."""
    person = actor(request)
    found = seat(person, pk)
    if found.team:
        shown = page.team_page(found.session, person, Place.of(request.GET))
        return render(request, "sessions/session.html", shown)
    return render(request, "sessions/for_guest.html", page.guest_page(found))


@require_POST
@needs(Permission.CODEVELOP)
def session_state(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Hold, cancel, or plan again, which undoes both."""
    person = actor(request)
    found = session_write(person, pk)
    undo = reverse("session_state", args=[pk, "plan"])
    try:
        if act == "hold":
            planning.hold(found, by=person)
            said(request, _("Held. Now say what you learnt."), undo=undo)
        elif act == "cancel":
            planning.cancel(found, by=person, reason=request.POST.get("reason", ""))
            said(request, _("Cancelled. Who was invited is told."), undo=undo)
        else:
            planning.replan(found, by=person)
            said(request, _("It is planned again."))
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("session", pk=pk)


@require_POST
@signed_in
def session_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """`comes=1`: the guest comes, `comes=0`: they cannot."""
    person = actor(request)
    found = seat(person, pk)
    if found.guest is None:
        messages.error(request, _("You are of the team: nobody waits for your answer."))
        return redirect("session", pk=pk)
    comes = (request.POST.get("comes") or request.GET.get("comes")) == "1"
    try:
        inviting.answer(found.guest, by=person, comes=comes)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        undo = f"{reverse('session_answer', args=[pk])}?comes={0 if comes else 1}"
        thanks = _("Thank you. See you there.") if comes else _("Thank you for telling us.")
        said(request, thanks, undo=undo)
    return redirect("session", pk=pk)
