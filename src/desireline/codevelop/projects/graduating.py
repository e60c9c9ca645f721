"""An idea, a theme or an outcome becomes a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from desireline.codevelop.projects.changing import add_origin, change
from desireline.codevelop.projects.models import Project
from desireline.codevelop.projects.starting import start
from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import row_id
from desireline.listen.boards.api import Status
from desireline.listen.ideas.api import Idea, set_status
from desireline.people.identity.api import Person
from desireline.people.roles.api import Permission, may
from desireline.understand.themes.api import Theme

MOST = 20  # origins in an address


@dataclass(frozen=True, slots=True)
class Held:
    """A session that a project grows out of."""

    pk: int
    title: str
    outcome: int


@dataclass(frozen=True, slots=True)
class Seed:
    """What a project grows out of: only what the person who begins it may see."""

    outcome: DesiredOutcome | None = None
    ideas: Sequence[Idea] = ()
    themes: Sequence[Theme] = ()
    sessions: Sequence[Held] = ()

    @property
    def title(self) -> str:
        """What the project may be called."""
        return self.ideas[0].title[:120] if self.ideas else ""


def seed_of(person: Person, given: QueryDict) -> Seed:
    """`idea`, `theme` and `session` are ids, each possibly several times; `outcome` is a slug, or the id of a form."""
    ideas = list(Idea.objects.visible_to(person).filter(pk__in=_ids(given, "idea")))
    themes = []
    if may(person, Permission.SEE_LANDSCAPE):
        themes = list(Theme.objects.filter(pk__in=_ids(given, "theme"), gone__isnull=True))
    seen = DesiredOutcome.objects.visible_to(person)
    outcome = seen.filter(slug=given.get("outcome", "")[:80]).first()
    for one in [*ideas, *themes] if outcome is None else ():
        linked = one.outcome_links.values("outcome")
        outcome = outcome or seen.filter(pk__in=linked).order_by("id").first()
    sessions = _sessions(person, _ids(given, "session"))
    if outcome is None and sessions:
        outcome = seen.filter(pk=sessions[0].outcome).first()
    return Seed(outcome, ideas, themes, sessions)


def _sessions(person: Person, ids: list[int]) -> list[Held]:
    """Sessions of projects that the person sees."""
    if not ids or not may(person, Permission.CODEVELOP):
        return []
    rows = Project.objects.visible_to(person).filter(sessions__in=ids)
    return [Held(*row) for row in rows.values_list("sessions__id", "sessions__title", "outcome_id")]


def _ids(given: QueryDict, name: str) -> list[int]:
    return [pk for one in given.getlist(name)[:MOST] if (pk := row_id(one))]


@transaction.atomic
def begin(seed: Seed, *, by: Person, outcome: DesiredOutcome, status: str = "", **fields: Any) -> Project:
    """Start a project out of a seed. `status` is the id of the one to which its ideas move, or empty.

    `fields`: title, purpose, due, confidential. Supporters are not told of a confidential project.
    """
    due = fields.pop("due", None)
    made = start(
        outcome, by=by, ideas=[one.pk for one in seed.ideas], themes=[one.pk for one in seed.themes], **fields
    )
    for session in seed.sessions:
        add_origin(made, by=by, session=session.pk)
    if due:
        change(made, by=by, due=due)
    wanted = Status.objects.filter(pk=int(status), archived__isnull=True).first() if status else None
    for idea in seed.ideas if wanted else ():
        if idea.status_id != wanted.pk and idea.state == Idea.State.PUBLISHED:  # type: ignore[union-attr]
            reason = "" if made.confidential else _("We began to work on it.")
            set_status(idea, wanted, by=by, reason=reason)  # type: ignore[arg-type]
    return made
