from __future__ import annotations

from desireline.kit.events import subscribe
from desireline.kit.jobs.api import enqueue
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.events import StateChanged


@subscribe(StateChanged)
def _moderated(event: StateChanged) -> None:
    """An idea that appears or goes changes the order of its board."""
    if event.comment_id is None:
        board = Idea.objects.values_list("board_id", flat=True).get(pk=event.idea_id)
        enqueue("listen.rank", {"board": board}, key=f"rank:{board}")
