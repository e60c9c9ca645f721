"""Parts of the outcome page that upper rooms bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desireline.futures.outcomes.models import DesiredOutcome
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person


@dataclass(frozen=True, slots=True)
class Panel:
    """A template that is included with `panel` as its context; `order` sorts the panels."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 50


OUTCOME_PANELS: Registry[Callable[[DesiredOutcome, Person | None], Panel | None]] = Registry("outcome panel")


def panels_for(outcome: DesiredOutcome, person: Person | None) -> list[Panel]:
    found = [make(outcome, person) for make in OUTCOME_PANELS]
    return sorted((panel for panel in found if panel), key=lambda panel: panel.order)
