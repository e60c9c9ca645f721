"""Rows that belong to confidential projects. An export leaves them out, unless a steward says otherwise.

Nothing here names a table that hangs on projects: they are found by their foreign keys, however many steps away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Q

from desireline.reach.exports.tables import exported, references, topics

Rows = dict[str, set[int]]
PROJECT = "codevelop.Project"
# What projects point to and others may use as well: it goes where nobody else uses it. With what is part of it.
USED: dict[str, tuple[Q, frozenset[str]]] = {
    "engines.StoredFile": (Q(), frozenset()),
    "people.Audience": (Q(kind__in=["segment", "named"]), frozenset({"people.AudienceMember"})),
}
_PART = 500


def rows() -> Rows:
    """By table, the ids of all rows that hang on a confidential project, with files and audiences of theirs alone."""
    models = exported()
    held: Rows = {model._meta.db_table: set() for model in models}
    project = apps.get_model(PROJECT)
    secret = project._base_manager.filter(confidential=True)
    held[project._meta.db_table] = set(secret.values_list("pk", flat=True))
    if not held[project._meta.db_table]:
        return {}
    grow(held, models)
    for label, (which, parts) in USED.items():
        target = apps.get_model(label)
        held[target._meta.db_table] |= _only_theirs(target, which, parts, held)
    grow(held, models)
    held["people_subscription"] |= _followed(held)
    return {table: found for table, found in held.items() if found}


def hanging() -> set[str]:
    """The tables from which foreign keys lead to a project, and that of projects."""
    found = {apps.get_model(PROJECT)._meta.db_table}
    pairs = [
        (model._meta.db_table, target._meta.db_table)
        for model in exported()
        for target, _ in references(model)
    ]
    while more := {table for table, target in pairs if target in found} - found:
        found |= more
    return found


def grow(held: Rows, models: list[Any]) -> None:
    """What points to what is held is held as well."""
    more = True
    while more:
        more = False
        for model in models:
            here = held[model._meta.db_table]
            for target, column in references(model):
                pointed = held.get(target._meta.db_table)
                found = _pointing(model, column, pointed) - here if pointed else set()
                here |= found
                more = more or bool(found)


def _pointing(model: Any, column: str, to: Collection[int]) -> set[int]:
    found: set[int] = set()
    for part in _parts(to):
        found.update(
            model._base_manager.filter(**{f"{_name(model, column)}__in": part}).values_list("pk", flat=True)
        )
    return found


def _only_theirs(target: Any, which: Q, parts: Collection[str], held: Rows) -> set[int]:
    """Rows of `target` that rows which are held point to, and no others."""
    theirs: set[int] = set()
    others: set[int] = set()
    for model in apps.get_models(include_auto_created=True):
        for pointed, column in references(model) if model._meta.label not in parts else ():
            if pointed is target:
                name, here = _name(model, column), held.get(model._meta.db_table, set())
                pairs = model._base_manager.exclude(**{name: None}).values_list("pk", name)
                for pk, to in pairs.iterator(2000):
                    (theirs if pk in here else others).add(to)
    found = target._base_manager.filter(which)
    return {
        pk
        for part in _parts(theirs - others)
        for pk in found.filter(pk__in=part).values_list("pk", flat=True)
    }


def _followed(held: Rows) -> set[int]:
    """Who follows a thing is told by its name and number: `project:12`."""
    tables = topics()
    subscriptions = apps.get_model("people.Subscription")._base_manager.filter(topic__contains=":")
    found = set()
    for pk, topic in subscriptions.values_list("pk", "topic").iterator(2000):
        kind, _, number = topic.partition(":")
        if number.isdigit() and int(number) in held.get(tables.get(kind, ""), ()):
            found.add(pk)
    return found


def _name(model: Any, column: str) -> str:
    return next(str(field.attname) for field in model._meta.concrete_fields if field.column == column)


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    listed = sorted(ids)
    for start in range(0, len(listed), _PART):
        yield listed[start : start + _PART]
