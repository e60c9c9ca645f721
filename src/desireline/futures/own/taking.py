"""What a person takes along of their ratings, and what is taken away when they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import Attainment, DesiredOutcome, RatingChange
from desireline.people.identity.api import Person

Rows = Iterable[Mapping[str, object]]


def ratings(person: Person) -> Rows:
    """Every rating that was given, in order: the last one of an outcome is the one that counts."""
    rows = RatingChange.objects.filter(rating__person=person).order_by("rating__outcome", "id")
    for outcome, statement, importance, satisfaction, at in rows.values_list(
        "rating__outcome_id", "rating__outcome__statement", "importance", "satisfaction", "at"
    ).iterator():
        yield {
            "outcome": outcome,
            "statement": statement,
            "importance": importance,
            "satisfaction": satisfaction,
            "at": at,
        }


def attainments(person: Person) -> Rows:
    rows = Attainment.objects.filter(person=person).order_by("id")
    return rows.values("outcome_id", "outcome__statement", "started", "reached", "note").iterator()


def forget(person: Person) -> None:
    """Ratings and attainments count on, without the words to them; futures and outcomes lose their owner."""
    Attainment.objects.filter(person=person).exclude(note="").update(note="")
    Future.objects.filter(owner=person).update(owner=None)
    DesiredOutcome.objects.filter(owner=person).update(owner=None)
