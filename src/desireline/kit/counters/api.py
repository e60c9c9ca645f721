"""Counters are kept in the transaction that changes what they count. A recount proves them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from desireline.kit.jobs.api import Progress
from desireline.kit.registry import Registry

__all__ = ["COUNTERS", "Counter", "recount_all"]

BATCH = 500


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter, or a few that are counted together.

    `model` is the table whose rows carry it. `recount(ids)` counts these rows anew, mends what is wrong in a
    transaction of its own, and says how many rows were wrong.
    """

    label: Any
    model: type[models.Model]
    recount: Callable[[Iterable[int]], int]


COUNTERS: Registry[Counter] = Registry("counter")


def _ids(model: type[models.Model], after: int) -> list[int]:
    rows = model._base_manager.filter(pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def recount_all(progress: Progress) -> dict[str, tuple[int, int]]:
    """Count everything anew, batch by batch, while the instance is used: per counter the rows seen and those mended."""
    found: dict[str, tuple[int, int]] = {}
    for name in COUNTERS.names():
        counter, after, seen, wrong = COUNTERS[name], 0, 0, 0
        while batch := _ids(counter.model, after):
            wrong += counter.recount(batch)
            seen, after = seen + len(batch), batch[-1]
            progress.step(seen, note=counter.label)
        found[name] = (seen, wrong)
    return found
