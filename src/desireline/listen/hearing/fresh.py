"""Who follows a board hears of each new idea there, once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import enqueue
from desireline.kit.text.api import excerpt
from desireline.listen.addresses import idea_url
from desireline.listen.ideas.models import Idea
from desireline.people.notices.api import awaited, notify, told

KIND, JOB = "board.idea", "listen.tell_new"
WAIT = timedelta(minutes=2)  # in which its author may mend a word


def announce_soon(idea: int, board: int | None = None) -> None:
    """In a few minutes, in the caller's transaction. No job where nobody follows the board."""
    board = board or Idea.objects.values_list("board_id", flat=True).get(pk=idea)
    if awaited(f"board:{board}"):
        enqueue(JOB, {"idea": idea}, due=timezone.now() + WAIT)


def announce(pk: int) -> int:
    """For the job: tell those who were not told yet. Nobody once the idea is hidden or merged. How many were told."""
    idea = Idea.objects.select_related("board", "author").filter(pk=pk, state=Idea.State.PUBLISHED).first()
    if idea is None:
        return 0
    return notify(
        KIND,
        topic=f"board:{idea.board_id}",
        title=format_lazy(_("New on {board}: {title}"), board=idea.board.name, title=idea.title),
        text=excerpt(idea.body),
        url=idea_url(idea),
        by=idea.author,
        skip=told(KIND, idea_url(idea)),
    )
