"""The thread of an idea as a reader sees it, from few narrow queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from desireline.kit.paging.api import Page, by_moment, encode, page_of
from desireline.kit.rows.api import fetch, marks
from desireline.listen.comments.models import Comment
from desireline.listen.comments.rules import Node, lay_out
from desireline.listen.comments.whole import Below, rows_below, tops_of, visible_rows, whole
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
    rows = top_level(idea, reader).values("id", "created")
    return by_moment(rows, "created", cursor, size=SIZE, down=newest)


def _key(row: Mapping[str, Any]) -> list[Any]:
    return [row["created"].isoformat(), row["id"]]


def cursor_at(comment: Comment) -> str:
    """A cursor with which the page begins at the thread that holds the comment."""
    top = comment
    for _step in range(100):
        if top.parent is None or top.parent.idea_id != comment.idea_id:
            break
        top = top.parent
    return encode([top.created.isoformat(), top.pk - 1])


def first_page(idea: Idea, reader: Person | None, *, newest: bool) -> tuple[list[Node], str | None]:
    """The beginning of the thread and the cursor of its next page. Two queries for threads of usual length."""
    rows = whole(idea.pk, FIELDS)
    if rows is None:
        page = page_of_tops(idea, reader, cursor=None, newest=newest)
        return nodes(idea, [row["id"] for row in page.rows], reader), page.next
    tops = tops_of(rows, reader)
    ordered = list(reversed(tops)) if newest else tops
    page = page_of(ordered[: SIZE + 1], size=SIZE, key=_key)
    ids = [row["id"] for row in page.rows]
    below = rows_below(rows, ids, staff=is_staff(reader))
    return _laid_out(ids, below, visible_rows(rows, reader), reader), page.next


def nodes(idea: Idea, tops: Sequence[int], reader: Person | None, *, skip: int = 0) -> list[Node]:
    """The tops with what stands below each (at most REPLIES after the first `skip`; `more` counts what is left)."""
    below = _ids_below(idea, tops, staff=is_staff(reader))
    wanted = {*tops, *_shown_below(below, skip)[0]}
    rows = {
        row["id"]: row for row in Comment.objects.visible_to(reader).filter(pk__in=wanted).values(*FIELDS)
    }
    return _laid_out(tops, below, rows, reader, skip=skip)


def _shown_below(below: Below, skip: int) -> tuple[set[int], dict[int, list[int]], dict[int, int]]:
    """Ids of what is shown below the tops, the same by top, and how many are left by top."""
    under: dict[int, list[int]] = defaultdict(list)
    for pk, top in below.items():
        under[top].append(pk)
    left = {top: max(0, len(ids) - skip - REPLIES) for top, ids in under.items()}
    shown = {top: ids[skip : skip + REPLIES] for top, ids in under.items()}
    return {pk for ids in shown.values() for pk in ids}, shown, left


def _laid_out(
    tops: Sequence[int],
    below: Below,
    rows: Mapping[int, dict[str, Any]],
    reader: Person | None,
    *,
    skip: int = 0,
) -> list[Node]:
    inside, under, left = _shown_below(below, skip)
    wanted = {*tops, *inside}
    kept = {pk: row for pk, row in rows.items() if pk in wanted}
    _add_reactions(kept, reader)
    _add_answered(kept, below)
    shown = lay_out(tops, kept, under)
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
    for row in rows.values():
        row["reactions"] = {}
    if not rows:
        return
    me = reader.pk if reader else 0
    found = fetch(
        "SELECT comment_id, kind, COUNT(*), SUM(CASE WHEN person_id = %s THEN 1 ELSE 0 END) FROM listen_reaction"  # noqa: S608
        f" WHERE comment_id IN ({marks(list(rows))}) GROUP BY comment_id, kind",
        [me, *rows],
    )
    for comment, kind, count, mine in found:
        rows[comment]["reactions"][kind] = (count, bool(mine))


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
