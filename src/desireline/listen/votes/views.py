from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desireline.kit.errors import Refused
from desireline.kit.limits.api import client_prefix
from desireline.kit.options.api import get
from desireline.kit.pages.said import said
from desireline.kit.pages.straight import straight_for_known
from desireline.listen.entry.api import guard
from desireline.listen.ideas.access import idea_of, team_idea
from desireline.listen.ideas.page import brief_of, head_of
from desireline.listen.votes import api, pace
from desireline.listen.votes.behalf import vote_for_address, voters
from desireline.listen.votes.forms import wanted
from desireline.listen.votes.guests import guest_vote
from desireline.people.identity.api import guest_token
from desireline.people.roles.api import Permission, actor, needs, viewer


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


@straight_for_known
@require_POST
def idea_vote(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Vote, change how much it matters, or take the vote back."""
    person = viewer(request)
    idea = brief_of(pk, person)
    how_much = wanted(request.POST)
    if person is None and not get("guest_votes"):
        return _sign_in(request, idea.url)
    try:
        if person is None:
            guard_guest(request)
            standing = guest_vote(
                pk, token=guest_token(request), prefix=client_prefix(request), want=how_much > 0
            )
        else:
            pace.check(person.pk)
            standing = api.vote(pk, person, how_much) if how_much else api.take_back(pk, person)
    except Refused as refused:
        if _wants_json(request):
            return JsonResponse({"message": refused.message}, status=getattr(refused, "status", 409))
        said(request, refused.message)
        return redirect(idea.url)
    if _wants_json(request):
        count = standing.votes + idea.imported
        return JsonResponse(
            {
                "count": count,
                "voted": standing.how_much > 0,
                "weight": standing.how_much,
                "guests": standing.guest_votes,
            }
        )
    if request.headers.get("HX-Request") == "true":
        fresh = head_of(pk, person)
        return render(
            request, "votes/_vote.html", {"idea": fresh, "voted": standing.how_much, "votable": True}
        )
    return redirect(_back(request, idea.url))


def guard_guest(request: HttpRequest) -> None:
    from desireline.kit.limits.api import allow

    allow("guest vote", client_prefix(request), rate="60/hour")


def _back(request: HttpRequest, url: str) -> str:
    """Back to the list on which the vote was given, or to the idea."""
    referer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}"
    path = referer.removeprefix(own)
    return path if referer.startswith(own + "/") and not path.startswith("//") else url


def _sign_in(request: HttpRequest, url: str) -> HttpResponseBase:
    address = f"{reverse('account_login')}?{urlencode({'next': url})}"
    if _wants_json(request):
        return JsonResponse({"sign_in": address}, status=401)
    return redirect(address)


@needs(Permission.SEE_TEAM)
def idea_voters(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who supports the idea, for the team, with a form to vote on behalf of a customer."""
    person = viewer(request)
    idea = idea_of(pk, person)
    page = voters(idea, cursor=request.GET.get("after"))
    return render(request, "votes/voters.html", {"idea": idea, "head": head_of(pk, person), "page": page})


@require_POST
@needs(Permission.TRIAGE)
def vote_on_behalf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The team notes a customer's support that it heard elsewhere."""
    by = actor(request)
    idea = team_idea(pk, by)
    guard(request, "behalf")
    try:
        made = vote_for_address(
            idea,
            request.POST.get("email", ""),
            name=request.POST.get("name", ""),
            how_much=wanted(request.POST),
            note=request.POST.get("note", ""),
            by=by,
        )
        said(request, _("Noted.") if made.changed else _("This person supports the idea already."))
    except Refused as refused:
        said(request, refused.message)
    return redirect("idea_voters", pk)
