"""What futures and outcomes are called for who follows them, and who may hear of them: the rules of `visible_to`."""

from __future__ import annotations

from django.urls import reverse

from desireline.futures.futures.api import shown
from desireline.futures.futures.models import Future
from desireline.futures.outcomes.models import DesiredOutcome
from desireline.people.audiences.api import among
from desireline.people.identity.api import Person


def futures_named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Title and address of the futures that the person may see."""
    rows = shown(person).filter(pk__in=ids).values_list("pk", "title", "slug")
    return {pk: (title, reverse("future", args=[slug])) for pk, title, slug in rows}


def outcomes_named(person: Person, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Statement and address of the outcomes that the person may see."""
    rows = DesiredOutcome.objects.visible_to(person).filter(pk__in=ids)
    return {
        pk: (statement, reverse("outcome", args=[slug]))
        for pk, statement, slug in rows.values_list("pk", "statement", "slug")
    }


def hear_future(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the future."""
    rows = Future.objects.filter(pk=pk, published__isnull=False, archived__isnull=True)
    audience = rows.values_list("audience_id", flat=True).first()
    return among(audience, people) if audience else set()


def hear_outcome(pk: int, people: set[int]) -> set[int]:
    """Those of the people who may see the outcome."""
    rows = DesiredOutcome.objects.filter(pk=pk, archived__isnull=True)
    future = rows.values_list("future_id", flat=True).first()
    return hear_future(future, people) if future else set()
