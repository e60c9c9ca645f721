"""The place of lead customers in the menu, on one's own profile, and in what people take along."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.pages.context import MENU, Entry
from desireline.people.profile.api import ERASERS, EXPORTERS, PANELS, Panel
from desireline.people.roles.api import Permission, may, viewer
from desireline.understand.evaluate.api import EVALUATIONS, Evaluation
from desireline.understand.leads import evaluating, own
from desireline.understand.leads.panel import own_choice
from desireline.understand.leads.sources import RESOURCES, Source, accepted_ideas


def _seen(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


MENU.add("leads", Entry(_("Lead customers"), "leads", "footprints", place="team", order=14, shown=_seen))
PANELS.add("leads", Panel("leads", _("Lead customers"), own_choice, order=90))
ERASERS.add("leads", own.forget)
EXPORTERS.add("lead_customers", own.lead_customers)
EXPORTERS.add("lead_nominations", own.lead_nominations)
RESOURCES.add("ideas", Source(_("Ideas of theirs that were accepted"), accepted_ideas))
EVALUATIONS.add(
    "leads",
    Evaluation("Would lead customers have been found, months before?", evaluating.arguments, evaluating.run),
)
