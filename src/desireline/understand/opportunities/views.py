from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desireline.futures.futures.api import shown
from desireline.people.roles.api import Permission, needs, viewer
from desireline.understand.opportunities import api
from desireline.understand.opportunities.page import landscape_page


@require_safe
@needs(Permission.SEE_LANDSCAPE)
def landscape(request: HttpRequest) -> HttpResponse:
    """Filters: future=<slug>, segment=<id>; the address holds the state."""
    person = viewer(request)
    futures = list(shown(person))
    wanted = request.GET.get("future", "")
    future = next((item for item in futures if item.slug == wanted), None)
    segments = api.segments()
    chosen = request.GET.get("segment", "")
    segment = next((item for item in segments if str(item.id) == chosen), None)
    if (wanted and future is None) or (chosen and segment is None):
        raise Http404
    found = api.landscape(person, future=future, segment=segment)
    return render(request, "opportunities/landscape.html", landscape_page(found, futures, segments, future))
