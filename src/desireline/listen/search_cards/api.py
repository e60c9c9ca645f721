"""Finding ideas: their cards, made anew after what changes many of them."""

from __future__ import annotations

from collections.abc import Iterable

from desireline.engines.search.api import refresh, weigh
from desireline.listen.ideas.models import Idea

__all__ = ["refresh_board", "refresh_ideas", "refresh_people", "renew_weights"]


def refresh_ideas(ids: Iterable[int]) -> int:
    """Make the cards of these ideas anew: after an import, a bulk change or its undo. Returns how many."""
    return refresh("idea", ids)


def refresh_people(people: Iterable[int]) -> int:
    """Make the cards of the ideas of these people anew: another account is their main one, and nobody said so."""
    return refresh_ideas(Idea.objects.filter(author_id__in=list(people)).values_list("id", flat=True))


def refresh_board(board_id: int) -> int:
    """Make the cards of all ideas of a board anew: after its audience changed."""
    return refresh_ideas(Idea.objects.filter(board_id=board_id).order_by("id").values_list("id", flat=True))


def renew_weights(*, most: int = 5000) -> int:
    """Tell search how supported the ideas are that were last active. Returns how many changed."""
    rows = Idea.objects.filter(state=Idea.State.PUBLISHED).order_by("-active")[:most]
    columns = rows.values_list("id", "votes", "imported_votes")
    return weigh("idea", {pk: votes + imported for pk, votes, imported in columns})
