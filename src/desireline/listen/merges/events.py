from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """An idea was joined to another (its root). Counters of both are right when this is published."""

    merge_id: int
    source_id: int
    target_id: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A merge was undone: the source stands by itself again."""

    merge_id: int
    source_id: int
    target_id: int
    by: int | None
