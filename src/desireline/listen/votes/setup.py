from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from desireline.kit.counters.api import COUNTERS, Counter
from desireline.kit.events import subscribe
from desireline.listen.ideas.events import IdeaPosted
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import CONCERNED
from desireline.listen.votes.api import support_own
from desireline.listen.votes.counting import recount
from desireline.listen.votes.models import Vote

COUNTERS.add("listen.votes", Counter(_("Votes of ideas"), Idea, recount))


@subscribe(IdeaPosted)
def _own(event: IdeaPosted) -> None:
    if event.supported and event.author_id is not None:
        support_own(event.idea_id, event.author_id)


def _voters(idea_id: int) -> Iterable[int]:
    return Vote.objects.filter(idea=idea_id).values_list("person_id", flat=True).iterator()


CONCERNED.add("voters", _voters)
