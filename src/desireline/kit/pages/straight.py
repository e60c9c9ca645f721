"""The straight way to a view, past middleware that does nothing for this request.

Who brings no session needs none for sessions, messages, sign-in or tokens; a view that shows pages to everyone says so
with `straight`. Who brings a plain session is known after one query (`settings.KNOWN`), and what such a view says to
them, or sets, is looked after here; `straight_for_known` marks views that only these reach so. Whatever is not plain
takes the whole way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject, empty
from django.utils.module_loading import import_string

from desireline.kit.pages.addresses import with_nul
from desireline.kit.pages.holding import Holding
from desireline.kit.pages.middleware import RequestLog, SameSite, SecurityHeaders, from_here

__all__ = ["KnownWay", "straight", "straight_for_known", "straight_way"]

View = TypeVar("View")
Way = Callable[[HttpRequest], HttpResponseBase | None]
_marked: set[object] = set()
_for_known: set[object] = set()


def straight(view: View) -> View:
    """View decorator, the outermost: for strangers it reads nothing of a session, and answers GET."""
    _marked.add(view)
    return straight_for_known(view)


def straight_for_known(view: View) -> View:
    """View decorator, the outermost: needs nothing of allauth. GET, and POST from our own pages."""
    _for_known.add(view)
    return view


def straight_way() -> Way:
    """Answers a stranger's request where the view allows it; None where it must go the whole way."""

    framed = RequestLog(SecurityHeaders(import_string(settings.STRANGERS)(_view)))

    def way(request: HttpRequest) -> HttpResponseBase | None:
        try:
            request.resolver_match = resolve(request.path_info)
            return framed(request) if request.resolver_match.func in _marked else None
        except Exception:  # the whole way meets it again, and says it well
            return None

    return way


class KnownWay:
    """Answers a known person's request where the view allows it; None, before anything happened, where it must go the
    whole way."""

    def __init__(self) -> None:
        self._store = import_module(settings.SESSION_ENGINE).SessionStore
        self._reader = import_string(settings.KNOWN)
        self._answer_as_them = self._reader.answering(self._answer)
        self._holding, self._tokens, self._sessions = (
            Holding(_view),
            SameSite(_view),
            SessionMiddleware(_view),
        )
        self._framed = RequestLog(SecurityHeaders(self._within))

    def __call__(self, request: HttpRequest) -> HttpResponseBase | None:
        if not _plain(request):
            return None
        request.session = self._store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        if not self._reader.recognise(request):
            return None
        request._messages = SimpleLazyObject(partial(default_storage, request))  # type: ignore[attr-defined]
        return self._framed(request)

    def _within(self, request: HttpRequest) -> HttpResponseBase:
        self._tokens.process_request(request)
        response: Any = self._tokens.process_response(request, self._answer_as_them(request))
        return self._sessions.process_response(request, response)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        try:
            response = self._holding.process_view(request, None, (), {}) or _view(request)
        except Exception as error:
            response = self._holding.process_exception(request, error) or response_for_exception(
                request, error
            )
        told = request._messages  # type: ignore[attr-defined]
        if told._wrapped is not empty:
            told.update(response)
        return response


def _plain(request: HttpRequest) -> bool:
    if with_nul(request.path, request.META.get("QUERY_STRING", "")):
        return False
    if request.method not in {"GET", "HEAD"} and not (request.method == "POST" and from_here(request)):
        return False
    try:
        request.resolver_match = resolve(request.path_info)
    except Resolver404:
        return False
    return request.resolver_match.func in _for_known


def _view(request: HttpRequest) -> HttpResponseBase:
    match = request.resolver_match
    assert match is not None  # noqa: S101 - the way has looked for it
    return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]
