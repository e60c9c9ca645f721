"""The work on the page of its project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.panels import ProjectPanel
from desireline.codevelop.work.reading import work_of
from desireline.people.roles.api import Permission, may

if TYPE_CHECKING:
    from desireline.people.identity.api import Person


def work(project: Project, person: Person | None) -> ProjectPanel | None:
    """All of it for the team, what the showcase has for others, nothing where there is nothing."""
    found = work_of(project, person)
    if found.empty and not found.team:
        return None
    return ProjectPanel(
        "work/_panel.html", {"work": found, "editor": may(person, Permission.CODEVELOP)}, order=40
    )
