"""Ideas that say something like it, so that people support one in place of writing it twice."""

from __future__ import annotations

from desireline.engines.search.api import similar, tokens_of
from desireline.kit.rows.api import fetch, marks
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.api import Person

MOST = 5
Alike = tuple[int, str, str, int, int]  # id, title, address, supporters, comments


def alike(text: str, *, person: Person | None, skip: int | None = None) -> list[Alike]:
    """Up to five published ideas near the text that the person may see, the nearest first."""
    words = " ".join(text.split())[:300]
    if len(words) < 3:
        return []
    allow = tokens_of(person)
    left_out = (f"idea:{skip}",) if skip else ()
    hits = similar(words, allow=allow, types=("idea",), limit=MOST * 2, exclude=left_out)
    return _shown([hit.id for hit in hits], person)[:MOST]


def _shown(ids: list[int], person: Person | None) -> list[Alike]:
    """The index may lag behind: what is shown is asked of the tables."""
    allowed = sorted(visible_ids(person))
    if not ids or not allowed:
        return []
    rows = fetch(
        "SELECT i.id, i.title, i.slug, i.votes + i.imported_votes, i.comments FROM listen_idea i"  # noqa: S608
        f" JOIN listen_board b ON b.id = i.board_id WHERE i.id IN ({marks(ids)}) AND i.state = 1 AND i.archived = FALSE"
        f" AND b.archived IS NULL AND b.audience_id IN ({marks(allowed)})",
        [*ids, *allowed],
    )
    by_id = {row[0]: (row[0], row[1], f"/ideas/{row[0]}-{row[2]}", row[3], row[4]) for row in rows}
    return [by_id[pk] for pk in ids if pk in by_id]
