from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.kit.pages.environment import GLOBALS
from desireline.people.identity.api import called, hue_of
from desireline.people.profile import takeout
from desireline.people.profile.api import EXPORTERS
from desireline.people.profile.picture import picture_url
from desireline.people.roles.api import viewer


def _known(request: HttpRequest) -> bool:
    return viewer(request) is not None


GLOBALS.add("called", called)
GLOBALS.add("hue_of", hue_of)
GLOBALS.add("picture_of", picture_url)
MENU.add("profile", Entry(_("Profile"), "profile", "user", place="person", order=10, shown=_known))
for name in ("profile", "addresses", "accounts", "notices", "followed", "choices", "files"):
    EXPORTERS.add(name, getattr(takeout, name))
