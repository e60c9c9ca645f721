"""Parts of the project page that other features bring."""

from __future__ import annotations

from collections.abc import Callable

from desireline.codevelop.projects.models import Project
from desireline.kit.pages.panels import Panel, panels_of
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["PROJECT_PANELS", "ProjectPanel", "panels_for"]

ProjectPanel = Panel
PROJECT_PANELS: Registry[Callable[[Project, Person | None], Panel | None]] = Registry("project panel")
"""Called with a project that the reader may see, and the reader; None leaves the panel out. Who reads it in the
showcase is not of the team: a panel decides for itself what they get."""


def panels_for(project: Project, person: Person | None) -> list[Panel]:
    """The panels for this reader, in their order."""
    return panels_of(PROJECT_PANELS, project, person)
