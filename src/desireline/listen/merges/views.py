from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.addresses import address_of, idea_url
from desireline.listen.boards.api import shown_statuses
from desireline.listen.comments.access import the_idea
from desireline.listen.ideas.models import Idea
from desireline.listen.merges import reading, verbs
from desireline.listen.merges.models import Merge
from desireline.listen.merges.rules import stays
from desireline.listen.merges.together import MOST, bring_together, take_apart
from desireline.listen.reader import reader
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, needs


@require_safe
@needs(Permission.TRIAGE)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Which ideas say the same as this one: the nearest, or those with the words that were looked for."""
    person = reader(request)
    idea, text = the_idea(pk, person), request.GET.get("q", "")[:100]
    page: dict[str, Any] = {"idea": idea, "back": idea_url(idea), "q": text}
    if text.strip():
        page["found"] = reading.candidates(text, person=person, skip=pk)
    else:
        near = reading.nearest(idea, person=person)
        chosen = [idea, *(one.idea for one in near if one.sure)]
        into = stays((one.pk, one.votes + one.imported_votes) for one in chosen)
        page |= {"near": near, "statuses": shown_statuses(), "into": into}
    template = "merges/_found.html" if request.headers.get("HX-Request") else "merges/choose.html"
    return render(request, template, page)


@require_http_methods(["GET", "POST"])
@needs(Permission.TRIAGE)
def confirm(request: HttpRequest, pk: int, target: int) -> HttpResponseBase:
    """What the merge of one idea into another will do, and doing it."""
    person = reader(request)
    return _confirm(request, [the_idea(pk, person)], the_idea(target, person), person)


@require_http_methods(["GET", "POST"])
@needs(Permission.TRIAGE)
def together(request: HttpRequest) -> HttpResponseBase:
    """The same for several ideas, of which one stays."""
    person = reader(request)
    asked = _numbers(request.GET.getlist("ids"))
    into = next(iter(_numbers([request.GET.get("into", "")])), 0)
    target = the_idea(into, person)
    sources = [the_idea(pk, person) for pk in asked if pk != into]
    if not sources:
        said(request, _("Choose at least two ideas."))
        return redirect("idea_merge", into)
    return _confirm(request, sources, target, person)


def _numbers(given: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(pk for one in given[: MOST + 1] if (pk := row_id(one))))


def _confirm(request: HttpRequest, sources: list[Idea], into: Idea, person: Person) -> HttpResponseBase:
    error, status = "", 200
    if request.method == "POST":
        try:
            made = bring_together(sources, into, by=person, reason=request.POST.get("reason", ""))
            said(request, _("Merged. Supporters are told."), undo=undo_address(made))
            return redirect(address_of(made[0].target_id, ""))
        except Refused as no:
            error, status = no.message, getattr(no, "status", 422)
    will = reading.preview(sources, into)
    page = {"sources": sources, "target": into, "will": will, "error": error}
    return render(request, "merges/confirm.html", page, status=status)


def undo_address(made: Sequence[Merge]) -> str:
    """Where these merges are undone."""
    if len(made) == 1:
        return reverse("merge_undo", args=[made[0].pk])
    return f"{reverse('merges_undo')}?{urlencode({'m': [one.pk for one in made]}, doseq=True)}"


@require_POST
@needs(Permission.TRIAGE)
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    person = reader(request)
    merge = Merge.objects.filter(pk=pk).first()
    if merge is None:
        raise Http404
    the_idea(merge.source_id, person)
    try:
        verbs.undo(merge, by=person)
        said(request, _("The idea stands by itself again, with all its votes and comments."))
    except Refused as no:
        said(request, no.message)
    return redirect(address_of(merge.source_id, ""))


@require_POST
@needs(Permission.TRIAGE)
def undo_many(request: HttpRequest) -> HttpResponseBase:
    """Several merges of one go."""
    person = reader(request)
    made = list(Merge.objects.filter(pk__in=_numbers(request.GET.getlist("m"))))
    if not made:
        raise Http404
    for one in made:
        the_idea(one.source_id, person)
    left = take_apart(made, by=person)
    text = _("The ideas stand by themselves again, with all their votes and comments.")
    said(request, _("Some of these merges were undone already.") if left else text)
    return redirect(address_of(made[0].target_id, ""))
