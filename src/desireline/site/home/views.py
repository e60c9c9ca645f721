from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desireline.kit.options.api import stamps
from desireline.kit.pages import lane
from desireline.kit.pages.straight import straight
from desireline.people.roles.api import viewer
from desireline.site.home.page import first_steps, home_page, stamp_keys


@straight
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person = viewer(request)
    steps = first_steps(person)
    if steps is not None:
        return render(request, "home/first.html", steps)
    keys = stamp_keys(person)
    lane.depends(request, dict(zip(keys, stamps(keys), strict=True)))
    return render(request, "home/home.html", home_page(person))


@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    """Every part of the pages in every state."""
    return render(request, "kit/kit.html")
