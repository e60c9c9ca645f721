from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.guide.search import askers, keeping
from desireline.guide.search.rows import lit, row, unlit
from desireline.kit.options.api import Declared, declare
from desireline.kit.pages.context import MENU, Entry
from desireline.kit.pages.environment import FILTERS, GLOBALS
from desireline.people.profile.api import ERASERS, EXPORTERS
from desireline.people.roles.api import Permission, may, viewer

FILTERS.add("lit", lit)
FILTERS.add("plain_pieces", unlit)
GLOBALS.add("hit_row", row)
declare(
    Declared(
        key=askers.OPTION,
        group="search",
        label=_("Count what is searched"),
        default=askers.ANONYMOUS,
        choices=(
            (askers.OFF, _("No")),
            (askers.ANONYMOUS, _("Yes, without names")),
            (askers.BY_PERSON, _("Yes, with the names of those who are signed in")),
        ),
        help=_(
            "Shows the team what is looked for and not found. Without names, people are told apart for at most thirty"
            " days; words that fewer than three of them searched for are shown to nobody."
        ),
    )
)
declare(
    Declared(
        key=askers.DAYS,
        group="search",
        label=_("Days that searches are kept"),
        default=180,
        least=7,
        most=1100,
    )
)


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


MENU.add("searches", Entry(_("Searches"), "searches", "search", place="team", order=45, shown=_shown))
ERASERS.add("searches", keeping.forget)
EXPORTERS.add("searches", keeping.searches)
