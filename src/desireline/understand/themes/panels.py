"""Parts that upper rooms bring to the page of a theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desireline.kit.registry import Registry
from desireline.people.identity.api import Person
from desireline.understand.themes.models import Theme

__all__ = ["THEME_PANELS", "ThemePanel", "panels_for"]


@dataclass(frozen=True, slots=True)
class ThemePanel:
    """A template that is included beside the theme, with `panel` as its context; `order` sorts the panels."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


THEME_PANELS: Registry[Callable[[Theme, Person], ThemePanel | None]] = Registry("theme panel")


def panels_for(theme: Theme, person: Person) -> list[ThemePanel]:
    """The panels for this reader, in their order."""
    found = [make(theme, person) for make in THEME_PANELS]
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)
