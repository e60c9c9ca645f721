"""Rows of our own export that an undo leaves: what is pointed to from elsewhere, what that needs, what hangs on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE

from desireline.kit.rows.api import fetch, marks
from desireline.reach.exports.confidential import hanging
from desireline.reach.exports.tables import exported, references
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.life import GO_ALONG
from desireline.reach.imports.models import ImportBatch

_OWN = "SELECT object_id FROM reach_imported WHERE batch_id = %s AND kind = %s AND created = %s"
# What points to rows without anybody's doing: counters, memories of readers, the import itself.
_NOBODYS = GO_ALONG | {
    "account_emailconfirmation", "listen_accountsupport", "listen_impression", "people_notice", "reach_export",
    "reach_importbatch",
}  # fmt: skip
# What stays with a row that stays; "*" is all that would go with it, as with everything of a project.
_HANGS = {
    "listen_idea": "*", "listen_comment": "*", "listen_merge": "*", "futures_rating": "*",
    "futures_customerscenario": "*",
    "futures_desiredoutcome": {"futures_customerscenario"},
    "futures_future": {"futures_futureversion", "futures_futuredraft"},
    "people_person": {"people_membership", "people_block", "people_noticechoice", "account_emailaddress"},
    "people_audience": {"people_audiencemember"},
    "codevelop_stage": {"codevelop_criterion", "codevelop_deliverable", "codevelop_gatekeeper"},
    "prove_target": {"prove_targetshare"},
}  # fmt: skip
_RATED = {"futures_rating", "futures_attainment"}
Rows = dict[str, set[int]]


def rows(batch: ImportBatch, *, ideas: Collection[int]) -> Rows:
    """By table, the rows of the batch that stay, given the `ideas` that do."""
    models = {model._meta.db_table: model for model in exported()}
    own = {table: {pk for (pk,) in fetch(_OWN, [batch.pk, table, True])} for table in models}
    used = {table: _used(batch, model) if own[table] else set() for table, model in models.items()}
    used["people_person"] |= _came(batch, own["people_person"])
    used["listen_idea"] = set(ideas) & own["listen_idea"]
    stay: Rows = {table: set() for table in models}
    fresh = {table: set(pks) for table, pks in used.items()}
    while any(fresh.values()):
        found: Rows = {table: set() for table in models}
        for table, pks in fresh.items():
            stay[table] |= pks
            for target, column in references(models[table]) if pks else ():
                found.setdefault(target._meta.db_table, set()).update(
                    _column(models[table], column, "id", pks)
                )
            for child, column in _hanging(models, table) if pks else ():
                found[child].update(_column(models[child], "id", column, pks))
        for child in _RATED:  # an outcome that somebody rated here keeps all ratings
            rated = fresh["futures_desiredoutcome"] & used["futures_desiredoutcome"]
            found[child].update(_column(models[child], "id", "outcome_id", rated))
        fresh = {table: (pks & own[table]) - stay[table] for table, pks in found.items() if table in own}
    return stay


def _used(batch: ImportBatch, model: Any) -> set[int]:
    """Rows of the batch to which rows point that are not of it."""
    found: set[int] = set()
    table = model._meta.db_table
    for other in apps.get_models(include_auto_created=True):
        name, key = other._meta.db_table, other._meta.pk.column
        for target, column in references(other):
            if target is not model or name in _NOBODYS:
                continue
            sql = (
                f"SELECT DISTINCT r.{column} FROM {name} r JOIN reach_imported m ON m.object_id = r.{column}"  # noqa: S608
                " WHERE m.kind = %s AND m.batch_id = %s AND m.created = %s"
                " AND NOT EXISTS (SELECT 1 FROM reach_imported i"
                f" WHERE i.kind = %s AND i.object_id = r.{key} AND i.batch_id = %s AND i.created = %s)"
            )
            found.update(pk for (pk,) in fetch(sql, [table, batch.pk, True, name, batch.pk, True]))
    return found


def _came(batch: ImportBatch, people: Iterable[int]) -> set[int]:
    """Those of these people who were here themselves since."""
    found: set[int] = set()
    for part in bulk.chunks(people, 900):
        rows = bulk.model("people.Person").objects.filter(pk__in=part)
        for name in ("seen", "last_login"):
            found.update(rows.filter(**{f"{name}__gt": batch.started}).values_list("pk", flat=True))
    return found


def _hanging(models: dict[str, Any], table: str) -> list[tuple[str, str]]:
    """Tables with rows that go with those of this one, with the column by which they hang on them."""
    wanted = "*" if table in _of_projects() else _HANGS.get(table, ())
    return [
        (child, field.column)
        for child, model in models.items()
        if wanted == "*" or child in wanted
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is models[table] and field.remote_field.on_delete is CASCADE
    ]  # fmt: skip


@cache
def _of_projects() -> set[str]:
    return hanging()


def _column(model: Any, wanted: str, by: str, pks: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in bulk.chunks(pks, 900):
        sql = f"SELECT {wanted} FROM {model._meta.db_table} WHERE {by} IN ({marks(part)})"  # noqa: S608 - our own names
        found.update(pk for (pk,) in fetch(sql, part) if pk)
    return found
