"""What people here did with what was imported: an undo must not take that from them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from desireline.kit.rows.api import fetch, marks, time_value
from desireline.reach.imports.models import ImportBatch

_OF_BATCH = "SELECT object_id FROM reach_imported WHERE batch_id = %s AND kind = 'idea' AND created = %s"
_SIGNS = {
    # a vote of one's own, not carried by a merge
    "votes": "SELECT v.idea_id FROM listen_vote v WHERE v.merge_id IS NULL AND v.idea_id IN ({ideas})"
    " AND (v.source = 1 OR NOT EXISTS (SELECT 1 FROM reach_importedvote i WHERE i.id = v.id))",
    "guests": "SELECT g.idea_id FROM listen_guestvote g WHERE g.merge_id IS NULL AND g.idea_id IN ({ideas})",
    "comments": "SELECT c.idea_id FROM listen_comment c WHERE c.idea_id IN ({ideas}) AND NOT EXISTS"
    " (SELECT 1 FROM reach_imported i WHERE i.kind = 'comment' AND i.object_id = c.id)",
    "reactions": "SELECT c.idea_id FROM listen_reaction r JOIN listen_comment c ON c.id = r.comment_id"
    " WHERE c.idea_id IN ({ideas})",
    "edits": "SELECT e.idea_id FROM listen_ideaedit e WHERE e.idea_id IN ({ideas})",
    "outcomes": "SELECT o.idea_id FROM listen_ideaoutcome o WHERE o.merge_id IS NULL AND o.idea_id IN ({ideas})",
    "tags": "SELECT t.idea_id FROM listen_ideatag t WHERE t.merge_id IS NULL AND t.idea_id IN ({ideas}) AND NOT EXISTS"
    " (SELECT 1 FROM reach_imported i WHERE i.kind = 'idea_tag' AND i.object_id = t.id)",
    "statuses": "SELECT s.idea_id FROM listen_statuschange s WHERE s.idea_id IN ({ideas}) AND s.at > {started}"
    " AND NOT EXISTS (SELECT 1 FROM reach_imported i WHERE i.kind = 'status_change' AND i.object_id = s.id)",
    "responses": "SELECT o.idea_id FROM listen_officialresponse o WHERE o.idea_id IN ({ideas}) AND o.at > {started}"
    " AND NOT EXISTS (SELECT 1 FROM reach_imported i WHERE i.kind = 'response' AND i.object_id = o.id)",
    "merges": "SELECT m.target_id FROM listen_merge m WHERE m.undone_at IS NULL AND m.target_id IN ({ideas}) AND NOT"
    " EXISTS (SELECT 1 FROM reach_imported i WHERE i.kind = 'merge' AND i.object_id = m.id)",
}


def signs(batch: ImportBatch) -> dict[int, set[str]]:
    """Ideas of the batch that people here used since, with what they did: see `_SIGNS`."""
    found: dict[int, set[str]] = {}
    started = time_value(batch.started or batch.made)
    for name, sign in _SIGNS.items():
        since = [started] if "{started}" in sign else []
        for (pk,) in fetch(sign.format(ideas=_OF_BATCH, started="%s"), [batch.pk, True, *since]):
            found.setdefault(pk, set()).add(name)
    return found


def of(batch: ImportBatch, ids: Collection[int]) -> set[int]:
    """Those of these ideas that people here used since."""
    found: set[int] = set()
    started = time_value(batch.started or batch.made)
    for sign in _SIGNS.values():
        since = [started] if "{started}" in sign else []
        rows = fetch(sign.format(ideas=marks(list(ids)), started="%s"), [*ids, *since])
        found.update(pk for (pk,) in rows)
    return found


def ideas(batch: ImportBatch) -> set[int]:
    """Ideas of the batch that people here used since. What the same import merged such an idea with stays with it."""
    alive = set(signs(batch))
    if alive:
        sql = "SELECT source_id, target_id FROM listen_merge WHERE undone_at IS NULL"
        pairs = [pair for pair in fetch(sql) if alive & set(pair)]
        own = {pk for (pk,) in fetch(_OF_BATCH, [batch.pk, True])}
        alive |= {pk for pair in pairs for pk in pair} & own
    return alive


def answered_comments(batch: ImportBatch) -> set[int]:
    """Comments of the batch that people here answered or reacted to, with all that they answer themselves."""
    sql = (
        "SELECT i.object_id FROM reach_imported i WHERE i.batch_id = %s AND i.kind = 'comment' AND (EXISTS (SELECT 1"
        " FROM listen_comment c WHERE c.parent_id = i.object_id AND NOT EXISTS (SELECT 1 FROM reach_imported k"
        " WHERE k.kind = 'comment' AND k.object_id = c.id)) OR EXISTS"
        " (SELECT 1 FROM listen_reaction r WHERE r.comment_id = i.object_id))"
    )
    found = {pk for (pk,) in fetch(sql, [batch.pk])}
    fresh = set(found)
    while fresh:
        part = sorted(fresh)[:900]
        rows = fetch(f"SELECT parent_id FROM listen_comment WHERE id IN ({marks(part)})", part)  # noqa: S608
        fresh = (fresh - set(part)) | ({pk for (pk,) in rows if pk} - found)
        found |= fresh
    return found


def unused(model: Any, ids: Collection[int]) -> set[int]:
    """Those of these rows that nothing points to but what goes with them."""
    free = set(ids)
    if model._meta.label == "people.Person":
        known = model.objects.filter(pk__in=free).exclude(last_login__isnull=True, seen__isnull=True)
        free -= set(known.values_list("pk", flat=True))
    if model._meta.label == "listen.Status":
        free -= set(model.objects.filter(pk__in=free, is_default=True).values_list("pk", flat=True))
    for relation in model._meta.related_objects:
        table, column = relation.related_model._meta.db_table, relation.field.column
        if table not in _GO_ALONG and free:
            listed = sorted(free)
            sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({marks(listed)})"  # noqa: S608
            free -= {pk for (pk,) in fetch(sql, listed)}
    return free


_GO_ALONG = frozenset(
    (
        "people_membership",
        "people_block",
        "reach_importedvote",
        "listen_orderversion",
        "account_emailaddress",
    )
)
