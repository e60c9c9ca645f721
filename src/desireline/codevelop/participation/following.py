"""What follows when somebody's part changes, or a call opens: the menu knows it at once."""

from __future__ import annotations

from desireline.codevelop.participation.events import ParticipantChanged
from desireline.kit.events import subscribe
from desireline.kit.options.api import bump


@subscribe(ParticipantChanged)
def changed(event: ParticipantChanged) -> None:
    """Only the first step puts somebody into the menu; the others are read anew within a second anyway."""
    if event.state in ("invited", "applied", "joined", ""):
        bump("site")
