"""Taking rows away by SQL, with all that hangs on them, as Django would do it: it asks row by row, which takes long.

What the import remembers of a row goes with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import CASCADE, SET_NULL

from desireline.kit.rows.api import fetch, marks, run
from desireline.reach.imports.bringing import bulk

_PART = 900
_KINDS = {
    "listen_comment": "comment", "listen_ideatag": "idea_tag", "listen_statuschange": "status_change",
    "listen_officialresponse": "response", "listen_attachment": "attachment", "listen_merge": "merge",
    "listen_idea": "idea", "listen_status": "status", "listen_tag": "tag", "listen_board": "board",
    "people_membership": "membership", "people_person": "person", "people_account": "account",
    "people_subscription": "follow",
}  # fmt: skip


class _Child(NamedTuple):
    label: str
    table: str
    key: str
    column: str
    goes: bool
    own: bool


class Removal:
    """Removes rows of any table; `gone` counts them by table. `kinds`: what the import remembers."""

    def __init__(self, kinds: Iterable[str]) -> None:
        self.gone: Counter[str] = Counter()
        self._kinds = frozenset(kinds)

    def remove(self, label: str, ids: Collection[int]) -> int:
        """Rows of `room.Name` and what hangs on them, in the caller's transaction. Returns how many rows of it."""
        table, key = _table(label)
        number = 0
        for part in bulk.chunks(ids, _PART):
            held = f"IN ({marks(part)})"
            for child in _children(label):
                self._loosen(child, held, part)
            self.forget(table, part)
            number += run(f"DELETE FROM {table} WHERE {key} {held}", part)  # noqa: S608 - our own names
        self.gone[table] += number
        return number

    def _loosen(self, child: _Child, held: str, part: list[int]) -> None:
        table = child.table
        if not child.goes:
            others = f" AND {child.key} NOT {held}" if child.own else ""
            sql = f"UPDATE {table} SET {child.column} = NULL WHERE {child.column} {held}{others}"  # noqa: S608
            run(sql, part * 2 if child.own else part)
        elif _children(child.label) or self._kinds_of(table):
            rows = fetch(f"SELECT {child.key} FROM {table} WHERE {child.column} {held}", part)  # noqa: S608
            self.remove(child.label, [pk for (pk,) in rows])
        else:
            self.gone[table] += run(f"DELETE FROM {table} WHERE {child.column} {held}", part)  # noqa: S608

    def _kinds_of(self, table: str) -> list[str]:
        return [kind for kind in (_KINDS.get(table), table) if kind in self._kinds]

    def forget(self, table: str, ids: Collection[int]) -> None:
        """The import knows these rows no more, whichever batch met them."""
        for kind in self._kinds_of(table):
            for part in bulk.chunks(ids, _PART):
                sql = f"DELETE FROM reach_imported WHERE kind = %s AND object_id IN ({marks(part)})"  # noqa: S608
                run(sql, [kind, *part])


def _table(label: str) -> tuple[str, str]:
    meta = bulk.model(label)._meta
    return meta.db_table, meta.pk.column


@cache
def _children(label: str) -> tuple[_Child, ...]:
    """What points to a table and goes with its rows or is loosened from them; anything else stops a removal."""
    model: Any = apps.get_model(label)
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            not relation.auto_created
            or relation.concrete
            or not (relation.one_to_one or relation.one_to_many)
        ):
            continue
        if relation.on_delete in (CASCADE, SET_NULL):
            meta = relation.related_model._meta
            own = relation.related_model is model
            goes = relation.on_delete is CASCADE
            found.append(_Child(meta.label, meta.db_table, meta.pk.column, relation.field.column, goes, own))
    return tuple(found)
