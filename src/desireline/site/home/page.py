"""What the home page shows: the futures, what is in the making, and what needs the reader's voice."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

from desireline.futures.futures.api import cards
from desireline.futures.outcomes.api import my_ratings, needing_voice
from desireline.kit.options.api import get
from desireline.listen.boards.api import boards_for, wheel
from desireline.listen.ideas.api import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.site.home.sections import sections_for

MAKING = ("planned", "started")
_FIELDS = (
    "id",
    "slug",
    "title",
    "votes",
    "comments",
    "status__name",
    "status__hue",
    "status__stage",
    "board__name",
    "status_at",
)


def stamp_keys(person: Person | None) -> list[str]:
    """The stamps that the home page hangs on."""
    return ["site", *(f"board:{board.pk}" for board in boards_for(person))]


def home_page(person: Person | None) -> dict[str, Any]:
    boards = boards_for(person)
    futures = cards(person)
    outcomes = needing_voice(person, limit=3)
    return {
        "futures": futures,
        "boards": boards,
        "outcomes": outcomes,
        "mine": my_ratings(person, outcomes),
        "making": _ideas(person, MAKING, 6),
        "done": _ideas(person, ("done",), 4),
        "open_ideas": _wanted(person),
        "title": get("start_title"),
        "welcome": get("start_text"),
        "sections": sections_for(person),
    }


def _shown(person: Person | None) -> Any:
    return Idea.objects.visible_to(person).filter(state=Idea.State.PUBLISHED, archived=False)


def _ideas(person: Person | None, stages: tuple[str, ...], limit: int) -> list[dict[str, Any]]:
    rows = _shown(person).filter(status__stage__in=stages).order_by("-status_at", "-id")
    return _rows(rows, limit)


def _wanted(person: Person | None) -> list[dict[str, Any]]:
    """New ideas that few have seen: the reader's vote tells most here."""
    rows = _shown(person).filter(status__stage__in=("new", "review"), closed=False)
    if person is not None:
        rows = rows.exclude(vote_rows__person=person).exclude(author=person)
    return _rows(rows.order_by("-id"), 4)


def _rows(rows: Any, limit: int) -> list[dict[str, Any]]:
    """Narrow rows with the tint of their status; what is new has none."""
    found = list(rows.values(*_FIELDS)[:limit])
    for row in found:
        row["hue"] = None if row["status__stage"] == "new" else wheel(row["status__hue"])
    return found


def first_steps(person: Person | None) -> dict[str, Any] | None:
    """The first-run page of an instance that has neither a future nor a board, or None once there is something."""
    if boards_for(person) or cards(person) or Idea.objects.exists():
        return None
    return {
        "may_edit": may(person, Permission.EDIT_FUTURES),
        "imports": _address("imports") if may(person, Permission.IMPORT) else None,
        "may_brand": may(person, Permission.SETTINGS),
    }


def _address(route: str) -> str | None:
    """The address of a page that this instance may not have."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return None
