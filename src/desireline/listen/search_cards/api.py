"""Finding ideas: who may find what, and ideas that say the same as a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desireline.engines.search.api import Hit, Piece, refresh, similar, tokens_of, weigh
from desireline.listen.boards.models import Board
from desireline.listen.ideas.models import Idea
from desireline.listen.search_cards.cards import ideas_seen
from desireline.people.identity.api import Person

__all__ = ["Close", "closest", "refresh_board", "refresh_ideas", "renew_weights"]

FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Close:
    """An idea that says the same: its words, and how it stands."""

    id: int
    title: str
    url: str
    snippet: Sequence[Piece]
    support: int
    comments: int
    status: str
    hue: int
    board: str
    open: bool
    closeness: float


def closest(
    text: str,
    *,
    person: Person | None,
    board: Board | None = None,
    skip: Iterable[int] = (),
    limit: int = 5,
    fewest_words: int = FEWEST_WORDS,
) -> list[Close]:
    """At most `limit` ideas that the person may see and that say the same as the text, closest first.

    Nothing before the text has `fewest_words` words. `board` narrows, `skip` leaves ideas out (by id).
    """
    if len(text.split()) < fewest_words:
        return []
    hits = similar(
        text[:1000],
        allow=tokens_of(person),
        types=("idea",),
        facets=(f"board:{board.pk}",) if board else (),
        limit=limit,
        exclude=tuple(f"idea:{pk}" for pk in skip),
    )
    seen = ideas_seen(person, [hit.id for hit in hits])
    return [_close(hit, **seen[hit.id]) for hit in hits if hit.id in seen]


def _close(hit: Hit, *, place: str, **shown: object) -> Close:
    title = "".join(piece.text for piece in hit.title)
    return Close(
        id=hit.id, title=title, url=hit.url, snippet=hit.snippet, board=place, closeness=hit.closeness, **shown  # type: ignore[arg-type]
    )  # fmt: skip


def refresh_ideas(ids: Iterable[int]) -> int:
    """Make the cards of these ideas anew: after an import, a bulk change or its undo. Returns how many."""
    return refresh("idea", ids)


def refresh_board(board_id: int) -> int:
    """Make the cards of all ideas of a board anew: after its audience changed."""
    return refresh_ideas(Idea.objects.filter(board_id=board_id).order_by("id").values_list("id", flat=True))


def renew_weights(*, most: int = 5000) -> int:
    """Tell search how supported the ideas are that were last active. Returns how many changed."""
    rows = Idea.objects.filter(state=Idea.State.PUBLISHED).order_by("-active")[:most]
    columns = rows.values_list("id", "votes", "imported_votes")
    return weigh("idea", {pk: votes + imported for pk, votes, imported in columns})
