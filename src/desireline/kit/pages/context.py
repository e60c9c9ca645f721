"""What every page knows. Rooms add to it through the registries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from desireline.kit.pages.lane import shared
from desireline.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu entry. `shown(request)` decides who gets it; `place` is main, team or person; `order` sorts."""

    label: Any
    route: str
    icon: str
    place: str = "main"
    order: int = 50
    shown: Callable[[HttpRequest], bool] = lambda request: True


MENU: Registry[Entry] = Registry("menu entry")
CONTEXT: Registry[Callable[[HttpRequest], dict[str, Any]]] = Registry("page context")


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the reader's language, the menu, and what features add (`CONTEXT`)."""
    found: dict[str, Any] = {
        "locale": {"lang": get_language() or "en", "dir": "rtl" if get_language_bidi() else "ltr"},
        "menu_of": lambda place: menu(request, place),
        "htmx": request.headers.get("HX-Request") == "true",
    }
    for add in CONTEXT:
        found.update(add(request))
    if shared(request):
        found |= {"csrf_input": "", "csrf_token": "", "messages": []}
    elif settings.SESSION_COOKIE_NAME not in request.COOKIES:
        found |= _unknown(request)
    return found


def _unknown(request: HttpRequest) -> dict[str, Any]:
    """Who has no session gets no cookie for reading: the browser says where a form comes from (`SameSite`)."""
    told = getattr(request, "_messages", None)
    waiting = "messages" in request.COOKIES or (told is not None and told.added_new)
    return {"csrf_input": "", "csrf_token": ""} | ({} if waiting else {"messages": []})


def menu(request: HttpRequest, place: str) -> list[Entry]:
    entries = [entry for entry in MENU if entry.place == place and entry.shown(request)]
    return sorted(entries, key=lambda entry: entry.order)
