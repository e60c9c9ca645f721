from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.kit.pages.environment import GLOBALS
from desireline.people.notices.api import is_following
from desireline.people.roles.api import viewer


def _known(request: HttpRequest) -> bool:
    return viewer(request) is not None


GLOBALS.add("is_following", is_following)
MENU.add("notices", Entry(_("Notices"), "notices", "bell", place="person", order=20, shown=_known))
