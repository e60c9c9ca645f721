"""For load balancers and monitoring: /livez says that the process answers, /readyz that it can serve."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from desireline.site.health.api import report


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    ready, parts = report()
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)
