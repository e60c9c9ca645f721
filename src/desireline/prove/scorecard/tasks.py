from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.prove.scorecard import keeping, monthly


@job("scorecard.keep", long=True, label=_("Keep the numbers of the scorecard"))
def keep(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(keeping.renew_when_due())


@job("scorecard.letter", label=_("Send the scorecard of the month"))
def letter(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(monthly.send_when_due())


every("scorecard.keep", minutes=30)
every("scorecard.letter", minutes=60)
