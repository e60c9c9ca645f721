from typing import Any

from django.utils.translation import gettext_lazy as _

from desireline.kit.jobs.api import Progress, every, job
from desireline.reach.exports import keeping


@job("exports.write", retries=2, long=True, label=_("Write an export"))
def write(payload: dict[str, Any], progress: Progress) -> None:
    keeping.make(payload["export"], progress)


@job("exports.sweep", label=_("Take away old exports"))
def sweep(payload: dict[str, Any], progress: Progress) -> None:
    keeping.sweep()


every("exports.sweep", minutes=60)
