"""What the team decides about words that wait or were flagged."""

from desireline.listen.moderation.verbs import decide, flag, undo

__all__ = ["decide", "flag", "undo"]
