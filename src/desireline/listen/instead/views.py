from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from desireline.kit.errors import Refused
from desireline.kit.limits.api import allow, client_prefix
from desireline.kit.pages.said import said
from desireline.listen.addresses import idea_url
from desireline.listen.entry.api import guard
from desireline.listen.ideas import drafts
from desireline.listen.ideas.access import idea_of
from desireline.listen.ideas.models import Idea
from desireline.listen.instead.page import page
from desireline.listen.instead.verbs import Done, Guest, support, undo
from desireline.listen.votes import pace
from desireline.people.identity.api import Person, guest_token
from desireline.people.roles.api import viewer

UNDO = "instead"


@require_http_methods(["GET", "POST"])
def idea_instead(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The draft says the same as this idea: a vote and a comment in place of a second idea."""
    person, act = viewer(request), request.POST.get("act", "")
    idea = _root(pk, person)
    draft = drafts.written(request) if request.method == "POST" else drafts.kept(request)
    if draft is None:
        return redirect(idea_url(idea))
    if act in ("back", "sign_in"):
        drafts.keep(request, draft)
        here = reverse("idea_instead", args=[idea.pk])
        there = f"{reverse('account_login')}?{urlencode({'next': here})}"
        return redirect(drafts.back_to(draft) if act == "back" else there)
    if act not in ("send", "vote"):
        return _shown(request, idea, draft)
    words = request.POST.get("words", "").replace("\x00", "") if act == "send" else ""
    try:
        done = _do(request, idea, words=words, title=draft["title"])
    except Refused as no:
        return _shown(request, idea, draft, words=request.POST.get("words", ""), refused=no)
    drafts.drop(request)
    request.session[UNDO] = {"done": done.as_json(), "draft": draft}
    said(request, _told(done, _left(request)), undo=reverse("idea_instead_undo", args=[idea.pk]))
    return redirect(idea_url(idea))


def _root(pk: int, person: Person | None) -> Idea:
    """The idea, or the one that it was merged into."""
    idea = idea_of(pk, person)
    return idea_of(idea.merged_into_id, person) if idea.merged_into_id else idea


def _do(request: HttpRequest, idea: Idea, *, words: str, title: str) -> Done:
    person = viewer(request)
    if words.strip():
        guard(request, "comment")
    if person is not None:
        pace.check(person.pk)
        return support(idea, by=person, words=words, title=title)
    allow("guest vote", client_prefix(request), rate="60/hour")
    return support(idea, by=_guest(request), title=title)


def _guest(request: HttpRequest) -> Guest:
    return Guest(guest_token(request), client_prefix(request))


def _left(request: HttpRequest) -> list[str]:
    """Names of the files that do not go along: they came with the form, or were named by its script or this page."""
    sent = [one.name or "" for one in request.FILES.getlist("attachments")]
    return [name[:120] for name in (*sent, *request.POST.getlist("left")) if name][:6]


def _shown(
    request: HttpRequest,
    idea: Idea,
    draft: Mapping[str, Any],
    *,
    words: str | None = None,
    refused: Refused | None = None,
) -> HttpResponseBase:
    shown = {
        "page": page(idea, viewer(request), draft, words),
        "draft": draft,
        "left": _left(request),
        "error": refused.message if refused else "",
    }
    part = request.headers.get("HX-Request") == "true"
    status = getattr(refused, "status", 422) if refused else 200
    return render(request, "instead/_instead.html" if part else "instead/instead.html", shown, status=status)


def _told(done: Done, left: list[str]) -> str:
    """What happened, in whole sentences."""
    lines = [_("You support this idea now.") if done.voted else _("You supported this idea already.")]
    if done.comment:
        waiting = _("Your words wait for the team, then they are a comment on it.")
        lines.append(waiting if done.waits else _("Your words are a comment on it."))
    if left:
        n = len(left)
        lines.append(ngettext("%(n)d file was left out.", "%(n)d files were left out.", n) % {"n": n})
    return " ".join(lines)


@require_POST
def idea_instead_undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take it back, and open the draft again."""
    kept = request.session.get(UNDO)
    if kept is None or kept["done"]["idea"] != pk:
        raise Http404
    done, person = Done(**kept["done"]), viewer(request)
    try:
        undo(done, by=person or _guest(request))
    except Refused as no:
        said(request, no.message)
        return redirect(idea_url(idea_of(pk, person)))
    del request.session[UNDO]
    drafts.keep(request, kept["draft"])
    said(request, _("Taken back. Here is your draft."))
    return redirect(drafts.back_to(kept["draft"]))
