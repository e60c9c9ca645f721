"""Parts that upper rooms bring to the page of an idea."""

from __future__ import annotations

from collections.abc import Callable

from desireline.kit.pages.panels import Panel, panels_of
from desireline.kit.registry import Registry
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

__all__ = ["IDEA_PANELS", "IdeaPanel", "panels_for"]

IdeaPanel = Panel
IDEA_PANELS: Registry[Callable[[Idea, Person | None], Panel | None]] = Registry("idea panel")


def panels_for(idea: Idea, person: Person | None) -> list[Panel]:
    """The panels for this reader, in their order."""
    return panels_of(IDEA_PANELS, idea, person)
