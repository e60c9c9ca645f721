"""Merges: reversible, in any order."""

from desireline.listen.merges.reading import Joined, Preview, candidates, joined, leads_to, preview, suggested
from desireline.listen.merges.verbs import catch_up, merge, settle, undo

__all__ = [
    "Joined",
    "Preview",
    "candidates",
    "catch_up",
    "joined",
    "leads_to",
    "merge",
    "preview",
    "settle",
    "suggested",
    "undo",
]
