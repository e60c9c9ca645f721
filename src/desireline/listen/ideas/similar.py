"""Ideas that say something like it, so that people support one in place of writing it twice."""

from __future__ import annotations

import importlib
import importlib.util
import re
from typing import Any

from desireline.kit.rows.api import fetch, marks
from desireline.people.audiences.api import visible_ids
from desireline.people.identity.models import Person

MOST = 5
Alike = tuple[int, str, str, int, int]  # id, title, address, supporters, comments


def alike(text: str, *, person: Person | None, skip: int | None = None) -> list[Alike]:
    """Up to five published ideas near the text that the person may see, the nearest first."""
    words = " ".join(text.split())[:300]
    if len(words) < 3:
        return []
    ids = _by_engine(words, person=person)
    if ids is None:
        ids = _by_words(words)
    return _shown([pk for pk in ids if pk != skip][: MOST * 3], person)[:MOST]


def _by_engine(words: str, *, person: Person | None) -> list[int] | None:
    """Ids from the search engine; None where there is none."""
    if importlib.util.find_spec("desireline.engines.search.api") is None:
        return None
    engine: Any = importlib.import_module("desireline.engines.search.api")
    found = getattr(engine, "similar", None)
    if found is None:
        return None
    allow = tuple(f"audience:{pk}" for pk in sorted(visible_ids(person)))
    return [hit.id for hit in found(words, allow=allow, types=("idea",), limit=MOST * 3)]


def _by_words(words: str) -> list[int]:
    """Without an engine: titles that share the longest words."""
    longest = sorted({word.lower() for word in re.findall(r"\w{4,}", words)}, key=len, reverse=True)[:5]
    if not longest:
        return []
    hits = " + ".join(["(CASE WHEN LOWER(title) LIKE %s THEN 1 ELSE 0 END)"] * len(longest))
    sql = (
        f"SELECT id FROM (SELECT id, votes, {hits} AS hits FROM listen_idea WHERE state = 1) found"  # noqa: S608
        " WHERE hits > 0 ORDER BY hits DESC, votes DESC LIMIT 15"
    )
    return [row[0] for row in fetch(sql, [f"%{word}%" for word in longest])]


def _shown(ids: list[int], person: Person | None) -> list[Alike]:
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
