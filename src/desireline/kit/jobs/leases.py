"""Taking a job, keeping it, and giving it back. Only the holder of a lease may change the job."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, Q, When
from django.utils import timezone

from desireline.kit.jobs.holders import is_dead
from desireline.kit.jobs.models import Job
from desireline.kit.jobs.progress import Progress
from desireline.kit.jobs.rules import back_off, is_over
from desireline.kit.rows.api import one

LEASE = timedelta(seconds=120)
DEATHS = 5  # so often a job whose worker was killed runs again at once


def ready(kinds: Collection[str], *, at: datetime) -> Q:
    """Jobs of these kinds that wait for a worker: due, unfinished, and nobody holds a living lease."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=at)
    return free & Q(finished__isnull=True, due__lte=at, kind__in=list(kinds))


def take(
    kinds: Collection[str], *, token: str, without: Collection[int] = (), at: datetime | None = None
) -> Job | None:
    """Lease the job that waits longest, or None; what somebody asked for comes before what runs by itself. No two
    workers get the same one."""
    now = at or timezone.now()
    alone = Case(When(by__isnull=True, then=1), default=0)
    waiting = Job.objects.filter(ready(kinds, at=now)).exclude(pk__in=list(without))
    waiting = waiting.order_by(alone, "due", "id")
    if not waiting.exists():  # an idle worker takes no write lock
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        job = waiting.select_for_update(skip_locked=skip).first()
        if job is None:
            return None
        job.lease, job.leased_until, job.started = token, now + LEASE, now
        job.tries += 1
        job.save(update_fields=["lease", "leased_until", "started", "tries"])
    return job


def free_the_dead() -> int:
    """Let jobs run whose worker on this machine was killed: their leases would hold for minutes. How many.

    A job with which workers died again and again waits longer each time, so that it does not keep the others from work.
    """
    held = Job.objects.filter(finished__isnull=True, lease__isnull=False)
    freed = 0
    for pk, token, tries, due in held.values_list("pk", "lease", "tries", "due"):
        if token and is_dead(token):
            again = due if tries <= DEATHS else timezone.now() + back_off(tries - DEATHS, chance=0.5)
            mine = Job.objects.filter(pk=pk, lease=token, finished__isnull=True)
            freed += mine.update(lease=None, leased_until=None, due=again)
    return freed


def renew(pk: int, *, token: str, progress: Progress) -> bool:
    """Keep the lease and write down how far the job is. False when the lease is lost."""
    progress.changed = False
    return bool(
        Job.objects.filter(pk=pk, lease=token, finished__isnull=True).update(
            leased_until=timezone.now() + LEASE,
            done_steps=progress.done,
            all_steps=progress.all,
            note=progress.note,
        )
    )


def finish(job: Job, *, progress: Progress) -> None:
    """It is done. If it was asked for again meanwhile, it waits again."""
    with transaction.atomic():
        held = (
            Job.objects.select_for_update().filter(pk=job.pk, lease=job.lease, finished__isnull=True).first()
        )
        if held is None:
            return
        held.lease = held.leased_until = None
        held.done_steps, held.all_steps, held.note = progress.done, progress.all, progress.note
        if held.again:
            held.again, held.tries, held.due = False, 0, timezone.now()
        else:
            held.finished, held.error = timezone.now(), ""
        held.save()


def fail(job: Job, *, error: str, retries: int) -> bool:
    """It went wrong: wait and try again, or give up. True when given up."""
    over = is_over(job.tries, retries=retries)
    now = timezone.now()
    chance = random.random()  # noqa: S311 - spreads load, guards nothing
    due = job.due if over else now + back_off(job.tries, chance=chance)
    Job.objects.filter(pk=job.pk, lease=job.lease, finished__isnull=True).update(
        lease=None,
        leased_until=None,
        error=error[-8000:],
        due=due,
        finished=now if over else None,
        failed=over,
    )
    return over


def give_back(job: Job) -> None:
    """Stopped in the middle: somebody else runs it, at once, and this try does not count."""
    Job.objects.filter(pk=job.pk, lease=job.lease, finished__isnull=True).update(
        lease=None, leased_until=None, tries=max(job.tries - 1, 0)
    )


def add(kind: str, *, key: str | None, values: dict[str, object]) -> int:
    """The id of a new job, or of the unfinished one with that key; one that runs already will run once more.

    ValueError where the key belongs to a job of another kind: what is asked for would never be done.
    """
    while True:
        asked = "SELECT id, lease, kind FROM kit_job WHERE key = %s AND finished IS NULL"
        row = one(asked, [key]) if key else None
        if row and row[2] != kind:
            raise ValueError(f"The key {key} belongs to a job of the kind {row[2]}, not {kind}.")
        if row and (row[1] is None or _run_again(row[0])):
            return int(row[0])
        try:
            with transaction.atomic():
                return Job.objects.create(kind=kind, key=key, **values).pk
        except IntegrityError:
            if key is None:
                raise


def _run_again(pk: int) -> bool:
    return bool(Job.objects.filter(pk=pk, finished__isnull=True).update(again=True))
