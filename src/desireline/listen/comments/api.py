"""Comments: verbs and questions for other features."""

from desireline.listen.comments.counting import recount
from desireline.listen.comments.models import Comment
from desireline.listen.comments.telling import people_near, tell
from desireline.listen.comments.thread import thread
from desireline.listen.comments.verbs import bring_back, edit, post, react, remove, set_state

__all__ = [
    "Comment",
    "bring_back",
    "edit",
    "people_near",
    "post",
    "react",
    "recount",
    "remove",
    "set_state",
    "tell",
    "thread",
]
