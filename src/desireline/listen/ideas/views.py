from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from desireline.engines.files.api import send
from desireline.kit.options.api import get
from desireline.kit.pages.lane import depends
from desireline.kit.pages.straight import straight
from desireline.kit.text.api import markdown
from desireline.listen.addresses import idea_url
from desireline.listen.boards.api import shown_statuses
from desireline.listen.ideas.access import idea_of, with_idea
from desireline.listen.ideas.models import Attachment, Idea, IdeaEdit
from desireline.listen.ideas.page import Head, head_of, idea_page, may_see_value
from desireline.listen.ideas.panels import panels_for
from desireline.listen.ideas.parts import PARTS
from desireline.listen.ideas.posting import may_edit
from desireline.listen.ideas.rules import difference, films
from desireline.listen.ideas.similar import alike
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, is_staff, may, viewer

PREVIEW = 20_000


@straight
def idea(request: HttpRequest, pk: int, slug: str = "") -> HttpResponseBase:
    """One idea with its support, its way so far and its thread."""
    person = viewer(request)
    head = head_of(pk, person)
    if head.state == Idea.State.MERGED and head.merged_into and "source" not in request.GET:
        target = idea_of(head.merged_into, person)
        return redirect(idea_url(target))
    if slug != head.slug:
        return redirect(
            head.url + (f"?{request.META['QUERY_STRING']}" if request.META["QUERY_STRING"] else "")
        )
    if person is None:
        depends(request, head.stamps)
    return render(request, "ideas/idea.html", _context(request, head, person))


def _context(request: HttpRequest, head: Head, person: Person | None) -> dict[str, Any]:
    light = Idea(
        pk=head.id, title=head.title, slug=head.slug, state=head.state, closed=head.closed, archived=head.archived,
        board_id=head.board_id, author_id=head.author_id, comments=head.comments, status_id=head.status_id,
    )  # fmt: skip
    triage = may(person, Permission.TRIAGE)
    context = {
        "page": idea_page(head, person),
        "idea": head,
        "support": head.support,
        "see_value": may_see_value(person),
        "team": is_staff(person),
        "triage": triage,
        "panels": panels_for(light, person),
        "editable": may_edit(light, person),
        "statuses": [one for one in shown_statuses().values() if not one.archived] if triage else [],
        "votable": head.open
        and (may(person, Permission.CONTRIBUTE) or (person is None and bool(get("guest_votes")))),
        "signed_in": person is not None,
        "sign_in_to_vote": f"{reverse('account_login')}?{urlencode({'next': head.url})}",
    }
    for part in PARTS:
        context |= part(light, person, request)
    return context


@with_idea
def history(request: HttpRequest, idea: Idea) -> HttpResponseBase:
    """What the idea said before each edit, as differences."""
    edits = list(IdeaEdit.objects.filter(idea=idea).select_related("by").order_by("-id")[:50])
    newer_title, newer_body, steps = idea.title, idea.body, []
    for edit in edits:
        steps.append((edit, difference(edit.title, newer_title), difference(edit.body, newer_body)))
        newer_title, newer_body = edit.title, edit.body
    return render(request, "ideas/history.html", {"idea": idea, "steps": steps})


@with_idea
def attachment(request: HttpRequest, idea: Idea, file_id: int) -> HttpResponseBase:
    """A file on an idea, for those who may see the idea."""
    found = get_object_or_404(Attachment.objects.select_related("file"), idea=idea, file_id=file_id)
    return send(request, found.file)


@with_idea
def film(request: HttpRequest, idea: Idea, key: str) -> HttpResponseBase:
    """The player of a film that the idea links to: opened by a click, never before."""
    found = next((one for one in films(idea.body) if one.key == key), None)
    if found is None:
        raise Http404
    part = request.headers.get("HX-Request") == "true"
    return render(request, "ideas/_film.html" if part else "ideas/film.html", {"idea": idea, "film": found})


@straight
@with_idea
def similar_to(request: HttpRequest, idea: Idea) -> HttpResponseBase:
    """Ideas like this one: asked for by the page once it is there, or followed as a link."""
    found = {"similar": alike(idea.title, person=viewer(request), skip=idea.pk), "idea": idea}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "ideas/_similar.html" if part else "ideas/similar.html", found)


def preview(request: HttpRequest) -> HttpResponseBase:
    """Markdown as it will look."""
    if request.method != "POST":
        raise Http404
    shown = markdown(request.POST.get("body", "")[:PREVIEW])
    return HttpResponse(f'<div class="prose">{shown}</div>')
