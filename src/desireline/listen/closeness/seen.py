"""The late check: what a reader may see now, whatever the index says, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desireline.kit.rows.api import fetch, marks
from desireline.listen.boards.api import shown_statuses
from desireline.listen.ideas.models import Idea
from desireline.listen.ideas.page import may_see
from desireline.people.identity.api import Person

State = Idea.State


def ideas_seen(reader: Person | None, ids: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """For those that the reader may see now: support, comments, status and board."""
    sql = (
        "SELECT i.id, i.votes, i.imported_votes, i.comments, i.status_id, b.name, i.state, i.closed, i.author_id,"  # noqa: S608
        " b.audience_id, b.archived, i.archived FROM listen_idea i JOIN listen_board b ON b.id = i.board_id"
        f" WHERE i.id IN ({marks(ids)})"
    )
    statuses = shown_statuses()
    found = {}
    for pk, votes, imported, comments, status, board, state, closed, author, audience, gone, archived in (
        fetch(sql, list(ids)) if ids else ()
    ):
        standing = state in {State.PUBLISHED, State.PENDING}
        if standing and may_see(state, author, audience, gone, reader):
            found[pk] = {
                "support": votes + imported,
                "comments": comments,
                "status": statuses[status].name,
                "hue": statuses[status].hue,
                "place": board,
                "open": state == State.PUBLISHED and not closed and not archived,
            }
    return found
