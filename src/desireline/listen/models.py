from desireline.listen.boards.models import Board, Status
from desireline.listen.comments.models import Comment, CommentEdit, Reaction
from desireline.listen.ideas.models import (
    Attachment,
    Idea,
    IdeaEdit,
    IdeaMark,
    IdeaOutcome,
    OfficialResponse,
    StatusChange,
)
from desireline.listen.merges.models import Merge
from desireline.listen.moderation.models import Decision, Flag
from desireline.listen.order.models import Impression, OrderSlice, OrderVersion
from desireline.listen.tags.models import IdeaTag, Tag
from desireline.listen.votes.models import AccountSupport, GuestVote, Vote

__all__ = [
    "AccountSupport",
    "Attachment",
    "Board",
    "Comment",
    "CommentEdit",
    "Decision",
    "Flag",
    "GuestVote",
    "Idea",
    "IdeaEdit",
    "IdeaMark",
    "IdeaOutcome",
    "IdeaTag",
    "Impression",
    "Merge",
    "OfficialResponse",
    "OrderSlice",
    "OrderVersion",
    "Reaction",
    "Status",
    "StatusChange",
    "Tag",
    "Vote",
]
