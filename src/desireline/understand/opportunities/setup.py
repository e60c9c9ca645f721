"""The landscape's place in the menu, its panel on the outcome page and its options."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.futures.outcomes.api import OUTCOME_PANELS, DesiredOutcome, Panel
from desireline.kit.options.api import Declared, Group, declare, declare_group
from desireline.kit.pages.context import MENU, Entry
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer
from desireline.understand.opportunities.api import of_outcome


def _seen(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_LANDSCAPE)


MENU.add(
    "landscape", Entry(_("Opportunities"), "landscape", "chart-scatter", place="team", order=10, shown=_seen)
)

declare_group(
    Group("bands", _("Opportunity landscape"), _("Where the bands of the score begin, 0 to 20."), 60)
)
for key, label, default in (
    ("band_extreme", _("Extreme above"), 15),
    ("band_high", _("High from"), 12),
    ("band_worth_considering", _("Worth considering from"), 10),
):
    declare(Declared(key, "bands", label, default, least=0, most=20))


def _panel(outcome: DesiredOutcome, person: Person | None) -> Panel | None:
    if not may(person, Permission.SEE_LANDSCAPE):
        return None
    found = of_outcome(person, outcome)
    return Panel("opportunities/_panel.html", {"opportunity": found}, order=20)


OUTCOME_PANELS.add("opportunity", _panel)
