from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import CONTEXT, MENU, Entry
from desireline.kit.pages.environment import GLOBALS
from desireline.people.identity.api import hue_of
from desireline.people.profile import takeout
from desireline.people.profile.api import EXPORTERS
from desireline.people.profile.picture import picture_url
from desireline.people.roles.api import viewer


def _portrait(request: HttpRequest) -> dict[str, Any]:
    """The reader's own face in the top bar."""
    person = viewer(request)
    return {"portrait": picture_url(person)} if person is not None and person.picture_id else {}


def _known(request: HttpRequest) -> bool:
    return viewer(request) is not None


GLOBALS.add("hue_of", hue_of)
GLOBALS.add("picture_of", picture_url)
CONTEXT.add("portrait", _portrait)
MENU.add("profile", Entry(_("Profile"), "profile", "user", place="person", order=10, shown=_known))
for name in ("profile", "addresses", "accounts", "notices", "followed", "choices", "files"):
    EXPORTERS.add(name, getattr(takeout, name))
