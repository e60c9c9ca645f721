from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutcomeRated:
    outcome: int
    person: int


@dataclass(frozen=True, slots=True)
class OutcomeReached:
    outcome: int
    person: int


@dataclass(frozen=True, slots=True)
class OutcomeWorded:
    """An outcome is new, or its statement, measure or target changed."""

    outcome: int
    new: bool
    by: int
