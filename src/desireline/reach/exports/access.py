from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from desireline.reach.exports.keeping import KEPT
from desireline.reach.exports.models import Export


def export_named(pk: int) -> Export:
    """An export that is not too old. Ask for the permission first: who has it, sees all of them."""
    found = Export.objects.filter(pk=pk, made__gte=timezone.now() - KEPT).first()
    if found is None:
        raise Http404
    return found
