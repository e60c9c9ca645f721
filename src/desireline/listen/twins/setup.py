"""The entry in the team's menu; merges by the team are judgements, and so are those that were taken back."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from desireline.kit.events import subscribe
from desireline.kit.pages.context import MENU, Entry
from desireline.listen.closeness.api import Judgement, judge
from desireline.listen.ideas.models import Idea
from desireline.listen.merges.events import Merged, Unmerged
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may, viewer

Kind = Judgement.Kind


def _shown(request: HttpRequest) -> bool:
    return may(viewer(request), Permission.TRIAGE)


MENU.add("twins", Entry(_("Near-duplicates"), "twins", "copy", place="team", order=25, shown=_shown))


def _joined(event: Merged | Unmerged) -> None:
    kind = Kind.MERGED if isinstance(event, Merged) else Kind.UNMERGED
    board = Idea.objects.values_list("board_id", flat=True).get(pk=event.target_id)
    by = Person(pk=event.by) if event.by else None
    judge(kind, event.target_id, board_id=board, other_id=event.source_id, by=by)


for _event in (Merged, Unmerged):
    subscribe(_event)(_joined)  # type: ignore[arg-type]
