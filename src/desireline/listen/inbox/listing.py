"""The list of the inbox: filters from the address, pages by key, and one idea beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.kit.paging.api import Page, latest
from desireline.listen.addresses import address_of
from desireline.listen.boards.models import Board, Status
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.inbox.models import BulkAction
from desireline.listen.inbox.narrowing import NARROWERS
from desireline.listen.merges.api import candidates, nearest
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF

SIZE = 30
VIEWS = ("new", "mine", "unanswered", "all")
FIELDS = (
    "id", "title", "slug", "created", "votes", "comments", "state", "triaged", "board__name", "status__name",
    "status__hue", "status__stage", "author_id", "author__name", "guest_name", "owner__name", "author__account__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters. Whatever makes no sense is left out."""

    view: str = "new"
    board: str = ""
    status: str = ""
    tag: str = ""
    q: str = ""
    more: Mapping[str, str] = field(default_factory=dict)  # of NARROWERS

    @classmethod
    def of(cls, given: QueryDict) -> Wanted:
        view = given.get("view", "new")
        rest = {name: given.get(name, "")[:100] for name in ("board", "status", "tag", "q")}
        more = {one.key: value for one in NARROWERS if (value := given.get(one.key, "")[:100])}
        return cls(view if view in VIEWS else "new", **rest, more=more)

    def query(self, **more: str) -> str:
        """The filters as a query, without those that are at their default."""
        values = {
            "view": self.view,
            "board": self.board,
            "status": self.status,
            "tag": self.tag,
            "q": self.q,
            **self.more,
        } | more
        kept = {name: value for name, value in values.items() if value and (name, value) != ("view", "new")}
        return f"?{urlencode(kept)}" if kept else "?"


def rows(wanted: Wanted, person: Person) -> Any:
    """Ideas that fit, newest first; merged and hidden ones are dealt with."""
    found = Idea.objects.visible_to(person).filter(state__in=[Idea.State.PUBLISHED, Idea.State.PENDING])
    if wanted.view == "new":
        found = found.filter(triaged__isnull=True)
    elif wanted.view == "mine":
        found = found.filter(owner=person)
    elif wanted.view == "unanswered":
        found = found.filter(response__isnull=True, archived=False)
    if wanted.board:
        found = found.filter(board__slug=wanted.board)
    if wanted.status:
        found = found.filter(status__slug=wanted.status)
    if wanted.tag:
        found = found.filter(tag_links__tag__slug=wanted.tag)
    for word in wanted.q.split()[:6]:
        found = found.filter(title__icontains=word)
    return _narrowed(found, wanted, person)


def _narrowed(found: Any, wanted: Wanted, person: Person) -> Any:
    """By what upper rooms know."""
    for narrower in NARROWERS:
        if narrower.key in wanted.more:
            found = narrower.narrowed(found, wanted.more[narrower.key], person)
    return found


def page(wanted: Wanted, person: Person, *, cursor: str | None) -> Page[dict[str, Any]]:
    """One page of the list; one query."""
    shown = latest(rows(wanted, person).values(*FIELDS), cursor, size=SIZE)
    for row in shown.rows:
        row["url"] = address_of(row["id"], row["slug"])
        row["name"] = (
            row["author__name"] or row["guest_name"] or (f"#{row['author_id']}" if row["author_id"] else "?")
        )
        row["waiting"] = row["state"] == Idea.State.PENDING
    return shown


def choices(person: Person) -> dict[str, Any]:
    """What the forms offer."""
    return {
        "boards": list(Board.objects.visible_to(person).filter(archived__isnull=True).values("slug", "name")),
        "statuses": list(Status.objects.filter(archived__isnull=True).values("id", "slug", "name")),
        "narrowers": [(one, choices) for one in NARROWERS if (choices := one.choices(person))],
        "outcomes": list(DesiredOutcome.objects.visible_to(person).values("id", "statement")[:300]),
        "team": list(
            Person.objects.filter(role__in=STAFF, is_active=True).order_by("name").values("id", "name")
        ),
    }


def opened(pk: str, person: Person) -> dict[str, Any] | None:
    """The idea for the pane beside the list."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    rows = Idea.objects.visible_to(person).select_related("board", "status", "author__account", "owner")
    idea = rows.filter(pk=pk).first()
    if idea is None:
        return None
    said = Comment.objects.visible_to(person).filter(idea=idea, state=Comment.State.PUBLISHED)
    return {
        "idea": idea,
        "url": address_of(idea.pk, idea.slug),
        "tags": list(idea.tag_links.order_by("tag__name").values_list("tag__name", flat=True)),
        "outcomes": list(idea.outcome_links.values_list("outcome__statement", flat=True)),
        "response": getattr(idea, "response", None),
        "comments": list(said.order_by("-pk").values("body", "author__name", "created", "internal")[:3]),
    }


def targets(chosen: Sequence[int], text: str, person: Person) -> tuple[list[Idea], int]:
    """Ideas into which the chosen ones may go: those with all words of the text, or else what is like the first. With
    them the id of the one that is chosen beforehand for a single idea, because it is almost surely the same (0: none).

    Each of the chosen may take the others in, so they come first while nothing is looked for.
    """
    own = list(Idea.objects.visible_to(person).filter(pk__in=chosen).select_related("status", "board"))
    if text.strip() or not own:
        return candidates(text, person=person, skip=0), 0
    near = nearest(own[0], person=person)
    several = [idea for idea in own if idea.state == Idea.State.PUBLISHED] if len(own) > 1 else []
    found = [*several, *(one.idea for one in near if one.idea.pk not in chosen)][:12]
    return found, near[0].idea.pk if len(chosen) == 1 and near and near[0].sure else 0


def lately(person: Person) -> list[BulkAction]:
    """What the person did last, for undo."""
    return list(BulkAction.objects.filter(by=person).order_by("-pk")[:8])
