"""Telling supporters and followers what becomes of an idea."""

from __future__ import annotations

from itertools import chain

from django.utils.translation import gettext_lazy as _

from desireline.kit.text.api import excerpt
from desireline.listen.ideas.models import Idea, StatusChange
from desireline.listen.ideas.parts import CONCERNED
from desireline.people.notices.api import followers, notify


def _concerned(idea: Idea) -> set[int]:
    own = [idea.author_id] if idea.author_id else []
    return set(chain(own, followers(f"idea:{idea.pk}"), *(concerned(idea.pk) for concerned in CONCERNED)))


def _url(idea: Idea) -> str:
    return f"/ideas/{idea.pk}-{idea.slug}" if idea.slug else f"/ideas/{idea.pk}"


def tell_status(change_id: int) -> int:
    """Tell those concerned that the idea moved. Nobody if it moved on or back in the meantime. How many were told."""
    change = StatusChange.objects.select_related("idea__board", "after", "by").get(pk=change_id)
    idea = change.idea
    if change.undone_at or idea.status_id != change.after_id:
        return 0
    return notify(
        "idea.status",
        topic=f"idea:{idea.pk}",
        title=f"{idea.title}: {change.after.name}",
        text=excerpt(change.reason) if change.reason else "",
        url=_url(idea),
        by=change.by,
        to=_concerned(idea),
        audience=idea.board.audience_id,
        since=change.at,
    )


def tell_response(idea_id: int) -> int:
    """Tell those concerned that the organisation answered. How many were told."""
    idea = Idea.objects.select_related("board", "response__by").get(pk=idea_id)
    if not hasattr(idea, "response"):
        return 0
    return notify(
        "idea.response",
        topic=f"idea:{idea.pk}",
        title=_("An answer to “%(title)s”") % {"title": idea.title},
        text=excerpt(idea.response.body),
        url=_url(idea),
        by=idea.response.by,
        to=_concerned(idea),
        audience=idea.board.audience_id,
        since=idea.response.at,
    )
