"""The scorecard as one person sees it: each number, what it was before, and its year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desireline.prove.scorecard.facts import Value
from desireline.prove.scorecard.keeping import kept_values
from desireline.prove.scorecard.measure import MEASURES, Measure, Scope
from desireline.prove.scorecard.spans import Span
from desireline.prove.scorecard.words import GROUPS

AGAINST = ("before", "year")


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure with its number, the one it is compared with, its twelve points, and since when it is known."""

    measure: Measure
    value: Value
    before: Value
    trend: Sequence[tuple[Span, Value]]
    at: datetime | None


def compared(span: Span, against: str) -> Span:
    """The span to compare with: the one just before, or the same a year earlier."""
    return span.back(12 if against == "year" else span.months)


def readings(scope: Scope, span: Span, *, against: str = "before") -> list[Reading]:
    """Every measure, in the order of the page. Those that take long come from what the night kept."""
    kept = kept_values(scope, span)
    found = []
    for measure in ordered():
        if scope.segment and not measure.of_people:
            continue
        known, at = kept.get(measure.key, ({}, None))
        spans = [*span.trend(), compared(span, against)]
        values = [known[one.last] if one.last in known else measure.compute(scope, one) for one in spans]
        trend = list(zip(spans[:-1], values[:-1], strict=True))
        found.append(Reading(measure, trend[-1][1], values[-1], trend, at if span.last in known else None))
    return found


def ordered() -> list[Measure]:
    places = {group: place for place, group in enumerate(GROUPS)}
    return sorted(MEASURES, key=lambda one: (places.get(one.group, len(places)), one.order, one.key))


def grouped(found: Sequence[Reading]) -> list[tuple[Any, list[Reading]]]:
    """By the groups of the page; a group that nobody knows stands last under its own name."""
    groups: dict[str, list[Reading]] = {}
    for one in found:
        groups.setdefault(one.measure.group, []).append(one)
    return [(GROUPS.get(group, group), rows) for group, rows in groups.items()]
