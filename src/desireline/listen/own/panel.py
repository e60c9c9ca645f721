"""What a person said, on their profile: only what this reader may see where it stands."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from desireline.kit.paging.api import Page, latest
from desireline.listen.boards.api import shown_statuses
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import viewer

SIZE = 10
SHOWN = (Idea.State.PUBLISHED, Idea.State.MERGED)


def ideas(request: HttpRequest, person: Person) -> Markup | None:
    """Published ideas on boards of the reader, the newest first."""
    rows = Idea.objects.visible_to(viewer(request)).filter(author=person, state__in=SHOWN)
    page = _page(rows.annotate(support=F("votes") + F("imported_votes")), request, "ideas", (
        "id", "slug", "title", "support", "comments", "created", "status_id", "board__name",
    ))  # fmt: skip
    statuses = shown_statuses()
    for row in page.rows:
        row["status"] = statuses[row["status_id"]]
    return _drawn("own/_ideas.html", page, request, person, "ideas")


def comments(request: HttpRequest, person: Person) -> Markup | None:
    """Published comments, without notes of the team, on ideas that the reader may see, the newest first."""
    reader = viewer(request)
    seen = Idea.objects.visible_to(reader).filter(state__in=SHOWN)
    rows = Comment.objects.visible_to(reader).filter(
        author=person, state=Comment.State.PUBLISHED, internal=False, idea__in=seen.values("id")
    )
    page = _page(rows, request, "comments", ("id", "body", "created", "idea__title"))
    return _drawn("own/_comments.html", page, request, person, "comments")


def _page(rows: QuerySet[Any], request: HttpRequest, name: str, fields: tuple[str, ...]) -> Page[Any]:
    return latest(rows.values(*fields), request.GET.get(name), size=SIZE)


def _drawn(template: str, page: Page[Any], request: HttpRequest, person: Person, name: str) -> Markup | None:
    if not page.rows:
        return None
    context = {"rows": page.rows, "next": f"/people/{person.pk}?{name}={page.next}" if page.next else None}
    return Markup(render_to_string(template, context, request))  # noqa: S704 - our own template
