"""The place of themes in the menu, and their panel on the outcome page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.futures.outcomes.api import OUTCOME_PANELS, DesiredOutcome, Panel
from desireline.kit.pages.context import MENU, Entry
from desireline.listen.inbox.api import NARROWERS, Narrower
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer
from desireline.understand.themes import inbox
from desireline.understand.themes.reading import themes_of_outcome


def _seen(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_LANDSCAPE)


MENU.add("themes", Entry(_("Themes"), "themes", "message-square-quote", place="team", order=12, shown=_seen))


def _panel(outcome: DesiredOutcome, person: Person | None) -> Panel | None:
    if not may(person, Permission.SEE_LANDSCAPE):
        return None
    found = themes_of_outcome(person, outcome)
    return Panel("themes/_panel.html", {"themes": found}, order=30) if found else None


OUTCOME_PANELS.add("themes", _panel)
NARROWERS.add("theme", Narrower("theme", _("Theme"), _("All themes"), inbox.choices, inbox.narrowed))
