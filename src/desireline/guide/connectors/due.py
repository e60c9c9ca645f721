"""Which sources are to be brought now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from desireline.engines.warehouse.api import installed
from desireline.guide.connectors import api
from desireline.guide.connectors.declared import Source
from desireline.guide.connectors.runs import bury_the_dead, last
from desireline.kit.jobs.api import Job, enqueue

SYNC, LOOK = "connect.sync", "connect.look"
AGAIN = 10  # minutes after which a source that failed is tried again, at the latest


def next_run(source: Source) -> datetime | None:
    """When the source is brought again; None where it never is by itself."""
    if not source.every:
        return None
    before = last(source.name)
    if before is None:
        return timezone.now()
    pause = min(source.every, AGAIN) if before.state == "failed" else source.every
    return before.started + timedelta(minutes=pause)


def ask(kind: str, source: str, *, by: int | None = None) -> int:
    """Have a source brought or looked at by the worker, once."""
    return enqueue(kind, {"source": source, "by": by}, key=f"{kind}:{source}", by=by)


def waiting(source: str) -> dict[str, Job]:
    """Unfinished jobs of the source, by kind."""
    keys = [f"{kind}:{source}" for kind in (SYNC, LOOK)]
    return {job.kind: job for job in Job.objects.filter(key__in=keys, finished__isnull=True)}


def look_around() -> int:
    """Ask for the sources that are due, and have the cards of removed ones taken away. How many were asked for."""
    if not installed():
        return 0
    bury_the_dead()
    if api.removed():
        enqueue("connect.forget", key="connect.forget")
    asked = 0
    for source in api.known(now=True).sources.values():
        due = next_run(source)
        if due is not None and due <= timezone.now():
            ask(SYNC, source.name)
            asked += 1
    return asked
