"""What other features hear about votes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["VoteCast", "VoteTaken"]


@dataclass(frozen=True, slots=True)
class VoteCast:
    """A person supports an idea (again with another `how_much`: not `new`). `by` cast it on their behalf."""

    idea_id: int
    board_id: int
    person_id: int
    how_much: int
    new: bool
    by: int | None = None


@dataclass(frozen=True, slots=True)
class VoteTaken:
    """A person took their support back."""

    idea_id: int
    board_id: int
    person_id: int
