"""What happens around every request."""

from __future__ import annotations

import time
from collections.abc import Callable
from logging import DEBUG, INFO, WARNING, getLogger
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger("request")

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'self' https://www.youtube-nocookie.com https://player.vimeo.com",
        "frame-ancestors 'none'",
    )
)


class RequestLog:
    """One structured line a request, at debug for what went well and quickly."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._level = getLogger("request")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        start = time.perf_counter()
        response = self.get_response(request)
        took = round((time.perf_counter() - start) * 1000, 1)
        level = WARNING if response.status_code >= 500 else INFO if took > 500 else DEBUG
        if not self._level.isEnabledFor(level):
            return response
        log.log(
            level, "answered", method=request.method, path=request.path, status=response.status_code, ms=took
        )
        return response


HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
if settings.BASE_URL.secure:
    HEADERS["Strict-Transport-Security"] = "max-age=31536000"


class SecurityHeaders:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            headers.setdefault("Cache-Control", "private, no-store")
        return response


class SameSite(CsrfViewMiddleware):
    """CSRF: browsers say where a request comes from; only where they do not, the token is asked for.

    `Sec-Fetch-Site` is sent on secure origins and on localhost, `Origin` with every POST of a current browser. So
    anonymous pages need no token and can be cached.
    """

    def process_view(
        self, request: HttpRequest, callback: Any, callback_args: Any, callback_kwargs: Any
    ) -> Any:
        if from_here(request):
            request.csrf_processing_done = True  # type: ignore[attr-defined]  # Django's own mark
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


def from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this."""
    site, origin = request.META.get("HTTP_SEC_FETCH_SITE"), request.META.get("HTTP_ORIGIN")
    return site == "same-origin" or (site is None and origin == f"{request.scheme}://{request.get_host()}")
