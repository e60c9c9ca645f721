"""What every page shows: the brand, the reader, and where the links of the frame lead."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from desireline.kit.options.api import get
from desireline.people.notices.api import unread
from desireline.people.profile.api import pictures
from desireline.people.roles.api import is_staff, viewer

ROUTES = {
    "home": "home",
    "search": "search",
    "new_idea": "idea_new",
    "notices": "notices",
    "sign_in": "account_login",
    "sign_out": "account_logout",
    "language": "language",
    "seen": "seen",
}


def brand() -> dict[str, Any]:
    """Name, claim, voice, hue and logo of the instance."""
    logo = get("brand_logo")
    return {
        "name": get("brand_name"),
        "claim": get("brand_claim"),
        "voice": get("brand_voice"),
        "hue": get("brand_hue"),
        "logo_url": _logo(logo) if logo else None,
    }


def _logo(key: str) -> str:
    return f"{reverse('brand_logo')}?v={key[:12]}"


@lru_cache(maxsize=1)
def links() -> dict[str, str]:
    """Addresses of the frame's links; a route that this instance does not have is left out."""
    found = {}
    for name, route in ROUTES.items():
        try:
            found[name] = reverse(route)
        except NoReverseMatch:
            continue
    return found


def page(request: HttpRequest) -> dict[str, Any]:
    """The page context: brand, person, links, unread, languages, theme, demo."""
    person = viewer(request)
    here = dict(links())
    if "sign_in" in here and request.method == "GET" and not request.path.startswith("/sign-"):
        here["sign_in"] += f"?next={request.path}"
    whole = person is not None and request.headers.get("HX-Request") != "true"
    return {
        "brand": brand(),
        "person": person,
        "portrait": pictures([person.picture_id]).get(person.picture_id or 0) if person else None,
        "staff": is_staff(person),
        "links": here,
        "unread": unread(person) if whole and person is not None else 0,
        "messages": get_messages(request),
        "languages": [(code, _(str(name))) for code, name in settings.LANGUAGES],
        "theme": person.theme if person else "",
        "demo": settings.DEMO,
        "currency": get("currency"),
    }
