from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job, sweep


@job("kit.sweep_jobs", label=_("Sweep old jobs"))
def sweep_jobs(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(sweep())


every("kit.sweep_jobs", minutes=24 * 60)
