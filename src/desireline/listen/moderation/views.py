from __future__ import annotations

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.listen.addresses import idea_url
from desireline.listen.comments.models import Comment
from desireline.listen.comments.pages import comment_url
from desireline.listen.entry.api import guard
from desireline.listen.moderation import queue as queues
from desireline.listen.moderation import verbs
from desireline.listen.moderation.access import judged, the_decision, thing
from desireline.listen.reader import reader
from desireline.people.roles.api import Permission, needs, signed_in


@require_safe
@needs(Permission.MODERATE)
def queue(request: HttpRequest) -> HttpResponse:
    person = reader(request)
    view = request.GET.get("view", "waiting")
    view = view if view in queues.VIEWS else "waiting"
    page = queues.page(view, person, cursor=request.GET.get("from"))
    address = f"{request.path}?{urlencode({'view': view, 'from': page.next})}" if page.next else None
    shown = {"items": page.rows, "next_url": address, "view": view, "first": not request.GET.get("from")}
    counts = queues.counts(person)
    return render(
        request, "moderation/queue.html", {**shown, "counts": counts, "decisions": queues.recent(person)}
    )


@require_POST
@needs(Permission.MODERATE)
def decide(request: HttpRequest, kind: str, pk: str) -> HttpResponse:
    person = reader(request)
    found = judged(kind, int(pk), person)
    word = request.POST.get("word", "")
    told = {"approve": _("Approved."), "hide": _("Hidden."), "spam": _("Moved to spam.")}
    try:
        made = verbs.decide(found, word, by=person, reason=request.POST.get("reason", ""))
    except Refused as no:
        messages.error(request, no.message)
        return _back(request)
    undo_url = reverse("decision_undo", args=[made.pk])
    if request.headers.get("HX-Request"):
        toast = {"toast": {"text": told[word], "undo": undo_url}}
        return HttpResponse("", headers={"HX-Trigger": json.dumps(toast)})
    said(request, told[word], undo=undo_url)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    view = request.POST.get("view", "")
    query = f"?view={view}" if view in queues.VIEWS else ""
    response = redirect(reverse("moderation") + query)
    if request.headers.get("HX-Request"):
        return HttpResponse("", headers={"HX-Redirect": response["Location"]})
    return response


@require_POST
@needs(Permission.MODERATE)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    person = reader(request)
    try:
        verbs.undo(the_decision(pk, person), by=person)
        messages.success(request, _("Undone."))
    except Refused as no:
        messages.error(request, no.message)
    return _back(request)


@require_http_methods(["GET", "POST"])
@signed_in
def flag_idea(request: HttpRequest, pk: int) -> HttpResponse:
    return _flag(request, "idea", pk)


@require_http_methods(["GET", "POST"])
@signed_in
def flag_comment(request: HttpRequest, pk: int) -> HttpResponse:
    return _flag(request, "comment", pk)


def _flag(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    person = reader(request)
    found = thing(kind, pk, person)
    back = comment_url(found) if isinstance(found, Comment) else idea_url(found)
    error, status = "", 200
    if request.method == "POST":
        try:
            guard(request, "flag")
            verbs.flag(found, by=person, reason=request.POST.get("reason", ""))
            messages.success(request, _("Thank you. The team will look at it."))
            return redirect(idea_url(found.idea if isinstance(found, Comment) else found))
        except Refused as no:
            error, status = no.message, getattr(no, "status", 422)
    page = {"kind": kind, "back": back, "error": error, "reason": request.POST.get("reason", "")}
    return render(request, "moderation/report.html", page, status=status)
