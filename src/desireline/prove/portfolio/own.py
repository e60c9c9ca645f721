"""What a person may take along of what they wrote here, and what goes when they leave.

What was decided about the portfolio is the organisation's record and stays, without a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desireline.people.identity.api import Person
from desireline.prove.portfolio.models import CaseChange, Review, ReviewItem, Target

Rows = Iterable[Mapping[str, object]]


def forget(person: Person) -> None:
    """The name goes from everything; the person's own reasons for changes of a case go with it."""
    CaseChange.objects.filter(by=person).update(by=None, why="")
    Target.objects.filter(by=person).update(by=None)
    ReviewItem.objects.filter(decided_by=person).update(decided_by=None)
    Review.objects.filter(by=person).update(by=None)
    Review.objects.filter(closed_by=person).update(closed_by=None)


def case_changes(person: Person) -> Rows:
    """Changes of cases that the person made."""
    rows: Rows = (
        CaseChange.objects.filter(by=person)
        .order_by("id")
        .values("case__project__title", "what", "why", "at")
    )
    return rows


def review_decisions(person: Person) -> Rows:
    """Decisions of reviews that the person wrote down."""
    rows: Rows = (
        ReviewItem.objects.filter(decided_by=person)
        .order_by("id")
        .values("review__title", "review__on", "project__title", "text", "decision", "decided_at")
    )
    return rows
