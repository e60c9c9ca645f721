from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from desireline.kit.jobs.api import Job
from tests.cast import Cast
from tests.matrix import Row

ADMINS = {"anonymous": 302, "blocked": 302, "*": 404}


def failed(cast: Cast) -> Mapping[str, Any]:
    job = Job.objects.create(kind="kit.sweep_jobs", finished=timezone.now(), failed=True)
    return {"kwargs": {"job_id": job.pk}}


ROWS = [
    Row("jobs", expect={**ADMINS, "admin": 200}),
    Row("job_retry", "POST", failed, expect={**ADMINS, "admin": 302}),
    Row("job_retry", "GET", failed, expect={"*": 405}),
]
