"""Kinds of our own export that have no neutral form: each is taken by who registered for it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from desireline.kit.registry import Registry
from desireline.reach.imports.bringing.context import Run
from desireline.reach.imports.records import ExtraRecord
from desireline.reach.imports.words import Place, say

Taker = Callable[[Run, list[ExtraRecord]], None]
TAKERS: Registry[Taker] = Registry("kind of an export")


def write(to: Run, records: list[ExtraRecord]) -> None:
    """In the order of the file, kind by kind."""
    for kind, rows in groupby(records, key=lambda record: record.kind):
        held = list(rows)
        taker = TAKERS.get(kind)
        if taker is not None:
            taker(to, held)
        elif kind not in to.memory.setdefault("strange", set()):
            to.memory["strange"].add(kind)
            to.say(Place(f"data/{kind}.jsonl"), say("This version knows no “{kind}”.", kind=kind), False)
