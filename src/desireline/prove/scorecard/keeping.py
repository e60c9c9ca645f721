"""What the night keeps: numbers that take long, and how things stand that nobody can count afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from desireline.codevelop.projects.api import Project
from desireline.futures.outcomes.api import CustomerScenario
from desireline.kit.jobs.api import leave_room
from desireline.people.audiences.api import Audience
from desireline.prove.scorecard.facts import Value
from desireline.prove.scorecard.given import keep_given
from desireline.prove.scorecard.measure import MEASURES, Scope
from desireline.prove.scorecard.models import KeptSeries, OutcomeMonth, ProjectMonth
from desireline.prove.scorecard.of_projects import TOGETHER
from desireline.prove.scorecard.people import given, members
from desireline.prove.scorecard.spans import LENGTHS, Span, first_day
from desireline.prove.sight.api import standing

DAILY = timedelta(hours=20)
KEPT = 25  # months: a year of points for each of the last twelve, and what they are compared with
BATCH = 1000


def renew_when_due() -> int:
    """Once a day. How many series were made."""
    newest = KeptSeries.objects.order_by("-at").first()
    if newest is not None and newest.at > timezone.now() - DAILY and newest.last == Scope(None).month:
        return 0
    note_month()
    return renew()


def renew(*, tell: Callable[[int, int], None] | None = None) -> int:
    """Every number that is the same for all who may see it: for all customers and for each segment."""
    start, now = timezone.now(), timezone.now()
    segments = list(
        Audience.objects.filter(kind=Audience.Kind.SEGMENT).order_by("pk").values_list("pk", flat=True)
    )
    wanted = [one for one in MEASURES if one.shared]
    everybody = Scope(None, now=now)
    keep_given(everybody.once(given))
    done = 0
    for segment in (0, *segments):
        scope = everybody.about(segment, members(segment)) if segment else everybody
        for months in LENGTHS:
            values: dict[str, dict[str, Any]] = {one.key: {} for one in wanted}
            for span in _back(scope, months):  # span by span: measures share what they read of one
                for one in wanted:
                    values[one.key][str(span.last)] = _flat(one.compute(scope, span))
                leave_room()
            for key, found in values.items():
                KeptSeries.objects.update_or_create(
                    key=key, months=months, segment=segment,
                    defaults={"last": scope.month, "values": found, "at": now},
                )  # fmt: skip
                done += 1
            if tell:
                tell(done, len(wanted) * len(LENGTHS) * (1 + len(segments)))
    KeptSeries.objects.filter(at__lt=start).delete()
    return done


def _back(scope: Scope, months: int) -> list[Span]:
    return [Span(scope.month - ago, months) for ago in range(KEPT)]


def _flat(value: Value) -> list[Any]:
    return list(asdict(value).values())


def kept_values(scope: Scope, span: Span) -> dict[str, tuple[dict[int, Value], datetime]]:
    """By measure, the numbers that were kept for spans of this length, and when. One query.

    In a new month, until they are made anew, those of the month before, without the month that was not over then.
    """
    recent = (scope.month - 1, scope.month)
    rows = KeptSeries.objects.filter(months=span.months, segment=scope.segment or 0, last__in=recent)
    return {
        row.key: (
            {
                int(month): Value(*flat)
                for month, flat in row.values.items()
                if row.last == scope.month or int(month) < row.last
            },
            row.at,
        )
        for row in rows
    }


def kept_by_segment(key: str, scope: Scope, span: Span) -> tuple[dict[int, Value], datetime | None]:
    """The number of a measure for one span by segment (0: all customers), and when it was kept. One query."""
    rows = KeptSeries.objects.filter(key=key, months=span.months, last=scope.month)
    found, at = {}, None
    for row in rows:
        if str(span.last) in row.values:
            found[row.segment], at = Value(*row.values[str(span.last)]), row.at
    return found, at


@transaction.atomic
def note_month(now: datetime | None = None) -> int:
    """Note how every project in the making stands, and which scenarios there are: for the month that runs.

    Once the month is over nothing writes to it any more, so that no past number changes in silence.
    """
    scope = Scope(None, now=now or timezone.now())
    month, at = first_day(scope.month), scope.now
    projects = Project.objects.filter(state__in=[Project.State.ACTIVE, Project.State.HELD])
    shared = {project for way in TOGETHER for project, _at in way(projects)}
    rows = [
        ProjectMonth(
            project_id=one.project.pk, month=month, unbroken=one.broken is None,
            together=one.project.pk in shared, days=one.days, at=at,
        )
        for one in standing(projects)
    ]  # fmt: skip
    ProjectMonth.objects.filter(month=month).delete()
    ProjectMonth.objects.bulk_create(rows, batch_size=BATCH)
    counts: dict[int, int] = {}
    for outcome in CustomerScenario.objects.values_list("outcome_id", flat=True):
        counts[outcome] = counts.get(outcome, 0) + 1
    OutcomeMonth.objects.filter(month=month).delete()
    OutcomeMonth.objects.bulk_create(
        (OutcomeMonth(outcome_id=pk, month=month, scenarios=number, at=at) for pk, number in counts.items()),
        batch_size=BATCH,
    )
    return len(rows)
