"""What the team does on the page of an idea."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.addresses import idea_url
from desireline.listen.boards.models import Status
from desireline.listen.ideas import api
from desireline.listen.ideas.access import team_idea
from desireline.listen.ideas.models import Idea, StatusChange
from desireline.people.roles.api import Permission, actor, needs


def back(idea: Idea) -> HttpResponseBase:
    return redirect(idea_url(idea))


@require_POST
@needs(Permission.TRIAGE)
def status(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move the idea to another status, with the reason."""
    by = actor(request)
    idea = team_idea(pk, by)
    given = request.POST.get("status", "")
    wanted = get_object_or_404(Status, pk=row_id(given))
    try:
        change = api.set_status(idea, wanted, by=by, reason=request.POST.get("reason", "")[:2000])
    except Refused as refused:
        said(request, refused.message)
    else:
        if change is not None:
            said(
                request,
                _("Moved. Supporters and followers are told."),
                undo=f"/ideas/{pk}/status/{change.pk}/undo",
            )
    return back(idea)


@require_POST
@needs(Permission.TRIAGE)
def status_undo(request: HttpRequest, pk: int, change: int) -> HttpResponseBase:
    by = actor(request)
    idea = team_idea(pk, by)
    found = get_object_or_404(StatusChange.objects.select_related("before"), pk=change, idea=idea)
    try:
        api.undo_status(found, by=by)
    except Refused as refused:
        said(request, refused.message)
    return back(idea)


@require_POST
@needs(Permission.TRIAGE)
def respond(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The official response: write it, change it, or take it away."""
    by = actor(request)
    idea = team_idea(pk, by)
    try:
        if request.POST.get("act") == "withdraw":
            api.withdraw_response(idea, by=by)
        else:
            api.respond(idea, request.POST.get("body", "")[:20_000], by=by)
            said(request, _("Your response is on the page."))
    except Refused as refused:
        said(request, refused.message)
    return back(idea)


MARKS = {
    "pin": api.pin,
    "unpin": api.unpin,
    "close": api.close,
    "reopen": api.reopen,
    "archive": api.archive,
    "unarchive": api.unarchive,
}
REVERSE = {
    "pin": "unpin",
    "unpin": "pin",
    "close": "reopen",
    "reopen": "close",
    "archive": "unarchive",
    "unarchive": "archive",
}


@require_POST
@needs(Permission.TRIAGE)
def mark(request: HttpRequest, pk: int, act: str) -> HttpResponseBase:
    """Pin, close or archive, and the way back."""
    by = actor(request)
    idea = team_idea(pk, by)
    MARKS[act](idea, by=by)
    said(request, _("Done."), undo=f"/ideas/{pk}/{REVERSE[act]}")
    return back(idea)
