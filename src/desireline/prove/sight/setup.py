"""The line of sight's place in the menu and on the pages of what it shows."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.codevelop.projects.api import PROJECT_PANELS
from desireline.futures.futures.api import LINKS
from desireline.futures.outcomes.api import OUTCOME_PANELS
from desireline.kit.pages.context import MENU, Entry
from desireline.people.profile.api import EXPORTERS
from desireline.people.roles.api import Permission, may, viewer
from desireline.prove.sight import own, panels
from desireline.prove.sight import sources as sources  # registers the sources of the graph


def _team(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.SEE_TEAM)


MENU.add("sight", Entry(_("Line of sight"), "sight", "milestone", place="team", order=14, shown=_team))
LINKS.add("sight", panels.sight_link)
LINKS.add("story", panels.story_link)
LINKS.add("promises", panels.promise_link)
OUTCOME_PANELS.add("sight", panels.outcome_panel)
PROJECT_PANELS.add("sight", panels.project_panel)
EXPORTERS.add("justifications", own.justifications)
EXPORTERS.add("promise_evidence", own.promise_evidence)
