"""Running one job: the handler, and what becomes of the job after it."""

from __future__ import annotations

import time
import traceback

import structlog

from desireline.kit.errors import Refused
from desireline.kit.jobs import leases, words
from desireline.kit.jobs.kinds import KINDS
from desireline.kit.jobs.models import Job
from desireline.kit.jobs.progress import Interrupted, Progress

log = structlog.get_logger("jobs")


def run(job: Job, *, progress: Progress) -> None:
    """Run a leased job to its end, its failure or its interruption."""
    kind = KINDS[job.kind]
    start = time.perf_counter()
    say = log.bind(job=job.pk, kind=job.kind)
    try:
        kind.run(job.payload, progress)
    except Interrupted:
        leases.give_back(job)
        say.info("interrupted")
    except Refused as refusal:
        leases.fail(job, error=words.refusal(refusal), retries=0)
        say.warning("refused", why=refusal.message)
    except Exception as error:
        over = leases.fail(job, error=traceback.format_exc(), retries=kind.retries)
        say.error("failed", tries=job.tries, given_up=over, error=repr(error))
    else:
        leases.finish(job, progress=progress)
        seconds = round(time.perf_counter() - start, 2)
        (say.info if seconds > 1 else say.debug)("done", seconds=seconds)
