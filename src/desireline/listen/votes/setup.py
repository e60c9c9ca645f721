from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import COUNTERS, Counter
from desireline.kit.events import subscribe
from desireline.listen.ideas.events import IdeaPosted
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import CONCERNED
from desireline.listen.moderation.events import StateChanged
from desireline.listen.votes.api import support_new, support_own
from desireline.listen.votes.counting import recount
from desireline.listen.votes.models import Vote

COUNTERS.add("listen.votes", Counter(_("Votes of ideas"), Idea, recount))


@subscribe(IdeaPosted)
def _own(event: IdeaPosted) -> None:
    if event.supported and event.author_id is not None:
        support_new(event)


@subscribe(StateChanged)
def _moderated(event: StateChanged) -> None:
    """An approved idea begins like any other, with its author's vote; when the approval is undone, that goes, too."""
    if event.comment_id is not None:
        return
    rows = Idea.objects.filter(pk=event.idea_id, closed=False, archived=False)
    author = rows.values_list("author_id", flat=True).first()
    own = Vote.objects.filter(idea=event.idea_id, person=author)
    states = (event.before, event.after)
    if states == (Idea.State.PENDING, Idea.State.PUBLISHED) and author and not own.exists():
        support_own(event.idea_id, author)
    elif states == (Idea.State.PUBLISHED, Idea.State.PENDING):
        own.delete()
        recount([event.idea_id])


def _voters(idea_id: int) -> Iterable[int]:
    return Vote.objects.filter(idea=idea_id).values_list("person_id", flat=True).iterator()


CONCERNED.add("voters", _voters)
