"""What counts as an unbroken line, and what shares say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Break(StrEnum):
    """Where the line from a project to a customer breaks, what is worst first."""

    OUTCOME_ARCHIVED = "outcome_archived"
    FUTURE_ARCHIVED = "future_archived"
    FUTURE_UNPUBLISHED = "future_unpublished"
    UNHEARD = "unheard"


def where_broken(
    *, outcome_archived: bool, future_archived: bool, future_published: bool, heard: bool
) -> Break | None:
    """A line is unbroken where the outcome stands, its future is published and stands, and customers spoke for it."""
    if outcome_archived:
        return Break.OUTCOME_ARCHIVED
    if future_archived:
        return Break.FUTURE_ARCHIVED
    if not future_published:
        return Break.FUTURE_UNPUBLISHED
    return None if heard else Break.UNHEARD


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many projects, and person-days, have an unbroken line. `unknown` projects have no effort noted."""

    projects: int
    unbroken: int
    days: int
    unbroken_days: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Of projects, 0 to 1; None without any."""
        return self.unbroken / self.projects if self.projects else None

    @property
    def share_of_effort(self) -> float | None:
        """Of the person-days that are noted, 0 to 1; None where none are."""
        return self.unbroken_days / self.days if self.days else None


def coverage(lines: Iterable[tuple[bool, int | None]]) -> Coverage:
    """Counted from (unbroken, person-days or None) of each project."""
    rows = list(lines)
    return Coverage(
        projects=len(rows),
        unbroken=sum(whole for whole, _days in rows),
        days=sum(days or 0 for _whole, days in rows),
        unbroken_days=sum(days or 0 for whole, days in rows if whole),
        unknown=sum(days is None for _whole, days in rows),
    )
