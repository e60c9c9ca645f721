"""The instance's own list of other words for the same thing."""

from __future__ import annotations

from desireline.kit.options.api import get

OPTION = "search_same_words"


def own_words() -> str:
    """One meaning a line, phrases divided by “=”; empty where nothing was added."""
    return str(get(OPTION)).strip()
