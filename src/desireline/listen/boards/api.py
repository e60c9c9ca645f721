"""Boards: places for ideas on one subject, each guarded by one audience; and the statuses of ideas."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.options.api import bump
from desireline.kit.text.api import slugify
from desireline.listen.boards.access import Head, board_head
from desireline.listen.boards.models import Board, Status
from desireline.listen.boards.statuses import (
    Shown,
    add_status,
    archive_status,
    default_status,
    edit_status,
    ensure,
    make_default,
    move_status,
    shown_statuses,
    wheel,
)
from desireline.people.audiences.api import Audience
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, must

__all__ = [
    "Board",
    "Head",
    "Shown",
    "Status",
    "add_status",
    "archive",
    "archive_status",
    "board_head",
    "boards_for",
    "create",
    "default_status",
    "edit",
    "edit_status",
    "ensure",
    "make_default",
    "move_status",
    "shown_statuses",
    "wheel",
]


def boards_for(person: Person | None) -> list[Board]:
    """The boards that the person may see, in their order."""
    return list(Board.objects.visible_to(person).filter(archived__isnull=True).order_by("position", "id"))


def create(name: str, *, by: Person, audience: Audience, intro: str = "", ideas_open: bool = True) -> Board:
    """A new board at the end of the row. An instance without statuses gets the usual ones."""
    must(by, Permission.EDIT_FUTURES)
    name = _good_name(name)
    ensure()
    last = Board.objects.order_by("-position").values_list("position", flat=True).first()
    with transaction.atomic():
        board = Board.objects.create(
            slug=_free_slug(name),
            name=name,
            intro=intro.strip(),
            audience=audience,
            ideas_open=ideas_open,
            position=(last or 0) + 1,
        )
        bump("site")
    return board


def edit(board: Board, *, by: Person, **values: Any) -> Board:
    """Change `name`, `intro`, `audience`, `ideas_open` or `position`. The address stays."""
    must(by, Permission.EDIT_FUTURES)
    if "name" in values:
        values["name"] = _good_name(values["name"])
    for key in values.keys() & {"name", "intro", "audience", "ideas_open", "position"}:
        setattr(board, key, values[key])
    with transaction.atomic():
        board.save()
        bump("site", f"board:{board.pk}")
    return board


def archive(board: Board, *, by: Person, on: bool = True) -> Board:
    """Take the board off every list, with all that is on it, or bring it back."""
    must(by, Permission.EDIT_FUTURES)
    board.archived = timezone.now() if on else None
    with transaction.atomic():
        board.save(update_fields=["archived"])
        bump("site", f"board:{board.pk}")
    return board


def _good_name(name: str) -> str:
    name = " ".join(name.split())
    if not 2 <= len(name) <= 80:
        raise Refused(_("A board has a name of 2 to 80 characters."), field="name")
    return name


def _free_slug(name: str) -> str:
    base = slugify(name) or "board"
    slug, n = base, 1
    while slug == "new" or Board.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
