from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.MODERATE)


MENU.add("people", Entry(_("People"), "people", "users", place="team", order=50, shown=_shown))
