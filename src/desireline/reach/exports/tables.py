"""Which tables an export holds. New tables of the rooms are in it by themselves, unless they are named here."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps

ROOMS = ("engines", "people", "futures", "listen", "understand")
ALSO = ("account.EmailAddress",)
LEFT = {
    "people.Invitation": "its links are secrets, and it runs out",
    "people.Notice": "what people were told is theirs, and part of their own export",
    "listen.AccountSupport": "counted anew from the votes",
    "listen.Impression": "summed up on each idea: seen, seen_votes, exposure",
    "listen.OrderVersion": "drawn anew",
    "listen.OrderSlice": "drawn anew",
    "listen.BoardCloseness": "learnt anew from the judgements",
    "listen.TwinSweep": "how far this instance has looked",
    "understand.ThemeRun": "how long this instance took",
    "understand.ThemeTurn": "who is at work on this instance",
    "understand.LeadScore": "scored anew every night",
    "understand.LeadRun": "how long this instance took",
    "listen.BulkAction": "only for an undo within minutes",
    "listen.TagChange": "only for an undo, by ids of this instance",
}
COLUMNS_LEFT = {"password", "lock"}


def exported() -> list[Any]:
    """Models, those that others point to first."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    models = [model for model in models if model._meta.label not in LEFT and not _engine_own(model)]
    models += [apps.get_model(name) for name in ALSO]
    graph = {
        model: {target for target, _column in references(model) if target in models and target is not model}
        for model in models
    }
    return list(TopologicalSorter(graph).static_order())


def _engine_own(model: Any) -> bool:
    """The engines' own tables are made from the others, but for files."""
    return bool(model._meta.app_label == "engines" and model._meta.label != "engines.StoredFile")


def references(model: Any) -> list[tuple[Any, str]]:
    """The tables that a row points to, with the column."""
    return [(field.related_model, field.column) for field in model._meta.concrete_fields if field.is_relation]


def columns(model: Any) -> list[Any]:
    """The columns that are written, without secrets."""
    return [field for field in model._meta.concrete_fields if field.column not in COLUMNS_LEFT]
