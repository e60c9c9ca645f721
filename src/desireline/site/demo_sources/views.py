from __future__ import annotations

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from desireline.site.demo_sources import serving


@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """The devices as another system would give them: to who has the token, in a demo."""
    if not settings.DEMO or not serving.allowed(request.headers.get("Authorization", "")):
        raise Http404
    page = request.GET.get("page", "1")
    found = serving.devices(int(page) if page.isdecimal() and 0 < int(page) < 10_000 else 1)
    return HttpResponse(orjson.dumps(found), content_type="application/json")
