"""How much is made together with customers, and how long it takes from an idea to its release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from desireline.codevelop.participation.api import Participant
from desireline.codevelop.projects.api import Project, ProjectOrigin
from desireline.codevelop.work.api import Answer
from desireline.kit.registry import Registry
from desireline.people.roles.api import STAFF
from desireline.prove.portfolio.api import Row, counted, rows
from desireline.prove.scorecard.facts import Fact, days
from desireline.prove.scorecard.measure import Named, Scope, upto
from desireline.prove.scorecard.spans import Span

FOLLOWED = 24  # months back from the end, in which a project began

Since = Callable[[Any], Iterable[tuple[int, datetime]]]
TOGETHER: Registry[Since] = Registry("way in which customers take part in a project")
"""`since(projects)` gives (project, moment) for customers who took part in any of the projects of a queryset."""


def read(scope: Scope) -> list[Row]:
    """The projects that count for who asks: confidential ones for their members and for stewards alone."""
    return rows(scope.person)


def from_ideas(projects: Any) -> Iterable[tuple[int, datetime]]:
    """It grew out of an idea that was not one of our own people's."""
    found = ProjectOrigin.objects.filter(project__in=projects.values("pk"), idea__isnull=False)
    return _first(found.exclude(idea__author__role__in=STAFF), "project_id", "at")


def from_themes(projects: Any) -> Iterable[tuple[int, datetime]]:
    """It grew out of what customers say over and over."""
    found = ProjectOrigin.objects.filter(project__in=projects.values("pk"), theme__isnull=False)
    return _first(found, "project_id", "at")


def from_answers(projects: Any) -> Iterable[tuple[int, datetime]]:
    """Customers answered a question of it."""
    rows = Answer.objects.filter(question__project__in=projects.order_by().values("pk"), person__isnull=False)
    return _first(rows.exclude(person__role__in=STAFF), "question__project_id", "at")


def from_participants(projects: Any) -> Iterable[tuple[int, datetime]]:
    """Customers joined it."""
    rows = Participant.objects.filter(project__in=projects.order_by().values("pk"), since__isnull=False)
    return _first(rows.exclude(person__role__in=STAFF), "project_id", "since")


def _first(rows: Any, project: str, at: str) -> Iterable[tuple[int, datetime]]:
    """The first moment for each project."""
    found: Iterable[tuple[int, datetime]] = (
        rows.order_by().values(project).annotate(first=Min(at)).values_list(project, "first")
    )
    return found


def since_together(scope: Scope) -> dict[int, datetime]:
    """By project, since when customers have had a part in it."""
    found: dict[int, datetime] = {}
    projects = counted(scope.person)
    for way in TOGETHER:
        for project, at in way(projects):
            found[project] = min(found.get(project, at), at)
    return found


def made_together(scope: Scope, span: Span) -> Sequence[Fact]:
    """Projects that were under way at some time in these months, and whether customers had a part in them by then."""
    start, end, together = span.start, upto(scope, span), scope.once(since_together)
    return [
        Fact(row.pk, row.created, row.pk in together and together[row.pk] < end, about=row.pk)
        for row in scope.once(read)
        if row.created < end and (row.live or row.moved >= start)
    ]


def first_ideas(scope: Scope) -> dict[int, datetime]:
    """By project, when the first idea was posted that it grew out of, also through a theme."""
    origins = ProjectOrigin.objects.filter(project__in=counted(scope.person).values("pk")).order_by()
    found: dict[int, datetime] = {}
    for project, idea, said in origins.values_list("project_id").annotate(
        Min("idea__created"), Min("texts__idea__created")
    ):
        moments = [at for at in (idea, said, found.get(project)) if at]
        if moments:
            found[project] = min(moments)
    return found


def released(scope: Scope, span: Span) -> Sequence[Fact]:
    """Projects that began in the months looked at: days from their first idea until release, or as far as known."""
    end, ideas, found = upto(scope, span), scope.once(first_ideas), []
    start = span.since(FOLLOWED)
    for row in scope.once(read):
        if not start <= row.created < end:
            continue
        over = None if row.live else row.moved
        since = min(ideas.get(row.pk, row.created), row.created)
        last = min(over or end, end)
        there = row.state == Project.State.RELEASED and over is not None and over < end
        found.append(Fact(row.pk, row.created, there, days(since, last), row.pk, end=over))
    return found


def named(scope: Scope, facts: Sequence[Fact]) -> dict[int, Named]:
    """Projects by their titles; only those that who asks may see."""
    found = {row.pk: row for row in scope.once(read)}
    states = {
        "active": _("In progress"), "held": _("On hold"), "released": _("Released"), "stopped": _("Stopped"),
    }  # fmt: skip
    return {
        fact.key: Named(
            found[fact.about].title,
            reverse("project", args=[found[fact.about].slug]),
            states[found[fact.about].state],
        )
        for fact in facts
        if fact.about in found
    }
