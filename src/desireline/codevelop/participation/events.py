from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParticipantChanged:
    """Somebody was invited, applied, joined, declined, left or was refused; `state` is the new one."""

    participant: int
    project: int
    person: int
    state: str
    by: int | None


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn:
    """A participant took a consent back: hide from now on what was kept because of it."""

    participant: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    participant: int
    purpose: str


@dataclass(frozen=True, slots=True)
class BetaAccessChanged:
    """Somebody may use a beta from now on, or no longer."""

    cohort: int
    person: int
    added: bool
