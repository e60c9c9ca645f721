"""Open calls, for whom they are for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from desireline.codevelop.participation import access, calling, own_page
from desireline.codevelop.participation.models import Call, Participant
from desireline.codevelop.participation.words import own_words
from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow
from desireline.kit.pages.said import said
from desireline.kit.paging.api import latest
from desireline.people.roles.api import actor, signed_in, viewer

SIZE = 20
RATE = "20/hour"


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    person = viewer(request)
    rows = access.open_calls(person).select_related("project")
    page = latest(rows, request.GET.get("after"), size=SIZE)
    ids = [row.project_id for row in page.rows]
    mine = dict(
        Participant.objects.filter(person=person, project__in=ids).values_list("project_id", "state")
        if person
        else []
    )
    shown = {"page": page, "mine": mine, "states": own_words()}
    return render(request, "participation/calls.html", shown)


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    person = viewer(request)
    found = access.call_read(person, pk)
    return render(request, "participation/call.html", _shown(found, request, {}, {}))


def _shown(
    found: Call, request: HttpRequest, given: dict[int, str], errors: dict[str, str]
) -> dict[str, object]:
    shown = own_page.call_page(found, viewer(request), given, errors)
    return shown | {"open": calling.is_open(found) and found.way != Call.Way.INVITATION}


@require_POST
@signed_in
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply, or join."""
    person = actor(request)
    found = access.call_read(person, pk)
    given = {one.pk: request.POST.get(f"question-{one.pk}", "") for one in found.questions.all()}
    try:
        allow("call_answer", person.pk, rate=RATE)
        row = calling.answer(found, by=person, answers=given)
    except Refused as no:
        if no.field is None:
            messages.error(request, no.message)
        errors = {no.field: no.message} if no.field else {}
        status = getattr(no, "status", 422)
        return render(
            request, "participation/call.html", _shown(found, request, given, errors), status=status
        )
    joined = row.state == Participant.State.JOINED
    words = _("Welcome! You take part now.") if joined else _("Thank you. The team will answer you here.")
    said(request, words, undo=reverse("taking_part_back", args=[row.pk]))
    return redirect("taking_part_project", row.pk)
