"""The straight way to a view, for readers whom nobody knows.

Who brings no session needs no middleware for sessions, messages, sign-in or tokens. A view that shows pages to everyone
says so with `straight`; what goes wrong in it, or is not there, takes the whole way, which knows how to say it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils.module_loading import import_string

from desireline.kit.pages.middleware import RequestLog, SecurityHeaders

__all__ = ["straight", "straight_way"]

View = TypeVar("View")
_marked: set[object] = set()


def straight(view: View) -> View:
    """View decorator, the outermost: reads nothing of a session and answers GET."""
    _marked.add(view)
    return view


def straight_way() -> Callable[[HttpRequest], HttpResponseBase | None]:
    """Answers a stranger's request where the view allows it; None where it must go the whole way."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        match = request.resolver_match
        assert match is not None  # noqa: S101 - set below
        return match.func(request, *match.args, **match.kwargs)  # type: ignore[no-any-return]

    framed = RequestLog(SecurityHeaders(import_string(settings.STRANGERS)(answer)))

    def way(request: HttpRequest) -> HttpResponseBase | None:
        try:
            request.resolver_match = resolve(request.path_info)
            return framed(request) if request.resolver_match.func in _marked else None
        except Exception:  # the whole way meets it again, and says it well
            return None

    return way
