"""The thread of an idea as a reader sees it, from few narrow queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from desireline.kit.paging.api import Page, decode, encode, page_of
from desireline.kit.rows.api import fetch, marks
from desireline.listen.comments.models import Comment, Reaction
from desireline.listen.comments.rules import Node, lay_out
from desireline.listen.ideas.models import Idea
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff

SIZE = 20
REPLIES = 40
FIELDS = (
    "id", "idea_id", "parent_id", "author_id", "guest_name", "body", "internal", "official", "state", "merge_id",
    "imported_likes", "created", "edited", "author__name", "author__role", "author__erased", "author__picture_id",
    "merge__source_id",
)  # fmt: skip

_BELOW = """
WITH RECURSIVE below(id, top) AS (
  SELECT c.id, c.id FROM listen_comment c WHERE c.id IN ({tops})
  UNION
  SELECT c.id, below.top FROM listen_comment c JOIN below ON c.parent_id = below.id WHERE c.idea_id = %s {notes})
SELECT below.id, below.top FROM below JOIN listen_comment c ON c.id = below.id WHERE below.id <> below.top
 ORDER BY c.created, c.id
"""


def top_level(idea: Idea, reader: Person | None) -> QuerySet[Comment]:
    """What begins a thread: it answers nothing here. Unseen ones without an answer fall away."""
    here = Comment.objects.filter(pk=OuterRef("parent_id"), idea=idea)
    rows = Comment.objects.filter(idea=idea).filter(~Exists(here))
    if not is_staff(reader):
        rows = rows.filter(internal=False)
    visible = Exists(Comment.objects.visible_to(reader).filter(pk=OuterRef("pk")))
    answered = Exists(Comment.objects.visible_to(reader).filter(parent=OuterRef("pk"), idea=idea))
    return rows.filter(visible | answered)


def page_of_tops(idea: Idea, reader: Person | None, *, cursor: str | None, newest: bool) -> Page[Any]:
    """The next tops after the cursor, oldest first or newest first."""
    rows = top_level(idea, reader)
    after = decode(cursor, length=2)
    moment = _moment(after[0]) if after else None
    if after and moment and isinstance(after[1], int):
        sooner = Q(created__lt=moment) | Q(created=moment, pk__lt=after[1])
        later = Q(created__gt=moment) | Q(created=moment, pk__gt=after[1])
        rows = rows.filter(sooner if newest else later)
    ordered = rows.order_by("-created", "-pk") if newest else rows.order_by("created", "pk")
    found = list(ordered.values("id", "created")[: SIZE + 1])
    return page_of(found, size=SIZE, key=_key)


def _key(row: Mapping[str, Any]) -> list[Any]:
    return [row["created"].isoformat(), row["id"]]


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def cursor_at(comment: Comment) -> str:
    """A cursor with which the page begins at the thread that holds the comment."""
    top = comment
    for _step in range(100):
        if top.parent is None or top.parent.idea_id != comment.idea_id:
            break
        top = top.parent
    return encode([top.created.isoformat(), top.pk - 1])


def nodes(idea: Idea, tops: Sequence[int], reader: Person | None, *, skip: int = 0) -> list[Node]:
    """The tops with what stands below each (at most REPLIES after the first `skip`; `more` counts what is left)."""
    below = _ids_below(idea, tops, staff=is_staff(reader))
    under: dict[int, list[int]] = defaultdict(list)
    for pk, top in below.items():
        under[top].append(pk)
    left = {top: max(0, len(ids) - skip - REPLIES) for top, ids in under.items()}
    under = defaultdict(list, {top: ids[skip : skip + REPLIES] for top, ids in under.items()})
    wanted = {*tops, *(pk for ids in under.values() for pk in ids)}
    rows = {
        row["id"]: row for row in Comment.objects.visible_to(reader).filter(pk__in=wanted).values(*FIELDS)
    }
    _add_reactions(rows, reader)
    _add_answered(rows, below)
    shown = lay_out(tops, rows, under)
    for node in shown:
        node.more = left.get(node.pk) or None
    return shown


def _ids_below(idea: Idea, tops: Sequence[int], *, staff: bool) -> dict[int, int]:
    if not tops:
        return {}
    notes = "" if staff else "AND NOT c.internal"
    sql = _BELOW.format(tops=marks(tops), notes=notes)
    return dict(fetch(sql, [*tops, idea.pk]))


def _add_reactions(rows: dict[int, dict[str, Any]], reader: Person | None) -> None:
    me = Q(person=reader) if reader else Q(pk__in=[])
    found = (
        Reaction.objects.filter(comment__in=list(rows))
        .values("comment_id", "kind")
        .annotate(n=Count("id"), mine=Count("id", filter=me))
    )
    for row in rows.values():
        row["reactions"] = {}
    for item in found:
        rows[item["comment_id"]]["reactions"][item["kind"]] = (item["n"], bool(item["mine"]))


def _add_answered(rows: dict[int, dict[str, Any]], below: Mapping[int, int]) -> None:
    for pk, row in rows.items():
        parent = rows.get(row["parent_id"] or 0)
        row["answers"] = parent["id"] if parent and below.get(pk) != row["parent_id"] else None
        row["answers_name"] = name_of(parent) if parent and row["answers"] else ""


def name_of(row: Mapping[str, Any]) -> str:
    """The name to show: the author's, or the guest's, or none after erasure."""
    if row["author_id"] is None:
        return str(row["guest_name"])
    return str(row["author__name"])


def shown_at_all(idea: Idea, reader: Person | None) -> int:
    """How many comments the reader can find here (for the team: notes and waiting ones as well)."""
    if is_staff(reader):
        return Comment.objects.filter(idea=idea).exclude(state=Comment.State.SPAM).count()
    return idea.comments


def newest_wanted(request: HttpRequest) -> bool:
    return request.GET.get("comments") == "newest"
