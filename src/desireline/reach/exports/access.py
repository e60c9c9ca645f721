from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from desireline.reach.exports.keeping import KEPT
from desireline.reach.exports.models import Export


def listed() -> QuerySet[Export]:
    """Exports of the last day whose file is there, or is to come."""
    return Export.objects.filter(made__gte=timezone.now() - KEPT).exclude(state=Export.State.GONE)


def export_named(pk: int) -> Export:
    """An export that is not too old. Ask for the permission first: who has it, sees all of them."""
    found = listed().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
