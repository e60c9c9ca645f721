"""What the page of jobs shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.jobs.api import Job, known_kinds, lag, periodic, said, worker_seen

SHOWN = 30
ROUND = "every:"  # begins the key of what comes round


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
class Round:
    """Work that comes round by itself: when it ran last, and when it runs next."""

    name: str
    last: datetime | None
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Jobs:
    running: list[Row]
    waiting: list[Row]
    failed: list[Row]
    finished: list[Row]
    rounds: list[Round]
    worker_silent: bool
    worker_seen: datetime | None
    lag: timedelta


def read() -> Jobs:
    """The newest jobs of each state. Eight queries, whatever their number."""
    now = timezone.now()
    unfinished = Job.objects.filter(finished__isnull=True)
    over = Job.objects.filter(finished__isnull=False)
    round_about = Q(key__startswith=ROUND)
    calm = round_about & Q(due__gt=now, error="")
    seen = worker_seen()
    return Jobs(
        running=_rows(unfinished.filter(leased_until__gte=now).order_by("started")[:SHOWN]),
        waiting=_rows(unfinished.exclude(leased_until__gte=now).exclude(calm).order_by("due", "id")[:SHOWN]),
        failed=_rows(over.filter(failed=True).order_by("-finished", "-id")[:SHOWN]),
        finished=_rows(over.filter(failed=False).exclude(round_about).order_by("-finished", "-id")[:SHOWN]),
        rounds=_rounds(),
        worker_silent=seen is None or now - seen > timedelta(minutes=1),
        worker_seen=seen,
        lag=lag(),
    )


def _rounds() -> list[Round]:
    names, kinds = known_kinds(), periodic()
    jobs = Job.objects.filter(key__startswith=ROUND).values_list("kind")
    last = dict(jobs.filter(finished__isnull=False).annotate(at=Max("finished")))
    following = dict(jobs.filter(finished__isnull=True).annotate(at=Min("due")))
    found = [Round(names[kind], last.get(kind), following.get(kind)) for kind in kinds]
    return sorted(found, key=lambda one: (one.next is None, one.next, one.name))


def _rows(jobs: Iterable[Job]) -> list[Row]:
    names = known_kinds()
    return [_row(job, name=names.get(job.kind) or _unknown(job)) for job in jobs]


def _unknown(job: Job) -> str:
    return _("Work of another version (%(kind)s)") % {"kind": job.kind}


def _row(job: Job, *, name: str) -> Row:
    error = said(job.error)
    lines = [line for line in error.strip().splitlines() if line.strip()]
    took = (job.finished - job.started).total_seconds() if job.finished and job.started else None
    running = job.finished is None and job.lease is not None
    return Row(
        id=job.pk,
        name=name,
        note=said(job.note),
        done=job.done_steps,
        all=job.all_steps,
        at=(job.finished or (job.started if running else job.due) or job.due),
        tries=job.tries,
        error=lines[-1] if lines else "",
        details=error if len(lines) > 1 else "",
        took=took,
    )
