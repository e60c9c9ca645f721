from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desireline.people.roles.api import viewer
from desireline.prove.sight.access import future_of
from desireline.prove.sight.page import node_page, sight_page
from desireline.prove.sight.story import story_page


@require_safe
def sight(request: HttpRequest) -> HttpResponse:
    """The mind map, outline or table of all that the reader may see."""
    found = sight_page(viewer(request), request.GET.dict())
    template = "sight/table.html" if found["view"] == "table" else "sight/sight.html"
    return render(request, template, found)


@require_safe
def sight_node(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """From one node both ways."""
    found = node_page(viewer(request), kind, pk, request.GET.dict())
    return render(request, "sight/node.html", found)


@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """A future on one page, or (as=slides) as a sheet of slides."""
    person = viewer(request)
    template = "sight/slides.html" if request.GET.get("as") == "slides" else "sight/story.html"
    return render(request, template, story_page(future_of(person, slug), person))
