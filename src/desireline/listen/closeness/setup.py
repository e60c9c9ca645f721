"""What was posted although something like it was shown is a judgement, too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from desireline.kit.paging.api import row_id
from desireline.kit.rows.api import now_value, run
from desireline.kit.writes.later import Later
from desireline.listen.boards.models import Board
from desireline.listen.boards.parts import PARTS
from desireline.listen.closeness.models import Judgement
from desireline.listen.closeness.panel import panel
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.parts import POSTED
from desireline.people.identity.api import Person

Kind = Judgement.Kind
MOST = 5  # lines of a list


def _store(part: list[tuple[int, int]]) -> int:
    """(new idea, one that was shown): those that are there. A word of the team about a pair stays."""
    return sum(
        run(
            "INSERT INTO listen_judgement (board_id, idea_id, other_id, words, kind, at)"
            " SELECT i.board_id, i.id, n.id, '', %s, %s FROM listen_idea i JOIN listen_idea n ON n.id = %s"
            " WHERE i.id = %s AND i.id <> n.id ON CONFLICT (other_id, idea_id) DO NOTHING",
            [int(Kind.POSTED), now_value(), new, shown],
        )
        for new, shown in part
    )


_later: Later[tuple[int, int]] = Later("closeness.posted", _store, most=2000, chunk=100)
flush, forget = _later.flush, _later.clear


def _posted(idea: Idea, request: HttpRequest) -> None:
    """Kept in memory for a moment, so who posts waits for nothing. That these were near, the night checks."""
    shown = [pk for given in request.POST.getlist("shown")[:MOST] if (pk := row_id(given))]
    if shown:
        _later.add(*((idea.pk, pk) for pk in dict.fromkeys(shown)))


POSTED.add("closeness", _posted)


def _panel(board: Board, _person: Person) -> dict[str, Any]:
    return {"closeness": panel(board)}


PARTS.add("closeness", _panel)
