"""Actions of the team on several ideas at once."""

from desireline.listen.inbox.actions import act, undo
from desireline.listen.inbox.deeds import DEEDS, Wish

__all__ = ["DEEDS", "Wish", "act", "undo"]
