from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.codevelop.participation import announcing, reminding
from desireline.kit.jobs.api import Progress, every, job


@job("participation.remind", label=_("Remind participants of what is due"))
def remind(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(reminding.remind())


@job(announcing.JOB, label=_("Tell people that a call is open"))
def call(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(announcing.announce(int(payload["call"])))


every("participation.remind", minutes=60)
