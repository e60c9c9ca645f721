"""What the team looks at: what waits, what was flagged, what is hidden, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from desireline.kit.paging.api import Page, decode, moment_in, number_in, page_of
from desireline.listen.addresses import address_of
from desireline.listen.comments.models import Comment
from desireline.listen.ideas.models import Idea
from desireline.listen.moderation.models import Decision, Flag
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person

SIZE = 25
VIEWS = ("waiting", "flagged", "hidden", "spam")
_STATES = {"waiting": 2, "hidden": 4, "spam": 5}


@dataclass(frozen=True, slots=True)
class Item:
    """An idea or a comment to decide on."""

    kind: str
    pk: int
    title: str
    body: str
    board: str
    name: str
    author_id: int | None
    trust_new: bool
    created: datetime
    url: str
    flags: int
    reasons: tuple[str, ...] = ()


_FIELDS = ("id", "body", "created", "author_id", "author__name", "author__trust", "guest_name")
_IDEA = (*_FIELDS, "title", "slug", "board__name")
_COMMENT = (*_FIELDS, "idea_id", "idea__title", "idea__board__name")


def _rows(model: type[Idea] | type[Comment], view: str, person: Person, prefix: str) -> Any:
    rows: Any = model.objects.filter(**{f"{prefix}board__audience_id__in": visible_ids(person)})
    rows = rows.annotate(open_flags=Count("flags", filter=Q(flags__settled_at__isnull=True)))
    if view == "flagged":
        return rows.filter(open_flags__gt=0).exclude(state__in=[3, 5])
    return rows.filter(state=_STATES[view])


def page(view: str, person: Person, *, cursor: str | None) -> Page[Item]:
    """Oldest first, ideas and comments together; four queries at most."""
    after = decode(cursor, length=3)
    ideas = _after(_rows(Idea, view, person, ""), after, "idea")
    comments = _after(_rows(Comment, view, person, "idea__"), after, "comment")
    found = [_idea(row) for row in ideas.values(*_IDEA, "open_flags")[: SIZE + 1]]
    found += [_comment(row) for row in comments.values(*_COMMENT, "open_flags")[: SIZE + 1]]
    found.sort(key=_key)
    shown = page_of(found, size=SIZE, key=lambda item: [item.created.isoformat(), item.kind, item.pk])
    return Page(_with_reasons(shown.rows), shown.next)


def _key(item: Item) -> tuple[datetime, str, int]:
    return item.created, item.kind, item.pk


def _after(rows: Any, after: list[Any] | None, kind: str) -> Any:
    rows = rows.order_by("created", "pk")
    moment, pk = (moment_in(after[0]), number_in(after[2])) if after else (None, None)
    if not after or moment is None or pk is None:
        return rows
    last_kind = str(after[1])
    if kind == last_kind:
        return rows.filter(Q(created__gt=moment) | Q(created=moment, pk__gt=pk))
    same = Q(created=moment) if kind > last_kind else Q(pk__in=[])
    return rows.filter(Q(created__gt=moment) | same)


def _idea(row: dict[str, Any]) -> Item:
    return _item("idea", row, row["title"], row["board__name"], address_of(row["id"], row["slug"]))


def _comment(row: dict[str, Any]) -> Item:
    return _item("comment", row, row["idea__title"], row["idea__board__name"], f"/comments/{row['id']}")


def _item(kind: str, row: dict[str, Any], title: str, board: str, url: str) -> Item:
    name = row["author__name"] or row["guest_name"]
    if not name:
        name = Person(pk=row["author_id"]).shown_name if row["author_id"] else _("Someone who left")
    new = row["author_id"] is None or row["author__trust"] == Person.Trust.NEW
    return Item(
        kind,
        row["id"],
        title,
        row["body"],
        board,
        name,
        row["author_id"],
        new,
        row["created"],
        url,
        row["open_flags"],
    )


def _with_reasons(items: Sequence[Item]) -> list[Item]:
    from dataclasses import replace

    flagged = [item for item in items if item.flags]
    if not flagged:
        return list(items)
    on = Q(idea__in=[item.pk for item in flagged if item.kind == "idea"])
    on |= Q(comment__in=[item.pk for item in flagged if item.kind == "comment"])
    reasons: dict[tuple[str, int], list[str]] = {}
    rows = Flag.objects.filter(on, settled_at__isnull=True).exclude(reason="")
    for idea_id, comment_id, reason in rows.values_list("idea_id", "comment_id", "reason")[:500]:
        key = ("idea", idea_id) if idea_id else ("comment", comment_id)
        reasons.setdefault(key, []).append(reason)
    return [replace(item, reasons=tuple(reasons.get((item.kind, item.pk), [])[:5])) for item in items]


def counts(person: Person) -> dict[str, int]:
    """How much waits and how much is flagged (counted up to 100 each kind)."""
    return {
        view: _rows(Idea, view, person, "").values("pk")[:100].count()
        + _rows(Comment, view, person, "idea__").values("pk")[:100].count()
        for view in ("waiting", "flagged")
    }


def recent(person: Person) -> list[dict[str, Any]]:
    """The last decisions on what the person may see, newest first."""
    seen = visible_ids(person)
    rows = Decision.objects.filter(
        Q(idea__board__audience_id__in=seen) | Q(comment__idea__board__audience_id__in=seen)
    )
    fields = (
        "id",
        "before",
        "after",
        "at",
        "by__name",
        "undone_at",
        "reason",
        "idea__title",
        "comment__idea__title",
    )
    return list(rows.order_by("-pk").values(*fields)[:20])
