"""Themes: what is said over and over, in whatever words, at three zoom levels."""

from __future__ import annotations

from desireline.understand.themes.access import theme_for
from desireline.understand.themes.arriving import arrive
from desireline.understand.themes.models import Level, Saying, Theme, ThemeOutcome
from desireline.understand.themes.panels import THEME_PANELS, ThemePanel
from desireline.understand.themes.reading import Heard, Overview, overview, quotes, themes_of_outcome
from desireline.understand.themes.renewing import renew
from desireline.understand.themes.verbs import ask_to_renew, link, make_outcome, rename, unlink, unname

__all__ = [
    "THEME_PANELS",
    "Heard",
    "Level",
    "Overview",
    "Saying",
    "Theme",
    "ThemeOutcome",
    "ThemePanel",
    "arrive",
    "ask_to_renew",
    "link",
    "make_outcome",
    "overview",
    "quotes",
    "rename",
    "renew",
    "theme_for",
    "themes_of_outcome",
    "unlink",
    "unname",
]
