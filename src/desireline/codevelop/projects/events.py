from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProjectStarted:
    project: int
    by: int | None


@dataclass(frozen=True, slots=True)
class ProjectMoved:
    """A project came to another stage or state; `stage` is None once it has ended. Also when a decision is undone."""

    project: int
    stage: int | None
    state: str
    by: int | None


@dataclass(frozen=True, slots=True)
class ProjectChanged:
    """Its words, its people, its origins, or who may see it."""

    project: int
    by: int | None
