"""A draft that its writer may want back: kept in their session, so that a sign-in or an undo loses no words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from desireline.listen.ideas.posting import LONGEST_BODY, LONGEST_TITLE

__all__ = ["Words", "back_to", "drop", "keep", "kept", "written"]

KEY = "draft"
FORM = re.compile(r"/new|/boards/[-\w]+/new")
Words = dict[str, Any]


def written(request: HttpRequest) -> Words:
    """The words of the form that was sent, whatever they are worth."""
    given = request.POST
    here = given.get("here", "")
    return {
        "title": given.get("title", "").replace("\x00", "")[:LONGEST_TITLE],
        "body": given.get("body", "").replace("\x00", "")[:LONGEST_BODY],
        "board": given.get("board", "")[:20],
        "outcomes": [one[:20] for one in given.getlist("outcomes")[:50]],
        "guest_name": given.get("guest_name", "").replace("\x00", "")[:80],
        "here": here if FORM.fullmatch(here) else "/new",
    }


def keep(request: HttpRequest, words: Mapping[str, Any]) -> None:
    """Keep the draft for this browser, in the place of an earlier one."""
    request.session[KEY] = dict(words)


def kept(request: HttpRequest) -> Words | None:
    """The draft that was kept, or None."""
    found: Words | None = request.session.get(KEY)
    return found


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def back_to(words: Mapping[str, Any]) -> str:
    """The address of the form with the kept draft in it."""
    return f"{words['here']}?draft=1"
