"""Guests: a random sign in a signed cookie, so that a guest's votes and ideas stay the same guest's."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NAME = "desireline_guest"
AGE = 60 * 60 * 24 * 365


def guest_of(request: HttpRequest) -> str | None:
    """The guest's sign (22 characters), or None for one who has none. Never for signed-in people."""
    fresh: str | None = getattr(request, "_guest", None)
    found = fresh or request.get_signed_cookie(NAME, default=None, salt=NAME, max_age=AGE)
    return found if found and len(found) <= 40 else None


def guest_token(request: HttpRequest) -> str:
    """The guest's sign, made now where there is none; it is set on the answer by itself."""
    found = guest_of(request)
    if found is None:
        found = secrets.token_urlsafe(16)
        request._guest = found  # type: ignore[attr-defined]
    return found


def keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Called for every answer: set the cookie of a guest that is new."""
    fresh = getattr(request, "_guest", None)
    if fresh:
        response.set_signed_cookie(
            NAME,
            fresh,
            salt=NAME,
            max_age=AGE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
