from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation import reminding
from desireline.kit.jobs.api import Progress, every, job


@job("participation.remind", label=_("Remind participants of what is due"))
def remind(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(reminding.remind())


every("participation.remind", minutes=60)
