"""Work for later: rows in the database, run by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from desireline.kit.errors import Refused
from desireline.kit.jobs import leases
from desireline.kit.jobs.kinds import COMPANIONS, KINDS, PERIODS, Companion, every, job
from desireline.kit.jobs.models import Job
from desireline.kit.jobs.progress import Interrupted, Progress
from desireline.kit.jobs.pulse import worker_seen
from desireline.kit.jobs.room import leave_room
from desireline.kit.jobs.words import Facts, kept, refusal, said

__all__ = [
    "COMPANIONS",
    "Companion",
    "Facts",
    "Interrupted",
    "Job",
    "Progress",
    "enqueue",
    "every",
    "job",
    "kept",
    "known_kinds",
    "lag",
    "leave_room",
    "periodic",
    "refusal",
    "retry",
    "run_all",
    "said",
    "sweep",
    "worker_seen",
]


def enqueue(
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    key: str | None = None,
    due: datetime | None = None,
    by: int | None = None,
) -> int:
    """Have a job of this kind run, in the caller's transaction: no commit, no job. Returns its id.

    With a `key`, which is of this kind alone and says all that the payload says, there is at most one unfinished job
    of that key: a waiting one is returned as it is, a running one will run once more. `due` is the earliest time, `by`
    the id of the person who asked.
    """
    KINDS[kind]  # KeyError here, not in the worker
    now = timezone.now()
    return leases.add(
        kind, key=key, values={"payload": payload or {}, "due": due or now, "made": now, "by": by}
    )


def known_kinds() -> dict[str, str]:
    """All kinds of jobs that this version can run, with their labels in the reader's language."""
    return {kind.name: str(kind.label) for kind in KINDS}


def periodic() -> list[str]:
    """The kinds that come round by themselves."""
    return PERIODS.names()


@transaction.atomic
def retry(job_id: int) -> Job:
    """Let a failed job run again from the start. Refused where the same work waits already."""
    found = Job.objects.select_for_update().filter(pk=job_id, failed=True).first()
    if found is None:
        raise Refused(_("This job has not failed, or is no longer kept."))
    if found.key and Job.objects.filter(key=found.key, finished__isnull=True).exists():
        raise Refused(_("The same work waits or runs already."))
    found.finished, found.failed, found.tries, found.due = None, False, 0, timezone.now()
    found.save(update_fields=["finished", "failed", "tries", "due"])
    return found


def lag() -> timedelta:
    """How long the oldest job that is due has been waiting (zero when none waits)."""
    now = timezone.now()
    oldest = (
        Job.objects.filter(leases.ready(KINDS.names(), at=now)).order_by("due").values_list("due", flat=True)
    )
    first = oldest.first()
    return now - first if first else timedelta()


def sweep(*, good: timedelta = timedelta(days=14), bad: timedelta = timedelta(days=60)) -> int:
    """Delete jobs that finished well `good` ago or failed `bad` ago. Returns how many."""
    now = timezone.now()
    swept, _rows = Job.objects.filter(failed=False, finished__lt=now - good).delete()
    more, _rows = Job.objects.filter(failed=True, finished__lt=now - bad).delete()
    return swept + more


def run_all(*, most: int = 1000, at: datetime | None = None) -> int:
    """For tests and commands: run here and now what is due (or will be, `at` that time). Errors are raised.

    Returns the number of jobs run. RuntimeError when jobs keep making jobs.
    """
    for count in range(most):
        found = leases.take(KINDS.names(), token="here", at=at)  # noqa: S106 - a name, not a password
        if found is None:
            return count
        progress = Progress()
        KINDS[found.kind].run(found.payload, progress)
        leases.finish(found, progress=progress)
    raise RuntimeError(f"{most} jobs ran and more wait")
