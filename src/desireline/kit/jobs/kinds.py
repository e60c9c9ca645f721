"""The kinds of jobs that features declare, and which of them come round by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from desireline.kit.jobs.progress import Progress
from desireline.kit.registry import Registry

Handler = Callable[[dict[str, Any], Progress], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """What runs for a job. `long` kinds have a lane of their own, so that mail does not wait for an import."""

    name: str
    run: Handler
    retries: int
    long: bool
    label: Any


@dataclass(frozen=True, slots=True)
class Period:
    kind: str
    minutes: int


class Companion(Protocol):
    """A thread that works beside the jobs for as long as the worker lives."""

    def start(self) -> None: ...

    def stop(self) -> None:
        """Come to an end, within seconds."""
        ...


KINDS: Registry[Kind] = Registry("job")
COMPANIONS: Registry[Callable[[], Companion]] = Registry("companion of the worker")
PERIODS: Registry[Period] = Registry("periodic job")


def job(kind: str, *, label: Any, retries: int = 5, long: bool = False) -> Callable[[Handler], Handler]:
    """Decorator: the function runs for jobs of this kind. It must bear to be run twice (a worker may die after it).

    `label` (a lazy translation) is its name on the page of jobs.
    """

    def register(function: Handler) -> Handler:
        KINDS.add(kind, Kind(kind, function, retries, long, label))
        return function

    return register


def every(kind: str, *, minutes: int) -> None:
    """The worker runs this kind again `minutes` after it last finished."""
    PERIODS.add(kind, Period(kind, minutes))
