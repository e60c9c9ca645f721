from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.guide.search import keeping
from desireline.kit.jobs.api import Progress, every, job


@job("guide.sweep_searches", label=_("Forget what was searched long ago"))
def sweep_searches(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(keeping.sweep())


every("guide.sweep_searches", minutes=24 * 60)
