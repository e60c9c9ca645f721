"""Addresses of the room's main page, for redirects and notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desireline.listen.ideas.models import Idea


def idea_url(idea: Idea) -> str:
    return address_of(idea.pk, idea.slug)


def address_of(pk: int, slug: str) -> str:
    """The address of an idea page; the number decides, the words are for people."""
    return f"/ideas/{pk}-{slug}" if slug else f"/ideas/{pk}"
