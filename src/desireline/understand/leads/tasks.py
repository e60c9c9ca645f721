from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.understand.leads import own, renewing


@job(renewing.RENEW, label=_("Look for lead customers"))
def renew(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(renewing.renew(tell=progress.step).people)


@job("leads.due", label=_("Look for lead customers every day"))
def due(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(renewing.renew_when_due())


@job("leads.sweep", label=_("Delete names that were taken out a while ago"))
def sweep(payload: dict[str, Any], progress: Progress) -> None:
    progress.step(own.sweep())


every("leads.due", minutes=10)
every("leads.sweep", minutes=24 * 60)
