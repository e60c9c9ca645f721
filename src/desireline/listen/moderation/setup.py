from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.options.api import Declared, declare
from desireline.kit.pages.context import MENU, Entry
from desireline.people.notices.api import declare_kind
from desireline.people.roles.api import Permission, may, viewer

declare_kind("shown", _("What I wrote is shown to others"))

for option in (
    Declared(
        "trust_after",
        "moderation",
        _("Trusted after"),
        1,
        _("So many approved ideas or comments, and a person is no longer new."),
        least=1,
        most=100,
    ),
    Declared(
        "flags_hide",
        "moderation",
        _("Hide after this many flags"),
        3,
        _("Until the team has looked. 0 never hides by itself."),
        least=0,
        most=100,
    ),
):
    declare(option)


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.MODERATE)


MENU.add("moderation", Entry(_("Moderation"), "moderation", "shield", place="team", order=20, shown=_shown))
