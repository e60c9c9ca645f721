"""Actions of the team on several ideas at once, and filters of the inbox that upper rooms bring."""

from desireline.listen.inbox.actions import act, undo
from desireline.listen.inbox.deeds import DEEDS, Wish
from desireline.listen.inbox.narrowing import NARROWERS, Narrower

__all__ = ["DEEDS", "NARROWERS", "Narrower", "Wish", "act", "undo"]
