"""A thread of usual length in one query: its comments are read at once and laid out here.

The rules are those of `reading`, which takes longer threads page by page; a test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desireline.kit.rows.api import fetch, moment
from desireline.listen.comments.models import Comment
from desireline.people.identity.api import Person
from desireline.people.roles.api import is_staff

__all__ = ["MOST", "Below", "rows_below", "tops_of", "visible_rows", "whole"]

MOST = 60
Row = Mapping[str, Any]
Below = dict[int, int]
State = Comment.State
_SQL = f"""
SELECT c.id, c.idea_id, c.parent_id, c.author_id, c.guest_name, c.body, c.internal, c.official, c.state, c.merge_id,
  c.imported_likes, c.created, c.edited, p.name, p.role, p.erased, p.picture_id, m.source_id
FROM listen_comment c LEFT JOIN people_person p ON p.id = c.author_id LEFT JOIN listen_merge m ON m.id = c.merge_id
WHERE c.idea_id = %s ORDER BY c.created, c.id LIMIT {MOST + 1}
"""  # noqa: S608 - a constant


def whole(idea_id: int, fields: Sequence[str]) -> list[dict[str, Any]] | None:
    """Every comment of the idea, oldest first, or None if there are more than MOST. Nothing is left out yet."""
    found = fetch(_SQL, [idea_id])
    if len(found) > MOST:
        return None
    rows = [dict(zip(fields, row, strict=True)) for row in found]
    for row in rows:
        row["created"], row["edited"] = moment(row["created"]), moment(row["edited"])
    return rows


def sees(reader: Person | None) -> Callable[[Row], bool]:
    """Whether the reader may see a comment: `Comments.visible_to`, for a row."""
    if is_staff(reader):
        return lambda row: row["state"] != State.SPAM
    me = reader.pk if reader else None
    return lambda row: (
        not row["internal"]
        and (
            row["state"] in {State.PUBLISHED, State.REMOVED}
            or (row["state"] == State.PENDING and me is not None and row["author_id"] == me)
        )
    )


def visible_rows(rows: Sequence[dict[str, Any]], reader: Person | None) -> dict[int, dict[str, Any]]:
    seen = sees(reader)
    return {row["id"]: row for row in rows if seen(row)}


def tops_of(rows: Sequence[Row], reader: Person | None) -> list[Row]:
    """What begins a thread and is seen, or has an answer that is."""
    here, seen, staff = {row["id"] for row in rows}, sees(reader), is_staff(reader)
    answered = {row["parent_id"] for row in rows if seen(row)}
    return [
        row
        for row in rows
        if row["parent_id"] not in here
        and (staff or not row["internal"])
        and (seen(row) or row["id"] in answered)
    ]


def rows_below(rows: Sequence[Row], tops: Sequence[int], *, staff: bool) -> Below:
    """Who stands below which top, oldest first."""
    under: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row["parent_id"] and (staff or not row["internal"]):
            under[row["parent_id"]].append(row)
    top_of: Below = {}
    for top in tops:
        waiting = [top]
        while waiting:
            for row in under.get(waiting.pop(), []):
                if row["id"] not in top_of and row["id"] != top:
                    top_of[row["id"]] = top
                    waiting.append(row["id"])
    return {row["id"]: top_of[row["id"]] for row in rows if row["id"] in top_of}
