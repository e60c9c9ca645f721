from __future__ import annotations

from typing import Any

from django.db.models import Count

from desireline.futures.futures.models import Future
from desireline.futures.futures.parts import PARTS
from desireline.futures.outcomes.models import DesiredOutcome, Rating
from desireline.people.identity.api import Person


def _outcomes(future: Future, person: Person | None) -> dict[str, Any]:
    """The outcomes of a future with how many rated and reached them, and the reader's own ratings."""
    rows = DesiredOutcome.objects.filter(future=future, archived__isnull=True)
    counted = rows.annotate(
        raters=Count("ratings", distinct=True), reached=Count("attainments", distinct=True)
    )
    own = Rating.objects.filter(person=person, outcome__future=future) if person else Rating.objects.none()
    return {"outcomes": list(counted), "mine": {row.outcome_id: row for row in own}}


PARTS.add("outcomes", _outcomes)
