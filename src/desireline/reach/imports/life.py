"""What people here did with what was imported: an undo must not take that from them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from desireline.kit.rows.api import fetch, marks, time_value
from desireline.reach.imports.models import ImportBatch

_OF_BATCH = (
    "SELECT object_id FROM reach_imported"
    " WHERE batch_id = %s AND kind IN ('idea', 'listen_idea') AND created = %s"
)


class _Sign(NamedTuple):
    """Rows `r` of a table that no import brought: neither that of another tool (`kind`) nor our own (by its table)."""

    table: str
    kind: str = ""
    more: str = ""
    idea: str = "r.idea_id"

    def sql(self, ideas: str) -> str:
        more = f" AND {self.more}" if self.more else ""
        table = self.table.partition(" ")[0]
        return (
            f"SELECT {self.idea} FROM {self.table} WHERE {self.idea} IN ({ideas}){more} AND NOT EXISTS"  # noqa: S608
            " (SELECT 1 FROM reach_imported i"
            f" WHERE i.kind IN ('{self.kind or table}', '{table}') AND i.object_id = r.id)"
        )


_SIGNS = {
    "votes": _Sign(
        "listen_vote r", more="r.merge_id IS NULL AND"  # one's own, not carried by a merge
        " (r.source = 1 OR NOT EXISTS (SELECT 1 FROM reach_importedvote i WHERE i.id = r.id))",
    ),
    "guests": _Sign("listen_guestvote r", more="r.merge_id IS NULL"),
    "comments": _Sign("listen_comment r", "comment"),
    "reactions": _Sign("listen_reaction r JOIN listen_comment c ON c.id = r.comment_id", idea="c.idea_id"),
    "edits": _Sign("listen_ideaedit r"),
    "outcomes": _Sign("listen_ideaoutcome r", more="r.merge_id IS NULL"),
    "tags": _Sign("listen_ideatag r", "idea_tag", more="r.merge_id IS NULL"),
    "statuses": _Sign("listen_statuschange r", "status_change", more="r.at > %s"),
    "responses": _Sign("listen_officialresponse r", "response", more="r.at > %s"),
    "projects": _Sign("codevelop_projectorigin r"),
    "merges": _Sign("listen_merge r", "merge", more="r.undone_at IS NULL", idea="r.target_id"),
}  # fmt: skip


def signs(batch: ImportBatch) -> dict[int, set[str]]:
    """Ideas of the batch that people here used since, with what they did: see `_SIGNS`."""
    found: dict[int, set[str]] = {}
    for name, sign in _SIGNS.items():
        for (pk,) in fetch(sign.sql(_OF_BATCH), [batch.pk, True, *_since(batch, sign)]):
            found.setdefault(pk, set()).add(name)
    return found


def of(batch: ImportBatch, ids: Collection[int]) -> set[int]:
    """Those of these ideas that people here used since."""
    found: set[int] = set()
    for sign in _SIGNS.values():
        found.update(pk for (pk,) in fetch(sign.sql(marks(list(ids))), [*ids, *_since(batch, sign)]))
    return found


def _since(batch: ImportBatch, sign: _Sign) -> list[Any]:
    return [time_value(batch.started or batch.made)] if "%s" in sign.more else []


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
        if table not in GO_ALONG and free:
            listed = sorted(free)
            sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({marks(listed)})"  # noqa: S608
            free -= {pk for (pk,) in fetch(sql, listed)}
    return free


GO_ALONG = frozenset(
    (
        "people_membership",
        "people_block",
        "reach_importedvote",
        "listen_orderversion",
        "understand_saying",
        "understand_leadscore",
        "account_emailaddress",
    )
)
