"""Which tables an export holds. New tables of the rooms are in it by themselves, unless they are named here."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps

ROOMS = ("engines", "people", "futures", "listen", "understand", "codevelop", "guide", "prove")
ALSO = ("account.EmailAddress",)
LEFT = {
    "engines.TextVector": "counted anew from the texts",
    "engines.SearchChange": "search is made anew",
    "engines.SearchIndex": "search is made anew",
    "engines.SearchMaking": "search is made anew",
    "people.Invitation": "its links are secrets, and it runs out",
    "people.Notice": "what people were told is theirs, and part of their own export",
    "listen.AccountSupport": "counted anew from the votes",
    "listen.Impression": "summed up on each idea: seen, seen_votes, exposure",
    "listen.OrderVersion": "drawn anew",
    "listen.OrderSlice": "drawn anew",
    "listen.BoardCloseness": "learnt anew from the judgements",
    "listen.TwinSweep": "how far this instance has looked",
    "listen.BulkAction": "only for an undo within minutes",
    "listen.TagChange": "only for an undo, by ids of this instance",
    "understand.ThemeRun": "how long this instance took",
    "understand.ThemeTurn": "who is at work on this instance",
    "understand.LeadScore": "scored anew every night",
    "understand.LeadRun": "how long this instance took",
    "codevelop.MapReader": "who looks at a map just now",
    "guide.AccountLook": "who looked at what, on this instance",
    "guide.CustomerLink": "decides what people see of the sources of this instance",
    "guide.CardSet": "brought anew from its source",
    "guide.ConnectedCard": "brought anew from its source",
    "guide.FigureSet": "brought anew from its source",
    "guide.AccountFigures": "brought anew from their source",
    "guide.SourceRun": "what this instance fetched",
    "guide.SearchAsked": "what was searched is kept for weeks, apart from who asked; it has a file of its own",
    "guide.SearchEvent": "what was searched is kept for weeks, apart from who asked; it has a file of its own",
    "prove.GivenMonth": "computed anew every night",
    "prove.KeptSeries": "computed anew every night",
    "kit.Option": "written by itself as `kit_option`, what is declared alone",
    "kit.Job": "the work of this instance",
    "kit.Bucket": "counts the requests of the last minutes",
    "kit.Stamp": "tells this instance what is fresh",
    "reach.Export": "exports of this instance",
    "reach.ImportBatch": "what this instance took in, by its own ids",
    "reach.ImportProblem": "what this instance took in, by its own ids",
    "reach.Imported": "what this instance took in, by its own ids",
    "reach.ImportedVote": "what this instance took in, by its own ids",
    "reach.ImportedChange": "what this instance took in, by its own ids",
    "reach.ColumnMapping": "how people here read their files",
    "auth.Permission": "roles are code",
    "auth.Group": "roles are code",
    "auth.Group_permissions": "roles are code",
    "contenttypes.ContentType": "made by every instance for itself",
    "sessions.Session": "who is signed in is a secret",
    "account.EmailConfirmation": "its links are secrets",
    "mfa.Authenticator": "keys of sign-in are secrets",
}
TOPICS = {"outcome": "futures_desiredoutcome"}  # all others are called as their model is
SECRET = re.compile(r"(^|_)(password|token|secret|hash|lock|nonce|otp)s?(_|$)")


def exported() -> list[Any]:
    """Models, those that others point to first."""
    models = [
        model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)
    ]
    models = [model for model in models if not left(model)]
    models += [apps.get_model(name) for name in ALSO]
    graph = {
        model: {target for target, _column in references(model) if target in models and target is not model}
        for model in models
    }
    return list(TopologicalSorter(graph).static_order())


def left(model: Any) -> str:
    """Why a table is not in an export, "" for one that is. A row that is nothing without its secret is one itself."""
    secret = any(_secret(field) and field.unique and not field.null for field in model._meta.concrete_fields)
    return LEFT.get(model._meta.label) or ("its rows are secrets" if secret else "")


def references(model: Any) -> list[tuple[Any, str]]:
    """The tables that a row points to, with the column."""
    return [(field.related_model, field.column) for field in model._meta.concrete_fields if field.is_relation]


def columns(model: Any) -> list[Any]:
    """The columns that are written, without secrets."""
    return [field for field in model._meta.concrete_fields if not _secret(field)]


def topics() -> dict[str, str]:
    """The table that a topic speaks of: `project` in `project:12`."""
    return {model._meta.model_name: model._meta.db_table for model in exported()} | TOPICS


def _secret(field: Any) -> bool:
    return bool(SECRET.search(field.column))
