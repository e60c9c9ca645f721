"""Parts that upper rooms bring to the page of a theme."""

from __future__ import annotations

from collections.abc import Callable

from desireline.kit.pages.panels import Panel, panels_of
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person
from desireline.understand.themes.models import Theme

__all__ = ["THEME_PANELS", "ThemePanel", "panels_for"]

ThemePanel = Panel
THEME_PANELS: Registry[Callable[[Theme, Person], Panel | None]] = Registry("theme panel")


def panels_for(theme: Theme, person: Person) -> list[Panel]:
    """The panels for this reader, in their order."""
    return panels_of(THEME_PANELS, theme, person)
