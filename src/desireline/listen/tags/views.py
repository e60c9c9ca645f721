from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from desireline.kit.errors import Refused
from desireline.kit.pages.said import said
from desireline.kit.paging.api import row_id
from desireline.listen.addresses import idea_url
from desireline.listen.comments.access import the_idea
from desireline.listen.entry.api import guard
from desireline.listen.reader import reader
from desireline.listen.tags import reading, verbs
from desireline.listen.tags.models import Tag, TagChange
from desireline.people.roles.api import Permission, may, needs, signed_in


@require_http_methods(["GET", "POST"])
@signed_in
def of_idea(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The tags of one idea: add a word, take one off."""
    person = reader(request)
    idea = the_idea(pk, person)
    error, status, given = "", 200, request.POST.get("tag", "")
    if request.method == "POST":
        try:
            guard(request, "tag")
            if "remove" in request.POST:
                tag = get_object_or_404(Tag, slug=request.POST["remove"])
                verbs.remove(idea, tag, by=person)
            else:
                verbs.add(idea, given, by=person, internal="internal" in request.POST)
            return redirect("idea_tags", pk)
        except Refused as no:
            error, status = no.message, getattr(no, "status", 422)
    page = {
        "idea": idea,
        "back": idea_url(idea),
        "tags": reading.of_idea(idea, person=person),
        "given": given,
    }
    return render(
        request,
        "tags/of_idea.html",
        {**page, "error": error, "team": may(person, Permission.TRIAGE)},
        status=status,
    )


@require_GET
@signed_in
def suggest(request: HttpRequest) -> HttpResponse:
    names = reading.suggestions(request.GET.get("tag", ""), person=reader(request))
    return render(request, "tags/_suggestions.html", {"names": names})


@require_safe
@needs(Permission.TRIAGE)
def tags(request: HttpRequest) -> HttpResponse:
    page = {"tags": reading.all_tags(), "changes": reading.changes()}
    return render(request, "tags/tags.html", page)


@require_POST
@needs(Permission.TRIAGE)
def tag(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, join or delete a tag."""
    person, found = reader(request), get_object_or_404(Tag, pk=pk)
    word = request.POST.get("word", "")
    try:
        if word == "rename":
            made = verbs.rename(found, request.POST.get("name", ""), by=person)
        elif word == "join":
            given = request.POST.get("into", "")
            other = get_object_or_404(Tag, pk=row_id(given))
            made = verbs.join(found, other, by=person)
        else:
            made = verbs.delete(found, by=person)
        said(request, _("Done."), undo=reverse("tag_undo", args=[made.pk]))
    except Refused as no:
        said(request, no.message)
    return redirect("tags")


@require_POST
@needs(Permission.TRIAGE)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        verbs.undo(get_object_or_404(TagChange, pk=pk), by=reader(request))
        said(request, _("Undone."))
    except Refused as no:
        said(request, no.message)
    return redirect("tags")
