"""The ideas that serve an outcome, as its page shows them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F

from desireline.futures.outcomes.api import DesiredOutcome, Panel
from desireline.listen.boards.api import shown_statuses
from desireline.listen.boards.models import Board
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

MOST = 8


def serving(outcome: DesiredOutcome, person: Person | None) -> Any:
    """Ideas of the reader that are linked to the outcome and stand on a board."""
    return Idea.objects.visible_to(person).filter(
        outcome_links__outcome=outcome, state=Idea.State.PUBLISHED, archived=False
    )


def panel(outcome: DesiredOutcome, person: Person | None) -> Panel | None:
    """At most `MOST` ideas, most supported first, and the boards where all of them are. None without any."""
    rows = serving(outcome, person)
    ideas = list(
        rows.annotate(support=F("votes") + F("imported_votes"))
        .order_by("-support", "-id")
        .values("id", "slug", "title", "support", "comments", "status_id", "board__name")[:MOST]
    )
    if not ideas:
        return None
    statuses = shown_statuses()
    for idea in ideas:
        idea["status"] = statuses[idea["status_id"]]
    counted = dict(rows.order_by().values_list("board").annotate(n=Count("id")))
    boards = [(board, counted[board.pk]) for board in Board.objects.filter(pk__in=counted)]
    context = {"ideas": ideas, "boards": boards, "total": sum(counted.values())}
    return Panel("serving/_ideas.html", context, order=30)
