from desireline.listen.boards.models import Board, Status
from desireline.listen.closeness.models import BoardCloseness, Judgement
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
from desireline.listen.inbox.models import BulkAction
from desireline.listen.merges.models import Merge, MergeFollow
from desireline.listen.moderation.models import Decision, Flag
from desireline.listen.order.models import Impression, OrderSlice, OrderVersion
from desireline.listen.tags.models import IdeaTag, Tag, TagChange
from desireline.listen.twins.models import Twin, TwinSweep
from desireline.listen.votes.models import AccountSupport, GuestVote, Vote

__all__ = [
    "AccountSupport",
    "Attachment",
    "Board",
    "BoardCloseness",
    "BulkAction",
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
    "Judgement",
    "Merge",
    "MergeFollow",
    "OfficialResponse",
    "OrderSlice",
    "OrderVersion",
    "Reaction",
    "Status",
    "StatusChange",
    "Tag",
    "TagChange",
    "Twin",
    "TwinSweep",
    "Vote",
]
