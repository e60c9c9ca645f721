"""Parts of the project page that other features bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desireline.codevelop.projects.models import Project
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["PROJECT_PANELS", "ProjectPanel", "panels_for"]


@dataclass(frozen=True, slots=True)
class ProjectPanel:
    """A template that is included with `panel` as its context, besides that of the page (`project`, `person`).

    `order` sorts; `beside` puts it into the narrow column.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50
    beside: bool = False


PROJECT_PANELS: Registry[Callable[[Project, Person | None], ProjectPanel | None]] = Registry("project panel")
"""Called with a project that the reader may see, and the reader; None leaves the panel out. Who reads it in the
showcase is not of the team: a panel decides for itself what they get."""


def panels_for(project: Project, person: Person | None) -> list[ProjectPanel]:
    """The panels of the page for this reader, in their order."""
    found = [make(project, person) for make in PROJECT_PANELS]
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)
