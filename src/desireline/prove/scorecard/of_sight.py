"""What has a line to a customer, and where effort goes: as things stand, and as they stood at the end of each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from desireline.futures.outcomes.api import DesiredOutcome
from desireline.prove.portfolio.api import counted
from desireline.prove.scorecard.facts import Fact
from desireline.prove.scorecard.measure import Named, Scope, live
from desireline.prove.scorecard.models import OutcomeMonth, ProjectMonth
from desireline.prove.scorecard.of_projects import since_together
from desireline.prove.scorecard.spans import Span
from desireline.prove.sight.api import traced

UNSAID = -1


def now(scope: Scope) -> list[Fact]:
    """Projects in the making: unbroken lines are hits, person-days the weight (UNSAID where nobody said)."""
    return [
        _fact(one.project.pk, one.project.created, one.broken is None, one.days)
        for one in traced(scope.person)
    ]


def _fact(pk: int, created: datetime, hit: bool, days: int | None) -> Fact:
    return Fact(pk, created, hit, UNSAID if days is None else days, pk)


def together(scope: Scope) -> list[Fact]:
    since = scope.once(since_together)
    return [fact._replace(hit=fact.about in since) for fact in scope.once(now)]


def kept(scope: Scope) -> dict[int, list[tuple[Fact, bool]]]:
    """By month, what was noted of the projects that who asks may see."""
    months = ProjectMonth.objects.filter(project__in=counted(scope.person).values("pk"))
    found: dict[int, list[tuple[Fact, bool]]] = {}
    for month, pk, created, unbroken, shared, effort in months.values_list(
        "month", "project_id", "project__created", "unbroken", "together", "days"
    ):
        fact = _fact(pk, created, unbroken, effort)
        found.setdefault(month.year * 12 + month.month - 1, []).append((fact, shared))
    return found


def lines(scope: Scope, span: Span) -> Sequence[Fact]:
    if live(scope, span):
        return scope.once(now)
    return [fact for fact, _shared in scope.once(kept).get(span.last, ())]


def lines_of_effort(scope: Scope, span: Span) -> Sequence[Fact]:
    """Only projects that say what they take."""
    return [fact for fact in lines(scope, span) if fact.weight >= 0]


def effort_together(scope: Scope, span: Span) -> Sequence[Fact]:
    if live(scope, span):
        return [fact for fact in scope.once(together) if fact.weight >= 0]
    rows = scope.once(kept).get(span.last, ())
    return [fact._replace(hit=shared) for fact, shared in rows if fact.weight >= 0]


def scenarios_now(scope: Scope) -> list[Fact]:
    seen = DesiredOutcome.objects.visible_to(scope.person).order_by()
    rows = seen.annotate(number=Count("scenarios")).filter(number__gt=0)
    return [
        Fact(pk, at, weight=number, about=pk)
        for pk, at, number in rows.values_list("pk", "created", "number")
    ]


def scenarios_kept(scope: Scope) -> dict[int, list[Fact]]:
    seen = DesiredOutcome.objects.visible_to(scope.person).values("pk")
    found: dict[int, list[Fact]] = {}
    for month, pk, created, number in OutcomeMonth.objects.filter(outcome__in=seen).values_list(
        "month", "outcome_id", "outcome__created", "scenarios"
    ):
        fact = Fact(pk, created, weight=number, about=pk)
        found.setdefault(month.year * 12 + month.month - 1, []).append(fact)
    return found


def scenarios(scope: Scope, span: Span) -> Sequence[Fact]:
    """Outcomes with customer scenarios, and how many each has."""
    return scope.once(scenarios_now) if live(scope, span) else scope.once(scenarios_kept).get(span.last, [])


def outcomes_named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    rows = DesiredOutcome.objects.visible_to(scope.person).filter(pk__in=[fact.about for fact in facts])
    found = {
        pk: Named(said, reverse("outcome", args=[slug]))
        for pk, said, slug in rows.values_list("pk", "statement", "slug")
    }
    return {fact.key: found[fact.about] for fact in facts if fact.about in found}
