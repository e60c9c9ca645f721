"""Ideas as lists show them: small records, kept in memory for as long as nothing on their board changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from desireline.kit.options.memory import Recent
from desireline.kit.rows.api import fetch, marks, moment
from desireline.kit.text.api import excerpt
from desireline.listen.boards.api import Shown
from desireline.people.identity.api import Person, hue_of
from desireline.people.profile.api import pictures
from desireline.people.roles.api import is_staff

__all__ = ["Card", "cards", "own_votes", "tags_of"]

MOST = 6000
_SQL = (
    "SELECT i.id, i.title, i.slug, SUBSTR(i.body, 1, 600), i.votes, i.guest_votes, i.imported_votes, i.comments,"
    " i.created, i.status_id, CASE WHEN p.erased IS NULL THEN i.author_id END, p.name, i.guest_name, i.pinned,"
    " i.closed, i.language, p.picture_id"
    " FROM listen_idea i LEFT JOIN people_person p ON p.id = i.author_id WHERE i.id IN (%s)"
)
_kept: Recent[tuple[int, bool], tuple[tuple[int, ...], Card]] = Recent(MOST)
_marks: Recent[tuple[Any, ...], int] = Recent(MOST)
_numbers = count()


@dataclass(frozen=True, slots=True)
class Card:
    """An idea in a list. `mark` is the same for cards that show the same, and different for others."""

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
    face: int
    image: str | None
    tags: tuple[tuple[str, str], ...]
    mark: int

    @property
    def count(self) -> int:
        return self.votes + self.imported


def cards(
    ids: Sequence[int], *, stamps: Mapping[str, int], statuses: Mapping[int, Shown], person: Person | None
) -> list[Card]:
    """The cards of these ideas of one board, in their order; what is gone is left out.

    `stamps` are the board's and the site's as they were before the ids were read.
    """
    staff, numbers = is_staff(person), tuple(stamps.values())
    found = {pk: kept[1] for pk in ids if (kept := _kept.get((pk, staff))) and kept[0] == numbers}
    missing = [pk for pk in ids if pk not in found]
    if missing:
        fresh = _read(missing, statuses, person)
        found.update(fresh)
        _kept.update({(pk, staff): (numbers, card) for pk, card in fresh.items()})
    return [found[pk] for pk in ids if pk in found]


def forget() -> None:
    """Read all cards anew."""
    _kept.clear()
    _marks.clear()


def _read(ids: Sequence[int], statuses: Mapping[int, Shown], person: Person | None) -> dict[int, Card]:
    rows = fetch(_SQL % marks(ids), ids)
    tags = tags_of(ids, person=person)
    faces = pictures(row[16] for row in rows)
    return {
        row[0]: _card(row, statuses[row[9]], tuple(tags[row[0]]), faces.get(row[16] or 0)) for row in rows
    }


def _card(row: Sequence[Any], status: Shown, tags: tuple[tuple[str, str], ...], image: str | None) -> Card:
    created = moment(row[8])
    assert created is not None  # noqa: S101 - the column is not null
    shown = (
        row[0], row[1], f"/ideas/{row[0]}-{row[2]}", excerpt(row[3]), row[4], row[5], row[6], row[7], created, status,
        row[11] or row[12] or "", row[10], bool(row[13]), bool(row[14]), row[15], hue_of(row[10]), image, tags,
    )  # fmt: skip
    return Card(*shown, mark=_mark(shown))


def _mark(shown: tuple[Any, ...]) -> int:
    mark = _marks.get(shown)
    if mark is None:  # a number never comes back: what was drawn for a forgotten one is forgotten with it
        mark = next(_numbers)
        _marks.put(shown, mark)
    return mark


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


def own_votes(ids: Sequence[int], *, person: Person | None) -> dict[int, int]:
    """How much the reader wants each of these ideas."""
    if person is None or not ids:
        return {}
    sql = f"SELECT idea_id, how_much FROM listen_vote WHERE person_id = %s AND idea_id IN ({marks(ids)})"  # noqa: S608
    return dict(fetch(sql, [person.pk, *ids]))
