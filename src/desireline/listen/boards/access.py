"""One board, or the page does not exist."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from desireline.kit.rows.api import one
from desireline.listen.boards.models import Board
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may

_COLUMNS = ("id", "slug", "name", "intro", "audience_id", "position", "ideas_open")
__all__ = ["Head", "board_head", "board_of", "editable_board"]


@dataclass(frozen=True, slots=True)
class Head:
    """What pages need of a board, with the stamps that it had when it was read."""

    id: int
    slug: str
    name: str
    intro: str
    ideas_open: bool
    stamps: dict[str, int]


def board_head(slug: str, person: Person | None) -> Head:
    """The board for a page, in one narrow query, or 404."""
    allowed = visible_ids(person)
    row = one(
        "SELECT b.id, b.slug, b.name, b.intro, b.ideas_open, b.audience_id,"
        " COALESCE((SELECT number FROM kit_stamp WHERE key = 'site'), 0),"
        " COALESCE((SELECT number FROM kit_stamp WHERE key = 'board:' || CAST(b.id AS VARCHAR(20))), 0)"
        " FROM listen_board b WHERE b.slug = %s AND b.archived IS NULL",
        [slug],
    )
    if row is None or row[5] not in allowed:
        raise Http404
    stamps = {"site": row[6], f"board:{row[0]}": row[7]}
    return Head(row[0], row[1], row[2], row[3], bool(row[4]), stamps)


def board_of(slug: str, person: Person | None) -> Board:
    """The board as an object, or 404."""
    sql = f"SELECT {', '.join(_COLUMNS)} FROM listen_board WHERE slug = %s AND archived IS NULL"  # noqa: S608
    row = one(sql, [slug])
    board = Board(**dict(zip(_COLUMNS, row, strict=True))) if row else None
    if board is None or board.audience_id not in visible_ids(person):
        raise Http404
    board._state.adding = False
    return board


def editable_board(slug: str, person: Person | None) -> Board:
    """The board for its editor, archived ones too, or 404."""
    board: Board | None = Board.objects.visible_to(person).filter(slug=slug).first()
    if board is None or not may(person, Permission.EDIT_FUTURES):
        raise Http404
    return board
