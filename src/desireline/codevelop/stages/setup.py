from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.roles.api import Permission, may, viewer


def _edits(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.EDIT_PORTFOLIO)


MENU.add("stages", Entry(_("Stages and gates"), "stages", "milestone", place="team", order=65, shown=_edits))
