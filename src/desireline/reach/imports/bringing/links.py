"""Rows that tie two things together and have no id in the source; and links to files in texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run

_FILE = re.compile(r"!?\[([^\]\n]*)\]\(attachment:([^)\s]{1,200})\)")


def once(
    to: Run, kind: str, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, keys: int
) -> int:
    """Insert rows that were never brought before, known by their first `keys` columns. What people took away since
    stays away, what they made themselves stays theirs. Returns how many went in.
    """
    named = {"|".join(str(value) for value in row[:keys]): row for row in rows}
    to.known.load(kind, named)
    fresh = [(key, row) for key, row in named.items() if to.known.get(kind, key) is None]
    ids = bulk.new_ids(name, len(fresh))
    lines = [(pk, *row) for pk, (_, row) in zip(ids, fresh, strict=True)]
    inserted = bulk.insert(name, ("id", *columns), lines, ignore=True)
    there = set(ids) if inserted == len(ids) else _present(name, ids)
    for pk, (key, _) in zip(ids, fresh, strict=True):
        to.known.add(kind, key, pk, created=pk in there)
    to.count(kind, "created", inserted)
    to.count(kind, "same", len(named) - len(fresh))
    return inserted


def _present(name: str, ids: list[int]) -> set[int]:
    if not ids:
        return set()
    rows = bulk.model(name).objects.filter(pk__gte=ids[0], pk__lte=ids[-1])
    return set(rows.values_list("pk", flat=True))


def resolved(to: Run, body: str) -> str:
    """The text with links to those of its files that are here already."""
    if "(attachment:" not in body:
        return body
    found = {match[2] for match in _FILE.finditer(body)}
    to.known.load("attachment", found)
    places: dict[str, str] = to.memory.setdefault("files", {})
    for key in found - places.keys():
        if pk := to.known.id_of("attachment", key):
            row = bulk.model("listen.Attachment").objects.filter(pk=pk).first()
            if row is not None:
                places[key] = f"/ideas/{row.idea_id}/files/{row.file_id}"
    return relinked(body, places)


def relinked(body: str, places: dict[str, str]) -> str:
    """Replace `![](attachment:7)` by a link for each file whose place is known."""

    def link(match: re.Match[str]) -> str:
        place = places.get(match[2])
        return f"[{match[1] or match[2]}]({place})" if place else match[0]

    return _FILE.sub(link, body)
