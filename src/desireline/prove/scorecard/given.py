"""What each customer gave, month by month, kept by the night: one table in place of all that was ever said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max, Min, Q, Sum

from desireline.people.roles.api import STAFF
from desireline.prove.scorecard.facts import Fact
from desireline.prove.scorecard.measure import Scope, upto
from desireline.prove.scorecard.models import GivenMonth
from desireline.prove.scorecard.spans import Span, begin, month_of

BATCH, CHUNK = 1000, 500


@transaction.atomic
def keep_given(found: Mapping[int, Mapping[int, int]]) -> int:
    """Make the table say what was found: by customer and month, how much. Returns how many rows changed."""
    wanted = {(person, month): number for person, months in found.items() for month, number in months.items()}
    gone: list[int] = []
    for pk, person, month, number in GivenMonth.objects.values_list(
        "pk", "person_id", "month", "number"
    ).iterator(CHUNK):
        if (person, month) not in wanted:
            gone.append(pk)
        elif wanted[person, month] == number:
            del wanted[person, month]
    for at in range(0, len(gone), CHUNK):
        GivenMonth.objects.filter(pk__in=gone[at : at + CHUNK]).delete()
    GivenMonth.objects.bulk_create(
        (GivenMonth(person_id=one, month=month, number=number) for (one, month), number in wanted.items()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "month"],
        update_fields=["number"],
    )
    return len(gone) + len(wanted)


def gave(span: Span) -> Any:
    """Customers who gave something in these months: `person_id`, `last` month in them, `sum` in them, `first` ever."""
    inside = Q(month__gt=span.last - span.months, month__lte=span.last)
    rows = GivenMonth.objects.filter(person__erased__isnull=True).exclude(person__role__in=STAFF)
    return (
        rows.order_by()
        .values("person_id")
        .annotate(last=Max("month", filter=inside), sum=Sum("number", filter=inside), first=Min("month"))
        .filter(last__isnull=False)
    )


def kept_page(
    scope: Scope,
    span: Span,
    after: tuple[datetime, int] | None,
    size: int,
    *,
    only: Collection[int] | None = None,
) -> list[Fact]:
    """At most so many facts of `people.active` after the cursor, the latest first; of these people, or of all."""
    found: list[Fact] = []
    if upto(scope, span) <= span.start:
        return found
    rows = _rows(span, (month_of(after[0]), after[1]) if after else None)
    if scope.segment is None and only is None:
        return [_fact(row, span) for row in rows[:size]]
    told = rows.iterator(CHUNK)  # one question: each asks for the months of everybody
    while len(found) < size and (batch := list(islice(told, CHUNK))):
        held = scope.held([row["person_id"] for row in batch])
        wanted = held if only is None else held.intersection(only)
        found += [_fact(row, span) for row in batch if row["person_id"] in wanted]
    return found[:size]


def _rows(span: Span, place: tuple[int, int] | None) -> Any:
    """Of `gave`, the latest first, behind a place."""
    rows = gave(span).order_by("-last", "-person_id")
    if place:
        rows = rows.filter(Q(last__lt=place[0]) | Q(last=place[0], person_id__lt=place[1]))
    return rows


def _fact(row: dict[str, Any], span: Span) -> Fact:
    fresh = row["first"] > span.last - span.months
    return Fact(row["person_id"], begin(row["last"]), fresh, row["sum"], person=row["person_id"])
