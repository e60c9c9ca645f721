"""Rows of our own export, table by table, with what they point to. Ids are kept where they are free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models.signals import post_delete
from django.utils.crypto import get_random_string

from desireline.kit.jobs.api import leave_room
from desireline.people.roles.api import Permission, may
from desireline.reach.exports.tables import columns, exported, references, topics
from desireline.reach.imports.bringing import bulk
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.bringing.known import digest_of
from desireline.reach.imports.bringing.removal import Removal
from desireline.reach.imports.records import ExtraRecord
from desireline.reach.imports.words import Place, say

# Rows that every instance begins with, though nothing forbids a second one.
_ALIKE = {
    "codevelop.Criterion": (("stage_id", "text"),),
    "codevelop.Deliverable": (("stage_id", "text"),),
}


def taker(model: Any) -> Callable[[Run, list[ExtraRecord]], None]:
    """What brings in rows of this table."""

    def take(to: Run, records: list[ExtraRecord]) -> None:
        table = model._meta.db_table
        to.known.load(table, [_key(model, record) for record in records])
        for target, column in references(model):
            to.known.load(target._meta.db_table, [str(record.data.get(column)) for record in records])
        number = sum(_bring(to, model, record) for record in records)
        to.count(table, "created", number)
        to.count(table, "same", len(records) - number)

    return take


def _bring(to: Run, model: Any, record: ExtraRecord) -> bool:
    table, key = model._meta.db_table, _key(model, record)
    here = to.known.get(table, key)
    if here is not None:
        if here.digest != digest_of(record.data):
            to.memory.setdefault("other", Counter())[table] += 1
        return False
    values = _values(to, model, record)
    if values is None or not _allowed(to, model, values):
        return False
    found = _same(model, values)
    if found is not None:
        to.known.add(table, key, found, digest_of(record.data), created=False)
        return False
    pk = record.data.get(model._meta.pk.column)
    if (
        isinstance(pk, int)
        and not model._meta.pk.is_relation
        and not model._base_manager.filter(pk=pk).exists()
    ):
        values[model._meta.pk.attname] = pk
    made = model(**values)
    models.Model.save_base(made, raw=True, force_insert=True)
    to.known.add(table, key, made.pk, digest_of(record.data))
    if table == "engines_storedfile":
        _content(to, made.key)
    if table == "listen_idea":
        to.boards.add(made.board_id)
    return True


def _key(model: Any, record: ExtraRecord) -> str:
    return str(record.data.get(model._meta.pk.column))


def _values(to: Run, model: Any, record: ExtraRecord) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    for field in columns(model):
        if field.column not in record.data or (field.primary_key and not field.is_relation):
            continue
        value = record.data[field.column]
        if field.is_relation and value is not None:
            value = to.known.id_of(field.related_model._meta.db_table, str(value))
            if value is None and not field.null:
                to.say(
                    record.where,
                    say("The line points to a row that is not here: {column}.", column=field.column),
                )
                return None
        elif isinstance(field, models.JSONField):
            pass
        else:
            value = field.to_python(value)
        values[field.attname] = value
    if model._meta.label == "people.Person":
        values["password"] = make_password(None) if values.get("email") else "!" + get_random_string(40)
    if model._meta.label == "people.Subscription" and ":" in values["topic"]:
        values["topic"] = _topic(to, values["topic"])
    return values


def _allowed(to: Run, model: Any, values: dict[str, Any]) -> bool:
    """A file gives nobody a way into what is here: roles come by an administrator alone, and an address belongs only to
    somebody whom this import made.
    """
    if model._meta.label == "people.Person" and values.get("role") not in (None, "customer"):
        if "roles" not in to.memory:
            to.memory["roles"] = may(
                bulk.model("people.Person").objects.get(pk=to.by), Permission.MANAGE_PEOPLE
            )
        if not to.memory["roles"]:
            values["role"] = "customer"
            to.memory["roles left"] = to.memory.get("roles left", 0) + 1
    if model._meta.label == "account.EmailAddress":
        return to.known.made_now("people_person", values["user_id"])
    return True


def _topic(to: Run, topic: str) -> str:
    kind, _, number = topic.partition(":")
    table = topics().get(kind)
    if table is None:
        return topic
    to.known.load(table, [number])
    return f"{kind}:{to.known.id_of(table, number) or number}"


def _same(model: Any, values: dict[str, Any]) -> int | None:
    """A row that is here already and must not be here twice."""
    wanted = [
        {field.attname: values[field.attname]}
        for field in columns(model)
        if field.unique and values.get(field.attname) is not None
    ]
    wanted += [{name: values.get(name) for name in names} for names in _ALIKE.get(model._meta.label, ())]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            pair = {name: values.get(_att(model, name)) for name in constraint.fields}
            if None in pair.values():
                continue  # what is empty is no second one
            if constraint.condition is None or _holds(model, constraint.condition, values):
                wanted.append({**pair, "condition": constraint.condition})
    for one in wanted:
        condition = one.pop("condition", None)
        rows = model._base_manager.filter(*([condition] if condition else []), **one)
        if (pk := rows.values_list("pk", flat=True).first()) is not None:
            return int(pk)
    return None


def _att(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).attname)


def _holds(model: Any, condition: models.Q, values: dict[str, Any]) -> bool:
    """Whether the row falls under a constraint that speaks of some rows only."""
    named = {
        field.name: models.Value(
            values.get(field.attname), output_field=field.target_field if field.is_relation else field
        )
        for field in columns(model)
    }
    return bool(condition.check(named, using=connection.alias))


def _content(to: Run, key: str) -> None:
    member = f"files/{key}"
    if to.source.has(member) and not default_storage.exists(key):
        with to.source.open(member) as stream:
            default_storage.save(key, File(stream))


def after(to: Run) -> None:
    """Once all is in: what is worth knowing is told, and new rows go on from the highest id."""
    for table, number in to.memory.get("other", {}).items():
        text = say(
            "Lines that differ from last time: {number}. An export fills what is missing, it changes nothing.",
            number=number,
        )
        to.note(Place(f"data/{table}.jsonl"), text, "remark")
    if number := to.memory.get("roles left"):
        text = say(
            "People who came without their role: {number}. Only an administrator brings roles.", number=number
        )
        to.note(Place("data/people_person.jsonl"), text, "remark")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in exported():
                table = model._meta.db_table
                sql = f"SELECT setval(pg_get_serial_sequence(%s, 'id'), MAX(id)) FROM {table} HAVING MAX(id) > 0"  # noqa: S608
                if not model._meta.pk.is_relation:
                    cursor.execute(sql, [table])


def undo(ids: dict[str, list[int]], removal: Removal) -> None:
    """Take rows away, those that point to others first. Where others listen to what goes, they are told."""
    for model in reversed(exported()):
        table = model._meta.db_table
        for part in bulk.chunks(ids.get(table, []), 300):
            with transaction.atomic():
                if post_delete.has_listeners(model):
                    model._base_manager.filter(pk__in=part).delete()
                    removal.forget(table, part)
                else:
                    removal.remove(model._meta.label, part)
            leave_room()
