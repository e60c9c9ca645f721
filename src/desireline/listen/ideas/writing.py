"""Views that bring and change ideas."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import get
from desireline.kit.pages.said import said
from desireline.kit.pages.straight import straight_for_known
from desireline.listen.addresses import idea_url
from desireline.listen.boards.access import board_of
from desireline.listen.boards.api import boards_for
from desireline.listen.boards.models import Board
from desireline.listen.entry.api import guard
from desireline.listen.ideas import api, drafts
from desireline.listen.ideas.access import editable
from desireline.listen.ideas.forms import ACCEPT, IdeaForm
from desireline.listen.ideas.heard import LONGEST, heard_form
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import BEFORE, POSTED
from desireline.listen.ideas.promised import promised
from desireline.people.identity.api import Person, guest_token
from desireline.people.roles.api import actor, signed_in, viewer


@straight_for_known
def idea_new(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    """A new idea, on the board of the address or on one that is chosen."""
    if viewer(request) is None and not get("guest_ideas"):
        return signed_in(lambda r: redirect(r.path))(request)
    person = viewer(request)
    boards = [] if slug else boards_for(person)
    if not slug and not boards:
        return redirect("boards")  # which says that there is none yet
    board = board_of(slug, person) if slug else boards[0] if len(boards) == 1 else None
    initial = _initial(request)
    form = IdeaForm(request.POST or None, request.FILES or None, person=person, board=board, initial=initial)
    heard = heard_form(request, person, initial)
    found: list[Any] = []
    if request.method == "POST" and form.is_valid() and (heard is None or heard.is_valid()):
        found = _before(request, form.cleaned_data["title"], person)
        try:
            if not found:
                board = board or form.cleaned_data["board"]
                return _post(request, form, person=person, board=board, own=not (heard and heard.given))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    status = 422 if form.is_bound and not found else 200
    return render(
        request,
        "ideas/edit.html",
        {
            "form": form,
            "board": board,
            "idea": None,
            "accept": ACCEPT,
            "close": found,
            "heard": heard,
            "promised": promised(person),
        },
        status=status,
    )


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the form starts with: a draft that was kept, or words of the address."""
    kept = drafts.kept(request) if "draft" in request.GET else None
    return kept or {
        "title": request.GET.get("title", "")[:140],
        "outcomes": request.GET.getlist("outcome"),
        "heard": request.GET.get("heard", "")[:LONGEST],
    }


def _before(request: HttpRequest, title: str, person: Person | None) -> list[Any]:
    """What is close, for a browser without scripts, which could not show it before: once."""
    if "look" not in request.POST or "sure" in request.POST:
        return []
    return [one for find in BEFORE for one in find(title, person)]


def _post(
    request: HttpRequest, form: IdeaForm, *, person: Person | None, board: Board, own: bool
) -> HttpResponseBase:
    guard(request, "idea")
    if person is None:
        guest_token(request)
    draft = form.draft(by=person, language=get_language() or "")
    idea = api.post(board, by=person, draft=draft, vote=own)
    for follow in POSTED:
        follow(idea, request)
    if idea.state == Idea.State.PENDING:
        said(request, _("Thank you. The team reads what new people write before others see it."))
        if person is None:
            return redirect("board", board.slug)
    else:
        said(request, _("Thank you. Your idea is on the board."))
    return redirect(idea_url(idea))


@signed_in
def idea_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change the words, links and files of an idea."""
    person = actor(request)
    idea = editable(pk, person)
    linked = list(idea.outcome_links.values_list("outcome_id", flat=True))
    initial = {"title": idea.title, "body": idea.body, "outcomes": linked}
    form = IdeaForm(
        request.POST or None, request.FILES or None, person=person, board=idea.board, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            guard(request, "idea")
            edited = api.edit(idea, by=person, draft=form.draft(by=person, language=idea.language))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            said(request, _("Saved. What it said before stays readable in the history."))
            return redirect(idea_url(edited))
    found = {"form": form, "board": idea.board, "idea": idea, "accept": ACCEPT}
    return render(request, "ideas/edit.html", found, status=422 if form.is_bound else 200)
