from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.guide.account import looks
from desireline.kit.jobs.api import Progress, every, job


@job("guide.sweep_looks", label=_("Forget who looked at which account long ago"))
def sweep_looks(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(looks.sweep())


every("guide.sweep_looks", minutes=24 * 60)
