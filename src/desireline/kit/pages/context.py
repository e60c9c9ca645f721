"""What every page knows. Rooms add to it through the registries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from desireline.kit.pages.lane import shared
from desireline.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry. `shown(request)` decides who gets it; `place` is main, team or person; `order` sorts. `count` says
    how much waits there: it is asked on every page of who gets the entry, so it answers from memory."""

    label: Any
    route: str
    icon: str
    place: str = "main"
    order: int = 50
    shown: Callable[[HttpRequest], bool] = lambda request: True
    count: Callable[[HttpRequest], int] | None = None


MENU: Registry[Entry] = Registry("menu entry")
CONTEXT: Registry[Callable[[HttpRequest], dict[str, Any]]] = Registry("page context")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's language, the menu, and what features add (`CONTEXT`)."""
    found: dict[str, Any] = {
        "locale": {"lang": get_language() or "en", "dir": "rtl" if get_language_bidi() else "ltr"},
        "menus": Menus(request),
        "htmx": request.headers.get("HX-Request") == "true",
    }
    for add in CONTEXT:
        found.update(add(request))
    if shared(request):
        found |= {"csrf_input": "", "csrf_token": "", "messages": []}
    elif settings.SESSION_COOKIE_NAME not in request.COOKIES:
        found |= _unknown(request)
    else:  # one token a page: Django would mask it anew for each form
        found["csrf_input"] = SimpleLazyObject(lambda: csrf_input(request))
    return found


def _unknown(request: HttpRequest) -> dict[str, Any]:
    """Who has no session gets no cookie for reading: the browser says where a form comes from (`SameSite`)."""
    told = getattr(request, "_messages", None)
    waiting = "messages" in request.COOKIES or (told is not None and told.added_new)
    return {"csrf_input": "", "csrf_token": ""} | ({} if waiting else {"messages": []})


class Menus:
    """The menus of this reader, looked up when the page has a frame."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def __call__(self, place: str) -> list[Entry]:
        return [entry for entry in self._shown if entry.place == place]

    @cached_property
    def _shown(self) -> list[Entry]:
        return [entry for entry in sorted(MENU, key=attrgetter("order")) if entry.shown(self._request)]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How much waits at the entries that count, by route; nothing for those where nothing does."""
        found = {entry.route: entry.count(self._request) for entry in self._shown if entry.count}
        return {route: number for route, number in found.items() if number}

    @cached_property
    def current(self) -> tuple[str, ...]:
        """Routes of the entries of the main menu under which this page stands."""
        here = self._request.path
        addresses = [(entry.route, _address(entry.route)) for entry in self("main")]
        return tuple(route for route, at in addresses if here == at or (at != "/" and here.startswith(at)))

    @property
    def key(self) -> tuple[Any, ...]:
        """What the drawn menus hang on, besides the language."""
        return tuple(entry.route for entry in self._shown), self.current, tuple(self.counts.items())


@lru_cache(maxsize=256)
def _address(route: str) -> str:
    return reverse(route)
