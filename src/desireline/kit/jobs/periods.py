"""Jobs that come round by themselves."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from desireline.kit.jobs import leases
from desireline.kit.jobs.kinds import PERIODS
from desireline.kit.jobs.models import Job


def schedule() -> None:
    """Let every periodic kind have its next job waiting. Of those that went well only the last is kept."""
    waiting = set(
        Job.objects.filter(finished__isnull=True, key__startswith="every:").values_list("key", flat=True)
    )
    for period in PERIODS:
        key = f"every:{period.kind}"
        if key in waiting:
            continue
        now = timezone.now()
        past = Job.objects.filter(kind=period.kind, key=key, finished__isnull=False)
        last = past.aggregate(last=Max("finished"))["last"]
        due = last + timedelta(minutes=period.minutes) if last else now
        leases.add(period.kind, key=key, values={"payload": {}, "due": due, "made": now})
        past.filter(failed=False, finished__lt=last or now).delete()
