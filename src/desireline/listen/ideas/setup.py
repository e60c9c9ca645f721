from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desireline.kit.events import subscribe
from desireline.kit.jobs.api import enqueue
from desireline.listen.comments.events import CommentChanged, CommentPosted
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.stamps import touch
from desireline.listen.moderation.events import StateChanged
from desireline.people.notices.api import declare_kind

declare_kind("idea.status", _("An idea that I support or follow moves on"))
declare_kind("idea.response", _("The organisation answers an idea that I support or follow"))


def _touch(idea_id: int) -> int | None:
    board: int | None = Idea.objects.filter(pk=idea_id).values_list("board_id", flat=True).first()
    if board is not None:
        touch(idea_id, board)
    return board


@subscribe(CommentPosted)
def _commented(event: CommentPosted) -> None:
    _touch(event.idea_id)


@subscribe(CommentChanged)
def _comment_changed(event: CommentChanged) -> None:
    _touch(event.idea_id)


@subscribe(StateChanged)
def _moderated(event: StateChanged) -> None:
    board = _touch(event.idea_id)
    if board is not None and event.comment_id is None:
        enqueue("listen.rank", {"board": board}, key=f"rank:{board}")
