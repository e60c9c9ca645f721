"""Which ideas belong together by merges, also as they stood once: an undone merge takes no credit away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from desireline.listen.merges.models import Merge


def family(ideas: Iterable[int], *, at: datetime | None = None) -> set[int]:
    """The ideas, all that were merged into them, and what they were merged into with all that is in it.

    With `at`, merges that stood at that moment count although they were undone since. One query a link of the chain.
    """
    found = set(ideas)
    stands = Q(undone_at__isnull=True)
    if at is not None:
        stands |= Q(at__lte=at, undone_at__gt=at)
    fresh = set(found)
    while fresh:
        near = Merge.objects.filter(stands).filter(Q(source__in=fresh) | Q(target__in=fresh))
        fresh = {pk for pair in near.values_list("source_id", "target_id") for pk in pair} - found
        found |= fresh
    return found
