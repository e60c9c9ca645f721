"""Parts that upper rooms bring to the page of an idea."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desireline.kit.registry import Registry
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

__all__ = ["IDEA_PANELS", "IdeaPanel", "panels_for"]


@dataclass(frozen=True, slots=True)
class IdeaPanel:
    """A template that is included beside the idea, with `panel` as its context; `order` sorts the panels."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


IDEA_PANELS: Registry[Callable[[Idea, Person | None], IdeaPanel | None]] = Registry("idea panel")


def panels_for(idea: Idea, person: Person | None) -> list[IdeaPanel]:
    """The panels for this reader, in their order."""
    found = [make(idea, person) for make in IDEA_PANELS]
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)
