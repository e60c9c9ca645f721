"""What came from elsewhere, for those who count what happened here."""

from __future__ import annotations

from collections.abc import Sequence

from desireline.reach.imports.models import Imported

CHUNK, MANY = 500, 2000


def brought_ideas(ids: Sequence[int]) -> set[int]:
    """Those of the ideas that an import brought, from another tool or from an export of our own."""
    here = Imported.objects.filter(kind__in=["idea", "listen_idea"], created=True)
    if len(ids) > MANY:  # one question for all that was brought, in place of hundreds
        return set(here.values_list("object_id", flat=True).iterator(10_000)).intersection(ids)
    found: set[int] = set()
    for at in range(0, len(ids), CHUNK):
        rows = here.filter(object_id__in=ids[at : at + CHUNK])
        found |= set(rows.values_list("object_id", flat=True))
    return found
