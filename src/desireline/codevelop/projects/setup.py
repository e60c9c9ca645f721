"""The places of projects in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _team(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


MENU.add("projects", Entry(_("Projects"), "projects", "layout-grid", order=35, shown=_team))
