"""Ideas as lists show them: narrow rows turned into small records, with tags and the reader's own votes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from desireline.kit.rows.api import fetch, marks, moment
from desireline.kit.text.api import excerpt
from desireline.listen.boards.api import Shown
from desireline.people.identity.api import Person, hue_of
from desireline.people.profile.api import pictures
from desireline.people.roles.api import is_staff

__all__ = ["Card", "cards", "tags_of"]


@dataclass(slots=True)
class Card:
    id: int
    title: str
    url: str
    excerpt: str
    votes: int
    guests: int
    imported: int
    comments: int
    created: datetime
    status: Shown
    author: str
    author_id: int | None
    pinned: bool
    closed: bool
    language: str
    position: int
    face: int = 0
    image: str | None = None
    voted: int = 0
    tags: list[tuple[str, str]] = field(default_factory=list)

    def key(self) -> tuple[Any, ...]:
        """All that the card shows."""
        return (
            self.id, self.title, self.url, self.excerpt, self.votes, self.imported, self.comments, self.created,
            self.status, self.author, self.pinned, self.closed, self.language, self.position, self.voted,
            self.face, self.image, tuple(self.tags[:3]),
        )  # fmt: skip

    @property
    def count(self) -> int:
        return self.votes + self.imported


def cards(
    rows: Sequence[Sequence[Any]], *, statuses: dict[int, Shown], person: Person | None, first: int = 1
) -> list[Card]:
    """Records from rows of `order.listing.COLUMNS`, numbered from `first`."""
    made = [_card(row, statuses[row[9]], n) for n, row in enumerate(rows, first)]
    ids = [card.id for card in made]
    tags = tags_of(ids, person=person)
    own = _own_votes(ids, person=person)
    faces = pictures(row[18] for row in rows)
    for card, row in zip(made, rows, strict=True):
        card.image = faces.get(row[18] or 0)
        card.tags = tags[card.id]
        card.voted = own.get(card.id, 0)
    return made


def _card(row: Sequence[Any], status: Shown, position: int) -> Card:
    created = moment(row[8])
    assert created is not None  # noqa: S101 - the column is not null
    return Card(
        id=row[0], title=row[1], url=f"/ideas/{row[0]}-{row[2]}", excerpt=excerpt(row[3]), votes=row[4],
        guests=row[5], imported=row[6], comments=row[7], created=created, status=status,
        author=row[11] or row[12] or "", author_id=row[10], pinned=bool(row[13]), closed=bool(row[14]),
        language=row[15], position=position, face=hue_of(row[10]),
    )  # fmt: skip


def tags_of(ids: Iterable[int], *, person: Person | None) -> dict[int, list[tuple[str, str]]]:
    """(name, slug) of the tags of each idea, without those that the reader may not see."""
    wanted = list(ids)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if wanted:
        internal = "" if is_staff(person) else " AND t.internal = FALSE"
        sql = (
            "SELECT it.idea_id, t.name, t.slug FROM listen_ideatag it JOIN listen_tag t ON t.id = it.tag_id"  # noqa: S608
            f" WHERE it.idea_id IN ({marks(wanted)}){internal} ORDER BY t.by_team DESC, t.name"
        )
        for idea_id, name, slug in fetch(sql, wanted):
            found[idea_id].append((name, slug))
    return found


def _own_votes(ids: list[int], *, person: Person | None) -> dict[int, int]:
    """How much the reader wants each of these ideas."""
    if person is None or not ids:
        return {}
    sql = f"SELECT idea_id, how_much FROM listen_vote WHERE person_id = %s AND idea_id IN ({marks(ids)})"  # noqa: S608
    return dict(fetch(sql, [person.pk, *ids]))


def nobody() -> str:
    """What stands where an author was erased."""
    return _("A customer")
