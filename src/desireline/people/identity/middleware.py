"""The reader's language, time zone and theme; blocked people are signed out at once."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from desireline.kit.options.api import get
from desireline.people.identity.guests import keep
from desireline.people.identity.models import Person
from desireline.people.identity.signed import recognise
from desireline.people.roles.api import viewer

Answer = Callable[[HttpRequest], HttpResponseBase]


class Reader:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        recognise(request)
        person = viewer(request)
        if person is not None and not person.is_active:
            logout(request)
            person = None
        return _read_by(person, request, self.get_response)


class Known:
    """The same for a request with a plain session, on the straight way."""

    @staticmethod
    def recognise(request: HttpRequest) -> bool:
        """Whether the session is plain and its person active: then `request.user` is there."""
        recognise(request)
        return hasattr(request, "user")

    @staticmethod
    def answering(get_response: Answer) -> Answer:
        return lambda request: _read_by(viewer(request), request, get_response)


def stranger(get_response: Answer) -> Answer:
    """The same for a request without a session, on the straight way."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.user = AnonymousUser()
        response = _read_in(_language(request), request.COOKIES.get("zone", ""), request, get_response)
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer


def _read_by(person: Person | None, request: HttpRequest, get_response: Answer) -> HttpResponseBase:
    language = (person.language if person else "") or _language(request)
    zone = (person.time_zone if person else "") or request.COOKIES.get("zone", "")
    return _read_in(language, zone, request, get_response)


def _read_in(language: str, zone: str, request: HttpRequest, get_response: Answer) -> HttpResponseBase:
    translation.activate(language)
    timezone.activate(_zone(zone))
    try:
        response = get_response(request)
    finally:
        timezone.deactivate()
    response.headers.setdefault("Content-Language", language)
    keep(request, response)
    return response


def _language(request: HttpRequest) -> str:
    """The chosen language of a reader who is not signed in, the instance's, or what the browser asks for."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return str(get("language")) or get_language_from_request(request)


def _zone(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name or settings.TIME_ZONE)
    except (ValueError, OSError, KeyError):
        return zoneinfo.ZoneInfo(settings.TIME_ZONE)
