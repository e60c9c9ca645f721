"""The line of sight's place in the menu and on the pages of what it shows."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.sight import sources  # noqa: F401 - registers the sources of the graph


def _team(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


MENU.add("sight", Entry(_("Line of sight"), "sight", "milestone", place="team", order=14, shown=_team))
