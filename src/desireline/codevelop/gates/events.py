from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GateDecided:
    """Decided at a gate. `stage` is where the project was; `to` is None where it ended, `state` what it is now."""

    decision: int
    project: int
    stage: int
    verdict: str
    to: int | None
    state: str
    by: int


@dataclass(frozen=True, slots=True)
class GateUndone:
    """A decision was taken back: what followed from it should be, too."""

    decision: int
    project: int
    by: int
