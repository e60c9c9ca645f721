"""What the page of jobs shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from desireline.kit.jobs.api import Job, known_kinds, lag, worker_seen

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One job in words. `error` is the last line, `details` all of it."""

    id: int
    name: str
    note: str
    done: int
    all: int | None
    at: datetime
    tries: int
    error: str
    details: str
    took: float | None


@dataclass(frozen=True, slots=True)
class Jobs:
    running: list[Row]
    waiting: list[Row]
    failed: list[Row]
    finished: list[Row]
    worker_silent: bool
    worker_seen: datetime | None
    lag: timedelta


def read() -> Jobs:
    """The newest jobs of each state. Six queries, whatever their number."""
    now = timezone.now()
    unfinished = Job.objects.filter(finished__isnull=True)
    over = Job.objects.filter(finished__isnull=False)
    seen = worker_seen()
    return Jobs(
        running=_rows(unfinished.filter(leased_until__gte=now).order_by("started")[:SHOWN]),
        waiting=_rows(unfinished.exclude(leased_until__gte=now).order_by("due", "id")[:SHOWN]),
        failed=_rows(over.filter(failed=True).order_by("-finished", "-id")[:SHOWN]),
        finished=_rows(over.filter(failed=False).order_by("-finished", "-id")[:SHOWN]),
        worker_silent=seen is None or now - seen > timedelta(minutes=1),
        worker_seen=seen,
        lag=lag(),
    )


def _rows(jobs: Iterable[Job]) -> list[Row]:
    names = known_kinds()
    return [_row(job, name=names.get(job.kind, job.kind)) for job in jobs]


def _row(job: Job, *, name: str) -> Row:
    lines = [line for line in job.error.strip().splitlines() if line.strip()]
    took = (job.finished - job.started).total_seconds() if job.finished and job.started else None
    running = job.finished is None and job.lease is not None
    return Row(
        id=job.pk,
        name=name,
        note=job.note,
        done=job.done_steps,
        all=job.all_steps,
        at=(job.finished or (job.started if running else job.due) or job.due),
        tries=job.tries,
        error=lines[-1] if lines else "",
        details=job.error if len(lines) > 1 else "",
        took=took,
    )
