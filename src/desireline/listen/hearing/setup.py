from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.kit.events import subscribe
from desireline.listen.hearing import fresh
from desireline.listen.hearing.seeing import (
    boards_named,
    comments_seen,
    hear_board,
    hear_comment,
    hear_idea,
    ideas_named,
    ideas_seen,
)
from desireline.listen.ideas.events import IdeaPosted
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.events import StateChanged
from desireline.people.notices.api import SUBJECTS, Subject, declare_kind, declare_topic

State = Idea.State

SUBJECTS.add("ideas", Subject(ideas_seen, hear_idea))
SUBJECTS.add("comments", Subject(comments_seen, hear_comment))
declare_topic("idea", ideas_named, word=_("Idea"))
declare_topic("board", boards_named, word=_("Board"), heard=hear_board)
declare_kind(fresh.KIND, _("A new idea on a board that I follow"), mail="daily")


@subscribe(IdeaPosted)
def _posted(event: IdeaPosted) -> None:
    if event.state == State.PUBLISHED:
        fresh.announce_soon(event.idea_id, event.board_id)


@subscribe(StateChanged)
def _approved(event: StateChanged) -> None:
    if event.comment_id is None and (event.before, event.after) == (State.PENDING, State.PUBLISHED):
        fresh.announce_soon(event.idea_id)
