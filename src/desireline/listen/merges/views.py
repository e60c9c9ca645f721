from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.listen.addresses import address_of, idea_url
from desireline.listen.comments.access import the_idea
from desireline.listen.merges import reading, verbs
from desireline.listen.merges.models import Merge
from desireline.listen.reader import reader
from desireline.people.roles.api import Permission, needs


@require_safe
@needs(Permission.TRIAGE)
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the idea into which this one goes."""
    person = reader(request)
    idea, text = the_idea(pk, person), request.GET.get("q", "")[:100]
    found = (
        reading.candidates(text, person=person, skip=pk) if text else reading.suggested(idea, person=person)
    )
    page = {"idea": idea, "back": idea_url(idea), "q": text, "found": found}
    template = "merges/_found.html" if request.headers.get("HX-Request") else "merges/choose.html"
    return render(request, template, page)


@require_http_methods(["GET", "POST"])
@needs(Permission.TRIAGE)
def confirm(request: HttpRequest, pk: int, target: int) -> HttpResponseBase:
    """What the merge will do, and doing it."""
    person = reader(request)
    source, into = the_idea(pk, person), the_idea(target, person)
    error, status = "", 200
    if request.method == "POST":
        try:
            made = verbs.merge(source, into, by=person, reason=request.POST.get("reason", ""))
            undo_url = reverse("merge_undo", args=[made.pk])
            said(request, _("Merged. Supporters are told."), undo=undo_url)
            return redirect(address_of(made.target_id, ""))
        except Refused as no:
            error, status = no.message, getattr(no, "status", 422)
    page = {"source": source, "target": into, "will": reading.preview(source, into), "error": error}
    return render(request, "merges/confirm.html", page, status=status)


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
