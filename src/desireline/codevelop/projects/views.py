from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desireline.codevelop.projects import board, lists, page, timeline
from desireline.codevelop.projects.access import project_read
from desireline.codevelop.projects.wanted import Wanted
from desireline.people.roles.api import Permission, needs, viewer

MAKERS = {"list": lists.list_page, "board": board.board_page, "timeline": timeline.timeline_page}


@require_safe
@needs(Permission.SEE_TEAM)
def projects(request: HttpRequest) -> HttpResponse:
    """List, board or timeline; the address holds the state."""
    person, wanted = viewer(request), Wanted.of(request.GET)
    found = MAKERS[wanted.view](person, wanted, request.GET.get("from"))
    return render(request, f"projects/{wanted.view}.html", found)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    person = viewer(request)
    return render(request, "projects/project.html", page.project_page(project_read(person, slug), person))


@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """What others may see of the projects."""
    found = lists.showcase_page(viewer(request), request.GET.get("from"), only=request.GET.get("only", ""))
    return render(request, "projects/showcase.html", found)
