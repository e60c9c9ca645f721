"""Which projects have an unbroken line to a customer outcome, and where it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from desireline.codevelop.projects.api import Project
from desireline.futures.outcomes.api import Attainment, DesiredOutcome, Rating
from desireline.people.identity.api import Person
from desireline.people.roles.api import STAFF
from desireline.prove.portfolio.models import ProjectCase
from desireline.prove.sight.rules import Break, where_broken

LIVE = (Project.State.ACTIVE, Project.State.HELD)


@dataclass(frozen=True, slots=True)
class Traced:
    """A project and where its line breaks, or None. `days`: effort in person-days, None where nobody said."""

    project: Project
    broken: Break | None
    days: int | None


def heard(outcomes: Iterable[int]) -> set[int]:
    """Those of the outcomes that a customer rated or reached."""
    ratings = Rating.objects.filter(outcome=OuterRef("pk")).exclude(person__role__in=STAFF)
    reached = Attainment.objects.filter(outcome=OuterRef("pk")).exclude(person__role__in=STAFF)
    rows = DesiredOutcome.objects.filter(pk__in=list(outcomes)).order_by()
    return set(rows.filter(Exists(ratings) | Exists(reached)).values_list("pk", flat=True))


def traced(person: Person | None) -> list[Traced]:
    """All projects that the person may see and that are neither stopped nor released. Three queries."""
    return standing(Project.objects.visible_to(person).filter(state__in=LIVE))


def standing(rows: QuerySet[Project]) -> list[Traced]:
    """These projects, whoever may see them: for jobs that keep figures. Three queries."""
    projects = list(rows.select_related("outcome__future", "stage", "owner").order_by("id"))
    voices = heard({project.outcome_id for project in projects})
    days = effort([project.pk for project in projects])
    return [Traced(one, _broken(one, voices), days.get(one.pk)) for one in projects]


def trace(project: Project) -> Break | None:
    """Where the line of one project breaks. One query, and those for its outcome and future."""
    return _broken(project, heard([project.outcome_id]))


def _broken(project: Project, voices: set[int]) -> Break | None:
    outcome = project.outcome
    future = outcome.future
    return where_broken(
        outcome_archived=outcome.archived is not None,
        future_archived=future.archived is not None,
        future_published=future.published is not None,
        heard=outcome.pk in voices,
    )


def effort(projects: Sequence[int]) -> dict[int, int]:
    """Person-days by project, of those where somebody said: planned in all, or spent if that is more."""
    rows = ProjectCase.objects.filter(project__in=projects)
    found = {}
    for project, planned, spent in rows.values_list("project_id", "days_planned", "days_spent"):
        if planned or spent:
            found[project] = max(planned or 0, spent)
    return found
