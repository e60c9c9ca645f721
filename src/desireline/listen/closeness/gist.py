"""What an idea says in short: its title, as people who look for it would put it, if that is more than a few words."""

from __future__ import annotations

from desireline.engines.search.api import says_it
from desireline.kit.text.api import plain

LONGEST = 1000  # characters that are compared


def gist(title: str, body: str) -> str:
    """The title, or title and text where the title is too short to say it."""
    return title if says_it(title) else f"{title}. {plain(body[: 4 * LONGEST])}"[:LONGEST]
