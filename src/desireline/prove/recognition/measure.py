"""The measure of the outcome before and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desireline.kit.pages.numbers import number
from desireline.prove.recognition.models import Release


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, in words; empty where it is not known. `on` is when it was measured last."""

    name: str
    unit: str
    before: str
    after: str
    target: str
    on: date | None
    reached: bool


def measure_of(release: Release) -> Measure | None:
    """None where the outcome has no measure, or nothing is known of it."""
    outcome = release.project.outcome
    if not outcome.measure or (release.before is None and release.after is None):
        return None
    return Measure(
        name=outcome.measure,
        unit=outcome.unit,
        before=_amount(release.before),
        after=_amount(release.after),
        target=_amount(outcome.target),
        on=release.measured,
        reached=_reached(release.before, release.after, outcome.target),
    )


def _amount(value: float | None) -> str:
    if value is None:
        return ""
    return number(value, 0 if value == int(value) else 1)


def _reached(before: float | None, after: float | None, target: float | None) -> bool:
    """Whether it is now where it should be, seen from where it was."""
    if before is None or after is None or target is None:
        return False
    return after <= target if target < before else after >= target
