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
