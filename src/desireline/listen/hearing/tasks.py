from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, job
from desireline.listen.hearing import fresh


@job(fresh.JOB, label=_("Tell about a new idea"))
def tell_new(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(fresh.announce(payload["idea"]))
