"""A middleware that turns what a rule refuses, and what no database can hold, into answers with the right status."""

from __future__ import annotations

from typing import Any

import structlog
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from desireline.kit.errors import Refused
from desireline.kit.limits.api import TooMany
from desireline.kit.pages import failures
from desireline.kit.pages.addresses import with_nul
from desireline.kit.pages.middleware import Answer

log = structlog.get_logger("holding")
FILES_AT_ONCE = 8  # a form may bring a few files of the size that is kept, and words
FORM = "application/x-www-form-urlencoded"


class Holding:
    """Stands closest to the views. NUL characters never reach them: PostgreSQL cannot hold them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if with_nul(request.path, request.META.get("QUERY_STRING", "")):
            return failures.answer(request, failures.nonsense())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if request.method != "POST":
            return None
        match = request.resolver_match
        own = match is not None and match.route.startswith("team/")
        if _length(request) > settings.MAX_UPLOAD * FILES_AT_ONCE and not own:
            return failures.answer(request, failures.too_large())
        if request.content_type == FORM and _holds_nul(request):
            return failures.answer(request, failures.nonsense())
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, TooMany):
            slow = failures.Failure(429, failures.slower(), error.message, art="talk", wait=error.retry_after)
            return failures.answer(request, slow)
        if isinstance(error, Refused):
            return failures.answer(request, failures.Failure(400, failures.refused(), error.message))
        if _unheard_of(error):
            log.warning("nonsense", path=request.path, error=repr(error)[:300])
            return failures.answer(request, failures.nonsense())
        return None


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() and text.isascii() else 0


def _holds_nul(request: HttpRequest) -> bool:
    return any("\0" in key or any("\0" in one for one in values) for key, values in request.POST.lists())


def _unheard_of(error: Exception) -> bool:
    """Values that no column takes: out of its range, not of its encoding, with a NUL."""
    if isinstance(error, DataError | UnicodeEncodeError):
        return True
    if isinstance(error, OverflowError):
        return "SQLite INTEGER" in str(error)
    return isinstance(error, ValueError) and ("NUL" in str(error) or "null byte" in str(error))
