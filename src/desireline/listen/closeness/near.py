"""Ideas that say the same as a text, for one reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desireline.engines.embeddings.api import model
from desireline.engines.search.api import Hit, Piece, similar, tokens_of
from desireline.listen.boards.models import Board
from desireline.listen.closeness.gist import LONGEST, gist
from desireline.listen.closeness.known import thresholds
from desireline.listen.closeness.rules import Thresholds
from desireline.listen.closeness.seen import ideas_seen
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person

FEWEST_WORDS = 3
SPARE = 3  # some are cut off, and may not be seen any more


@dataclass(frozen=True, slots=True)
class Close:
    """An idea that says the same: its words, and how it stands. `sure`: so close that it is chosen for a merge.

    `closeness` is for sorting and cutting, never for showing.
    """

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
    sure: bool


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

    Nothing before the text has `fewest_words` words. `board` narrows, `skip` leaves ideas out (by id). Each is held
    against the thresholds of its board; without a model the engine alone says what is close.
    """
    if len(text.split()) < fewest_words:
        return []
    hits = similar(
        text[:LONGEST],
        allow=tokens_of(person),
        types=("idea",),
        facets=(f"board:{board.pk}",) if board else (),
        limit=limit + SPARE,
        exclude=tuple(f"idea:{pk}" for pk in skip),
    )
    by_meaning = model() is not None
    hits = [hit for hit in hits if not by_meaning or hit.closeness >= _lines(hit).suggest]
    seen = ideas_seen(person, [hit.id for hit in hits])
    return [_close(hit, **seen[hit.id]) for hit in hits if hit.id in seen][:limit]


def near(idea: Idea, *, person: Person | None, limit: int = 8) -> list[Close]:
    """Ideas that say the same as this one, closest first."""
    return closest(said(idea), person=person, skip=[idea.pk], limit=limit, fewest_words=1)


def said(idea: Idea) -> str:
    """What an idea says in short, as the index has it."""
    return gist(idea.title, idea.body)


def _lines(hit: Hit) -> Thresholds:
    return thresholds(hit.extra.get("board"))


def _close(hit: Hit, *, place: str, **shown: object) -> Close:
    title = "".join(piece.text for piece in hit.title)
    return Close(
        id=hit.id, title=title, url=hit.url, snippet=hit.snippet, board=place, closeness=hit.closeness,
        sure=hit.closeness >= _lines(hit).preselect, **shown,  # type: ignore[arg-type]
    )  # fmt: skip
