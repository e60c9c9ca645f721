from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desireline.codevelop.projects import lists, page
from desireline.codevelop.projects.access import project_read
from desireline.codevelop.projects.wanted import Wanted
from desireline.people.roles.api import Permission, needs, viewer


@require_safe
@needs(Permission.SEE_TEAM)
def projects(request: HttpRequest) -> HttpResponse:
    """List, board or timeline; the address holds the state."""
    person, wanted = viewer(request), Wanted.of(request.GET)
    found = lists.MAKERS[wanted.view](person, wanted, request.GET.get("from"))
    return render(request, f"projects/{wanted.view}.html", found)


@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    person = viewer(request)
    return render(request, "projects/project.html", page.project_page(project_read(person, slug), person))
