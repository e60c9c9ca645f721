from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _edits(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.EDIT_FUTURES)


MENU.add("boards", Entry(_("Ideas"), "boards", "lightbulb", order=30))
MENU.add("statuses", Entry(_("Statuses"), "statuses", "list", place="team", order=60, shown=_edits))
