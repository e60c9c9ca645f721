"""Sessions on the page of their project, for the team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.panels import ProjectPanel
from desireline.codevelop.sessions import words
from desireline.codevelop.sessions.models import Session
from desireline.codevelop.sessions.reading import sessions_of
from desireline.codevelop.sessions.techniques import about
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.api import Person

SHORT = 4


def sessions(project: Project, person: Person | None) -> ProjectPanel | None:
    """The next ones, and the last."""
    if not may(person, Permission.CODEVELOP):
        return None
    coming = sessions_of(project, past=False, size=SHORT)
    past = sessions_of(project, past=True, size=SHORT)
    shown = {
        "rows": [*coming.rows, *past.rows][: SHORT + 2],
        "states": words.states(),
        "hues": words.STATE_HUES,
        "icons": words.STATE_ICONS,
        "techniques": {one: about(one) for one in Session.Technique.values},
    }
    return ProjectPanel("sessions/_panel.html", shown, order=45)
