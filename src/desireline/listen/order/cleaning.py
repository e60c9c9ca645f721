"""Impressions are evidence, and personal: they are counted in the idea and forgotten after a while."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from desireline.listen.order.models import Impression

KEPT = timedelta(days=90)
CHUNK = 5000


def sweep() -> int:
    """Forget who saw what more than ninety days ago. The counts stay. Returns how many rows went."""
    gone = 0
    while True:
        old = Impression.objects.filter(at__lt=timezone.now() - KEPT).order_by("id").values("pk")[:CHUNK]
        some = Impression.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
        gone += some
        if some < CHUNK:
            return gone
