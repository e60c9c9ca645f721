"""Parts of the outcome page that upper rooms bring."""

from __future__ import annotations

from collections.abc import Callable

from desireline.futures.outcomes.models import DesiredOutcome
from desireline.kit.pages.panels import Panel, panels_of
from desireline.kit.registry import Registry
from desireline.people.identity.api import Person

__all__ = ["OUTCOME_PANELS", "Panel", "panels_for"]

OUTCOME_PANELS: Registry[Callable[[DesiredOutcome, Person | None], Panel | None]] = Registry("outcome panel")


def panels_for(outcome: DesiredOutcome, person: Person | None) -> list[Panel]:
    """The panels for this reader, in their order."""
    return panels_of(OUTCOME_PANELS, outcome, person)
