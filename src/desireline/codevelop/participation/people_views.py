"""The team's pages of who takes part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.participation import access, forms, steps, team_page, thanking
from desireline.codevelop.participation.models import Participant
from desireline.codevelop.projects.access import project_write
from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, actor, needs


@require_safe
@needs(Permission.CODEVELOP)
def participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part, applied, was invited; with the calls, cohorts and agreements."""
    shown = team_page.participants_page(
        project_write(actor(request), slug),
        state=request.GET.get("state", ""),
        cohort=row_id(request.GET.get("cohort", "")),
        cursor=request.GET.get("after"),
    )
    return render(request, "participation/participants.html", shown)


@needs(Permission.CODEVELOP)
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to ask; the address holds the words that are looked for."""
    by = actor(request)
    project = project_write(by, slug)
    if request.method == "POST":
        return _invite(request, project, by)
    q = request.GET.get("q", "").strip()[:100]
    return render(
        request, "participation/invite.html", team_page.invite_page(project, q, request.GET.get("call", ""))
    )


def _invite(request: HttpRequest, project: Any, by: Person) -> HttpResponse:
    person = Person.objects.filter(pk=row_id(request.POST.get("person", "")), is_active=True).first()
    if person is None:
        raise Http404
    words = {"q": request.POST.get("q", "")[:100], "call": request.POST.get("call", "")}
    here = reverse("project_invite", args=[project.slug], query=words)
    call = project.calls.filter(pk=row_id(request.POST.get("call", "")), closed_at__isnull=True).first()
    try:
        row = steps.invite(project, person=person, by=by, call=call, note=request.POST.get("note", ""))
    except Refused as no:
        messages.error(request, no.message)
        return redirect(here)
    undo = reverse("participant_back", args=[project.slug, row.pk])
    said(request, _("%(name)s is invited, and told.") % {"name": person.shown_name}, undo=undo)
    return redirect(here)


@require_safe
@needs(Permission.CODEVELOP)
def participant(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _one(request, access.participant_write(actor(request), slug, pk))


def _one(request: HttpRequest, row: Participant, *, status: int = 200, **more: Any) -> HttpResponse:
    shown = team_page.participant_page(row) | {"form": forms.ThanksForm(), "error": ""} | more
    return render(request, "participation/participant.html", shown, status=status)


@require_POST
@needs(Permission.CODEVELOP)
def act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`act` accept, refuse (with `reason`), or out."""
    by = actor(request)
    row, reason = access.participant_write(by, slug, pk), request.POST.get("reason", "")
    deed, name = request.POST.get("act"), {"name": row.person.shown_name}
    try:
        if deed == "accept":
            steps.accept(row, by=by)
            words = _("%(name)s takes part now, and is told.") % name
        elif deed == "refuse":
            steps.refuse(row, by=by, reason=reason)
            words = _("%(name)s is told, with your reason.") % name
        else:
            steps.take_out(row, by=by, reason=reason)
            words = _("%(name)s does not take part any more, and is told.") % name
    except Refused as no:
        return _one(request, access.participant_write(by, slug, pk), status=422, error=no.message)
    said(request, words, undo=reverse("participant_back", args=[slug, pk]))
    return redirect("participant", slug, pk)


@require_POST
@needs(Permission.CODEVELOP)
def back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own last step back."""
    by = actor(request)
    try:
        steps.take_back(access.participant_write(by, slug, pk), by=by)
        said(request, _("It is as it was."))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("project_participants", slug)


@require_POST
@needs(Permission.CODEVELOP)
def thank(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = actor(request)
    row, form = access.participant_write(by, slug, pk), forms.ThanksForm(request.POST)
    if form.is_valid():
        try:
            made = thanking.thank(row, by=by, **form.cleaned_data)
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, no.message)
        else:
            said(request, _("Noted, and told."), undo=reverse("thanks_undo", args=[slug, made.pk]))
            return redirect("participant", slug, pk)
    return _one(request, row, status=422, form=form)


@require_POST
@needs(Permission.CODEVELOP)
def thanks_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    by = actor(request)
    found = access.thanks_write(by, slug, pk)
    try:
        thanking.undo(found, by=by)
        said(request, _("Taken back."))
    except Refused as no:
        messages.error(request, no.message)
    return redirect("participant", slug, found.participant_id)
