"""Ideas: what people propose, and what the team says to it."""

from desireline.listen.ideas.answers import respond, set_status, undo_status, withdraw_response
from desireline.listen.ideas.marking import archive, close, pin, reopen, unarchive, unpin
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.panels import IDEA_PANELS, IdeaPanel
from desireline.listen.ideas.posting import Draft, edit, may_edit, post
from desireline.listen.ideas.promised import NEW_IDEA
from desireline.listen.ideas.rules import Film, films
from desireline.listen.ideas.stamps import touch
from desireline.listen.ideas.telling import tell_status

__all__ = [
    "IDEA_PANELS",
    "NEW_IDEA",
    "Draft",
    "Film",
    "Idea",
    "IdeaPanel",
    "archive",
    "close",
    "edit",
    "films",
    "may_edit",
    "pin",
    "post",
    "reopen",
    "respond",
    "set_status",
    "tell_status",
    "touch",
    "unarchive",
    "undo_status",
    "unpin",
    "withdraw_response",
]
