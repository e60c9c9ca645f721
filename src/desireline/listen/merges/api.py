"""Merges: reversible, in any order."""

from desireline.listen.merges.family import family
from desireline.listen.merges.reading import (
    Candidate,
    Joined,
    Preview,
    candidates,
    joined,
    leads_to,
    nearest,
    preview,
    suggested,
)
from desireline.listen.merges.rules import stays
from desireline.listen.merges.together import bring_together, take_apart
from desireline.listen.merges.verbs import catch_up, merge, settle, undo

__all__ = [
    "Candidate",
    "Joined",
    "Preview",
    "bring_together",
    "candidates",
    "catch_up",
    "family",
    "joined",
    "leads_to",
    "merge",
    "nearest",
    "preview",
    "settle",
    "stays",
    "suggested",
    "take_apart",
    "undo",
]
