"""What a board shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from desireline.listen.boards.access import Head
from desireline.listen.boards.api import Shown, shown_statuses
from desireline.listen.ideas.cards import Card, cards, own_votes
from desireline.listen.order.api import Sort, Wanted, find
from desireline.people.identity.api import Person


@dataclass(frozen=True, slots=True)
class BoardPage:
    board: Head
    wanted: Wanted
    cards: list[Card]
    first: int  # the number of the first card in the whole list
    voted: Mapping[int, int]  # how much the reader wants each
    statuses: tuple[Shown, ...]
    total: int | None
    next: str
    base: str

    @property
    def status_name(self) -> str:
        return next((one.name for one in self.statuses if one.slug == self.wanted.status), "")

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The rest of the state, for the search form."""
        return parse_qsl(self.wanted.query(text=""))

    def at(self, **changes: Any) -> str:
        """The address of this list with another filter or sort."""
        return self.wanted.address(self.base, **changes)


def board_page(board: Head, wanted: Wanted, *, person: Person | None, bucket: int) -> BoardPage:
    """The page of a board that `wanted` asks for."""
    statuses = shown_statuses()
    found = find(board.id, wanted, person=person, bucket=bucket)
    shown = cards(found.ids, stamps=board.stamps, statuses=statuses, person=person)
    base = f"/boards/{board.slug}"
    return BoardPage(
        board=board,
        wanted=wanted,
        cards=shown,
        first=found.first,
        voted=own_votes([card.id for card in shown], person=person),
        statuses=tuple(status for status in statuses.values() if not status.archived),
        total=found.total,
        next=wanted.address(base, cursor=found.next) if found.next else "",
        base=base,
    )


def sort_words() -> list[tuple[Sort, str]]:
    """The sorts with their names in the reader's language."""
    from django.utils.translation import gettext as _

    return [
        (Sort.FAIR, _("For you to judge")),
        (Sort.NEWEST, _("Newest")),
        (Sort.SUPPORTED, _("Most supported")),
        (Sort.TRENDING, _("Trending")),
        (Sort.NEEDED, _("Needs your vote")),
    ]


def as_json(page: BoardPage) -> dict[str, Any]:
    """The page for programs. Times are UTC, `support` counts people apart from guests and imported totals."""
    return {
        "board": {"id": page.board.id, "slug": page.board.slug, "name": page.board.name, "url": page.base},
        "sort": str(page.wanted.sort),
        "ideas": [
            {
                "id": card.id,
                "title": card.title,
                "url": card.url,
                "excerpt": card.excerpt,
                "status": {"slug": card.status.slug, "name": card.status.name, "stage": card.status.stage},
                "support": {"people": card.votes, "guests": card.guests, "imported": card.imported},
                "comments": card.comments,
                "created": card.created,
                "author": card.author or None,
                "tags": [name for name, _slug in card.tags],
                "pinned": card.pinned,
                "closed": card.closed,
                "language": card.language or None,
            }
            for card in page.cards
        ],
        "next": page.next.replace(page.base, f"{page.base}.json", 1) or None,
    }
