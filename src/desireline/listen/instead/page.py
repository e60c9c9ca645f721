"""What the page shows: the idea, whether this reader may vote and comment there, and their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from desireline.kit.options.api import get
from desireline.listen.boards.api import shown_statuses
from desireline.listen.ideas.models import Idea
from desireline.listen.votes.models import Vote
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may


@dataclass(frozen=True, slots=True)
class Page:
    """`why_not` says in a sentence why the idea takes nothing; `sign_in`: an account would help."""

    idea: Idea
    status: Any
    voted: bool
    votes: bool
    talks: bool
    sign_in: bool
    why_not: str
    words: str


def page(idea: Idea, person: Person | None, draft: Mapping[str, Any], words: str | None = None) -> Page:
    """`words` as the reader changed them; without, the title and the text of the draft."""
    why_not = _why_not(idea)
    able = may(person, Permission.CONTRIBUTE)
    votes = not why_not and (able or (person is None and bool(get("guest_votes"))))
    return Page(
        idea=idea,
        status=shown_statuses()[idea.status_id],
        voted=person is not None and Vote.objects.filter(idea=idea, person=person).exists(),
        votes=votes,
        talks=not why_not and able,
        sign_in=not why_not and person is None,
        why_not=why_not,
        words=words if words is not None else "\n\n".join(filter(None, (draft["title"], draft["body"]))),
    )


def _why_not(idea: Idea) -> str:
    if idea.state != Idea.State.PUBLISHED:
        return _("This idea waits for the team, so it takes no votes yet.")
    if idea.closed or idea.archived:
        return _("This idea is closed: it takes no votes and no comments any more.")
    return ""
