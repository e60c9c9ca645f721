"""/livez before everything else: it must answer also where the database does not."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from desireline.kit.pages.middleware import SecurityHeaders
from desireline.site.health.views import livez

Answer = Callable[[HttpRequest], HttpResponseBase]


def alive(get_response: Answer) -> Answer:
    """Middleware."""

    lives = SecurityHeaders(livez)

    def answer(request: HttpRequest) -> HttpResponseBase:
        return lives(request) if request.path == "/livez" else get_response(request)

    return answer
